import { feature } from "../../host/keys.js";
import type { Machine } from "../machine/machine.js";
import { onEveryWindows } from "../os/windows-folders.js";
import { featureOfModule, isInBox } from "./known-modules.js";
import type { Tool } from "./tool.js";

/** Whether a command is on the host; undefined: it may be or not (another product's program, a module of the gallery). */
export function isOnHost(machine: Machine, tool: Tool, name: string): boolean | undefined {
  if (tool.form === "cmdlet") return tool.module === undefined ? true : moduleOnHost(machine, tool.module);
  const leaf = name
    .slice(Math.max(name.lastIndexOf("\\"), name.lastIndexOf("/")) + 1)
    .toLowerCase()
    .replace(/\.exe$/, "");
  if (onEveryWindows(`c:\\windows\\system32\\${leaf}.exe`) || onEveryWindows(`c:\\windows\\system32\\wbem\\${leaf}.exe`))
    return true;
  if (leaf === "powershell" || leaf === "explorer" || leaf === "regedit") return true;
  return undefined;
}

/** Whether a module can be imported by its name. */
export function moduleOnHost(machine: Machine, name: string): boolean | undefined {
  if (isInBox(name)) return true;
  const needs = featureOfModule(name);
  return needs === undefined ? undefined : machine.host.view(machine.assumptions).valueOf(feature(needs));
}
