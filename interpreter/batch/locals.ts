import type { Machine } from "../machine/machine.js";
import { Environment } from "../os/environment.js";
import { Files } from "../os/files.js";
import type { Text } from "../tools/tool.js";

/** What `setlocal` keeps and `endlocal` brings back: variables, the current folder and whether `!x!` is read late. */
interface Saved {
  readonly environment: string;
  readonly delayed: boolean;
  readonly location: Text;
}

const NONE: readonly never[] = [];

function savedCell(machine: Machine) {
  return machine.cell<readonly Saved[]>("cmd:setlocal", () => NONE);
}

function foldersCell(machine: Machine) {
  return machine.cell<readonly Text[]>("cmd:pushd", () => NONE);
}

function delayedCell(machine: Machine) {
  return machine.cell<boolean>("cmd:delayed", () => false);
}

export function isDelayed(machine: Machine): boolean {
  return machine.settled(delayedCell(machine).value);
}

/** Runs with `!x!` read late or not, and as it was afterwards. */
export function withDelayedExpansion<T>(machine: Machine, delayed: boolean, run: () => T): T {
  const cell = delayedCell(machine);
  const before = isDelayed(machine);
  machine.journal.put(cell, delayed);
  const result = run();
  machine.journal.put(cell, before);
  return result;
}

/** So many may be open ("Maximum setlocal recursion level reached"). */
const MAXIMUM_OPEN = 32;

export function setlocal(machine: Machine, options: string): void {
  const cell = savedCell(machine);
  if (openLocals(machine) >= MAXIMUM_OPEN) machine.budget.exceeded("depth");
  const saved = {
    environment: new Environment(machine).enter(),
    delayed: isDelayed(machine),
    location: new Files(machine).location,
  };
  machine.journal.put(cell, [...machine.settled(cell.value), saved]);
  if (/enabledelayedexpansion/i.test(options)) machine.journal.put(delayedCell(machine), true);
  if (/disabledelayedexpansion/i.test(options)) machine.journal.put(delayedCell(machine), false);
}

/** Without a `setlocal` before it, nothing happens. */
export function endlocal(machine: Machine): void {
  const cell = savedCell(machine);
  const all = machine.settled(cell.value);
  const saved = all[all.length - 1];
  if (!saved) return;
  machine.journal.put(cell, all.slice(0, -1));
  new Environment(machine).leave(saved.environment);
  machine.journal.put(delayedCell(machine), saved.delayed);
  new Files(machine).setLocation(saved.location);
}

/** How many are open: a script and a subroutine close at their end what they opened. */
export function openLocals(machine: Machine): number {
  return machine.settled(savedCell(machine).value).length;
}

export function pushFolder(machine: Machine, path: Text): void {
  const files = new Files(machine);
  const cell = foldersCell(machine);
  machine.journal.put(cell, [...machine.settled(cell.value), files.location]);
  files.setLocation(files.resolve(path));
}

export function popFolder(machine: Machine): boolean {
  const cell = foldersCell(machine);
  const all = machine.settled(cell.value);
  const before = all[all.length - 1];
  if (before === undefined) return false;
  machine.journal.put(cell, all.slice(0, -1));
  new Files(machine).setLocation(before);
  return true;
}
