import { array, bool, Dict, FALSE, int, NULL, str, TRUE, Unknown, type Value } from "../../values/value.js";
import { errorList, success } from "../session/errors.js";
import { locationObject } from "../session/path-info.js";
import { pipelineInput } from "../session/pipeline-input.js";
import type { Runtime } from "../session/runtime.js";
import { lookup, setVariable } from "../session/scope.js";
import { versionTable } from "../session/version-table.js";
import { executionContext } from "./execution-context.js";

/** Variables that PowerShell sets by itself: `about_Automatic_Variables` and `about_Preference_Variables`. */

type Read = (r: Runtime) => Value | undefined;

const text =
  (value: string): Read =>
  () =>
    str(value);
const number =
  (value: number): Read =>
  () =>
    int(value);
/** Only in Windows PowerShell. */
const only51 =
  (read: Read): Read =>
  (r) =>
    r.dialect === "5.1" ? read(r) : undefined;
/** Only in PowerShell 7. */
const only7 =
  (read: Read): Read =>
  (r) =>
    r.dialect === "7" ? read(r) : undefined;

const onHost =
  (name: string, type: string): Read =>
  () =>
    new Unknown("input", `$${name} belongs to the session on the host`, `automatic:${name}`, null, type);

/** Names as Get-Variable shows them, and what they give; undefined: this version of PowerShell has none, or not yet. */
const AUTOMATIC: readonly (readonly [name: string, read: Read])[] = [
  ["?", (r) => bool(success(r))],
  ["args", () => array([])],
  ["ConfirmPreference", text("High")],
  ["ConsoleFileName", text("")],
  ["DebugPreference", text("SilentlyContinue")],
  ["Error", errorList],
  ["ErrorActionPreference", text("Continue")],
  ["ErrorView", (r) => str(r.dialect === "7" ? "ConciseView" : "NormalView")],
  ["ExecutionContext", executionContext],
  ["false", () => FALSE],
  ["FormatEnumerationLimit", number(4)],
  ["HOME", () => new Unknown("input", "the profile folder of the user who runs the script", "home", null, "System.String")],
  ["Host", onHost("host", "System.Management.Automation.Internal.Host.InternalHost")],
  ["InformationPreference", text("SilentlyContinue")],
  ["input", (r) => pipelineInput(r.machine, [])],
  ["IsCoreCLR", only7(() => TRUE)],
  ["IsLinux", only7(() => FALSE)],
  ["IsMacOS", only7(() => FALSE)],
  ["IsWindows", only7(() => TRUE)],
  ["MaximumAliasCount", only51(number(4096))],
  ["MaximumDriveCount", only51(number(4096))],
  ["MaximumErrorCount", only51(number(256))],
  ["MaximumFunctionCount", only51(number(4096))],
  ["MaximumHistoryCount", number(4096)],
  ["MaximumVariableCount", only51(number(4096))],
  ["NestedPromptLevel", number(0)],
  ["null", () => NULL],
  ["OutputEncoding", onHost("OutputEncoding", "System.Text.Encoding")],
  ["PID", () => new Unknown("input", "the process id is only known on the host", "pid", null, "System.Int32")],
  ["PROFILE", onHost("profile", "System.String")],
  ["ProgressPreference", text("Continue")],
  ["PSCommandPath", text("")],
  ["PSCulture", onHost("psculture", "System.String")],
  ["PSDefaultParameterValues", defaultParameterValues],
  ["PSEdition", (r) => str(r.dialect === "7" ? "Core" : "Desktop")],
  ["PSEmailServer", text("")],
  [
    "PSHOME",
    (r) => str(r.dialect === "7" ? "C:\\Program Files\\PowerShell\\7" : "C:\\Windows\\System32\\WindowsPowerShell\\v1.0"),
  ],
  ["PSScriptRoot", text("")],
  ["PSSessionApplicationName", text("wsman")],
  ["PSSessionConfigurationName", text("http://schemas.microsoft.com/powershell/Microsoft.PowerShell")],
  ["PSSessionOption", onHost("PSSessionOption", "System.Management.Automation.Remoting.PSSessionOption")],
  ["PSUICulture", onHost("psuiculture", "System.String")],
  ["PSVersionTable", versionTable],
  ["PWD", (r) => locationObject(r.machine)],
  ["ShellId", text("Microsoft.PowerShell")],
  ["StackTrace", stackTrace],
  ["true", () => TRUE],
  ["VerbosePreference", text("SilentlyContinue")],
  ["WarningPreference", text("Continue")],
  ["WhatIfPreference", () => FALSE],
];

const BY_KEY: ReadonlyMap<string, { readonly name: string; readonly read: Read }> = new Map(
  AUTOMATIC.map(([name, read]) => [name.toLowerCase(), { name, read }]),
);

/** Returns the value of a variable that PowerShell sets by itself, or undefined if there is none of this name. */
export function automatic(r: Runtime, key: string): Value | undefined {
  // `$PSItem` is another name of `$_`, and is not listed.
  if (key === "psitem") return lookup(r.machine, r.scope, "_") ?? NULL;
  return BY_KEY.get(key)?.read(r);
}

/** Keys of the variables that PowerShell sets by itself in this session. */
export function automaticKeys(r: Runtime): string[] {
  return [...BY_KEY].filter(([, { read }]) => read(r) !== undefined).map(([key]) => key);
}

/** The name of an automatic variable as PowerShell writes it; another name as it is. */
export function variableName(key: string): string {
  return BY_KEY.get(key)?.name ?? key;
}

function defaultParameterValues(r: Runtime): Value {
  const table = new Dict("hashtable", "System.Management.Automation.DefaultParameterDictionary");
  setVariable(r.machine, r.scope.root(), "psdefaultparametervalues", table);
  return table;
}

/** The stack of .NET calls of the last error; before the first there is none. */
function stackTrace(r: Runtime): Value | undefined {
  const list = r.machine.plain(errorList(r));
  return list.kind === "arr" && r.machine.settled(list.items).length === 0
    ? undefined
    : new Unknown("unmodelled", "the stack of .NET calls of an error is not modelled", "stack-trace", null, "System.String");
}
