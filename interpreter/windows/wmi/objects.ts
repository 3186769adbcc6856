import type { Machine } from "../../machine/machine.js";
import { reachOfWmiClass } from "../../tools/open-world/wmi.js";
import { PsError } from "../../tools/script-error.js";
import type { Text } from "../../tools/tool.js";
import type { RegisteredClass, WmiArguments } from "../../tools/wmi-class.js";
import { elementsOf, scalarText } from "../../values/scalar-conversions.js";
import type { Trace } from "../../values/source.js";
import { shownText } from "../../values/texts.js";
import {
  array,
  Instance,
  int,
  NULL,
  Null,
  type ObjectModel,
  type Property,
  PsObject,
  type Reach,
  str,
  Unknown,
  type Value,
} from "../../values/value.js";
import { classNamed, instancesOf, isFailure, parseWmiPath, propertyOf, relativePath, type WmiFailure } from "./find.js";

/**
 * The objects that WMI gives to scripts. `wmi`: System.Management (Get-WmiObject, `[wmi]`) and its COM cousin of VBScript, whose
 * methods end in an underscore; both sorts are taken by either, so a script that mixes them reads as meant. `cim`: Get-CimInstance.
 * Changes to properties are pending until Put, Put_ or Set-CimInstance.
 */
export type WmiStyle = "wmi" | "cim";

const MANAGEMENT_OBJECT = [
  "System.Management.ManagementObject",
  "System.Management.ManagementBaseObject",
  "System.ComponentModel.Component",
  "System.Object",
];
const CIM_INSTANCE = ["Microsoft.Management.Infrastructure.CimInstance", "System.Object"];

export function managementError(failure: WmiFailure, at: Trace | null, style: WmiStyle = "wmi"): PsError {
  const exception =
    style === "wmi" ? "System.Management.ManagementException" : "Microsoft.Management.Infrastructure.CimException";
  return new PsError({ id: failure.failed, message: failure.message, exception, at });
}

const PENDING = "pending:";

export class WmiObject implements ObjectModel {
  readonly typeNames: readonly string[];
  readonly reach: Reach;

  constructor(
    readonly machine: Machine,
    readonly registered: RegisteredClass,
    /** null for an object that was made by the script and is not on the host yet. */
    readonly instance: unknown,
    readonly style: WmiStyle,
  ) {
    const own = style === "wmi" ? MANAGEMENT_OBJECT : CIM_INSTANCE;
    this.reach = reachOfWmiClass(registered.namespace, registered.name);
    this.typeNames = [own[0] as string, `${own[0]}#${registered.namespace}\\${registered.name}`, ...own.slice(1)];
  }

  get(self: Instance, name: string, at: Trace | null): Value | undefined {
    const key = name.toLowerCase();
    switch (key) {
      case "properties":
      case "properties_":
      case "ciminstanceproperties":
        return new Instance(new PropertyCollection(this, self));
      case "path":
      case "path_":
      case "classpath":
        return this.pathObject(key === "classpath");
      case "cimclass":
        return bag("Microsoft.Management.Infrastructure.CimClass", [["CimClassName", str(this.registered.name)]]);
      case "psbase":
        return self;
      case "pscomputername":
      case "__server":
        return new Unknown("input", "the computer's name", "env:computername", null, "System.String");
    }
    const pending = this.pending(self, key);
    if (pending !== undefined) return pending;
    if (this.instance === null) return this.hasProperty(key) ? NULL : undefined;
    if (!this.hasProperty(key) && !key.startsWith("__")) return undefined;
    return propertyOf(this.machine, this.registered, this.instance, key, at);
  }

  set(self: Instance, name: string, value: Value): boolean {
    if (!this.hasProperty(name.toLowerCase())) return false;
    this.machine.setField(self, PENDING + name.toLowerCase(), value);
    return true;
  }

  index(self: Instance, args: readonly Value[], at: Trace | null): Value | undefined {
    const name = args[0] === undefined ? undefined : scalarText(this.machine, args[0]);
    return typeof name === "string" ? this.get(self, name, at) : undefined;
  }

  setIndex(self: Instance, args: readonly Value[], value: Value): boolean {
    const name = args[0] === undefined ? undefined : scalarText(this.machine, args[0]);
    return typeof name === "string" && this.set(self, name, value);
  }

  invoke(self: Instance, name: string, args: readonly Value[], at: Trace | null): Value | undefined {
    const method = name.toLowerCase();
    switch (method) {
      case "put":
      case "put_":
        this.commit(self, at);
        return this.pathObject(false);
      case "delete":
      case "delete_":
        this.remove(at);
        return NULL;
      case "get":
      case "refresh_":
      case "refresh":
        this.forget(self);
        return NULL;
      case "dispose":
        return NULL;
      case "setpropertyvalue":
        return this.setNamed(self, args, at);
      case "getpropertyvalue":
        return this.index(self, args, at) ?? NULL;
      case "invokemethod":
      case "execmethod_":
        return this.invokeNamed(args, at);
      case "getmethodparameters":
        return new Instance(new MethodParameters(this.machine));
      case "gettext":
      case "getobjecttext_":
        return new Unknown("unmodelled", "the text of a WMI object", `wmi:text:${this.registered.name}`, at, "System.String");
      case "getrelated":
      case "associators_":
      case "references_":
      case "getrelationships":
        return associated(`related:${relativePathOf(this)}:${method}`, at);
    }
    if (method === "methods_") return methodSet(args[0], at);
    // Names of the scripting interface end so: none of them is a method of the class.
    if (this.style === "cim" || method.endsWith("_")) return undefined;
    return this.callMethod(method, { ordered: args, named: new Map() }, at);
  }

  text(): string {
    return this.style === "wmi" ? `\\\\.\\${this.registered.namespace}:${relativePathOf(this)}` : relativePathOf(this);
  }

  propertyNames(): readonly string[] {
    return this.registered.model.properties === "any" ? [] : this.registered.model.properties;
  }

  hasProperty(key: string): boolean {
    const { properties } = this.registered.model;
    return properties === "any" || properties.some((name) => name.toLowerCase() === key);
  }

  pending(self: Instance, key: string): Value | undefined {
    return this.machine.field<Value>(self, PENDING + key);
  }

  private changes(self: Instance): Map<string, Value> {
    const changes = new Map<string, Value>();
    for (const field of [...self.fields.keys()].sort()) {
      if (!field.startsWith(PENDING)) continue;
      const value = this.machine.field<Value>(self, field);
      if (value !== undefined) changes.set(field.slice(PENDING.length), value);
    }
    return changes;
  }

  private forget(self: Instance): void {
    for (const field of [...self.fields.keys()]) {
      if (field.startsWith(PENDING)) this.machine.journal.deleteEntry(self.fields, field);
    }
  }

  /** Put: applies what is pending. */
  commit(self: Instance, at: Trace | null): void {
    const changes = this.changes(self);
    const { model } = this.registered;
    if (this.instance === null) {
      if (!model.create) throw managementError(notSupported(this.registered, "created"), at, this.style);
      model.create(this.machine, changes, at);
      return;
    }
    if (changes.size === 0 && !model.embedded) return;
    if (!model.write) throw managementError(notSupported(this.registered, "changed"), at, this.style);
    model.write(this.machine, this.instance, changes, at);
    this.forget(self);
  }

  remove(at: Trace | null): void {
    const { model } = this.registered;
    if (this.instance === null || !model.remove) throw managementError(notSupported(this.registered, "deleted"), at, this.style);
    model.remove(this.machine, this.instance, at);
  }

  /** Out parameters as an object; undefined: no such method. */
  callMethod(method: string, args: WmiArguments, at: Trace | null): Value | undefined {
    const outputs = this.registered.model.invoke?.(this.machine, this.instance, method.toLowerCase(), args, at);
    return outputs === undefined ? undefined : methodResult(outputs);
  }

  private invokeNamed(args: readonly Value[], at: Trace | null): Value {
    const method = args[0] === undefined ? undefined : scalarText(this.machine, args[0]);
    if (typeof method !== "string") throw managementError({ failed: "InvalidMethod", message: "Invalid method" }, at);
    const result = this.callMethod(method, argumentsOf(this.machine, args.slice(1)), at);
    if (result === undefined) throw managementError({ failed: "InvalidMethod", message: `Invalid method "${method}"` }, at);
    return result;
  }

  private setNamed(self: Instance, args: readonly Value[], at: Trace | null): Value {
    const name = args[0] === undefined ? undefined : scalarText(this.machine, args[0]);
    const value = args[1] ?? NULL;
    if (typeof name !== "string" || !this.set(self, name, value)) {
      throw managementError({ failed: "NotFound", message: "Not found" }, at);
    }
    return NULL;
  }

  private pathObject(ofClass: boolean): Value {
    const relative = ofClass || this.instance === null ? this.registered.name : relativePathOf(this);
    return bag("System.Management.ManagementPath", [
      ["Path", str(`\\\\.\\${this.registered.namespace}:${relative}`)],
      ["RelativePath", str(relative)],
      ["RelPath", str(relative)],
      ["NamespacePath", str(this.registered.namespace)],
      ["ClassName", str(this.registered.name)],
      ["Class", str(this.registered.name)],
    ]);
  }
}

function relativePathOf(object: WmiObject): string {
  return object.instance === null ? object.registered.name : relativePath(object.machine, object.registered, object.instance);
}

function notSupported(registered: RegisteredClass, what: string): WmiFailure {
  return {
    failed: "NotSupported",
    message: `Provider is not capable of the attempted operation: ${registered.name} cannot be ${what}`,
  };
}

/** `.Properties` and `.CimInstanceProperties`: by name an object with Name and Value. */
class PropertyCollection implements ObjectModel {
  readonly typeNames = ["System.Management.PropertyDataCollection", "System.Object"];
  constructor(
    private readonly object: WmiObject,
    private readonly owner: Instance,
  ) {}

  index(_self: Instance, args: readonly Value[]): Value | undefined {
    const name = args[0] === undefined ? undefined : scalarText(this.object.machine, args[0]);
    return typeof name === "string" ? this.item(name) : undefined;
  }

  get(_self: Instance, name: string): Value | undefined {
    if (name.toLowerCase() === "count") return int(this.object.propertyNames().length);
    return this.item(name);
  }

  invoke(_self: Instance, name: string, args: readonly Value[]): Value | undefined {
    return ["item", "get_item"].includes(name.toLowerCase()) ? this.index(_self, args) : undefined;
  }

  enumerate(): readonly Value[] {
    return this.object.propertyNames().map((name) => this.item(name) as Value);
  }

  private item(name: string): Value | undefined {
    if (!this.object.hasProperty(name.toLowerCase())) return undefined;
    return new Instance(new PropertyData(this.object, this.owner, name));
  }
}

class PropertyData implements ObjectModel {
  readonly typeNames = ["System.Management.PropertyData", "System.Object"];
  constructor(
    private readonly object: WmiObject,
    private readonly owner: Instance,
    private readonly name: string,
  ) {}

  get(_self: Instance, name: string, at: Trace | null): Value | undefined {
    switch (name.toLowerCase()) {
      case "name":
        return str(this.name);
      case "value":
        return this.object.get(this.owner, this.name, at) ?? NULL;
    }
    return undefined;
  }

  set(_self: Instance, name: string, value: Value): boolean {
    return name.toLowerCase() === "value" && this.object.set(this.owner, this.name, value);
  }
}

/** `Methods_` of VBScript, alone or with a name: `Methods_("Create").InParameters.SpawnInstance_()` gives an object for parameters. */
function methodSet(name: Value | undefined, at: Trace | null): Value {
  const parameters = new Instance(inParameters, at);
  const method = bag("SWbemMethod", [
    ["Name", name ?? NULL],
    ["InParameters", parameters],
    ["OutParameters", parameters],
  ]);
  return name === undefined
    ? new Instance({ typeNames: ["SWbemMethodSet"], index: (_self, args) => methodSet(args[0], at) }, at)
    : method;
}

const inParameters: ObjectModel = {
  typeNames: ["SWbemObject"],
  invoke: (_self, name) =>
    ["spawninstance_", "clone_"].includes(name.toLowerCase()) ? bag("System.Management.ManagementBaseObject", []) : undefined,
};

/** A class: `[wmiclass]'root\MicrosoftIISv2:IIsSmtpDomain'`, VBScript's `Get("IIsSmtpDomain")`. */
export class WmiClassObject implements ObjectModel {
  readonly typeNames = ["System.Management.ManagementClass", ...MANAGEMENT_OBJECT];
  readonly reach: Reach;
  constructor(
    readonly machine: Machine,
    readonly registered: RegisteredClass,
  ) {
    this.reach = reachOfWmiClass(registered.namespace, registered.name);
  }

  get(self: Instance, name: string): Value | undefined {
    switch (name.toLowerCase()) {
      case "psbase":
        return self;
      case "name":
      case "__class":
        return str(this.registered.name);
      case "path":
      case "path_":
        return bag("System.Management.ManagementPath", [
          ["Path", str(this.text())],
          ["ClassName", str(this.registered.name)],
        ]);
    }
    return undefined;
  }

  invoke(_self: Instance, name: string, args: readonly Value[], at: Trace | null): Value | undefined {
    switch (name.toLowerCase()) {
      case "createinstance":
      case "spawninstance_":
        return new Instance(new WmiObject(this.machine, this.registered, null, "wmi"), at);
      case "getinstances":
      case "instances_": {
        const found = instancesOf(this.machine, this.registered.namespace, this.registered.name, undefined, at);
        return found instanceof Unknown || isFailure(found)
          ? NULL
          : objectList(this.machine, found.registered, found.instances, at);
      }
      case "getmethodparameters":
        return new Instance(new MethodParameters(this.machine));
      case "dispose":
      case "get":
        return NULL;
      case "invokemethod":
      case "execmethod_":
        return this.invokeNamed(args, at);
      case "methods_":
        return methodSet(args[0], at);
    }
    if (name.endsWith("_")) return undefined;
    return this.callMethod(name, { ordered: args, named: new Map() }, at);
  }

  text(): string {
    return `\\\\.\\${this.registered.namespace}:${this.registered.name}`;
  }

  callMethod(name: string, args: WmiArguments, at: Trace | null): Value | undefined {
    const outputs = this.registered.model.invoke?.(this.machine, null, name.toLowerCase(), args, at);
    return outputs === undefined ? undefined : methodResult(outputs);
  }

  private invokeNamed(args: readonly Value[], at: Trace | null): Value | undefined {
    const method = args[0] === undefined ? undefined : scalarText(this.machine, args[0]);
    return typeof method === "string" ? this.callMethod(method, argumentsOf(this.machine, args.slice(1)), at) : undefined;
  }
}

/** What `GetMethodParameters()` gives: an object whose properties are the arguments of a method, by name. */
class MethodParameters implements ObjectModel {
  readonly typeNames = ["System.Management.ManagementBaseObject", "System.ComponentModel.Component", "System.Object"];
  constructor(private readonly machine: Machine) {}

  get(self: Instance, name: string): Value {
    return this.machine.field<Value>(self, name.toLowerCase()) ?? NULL;
  }

  set(self: Instance, name: string, value: Value): boolean {
    this.machine.setField(self, name.toLowerCase(), value);
    return true;
  }

  index(self: Instance, args: readonly Value[]): Value | undefined {
    const name = args[0] === undefined ? undefined : scalarText(this.machine, args[0]);
    return typeof name === "string" ? this.get(self, name) : undefined;
  }

  setIndex(self: Instance, args: readonly Value[], value: Value): boolean {
    const name = args[0] === undefined ? undefined : scalarText(this.machine, args[0]);
    return typeof name === "string" && this.set(self, name, value);
  }

  invoke(self: Instance, name: string, args: readonly Value[]): Value | undefined {
    if (name.toLowerCase() === "setpropertyvalue") return this.setIndex(self, args, args[1] ?? NULL) ? NULL : undefined;
    return name.toLowerCase() === "getpropertyvalue" ? this.index(self, args) : undefined;
  }
}

/** What objects belong to another one is not modelled: they may be any, and using them may change any. */
function associated(symbol: string, at: Trace | null): Unknown {
  return new Unknown("unmodelled", "what a WMI association query gives", `wmi:${symbol}`, at, null, null, false, {
    what: "an object that a WMI association query gives",
    areas: "all",
  });
}

/** Arguments of InvokeMethod: a list, an object with named parameters, or nothing. */
export function argumentsOf(machine: Machine, args: readonly Value[]): WmiArguments {
  const first = args[0] === undefined ? NULL : machine.plain(args[0]);
  if (first instanceof Instance && first.model instanceof MethodParameters) {
    const named = new Map<string, Value>();
    for (const name of first.fields.keys()) {
      const value = machine.field<Value>(first, name);
      if (value !== undefined) named.set(name, value);
    }
    return { ordered: [], named };
  }
  if (first instanceof PsObject) {
    const named = new Map<string, Value>();
    for (const [key, guarded] of first.properties) {
      const property = machine.settled(guarded);
      if (typeof property === "object") named.set(key, (property as Property).value);
    }
    return { ordered: [], named };
  }
  if (first.kind === "arr") {
    const items = elementsOf(machine, first);
    return { ordered: items instanceof Unknown ? [items] : items, named: new Map() };
  }
  return { ordered: first instanceof Null ? [] : args, named: new Map() };
}

/** A method's out parameters as an object; ReturnValue is 0 unless the model says otherwise. */
export function methodResult(outputs: ReadonlyMap<string, Value>): Value {
  const properties: [string, Value][] = [...outputs];
  if (![...outputs.keys()].some((name) => name.toLowerCase() === "returnvalue")) properties.push(["ReturnValue", int(0)]);
  return bag("System.Management.ManagementBaseObject#__PARAMETERS", properties);
}

/** A fresh object with note properties. */
export function bag(typeName: string, properties: readonly (readonly [string, Value])[]): PsObject {
  const object = new PsObject([typeName, "System.Object"]);
  for (const [name, value] of properties) object.properties.set(name.toLowerCase(), { name, value });
  return object;
}

export function wmiInstance(
  machine: Machine,
  registered: RegisteredClass,
  instance: unknown,
  style: WmiStyle,
  at: Trace | null,
): Instance {
  return new Instance(new WmiObject(machine, registered, instance, style), at);
}

export function objectList(
  machine: Machine,
  registered: RegisteredClass,
  instances: readonly unknown[],
  at: Trace | null,
): Value {
  return array(instances.map((instance) => wmiInstance(machine, registered, instance, "wmi", at)));
}

/** `[wmi]'path'`: the one object there. Throws what WMI answers when there is none. */
export function objectAt(machine: Machine, path: Text, at: Trace | null): Value {
  const { namespace, className, filter } = parseWmiPath(path, (namespace, name) => keysOf(machine, namespace, name));
  if (filter === null && shownText(className) === shownText(path).trim() && !shownText(path).includes("="))
    return classAt(machine, path, at);
  const found = instancesOf(machine, namespace, className, filter ?? undefined, at);
  if (found instanceof Unknown) return found;
  if (isFailure(found)) throw managementError(found, at);
  if (found.instances.length === 0) throw managementError({ failed: "NotFound", message: "Not found" }, at);
  return wmiInstance(machine, found.registered, found.instances[0], "wmi", at);
}

function keysOf(machine: Machine, namespace: string, className: string): readonly string[] {
  return machine.toolbox.wmiClass(namespace, className)?.model.keys ?? [];
}

/** `[wmiclass]'path'` */
export function classAt(machine: Machine, path: Text, at: Trace | null): Value {
  const { namespace, className } = parseWmiPath(path, (namespace, name) => keysOf(machine, namespace, name));
  const registered = classNamed(machine, namespace, className);
  if (registered instanceof Unknown) return registered;
  if (isFailure(registered)) throw managementError(registered, at);
  return new Instance(new WmiClassObject(machine, registered), at);
}
