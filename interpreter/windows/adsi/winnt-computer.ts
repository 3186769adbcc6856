import { groupExists, userExists } from "../../../host/keys.js";
import { localPrincipal } from "../../../host/principals/principal-id.js";
import type { Machine } from "../../machine/machine.js";
import { perMachine } from "../../machine/per-machine.js";
import type { Text } from "../../tools/tool.js";
import { scalarText } from "../../values/scalar-conversions.js";
import type { Trace } from "../../values/source.js";
import { traceOf } from "../../values/texts.js";
import { Instance, NOTHING, type ObjectModel, Unknown, type Value } from "../../values/value.js";
import { nameText, principalNamed } from "../accounts/accounts.js";
import { knownGroups, knownUsers } from "../accounts/membership.js";
import { valueNow } from "../shared/host-facts.js";
import { DIRECTORY_ENTRY } from "./adsi.js";
import { winntEntry } from "./adsi-winnt.js";
import { type AccountTarget, callFailed, FIELD, targetOf } from "./winnt-entry.js";
import { isThere, remove } from "./winnt-user.js";

/** The computer as a container of accounts: Create, Delete, GetObject, MoveHere, Children. */
export function computerMethod(
  machine: Machine,
  self: Instance,
  name: string,
  args: readonly Value[],
  at: Trace | null,
): Value | undefined {
  const [first, second] = args;
  switch (name.toLowerCase()) {
    case "create":
      return first && second ? create(machine, second, first, at) : undefined;
    case "getobject":
      return first && second ? child(machine, second, first, at) : undefined;
    case "delete":
      if (first && second) removeChild(machine, second, first, at);
      return NOTHING;
    case "find":
      return first ? find(machine, first, second, at) : undefined;
    case "exists":
      return undefined;
    default:
      void self;
      return undefined;
  }
}

function typeNamed(machine: Machine, value: Value | undefined): "user" | "group" | null {
  const text = value === undefined ? undefined : scalarText(machine, value);
  if (typeof text !== "string") return null;
  const type = text.trim().toLowerCase();
  return type === "user" ? "user" : type.endsWith("group") ? "group" : null;
}

function child(machine: Machine, nameValue: Value, typeValue: Value | undefined, at: Trace | null): Instance | Unknown {
  const name = scalarText(machine, nameValue);
  const principal = name === null || name === undefined ? null : principalNamed(machine, name);
  if (principal === null || name === null || name === undefined)
    return new Unknown("input", "an account of this computer", machine.freshSymbol("adsi:child"), at, DIRECTORY_ENTRY);
  const target: AccountTarget = { kind: "account", principal, type: typeNamed(machine, typeValue), name: nameText(name) };
  const path: Text = `WinNT://./${nameText(name)}`;
  return winntEntry(machine, target, path, traceOf(machine.plain(nameValue)) ?? at);
}

function create(machine: Machine, nameValue: Value, typeValue: Value, at: Trace | null): Value {
  const entry = child(machine, nameValue, typeValue, at);
  if (!(entry instanceof Instance)) return entry;
  const target = targetOf(machine, entry) as AccountTarget;
  const made: AccountTarget = {
    ...target,
    principal: target.principal.startsWith("sid:") ? target.principal : principalFor(target),
  };
  entry.fields.set(FIELD.target, made);
  entry.fields.set(FIELD.isNew, true);
  const taken = made.type === "group" ? groupExists(made.name) : userExists(made.name);
  if (valueNow(machine, taken) === true) return callFailed("Create", 2, "The account already exists.", at);
  return entry;
}

/** A new account is a local one, whatever well-known name it resembles; names with holes stay as they are. */
function principalFor(target: AccountTarget): AccountTarget["principal"] {
  return target.principal.startsWith("name:") ? target.principal : localPrincipal(target.name);
}

function removeChild(machine: Machine, nameValue: Value, typeValue: Value, at: Trace | null): void {
  const entry = child(machine, nameValue, typeValue, at);
  if (entry instanceof Instance)
    remove(machine, targetOf(machine, entry) as AccountTarget, traceOf(machine.plain(nameValue)) ?? at);
}

/** Children.Find throws when there is no such account: that is how scripts ask. */
function find(machine: Machine, nameValue: Value, typeValue: Value | undefined, at: Trace | null): Value {
  const entry = child(machine, nameValue, typeValue, at);
  if (!(entry instanceof Instance)) return entry;
  const target = targetOf(machine, entry) as AccountTarget;
  if (isThere(machine, target, at)) return entry;
  const message = target.type === "group" ? "The group name could not be found." : "The user name could not be found.";
  return callFailed("Find", typeValue === undefined ? 1 : 2, message, at);
}

const COMPUTER = "computer";

const childrenModel = perMachine<ObjectModel>((machine) => ({
  typeNames: ["System.DirectoryServices.DirectoryEntries", "System.Object"],
  get: (_self, name) => (name.toLowerCase() === "schemafilter" ? NOTHING : undefined),
  set: () => true,
  invoke: (_self, name, args, at) => {
    const [first, second] = args;
    switch (name.toLowerCase()) {
      case "find":
        return first ? find(machine, first, second, at) : undefined;
      case "add":
        return first && second ? create(machine, first, second, at) : undefined;
      case "remove": {
        const entry = first === undefined ? undefined : machine.plain(first);
        if (entry instanceof Instance) remove(machine, targetOf(machine, entry) as AccountTarget, at);
        return NOTHING;
      }
      default:
        return undefined;
    }
  },
  enumerate: (self) => {
    const users = knownUsers(machine);
    const groups = knownGroups(machine);
    const entries: Value[] = [
      ...users.users.map((principal) => accountEntry(machine, principal, "user", self.trace)),
      ...groups.groups.map((principal) => accountEntry(machine, principal, "group", self.trace)),
    ];
    if (!users.complete)
      entries.push(new Unknown("input", "the other accounts of this computer", "adsi:children", self.trace, DIRECTORY_ENTRY));
    return entries;
  },
}));

function accountEntry(
  machine: Machine,
  principal: AccountTarget["principal"],
  type: "user" | "group",
  at: Trace | null,
): Instance {
  const name = principal.slice(principal.indexOf(":") + 1);
  return winntEntry(machine, { kind: "account", principal, type, name }, `WinNT://./${name}`, at);
}

export function childrenObject(machine: Machine, computer: Instance, at: Trace | null): Instance {
  const children = new Instance(childrenModel(machine), at);
  children.fields.set(COMPUTER, computer);
  return children;
}
