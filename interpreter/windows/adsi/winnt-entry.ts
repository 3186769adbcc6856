import type { PrincipalId } from "../../../host/principals/principal-id.js";
import type { Machine } from "../../machine/machine.js";
import { PsError } from "../../tools/script-error.js";
import type { Trace } from "../../values/source.js";
import type { Instance, Value } from "../../values/value.js";
import type { WinntTarget } from "./winnt-path.js";

/** What the parts of the WinNT provider share. */

export type Target = Exclude<WinntTarget, { kind: "elsewhere" }>;
export type AccountTarget = Extract<Target, { kind: "account" }>;

export const FIELD = {
  target: "winnt target",
  path: "winnt path",
  /** True: made by Create or Children.Add and not saved yet. */
  isNew: "winnt new",
  /** How the password was set: a PasswordKind. */
  password: "winnt password",
  /** Properties set and not saved, by lower-case name. */
  pending: "winnt pending",
} as const;

export function targetOf(machine: Machine, entry: Instance): Target {
  return machine.field<Target>(entry, FIELD.target) as Target;
}

export function accountOf(machine: Machine, entry: Instance): PrincipalId {
  return (targetOf(machine, entry) as AccountTarget).principal;
}

export function pendingOf(machine: Machine, entry: Instance): ReadonlyMap<string, Value> {
  return machine.field<ReadonlyMap<string, Value>>(entry, FIELD.pending) ?? new Map();
}

/** A failing call, as PowerShell reports errors of COM methods. */
export function callFailed(method: string, args: number, message: string, at: Trace | null): never {
  throw new PsError({
    id: "CatchFromBaseAdapterMethodInvokeTI",
    message: `Exception calling "${method}" with "${args}" argument(s): "${message}"`,
    exception: "System.Management.Automation.MethodInvocationException",
    at,
  });
}
