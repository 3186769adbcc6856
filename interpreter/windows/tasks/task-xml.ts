import type { Element, Node } from "@xmldom/xmldom";
import type { Machine } from "../../machine/machine.js";
import { xmlLibrary } from "../../os/xml-library.js";
import { fromHoles, withHoles } from "../../values/holed-text.js";
import { joinTexts, type TextValue } from "../../values/texts.js";
import type { TaskDefinition } from "./task-state.js";

/** A task of the Task Scheduler as XML (schema `http://schemas.microsoft.com/windows/2004/02/mit/task`). */

/** More than this is no task. */
const MAXIMUM_LENGTH = 256 << 10;

/** Null: nothing of it is known, or it is no XML. */
export function readTaskXml(machine: Machine, content: TextValue): TaskDefinition | null {
  const text = withHoles(machine, content);
  if (text === null || text.length > MAXIMUM_LENGTH || /<!DOCTYPE/i.test(text)) return null;
  machine.budget.size(text.length);
  let root: Element | null;
  try {
    root = new (xmlLibrary().DOMParser)({
      onError: (level, message) => {
        if (level !== "warning") throw new Error(message);
      },
    }).parseFromString(text.replace(/^\ufeff/, "").trim(), "text/xml").documentElement;
  } catch {
    return null;
  }
  if (root?.localName !== "Task") return null;
  const value = (element: Element): TextValue =>
    fromHoles(machine, (element.textContent ?? "").trim(), content.trace, content.secret);
  const commands: TextValue[] = [];
  for (const actions of childrenNamed(root, "Actions")) {
    for (const exec of childrenNamed(actions, "Exec")) {
      const command = childrenNamed(exec, "Command")[0];
      const args = childrenNamed(exec, "Arguments")[0];
      if (command) commands.push(args ? joinTexts([quoted(value(command)), " ", value(args)], content.trace) : value(command));
    }
  }
  const account = childrenNamed(root, "Principals")
    .flatMap((list) => childrenNamed(list, "Principal"))
    .flatMap((one) => [...childrenNamed(one, "UserId"), ...childrenNamed(one, "GroupId")])[0];
  return { commands, account: account ? value(account) : undefined };
}

/** A program's path with blanks stands in quotes on a command line. */
export function quoted(path: TextValue): TextValue {
  const known = "value" in path ? path.value : "";
  return /\s/.test(known) && !known.startsWith('"') ? joinTexts(['"', path, '"'], path.trace) : path;
}

function childrenNamed(parent: Element, name: string): Element[] {
  const found: Element[] = [];
  for (let node: Node | null = parent.firstChild; node; node = node.nextSibling) {
    if (node.nodeType === 1 && (node as Element).localName === name) found.push(node as Element);
  }
  return found;
}
