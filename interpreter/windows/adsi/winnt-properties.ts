import { userEnabled } from "../../../host/keys.js";
import type { Machine } from "../../machine/machine.js";
import { perMachine } from "../../machine/per-machine.js";
import { scalarText } from "../../values/scalar-conversions.js";
import type { Trace } from "../../values/source.js";
import { Bool, Instance, int, NOTHING, type ObjectModel, Str, Unknown, type Value } from "../../values/value.js";
import { plainName, securityIdentifier } from "../accounts/account-objects.js";
import { valueNow } from "../shared/host-facts.js";
import { FIELD, pendingOf, targetOf } from "./winnt-entry.js";

/** Properties of users and groups behind ADSI: what was set and not saved, else what the host has. */

const KNOWN = new Set([
  "description",
  "fullname",
  "userflags",
  "passwordexpired",
  "homedirectory",
  "loginscript",
  "profile",
  "lastlogin",
  "passwordage",
  "maxpasswordage",
  "accountdisabled",
  "passwordneverexpires",
  "accountexpirationdate",
  "grouptype",
  "objectsid",
  "isaccountlocked",
  "guid",
  "primarygroupid",
]);

/** Undefined: there is no such property. */
export function entryProperty(machine: Machine, self: Instance, name: string, at: Trace | null): Value | undefined {
  const key = name.toLowerCase();
  const pending = pendingOf(machine, self).get(key);
  if (pending !== undefined) return pending;
  const target = targetOf(machine, self);
  if (target.kind === "computer" || !KNOWN.has(key)) return undefined;
  const shown = plainName(target.principal, target.name);
  if (key === "objectsid") return securityIdentifier(machine, target.principal, at);
  if (key === "accountdisabled" || key === "userflags") {
    const enabled = valueNow(machine, userEnabled(shown));
    if (enabled !== undefined) return key === "userflags" ? int(enabled ? 0x201 : 0x203, at) : new Bool(!enabled, at);
  }
  return new Unknown("input", `${name} of ${shown}`, `account:${target.principal}.${key}`, at);
}

export function setEntryProperty(machine: Machine, self: Instance, name: string, value: Value): boolean {
  machine.setField(self, FIELD.pending, new Map(pendingOf(machine, self)).set(name.toLowerCase(), value));
  return true;
}

const OWNER = "owner";

/** `$entry.Properties["Description"].Value = ...`, `$entry.Properties.Item("UserFlags")`. */
const collectionModel = perMachine<ObjectModel>((machine) => {
  const item = (self: Instance, args: readonly Value[], at: Trace | null): Value | undefined => {
    const name = args[0] === undefined ? undefined : scalarText(machine, args[0]);
    const entry = machine.field<Instance>(self, OWNER) as Instance;
    return typeof name === "string"
      ? valuesOf(machine, entry, name, at)
      : new Unknown("input", "a property of an account", machine.freshSymbol("adsi:property"), at);
  };
  return {
    typeNames: ["System.DirectoryServices.PropertyCollection", "System.Object"],
    index: item,
    setIndex: (self, args, value) => {
      const name = args[0] === undefined ? undefined : scalarText(machine, args[0]);
      if (typeof name !== "string") return false;
      return setEntryProperty(machine, machine.field<Instance>(self, OWNER) as Instance, name, value);
    },
    get: (self, name, at) => valuesOf(machine, machine.field<Instance>(self, OWNER) as Instance, name, at),
    invoke: (self, name, args, at) =>
      name.toLowerCase() === "item" ? item(self, args, at) : name.toLowerCase() === "contains" ? new Bool(true, at) : undefined,
  };
});

const PROPERTY = "property";

const valuesModel = perMachine<ObjectModel>((machine) => {
  const current = (self: Instance, at: Trace | null): Value => {
    const name = machine.field<string>(self, PROPERTY) as string;
    return entryProperty(machine, machine.field<Instance>(self, OWNER) as Instance, name, at) ?? new Str("", at);
  };
  const assign = (self: Instance, value: Value): boolean =>
    setEntryProperty(
      machine,
      machine.field<Instance>(self, OWNER) as Instance,
      machine.field<string>(self, PROPERTY) as string,
      value,
    );
  return {
    typeNames: ["System.DirectoryServices.PropertyValueCollection", "System.Collections.CollectionBase", "System.Object"],
    get: (self, name, at) =>
      name.toLowerCase() === "value" ? current(self, at) : name.toLowerCase() === "count" ? int(1, at) : undefined,
    set: (self, name, value) => name.toLowerCase() === "value" && assign(self, value),
    index: (self, _args, at) => current(self, at),
    setIndex: (self, _args, value) => assign(self, value),
    invoke: (self, name, args) => {
      if (name.toLowerCase() === "add" && args[0] !== undefined) assign(self, args[0]);
      else if (name.toLowerCase() !== "clear") return undefined;
      return NOTHING;
    },
    enumerate: (self) => [current(self, self.trace)],
  };
});

function valuesOf(machine: Machine, entry: Instance, name: string, at: Trace | null): Instance {
  const values = new Instance(valuesModel(machine), at);
  values.fields.set(OWNER, entry);
  values.fields.set(PROPERTY, name);
  return values;
}

export function propertiesObject(machine: Machine, entry: Instance, at: Trace | null): Instance {
  const collection = new Instance(collectionModel(machine), at);
  collection.fields.set(OWNER, entry);
  return collection;
}
