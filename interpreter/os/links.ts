import type { Machine } from "../machine/machine.js";
import { ancestors, pathKey } from "./paths.js";

/** Links in the file system: symbolic links, junctions, hard links of files, drives that stand for folders (`subst`). */
interface Link {
  /** The path of the link, in lower case. */
  readonly from: string;
  readonly to: string;
}

const NONE: readonly Link[] = [];
/** Links that lead to each other in a circle lead nowhere. */
const MOST_HOPS = 16;

function cellOf(machine: Machine) {
  return machine.cell<readonly Link[]>("files:links", () => NONE);
}

function linksOf(machine: Machine): readonly Link[] {
  return machine.settled(cellOf(machine).value);
}

export function addLink(machine: Machine, from: string, to: string): void {
  const key = pathKey(from);
  machine.journal.put(cellOf(machine), [...linksOf(machine).filter((link) => link.from !== key), { from: key, to }]);
}

/** True: there was such a link. */
export function removeLink(machine: Machine, path: string): boolean {
  const links = linksOf(machine);
  const left = links.filter((link) => link.from !== pathKey(path));
  if (left.length < links.length) machine.journal.put(cellOf(machine), left);
  return left.length < links.length;
}

/** Where a path leads when what links around it say is followed. */
export function followLinks(machine: Machine, path: string): string {
  let current = path;
  for (let hop = 0; hop < MOST_HOPS; hop++) {
    const links = linksOf(machine);
    if (links.length === 0) return current;
    const found = [current, ...ancestors(current)]
      .map((one) => [one, links.find((link) => link.from === pathKey(one))] as const)
      .find(([, link]) => link !== undefined);
    if (found?.[1] === undefined) return current;
    current = found[1].to.replace(/\\$/, "") + current.slice(found[0].replace(/\\$/, "").length);
  }
  return current;
}

/** The other paths under which links show what is at a path. */
export function linkedPaths(machine: Machine, path: string): readonly string[] {
  const key = pathKey(path);
  return linksOf(machine).flatMap((link) => {
    const to = pathKey(link.to).replace(/\\$/, "");
    if (key !== to && !key.startsWith(`${to}\\`)) return [];
    return [link.from.replace(/\\$/, "") + path.slice(to.length)];
  });
}
