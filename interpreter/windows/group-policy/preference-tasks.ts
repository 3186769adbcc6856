// Preferences for services and scheduled tasks.
import type { XmlElement } from "../../documents/xml.js";
import type { Machine } from "../../machine/machine.js";
import { evidence } from "../../values/provenance.js";
import { joinTexts, shownText, type TextValue, textOf } from "../../values/texts.js";
import { Unknown } from "../../values/value.js";
import { principalOfText } from "../accounts/account-objects.js";
import { isOpen } from "../accounts/accounts.js";
import { changeService, serviceIsThere, serviceNamed, startService, startWord, stopService } from "../services/service-state.js";
import { createTask, deleteTask, enableTask, taskNamed, taskThere } from "../tasks/task-state.js";
import { quoted } from "../tasks/task-xml.js";
import type { PreferenceItem } from "./preferences.js";

export function serviceItem(machine: Machine, { element, properties }: PreferenceItem): void {
  const name = properties.attribute("serviceName") ?? element.attribute("name");
  if (name === undefined) return;
  const place = name.trace ?? properties.place;
  if (name instanceof Unknown) {
    machine.note(name.cause, ["services"], `a service of the preferences: ${name.why}`, place);
    return;
  }
  const service = serviceNamed(name.value);
  // Preferences change services and never make one.
  if (!serviceIsThere(machine, service, place)) return;
  const from = evidence(place, properties.place, "preferences");
  const start = startWord(properties.shown("startupType") ?? "");
  if (start !== undefined) changeService(machine, service, { start }, from);
  const account = properties.attribute("accountName");
  const id = account === undefined || shownText(account).trim() === "" ? null : principalOfText(machine, textOf(account));
  if (id !== null && !isOpen(id))
    changeService(machine, service, { account: id }, evidence(account?.trace ?? place, properties.place, "preferences"));
  else if (account instanceof Unknown)
    machine.note(account.cause, ["services"], `the account of ${service}: ${account.why}`, place);
  const password = properties.attribute("cpassword");
  if (password !== undefined) machine.secrets.add(password);
  const action = properties.shown("serviceAction")?.trim().toUpperCase();
  if (action === "START" || action === "RESTART") startService(machine, service, from);
  else if (action === "STOP") stopService(machine, service, from);
  recovery(machine, properties, service);
}

/** A program that is run when the service fails. */
function recovery(machine: Machine, properties: XmlElement, service: string): void {
  const runs = ["firstFailure", "secondFailure", "thirdFailure"].some(
    (name) => properties.shown(name)?.trim().toUpperCase() === "RUNCMD",
  );
  const program = properties.attribute("program");
  if (!runs || program === undefined) return;
  const args = properties.attribute("args");
  const command = args === undefined ? quoted(program) : joinTexts([quoted(program), " ", args], program.trace);
  if (
    machine.askWhether(
      `service-fails:${service.toLowerCase()}`,
      `the service ${service} fails`,
      `the service ${service} never fails`,
    )
  )
    createTask(machine, `recovery of ${service}`, { commands: [command], account: undefined }, command.trace ?? properties.place);
}

/** `Task` and `ImmediateTask` name a program; `TaskV2` and `ImmediateTaskV2` hold a task of the Task Scheduler. */
export function taskItem(machine: Machine, { element, properties, action }: PreferenceItem): void {
  const name = taskNamed(properties.shown("name") ?? element.shown("name") ?? "a task");
  const place = (properties.attribute("name") ?? element.attribute("name"))?.trace ?? properties.place;
  const immediate = element.name.toLowerCase().startsWith("immediate");
  if (action === "delete") return deleteTask(machine, name, place);
  if (action === "create" && !immediate && taskThere(machine, name)) return;
  const password = properties.attribute("cpassword");
  if (password !== undefined) machine.secrets.add(password);
  const task = properties.child("Task");
  const commands = task === undefined ? programOf(properties) : execActions(task);
  createTask(machine, name, { commands, account: accountOf(properties, task) }, place);
  const off =
    properties.shown("enabled")?.trim() === "0" || task?.at("Settings")?.shownOf("Enabled")?.trim().toLowerCase() === "false";
  if (off && !immediate) enableTask(machine, name, false);
}

function programOf(properties: XmlElement): readonly TextValue[] {
  const program = properties.attribute("appName");
  if (program === undefined || shownText(program) === "") return [];
  const args = properties.attribute("args");
  return [args === undefined ? quoted(program) : joinTexts([quoted(program), " ", args], program.trace)];
}

function execActions(task: XmlElement): readonly TextValue[] {
  return task
    .children("Actions")
    .flatMap((actions) => actions.children("Exec"))
    .flatMap((exec) => {
      const command = exec.textOf("Command");
      const args = exec.textOf("Arguments");
      if (command === undefined) return [];
      return [args === undefined ? quoted(command) : joinTexts([quoted(command), " ", args], command.trace)];
    });
}

function accountOf(properties: XmlElement, task: XmlElement | undefined): TextValue | undefined {
  const runAs = properties.attribute("runAs");
  if (runAs !== undefined && shownText(runAs).trim() !== "") return runAs;
  const principal = task?.at("Principals", "Principal");
  return principal?.textOf("UserId") ?? principal?.textOf("GroupId");
}
