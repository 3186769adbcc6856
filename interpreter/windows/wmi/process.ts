import type { Machine } from "../../machine/machine.js";
import type { Family } from "../../tools/toolbox.js";
import { wmiArgument, wmiClass } from "../../tools/wmi-class.js";
import { hostValue, scalarText } from "../../values/scalar-conversions.js";
import type { Trace } from "../../values/source.js";
import { traceOf } from "../../values/texts.js";
import { int, Str, Unknown, type Value } from "../../values/value.js";
import { runCommandLine } from "../processes/command-line.js";

/** Win32_Process: `Create(CommandLine, ...)` starts a program, which is followed like any other. */

interface RunningProcess {
  readonly wanted: ReadonlyMap<string, Value>;
}

function create(machine: Machine, commandLine: Value, at: Trace | null): ReadonlyMap<string, Value> {
  const text = scalarText(machine, commandLine);
  const started = new Map<string, Value>([
    ["ProcessId", hostValue("a process id", "wmi:process-id", at, "System.UInt32")],
    ["ReturnValue", int(0)],
  ]);
  if (text === null || text === undefined || at === null) return started;
  const place = traceOf(machine.plain(commandLine)) ?? at;
  runCommandLine(machine, text instanceof Unknown ? text : new Str(text, place), "Win32_Process.Create", place);
  return started;
}

export const processClassFamily: Family = {
  wmiClasses: [
    wmiClass<RunningProcess>("root\\cimv2", "Win32_Process", {
      keys: ["Handle"],
      properties: "any",
      areas: [],
      find: (machine, wanted) => {
        if (wanted.size === 0) return [{ wanted }];
        const name = wanted.get("name");
        const text = name === undefined ? undefined : scalarText(machine, name);
        const shown = typeof text === "string" ? text : "such a process";
        return machine.askWhether(`process:${shown.toLowerCase()}`, `${shown} is running`, `${shown} is not running`)
          ? [{ wanted }]
          : [];
      },
      read: (_machine, { wanted }, property) =>
        wanted.get(property) ?? hostValue(`${property} of a running process`, `wmi:win32_process.${property}`, null),
      remove: () => undefined,
      invoke: (machine, instance, method, args, at) => {
        if (instance === null && method === "create") {
          const commandLine = wmiArgument(args, 0, "CommandLine");
          return commandLine === undefined ? new Map([["ReturnValue", int(21)]]) : create(machine, commandLine, at);
        }
        return new Map([["ReturnValue", int(0)]]);
      },
    }),
  ],
};
