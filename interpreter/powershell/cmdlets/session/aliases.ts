import { type CmdletCall, cmdletsWith, type Tool } from "../../../tools/tool.js";
import { hasWildcard, namePattern } from "../../../values/name-pattern.js";
import { ABSENT, Unknown } from "../../../values/value.js";
import { aliasesOf, aliasOf } from "../../session/aliases.js";
import type { Runtime } from "../../session/runtime.js";
import { findAlias, namedScope, type Scope } from "../../session/scope.js";
import { sessionOf } from "../../types/running.js";
import { commandInfo } from "./command-info.js";

/** Get-, Set-, New- and Remove-Alias. */

function setAlias(call: CmdletCall): void {
  const r = sessionOf(call.machine);
  if (call.whatIf) return;
  const alias = call.text("Name");
  const target = call.text("Value");
  if (alias === undefined || target === undefined) return;
  if (typeof alias !== "string") {
    call.undecided("input", `the name of an alias is not known: ${alias.why}`, "all");
    return;
  }
  if (typeof target !== "string") {
    call.undecided("opaque", `the command that the alias ${alias} stands for is not known`, "all");
    return;
  }
  const given = call.text("Scope");
  const scope = typeof given === "string" ? namedScope(r.scope, given) : r.scope;
  call.machine.journal.setEntry(scope.aliases, alias.toLowerCase(), target);
  const info = call.flag("PassThru") === true ? commandInfo(r, alias, call.at) : undefined;
  if (info !== undefined) call.out(info);
}

function removeAlias(call: CmdletCall): void {
  if (call.whatIf) return;
  const r = sessionOf(call.machine);
  for (const name of aliasNames(call, r)) {
    if (!exists(r, name)) notFound(call, name);
    for (let scope: Scope | null = r.scope; scope; scope = scope.parent)
      if (scope.ownAliases?.has(name)) call.machine.journal.setEntry(scope.aliases, name, ABSENT);
    // One of PowerShell's own is hidden by one that stands for itself.
    if (aliasOf(name, r.dialect) !== undefined) call.machine.journal.setEntry(r.scope.root().aliases, name, name);
  }
}

function getAlias(call: CmdletCall): void {
  const r = sessionOf(call.machine);
  const definition = call.text("Definition");
  const fits = typeof definition === "string" ? namePattern(definition) : null;
  for (const name of call.has("Name") ? aliasNames(call, r) : allAliases(r)) {
    const target = findAlias(r.machine, r.scope, name) ?? aliasOf(name, r.dialect);
    const info = target === undefined || !exists(r, name) ? undefined : commandInfo(r, name, call.at);
    if (info === undefined) notFound(call, name);
    else if (fits === null || fits(target as string)) call.out(info);
  }
}

/** An alias that stands for itself hides one of PowerShell's own that was removed. */
function exists(r: Runtime, name: string): boolean {
  const own = findAlias(r.machine, r.scope, name);
  return own === undefined ? aliasOf(name, r.dialect) !== undefined : own.toLowerCase() !== name;
}

function allAliases(r: Runtime): string[] {
  const names = new Set([...aliasesOf(r.dialect)].map(([name]) => name));
  for (let scope: Scope | null = r.scope; scope; scope = scope.parent)
    for (const name of scope.ownAliases?.keys() ?? []) names.add(name);
  return [...names].filter((name) => exists(r, name)).sort();
}

/** The aliases that -Name names, in lower case; wildcards stand for those that there are. */
function aliasNames(call: CmdletCall, r: Runtime): string[] {
  const names = call.texts("Name");
  if (names instanceof Unknown) return [];
  return names.flatMap((name) => {
    if (typeof name !== "string") return [];
    return hasWildcard(name) ? allAliases(r).filter(namePattern(name)) : [name.toLowerCase()];
  });
}

function notFound(call: CmdletCall, name: string): void {
  call.fail({
    id: "ItemNotFoundException",
    message: `This command cannot find a matching alias because an alias with the name '${name}' does not exist.`,
    exception: "System.Management.Automation.ItemNotFoundException",
    category: "ObjectNotFound",
  });
}

const tool = cmdletsWith({ module: "Microsoft.PowerShell.Utility" });
const ALIAS = ["Name@0!.", "Value@1!.", "Description", "Option", "PassThru?", "Scope", "Force?"];

export const aliasCmdlets: readonly Tool[] = [
  tool("Set-Alias", ALIAS, setAlias),
  tool("New-Alias", ALIAS, setAlias),
  tool("Get-Alias", ["Name[]@0<.", "Exclude[]", "Scope", "Definition"], getAlias),
  tool("Remove-Alias", ["Name[]@0!<.", "Scope", "Force?"], removeAlias),
];
