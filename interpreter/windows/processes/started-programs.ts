import type { Machine } from "../../machine/machine.js";
import type { ScriptOutcome } from "../../tools/tool.js";
import type { Family } from "../../tools/toolbox.js";
import { scalarText } from "../../values/scalar-conversions.js";
import type { Trace } from "../../values/source.js";
import { joinTexts, pieces, type TextValue, traceOf } from "../../values/texts.js";
import { Instance, int, NOTHING, NULL, type ObjectModel, Str, TRUE, type Value } from "../../values/value.js";
import { runCommandLine } from "./command-line.js";

/**
 * Objects that start programs: System.Diagnostics.Process, and the shells of COM. What they start is followed like any other
 * program. COM classes that nobody modelled but that configure what rules look at are undecided as soon as they are made.
 */

/** The text of a value with its place; undefined for none. */
export function textOf(machine: Machine, value: Value | undefined, at: Trace | null): TextValue | undefined {
  const text = value === undefined ? undefined : scalarText(machine, value);
  if (text === undefined || text === null || text === "") return undefined;
  return typeof text === "string" ? new Str(text, traceOf(machine.plain(value as Value)) ?? at) : text;
}

/** A program and its arguments as one line: a path with blanks is quoted. */
export function programLine(machine: Machine, program: Value | undefined, args: Value | undefined, at: Trace | null): TextValue {
  const name = textOf(machine, program, at);
  if (name === undefined) return new Str("");
  const blanks = pieces(name).some((piece) => typeof piece === "string" && /\s/.test(piece) && !piece.startsWith('"'));
  const rest = textOf(machine, args, at);
  return joinTexts([...(blanks ? ['"', name, '"'] : [name]), ...(rest === undefined ? [] : [" ", rest])], at);
}

export function exitCodeOf(outcome: ScriptOutcome): Value {
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
export function finished(machine: Machine, process: Instance, outcome: ScriptOutcome): void {
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

export function makeProcess(machine: Machine, at: Trace | null): Instance {
  const made = new Instance(processModel(machine), at);
  made.fields.set("startinfo", makeStartInfo(machine, [], at));
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
};
