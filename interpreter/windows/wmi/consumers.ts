import type { Machine } from "../../machine/machine.js";
import { runsAtItsTime, runsNoMore, type Start } from "../../os/autorun.js";
import { Files } from "../../os/files.js";
import type { Family } from "../../tools/toolbox.js";
import { type WmiProperties, wmiArgument, wmiClass } from "../../tools/wmi-class.js";
import { hostValue, scalarText } from "../../values/scalar-conversions.js";
import type { Trace } from "../../values/source.js";
import { joinTexts, shownText, type TextValue, traceOf } from "../../values/texts.js";
import { int, NULL, Str, type Value } from "../../values/value.js";
import { createTask, deleteTask } from "../tasks/task-state.js";

/**
 * Permanent event consumers (root\subscription): what they hold runs as the system when their event occurs, which only the host
 * knows; and the jobs of Win32_ScheduledJob. "Monitoring and Responding to Events with Standard Consumers", Windows documentation.
 */

/** Consumers that were made here. */
const MADE = "wmi:consumers";

interface Consumer {
  readonly name: string;
}

function textOf(machine: Machine, properties: WmiProperties, name: string, at: Trace | null): TextValue | undefined {
  const value = properties.get(name.toLowerCase());
  const text = value === undefined ? undefined : scalarText(machine, value);
  if (text === undefined || text === null || text === "") return undefined;
  return typeof text === "string" ? new Str(text, traceOf(machine.plain(value as Value)) ?? at) : text;
}

function nameOf(machine: Machine, properties: WmiProperties): string {
  const value = properties.get("name");
  const text = value === undefined ? undefined : scalarText(machine, value);
  return text === undefined || text === null ? "" : shownText(text);
}

/** A command line of its own, or an executable whose arguments the template holds. */
function commandOf(machine: Machine, properties: WmiProperties, at: Trace | null): TextValue | undefined {
  const program = textOf(machine, properties, "ExecutablePath", at);
  const line = textOf(machine, properties, "CommandLineTemplate", at);
  if (program === undefined || line === undefined) return line ?? program;
  const leaf = shownText(program)
    .replace(/^.*[\\/]/, "")
    .replace(/\.exe$/i, "")
    .toLowerCase();
  const first = /^\s*"?([^"\s]+)/
    .exec(shownText(line))?.[1]
    ?.replace(/^.*[\\/]/, "")
    .replace(/\.exe$/i, "")
    .toLowerCase();
  return first === leaf ? line : joinTexts(['"', program, '" ', line], at);
}

function consumer(starts: (machine: Machine, properties: WmiProperties, at: Trace | null) => readonly Start[] | null) {
  const idOf = (name: string): string => `consumer:${name.toLowerCase()}`;
  const make = (machine: Machine, properties: WmiProperties, at: Trace | null): void => {
    const name = nameOf(machine, properties);
    machine.setRow(MADE, name.toLowerCase(), true);
    const found = starts(machine, properties, at);
    if (found !== null) runsAtItsTime(machine, idOf(name), found);
  };
  return {
    keys: ["Name"],
    properties: "any" as const,
    areas: ["services"] as const,
    find: (machine: Machine, wanted: ReadonlyMap<string, Value>): readonly Consumer[] => {
      const name = nameOf(machine, wanted);
      if (machine.row(MADE, name.toLowerCase()) === true) return [{ name }];
      const shown = name === "" ? "a consumer of WMI events" : `the consumer ${name} of WMI events`;
      return machine.askWhether(
        `wmi-consumer:${name.toLowerCase()}`,
        `there is ${shown}`,
        `there is no ${shown.replace(/^(?:a|the) /, "")}`,
      )
        ? [{ name }]
        : [];
    },
    read: (_machine: Machine, { name }: Consumer, property: string, at: Trace | null): Value =>
      property === "name"
        ? new Str(name, at)
        : hostValue(`${property} of a consumer of WMI events`, `wmi:consumer:${name}.${property}`, at),
    write: (machine: Machine, { name }: Consumer, changes: WmiProperties, at: Trace | null) =>
      make(machine, new Map([["name", new Str(name, at)], ...changes]), at),
    create: make,
    remove: (machine: Machine, { name }: Consumer) => {
      machine.deleteRow(MADE, name.toLowerCase());
      runsNoMore(machine, idOf(name));
    },
  };
}

/** What consumers are told of and how they are bound; consumers that send mail or write to an event log: nothing that a rule looks at. */
const SILENT = ["__EventFilter", "__FilterToConsumerBinding", "NTEventLogEventConsumer", "SMTPEventConsumer"];

const NAMESPACES = ["root\\subscription", "root\\default", "root\\cimv2"];

export const consumersFamily: Family = {
  wmiClasses: [
    ...NAMESPACES.flatMap((namespace) => [
      ...SILENT.map((name) =>
        wmiClass<Consumer>(
          namespace,
          name,
          consumer(() => null),
        ),
      ),
      wmiClass<Consumer>(
        namespace,
        "LogFileEventConsumer",
        consumer((machine, properties, at) => {
          const file = textOf(machine, properties, "FileName", at);
          const text = textOf(machine, properties, "Text", at);
          if (file !== undefined && text !== undefined)
            new Files(machine).append(file instanceof Str ? file.value : file, text, at);
          return null;
        }),
      ),
    ]),
    ...NAMESPACES.map((namespace) =>
      wmiClass<Consumer>(
        namespace,
        "CommandLineEventConsumer",
        consumer((machine, properties, at) => {
          const command = commandOf(machine, properties, at);
          const place = command === undefined ? null : (traceOf(command) ?? at);
          return command === undefined || place === null ? [] : [{ command, at: place, what: "consumer of WMI events" }];
        }),
      ),
    ),
    ...NAMESPACES.map((namespace) =>
      wmiClass<Consumer>(
        namespace,
        "ActiveScriptEventConsumer",
        consumer((machine, properties, at) => {
          if (!properties.has("scripttext") && !properties.has("scriptfilename")) return null;
          machine.note("unmodelled", "all", "a consumer of WMI events runs a script, which is not read here", at);
          return null;
        }),
      ),
    ),
    /** `Win32_ScheduledJob.Create(Command, StartTime, ...)`: a job of the old scheduler, which runs as the system. */
    wmiClass<{ readonly id: string }>("root\\cimv2", "Win32_ScheduledJob", {
      keys: ["JobId"],
      properties: "any",
      areas: ["services"],
      find: (machine) =>
        machine.askWhether("wmi:scheduled-jobs", "there are jobs of the old scheduler", "there are no jobs of the old scheduler")
          ? [{ id: "1" }]
          : [],
      read: (_machine, _instance, property, at) =>
        hostValue(`${property} of a scheduled job`, `wmi:win32_scheduledjob.${property}`, at),
      remove: (machine, { id }, at) => {
        if (at !== null) deleteTask(machine, `at${id}`, at);
      },
      invoke: (machine, instance, method, args, at) => {
        if (instance !== null || method !== "create" || at === null) return new Map([["ReturnValue", int(0)]]);
        const value = wmiArgument(args, 0, "Command");
        const text = value === undefined ? undefined : scalarText(machine, value);
        if (text === undefined || text === null) return new Map([["ReturnValue", int(2)]]);
        const command = typeof text === "string" ? new Str(text, traceOf(machine.plain(value as Value)) ?? at) : text;
        createTask(machine, machine.freshSymbol("At"), { commands: [command], account: undefined }, at);
        return new Map<string, Value>([
          ["ReturnValue", int(0)],
          ["JobId", NULL],
        ]);
      },
    }),
  ],
};
