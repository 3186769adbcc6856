import { elsewhere, isThisComputer } from "../../os/computer.js";
import { areasOfWmiClass } from "../../tools/open-world/wmi.js";
import type { CmdletCall, Text, Tool } from "../../tools/tool.js";
import { parameters } from "../../tools/tool.js";
import { DEFAULT_NAMESPACE, namespaceName, type RegisteredClass, type WmiArguments } from "../../tools/wmi-class.js";
import { OpenOutput } from "../../values/open-lists.js";
import { shownText } from "../../values/texts.js";
import { Instance, NULL, type Plain, Unknown, type Value } from "../../values/value.js";
import { hasWildcard, namePattern } from "../shared/name-pattern.js";
import {
  classNamed,
  instancesOf,
  isFailure,
  METABASE_NAMESPACE,
  queryInstances,
  type WmiFailure,
  type WmiFound,
} from "./find.js";
import { namedValues } from "./named-values.js";
import {
  argumentsOf,
  classAt,
  methodResult,
  objectAt,
  WmiClassObject,
  WmiObject,
  type WmiStyle,
  wmiInstance,
} from "./objects.js";

/** Get-WmiObject and its kin, Get-CimInstance and its kin. Documented in the Microsoft.PowerShell.Management and CimCmdlets modules. */

const AREAS = ["smtp", "principals", "services", "web"] as const;

const REMOTE = [
  "ComputerName|CN|ServerName[]",
  "Credential",
  "Authentication",
  "Impersonation",
  "Locale",
  "Authority",
  "AsJob?",
  "ThrottleLimit",
  "EnableAllPrivileges?",
];
const CIM_REMOTE = ["ComputerName|CN|ServerName[]", "CimSession[]", "ResourceUri", "OperationTimeoutSec|OT"];

/** False: the command addresses another computer, so nothing happens here. */
function local(call: CmdletCall): boolean {
  if (!call.has("ComputerName")) return true;
  const names = call.texts("ComputerName");
  if (names instanceof Unknown) return isThisComputer(call.machine, names);
  if (names.length === 0) return true;
  return names.some((name) => isThisComputer(call.machine, name));
}

function namespaceOf(call: CmdletCall): Text {
  return call.text("Namespace") ?? DEFAULT_NAMESPACE;
}

function fail(call: CmdletCall, failure: WmiFailure, style: WmiStyle): void {
  const exception =
    style === "wmi" ? "System.Management.ManagementException" : "Microsoft.Management.Infrastructure.CimException";
  call.fail({ id: failure.failed, message: failure.message, exception });
}

function emit(call: CmdletCall, found: WmiFound, style: WmiStyle): void {
  if (found instanceof Unknown) return call.out(found);
  if (isFailure(found)) return fail(call, found, style);
  for (const instance of found.instances) call.out(wmiInstance(call.machine, found.registered, instance, style, call.at));
}

function get(call: CmdletCall, style: WmiStyle): void {
  if (!local(call))
    return call.out(elsewhere("what another computer's WMI gives", call.machine.freshSymbol("wmi:elsewhere"), call.at));
  if (style === "cim" && givenObjects(call).length > 0) {
    for (const object of givenObjects(call)) call.out(object);
    return;
  }
  const namespace = namespaceOf(call);
  const query = call.text("Query");
  if (query !== undefined) return emit(call, queryInstances(call.machine, namespace, query, call.at), style);
  const name = call.text(style === "wmi" ? "Class" : "ClassName");
  if (style === "wmi" && (name === undefined || call.flag("List") === true)) return listClasses(call, namespace, name ?? "*");
  if (name === undefined) return call.out(call.unknown("the list of WMI classes"));
  emit(call, instancesOf(call.machine, namespace, name, call.text("Filter"), call.at), style);
}

/** Of the metabase's namespace all classes that matter are modelled. */
function isMetabase(namespace: string): boolean {
  return namespaceName(namespace).toLowerCase() === namespaceName(METABASE_NAMESPACE).toLowerCase();
}

/** Get-WmiObject -List: the classes whose names fit, those that nobody modelled as one that is not known. */
function listClasses(call: CmdletCall, namespace: Text, pattern: Text): void {
  const { machine } = call;
  const all = namespace instanceof Unknown ? [] : machine.toolbox.wmiClassesOf(namespace);
  const known = pattern instanceof Unknown ? all : all.filter(({ name }) => namePattern(pattern)(name));
  for (const registered of known) call.out(new Instance(new WmiClassObject(machine, registered), call.at));
  const isExact = typeof pattern === "string" && !hasWildcard(pattern);
  if ((isExact && known.length > 0) || (typeof namespace === "string" && isMetabase(namespace))) return;
  const other = `a WMI class of ${shownText(namespace)}`;
  const areas = typeof namespace === "string" ? areasOfWmiClass(namespace, typeof pattern === "string" ? pattern : "") : "all";
  const symbol = machine.freshSymbol("wmi:class");
  call.out(
    new OpenOutput("unmodelled", `${other} that is not modelled`, symbol, call.at, null, null, false, { what: other, areas }),
  );
}

/** Objects given by -InputObject or piped in. */
function givenObjects(call: CmdletCall): readonly Plain[] {
  if (call.has("InputObject")) {
    const given = call.list("InputObject");
    return given instanceof Unknown ? [given] : given;
  }
  return call.input.map((value) => call.machine.plain(value));
}

/** The objects that a command acts on: given ones, or those at -Path, of -Query, or of -Class. */
function targets(call: CmdletCall, style: WmiStyle): readonly (WmiObject | WmiClassObject)[] {
  const { machine } = call;
  const found: (WmiObject | WmiClassObject)[] = [];
  const take = (value: Value): void => {
    const plain = machine.plain(value);
    if (plain instanceof Instance && (plain.model instanceof WmiObject || plain.model instanceof WmiClassObject))
      found.push(plain.model);
    else if (plain instanceof Unknown)
      call.undecided(plain.cause, `${call.name} acts on an object that is not known: ${plain.why}`);
  };
  for (const object of givenObjects(call)) take(object);
  const path = call.text("Path");
  if (path !== undefined)
    take(shownText(path).includes("=") ? objectAt(machine, path, call.at) : classAt(machine, path, call.at));
  const query = call.text("Query");
  if (query !== undefined) {
    const result = queryInstances(machine, namespaceOf(call), query, call.at);
    if (result instanceof Unknown) take(result);
    else if (isFailure(result)) fail(call, result, style);
    else for (const instance of result.instances) found.push(new WmiObject(machine, result.registered, instance, style));
  }
  const className = call.text(style === "wmi" ? "Class" : "ClassName");
  if (className !== undefined && query === undefined) {
    const registered = classNamed(machine, namespaceOf(call), className);
    if (registered instanceof Unknown) take(registered);
    else if (isFailure(registered)) fail(call, registered, style);
    else found.push(new WmiClassObject(machine, registered));
  }
  return found;
}

function changesOf(call: CmdletCall, parameter: string): Map<string, Value> | undefined {
  const value = call.value(parameter);
  const changes = namedValues(call.machine, value);
  if (changes === undefined) {
    const unknown = value instanceof Unknown ? value : null;
    call.undecided(unknown?.cause ?? "unmodelled", `which properties ${call.name} sets is not known`);
  }
  return changes;
}

function modify(call: CmdletCall, object: WmiObject, changes: ReadonlyMap<string, Value>): void {
  const instance = new Instance(object);
  for (const [name, value] of changes) {
    if (!object.set(instance, name, value)) {
      const message = `The property '${name}' of the class ${object.registered.name} does not exist.`;
      return call.fail({ id: "PropertyNotFound", message, exception: "System.Management.ManagementException" });
    }
  }
  object.commit(instance, call.at);
}

function setWmi(call: CmdletCall): void {
  if (!local(call)) return;
  const changes = changesOf(call, "Arguments");
  if (changes === undefined) return;
  for (const object of targets(call, "wmi")) {
    if (object instanceof WmiObject) modify(call, object, changes);
    else putByKey(call, object.registered, changes);
  }
}

/** Set-WmiInstance -Class: the instance with these keys is changed, or made. */
function putByKey(call: CmdletCall, registered: RegisteredClass, changes: ReadonlyMap<string, Value>): void {
  const wanted = new Map(registered.model.keys.map((key) => [key.toLowerCase(), changes.get(key.toLowerCase()) ?? NULL]));
  const existing = registered.model.find(call.machine, wanted, call.at);
  const object = new WmiObject(call.machine, registered, existing[0] ?? null, "wmi");
  const rest = new Map([...changes].filter(([name]) => existing.length === 0 || !wanted.has(name)));
  modify(call, object, rest);
}

function setCim(call: CmdletCall): void {
  if (!local(call)) return;
  const changes = changesOf(call, "Property");
  if (changes === undefined) return;
  const given = givenObjects(call);
  for (const plain of given) {
    if (!(plain instanceof Instance) || !(plain.model instanceof WmiObject)) {
      if (plain instanceof Unknown) call.undecided(plain.cause, `${call.name} acts on an object that is not known: ${plain.why}`);
      continue;
    }
    for (const [name, value] of changes) {
      if (plain.model.set(plain, name, value)) continue;
      return call.fail({
        id: "HRESULT 0x80338052",
        message: `The property '${name}' does not exist.`,
        exception: "Microsoft.Management.Infrastructure.CimException",
      });
    }
    plain.model.commit(plain, call.at);
    if (call.flag("PassThru")) call.out(plain);
  }
  if (given.length === 0)
    for (const object of targets(call, "cim")) if (object instanceof WmiObject) modify(call, object, changes);
}

function newCim(call: CmdletCall): void {
  if (!local(call)) return;
  const changes = changesOf(call, "Property");
  if (changes === undefined) return;
  for (const target of targets(call, "cim")) {
    const object = new WmiObject(call.machine, target.registered, null, "cim");
    if (call.flag("ClientOnly")) {
      const instance = new Instance(object, call.at);
      for (const [name, value] of changes) object.set(instance, name, value);
      call.out(instance);
    } else {
      modify(call, object, changes);
      const wanted = new Map(
        [...changes].filter(([name]) => target.registered.model.keys.some((key) => key.toLowerCase() === name)),
      );
      const made = target.registered.model.find(call.machine, wanted, call.at)[0];
      if (made !== undefined) call.out(wmiInstance(call.machine, target.registered, made, "cim", call.at));
    }
  }
}

function invokeMethod(call: CmdletCall, style: WmiStyle): void {
  if (!local(call))
    return call.out(elsewhere("what a method on another computer gives", call.machine.freshSymbol("wmi:elsewhere"), call.at));
  const method = call.text(style === "wmi" ? "Name" : "MethodName");
  if (method instanceof Unknown || method === undefined) {
    call.undecided(method?.cause ?? "input", "which WMI method is called is not known");
    return;
  }
  let args: WmiArguments;
  if (style === "wmi") args = argumentsOf(call.machine, [call.value("ArgumentList") ?? NULL]);
  else {
    const named = namedValues(call.machine, call.value("Arguments"));
    if (named === undefined) return call.undecided("input", `the arguments of ${method} are not known`);
    args = { ordered: [], named };
  }
  for (const object of targets(call, style)) {
    const result =
      object instanceof WmiObject && object.instance !== null
        ? object.callMethod(method, args, call.at)
        : outputsOf(object, method, args, call);
    if (result === undefined) fail(call, { failed: "InvalidMethod", message: `Invalid method Parameter(s)` }, style);
    else call.out(result);
  }
}

function outputsOf(object: WmiObject | WmiClassObject, method: string, args: WmiArguments, call: CmdletCall): Value | undefined {
  const outputs = object.registered.model.invoke?.(call.machine, null, method.toLowerCase(), args, call.at);
  return outputs === undefined ? undefined : methodResult(outputs);
}

function remove(call: CmdletCall, style: WmiStyle): void {
  if (!local(call)) return;
  for (const object of targets(call, style)) {
    if (object instanceof WmiObject) object.remove(call.at);
    else {
      // Remove-WmiObject -Class removes the instances.
      const found = instancesOf(call.machine, object.registered.namespace, object.registered.name, undefined, call.at);
      if (found instanceof Unknown || isFailure(found)) continue;
      for (const instance of found.instances) new WmiObject(call.machine, found.registered, instance, style).remove(call.at);
    }
  }
}

function unlessWhatIf(run: (call: CmdletCall) => void): (call: CmdletCall) => void {
  return (call) => {
    if (!call.whatIf) run(call);
  };
}

const cmdlet = (name: string, notations: readonly string[], run: (call: CmdletCall) => void): Tool => ({
  form: "cmdlet",
  names: [name],
  effect: "modelled",
  areas: AREAS,
  parameters: parameters(...notations),
  run,
});

const inert = (name: string, notations: readonly string[], output: string | null): Tool => ({
  form: "cmdlet",
  names: [name],
  effect: "inert",
  areas: [],
  parameters: parameters(...notations),
  run: (call) => {
    if (output !== null) call.out(call.unknown(output));
  },
});

export const wmiCmdlets: readonly Tool[] = [
  cmdlet(
    "Get-WmiObject",
    ["Class@0", "Property[]@1", "Filter", "Query", "Namespace|NS", "List?", "Recurse?", "Amended?", "DirectRead?", ...REMOTE],
    (call) => get(call, "wmi"),
  ),
  cmdlet(
    "Set-WmiInstance",
    ["Class@0", "Arguments|Args|Property", "InputObject|CimInstance[]<", "Path", "PutType", "Namespace|NS", ...REMOTE],
    unlessWhatIf(setWmi),
  ),
  cmdlet(
    "Invoke-WmiMethod",
    ["Class@0", "Name@1!", "ArgumentList|Args@2", "InputObject|CimInstance[]<", "Path", "Namespace|NS", ...REMOTE],
    unlessWhatIf((call) => invokeMethod(call, "wmi")),
  ),
  cmdlet(
    "Remove-WmiObject",
    ["Class@0", "InputObject|CimInstance[]<", "Path", "Namespace|NS", ...REMOTE],
    unlessWhatIf((call) => remove(call, "wmi")),
  ),
  cmdlet(
    "Get-CimInstance",
    [
      "ClassName@0",
      "InputObject|CimInstance[]<",
      "Filter",
      "Query",
      "QueryDialect",
      "Namespace",
      "Property|SelectProperties[]",
      "KeyOnly?",
      "Shallow?",
      ...CIM_REMOTE,
    ],
    (call) => get(call, "cim"),
  ),
  cmdlet(
    "Set-CimInstance",
    ["InputObject|CimInstance[]@0<", "Property|Arguments", "Query", "QueryDialect", "Namespace", "PassThru?", ...CIM_REMOTE],
    unlessWhatIf(setCim),
  ),
  cmdlet(
    "New-CimInstance",
    ["ClassName@0", "Property|Arguments@1", "Key[]", "CimClass", "ClientOnly|Local?", "Namespace", ...CIM_REMOTE],
    unlessWhatIf(newCim),
  ),
  cmdlet(
    "Invoke-CimMethod",
    [
      "ClassName|Class@0",
      "InputObject|CimInstance[]<",
      "MethodName|Name@1",
      "Arguments@2",
      "Query",
      "QueryDialect",
      "CimClass",
      "Namespace",
      ...CIM_REMOTE,
    ],
    unlessWhatIf((call) => invokeMethod(call, "cim")),
  ),
  cmdlet(
    "Remove-CimInstance",
    ["InputObject|CimInstance[]@0<", "Query@1", "QueryDialect", "Namespace", ...CIM_REMOTE],
    unlessWhatIf((call) => remove(call, "cim")),
  ),
  inert(
    "Get-CimAssociatedInstance",
    ["InputObject@0<", "Association@1", "ResultClassName", "Namespace", "KeyOnly?", ...CIM_REMOTE],
    "associated CIM instances",
  ),
  inert(
    "Get-CimClass",
    ["ClassName@0", "Namespace@1", "MethodName", "PropertyName", "QualifierName", "Amended?", ...CIM_REMOTE],
    "the description of a CIM class",
  ),
  inert(
    "New-CimSession",
    [
      "Name",
      "Credential@1",
      "Authentication",
      "Port",
      "SessionOption",
      "SkipTestConnection?",
      "CertificateThumbprint",
      "ComputerName[]@0<",
      "OperationTimeoutSec",
    ],
    "a CIM session",
  ),
  inert("Get-CimSession", ["ComputerName[]@0", "Id[]", "InstanceId[]", "Name[]"], "CIM sessions"),
  inert("Remove-CimSession", ["CimSession[]@0<", "ComputerName[]", "Id[]", "InstanceId[]", "Name[]"], null),
];
