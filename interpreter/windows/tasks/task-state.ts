import { taskAccount, taskCommand, taskExists } from "../../../host/keys.js";
import type { Machine } from "../../machine/machine.js";
import { enableStart, runsAtItsTime, runsNoMore, startNow } from "../../os/autorun.js";
import { evidence } from "../../values/provenance.js";
import type { Trace } from "../../values/source.js";
import { shownText, type TextValue } from "../../values/texts.js";
import { Unknown } from "../../values/value.js";
import { principalOfText } from "../accounts/account-objects.js";
import { isOpen } from "../accounts/accounts.js";
import { put, putUnknown, reading, valueNow } from "../shared/host-facts.js";

/** Scheduled tasks: facts about them, and their command lines, which count as running. */

/** One spelling: without the leading back slash of the task library's root. */
export function taskNamed(name: string): string {
  return name.trim().replaceAll("/", "\\").replace(/^\\+/, "");
}

export interface TaskDefinition {
  /** Command lines, each run when the task is. */
  readonly commands: readonly TextValue[];
  /** Who it runs as; undefined: whoever registers it. */
  readonly account: TextValue | undefined;
}

function taskId(name: string): string {
  return `task:${name.toLowerCase()}`;
}

/** Registers a task, in the place of one of the same name. */
export function createTask(machine: Machine, name: string, task: TaskDefinition, at: Trace): void {
  const from = evidence(at, null);
  put(machine, taskExists(name), true, from);
  if (task.account !== undefined) {
    const principal = principalOfText(machine, task.account instanceof Unknown ? task.account : task.account.value);
    if (principal !== null && !isOpen(principal)) put(machine, taskAccount(name), principal, from);
    else if (task.account instanceof Unknown) putUnknown(machine, taskAccount(name), task.account.cause, task.account.why, from);
  }
  for (const command of task.commands) {
    const place = command.trace ?? at;
    if (command instanceof Unknown && command.parts === null)
      putUnknown(machine, taskCommand(name), command.cause, command.why, evidence(place, at, "a scheduled task runs it"));
    else put(machine, taskCommand(name), shownText(command), evidence(place, at, "a scheduled task runs it"));
  }
  // A change that leaves the commands as they are.
  if (task.commands.length === 0) return;
  const starts = task.commands.map((command) => ({ command, at: command.trace ?? at, what: `scheduled task ${name}` }));
  runsAtItsTime(machine, taskId(name), starts);
}

export function deleteTask(machine: Machine, name: string, at: Trace): void {
  put(machine, taskExists(name), false, evidence(at, null));
  runsNoMore(machine, taskId(name));
}

export function enableTask(machine: Machine, name: string, enabled: boolean): void {
  enableStart(machine, taskId(name), enabled);
}

/** Runs a task now, if this deployment has registered it. */
export function startTask(machine: Machine, name: string): void {
  startNow(machine, taskId(name));
}

/** Whether the task is there; undefined: nobody knows. */
export function taskIsThere(machine: Machine, name: string): boolean | undefined {
  return valueNow(machine, taskExists(name));
}

/** Whether it is there, in the world that is running. Splits the world when nobody knows. */
export function taskThere(machine: Machine, name: string): boolean {
  const known = taskIsThere(machine, name);
  if (known !== undefined && reading(machine, taskExists(name)).status !== "initial") return known;
  return machine.askWhether(
    `task:${name.toLowerCase()}`,
    `the scheduled task ${name} exists`,
    `the scheduled task ${name} does not exist`,
  );
}
