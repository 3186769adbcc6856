import { lstatSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";

/**
 * What reports call files: their path from the repository on, so that a report says the same wherever in it the command runs, and build
 * services find the files.
 */

let known: { readonly from: string; readonly root: string } | null = null;

/** The repository around the current folder, or that folder. */
export function namingRoot(): string {
  const from = process.cwd();
  if (known?.from !== from) known = { from, root: repositoryAround(from) ?? from };
  return known.root;
}

function repositoryAround(folder: string): string | null {
  for (let at = folder; ; at = dirname(at)) {
    try {
      lstatSync(join(at, ".git"));
      return at;
    } catch {
      if (dirname(at) === at) return null;
    }
  }
}

/** The name of a path in reports, with `/`: from the repository on, or absolute when it lies elsewhere. */
export function shown(path: string): string {
  return path === "-" ? "-" : named(namingRoot(), resolve(path));
}

/** The name as people type it in the folder they are in. */
export function shownHere(name: string): string {
  return name === "" || name === "-" ? name : named(process.cwd(), resolve(namingRoot(), name));
}

function named(root: string, path: string): string {
  const near = relative(root, path);
  const text = near === "" ? "." : near === ".." || near.startsWith(`..${sep}`) ? path : near;
  return text.split(sep).join("/");
}
