import type { Guarded } from "../../../../host/choice.js";
import { type CmdletCall, cmdletsWith, type ModuleImport, type Tool } from "../../../tools/tool.js";
import { shownText } from "../../../values/texts.js";
import { ABSENT, type Absent, Block, type Plain, PsObject, Str, Unknown, type Value } from "../../../values/value.js";
import { actualOf } from "../../evaluator/arguments.js";
import { runBlock } from "../../evaluator/blocks.js";
import { exportMembers, exportTest, type Kind, ModuleScope, targetOf } from "../../evaluator/module-scope.js";
import type { Runtime } from "../../session/runtime.js";
import { sessionOf } from "../../types/running.js";

/** Export-ModuleMember and New-Module. */

const KINDS: readonly Kind[] = ["function", "variable", "alias"];

/** After a first call only what is named is exported. Outside of a module it does nothing here. */
function exportModuleMember(call: CmdletCall): void {
  const home = sessionOf(call.machine).scope.script();
  if (!(home instanceof ModuleScope)) return;
  const put = (entry: string) => call.machine.journal.setEntry(home.exported, entry, true);
  put("called:");
  for (const kind of KINDS) {
    if (!call.has(kind)) continue;
    const patterns = call.texts(kind);
    // What is not known may be all.
    if (patterns instanceof Unknown) put(`${kind}:*`);
    else for (const pattern of patterns) put(`${kind}:${typeof pattern === "string" ? pattern : "*"}`);
  }
}

/** A module of a script block, which is imported at once. */
function newModule(call: CmdletCall): void {
  const r = sessionOf(call.machine);
  const block = call.value("ScriptBlock");
  if (!(block instanceof Block)) {
    if (block instanceof Unknown) call.undecided("opaque", `runs a script block that is not known: ${block.why}`, "all");
    return call.out(call.unknown("a module that is not known"));
  }
  const scope = new ModuleScope(r.scope.root());
  const given = call.list("ArgumentList");
  const actuals = (given instanceof Unknown ? [given] : given).map((value) => actualOf({ name: null, value }, call.at));
  const outputs = r.collect(() => runBlock(r, { ast: block.ast, source: block.source }, { within: scope, actuals }));
  const functions = call.texts("Function");
  const module: ModuleImport = {
    scope: null,
    prefix: null,
    functions: !call.has("Function") || functions instanceof Unknown ? null : functions.map((one) => shownText(one)),
  };
  if (call.flag("AsCustomObject") === true) return call.out(moduleAsObject(r, scope, module));
  exportMembers(r, scope, targetOf(r.scope, null), module);
  if (call.flag("ReturnResult") === true) for (const value of r.machine.settled(outputs)) call.out(value);
  else call.out(moduleInfo(call, call.value("Name") ?? null));
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

function moduleInfo({ at }: CmdletCall, name: Plain | null): PsObject {
  const object = new PsObject(["System.Management.Automation.PSModuleInfo", "System.Object"]);
  object.properties.set("name", { name: "Name", value: name ?? new Str("__DynamicModule", at) });
  object.properties.set("path", { name: "Path", value: name ?? new Str("__DynamicModule", at) });
  return object;
}

const tool = cmdletsWith({ module: "Microsoft.PowerShell.Core" });

export const scriptModuleCmdlets: readonly Tool[] = [
  tool("Export-ModuleMember", ["Function[]@0<.", "Cmdlet[].", "Variable[].", "Alias[]."], exportModuleMember),
  tool(
    "New-Module",
    [
      "ScriptBlock{}@1!/block/named",
      "Name@0!/named",
      "Function[]",
      "Cmdlet[]",
      "ReturnResult?",
      "AsCustomObject?",
      "ArgumentList|Args[]*",
    ],
    newModule,
  ),
];
