import type { Trace } from "../source.js";
import { Arr, Block, type Value } from "../value.js";
import type { Actual } from "./arguments.js";
import { runBlock } from "./blocks.js";
import { outputValue, type Runtime } from "./runtime.js";
import { Scope, setVariable } from "./scope.js";

/** Methods of script blocks that need the running session. Undefined: none of these. */
export function invokeBlockMember(r: Runtime, block: Block, name: string, args: readonly Value[], at: Trace): Value | undefined {
  switch (name.toLowerCase()) {
    case "getnewclosure":
      return new Block(block.ast, block.source, capture(r), block.trace);
    case "invoke":
      return new Arr(
        "System.Management.Automation.PSObject",
        r.machine.settled(run(r, block, args, at)),
        "list",
        "System.Collections.ObjectModel.Collection`1[System.Management.Automation.PSObject]",
      );
    case "invokereturnasis":
      return outputValue(run(r, block, args, at));
    default:
      return undefined;
  }
}

function run(r: Runtime, block: Block, args: readonly Value[], at: Trace) {
  // The parameter is an array of objects: one that is given is the list of arguments.
  const [only] = args.length === 1 ? args.map((arg) => r.machine.plain(arg)) : [];
  const spread = only?.kind === "arr" && only.form === "array" && only.element === "System.Object";
  const list = spread ? r.machine.settled(only.items) : only?.kind === "null" ? [] : args;
  const actuals = list.map((value): Actual => ({ name: null, value, text: "", splatted: false, verbatim: false, at }));
  return r.collect(() =>
    runBlock(
      r,
      { ast: block.ast, source: block.source },
      { actuals, newScope: true, within: block.closure instanceof Scope ? block.closure : null },
    ),
  );
}

/** A closure keeps the variables of the scope that makes it; what it sets stays its own. */
function capture(r: Runtime): Scope {
  const module = new Scope(r.scope.root(), "module");
  for (const [key, value] of r.scope.variables) setVariable(r.machine, module, key, value as Value);
  return module;
}
