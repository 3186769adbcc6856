import type { Machine } from "../../machine/machine.js";
import { perMachine } from "../../machine/per-machine.js";
import { isThisComputer } from "../../os/computer.js";
import type { Family } from "../../tools/toolbox.js";
import { scalarText } from "../../values/scalar-conversions.js";
import type { Trace } from "../../values/source.js";
import { joinTexts, shownText, type TextValue, traceOf } from "../../values/texts.js";
import { array, Bool, Instance, int, NOTHING, NULL, type ObjectModel, Str, Unknown, type Value } from "../../values/value.js";
import { createTask, deleteTask, enableTask, startTask, taskIsThere, taskNamed } from "./task-state.js";
import { quoted, readTaskXml } from "./task-xml.js";

/** The scheduler's scripting objects (`Schedule.Service`): "Task Scheduler Scripting Objects", Windows documentation. */

const COM = ["System.__ComObject", "System.Object"];
/** Actions that a definition has, in order. */
const ACTIONS = "actions";
const ELSEWHERE = "elsewhere";
const PATH = "path";

function text(machine: Machine, value: Value | undefined, at: Trace | null): TextValue | undefined {
  const found = value === undefined ? undefined : scalarText(machine, value);
  if (found === undefined || found === null || found === "") return undefined;
  return typeof found === "string" ? new Str(found, traceOf(machine.plain(value as Value)) ?? at) : found;
}

/** An object that keeps what is set on it; what nobody set is an object of the same kind. */
const bag: (machine: Machine) => ObjectModel = perMachine<ObjectModel>((machine) => ({
  typeNames: COM,
  get: (self, name, at) => {
    const key = name.toLowerCase();
    const found = machine.field<Value>(self, key);
    if (found !== undefined) return found;
    const made = new Instance(key === "actions" ? actionList(machine) : bag(machine), at);
    machine.setField(self, key, made);
    return made;
  },
  set: (self, name, value) => {
    machine.setField(self, name.toLowerCase(), value);
    return true;
  },
  invoke: (_self, _name, _args, at) => new Instance(bag(machine), at),
}));

const actionList: (machine: Machine) => ObjectModel = perMachine<ObjectModel>((machine) => ({
  typeNames: COM,
  get: (self, name) =>
    name.toLowerCase() === "count"
      ? int((machine.field<readonly Value[]>(self, ACTIONS) ?? []).length)
      : machine.field<Value>(self, name.toLowerCase()),
  set: (self, name, value) => {
    machine.setField(self, name.toLowerCase(), value);
    return true;
  },
  invoke: (self, name, args, at) => {
    const made = machine.field<readonly Value[]>(self, ACTIONS) ?? [];
    switch (name.toLowerCase()) {
      case "create": {
        const action = new Instance(bag(machine), at);
        machine.setField(self, ACTIONS, [...made, action]);
        return action;
      }
      case "clear":
        machine.setField(self, ACTIONS, []);
        return NOTHING;
      case "item":
        return made[Number(scalarText(machine, args[0] ?? NULL)) - 1] ?? NULL;
      default:
        return NOTHING;
    }
  },
  enumerate: (self) => machine.field<readonly Value[]>(self, ACTIONS) ?? [],
}));

/** The command lines of a definition's actions. */
function commandsOf(machine: Machine, definition: Instance, at: Trace | null): readonly TextValue[] {
  const list = machine.field<Value>(definition, "actions");
  const plain = list === undefined ? undefined : machine.plain(list);
  if (!(plain instanceof Instance)) return [];
  return (machine.field<readonly Value[]>(plain, ACTIONS) ?? []).flatMap((action) => {
    const object = machine.plain(action);
    if (!(object instanceof Instance)) return [];
    const program = text(machine, machine.field<Value>(object, "path"), at);
    if (program === undefined) return [];
    const args = text(machine, machine.field<Value>(object, "arguments"), at);
    return [args === undefined ? quoted(program) : joinTexts([quoted(program), " ", args], at)];
  });
}

function accountOf(machine: Machine, definition: Instance, given: Value | undefined, at: Trace | null): TextValue | undefined {
  const user = text(machine, given, at);
  if (user !== undefined) return user;
  const principal = machine.field<Value>(definition, "principal");
  const plain = principal === undefined ? undefined : machine.plain(principal);
  return plain instanceof Instance
    ? (text(machine, machine.field<Value>(plain, "userid"), at) ?? text(machine, machine.field<Value>(plain, "groupid"), at))
    : undefined;
}

function register(
  machine: Machine,
  name: string,
  definition: Value | undefined,
  user: Value | undefined,
  at: Trace | null,
): void {
  const plain = definition === undefined ? undefined : machine.plain(definition);
  if (at === null) return;
  if (!(plain instanceof Instance)) {
    const xml = text(machine, definition, at);
    return xml === undefined ? undefined : registerXml(machine, name, xml, user, at);
  }
  const xml = text(machine, machine.field<Value>(plain, "xmltext"), at);
  if (xml !== undefined) return registerXml(machine, name, xml, user, at);
  createTask(machine, name, { commands: commandsOf(machine, plain, at), account: accountOf(machine, plain, user, at) }, at);
}

function registerXml(machine: Machine, name: string, xml: TextValue, user: Value | undefined, at: Trace): void {
  const task = readTaskXml(machine, xml, at);
  if (task === null)
    machine.note(
      xml instanceof Unknown ? xml.cause : "unreadable",
      "all",
      `the scheduled task ${name} is made from a text that is not available`,
      at,
    );
  else createTask(machine, name, { commands: task.commands, account: text(machine, user, at) ?? task.account }, at);
}

const folder = perMachine<ObjectModel>((machine) => ({
  typeNames: COM,
  get: (self, name, at) =>
    name.toLowerCase() === "path" || name.toLowerCase() === "name"
      ? new Str(machine.field<string>(self, PATH) ?? "\\", at)
      : undefined,
  invoke: (self, name, args, at) => {
    const here = machine.field<string>(self, PATH) ?? "";
    const given = args[0] === undefined ? undefined : scalarText(machine, args[0]);
    const task = taskNamed(`${here}\\${given === undefined || given === null ? "" : shownText(given)}`.replaceAll("\\\\", "\\"));
    // The tasks of another computer are no matter of this one.
    const elsewhere = machine.field<boolean>(self, ELSEWHERE) === true;
    switch (name.toLowerCase()) {
      case "registertaskdefinition":
      case "registertask":
        if (!elsewhere) register(machine, task, args[1], args[3], at);
        return new Instance(taskModel(machine, task), at);
      case "deletetask":
        if (!elsewhere && at !== null) deleteTask(machine, task, at);
        return NOTHING;
      case "gettask":
        return new Instance(taskModel(machine, task), at);
      case "gettasks":
      case "getfolders":
        return new Unknown("input", "the scheduled tasks of the host", `tasks:${here.toLowerCase()}`, at);
      case "getfolder":
      case "createfolder":
        return folderAt(machine, task, elsewhere, at);
      default:
        return NOTHING;
    }
  },
}));

function folderAt(machine: Machine, path: string, elsewhere: boolean, at: Trace | null): Instance {
  const made = new Instance(folder(machine), at);
  made.fields.set(PATH, path);
  made.fields.set(ELSEWHERE, elsewhere);
  return made;
}

function taskModel(machine: Machine, task: string): ObjectModel {
  return {
    typeNames: COM,
    get: (self, name, at) => {
      switch (name.toLowerCase()) {
        case "name":
        case "path":
          return new Str(task, at);
        case "enabled":
          return taskIsThere(machine, task) === true ? new Bool(true, at) : undefined;
        case "definition": {
          const kept = machine.field<Value>(self, "definition");
          if (kept !== undefined) return kept;
          const made = new Instance(bag(machine), at);
          machine.setField(self, "definition", made);
          return made;
        }
        default:
          return new Unknown(
            "input",
            `${name} of the scheduled task ${task}`,
            `task:${task.toLowerCase()}.${name.toLowerCase()}`,
            at,
          );
      }
    },
    set: (_self, name, value) => {
      if (name.toLowerCase() === "enabled") enableTask(machine, task, scalarText(machine, value) !== "False");
      return true;
    },
    invoke: (_self, name) => {
      if (/^run/i.test(name)) startTask(machine, task);
      return NOTHING;
    },
  };
}

const service = perMachine<ObjectModel>((machine) => ({
  typeNames: COM,
  get: (_self, name, at) =>
    name.toLowerCase() === "connected"
      ? new Bool(true, at)
      : new Unknown("input", `${name} of the task scheduler`, `schedule.service.${name.toLowerCase()}`, at),
  invoke: (self, name, args, at) => {
    switch (name.toLowerCase()) {
      case "connect": {
        const host = args[0] === undefined ? undefined : scalarText(machine, args[0]);
        machine.setField(self, ELSEWHERE, host !== undefined && host !== null && host !== "" && !isThisComputer(machine, host));
        return NOTHING;
      }
      case "newtask":
        return new Instance(bag(machine), at);
      case "getfolder": {
        const path = args[0] === undefined ? "" : scalarText(machine, args[0]);
        return folderAt(
          machine,
          path === undefined || path === null ? "" : shownText(path),
          machine.field<boolean>(self, ELSEWHERE) === true,
          at,
        );
      }
      case "getrunningtasks":
        return array([], "System.Object", at);
      default:
        return NOTHING;
    }
  },
}));

export const scheduleServiceFamily: Family = {
  comClasses: [{ progId: "Schedule.Service", make: (machine, at) => new Instance(service(machine), at) }],
};
