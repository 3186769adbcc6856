import { Alternatives, type Guarded } from "../../../../host/choice.js";
import { leavingCmdlet, PsError } from "../../../tools/script-error.js";
import { type CmdletCall, cmdletsWith, type PipelineSteps, type Tool } from "../../../tools/tool.js";
import { derive } from "../../../values/unknowns.js";
import { type Block, bool, NULL, Unknown, type Value } from "../../../values/value.js";
import { cmdletClass } from "../../evaluator/binding.js";
import { runBlock } from "../../evaluator/blocks.js";
import { truthOf } from "../../evaluator/plain-values.js";
import { properMember } from "../../members/members.js";
import { binary } from "../../operators/operators.js";
import { outputValue, unit } from "../../session/runtime.js";
import type { BinaryOperator } from "../../syntax/ast.js";
import { sessionOf } from "../../types/running.js";
import { markPiped } from "../../values/piped-item.js";

/** Where-Object: a block, or a property and an operator, for each object as it comes. */

type Test = (value: Value) => boolean;

const OPERATORS = [
  "EQ",
  "NE",
  "GT",
  "GE",
  "LT",
  "LE",
  "Like",
  "NotLike",
  "Match",
  "NotMatch",
  "Contains",
  "NotContains",
  "In",
  "NotIn",
] as const;

function whereObject(call: CmdletCall): PipelineSteps {
  const { machine } = call;
  const test = testOf(call);
  const process = (value: Value): void => {
    // A test that nobody can answer splits the world for this object only.
    const holds: Guarded<boolean> = machine.attempt(() => test(value));
    if (holds instanceof Alternatives)
      machine.each(holds, (yes) => {
        if (yes) unit(machine, () => call.out(value));
        return yes;
      });
    else if (holds) call.out(value);
  };
  return {
    process,
    end: () => {
      if (call.has("InputObject")) process(call.value("InputObject") ?? NULL);
    },
  };
}

function testOf(call: CmdletCall): Test {
  const operator = operatorOf(call);
  const filter = call.value("FilterScript");
  const given = filter ?? call.value("Property");
  if (given?.kind === "null")
    call.fail({
      id: "ParameterArgumentValidationError",
      message:
        "Cannot validate argument on parameter 'Property'. The argument is null or empty. Provide an argument that is not null or empty, and then try the command again.",
      exception: "System.Management.Automation.ParameterBindingValidationException",
      category: "InvalidArgument",
      terminating: true,
    });
  if (filter?.kind === "block") return blockTest(call, filter);
  // What is not known may be a block or the name of a property; a text is no block.
  if (given instanceof Unknown && operator === null && given.type !== "System.String") return unknownTest(call, given);
  return propertyTest(call, operator);
}

function blockTest(call: CmdletCall, block: Block): Test {
  const r = sessionOf(call.machine);
  return (value) => {
    markPiped(r.machine, r.scope, value);
    const outputs = r.collect(() => {
      try {
        runBlock(r, { ast: block.ast, source: block.source }, { underscore: value, within: null });
      } catch (stop) {
        throw stop instanceof PsError ? leavingCmdlet(stop, cmdletClass("Where-Object")) : stop;
      }
    });
    return truthOf(r, outputValue(outputs));
  };
}

function unknownTest(call: CmdletCall, test: Unknown): Test {
  const r = sessionOf(call.machine);
  return (value) => {
    call.undecided("opaque", `filters by a script block that is not known: ${test.why}`, "all");
    return truthOf(r, derive([test, value], r.machine.freshSymbol("where"), "System.Boolean", call.at));
  };
}

interface Operator {
  readonly name: BinaryOperator;
  readonly isCaseSensitive: boolean;
}

function operatorOf(call: CmdletCall): Operator | null {
  for (const one of OPERATORS) {
    const name = one.toLowerCase() as BinaryOperator;
    if (call.has(one)) return { name, isCaseSensitive: false };
    if (call.has(`C${one}`)) return { name, isCaseSensitive: true };
  }
  for (const name of ["is", "isnot"] as const) if (call.has(name)) return { name, isCaseSensitive: false };
  return null;
}

function propertyTest(call: CmdletCall, operator: Operator | null): Test {
  const r = sessionOf(call.machine);
  const name = call.text("Property") ?? "";
  const right = call.value("Value") ?? bool(true);
  const isNegated = call.has("Not");
  return (value) => {
    const plain = r.machine.plain(value);
    const left =
      typeof name === "string"
        ? r.machine.plain(properMember(r.machine, plain, name, call.at) ?? NULL)
        : derive([plain, name], r.machine.freshSymbol("where-property"), null, call.at);
    if (operator === null) return truthOf(r, left) !== isNegated;
    return truthOf(r, binary(r.machine, operator.name, operator.isCaseSensitive, left, right, call.at));
  };
}

const tool = cmdletsWith({ module: "Microsoft.PowerShell.Core" });

export const whereCmdlets: readonly Tool[] = [
  tool(
    "Where-Object",
    [
      "Property@0!/property",
      "FilterScript{}@0!/script",
      "Value@1/property",
      "InputObject<",
      "Not?/property",
      ...OPERATORS.flatMap((name) => [`${name}|I${name}?/property`, `C${name}?/property`]),
      "Is?/property",
      "IsNot?/property",
    ],
    { open: whereObject },
  ),
];
