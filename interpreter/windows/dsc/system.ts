// Resources for services, features, processes, packages, tasks and the registry.
import { serviceAccount } from "../../../host/keys.js";
import { runsAsService, runsLater } from "../../os/autorun.js";
import { normalizeKey, Registry, type RegistryType } from "../../os/registry.js";
import { scalarText } from "../../values/scalar-conversions.js";
import { joinTexts, shownText } from "../../values/texts.js";
import { array, Num, Str, Unknown, type Value } from "../../values/value.js";
import { principalOfValue } from "../accounts/account-objects.js";
import { isOpen } from "../accounts/accounts.js";
import { displayedEntry, featureEntry, installationOf } from "../features/feature-catalog.js";
import { featureAvailable, installFeatures, removeFeature } from "../features/feature-state.js";
import { disableOptionalFeature, enableOptionalFeature } from "../features/optional-features.js";
import {
  changeService,
  createService,
  deleteService,
  serviceMayBeThere,
  serviceNamed,
  startService,
  startWord,
  stopService,
} from "../services/service-state.js";
import { put, putUnknown } from "../shared/host-facts.js";
import { createTask, deleteTask, enableTask, taskNamed } from "../tasks/task-state.js";
import { quoted } from "../tasks/task-xml.js";
import type { ResourceCall, ResourceModel } from "./resource-call.js";

// ---------------------------------------------------------------- services

const BUILT_IN: ReadonlyMap<string, string> = new Map([
  ["localsystem", "sid:S-1-5-18"],
  ["localservice", "sid:S-1-5-19"],
  ["networkservice", "sid:S-1-5-20"],
]);

function setService(call: ResourceCall, name: Value): void {
  const { machine } = call;
  const text = scalarText(machine, name);
  if (text instanceof Unknown) return call.undecided(text, ["services"], `the service of ${call.shownName}`);
  if (text === null || text === undefined) return;
  const service = serviceNamed(text);
  const from = call.evidence(name, `${call.shownName} configures it`);
  if (call.isAbsent) return deleteService(machine, service, from);
  const start = startWord(call.shown("StartupType") ?? "");
  const path = call.text("Path", "BinaryPath");
  const binary = path === undefined ? {} : { binary: shownText(path) };
  const changes = { ...(start === undefined ? {} : { start }), ...binary };
  if (!serviceMayBeThere(machine, service)) createService(machine, service, changes, from);
  else changeService(machine, service, changes, from);
  if (path !== undefined) runsAsService(machine, service, path, call.place("Path", "BinaryPath"));
  setServiceAccount(call, service);
  const state = call.shown("State")?.toLowerCase() ?? "running";
  if (state === "running") startService(machine, service, from);
  else if (state === "stopped") stopService(machine, service, from);
}

function setServiceAccount(call: ResourceCall, service: string): void {
  const { machine } = call;
  const builtIn = BUILT_IN.get(call.shown("BuiltInAccount")?.toLowerCase() ?? "");
  if (builtIn !== undefined) return put(machine, serviceAccount(service), builtIn as never, call.evidenceOf("BuiltInAccount"));
  const user = call.userOf("Credential") ?? call.value("GroupManagedServiceAccount");
  if (user === undefined || user.kind === "null") return;
  const id = principalOfValue(machine, user);
  if (user instanceof Unknown && (id === null || id === undefined || isOpen(id)))
    putUnknown(machine, serviceAccount(service), user.cause, user.why, call.evidenceOf("Credential"));
  else if (id !== null && id !== undefined) put(machine, serviceAccount(service), id, call.evidenceOf("Credential"));
}

// ---------------------------------------------------------------- features

function setFeature(call: ResourceCall, name: Value): void {
  const text = scalarText(call.machine, name);
  if (text instanceof Unknown) return call.undecided(text, ["features"], `the feature of ${call.shownName}`);
  if (text === null || text === undefined) return;
  const feature = (featureEntry(text) ?? displayedEntry(text))?.name ?? text;
  const from = call.evidence(name, `${call.shownName} sets the feature`);
  if (call.isAbsent) return removeFeature(call.machine, feature, from);
  if (featureAvailable(call.machine, feature) === false) return;
  installFeatures(
    call.machine,
    installationOf(feature, { allBelow: call.flag("IncludeAllSubFeature") === true, tools: false }),
    from,
  );
}

function setOptionalFeature(call: ResourceCall, name: Value): void {
  const text = scalarText(call.machine, name);
  if (text instanceof Unknown) return call.undecided(text, ["features"], `the feature of ${call.shownName}`);
  if (text === null || text === undefined) return;
  const from = call.evidence(name, `${call.shownName} sets the feature`);
  if (call.isAbsent) disableOptionalFeature(call.machine, text, from);
  else enableOptionalFeature(call.machine, text, true, from);
}

// ---------------------------------------------------------------- programs

/** A program and its arguments as one command line. */
function runProgram(call: ResourceCall, what: string, pathName: string, argumentsName: string): void {
  const path = call.text(pathName);
  if (path === undefined || call.isAbsent) return;
  const at = call.place(pathName);
  const program = quoted(typeof path === "string" ? new Str(path, at) : path);
  const args = call.text(argumentsName);
  const rest =
    args === undefined || args === "" ? null : typeof args === "string" ? new Str(args, call.place(argumentsName)) : args;
  runsLater(call.machine, rest === null ? program : joinTexts([program, " ", rest], at), at, what);
}

/** ComputerManagementDsc. */
function setTask(call: ResourceCall): void {
  const { machine } = call;
  const folder = call.shown("TaskPath") ?? "\\";
  const name = taskNamed(`${folder === "\\" ? "" : folder}${call.shown("TaskName") ?? ""}`);
  const at = call.place("TaskName");
  if (call.isAbsent) return deleteTask(machine, name, at);
  const program = call.text("ActionExecutable");
  const args = call.text("ActionArguments");
  const place = call.place("ActionArguments", "ActionExecutable");
  const line = program === undefined ? null : quoted(typeof program === "string" ? new Str(program, place) : program);
  const rest = args === undefined || args === "" ? null : typeof args === "string" ? new Str(args, place) : args;
  const user = call.text("BuiltInAccount") ?? call.userOf("ExecuteAsCredential");
  const account = typeof user === "string" ? new Str(user) : user instanceof Str || user instanceof Unknown ? user : undefined;
  const commands = line === null ? [] : [rest === null ? line : joinTexts([line, " ", rest], place)];
  createTask(machine, name, { commands, account }, at);
  if (call.flag("Enable") === false) enableTask(machine, name, false);
}

// ---------------------------------------------------------------- registry

const TYPES: ReadonlyMap<string, RegistryType> = new Map<string, RegistryType>([
  ["string", "String"],
  ["expandstring", "ExpandString"],
  ["binary", "Binary"],
  ["dword", "DWord"],
  ["qword", "QWord"],
  ["multistring", "MultiString"],
]);

function setRegistry(call: ResourceCall): void {
  const key = call.text("Key");
  const path = key === undefined ? undefined : normalizeKey(shownText(key));
  if (path === undefined) return;
  const registry = new Registry(call.machine);
  const name = call.shown("ValueName") ?? "";
  const at = call.place("ValueData", "Key");
  if (call.isAbsent) {
    if (name === "" && !call.has("ValueData")) registry.removeKey(path, at);
    else registry.removeValue(path, name, at);
    return;
  }
  if (name === "" && !call.has("ValueData")) return registry.createKey(path);
  const type = TYPES.get(call.shown("ValueType")?.toLowerCase() ?? "string") ?? "String";
  const items = call.list("ValueData", ["services", "privileges"]);
  registry.setValue(path, { name, type, data: registryData(call, type, items) }, at);
}

function registryData(call: ResourceCall, type: RegistryType, items: readonly Value[]): Value {
  const first = items[0] ?? new Str("");
  const plain = call.machine.plain(first);
  if (type === "MultiString") return array(items, "System.String");
  if (plain instanceof Unknown) return plain;
  if (type !== "DWord" && type !== "QWord") return plain;
  const text = scalarText(call.machine, plain);
  const shown = typeof text === "string" ? text : "";
  const number = call.flag("Hex") === true || /^0x/i.test(shown) ? Number.parseInt(shown.replace(/^0x/i, ""), 16) : Number(shown);
  return new Num("Int32", Number.isNaN(number) ? 0 : number | 0, "trace" in plain ? plain.trace : null);
}

const each =
  (name: string, set: (call: ResourceCall, value: Value) => void) =>
  (call: ResourceCall): void => {
    for (const value of call.list(name, ["services", "features"])) set(call, value);
  };

export const systemResources: readonly ResourceModel[] = [
  { types: ["Service", "xService", "ServiceSet", "xServiceSet"], set: each("Name", setService) },
  { types: ["WindowsFeature", "xWindowsFeature", "WindowsFeatureSet", "xWindowsFeatureSet"], set: each("Name", setFeature) },
  {
    types: ["WindowsOptionalFeature", "xWindowsOptionalFeature", "WindowsOptionalFeatureSet", "xWindowsOptionalFeatureSet"],
    set: each("Name", setOptionalFeature),
  },
  {
    types: ["WindowsProcess", "xWindowsProcess", "ProcessSet", "xProcessSet"],
    set: (call) => runProgram(call, "process of a configuration", "Path", "Arguments"),
  },
  {
    types: ["Package", "xPackage", "MsiPackage", "xMsiPackage"],
    set: (call) => runProgram(call, "package of a configuration", "Path", "Arguments"),
  },
  { types: ["Registry", "xRegistry"], set: setRegistry },
  { types: ["ScheduledTask", "xScheduledTask"], set: setTask },
];
