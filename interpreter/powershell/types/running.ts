import type { Machine } from "../../machine/machine.js";
import { Attached } from "../../values/attached.js";
import type { Trace } from "../../values/source.js";
import type { Plain, TypeRef, Value } from "../../values/value.js";
import type { Runtime } from "../session/runtime.js";

/**
 * The session that is running on a machine, for code that is reached without it: drives that show variables and functions,
 * and conversions to classes of the script.
 */
const running = new Attached<Runtime>();

export function runningOn(machine: Machine): Runtime | undefined {
  return running.get(machine);
}

/** The session that is running; there must be one. */
export function sessionOf(machine: Machine): Runtime {
  const found = running.get(machine);
  if (!found) throw new Error("no session is running");
  return found;
}

/** Makes a session the running one; gives what was before, to be set again. */
export function setRunning(machine: Machine, runtime: Runtime | undefined): Runtime | undefined {
  const before = running.get(machine);
  if (runtime) running.set(machine, runtime);
  else running.delete(machine);
  return before;
}

/** What classes of a script add to the type system; see `evaluator/classes.ts`. */
export interface ScriptTypes {
  /** A type of the script by its name. */
  find(machine: Machine, name: string): TypeRef | undefined;
  /** Undefined: the type is not one of the script's. */
  instantiate(machine: Machine, type: TypeRef, args: readonly Value[], at: Trace | null): Value | undefined;
  convert(machine: Machine, value: Plain, type: TypeRef, at: Trace | null): Value | undefined;
  isHidden(target: Plain, name: string): boolean;
  /** Calls a method of an object of a script's class; undefined: it has no such method. */
  invoke(machine: Machine, target: Plain, name: string, args: readonly Value[], at: Trace | null): Value | undefined;
}

const installed = new Attached<ScriptTypes>();

export function installScriptTypes(machine: Machine, types: ScriptTypes): void {
  installed.set(machine, types);
}

/** Undefined: no script of PowerShell runs on the machine. */
export function scriptTypesOf(machine: Machine): ScriptTypes | undefined {
  return installed.get(machine);
}
