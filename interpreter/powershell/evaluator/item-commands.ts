import { Alternatives, type Guarded } from "../../../host/choice.js";
import { leavingCmdlet, PsError } from "../../tools/script-error.js";
import type { Trace } from "../../values/source.js";
import { Arr, Block, bool, NULL, type Plain, type Value } from "../../values/value.js";
import { invokeMember, isOwnMethod, properMember } from "../members/members.js";
import { binary } from "../operators/operators.js";
import { outputValue, type Runtime, unit } from "../session/runtime.js";
import type { BinaryOperator } from "../syntax/ast.js";
import { toText } from "../types/convert.js";
import { markPiped } from "../values/piped-item.js";
import type { Actual } from "./arguments.js";
import { bind, failure, type Signature } from "./binding.js";
import { runBlock } from "./blocks.js";
import { invokeScriptMember } from "./classes.js";
import { piped, truthOf } from "./expressions.js";
import { Relay, type Stage } from "./pipeline.js";

import { formal, type Out, signature } from "./session-signatures.js";

// ---------------------------------------------------------------- ForEach-Object

const FOREACH = signature("ForEach-Object", [
  formal("Process", 0),
  formal("Begin"),
  formal("End"),
  formal("MemberName"),
  formal("ArgumentList", -1, { aliases: ["Args"] }),
  formal("InputObject"),
  formal("RemainingScripts", -1, { rest: true }),
  formal("Parallel"),
  formal("ThrottleLimit"),
  formal("TimeoutSeconds"),
]);

function isSplatted(actual: Actual): boolean {
  return actual.splatted;
}

function mandatory(of: Signature, parameter: string, at: Trace): PsError {
  const message = `Cannot process command because of one or more missing mandatory parameters: ${parameter}.`;
  return failure(of, "MissingMandatoryParameter", message, at);
}

export function forEachObject(r: Runtime, actuals: readonly Actual[], at: Trace, out: Out, fed: boolean): Stage {
  const bound = bind(FOREACH, memberForm(r, actuals));
  const get = (name: string): Plain | undefined => {
    const found = bound.values.get(name.toLowerCase());
    return found === undefined ? undefined : r.machine.plain(found.value);
  };
  // Nothing in the place of a block is a block that does nothing.
  const blocks = (value: Plain | undefined): (Block | null)[] => {
    if (value instanceof Block) return [value];
    if (value?.kind === "arr") return r.machine.settled(value.items).flatMap((item) => blocks(r.machine.plain(item)));
    return value?.kind === "null" ? [null] : [];
  };
  for (const name of ["begin", "process", "end"]) {
    const given = get(name);
    if (given !== undefined && !["block", "arr", "null", "unknown"].includes(given.kind))
      throw failure(FOREACH, "CannotConvertArgumentNoMessage", `Cannot bind parameter '${name}': it takes a script block.`, at);
  }
  const given = get("process");
  if (given === undefined && !bound.values.has("membername") && !bound.values.has("parallel") && !actuals.some(isSplatted))
    throw mandatory(FOREACH, "Process", at);
  // A list in which something is no block fits neither the blocks nor the name of a member.
  if (
    given?.kind === "arr" &&
    r.machine.settled(given.items).some((item) => !/^(?:block|unknown|null)$/.test(r.machine.plain(item).kind))
  )
    throw failure(
      FOREACH,
      "AmbiguousParameterSet",
      "Parameter set cannot be resolved using the specified named parameters. One or more parameters issued cannot be used together or an insufficient number of parameters were provided.",
      at,
    );
  let begin = blocks(get("begin"));
  let process = [...blocks(get("process")), ...blocks(get("parallel"))];
  let end = blocks(get("end"));
  const rest = blocks(get("remainingscripts"));
  // Several blocks: the first is begin, the last of three is end, unless those were named.
  if (rest.length > 0 || process.length > 1) {
    const all = [...process, ...rest];
    const own = begin.length === 0;
    if (own) begin = [all.shift() ?? null];
    if (all.length > 1 && end.length === 0) end = [all.pop() ?? null];
    process = all;
  }
  const memberName = get("membername") ?? (process.length === 0 ? get("process") : undefined);
  const args = get("argumentlist");
  const run = (block: Block | null, underscore: Value | undefined): void => {
    if (block === null) return;
    try {
      r.within({ sink: new Relay(out) }, () => {
        if (underscore !== undefined) markPiped(r.machine, r.scope, underscore);
        runBlock(r, { ast: block.ast, source: block.source }, { underscore, within: null });
      });
    } catch (stop) {
      throw stop instanceof PsError ? leavingCmdlet(stop, FOREACH.cmdletClass) : stop;
    }
  };
  const each = (value: Value): void => {
    if (process.length > 0) {
      for (const block of process) run(block, value);
      return;
    }
    if (memberName === undefined) return;
    const name = toText(r.machine, memberName);
    const plain = r.machine.plain(value);
    if (typeof name !== "string") return;
    const list = args === undefined ? [] : args.kind === "arr" ? r.machine.settled(args.items) : [args];
    const property =
      args === undefined && !isOwnMethod(r.machine, plain, name) ? properMember(r.machine, plain, name, at) : undefined;
    const result = property ?? methodResult(r, plain, name, list, args !== undefined, at);
    for (const one of piped(r, r.machine.plain(result))) out(one);
  };
  const input = bound.values.get("inputobject");
  return {
    begin: () => {
      for (const block of begin) run(block, undefined);
    },
    process: each,
    end: () => {
      if (input) each(input.value);
      else if (!fed) each(NULL);
      for (const block of end) run(block, undefined);
    },
  };
}

/** A member that the object does not have gives $null, unless it was called with arguments. */
function methodResult(r: Runtime, target: Plain, name: string, args: readonly Value[], called: boolean, at: Trace): Value {
  if (target.kind === "null") return NULL;
  try {
    return invokeScriptMember(r, target, name, args, at, false) ?? invokeMember(r.machine, target, name, args, at) ?? NULL;
  } catch (error) {
    if (!called && error instanceof PsError && error.id === "MethodNotFound") return NULL;
    throw error;
  }
}

/** Without a block the first argument names a member, and the others are arguments of the method. */
function memberForm(r: Runtime, actuals: readonly Actual[]): readonly Actual[] {
  const member = actuals.findIndex(
    (one) => one.name !== null && one.name.length > 2 && "membername".startsWith(one.name.toLowerCase()),
  );
  if (member >= 0 && (actuals[member] as Actual).value === undefined) {
    // `-MemberName Replace 'a' 'b'`: what follows the name are arguments.
    const [name, ...args] = actuals.slice(member + 1).filter((one) => one.name === null);
    if (name && args.length > 0) {
      const list = new Arr(
        "System.Object",
        args.map((one) => one.value as Value),
      );
      return [
        { ...name, name: "MemberName" },
        { ...name, name: "ArgumentList", value: list },
      ];
    }
    return actuals;
  }
  const first = actuals.findIndex((one) => one.name === null && one.value !== undefined);
  if (first < 0 || actuals.some((one) => one.name !== null && /^(?:pr|b|e|pa|mem)/i.test(one.name))) return actuals;
  if (r.machine.plain((actuals[first] as Actual).value as Value) instanceof Block) return actuals;
  const positional = actuals.filter((one) => one.name === null && one.value !== undefined);
  if (positional.some((one) => one.value?.constructor === Arr)) {
    const plain = r.machine.plain((actuals[first] as Actual).value as Value);
    if (plain.kind === "arr") return actuals;
  }
  const values = positional.slice(1).map((one) => one.value as Value);
  const named = actuals.filter((one) => one.name !== null);
  // Nothing fits the blocks, which come before the name.
  if (r.machine.plain((actuals[first] as Actual).value as Value).kind === "null") return actuals;
  const method = { ...(actuals[first] as Actual), name: "MemberName" };
  if (values.length === 0) return [method, ...named];
  return [
    method,
    { ...method, name: "ArgumentList", value: values.length === 1 ? (values[0] as Value) : new Arr("System.Object", values) },
    ...named,
  ];
}

// ---------------------------------------------------------------- Where-Object

const OPERATORS = [
  "eq",
  "ne",
  "gt",
  "ge",
  "lt",
  "le",
  "like",
  "notlike",
  "match",
  "notmatch",
  "contains",
  "notcontains",
  "in",
  "notin",
  "is",
  "isnot",
] as const;

const WHERE = signature("Where-Object", [
  formal("FilterScript", 0),
  formal("Property", 0),
  formal("Value", 1),
  formal("InputObject"),
  formal("Not", -1, { isSwitch: true }),
  ...OPERATORS.flatMap((name) => [
    formal(name.toUpperCase(), -1, { isSwitch: true, aliases: [name, `i${name}`] }),
    formal(`C${name.toUpperCase()}`, -1, { isSwitch: true }),
  ]),
]);

/** Without a block an argument is the property or the value, never the block. */
const WHERE_PROPERTY: Signature = { ...WHERE, formals: WHERE.formals.filter((one) => one.name !== "FilterScript") };

export function whereObject(r: Runtime, actuals: readonly Actual[], at: Trace, out: Out): Stage {
  const test = whereTest(r, actuals, at);
  return {
    begin: () => undefined,
    process: (value) => {
      // A test that nobody can answer splits the world for this object only.
      const holds: Guarded<boolean> = r.machine.attempt(() => test(value));
      if (holds instanceof Alternatives)
        r.machine.each(holds, (yes) => {
          if (yes) unit(r.machine, () => out(value));
          return yes;
        });
      else if (holds) out(value);
    },
    end: () => undefined,
  };
}

function whereTest(r: Runtime, actuals: readonly Actual[], at: Trace): (value: Value) => boolean {
  const first = actuals[0];
  const plainFirst = first && first.name === null && first.value !== undefined ? r.machine.plain(first.value) : undefined;
  const named = actuals.find(
    (one) => one.name !== null && "filterscript".startsWith(one.name.toLowerCase()) && one.name.length > 0,
  );
  const bound = plainFirst instanceof Block || named ? bind(WHERE, actuals) : bind(WHERE_PROPERTY, renamed(actuals));
  const filter = bound.values.get("filterscript");
  const block = filter ? r.machine.plain(filter.value) : undefined;
  if (plainFirst?.kind === "null") {
    // With an operator it can only be the name of the property.
    if (actuals.some((one) => one.name !== null))
      throw failure(
        WHERE,
        "ParameterArgumentValidationError",
        "Cannot validate argument on parameter 'Property'. The argument is null or empty. Provide an argument that is not null or empty, and then try the command again.",
        at,
      );
    throw failure(
      WHERE,
      "ParameterArgumentValidationErrorNullNotAllowed",
      "Cannot bind argument to parameter 'FilterScript' because it is null.",
      at,
    );
  }
  if (block instanceof Block) {
    return (value) => {
      markPiped(r.machine, r.scope, value);
      const outputs = r.collect(() => {
        try {
          runBlock(r, { ast: block.ast, source: block.source }, { underscore: value, within: null });
        } catch (stop) {
          throw stop instanceof PsError ? leavingCmdlet(stop, WHERE.cmdletClass) : stop;
        }
      });
      return truthOf(r, outputValue(outputs));
    };
  }
  const property = bound.values.get("property");
  if (property === undefined && filter === undefined && !actuals.some(isSplatted)) throw mandatory(WHERE, "Property", at);
  const name = property ? toText(r.machine, property.value) : "";
  const wanted = bound.values.get("value")?.value;
  const operator = OPERATORS.flatMap((one) => [one, `c${one}`] as const).find((one) => bound.values.has(one));
  const negate = bound.values.has("not");
  return (value) => {
    const plain = r.machine.plain(value);
    const left = typeof name === "string" ? (properMember(r.machine, plain, name, at) ?? NULL) : NULL;
    if (operator === undefined) return truthOf(r, left) !== negate;
    const sensitive = operator.startsWith("c") && !operator.startsWith("contains");
    const base = (sensitive ? operator.slice(1) : operator) as BinaryOperator;
    return truthOf(r, binary(r.machine, base, sensitive, r.machine.plain(left), r.machine.plain(wanted ?? bool(true)), at));
  };
}

/** Without a block the first argument is the property. */
function renamed(actuals: readonly Actual[]): readonly Actual[] {
  const index = actuals.findIndex((one) => one.name === null);
  if (index < 0 || actuals.some((one) => one.name?.toLowerCase() === "property")) return actuals;
  const first = actuals[index] as Actual;
  return [...actuals.slice(0, index), { ...first, name: "Property" }, ...actuals.slice(index + 1)];
}
