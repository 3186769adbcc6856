/** WScript.Shell of the Windows script host: programs, the registry, environment variables, folders, shortcuts. */

import type { Machine } from "../../machine/machine.js";
import { perMachine } from "../../machine/per-machine.js";
import { Environment, getEnvironment, setEnvironment } from "../../os/environment.js";
import { Files } from "../../os/files.js";
import { Registry, type RegistryType } from "../../os/registry.js";
import { ComFailure } from "../../tools/com-failure.js";
import type { Family } from "../../tools/toolbox.js";
import { scalarText } from "../../values/scalar-conversions.js";
import type { Trace } from "../../values/source.js";
import { joinTexts, shownText, traceOf } from "../../values/texts.js";
import { bool, Instance, int, NOTHING, NULL, Num, type ObjectModel, Str, Unknown, type Value } from "../../values/value.js";
import { runCommandLine } from "../processes/command-line.js";
import { exitCodeOf, finished, makeProcess, programLine, textOf } from "../processes/started-programs.js";
import { comType } from "./com-type.js";

const shell = perMachine<ObjectModel>((machine) => ({
  ...comType("IWshShell3", "all"),
  get: (_self, name, at) => {
    switch (name.toLowerCase()) {
      case "currentdirectory": {
        const { location } = new Files(machine);
        return typeof location === "string" ? new Str(location, at) : location;
      }
      case "environment":
        return new Instance(environment(machine), at);
      case "specialfolders":
        return new Instance(folders(machine), at);
      default:
        return undefined;
    }
  },
  set: (_self, name, value) => {
    if (name.toLowerCase() !== "currentdirectory") return false;
    const path = scalarText(machine, value);
    if (path !== null && path !== undefined) {
      const files = new Files(machine);
      files.setLocation(typeof path === "string" ? files.resolve(path) : path);
    }
    return true;
  },
  invoke: (_self, name, args, at) => {
    switch (name.toLowerCase()) {
      case "run": {
        const outcome = runCommandLine(machine, textOf(machine, args[0], at) ?? new Str(""), "WScript.Shell Run", at);
        // Without waiting there is no exit code but 0.
        const waits = args[2] === undefined ? undefined : scalarText(machine, args[2]);
        return waits === undefined || waits === "False" || waits === "0" ? int(0, at) : exitCodeOf(outcome);
      }
      case "exec":
        return executed(machine, args, at);
      case "expandenvironmentstrings":
        return expanded(machine, args[0], at);
      case "regwrite":
        return registryWrite(machine, args, at);
      case "regread":
        return registryRead(machine, args, at);
      case "regdelete":
        return registryDelete(machine, args, at);
      case "environment":
        return new Instance(environment(machine), at);
      case "specialfolders":
        return folderPath(machine, args[0] ?? NULL, at);
      case "createshortcut":
        return shortcut(machine, args[0], at);
      case "popup":
        return new Unknown("input", "the button that is pressed", machine.freshSymbol("wscript.shell.popup"), at, "System.Int32");
      case "logevent":
      case "appactivate":
        return bool(true);
      case "sendkeys":
        machine.note("unmodelled", "all", "SendKeys types into whatever window is open", at);
        return NOTHING;
      default:
        return undefined;
    }
  },
}));

export const shellClasses: NonNullable<Family["comClasses"]> = [
  { progId: "WScript.Shell", make: (machine, at) => new Instance(shell(machine), at) },
];

// ---------------------------------------------------------------- programs

/** What Exec gives: the program has run, and its output can be read. */
function executed(machine: Machine, args: readonly Value[], at: Trace | null): Value {
  const process = makeProcess(machine, at);
  const outcome = runCommandLine(machine, textOf(machine, args[0], at) ?? new Str(""), "WScript.Shell Exec", at);
  finished(machine, process, outcome);
  const lines = outcome.outputs.flatMap((value) => [scalarText(machine, value) ?? "", "\r\n"]);
  const text = lines.length === 0 ? new Str("") : joinTexts(lines, at);
  for (const [name, value] of [
    ["stdout", new Instance(output(machine, text), at)],
    ["stderr", new Instance(output(machine, new Str("")), at)],
    ["stdin", new Instance(input(machine), at)],
    ["status", int(1)],
    ["processid", new Unknown("input", "a process id", machine.freshSymbol("process-id"), at, "System.Int32")],
  ] as const)
    machine.setField(process, name, value);
  return process;
}

const READ = "lines read";

function output(machine: Machine, text: Str | Unknown): ObjectModel {
  const lines = text instanceof Str ? text.value.split("\r\n").slice(0, -1) : null;
  const done = (self: Instance) => machine.field<number>(self, READ) ?? 0;
  return {
    ...comType("ITextStream"),
    get: (self, name, at) => {
      if (name.toLowerCase() !== "atendofstream") return undefined;
      if (lines !== null) return bool(done(self) >= lines.length);
      return new Unknown("input", "whether the output ends", machine.freshSymbol("exec:end"), at, "System.Boolean");
    },
    invoke: (self, name, _args, at) => {
      switch (name.toLowerCase()) {
        case "readall": {
          const from = done(self);
          if (lines === null || from === 0) return text;
          machine.setField(self, READ, lines.length);
          return new Str(lines.slice(from).join("\r\n"), text.trace);
        }
        case "readline": {
          if (lines === null)
            return new Unknown("input", "a line of output", machine.freshSymbol("exec:line"), at, "System.String");
          const line = lines[done(self)];
          if (line === undefined) throw new ComFailure(62, "Input past end of file", at);
          machine.setField(self, READ, done(self) + 1);
          return new Str(line, text.trace ?? at);
        }
        case "close":
          return NOTHING;
        default:
          return undefined;
      }
    },
  };
}

/** What is typed into a program that runs may be commands. */
const input = perMachine<ObjectModel>((machine) => ({
  ...comType("ITextStream"),
  invoke: (_self, name, _args, at) => {
    if (/^write/i.test(name)) machine.note("opaque", "all", "what is written to the input of a program is not followed", at);
    return NOTHING;
  },
}));

// ---------------------------------------------------------------- environment

function expanded(machine: Machine, value: Value | undefined, at: Trace | null): Value {
  const text = value === undefined ? undefined : scalarText(machine, value);
  if (text === null || text === undefined) return value ?? NULL;
  const pieces = typeof text === "string" ? [text] : (text.parts ?? [text]);
  return joinTexts(
    pieces.flatMap((piece) => (typeof piece === "string" ? expandedPiece(machine, piece, at) : [piece])),
    traceOf(value) ?? at,
  );
}

function expandedPiece(machine: Machine, text: string, at: Trace | null) {
  const variables = new Environment(machine);
  const parts = text.split(/%([^%]+)%/);
  return parts.map((part, index) => {
    if (index % 2 === 0) return part;
    const found = variables.exists(part) ? scalarText(machine, getEnvironment(machine, part, at)) : null;
    return found ?? `%${part}%`;
  });
}

const environment = perMachine<ObjectModel>((machine) => {
  const read = (args: readonly Value[], at: Trace | null): Value | undefined => {
    const name = args[0] === undefined ? undefined : scalarText(machine, args[0]);
    if (name === undefined || name === null) return undefined;
    if (typeof name !== "string") return new Unknown(name.cause, name.why, `env:${name.symbol}`, at, "System.String");
    const value = getEnvironment(machine, name, at);
    return value === NULL ? new Str("", at) : value;
  };
  return {
    ...comType("IWshEnvironment"),
    index: (_self, args, at) => (args.length === 0 ? undefined : read(args, at)),
    setIndex: (_self, args, value) => {
      const name = args[0] === undefined ? undefined : scalarText(machine, args[0]);
      if (typeof name !== "string") return false;
      setEnvironment(machine, name, value);
      return true;
    },
    invoke: (_self, name, args, at) => {
      const key = name.toLowerCase();
      if (key === "item") return read(args, at);
      const variable = args[0] === undefined ? undefined : scalarText(machine, args[0]);
      if (key === "remove" && typeof variable === "string") {
        new Environment(machine).remove(variable);
        return NOTHING;
      }
      return key === "count" || key === "length"
        ? new Unknown("input", "how many variables there are", "env:count", at, "System.Int32")
        : undefined;
    },
    enumerate: () => new Unknown("input", "environment variables", "env:all", null, "System.String"),
  };
});

// ---------------------------------------------------------------- folders

const FOLDERS: ReadonlyMap<string, string> = new Map([
  ["allusersdesktop", "C:\\Users\\Public\\Desktop"],
  ["allusersstartmenu", "C:\\ProgramData\\Microsoft\\Windows\\Start Menu"],
  ["allusersprograms", "C:\\ProgramData\\Microsoft\\Windows\\Start Menu\\Programs"],
  ["allusersstartup", "C:\\ProgramData\\Microsoft\\Windows\\Start Menu\\Programs\\StartUp"],
  ["fonts", "C:\\Windows\\Fonts"],
]);

/** Folders of a user, below the profile. */
const OWN: ReadonlyMap<string, string> = new Map([
  ["desktop", "Desktop"],
  ["mydocuments", "Documents"],
  ["favorites", "Favorites"],
  ["startmenu", "AppData\\Roaming\\Microsoft\\Windows\\Start Menu"],
  ["programs", "AppData\\Roaming\\Microsoft\\Windows\\Start Menu\\Programs"],
  ["startup", "AppData\\Roaming\\Microsoft\\Windows\\Start Menu\\Programs\\Startup"],
  ["appdata", "AppData\\Roaming"],
  ["sendto", "AppData\\Roaming\\Microsoft\\Windows\\SendTo"],
  ["recent", "AppData\\Roaming\\Microsoft\\Windows\\Recent"],
  ["templates", "AppData\\Roaming\\Microsoft\\Windows\\Templates"],
  ["nethood", "AppData\\Roaming\\Microsoft\\Windows\\Network Shortcuts"],
  ["printhood", "AppData\\Roaming\\Microsoft\\Windows\\Printer Shortcuts"],
]);

function folderPath(machine: Machine, name: Value, at: Trace | null): Value {
  const text = scalarText(machine, name);
  const key = typeof text === "string" ? text.toLowerCase() : "";
  const fixed = FOLDERS.get(key);
  if (fixed !== undefined) return new Str(fixed, at);
  const own = OWN.get(key);
  if (own !== undefined)
    return joinTexts([scalarText(machine, getEnvironment(machine, "USERPROFILE", at)) ?? "", `\\${own}`], at);
  if (typeof text === "string") return new Str("", at);
  return new Unknown("input", "a special folder", machine.freshSymbol("folder"), at, "System.String");
}

const folders = perMachine<ObjectModel>((machine) => ({
  ...comType("IWshCollection"),
  index: (_self, args, at) => (args[0] === undefined ? undefined : folderPath(machine, args[0], at)),
  invoke: (_self, name, args, at) =>
    name.toLowerCase() === "item" && args[0] !== undefined ? folderPath(machine, args[0], at) : undefined,
  enumerate: () => [...FOLDERS.values()].map((path) => new Str(path)),
}));

// ---------------------------------------------------------------- shortcuts

const PATH = "shortcut path";

/** A shortcut is a file; in a start-up folder what it names runs. */
function shortcut(machine: Machine, path: Value | undefined, at: Trace | null): Value {
  const made = new Instance(shortcutModel(machine), at);
  made.fields.set(PATH, path ?? NULL);
  return made;
}

const shortcutModel = perMachine<ObjectModel>((machine) => ({
  ...comType("IWshShortcut"),
  get: (self, name, at) =>
    name.toLowerCase() === "fullname"
      ? machine.field<Value>(self, PATH)
      : (machine.field<Value>(self, name.toLowerCase()) ?? new Str("", at)),
  set: (self, name, value) => {
    machine.setField(self, name.toLowerCase(), value);
    return true;
  },
  invoke: (self, name, _args, at) => {
    if (name.toLowerCase() !== "save") return name.toLowerCase() === "load" ? NOTHING : undefined;
    const path = scalarText(machine, machine.field<Value>(self, PATH) ?? NULL);
    const line = programLine(machine, machine.field<Value>(self, "targetpath"), machine.field<Value>(self, "arguments"), at);
    // The content stands for the link: whoever opens it starts this line.
    if (path !== null && path !== undefined) new Files(machine).write(path, line, at);
    return NOTHING;
  },
}));

// ---------------------------------------------------------------- registry

const REGISTRY_TYPES: ReadonlyMap<string, RegistryType> = new Map([
  ["reg_sz", "String"],
  ["reg_expand_sz", "ExpandString"],
  ["reg_dword", "DWord"],
  ["reg_binary", "Binary"],
]);

interface Place {
  readonly key: string;
  /** "" is the default value, which is named by a path that ends in a backslash. */
  readonly name: string;
}

function placeOf(machine: Machine, value: Value | undefined): Place | null {
  const path = value === undefined ? undefined : scalarText(machine, value);
  if (path === null || path === undefined) return null;
  const full = shownText(path);
  const cut = full.lastIndexOf("\\");
  const key = cut > 0 ? new Registry(machine).resolve(full.slice(0, cut)) : undefined;
  return key === undefined ? null : { key, name: full.slice(cut + 1) };
}

/** `RegWrite "HKLM\\key\\value", data, type` */
function registryWrite(machine: Machine, args: readonly Value[], at: Trace | null): Value {
  const [path, data = new Str(""), type] = args;
  const place = placeOf(machine, path);
  if (place === null) {
    machine.note("input", "all", "RegWrite sets a registry value whose path is not known", at);
    return NOTHING;
  }
  const kind = type === undefined ? undefined : scalarText(machine, type);
  const plain = machine.plain(data);
  const fallback = plain instanceof Num ? "DWord" : "String";
  const found = REGISTRY_TYPES.get(typeof kind === "string" ? kind.toLowerCase() : "") ?? fallback;
  const text = scalarText(machine, data);
  const stored = found === "DWord" || found === "Binary" || typeof text !== "string" ? data : new Str(text, traceOf(plain) ?? at);
  const registry = new Registry(machine);
  if (place.name === "") registry.createKey(place.key);
  registry.setValue(place.key, { name: place.name, type: found, data: stored }, at);
  return NOTHING;
}

function registryRead(machine: Machine, args: readonly Value[], at: Trace | null): Value {
  const place = placeOf(machine, args[0]);
  if (place === null)
    return new Unknown("input", "a registry value whose path is not known", machine.freshSymbol("registry"), at);
  const found = new Registry(machine).readValue(place.key, place.name);
  const shown = `${place.key}\\${place.name}`;
  if (found === undefined) throw new ComFailure(0x80070002 | 0, `Unable to open registry key "${shown}" for reading.`, at);
  const plain = machine.plain(found.data);
  if (found.type !== "ExpandString") return plain;
  return expanded(machine, plain, at);
}

function registryDelete(machine: Machine, args: readonly Value[], at: Trace | null): Value {
  const place = placeOf(machine, args[0]);
  if (place === null) {
    machine.note("input", "all", "RegDelete removes what nobody knows", at);
    return NOTHING;
  }
  const registry = new Registry(machine);
  if (place.name === "") registry.removeKey(place.key, at);
  else registry.removeValue(place.key, place.name, at);
  return NOTHING;
}
