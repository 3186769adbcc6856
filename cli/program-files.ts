/** Files of a program, as its assets and its addresses name them: regular files below the program's folder or its repository, and nothing else. */

import { readFileSync, realpathSync, statSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import type { ProjectFiles } from "../deployment/index.js";

const LARGEST_FILE = 32 << 20;
/** Folders above the program in which its repository is looked for. */
const HIGHEST = 16;

export function programFiles(directory: string, show: (path: string) => string): ProjectFiles {
  const folder = realPath(directory);
  const repository = folder === undefined ? undefined : repositoryOf(folder);
  return {
    read: (path) => (folder === undefined ? undefined : fileBelow(repository?.root ?? folder, resolve(folder, path))),
    ofRepository(owner, name, rest) {
      if (!repository?.names.has(`${owner}/${name}`.toLowerCase())) return undefined;
      // A branch's name may have slashes: the longest path that is a file is meant.
      for (let start = 1; start < rest.length; start++) {
        const path = join(repository.root, ...rest.slice(start));
        const bytes = fileBelow(repository.root, path);
        if (bytes) return { path: show(path), bytes };
      }
      return undefined;
    },
  };
}

function realPath(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}

function fileBelow(root: string, path: string): Uint8Array | undefined {
  try {
    const full = realpathSync(path);
    if (!full.startsWith(root.endsWith(sep) ? root : root + sep)) return undefined;
    if (relative(root, full).split(sep).includes(".git")) return undefined;
    const stats = statSync(full);
    return stats.isFile() && stats.size <= LARGEST_FILE ? readFileSync(full) : undefined;
  } catch {
    return undefined;
  }
}

interface Repository {
  readonly root: string;
  /** `owner/name` of its remotes, in lower case. */
  readonly names: ReadonlySet<string>;
}

function repositoryOf(folder: string): Repository | undefined {
  let current = folder;
  for (let step = 0; step < HIGHEST; step++) {
    const config = fileText(join(current, ".git", "config"));
    if (config !== undefined) return { root: current, names: remotesOf(config) };
    const above = dirname(current);
    if (above === current) return undefined;
    current = above;
  }
  return undefined;
}

function fileText(path: string): string | undefined {
  try {
    const stats = statSync(path);
    return stats.isFile() && stats.size <= 1 << 20 ? readFileSync(path, "utf8") : undefined;
  } catch {
    return undefined;
  }
}

/** `url = https://github.com/owner/name.git`, `url = git@github.com:owner/name`. */
function remotesOf(config: string): Set<string> {
  const names = new Set<string>();
  for (const line of config.split(/\r?\n/)) {
    const url = /^\s*url\s*=\s*(.+?)\s*$/.exec(line)?.[1];
    const found = url === undefined ? null : /github\.com[:/]([^/]+)\/(.+?)(?:\.git)?\/?$/i.exec(url);
    if (found) names.add(`${found[1]}/${found[2]}`.toLowerCase());
  }
  return names;
}
