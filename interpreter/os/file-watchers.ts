import type { Machine } from "../machine/machine.js";
import type { Trace } from "../values/source.js";
import type { Value } from "../values/value.js";
import { matchPath, mayLieBelow, type PathPattern } from "./path-pattern.js";

/** Models of files that Windows or a service reads are elsewhere; they are told here what happens to the files at their places. */
export interface FileWatcher {
  /** Patterns of paths: `*\\windows\\system32\\tasks\\**`. See `PathPattern`. */
  readonly places: readonly string[];
  /** Content undefined: the file was removed. */
  changed(machine: Machine, path: string, content: Value | undefined, at: Trace | null): void;
  /** Files that nobody knows were put into a folder that is, holds or lies at places of the watcher. */
  disturbed?(machine: Machine, folder: string, at: Trace | null): void;
  /** Content of a file that the deployment has not written, as the host's configuration has it; without it nobody knows. */
  content?(machine: Machine, path: string): Value;
}

/** A watcher with its places read. */
export interface PlacedWatcher {
  readonly watcher: FileWatcher;
  readonly patterns: readonly PathPattern[];
}

function place({ patterns }: PlacedWatcher, path: string): "yes" | "maybe" | "no" {
  let found: "maybe" | "no" = "no";
  for (const pattern of patterns) {
    const one = matchPath(pattern, path);
    if (one === "yes") return one;
    if (one === "maybe") found = one;
  }
  return found;
}

/** Tells the watchers of a place. A path of which not all is known may be one of their places: then there are two worlds. */
export function tellWatchers(machine: Machine, path: string, content: Value | undefined, at: Trace | null): void {
  for (const placed of machine.toolbox.fileWatchers) {
    const is = place(placed, path);
    if (is === "no" || (is === "maybe" && (content === undefined || !mayBePlace(machine, placed, path)))) continue;
    placed.watcher.changed(machine, path, content, at);
  }
}

function mayBePlace(machine: Machine, { watcher }: PlacedWatcher, path: string): boolean {
  const name = (watcher.places[0] as string).toUpperCase().replace(/^\*/, "C:");
  return machine.askWhether(`file-place:${path.toLowerCase()}:${name}`, `${path} is ${name}`, `${path} is not ${name}`);
}

/** Tells the watchers of places at or below a folder that something nobody knows was put there. */
export function disturbWatchers(machine: Machine, folder: string, at: Trace | null): void {
  // What is put into the root of a drive goes into folders of its own.
  if (/^[a-z]:\\?$/i.test(folder)) return;
  for (const { watcher, patterns } of machine.toolbox.fileWatchers) {
    if (watcher.disturbed && patterns.some((pattern) => mayLieBelow(pattern, folder))) watcher.disturbed(machine, folder, at);
  }
}

/** What the model of a place says is in the file; undefined: nobody knows. */
export function watchedContent(machine: Machine, path: string): Value | undefined {
  const found = machine.toolbox.fileWatchers.find((one) => one.watcher.content !== undefined && place(one, path) === "yes");
  return found?.watcher.content?.(machine, path);
}
