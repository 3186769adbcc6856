// Where the file of the running code lies: `$PSScriptRoot` and `$PSCommandPath`.
import type { Machine } from "../../machine/machine.js";
import { perMachine } from "../../machine/per-machine.js";
import type { Source } from "../../values/source.js";
import type { Value } from "../../values/value.js";

interface ScriptFile {
  readonly folder: Value;
  readonly path: Value;
}

/**
 * The two variables belong to the file that the running code stands in: a function tells where its own file lies, whoever calls it
 * (about_Automatic_Variables). Files do not move, so this holds in all worlds.
 */
const filesOn = perMachine(() => ({
  files: new Map<Source, ScriptFile>(),
  /** Values that PowerShell itself gave these variables; one that a script assigned stays as it is. */
  given: new Set<Value>(),
}));

export function rememberScriptFile(machine: Machine, source: Source, file: ScriptFile): void {
  const { files, given } = filesOn(machine);
  files.set(source, file);
  given.add(file.folder);
  given.add(file.path);
}

/** What a variable is in the code of a source, when a scope has `found` under its name. */
export function inScriptFile(machine: Machine, source: Source, key: string, found: Value): Value {
  if (key !== "psscriptroot" && key !== "pscommandpath") return found;
  const { files, given } = filesOn(machine);
  const file = given.has(found) ? files.get(source) : undefined;
  if (file === undefined) return found;
  return key === "psscriptroot" ? file.folder : file.path;
}
