/** Files of a program, as its assets and its addresses name them: regular files below the program's folder or its repository, and nothing else. */

import { dirname, join, resolve } from "node:path";
import type { ProjectFiles } from "../deployment/index.js";
import { readRegular } from "../engine/regular-file.js";
import { Tree } from "./files/tree.js";

/** Folders above the program in which its repository is looked for. */
const HIGHEST = 16;

export function programFiles(program: Tree, show: (path: string) => string): ProjectFiles {
  const repository = repositoryOf(program.root);
  const tree = repository === undefined ? program : new Tree(repository.root);
  const fileIn = (path: string) => {
    const bytes = tree.read(path);
    return bytes === undefined || "refused" in bytes ? undefined : bytes;
  };
  return {
    read: (path) => fileIn(resolve(program.root, path)),
    ofRepository(owner, name, rest) {
      if (!repository?.names.has(`${owner}/${name}`.toLowerCase())) return undefined;
      // A branch's name may have slashes: the longest path that is a file is meant.
      for (let start = 1; start < rest.length; start++) {
        const path = join(repository.root, ...rest.slice(start));
        const bytes = fileIn(path);
        if (bytes) return { path: show(path), bytes };
      }
      return undefined;
    },
  };
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
  const bytes = readRegular(path, 1 << 20);
  return "refused" in bytes ? undefined : Buffer.from(bytes).toString("utf8");
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
