import type { Guarded } from "../../../host/choice.js";
import type { ModuleImport, ScriptOutcome, ScriptToRun } from "../../tools/tool.js";
import { namePattern } from "../../values/name-pattern.js";
import type { Trace } from "../../values/source.js";
import { ABSENT, type Absent, Table, type Value } from "../../values/value.js";
import type { Runtime } from "../session/runtime.js";
import { Scope, setVariable } from "../session/scope.js";
import { runInline, setScriptVariables } from "./script-file.js";

export type Kind = "function" | "variable" | "alias";

/**
 * A module written in PowerShell has a scope of its own below the session's, not below that of who imports it. Its functions are
 * run there wherever they are called. All its functions and aliases are exported unless `Export-ModuleMember` or the manifest
 * says which (about_Modules, Export-ModuleMember).
 */
export class ModuleScope extends Scope {
  /** Patterns of `Export-ModuleMember` as "kind:pattern"; one that is "called" says that there was a call. */
  readonly exported = new Table<string, Guarded<true | Absent>>(this.birth);

  constructor(session: Scope) {
    super(session, "module");
  }
}

/** Runs a module's script and puts what it exports where the import says. */
export function runModule(r: Runtime, script: ScriptToRun, module: ModuleImport, at: Trace): ScriptOutcome {
  const caller = r.scope;
  const scope = new ModuleScope(caller.root());
  const outcome = r.within({ scope, source: script.source }, () => {
    setScriptVariables(r, scope, script.path ?? null);
    return runInline(r, script, at);
  });
  exportMembers(r, scope, targetOf(caller, module.scope), module);
  return outcome;
}

/** Without a scope: the session, or the module whose code imports. */
export function targetOf(caller: Scope, scope: ModuleImport["scope"]): Scope {
  if (scope === "local") return caller;
  const home = caller.script();
  return scope === null && home.kind === "module" ? home : caller.root();
}

export function exportMembers(r: Runtime, from: ModuleScope, to: Scope, module: ModuleImport): void {
  const { machine } = r;
  const isExported = exportTest(r, from, module);
  for (const [key, entry] of from.ownFunctions ?? []) {
    const info = machine.settled(entry);
    if (info === ABSENT || !isExported("function", info.name)) continue;
    const name = prefixed(info.name, module.prefix);
    machine.journal.setEntry(to.functions, module.prefix === null ? key : name.toLowerCase(), {
      ...info,
      home: info.home ?? from,
    });
  }
  for (const [key, entry] of from.ownAliases ?? []) {
    const target = machine.settled(entry);
    if (target !== ABSENT && isExported("alias", key)) machine.journal.setEntry(to.aliases, key, target);
  }
  for (const [key, entry] of from.variables) {
    const value = machine.settled(entry as Guarded<Value | Absent>);
    if (value !== ABSENT && isExported("variable", key)) setVariable(machine, to, key, value);
  }
}

export function exportTest(r: Runtime, from: ModuleScope, module: ModuleImport): (kind: Kind, name: string) => boolean {
  const isNamed = [...from.exported].some(([, given]) => r.machine.settled(given) !== ABSENT);
  const tests: Record<Kind, ((name: string) => boolean)[]> = { function: [], variable: [], alias: [] };
  for (const [entry, given] of from.exported) {
    const [kind, pattern] = [entry.slice(0, entry.indexOf(":")), entry.slice(entry.indexOf(":") + 1)];
    if (kind !== "called" && r.machine.settled(given) !== ABSENT) tests[kind as Kind].push(namePattern(pattern));
  }
  const wanted = module.functions?.map(namePattern) ?? null;
  return (kind, name) => {
    if (isNamed ? !tests[kind].some((test) => test(name)) : kind === "variable") return false;
    return kind !== "function" || wanted === null || wanted.some((test) => test(name));
  };
}

/** `Get-Item` with the prefix `My` is `Get-MyItem`. */
function prefixed(name: string, prefix: string | null): string {
  if (prefix === null) return name;
  const dash = name.indexOf("-");
  return dash < 0 ? prefix + name : `${name.slice(0, dash + 1)}${prefix}${name.slice(dash + 1)}`;
}
