import { userEnabled, userPassword } from "../../../host/keys.js";
import type { Machine } from "../../machine/machine.js";
import { evidence } from "../../values/provenance.js";
import { scalarBoolean, scalarInteger, scalarText } from "../../values/scalar-conversions.js";
import type { Trace } from "../../values/source.js";
import { traceOf } from "../../values/texts.js";
import { array, Bool, type Instance, NOTHING, type Plain, Unknown, type Value } from "../../values/value.js";
import { plainName } from "../accounts/account-objects.js";
import { isOpen } from "../accounts/accounts.js";
import {
  createGroup,
  createUser,
  deleteGroup,
  deleteUser,
  groupIsThere,
  type PasswordKind,
  renameAccount,
  userIsThere,
} from "../accounts/membership.js";
import { put } from "../shared/host-facts.js";
import { type AccountTarget, FIELD, pendingOf, targetOf } from "./winnt-entry.js";
import { entryProperty, setEntryProperty } from "./winnt-properties.js";

const ACCOUNT_DISABLED = 0x2;

/** Methods that users and groups share. Undefined: there is no such method. */
export function userMethod(
  machine: Machine,
  self: Instance,
  name: string,
  args: readonly Value[],
  at: Trace | null,
): Value | undefined {
  const target = targetOf(machine, self) as AccountTarget;
  const [first, second] = args;
  switch (name.toLowerCase()) {
    case "setpassword":
    case "changepassword":
      setPassword(machine, self, target, first === undefined ? undefined : machine.plain(args[args.length - 1] as Value), at);
      return NOTHING;
    case "put":
    case "putex":
    case "invokeset": {
      const property = first === undefined ? undefined : scalarText(machine, first);
      const value = args[args.length - 1];
      if (typeof property === "string" && value !== undefined && second !== undefined)
        setEntryProperty(machine, self, property, value);
      return NOTHING;
    }
    case "get":
    case "getex":
    case "invokeget": {
      const property = first === undefined ? undefined : scalarText(machine, first);
      return typeof property === "string" ? entryProperty(machine, self, property, at) : undefined;
    }
    case "groups":
      return array(
        [new Unknown("input", `the groups of ${plainName(target.principal)}`, `groups-of:${target.principal}`, at)],
        "System.Object",
        at,
      );
    case "rename": {
      const newName = first === undefined ? undefined : scalarText(machine, first);
      if (typeof newName === "string") {
        renameAccount(
          machine,
          target.principal,
          newName,
          target.type === "group" ? "group" : "user",
          evidence(traceOf(first) ?? at, at, "ADSI renames it"),
        );
      } else machine.note("input", ["principals"], "the new name of an account", at);
      return NOTHING;
    }
    case "deletetree":
      remove(machine, target, at);
      return NOTHING;
    case "exists":
      return new Bool(isThere(machine, target, at), at);
    default:
      return undefined;
  }
}

export function isThere(machine: Machine, target: AccountTarget, at: Trace | null): boolean {
  if (target.type === "group") return groupIsThere(machine, target.principal, at);
  if (target.type === "user") return userIsThere(machine, target.principal, at);
  return userIsThere(machine, target.principal, at) || groupIsThere(machine, target.principal, at);
}

export function remove(machine: Machine, target: AccountTarget, at: Trace | null): void {
  const from = evidence(at, at, "ADSI removes it");
  if (target.type !== "user") deleteGroup(machine, target.principal, from);
  if (target.type !== "group") deleteUser(machine, target.principal, from);
}

function setPassword(machine: Machine, self: Instance, target: AccountTarget, value: Plain | undefined, at: Trace | null): void {
  const kind: PasswordKind = value?.kind === "str" && !value.secret ? (value.value === "" ? "blank" : "literal") : "given";
  if (machine.field<boolean>(self, FIELD.isNew) === true) machine.setField(self, FIELD.password, kind);
  else if (!isOpen(target.principal))
    put(machine, userPassword(plainName(target.principal, target.name)), kind, evidence(at, at, "ADSI sets the password"));
}

/** SetInfo and CommitChanges: what was made and set takes effect. */
export function commitEntry(machine: Machine, self: Instance, at: Trace | null): Value {
  const target = targetOf(machine, self);
  if (target.kind === "computer") return NOTHING;
  const name = plainName(target.principal, target.name);
  const from = evidence(self.trace ?? at, at, "ADSI saves it");
  const enabled = enabledBy(machine, pendingOf(machine, self));
  if (machine.field<boolean>(self, FIELD.isNew) === true) {
    if (!isOpen(target.principal)) {
      if (target.type === "group") createGroup(machine, name, from);
      else createUser(machine, name, machine.field<PasswordKind>(self, FIELD.password) ?? "blank", enabled ?? true, from);
    }
    machine.setField(self, FIELD.isNew, false);
  } else if (enabled !== undefined && target.type !== "group") put(machine, userEnabled(name), enabled, from);
  machine.setField(self, FIELD.pending, new Map());
  return NOTHING;
}

function enabledBy(machine: Machine, pending: ReadonlyMap<string, Value>): boolean | undefined {
  const disabled = pending.get("accountdisabled");
  if (disabled !== undefined) {
    const value = scalarBoolean(machine, disabled);
    return typeof value === "boolean" ? !value : undefined;
  }
  const flags = pending.get("userflags");
  const bits = flags === undefined ? undefined : scalarInteger(machine, flags);
  return typeof bits === "number" ? (bits & ACCOUNT_DISABLED) === 0 : undefined;
}
