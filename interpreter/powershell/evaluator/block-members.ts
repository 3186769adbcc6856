import { PsError } from "../../tools/script-error.js";
import type { Trace } from "../../values/source.js";
import { Arr, Block, type Value } from "../../values/value.js";
import { MethodError } from "../errors/failures.js";
import { TerminatingError } from "../errors/terminating-error.js";
import { outputValue, type Runtime } from "../session/runtime.js";
import { Scope, setVariable } from "../session/scope.js";
import type { Actual } from "./arguments.js";
import { runBlock } from "./blocks.js";

/** Methods of script blocks that need the running session. Undefined: none of these. */
export function invokeBlockMember(r: Runtime, block: Block, name: string, args: readonly Value[], at: Trace): Value | undefined {
  switch (name.toLowerCase()) {
    case "getnewclosure":
      return new Block(block.ast, block.source, capture(r), block.trace);
    case "invoke":
      return new Arr(
        "System.Management.Automation.PSObject",
        r.machine.settled(run(r, block, name, args, at)),
        "list",
        "System.Collections.ObjectModel.Collection`1[System.Management.Automation.PSObject]",
      );
    case "invokereturnasis":
      return outputValue(run(r, block, name, args, at));
    default:
      return undefined;
  }
}

function run(r: Runtime, block: Block, name: string, args: readonly Value[], at: Trace) {
  // The parameter is an array of objects: one that is given is the list of arguments.
  const [only] = args.length === 1 ? args.map((arg) => r.machine.plain(arg)) : [];
  const spread = only?.kind === "arr" && only.form === "array" && only.element === "System.Object";
  const list = spread ? r.machine.settled(only.items) : only?.kind === "null" ? [] : args;
  const actuals = list.map((value): Actual => ({ name: null, value, text: "", splatted: false, verbatim: false, at }));
  return asMethod(r, name, args.length, at, () =>
    r.collect(() =>
      runBlock(
        r,
        { ast: block.ast, source: block.source },
        { actuals, newScope: true, within: block.closure instanceof Scope ? block.closure : null },
      ),
    ),
  );
}

/** A method of .NET: the first error inside ends it, and the caller sees it wrapped. */
function asMethod<T>(r: Runtime, name: string, count: number, at: Trace, run: () => T): T {
  try {
    return r.within({ tries: r.tries + 1, propagates: true }, run);
  } catch (stop) {
    if (!(stop instanceof PsError) || stop instanceof TerminatingError) throw stop;
    const message = `Exception calling "${name}" with "${count}" argument(s): "${stop.message}"`;
    const inner = stop.way === "cmdlet" ? "System.Management.Automation.CmdletInvocationException" : stop.exception;
    throw new MethodError(inner, stop.message, message, at);
  }
}

/** A closure keeps the variables of the scope that makes it; what it sets stays its own. */
function capture(r: Runtime): Scope {
  const module = new Scope(r.scope.root(), "module");
  for (const [key, value] of r.scope.variables) setVariable(r.machine, module, key, value as Value);
  return module;
}
