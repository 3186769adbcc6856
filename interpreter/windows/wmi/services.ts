import type { Machine } from "../../machine/machine.js";
import type { Text } from "../../tools/tool.js";
import { namespaceName } from "../../tools/wmi-class.js";
import { scalarText } from "../../values/scalar-conversions.js";
import type { Trace } from "../../values/source.js";
import { shownText } from "../../values/texts.js";
import { Instance, type ObjectModel, Unknown, type Value } from "../../values/value.js";
import { instancesOf, isFailure, queryInstances, type WmiFound, withUnknowns } from "./find.js";
import { classAt, managementError, objectAt, objectList } from "./objects.js";

/** `winmgmts:` of VBScript and COM: a namespace (SWbemServices), a class or the object at a path. */
export function wmiMoniker(machine: Machine, moniker: Text, at: Trace | null): Value {
  const path = shownText(moniker)
    .replace(/^winmgmts:/i, "")
    .replace(/^\{[^}]*\}/, "")
    .replace(/^!/, "");
  if (path.includes("=")) return objectAt(machine, withUnknowns(path, moniker), at);
  if (path.includes(":") || machine.toolbox.wmiClass(namespaceName(""), path))
    return classAt(machine, withUnknowns(path, moniker), at);
  return new Instance(new WmiServices(machine, namespaceName(path)), at);
}

/** What answers queries in one namespace. */
export class WmiServices implements ObjectModel {
  readonly typeNames = ["System.__ComObject", "System.MarshalByRefObject", "System.Object"];
  constructor(
    private readonly machine: Machine,
    private readonly namespace: string,
  ) {}

  invoke(_self: Instance, name: string, args: readonly Value[], at: Trace | null): Value | undefined {
    const text: Text = (args[0] === undefined ? "" : scalarText(this.machine, args[0])) ?? "";
    switch (name.toLowerCase()) {
      case "execquery":
        return this.list(queryInstances(this.machine, this.namespace, text, at), at);
      case "instancesof":
        return this.list(instancesOf(this.machine, this.namespace, text, undefined, at), at);
      case "get": {
        const path = withUnknowns(`${this.namespace}:${shownText(text)}`, text);
        return shownText(text).includes("=") ? objectAt(this.machine, path, at) : classAt(this.machine, path, at);
      }
    }
    return undefined;
  }

  private list(found: WmiFound, at: Trace | null): Value {
    if (found instanceof Unknown) return found;
    if (isFailure(found)) throw managementError(found, at);
    return objectList(this.machine, found.registered, found.instances, at);
  }
}

/** WbemScripting.SWbemLocator: ConnectServer(server, namespace, ...). */
export class WmiLocator implements ObjectModel {
  readonly typeNames = ["System.__ComObject", "System.MarshalByRefObject", "System.Object"];
  constructor(private readonly machine: Machine) {}

  invoke(_self: Instance, name: string, args: readonly Value[], at: Trace | null): Value | undefined {
    if (name.toLowerCase() !== "connectserver") return undefined;
    const namespace: Text = (args[1] === undefined ? "" : scalarText(this.machine, args[1])) ?? "";
    return new Instance(new WmiServices(this.machine, namespaceName(shownText(namespace))), at);
  }
}
