import { type IgnorePatterns, IgnoreRules } from "./ignore-rules.js";
import type { Tree } from "./tree.js";

/** Folders in which nothing of the project's own lies. */
const NEVER = new Set([".git", ".hg", ".svn", "node_modules"]);
/** More entries than this are not looked at: the tree is then an error, not half a report. */
const MOST_ENTRIES = 500_000;

export interface Walked {
  /** Regular files, from the root on, sorted folder by folder. */
  readonly files: readonly string[];
  /** Folders that hold a Pulumi program, from the root on; "" is the root. */
  readonly projects: readonly string[];
  /** False: there are more entries than are looked at. */
  readonly complete: boolean;
}

/** All files below a folder that the rules do not ignore. Links are not followed. */
export function walk(tree: Tree, start: string, patterns: readonly IgnorePatterns[]): Walked {
  const files: string[] = [];
  const projects: string[] = [];
  let entries = 0;
  // Rules of the folders above the start hold too, as Git has it.
  let rules = IgnoreRules.in(tree, patterns);
  const above = start === "" ? [] : start.split("/");
  for (let depth = 0; depth < above.length; depth++) rules = rules.within(above.slice(0, depth).join("/"));
  const open: { readonly folder: string; readonly rules: IgnoreRules }[] = [{ folder: start, rules }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { folder } = next;
    const inner = next.rules.within(folder);
    const below: { readonly folder: string; readonly rules: IgnoreRules }[] = [];
    for (const { name, kind } of tree.list(folder) ?? []) {
      if (++entries > MOST_ENTRIES) return { files, projects, complete: false };
      const path = folder === "" ? name : `${folder}/${name}`;
      if (kind === "directory") {
        if (!NEVER.has(name) && !inner.ignores(path, true)) below.push({ folder: path, rules: inner });
      } else if (kind === "link") {
        // Not followed; one that leads out is named.
        if (!inner.ignores(path, false)) tree.behind(path);
      } else if (kind === "file" && !inner.ignores(path, false)) {
        files.push(path);
        if (name === "Pulumi.yaml" || name === "Pulumi.yml") projects.push(folder);
      }
    }
    open.push(...below.reverse());
  }
  return { files, projects, complete: true };
}
