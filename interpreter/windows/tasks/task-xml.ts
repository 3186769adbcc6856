import { readXml } from "../../documents/xml.js";
import type { Machine } from "../../machine/machine.js";
import type { Trace } from "../../values/source.js";
import { joinTexts, type TextValue } from "../../values/texts.js";
import { Unknown } from "../../values/value.js";
import type { TaskDefinition } from "./task-state.js";

/** A task of the Task Scheduler as XML (schema `http://schemas.microsoft.com/windows/2004/02/mit/task`). `at` is what reads it. */

/** Returns the task, or null if nothing of the text is known or it is no task. */
export function readTaskXml(machine: Machine, content: TextValue, at: Trace): TaskDefinition | null {
  if (content instanceof Unknown && !content.parts?.some((part) => typeof part === "string" && part.trim() !== "")) return null;
  const root = readXml(machine, content, at, "all");
  if ("problem" in root || root.name !== "Task") return null;
  const commands: TextValue[] = [];
  for (const exec of root.children("Actions").flatMap((actions) => actions.children("Exec"))) {
    const command = exec.textOf("Command");
    const args = exec.textOf("Arguments");
    if (command) commands.push(args ? joinTexts([quoted(command), " ", args], content.trace) : command);
  }
  for (const handler of root.children("Actions").flatMap((actions) => actions.children("ComHandler")))
    machine.note("opaque", "all", `a scheduled task runs the COM class ${handler.shownOf("ClassId") ?? ""}`, handler.place);
  const principals = root.children("Principals").flatMap((list) => list.children("Principal"));
  const account = principals.flatMap((one) => [...one.children("UserId"), ...one.children("GroupId")])[0];
  return { commands, account: account?.text };
}

/** A program's path with blanks stands in quotes on a command line. */
export function quoted(path: TextValue): TextValue {
  const known = "value" in path ? path.value : "";
  return /\s/.test(known) && !known.startsWith('"') ? joinTexts(['"', path, '"'], path.trace) : path;
}
