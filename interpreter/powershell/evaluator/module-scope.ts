import type { Guarded } from "../../../host/choice.js";
import { type ModuleImport, parameters, type ScriptOutcome, type ScriptToRun } from "../../tools/tool.js";
import { namePattern } from "../../values/name-pattern.js";
import type { Trace } from "../../values/source.js";
import { shownText } from "../../values/texts.js";
import { ABSENT, type Absent, Block, type Plain, PsObject, Str, Table, Unknown, type Value } from "../../values/value.js";
import { setSuccess } from "../session/errors.js";
import type { Runtime } from "../session/runtime.js";
import { Scope, setVariable } from "../session/scope.js";
import { toText } from "../types/convert.js";
import { enumerate } from "../types/enumerate.js";
import { type Actual, actualOf } from "./arguments.js";
import { bind, signatureOf } from "./binding.js";
import { runBlock } from "./blocks.js";
import type { Stage } from "./pipeline.js";
import { runInline, setScriptVariables } from "./script-file.js";

type Kind = "function" | "variable" | "alias";

/**
 * A module written in PowerShell has a scope of its own below the session's, not below that of who imports it. Its functions are
 * run there wherever they are called. All its functions and aliases are exported unless `Export-ModuleMember` or the manifest
 * says which (about_Modules, Export-ModuleMember).
 */
class ModuleScope extends Scope {
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
function targetOf(caller: Scope, scope: ModuleImport["scope"]): Scope {
  if (scope === "local") return caller;
  const home = caller.script();
  return scope === null && home.kind === "module" ? home : caller.root();
}

function exportMembers(r: Runtime, from: ModuleScope, to: Scope, module: ModuleImport): void {
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

function exportTest(r: Runtime, from: ModuleScope, module: ModuleImport): (kind: Kind, name: string) => boolean {
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

const EXPORT = signatureOf("Export-ModuleMember", parameters("Function[]@0", "Cmdlet[]", "Variable[]", "Alias[]"));
const KINDS: readonly Kind[] = ["function", "variable", "alias"];

/** `Export-ModuleMember`: after a first call only what is named is exported. Outside of a module it does nothing here. */
export function exportModuleMember(r: Runtime, actuals: readonly Actual[]): Stage {
  return {
    begin: () => undefined,
    process: () => undefined,
    end: () => {
      setSuccess(r, true);
      const home = r.scope.script();
      if (!(home instanceof ModuleScope)) return;
      const { values } = bind(EXPORT, actuals);
      const put = (entry: string) => r.machine.journal.setEntry(home.exported, entry, true);
      put("called:");
      for (const kind of KINDS) {
        const given = values.get(kind);
        if (given === undefined) continue;
        const plain = r.machine.plain(given.value);
        const items = plain.kind === "unknown" ? plain : enumerate(r.machine, plain);
        // What is not known may be all.
        if (items instanceof Unknown) put(`${kind}:*`);
        else
          for (const item of items ?? [plain]) {
            const pattern = toText(r.machine, item);
            put(`${kind}:${typeof pattern === "string" ? pattern : "*"}`);
          }
      }
    },
  };
}

const NEW = signatureOf(
  "New-Module",
  parameters("Name@0", "ScriptBlock@1", "Function[]", "Cmdlet[]", "ReturnResult?", "AsCustomObject?", "ArgumentList|Args[]"),
);

/** `New-Module { ... }`: a module of a script block, which is imported at once. */
export function newModule(r: Runtime, actuals: readonly Actual[], at: Trace, out: (value: Value) => void): Stage {
  return {
    begin: () => undefined,
    process: () => undefined,
    end: () => {
      setSuccess(r, true);
      const { values } = bind(NEW, actuals);
      const first = values.get("name");
      const plain = (name: string) => {
        const given = values.get(name);
        return given === undefined ? null : r.machine.plain(given.value);
      };
      const named = first === undefined ? null : r.machine.plain(first.value);
      // A single argument is the block, and then there is no name.
      const block = named instanceof Block ? named : plain("scriptblock");
      if (!(block instanceof Block)) {
        if (block instanceof Unknown) r.machine.note("opaque", "all", `runs a script block that is not known: ${block.why}`, at);
        return out(new Unknown("input", "a module that is not known", r.machine.freshSymbol("module"), at));
      }
      const scope = new ModuleScope(r.scope.root());
      const given = values.get("argumentlist");
      const args = given === undefined ? [] : itemsOf(r, given.value);
      const outputs = r.collect(() =>
        runBlock(
          r,
          { ast: block.ast, source: block.source },
          { within: scope, actuals: args.map((value) => actualOf({ name: null, value }, at)) },
        ),
      );
      const wanted = values.get("function");
      const module: ModuleImport = {
        scope: null,
        prefix: null,
        functions:
          wanted === undefined ? null : itemsOf(r, wanted.value).map((one) => shownText(toText(r.machine, r.machine.plain(one)))),
      };
      if (values.has("ascustomobject")) return out(moduleAsObject(r, scope, module));
      exportMembers(r, scope, targetOf(r.scope, null), module);
      if (values.has("returnresult")) for (const value of r.machine.settled(outputs)) out(value);
      else out(moduleInfo(named instanceof Block || named === null ? null : named, at));
    },
  };
}

function itemsOf(r: Runtime, value: Value): readonly Value[] {
  const plain = r.machine.plain(value);
  const items = plain.kind === "unknown" ? null : enumerate(r.machine, plain);
  return items === null || items instanceof Unknown ? [plain] : items;
}

/** Its functions as methods, its variables as properties. */
function moduleAsObject(r: Runtime, from: ModuleScope, module: ModuleImport): PsObject {
  const object = new PsObject(["System.Management.Automation.PSCustomObject", "System.Object"]);
  const isExported = exportTest(r, from, module);
  for (const [key, entry] of from.ownFunctions ?? []) {
    const info = r.machine.settled(entry);
    if (info !== ABSENT && isExported("function", info.name))
      object.methods.set(key, new Block({ ...info.body, params: info.params ?? info.body.params }, info.source, from));
  }
  for (const [key, entry] of from.variables) {
    const value = r.machine.settled(entry as Guarded<Value | Absent>);
    if (value !== ABSENT && isExported("variable", key)) object.properties.set(key, { name: key, value });
  }
  return object;
}

function moduleInfo(name: Plain | null, at: Trace): PsObject {
  const object = new PsObject(["System.Management.Automation.PSModuleInfo", "System.Object"]);
  object.properties.set("name", { name: "Name", value: name ?? new Str("__DynamicModule", at) });
  object.properties.set("path", { name: "Path", value: name ?? new Str("__DynamicModule", at) });
  return object;
}
