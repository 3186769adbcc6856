import type { Machine } from "../../machine/machine.js";
import type { DotnetType } from "../../tools/dotnet-type.js";
import type { Text } from "../../tools/tool.js";
import type { Family } from "../../tools/toolbox.js";
import { DEFAULT_NAMESPACE, namespaceName } from "../../tools/wmi-class.js";
import { scalarText } from "../../values/scalar-conversions.js";
import type { Trace } from "../../values/source.js";
import { shownText } from "../../values/texts.js";
import { Instance, NULL, type ObjectModel, str, Unknown, type Value } from "../../values/value.js";
import { isFailure, queryInstances, withUnknowns } from "./find.js";
import { bag, classAt, managementError, objectAt, objectList, WmiClassObject, WmiObject } from "./objects.js";

/** `[wmi]`, `[wmiclass]`, `[wmisearcher]` and the types behind them (System.Management). */

function textArgument(machine: Machine, value: Value | undefined): Text | undefined {
  if (value === undefined) return undefined;
  const plain = machine.plain(value);
  // A ManagementPath, ManagementScope or a query object: the text it was made from.
  if (plain.kind === "object") {
    const property = machine.settled(plain.properties.get("path") ?? plain.properties.get("querystring") ?? (null as never));
    return typeof property === "object" && property !== null ? textArgument(machine, property.value) : undefined;
  }
  return scalarText(machine, plain) ?? undefined;
}

/** Constructors of ManagementObject and ManagementClass: (path), (scope, path, options). */
function pathArgument(machine: Machine, args: readonly Value[]): Text {
  const first = textArgument(machine, args[0]) ?? "";
  const second = textArgument(machine, args[1]);
  if (second === undefined) return first;
  return shownText(second).includes(":")
    ? second
    : withUnknowns(`${namespaceName(shownText(first))}:${shownText(second)}`, second);
}

function isModel(value: Value, model: typeof WmiObject | typeof WmiClassObject): boolean {
  return value instanceof Instance && value.model instanceof model;
}

/** SelectQuery also takes the name of a class. */
function queryText(text: Text): Text {
  return shownText(text).trim().includes(" ") ? text : withUnknowns(`select * from ${shownText(text)}`, text);
}

function textValue(text: Text): Value {
  return typeof text === "string" ? str(text) : text;
}

/** A query that runs when Get() is called. */
class Searcher implements ObjectModel {
  readonly typeNames = ["System.Management.ManagementObjectSearcher", "System.ComponentModel.Component", "System.Object"];
  constructor(
    private readonly machine: Machine,
    private readonly namespace: Text,
    private readonly query: Text,
  ) {}

  get(self: Instance, name: string): Value | undefined {
    const changed = this.machine.field<Value>(self, name.toLowerCase());
    if (changed !== undefined) return changed;
    if (name.toLowerCase() === "query") return bag("System.Management.ObjectQuery", [["QueryString", textValue(this.query)]]);
    if (name.toLowerCase() === "scope") return bag("System.Management.ManagementScope", [["Path", textValue(this.namespace)]]);
    return undefined;
  }

  set(self: Instance, name: string, value: Value): boolean {
    if (!["query", "scope", "options"].includes(name.toLowerCase())) return false;
    this.machine.setField(self, name.toLowerCase(), value);
    return true;
  }

  invoke(self: Instance, name: string, _args: readonly Value[], at: Trace | null): Value | undefined {
    if (name.toLowerCase() === "dispose") return NULL;
    if (name.toLowerCase() !== "get") return undefined;
    const query = textArgument(this.machine, this.machine.field<Value>(self, "query")) ?? this.query;
    const scope = textArgument(this.machine, this.machine.field<Value>(self, "scope")) ?? this.namespace;
    const found = queryInstances(this.machine, scope instanceof Unknown ? scope : namespaceName(scope), query, at);
    if (found instanceof Unknown) return found;
    if (isFailure(found)) throw managementError(found, at);
    return objectList(this.machine, found.registered, found.instances, at);
  }
}

export const managementTypesFamily: Family = {
  types: [
    {
      name: "System.Management.ManagementObject",
      modelled: {
        construct: (machine, args, at) => objectAt(machine, pathArgument(machine, args), at),
      },
      cast: (machine, value, at) =>
        isModel(machine.plain(value), WmiObject) ? value : objectAt(machine, textArgument(machine, value) ?? "", at),
    },
    {
      name: "System.Management.ManagementClass",
      modelled: {
        construct: (machine, args, at) => classAt(machine, pathArgument(machine, args), at),
      },
      cast: (machine, value, at) =>
        isModel(machine.plain(value), WmiClassObject) ? value : classAt(machine, textArgument(machine, value) ?? "", at),
    },
    ...["System.Management.ManagementPath", "System.Management.ManagementScope"].map<DotnetType>((name) => ({
      name: name,
      modelled: {
        construct: (machine, args) => bag(name, [["Path", textValue(textArgument(machine, args[0]) ?? DEFAULT_NAMESPACE)]]),
      },
    })),
    ...["System.Management.ObjectQuery", "System.Management.SelectQuery", "System.Management.WqlObjectQuery"].map<DotnetType>(
      (name) => ({
        name: name,
        modelled: {
          construct: (machine, args) => bag(name, [["QueryString", textValue(queryText(textArgument(machine, args[0]) ?? ""))]]),
        },
      }),
    ),
    {
      name: "System.Management.ManagementObjectSearcher",
      modelled: {
        // (query), (scope, query), (scope, query, options)
        construct: (machine, args, at) => {
          const first = textArgument(machine, args[0]) ?? "";
          const second = textArgument(machine, args[1]);
          return new Instance(
            second === undefined ? new Searcher(machine, DEFAULT_NAMESPACE, first) : new Searcher(machine, first, second),
            at,
          );
        },
      },
      cast: (machine, value, at) => {
        const text = textArgument(machine, value) ?? "";
        return new Instance(new Searcher(machine, DEFAULT_NAMESPACE, text), at);
      },
    },
  ],
};
