import type { Machine } from "../../machine/machine.js";
import { type CmdletCall, parameters, type Tool } from "../../tools/tool.js";
import { makeObject } from "../../values/make-object.js";
import { combinedTrace, joinTexts, shownText, type TextValue } from "../../values/texts.js";
import { Arr, Block, type Plain, PsObject, str, Unknown, type Value } from "../../values/value.js";
import { createTask, deleteTask, enableTask, startTask, taskNamed, taskThere } from "./task-state.js";
import { quoted, readTaskXml } from "./task-xml.js";

/** The ScheduledTasks module, and Register-ScheduledJob. */

const ACTION = "Microsoft.Management.Infrastructure.CimInstance#Root/Microsoft/Windows/TaskScheduler/MSFT_TaskExecAction";
const PRINCIPAL = "Microsoft.Management.Infrastructure.CimInstance#Root/Microsoft/Windows/TaskScheduler/MSFT_TaskPrincipal2";
const TASK = "Microsoft.Management.Infrastructure.CimInstance#Root/Microsoft/Windows/TaskScheduler/MSFT_ScheduledTask";

function text(call: CmdletCall, parameter: string): TextValue | undefined {
  const value = call.value(parameter);
  return value === undefined || value.kind === "null"
    ? undefined
    : call.machine.toolbox.strOf(call.machine, value, call.trace(parameter));
}

function property(call: CmdletCall, object: Plain, name: string): Plain | undefined {
  const found = object instanceof PsObject ? object.properties.get(name) : undefined;
  const settled = found === undefined ? undefined : call.machine.settled(found);
  return settled === undefined || typeof settled === "symbol" ? undefined : call.machine.plain(settled.value);
}

function newAction(call: CmdletCall): void {
  const made: [string, Value][] = [["Execute", text(call, "Execute") ?? str("")]];
  const args = text(call, "Argument");
  if (args) made.push(["Arguments", args]);
  const folder = text(call, "WorkingDirectory");
  if (folder) made.push(["WorkingDirectory", folder]);
  call.out(makeObject(ACTION, made, call.at));
}

function newPrincipal(call: CmdletCall): void {
  call.out(
    makeObject(
      PRINCIPAL,
      [
        ["UserId", text(call, "UserId") ?? str("")],
        ["GroupId", text(call, "GroupId") ?? str("")],
        ["RunLevel", text(call, "RunLevel") ?? str("Limited")],
      ],
      call.at,
    ),
  );
}

function newTask(call: CmdletCall): void {
  const actions = call.list("Action");
  call.out(
    makeObject(
      TASK,
      [
        ["Actions", actions instanceof Unknown ? actions : new Arr("System.Object", actions)],
        ["Principal", call.value("Principal") ?? str("")],
      ],
      call.at,
    ),
  );
}

/** The command line of an action object. */
function commandOf(call: CmdletCall, action: Plain): TextValue | undefined {
  if (action instanceof Unknown) return action;
  const program = property(call, action, "execute");
  if (program === undefined) return undefined;
  const file = call.machine.toolbox.strOf(call.machine, program, null);
  const given = property(call, action, "arguments");
  if (given === undefined || given.kind === "null") return quoted(file);
  const args = call.machine.toolbox.strOf(call.machine, given, null);
  return joinTexts([quoted(file), " ", args], combinedTrace([], args.trace ?? call.at, null));
}

function accountOf(call: CmdletCall, principal: Plain | undefined): TextValue | undefined {
  if (principal instanceof Unknown) return principal;
  const given = text(call, "User");
  if (given || !principal) return given;
  for (const name of ["userid", "groupid"]) {
    const found = property(call, principal, name);
    const shown = found === undefined ? undefined : call.machine.toolbox.strOf(call.machine, found, null);
    if (shown && shownText(shown) !== "") return shown;
  }
  return undefined;
}

function registerTask(call: CmdletCall): void {
  if (call.whatIf) return;
  const given = text(call, "TaskName");
  const folder = text(call, "TaskPath");
  const name = taskNamed(
    `${folder && !/^\\?$/.test(shownText(folder)) ? `${shownText(folder)}\\` : ""}${given ? shownText(given) : ""}`.replaceAll(
      "\\\\",
      "\\",
    ),
  );
  const xml = text(call, "Xml");
  if (xml) {
    const task = readTaskXml(call.machine, xml, call.at);
    if (task === null)
      call.undecided(
        xml instanceof Unknown && xml.cause === "deferred" ? "deferred" : "opaque",
        `the scheduled task ${name} is made from a text that is not available`,
        "all",
      );
    else createTask(call.machine, name, { commands: task.commands, account: text(call, "User") ?? task.account }, call.at);
    return call.out(taskObject(call, name));
  }
  const input = call.value("InputObject");
  const actions = input === undefined ? call.list("Action") : actionsOf(call, input);
  const principal = call.value("Principal") ?? (input === undefined ? undefined : property(call, input, "principal"));
  const commands: TextValue[] = [];
  for (const action of actions instanceof Unknown ? [actions] : actions) {
    const command = commandOf(call, action);
    if (command) commands.push(command);
  }
  createTask(call.machine, name, { commands, account: accountOf(call, principal) }, call.at);
  call.out(taskObject(call, name));
}

function actionsOf(call: CmdletCall, task: Plain): readonly Plain[] | Unknown {
  if (task instanceof Unknown) return task;
  const found = property(call, task, "actions");
  if (found === undefined || found instanceof Unknown) return found ?? [];
  return found instanceof Arr ? call.machine.settled(found.items).map((item) => call.machine.plain(item)) : [found];
}

function taskObject(call: CmdletCall, name: string): PsObject {
  const unknown = (what: string) =>
    call.unknown(`the ${what} of the scheduled task ${name}`, { symbol: `task-${what}:${name.toLowerCase()}` });
  const leaf = name.slice(name.lastIndexOf("\\") + 1);
  return makeObject(
    TASK,
    [
      ["TaskName", str(leaf, call.at)],
      ["TaskPath", str(name === leaf ? "\\" : `\\${name.slice(0, -leaf.length)}`)],
      ["State", unknown("state")],
      ["Actions", unknown("actions")],
      ["Triggers", unknown("triggers")],
      ["Settings", unknown("settings")],
      ["Principal", unknown("principal")],
    ],
    call.at,
  );
}

function names(call: CmdletCall): readonly string[] {
  const folder = call.text("TaskPath");
  const prefix = typeof folder === "string" && !folder.includes("*") ? folder : "";
  const given = call.texts("TaskName");
  if (given instanceof Unknown) return [];
  return given
    .filter((one): one is string => typeof one === "string")
    .map((one) => taskNamed(`${prefix === "" ? "" : `${prefix}\\`}${one}`.replaceAll("\\\\", "\\")));
}

function getTask(call: CmdletCall): void {
  const wanted = names(call);
  if (wanted.length === 0)
    return call.out(
      call.unknown("the scheduled tasks of the host", { symbol: `tasks:${shownText(call.text("TaskPath") ?? "")}` }),
    );
  for (const name of wanted) {
    if (name.includes("*"))
      call.out(call.unknown(`the scheduled tasks that fit ${name}`, { symbol: `tasks:${name.toLowerCase()}` }));
    else if (taskThere(call.machine, name)) call.out(taskObject(call, name));
    else {
      call.fail({
        id: "CmdletizationQuery_NotFound_TaskName",
        message: `No MSFT_ScheduledTask objects found with property 'TaskName' equal to '${name}'.`,
        exception: "Microsoft.PowerShell.Cmdletization.Cim.CimJobException",
        category: "ObjectNotFound",
      });
    }
  }
}

function unregisterTask(call: CmdletCall): void {
  if (call.whatIf) return;
  for (const name of names(call)) if (!name.includes("*")) deleteTask(call.machine, name, call.at);
}

const eachTask = (act: (machine: Machine, name: string) => void) => (call: CmdletCall) => {
  if (call.whatIf) return;
  for (const name of names(call)) if (!name.includes("*")) act(call.machine, name);
};

function registerJob(call: CmdletCall): void {
  if (call.whatIf) return;
  const block = call.value("ScriptBlock");
  if (block instanceof Block) {
    const list = call.value("ArgumentList");
    call.runBlock(block, {
      args: list instanceof Arr ? call.machine.settled(list.items) : list === undefined ? [] : [list],
      newScope: true,
    });
  } else if (call.has("FilePath") || block !== undefined)
    call.undecided("opaque", "a scheduled job runs a script that is not read", "all");
  call.out(call.unknown("the scheduled job"));
}

const tool = (
  list: readonly string[],
  effect: Tool["effect"],
  notations: readonly string[],
  run: (call: CmdletCall) => void,
): Tool => ({
  form: "cmdlet",
  names: list,
  effect,
  areas: ["services"],
  module: "ScheduledTasks",
  loose: true,
  parameters: parameters(...notations),
  run,
});

const NAME = ["TaskName[]@0.", "TaskPath[]@1.", "InputObject[]<"];

export const taskCmdlets: readonly Tool[] = [
  tool(["New-ScheduledTaskAction"], "inert", ["Execute@0", "Argument@1", "WorkingDirectory@2", "Id"], newAction),
  tool(
    ["New-ScheduledTaskPrincipal"],
    "inert",
    ["UserId@0", "LogonType@1", "RunLevel@2", "GroupId", "Id", "ProcessTokenSidType", "RequiredPrivilege[]"],
    newPrincipal,
  ),
  tool(["New-ScheduledTask"], "inert", ["Action[]@0", "Trigger[]@1", "Settings@2", "Principal@3", "Description"], newTask),
  tool(
    ["New-ScheduledTaskTrigger", "New-ScheduledTaskSettingsSet", "New-JobTrigger", "New-ScheduledJobOption"],
    "inert",
    [],
    (call) => call.out(call.unknown("when or how a scheduled task runs")),
  ),
  tool(
    ["Register-ScheduledTask"],
    "modelled",
    [
      "TaskName@0",
      "TaskPath@1",
      "Action[]@2",
      "Trigger[]@3",
      "Settings@4",
      "User@5",
      "Password@6",
      "RunLevel",
      "Principal",
      "Description",
      "Xml",
      "InputObject<",
      "Force?",
    ],
    registerTask,
  ),
  tool(
    ["Set-ScheduledTask"],
    "modelled",
    ["TaskName@0", "TaskPath@1", "Action[]@2", "Trigger[]@3", "Settings@4", "Principal@5", "User", "Password", "InputObject<"],
    registerTask,
  ),
  tool(["Get-ScheduledTask", "Get-ScheduledTaskInfo"], "inert", NAME, getTask),
  tool(["Unregister-ScheduledTask"], "modelled", [...NAME, "Confirm?"], unregisterTask),
  tool(["Start-ScheduledTask"], "modelled", NAME, eachTask(startTask)),
  tool(
    ["Enable-ScheduledTask"],
    "modelled",
    NAME,
    eachTask((machine, name) => enableTask(machine, name, true)),
  ),
  tool(
    ["Disable-ScheduledTask"],
    "modelled",
    NAME,
    eachTask((machine, name) => enableTask(machine, name, false)),
  ),
  tool(["Stop-ScheduledTask", "Export-ScheduledTask"], "inert", NAME, () => undefined),
  tool(
    ["Register-ScheduledJob", "Set-ScheduledJob"],
    "modelled",
    [
      "Name@0",
      "ScriptBlock{}@1",
      "Trigger[]",
      "ArgumentList",
      "FilePath",
      "Credential",
      "ScheduledJobOption",
      "InitializationScript{}",
      "RunNow?",
      "MaxResultCount",
      "RunAs32?",
    ],
    registerJob,
  ),
  tool(
    ["Get-ScheduledJob", "Unregister-ScheduledJob", "Enable-ScheduledJob", "Disable-ScheduledJob"],
    "inert",
    [],
    () => undefined,
  ),
];
