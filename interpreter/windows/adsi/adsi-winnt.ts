import type { Machine } from "../../machine/machine.js";
import { perMachine } from "../../machine/per-machine.js";
import { elsewhere } from "../../os/computer.js";
import type { Text } from "../../tools/tool.js";
import type { Family } from "../../tools/toolbox.js";
import type { Trace } from "../../values/source.js";
import { Instance, NOTHING, type ObjectModel, Str, Unknown, type Value } from "../../values/value.js";
import { plainName } from "../accounts/account-objects.js";
import { DIRECTORY_ENTRY } from "./adsi.js";
import { childrenObject, computerMethod } from "./winnt-computer.js";
import { FIELD, type Target, targetOf } from "./winnt-entry.js";
import { groupMethod } from "./winnt-group.js";
import { winntTarget } from "./winnt-path.js";
import { entryProperty, propertiesObject, setEntryProperty } from "./winnt-properties.js";
import { commitEntry, userMethod } from "./winnt-user.js";

/**
 * ADSI's WinNT provider: the computer, its users and its groups. Group changes act at once; accounts that were made and
 * properties that were set act with SetInfo or CommitChanges.
 */

const model = perMachine<ObjectModel>((machine) => ({
  typeNames: [DIRECTORY_ENTRY, "System.ComponentModel.Component", "System.Object"],
  get: (self, name, at) => get(machine, self, name, at),
  set: (self, name, value) => setEntryProperty(machine, self, name, value),
  invoke: (self, name, args, at) => invoke(machine, self, name, args, at),
  propertyNames: () => ["Name", "Path", "SchemaClassName", "Children", "Properties", "Parent"],
}));

/** The object for a target; `path` is what its Path property gives. */
export function winntEntry(machine: Machine, target: Target, path: Text, at: Trace | null): Instance {
  const entry = new Instance(model(machine), at);
  entry.fields.set(FIELD.target, target);
  entry.fields.set(FIELD.path, path);
  return entry;
}

function get(machine: Machine, self: Instance, name: string, at: Trace | null): Value | undefined {
  const target = targetOf(machine, self);
  switch (name.toLowerCase()) {
    case "psbase":
    case "psadapted":
    case "nativeobject":
      return self;
    case "path":
    case "adspath": {
      const path = machine.field<Text>(self, FIELD.path) as Text;
      return typeof path === "string" ? new Str(path, self.trace ?? at) : path;
    }
    case "name":
      return target.kind === "computer"
        ? new Unknown("input", "the computer's name", "env:computername", at, "System.String")
        : new Str(plainName(target.principal, target.name), self.trace ?? at);
    case "schemaclassname":
    case "class":
      return new Str(target.kind === "computer" ? "Computer" : target.type === "group" ? "Group" : "User", at);
    case "children":
      return target.kind === "computer" ? childrenObject(machine, self, at) : undefined;
    case "properties":
      return propertiesObject(machine, self, at);
    case "parent":
      return new Str("WinNT://.", at);
    default:
      return entryProperty(machine, self, name, at);
  }
}

function invoke(machine: Machine, self: Instance, name: string, args: readonly Value[], at: Trace | null): Value | undefined {
  const target = targetOf(machine, self);
  switch (name.toLowerCase()) {
    // psbase.Invoke("Add", path) is path's Add.
    case "invoke": {
      const [method, ...rest] = args;
      const called = method === undefined ? undefined : machine.plain(method);
      if (called?.kind !== "str")
        return new Unknown("input", "a method of an ADSI object", machine.freshSymbol("adsi:invoke"), at);
      const inner = rest.length === 1 ? spread(machine, rest[0] as Value) : rest;
      return invoke(machine, self, called.value, inner, at);
    }
    case "setinfo":
    case "commitchanges":
      return commitEntry(machine, self, at);
    case "getinfo":
    case "refreshcache":
    case "close":
    case "dispose":
      return NOTHING;
    default:
      if (target.kind === "computer") return computerMethod(machine, self, name, args, at);
      return (
        (target.type === "user" ? undefined : groupMethod(machine, self, name, args, at)) ??
        userMethod(machine, self, name, args, at)
      );
  }
}

/** Invoke takes its arguments as a list or one by one. */
function spread(machine: Machine, value: Value): readonly Value[] {
  const plain = machine.plain(value);
  return plain.kind === "arr" ? machine.settled<readonly Value[]>(plain.items) : [value];
}

export const adsiWinntFamily: Family = {
  directories: [
    {
      scheme: "winnt",
      open: (machine, path, at) => {
        const target = winntTarget(machine, path);
        if (target.kind !== "elsewhere") return winntEntry(machine, target, path, at);
        return elsewhere(target.why, machine.freshSymbol("adsi:winnt"), at, DIRECTORY_ENTRY);
      },
    },
  ],
};
