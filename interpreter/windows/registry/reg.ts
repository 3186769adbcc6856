import { applyRegistration } from "../../documents/registration.js";
import { isThisComputer } from "../../os/computer.js";
import { Files } from "../../os/files.js";
import { normalizeKey, Registry, type RegistryType } from "../../os/registry.js";
import type { Argument, NativeCall, Text, Tool } from "../../tools/tool.js";
import { integerFromText } from "../../values/scalar-conversions.js";
import { readable } from "../../values/stand-ins.js";
import { shownText } from "../../values/texts.js";
import { array, Num, Str, str, Unknown, type Value } from "../../values/value.js";
import { regini } from "./regini.js";

/** reg.exe and regedit.exe. Documented under "reg" in "Windows Commands". */

function known(argument: Argument | undefined): string {
  return typeof argument?.text === "string" ? argument.text : "";
}

interface Options {
  readonly key: string | undefined;
  readonly keyArgument: Argument | undefined;
  readonly rest: readonly Argument[];
  option(name: string): Argument | undefined;
  has(name: string): boolean;
}

const WITH_VALUE: ReadonlySet<string> = new Set(["/v", "/t", "/d", "/s", "/f"]);

/** `/f` takes a value for `query` only, where it is what to search for; `/s` a separator for `add` only. */
function options(call: NativeCall, verb: string): Options {
  const named = new Map<string, Argument>();
  const flags = new Set<string>();
  const rest: Argument[] = [];
  for (let index = 1; index < call.argv.length; index++) {
    const argument = call.argv[index] as Argument;
    const name = known(argument).toLowerCase().replace(/^-/, "/");
    const valued = WITH_VALUE.has(name) && (name === "/f" ? verb === "query" : name === "/s" ? verb === "add" : true);
    const next = call.argv[index + 1];
    if (valued && next) {
      named.set(name, next);
      index++;
    } else if (/^\/[a-z0-9]+$/.test(name)) flags.add(name);
    else rest.push(argument);
  }
  const keyArgument = rest[0];
  const key = keyArgument === undefined ? undefined : ownKey(call, shownText(keyArgument.text));
  return { key, keyArgument, rest, option: (name) => named.get(name), has: (name) => flags.has(name) || named.has(name) };
}

/** `\\\\computer\\HKLM\\...`: a key of this computer, or none of ours. */
function ownKey(call: NativeCall, text: string): string | undefined {
  const remote = /^\\\\([^\\]+)\\(.*)$/s.exec(text);
  if (remote === null) return normalizeKey(text);
  return isThisComputer(call.machine, remote[1] as string) ? normalizeKey(remote[2] as string) : undefined;
}

const TYPES: ReadonlyMap<string, RegistryType> = new Map([
  ["reg_sz", "String"],
  ["reg_expand_sz", "ExpandString"],
  ["reg_dword", "DWord"],
  ["reg_dword_little_endian", "DWord"],
  ["reg_qword", "QWord"],
  ["reg_binary", "Binary"],
  ["reg_multi_sz", "MultiString"],
  ["reg_none", "None"],
]);

function valueName(given: Options): string {
  const name = given.option("/v");
  return given.has("/ve") || !name ? "" : shownText(name.text);
}

function add(call: NativeCall, given: Options): void {
  if (given.key === undefined) return unknownKey(call, given);
  const registry = new Registry(call.machine);
  registry.createKey(given.key);
  if (!given.option("/v") && !given.has("/ve")) return;
  const type = TYPES.get(known(given.option("/t")).toLowerCase()) ?? "String";
  const data = given.option("/d");
  registry.setValue(
    given.key,
    { name: valueName(given), type, data: dataOf(type, data?.text ?? "", data?.at ?? call.at) },
    call.at,
  );
  call.out(str("The operation completed successfully."));
}

/** A key that names no hive: an error of the script, another computer's, or one of which nothing is known. */
function unknownKey(call: NativeCall, given: Options): void {
  const text = given.keyArgument?.text;
  if (text instanceof Unknown && !shownText(text).startsWith("\\\\"))
    call.undecided(text.cause, `a registry value is set whose key is not known: ${text.why}`, "all");
  else call.exit(1);
}

function dataOf(type: RegistryType, text: Text, at: Argument["at"]): Value {
  if (text instanceof Unknown) return text;
  switch (type) {
    case "DWord": {
      const number = integerFromText(text);
      return number === undefined ? new Str(text, at) : new Num("Int32", number | 0, at);
    }
    case "QWord": {
      const number = integerFromText(text);
      return number === undefined ? new Str(text, at) : new Num("Int64", BigInt(number), at);
    }
    case "MultiString":
      return array(
        text.split("\\0").map((part) => str(part, at)),
        "System.String",
        at,
      );
    case "Binary":
      return array(
        (text.match(/[0-9a-f]{2}/gi) ?? []).map((pair) => new Num("Byte", Number.parseInt(pair, 16))),
        "System.Byte",
        at,
      );
    default:
      return new Str(text, at);
  }
}

function remove(call: NativeCall, given: Options): void {
  if (given.key === undefined) return call.exit(1);
  const registry = new Registry(call.machine);
  if (registry.peekKey(given.key) === "absent") {
    call.err("ERROR: The system was unable to find the specified registry key or value.");
    return call.exit(1);
  }
  if (given.option("/v") || given.has("/ve")) {
    if (registry.peekValue(given.key, valueName(given)) === "absent") return call.exit(1);
    registry.removeValue(given.key, valueName(given), call.at);
  } else if (given.has("/va"))
    for (const value of registry.values(given.key).known) registry.removeValue(given.key, value.name, call.at);
  else registry.removeKey(given.key, call.at);
}

function query(call: NativeCall, given: Options): void {
  if (given.key === undefined) return call.exit(1);
  const registry = new Registry(call.machine);
  if (!registry.keyExists(given.key)) return call.exit(1);
  const name = given.option("/v") || given.has("/ve") ? valueName(given) : undefined;
  if (name === undefined) {
    call.out(
      call.unknown(`what is in the registry key ${given.key}`, {
        symbol: `reg-query:${given.key.toLowerCase()}`,
        type: "System.String",
      }),
    );
    return;
  }
  const value = registry.readValue(given.key, name);
  if (!value) return call.exit(1);
  const data = call.machine.plain(value.data);
  const type = [...TYPES].find(([, one]) => one === value.type)?.[0].toUpperCase();
  const shown =
    data instanceof Str ? data.value : data instanceof Num ? `0x${(Number(data.value) >>> 0).toString(16)}` : undefined;
  if (shown === undefined || type === undefined) {
    call.out(
      call.unknown(`the registry value ${name} of ${given.key}`, {
        symbol: `reg-query:${given.key.toLowerCase()}:${name.toLowerCase()}`,
        type: "System.String",
      }),
    );
  } else call.out(str(`    ${value.name}    ${type}    ${shown}`, data.trace ?? call.at));
}

/** What is copied from a key of which not all is known, or from another computer, is not known either. */
function copy(call: NativeCall, from: string, to: string): void {
  const registry = new Registry(call.machine);
  const known = from.startsWith("\\\\") ? undefined : registry.values(from);
  if (known !== undefined) registry.copyKey(from, to, call.at);
  if (known?.complete !== true && registry.disturb(to))
    call.undecided("input", `the registry key ${to} is a copy of ${from}, whose values are not known`, "all");
}

function importFile(call: NativeCall, file: Argument | undefined): void {
  if (!file) return call.exit(1);
  const content = new Files(call.machine).readText(file.text);
  if (content === undefined) return call.exit(1);
  const text = readable(call.machine, content);
  if (text === null) {
    call.undecided(
      content instanceof Unknown && content.cause !== "input" ? content.cause : "opaque",
      `${shownText(file.text)} is put into the registry, and its content is not available`,
      "all",
    );
    return;
  }
  applyRegistration(call.machine, text, content.trace ?? call.at, content.secret);
}

function reg(call: NativeCall): void {
  const verb = known(call.argv[0]).toLowerCase();
  const given = options(call, verb);
  switch (verb) {
    case "add":
      return add(call, given);
    case "delete":
      return remove(call, given);
    case "query":
      return query(call, given);
    case "copy": {
      const to = given.rest[1] === undefined ? undefined : normalizeKey(shownText(given.rest[1].text));
      if (given.key === undefined || to === undefined) return call.exit(1);
      return copy(call, given.key, to);
    }
    case "import":
      return importFile(call, given.rest[0]);
    case "export":
    case "save":
      if (given.rest[1])
        new Files(call.machine).write(
          given.rest[1].text,
          call.unknown("a part of the registry as a file", { type: "System.String" }),
          call.at,
        );
      return;
    case "restore":
      if (given.key !== undefined && new Registry(call.machine).disturb(given.key))
        call.undecided("opaque", `the registry key ${given.key} is restored from a file whose content is not read`, "all");
      return;
    default:
      // load, unload, compare, flags: hives of others, or nothing that stays.
      return;
  }
}

function regedit(call: NativeCall): void {
  for (const argument of call.argv) if (!/^[-/]/.test(known(argument))) importFile(call, argument);
}

export const registryTools: readonly Tool[] = [
  { form: "native", names: ["reg"], effect: "modelled", areas: ["services"], run: reg },
  { form: "native", names: ["regini"], effect: "modelled", areas: ["services", "acl"], run: regini },
  { form: "native", names: ["regedit", "regedt32"], effect: "modelled", areas: ["services"], run: regedit },
];
