import type { Machine } from "../../machine/machine.js";
import { copyPath, unpack } from "../../os/copying.js";
import { getEnvironment } from "../../os/environment.js";
import { Files } from "../../os/files.js";
import { Registry, type RegistryType } from "../../os/registry.js";
import type { ScriptOutcome, Text } from "../../tools/tool.js";
import type { Family } from "../../tools/toolbox.js";
import { scalarText } from "../../values/scalar-conversions.js";
import type { Trace } from "../../values/source.js";
import { joinTexts, pieces, shownText, type TextValue, traceOf } from "../../values/texts.js";
import { Instance, int, NOTHING, NULL, type ObjectModel, Str, TRUE, Unknown, type Value } from "../../values/value.js";
import { runCommandLine } from "./command-line.js";

/**
 * Objects that start programs: System.Diagnostics.Process, and the shells of COM. What they start is followed like any other
 * program. COM classes that nobody modelled but that configure what rules look at are undecided as soon as they are made.
 */

/** The text of a value with its place; undefined for none. */
function textOf(machine: Machine, value: Value | undefined, at: Trace | null): TextValue | undefined {
  const text = value === undefined ? undefined : scalarText(machine, value);
  if (text === undefined || text === null || text === "") return undefined;
  return typeof text === "string" ? new Str(text, traceOf(machine.plain(value as Value)) ?? at) : text;
}

/** A program and its arguments as one line: a path with blanks is quoted. */
function programLine(machine: Machine, program: Value | undefined, args: Value | undefined, at: Trace | null): TextValue {
  const name = textOf(machine, program, at);
  if (name === undefined) return new Str("");
  const blanks = pieces(name).some((piece) => typeof piece === "string" && /\s/.test(piece) && !piece.startsWith('"'));
  const rest = textOf(machine, args, at);
  return joinTexts([...(blanks ? ['"', name, '"'] : [name]), ...(rest === undefined ? [] : [" ", rest])], at);
}

function exitCodeOf(outcome: ScriptOutcome): Value {
  return typeof outcome.exitCode === "number" ? int(outcome.exitCode) : outcome.exitCode;
}

// ---------------------------------------------------------------- System.Diagnostics

/** Any property can be set; what matters is the program and its arguments. */
function bag(typeName: string, invoke: ObjectModel["invoke"]): (machine: Machine) => ObjectModel {
  return (machine) => ({
    typeNames: [typeName, "System.Object"],
    get: (self, name) => machine.field<Value>(self, name.toLowerCase()) ?? NULL,
    set: (self, name, value) => {
      machine.setField(self, name.toLowerCase(), value);
      return true;
    },
    ...(invoke ? { invoke } : {}),
  });
}

const startInfo = bag("System.Diagnostics.ProcessStartInfo", undefined);

function makeStartInfo(machine: Machine, args: readonly Value[], at: Trace | null): Instance {
  const made = new Instance(startInfo(machine), at);
  if (args[0] !== undefined) made.fields.set("filename", args[0]);
  if (args[1] !== undefined) made.fields.set("arguments", args[1]);
  return made;
}

function startFrom(machine: Machine, info: Value, at: Trace | null): ScriptOutcome {
  const plain = machine.plain(info);
  if (!(plain instanceof Instance)) return { outputs: [], exitCode: 0 };
  const field = (name: string) => machine.field<Value>(plain, name);
  return runCommandLine(machine, programLine(machine, field("filename"), field("arguments"), at), "Process.Start", at);
}

function processModel(machine: Machine): ObjectModel {
  return bag("System.Diagnostics.Process", (self, name, _args, at) => {
    switch (name.toLowerCase()) {
      case "start": {
        finished(machine, self, startFrom(machine, machine.field<Value>(self, "startinfo") ?? NULL, at));
        return TRUE;
      }
      case "waitforexit":
        return TRUE;
      default:
        return NOTHING;
    }
  })(machine);
}

/** What a program that has ended shows: its exit code, and its output as a stream. */
function finished(machine: Machine, process: Instance, outcome: ScriptOutcome): void {
  machine.setField(process, "exitcode", exitCodeOf(outcome));
  machine.setField(process, "hasexited", TRUE);
  const lines = outcome.outputs.flatMap((value) => [scalarText(machine, value) ?? "", "\r\n"]);
  machine.setField(
    process,
    "standardoutput",
    new Instance(reader(lines.length === 0 ? new Str("") : joinTexts(lines, null)), null),
  );
  machine.setField(process, "standarderror", new Instance(reader(new Str("")), null));
}

function reader(text: TextValue): ObjectModel {
  return {
    typeNames: ["System.IO.StreamReader", "System.Object"],
    invoke: (_self, name) => (name.toLowerCase() === "readtoend" ? text : NOTHING),
  };
}

function makeProcess(machine: Machine, at: Trace | null): Instance {
  const made = new Instance(processModel(machine), at);
  made.fields.set("startinfo", makeStartInfo(machine, [], at));
  return made;
}

// ---------------------------------------------------------------- COM

const scriptShell: (machine: Machine) => ObjectModel = (machine) => ({
  typeNames: ["System.__ComObject", "System.Object"],
  get: (_self, name, at) => new Unknown("input", `${name} of WScript.Shell`, `wscript.shell.${name.toLowerCase()}`, at),
  invoke: (_self, name, args, at) => {
    switch (name.toLowerCase()) {
      case "run":
        return exitCodeOf(runCommandLine(machine, textOf(machine, args[0], at) ?? new Str(""), "WScript.Shell Run", at));
      case "exec": {
        const process = makeProcess(machine, at);
        finished(
          machine,
          process,
          runCommandLine(machine, textOf(machine, args[0], at) ?? new Str(""), "WScript.Shell Exec", at),
        );
        machine.setField(process, "stdout", machine.field<Value>(process, "standardoutput") ?? NULL);
        return process;
      }
      case "expandenvironmentstrings":
        return expanded(machine, args[0], at);
      case "regwrite":
        return registryWrite(machine, args, at);
      case "regdelete":
        return registryDelete(machine, args, at);
      case "createshortcut":
        return shortcut(machine, args[0], at);
      default:
        return new Unknown(
          "input",
          `what ${name} of WScript.Shell gives`,
          machine.freshSymbol(`wscript.shell.${name.toLowerCase()}`),
          at,
        );
    }
  },
});

function expanded(machine: Machine, value: Value | undefined, at: Trace | null): Value {
  const text = value === undefined ? undefined : scalarText(machine, value);
  if (typeof text !== "string") return value ?? NULL;
  const parts = text.split(/%([^%]+)%/);
  return joinTexts(
    parts.map((part, index) =>
      index % 2 === 0 ? part : (scalarText(machine, getEnvironment(machine, part, at)) ?? `%${part}%`),
    ),
    at,
  );
}

const REGISTRY_TYPES: ReadonlyMap<string, RegistryType> = new Map([
  ["reg_sz", "String"],
  ["reg_expand_sz", "ExpandString"],
  ["reg_dword", "DWord"],
  ["reg_binary", "Binary"],
]);

/** `HKLM\\key\\value`: the last part is the value's name; the default value when there is none. Undefined: nobody knows the hive. */
function registryPlace(machine: Machine, path: Value | undefined): readonly [key: string, name: string] | undefined {
  const text = path === undefined ? undefined : scalarText(machine, path);
  if (text === undefined || text === null) return undefined;
  const full = shownText(text);
  const cut = full.lastIndexOf("\\");
  const key = cut > 0 ? new Registry(machine).resolve(full.slice(0, cut)) : undefined;
  return key === undefined ? undefined : [key, full.slice(cut + 1)];
}

/** `RegWrite path, data, type`. */
function registryWrite(machine: Machine, args: readonly Value[], at: Trace | null): Value {
  const [path, data = new Str(""), type] = args;
  const place = registryPlace(machine, path);
  if (place === undefined) {
    machine.note("input", "all", "RegWrite sets a registry value whose path is not known", at);
    return NOTHING;
  }
  const kind = type === undefined ? undefined : scalarText(machine, type);
  const named = REGISTRY_TYPES.get(typeof kind === "string" ? kind.toLowerCase() : "");
  new Registry(machine).setValue(place[0], { name: place[1], type: named ?? "String", data }, at);
  return NOTHING;
}

/** `RegDelete path`: a value, or a key when a back slash ends it. */
function registryDelete(machine: Machine, args: readonly Value[], at: Trace | null): Value {
  const place = registryPlace(machine, args[0]);
  if (place?.[1] === "") new Registry(machine).removeKey(place[0], at);
  else if (place !== undefined) new Registry(machine).removeValue(place[0], place[1], at);
  return NOTHING;
}

/** A folder, or an archive that is shown as one: `NameSpace(path)`, whose Items() can be copied into another. */
function shellFolder(machine: Machine, path: Value | undefined, at: Trace | null): Instance {
  const text = path === undefined ? undefined : (scalarText(machine, path) ?? undefined);
  const copy = (item: Value | undefined, place: Trace | null, move: boolean): void => {
    const plain = item === undefined ? undefined : machine.plain(item);
    if (text === undefined || plain === undefined) return;
    const from = plain instanceof Instance ? machine.field<Text>(plain, ITEMS_OF) : scalarText(machine, plain);
    if (from === undefined || from === null) return new Files(machine).disturb(text, place);
    if (!(plain instanceof Instance)) copyPath(machine, from, text, place, { move, into: true });
    else if (/\.zip$/i.test(shownText(from))) unpack(machine, from, text, place);
    else copyPath(machine, `${shownText(from).replace(/[\\/]+$/, "")}\\*`, text, place, { move });
  };
  const model: ObjectModel = {
    typeNames: ["System.__ComObject", "System.Object"],
    get: (_self, name, place) =>
      new Unknown("input", `${name} of a folder`, machine.freshSymbol(`shell.${name.toLowerCase()}`), place),
    invoke: (self, name, args, place) => {
      switch (name.toLowerCase()) {
        case "copyhere":
        case "movehere":
          copy(args[0], place, name.toLowerCase() === "movehere");
          return NOTHING;
        case "items":
          return self;
        default:
          return new Unknown(
            "input",
            `what ${name} of a folder gives`,
            machine.freshSymbol(`shell.${name.toLowerCase()}`),
            place,
          );
      }
    },
  };
  const made = new Instance(model, at);
  if (text !== undefined) made.fields.set(ITEMS_OF, text);
  return made;
}

const ITEMS_OF = "items-of";

/** A link that CreateShortcut made; Save writes it as a file, whose text here is the command line that it stands for. */
function shortcut(machine: Machine, path: Value | undefined, at: Trace | null): Instance {
  const made = new Instance(
    bag("System.__ComObject", (self, name, _args, place) => {
      if (name.toLowerCase() !== "save") return NOTHING;
      const file = path === undefined ? undefined : scalarText(machine, path);
      const field = (key: string) => machine.field<Value>(self, key);
      if (file !== undefined && file !== null)
        new Files(machine).write(file, programLine(machine, field("targetpath"), field("arguments"), place), place);
      return NOTHING;
    })(machine),
    at,
  );
  return made;
}

export const startedProgramsFamily: Family = {
  types: [
    { name: "System.Diagnostics.ProcessStartInfo", modelled: { construct: makeStartInfo } },
    {
      name: "System.Diagnostics.Process",
      modelled: {
        construct: (machine, _args, at) => makeProcess(machine, at),
        statics: {
          invoke: (machine, name, args, at) => {
            if (name.toLowerCase() !== "start") return undefined;
            const process = makeProcess(machine, at);
            const first = args[0] === undefined ? NULL : machine.plain(args[0]);
            const outcome =
              first instanceof Instance
                ? startFrom(machine, first, at)
                : runCommandLine(machine, programLine(machine, args[0], args[1], at), "Process.Start", at);
            finished(machine, process, outcome);
            return process;
          },
        },
      },
    },
  ],
  comClasses: [
    { progId: "WScript.Shell", make: (machine, at) => new Instance(scriptShell(machine), at) },
    {
      progId: "Shell.Application",
      make: (machine, at) =>
        new Instance(
          {
            typeNames: ["System.__ComObject", "System.Object"],
            get: (_self, name, place) =>
              new Unknown("input", `${name} of Shell.Application`, `shell.application.${name.toLowerCase()}`, place),
            invoke: (_self, name, args, place) => {
              if (name.toLowerCase() === "namespace") return shellFolder(machine, args[0], place);
              if (name.toLowerCase() === "shellexecute") {
                runCommandLine(machine, programLine(machine, args[0], args[1], place), "ShellExecute", place);
                return NOTHING;
              }
              return new Unknown(
                "input",
                `what ${name} of Shell.Application gives`,
                machine.freshSymbol(`shell.application.${name.toLowerCase()}`),
                place,
              );
            },
          },
          at,
        ),
    },
  ],
};
