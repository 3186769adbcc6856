import { leavingCmdlet, PsError } from "../../../tools/script-error.js";
import { type CmdletCall, cmdletsWith, type Failure, type PipelineSteps, type Tool } from "../../../tools/tool.js";
import { derive } from "../../../values/unknowns.js";
import { Block, NULL, type Plain, Unknown, type Value } from "../../../values/value.js";
import { cmdletClass } from "../../evaluator/binding.js";
import { runBlock } from "../../evaluator/blocks.js";
import { invokeScriptMember } from "../../evaluator/classes.js";
import { piped } from "../../evaluator/plain-values.js";
import { invokeMember, isOwnMethod, properMember } from "../../members/members.js";
import { Relay } from "../../session/relay.js";
import { sessionOf } from "../../types/running.js";
import { markPiped } from "../../values/piped-item.js";

/** ForEach-Object: blocks, or a member, of each object as it comes. */

type Step = (value: Value) => void;

function forEachObject(call: CmdletCall): PipelineSteps {
  const { begin, process, end } = blocksOf(call);
  const each: Step = call.has("MemberName")
    ? memberStep(call)
    : (value) => {
        for (const block of process) runOne(call, block, value);
      };
  for (const block of begin) runOne(call, block, undefined);
  return {
    process: each,
    end: () => {
      if (call.has("InputObject")) each(call.value("InputObject") ?? NULL);
      else if (!call.piped) each(NULL);
      for (const block of end) runOne(call, block, undefined);
    },
  };
}

/** A block; an unknown that may be one; null does nothing. */
type Code = Block | Unknown | null;

function blocksOf(call: CmdletCall): Record<"begin" | "process" | "end", Code[]> {
  let begin = codes(call, "Begin");
  let process = [...codes(call, "Process"), ...codes(call, "Parallel")];
  let end = codes(call, "End");
  const rest = codes(call, "RemainingScripts");
  // Several blocks: the first is begin, the last of three is end, unless those were named.
  if (rest.length > 0 || process.length > 1) {
    const all = [...process, ...rest];
    if (begin.length === 0) begin = [all.shift() ?? null];
    if (all.length > 1 && end.length === 0) end = [all.pop() ?? null];
    process = all;
  }
  return { begin, process, end };
}

const AMBIGUOUS: Failure = {
  id: "AmbiguousParameterSet",
  message:
    "Parameter set cannot be resolved using the specified named parameters. One or more parameters issued cannot be used together or an insufficient number of parameters were provided.",
  exception: "System.Management.Automation.ParameterBindingException",
  category: "InvalidArgument",
  terminating: true,
};

function codes(call: CmdletCall, parameter: string): Code[] {
  const given = call.value(parameter);
  if (given === undefined) return [];
  if (given.kind === "null") return [null];
  if (given instanceof Block || given instanceof Unknown) return [given];
  if (given.kind === "arr") {
    return call.machine.settled(given.items).map((item) => {
      const plain = call.machine.plain(item);
      if (plain instanceof Block || plain instanceof Unknown) return plain;
      if (plain.kind === "null") return null;
      // A list in which something is no block fits neither the blocks nor the name of a member.
      call.fail(AMBIGUOUS);
      return null;
    });
  }
  call.fail({
    id: "CannotConvertArgumentNoMessage",
    message: `Cannot bind parameter '${parameter}': it takes a script block.`,
    exception: "System.Management.Automation.ParameterBindingException",
    category: "InvalidArgument",
    terminating: true,
  });
  return [];
}

function runOne(call: CmdletCall, block: Code, underscore: Value | undefined): void {
  if (block === null) return;
  if (block instanceof Unknown) {
    call.undecided("opaque", `runs a script block that is not known: ${block.why}`, "all");
    call.out(
      derive(underscore === undefined ? [block] : [block, underscore], call.machine.freshSymbol("foreach"), null, call.at),
    );
    return;
  }
  const r = sessionOf(call.machine);
  try {
    r.within({ sink: new Relay((value) => call.out(value)) }, () => {
      if (underscore !== undefined) markPiped(r.machine, r.scope, underscore);
      runBlock(r, { ast: block.ast, source: block.source }, { underscore, within: null });
    });
  } catch (stop) {
    throw stop instanceof PsError ? leavingCmdlet(stop, cmdletClass("ForEach-Object")) : stop;
  }
}

/** `ForEach-Object Name`, `ForEach-Object Replace 'a' 'b'`: a property, or what a method gives. */
function memberStep(call: CmdletCall): Step {
  const r = sessionOf(call.machine);
  if (call.value("MemberName")?.kind === "arr") call.fail(AMBIGUOUS);
  const name = call.text("MemberName") ?? "";
  const list = call.list("ArgumentList");
  const hasArguments = call.has("ArgumentList");
  return (value) => {
    const plain = r.machine.plain(value);
    if (typeof name !== "string" || list instanceof Unknown) {
      call.out(
        derive([plain, typeof name === "string" ? (list as Unknown) : name], r.machine.freshSymbol("member"), null, call.at),
      );
      return;
    }
    const property =
      hasArguments || isOwnMethod(r.machine, plain, name) ? undefined : properMember(r.machine, plain, name, call.at);
    const result = property ?? methodResult(call, plain, name, hasArguments ? list : null);
    for (const one of piped(r, r.machine.plain(result))) call.out(one);
  };
}

/** A member that the object does not have gives $null, unless it was called with arguments. */
function methodResult(call: CmdletCall, target: Plain, name: string, args: readonly Value[] | null): Value {
  if (target.kind === "null") return NULL;
  const r = sessionOf(call.machine);
  try {
    return (
      invokeScriptMember(r, target, name, args ?? [], call.at, false) ??
      invokeMember(r.machine, target, name, args ?? [], call.at) ??
      NULL
    );
  } catch (error) {
    if (args === null && error instanceof PsError && error.id === "MethodNotFound") return NULL;
    throw error;
  }
}

const tool = cmdletsWith({ module: "Microsoft.PowerShell.Core" });

export const forEachCmdlets: readonly Tool[] = [
  tool(
    "ForEach-Object",
    [
      "Process[]{}@0!/script",
      "MemberName@0!/member",
      "Parallel{}!/parallel",
      "Begin{}/script",
      "End{}/script",
      "RemainingScripts[]{}*/script",
      "ArgumentList|Args[]*/member",
      "ThrottleLimit/parallel",
      "TimeoutSeconds/parallel",
      "AsJob?/parallel",
      "UseNewRunspace?/parallel",
      "InputObject<",
    ],
    { open: forEachObject },
  ),
];
