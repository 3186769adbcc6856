import { normalizeKey, Registry, type RegistryType } from "../../os/registry.js";
import { type CmdletCall, parameters, type Tool } from "../../tools/tool.js";
import { shownText } from "../../values/texts.js";
import { Arr, type Plain, Unknown } from "../../values/value.js";

/**
 * Registry values through group policy: the GroupPolicy module, whose objects may apply to this host, and PolicyFileEditor, whose files are
 * the local policy's. What they write is a value in the registry like any other.
 */

const TYPES: ReadonlyMap<string, RegistryType> = new Map([
  ["string", "String"],
  ["expandstring", "ExpandString"],
  ["dword", "DWord"],
  ["qword", "QWord"],
  ["binary", "Binary"],
  ["multistring", "MultiString"],
]);

function typeOf(call: CmdletCall): RegistryType {
  const type = call.text("Type");
  return (typeof type === "string" ? TYPES.get(type.toLowerCase()) : undefined) ?? "String";
}

/** Whether a group policy object of the domain applies to this host: only its administrators know. */
function applies(call: CmdletCall): boolean {
  const name = shownText(call.text("Name") ?? call.text("Guid") ?? "");
  return call.machine.askWhether(
    `group-policy:${name.toLowerCase()}`,
    `the group policy ${name} applies to this host`,
    `the group policy ${name} does not apply to this host`,
  );
}

function write(call: CmdletCall, key: string | undefined, names: readonly string[], values: readonly Plain[]): void {
  if (key === undefined) return call.undecided("input", `${call.name} sets a registry value whose key is not known`, "all");
  names.forEach((name, index) => {
    const data = values[index] ?? values[0];
    if (data !== undefined)
      new Registry(call.machine).setValue(
        key,
        { name, type: typeOf(call), data },
        call.trace(call.has("Data") ? "Data" : "Value"),
      );
  });
}

function namesOf(call: CmdletCall): readonly string[] {
  const given = call.texts("ValueName");
  return given instanceof Unknown ? [shownText(given)] : given.map((name) => shownText(name));
}

function setPolicy(call: CmdletCall): void {
  if (call.whatIf || !applies(call)) return;
  const value = call.value("Value");
  const list =
    value instanceof Arr && value.element !== "System.Byte" && typeOf(call) !== "MultiString" ? call.list("Value") : [];
  const values = list instanceof Unknown || list.length === 0 ? (value === undefined ? [] : [value]) : list;
  write(call, normalizeKey(shownText(call.text("Key") ?? "")), namesOf(call), values);
}

/** `Set-PolicyFileEntry -Path ...\Machine\registry.pol -Key Software\... -ValueName x -Data y -Type String`. */
function setEntry(call: CmdletCall): void {
  if (call.whatIf) return;
  const data = call.value("Data");
  const hive = /\\user\\[^\\]*$/i.test(shownText(call.text("Path") ?? "")) ? "HKCU" : "HKLM";
  write(call, normalizeKey(`${hive}\\${shownText(call.text("Key") ?? "")}`), namesOf(call), data === undefined ? [] : [data]);
}

const tool = (names: readonly string[], module: string, notations: readonly string[], run: (call: CmdletCall) => void): Tool => ({
  form: "cmdlet",
  names,
  effect: "modelled",
  areas: ["services", "privileges"],
  module,
  loose: true,
  parameters: parameters(...notations),
  run,
});

export const groupPolicyTools: readonly Tool[] = [
  tool(
    ["Set-GPRegistryValue", "Set-GPPrefRegistryValue"],
    "GroupPolicy",
    [
      "Name|DisplayName@0.",
      "Guid|Id",
      "Key|FullKeyPath@1",
      "ValueName[]",
      "Value",
      "Type",
      "Context",
      "Action",
      "Domain|DomainName",
      "Server|DC",
    ],
    setPolicy,
  ),
  tool(
    ["Set-PolicyFileEntry"],
    "PolicyFileEditor",
    ["Path@0", "Key@1", "ValueName[]@2", "Data@3", "Type@4", "NoGptIniUpdate?"],
    setEntry,
  ),
];
