import type { Machine } from "../machine/machine.js";

/**
 * What a front end or a tool family keeps with a machine, as with a `WeakMap<Machine, T>`, but on the machine itself. Such a map
 * holds its values like a root until V8's next full collection, and what is kept leads back to the machine: every machine that
 * was ever used, with the trees and values of its scripts, would outlive all short collections.
 */
export class Attached<T> {
  get(machine: Machine): T | undefined {
    return machine.attached.get(this) as T | undefined;
  }

  set(machine: Machine, value: T): void {
    machine.attached.set(this, value);
  }

  delete(machine: Machine): void {
    machine.attached.delete(this);
  }
}
