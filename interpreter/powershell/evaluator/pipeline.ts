import type { Guarded } from "../../../host/choice.js";
import { NOTHING, type Value } from "../../values/value.js";
import { operationError } from "../errors/failures.js";
import { setSuccess, success } from "../session/errors.js";
import { type Completion, mapCompletion, NORMAL, type Runtime, unit } from "../session/runtime.js";
import type { Command, CommandExpression, Expression, Pipeline, PipelineChain, Redirection } from "../syntax/ast.js";
import { MODIFIED, watchOf } from "../types/live-views.js";
import { commandStage, openStage } from "./command.js";
import { piped } from "./plain-values.js";
import { evaluate, runStatement } from "./recursion.js";
import { redirect } from "./redirection.js";
import { StopUpstream } from "./stop-upstream.js";

/** Bytes that a command of a running pipeline takes, about. */
const STAGE = 512;

/** One command of a running pipeline. */
export interface Stage {
  begin(): void;
  process(value: Value): void;
  end(): void;
}

export function runPipeline(r: Runtime, p: Pipeline): void {
  const first = p.elements[0] as Command | CommandExpression;
  if (p.elements.length === 1) {
    if (first.kind === "CommandExpression") runExpression(r, first);
    else runSingle(r, first);
    return;
  }
  const sink = r.sink;
  let next: (value: Value) => void = (value) => sink.push(r.machine, value);
  const stages: Stage[] = [];
  const rest = p.elements.slice(1) as readonly Command[];
  const pipeline = {};
  if (rest.length > 1000) r.machine.budget.weigh(rest.length * STAGE);
  for (let index = rest.length - 1; index >= 0; index--) {
    const stage = begunOnce(redirected(r, rest[index] as Command, next, true));
    stages.push(stage);
    next = (value) => unit(r.machine, () => claimed(pipeline, index, () => stage.process(value)));
  }
  stages.reverse();
  const stage = first.kind === "Command" ? redirected(r, first, next, false) : null;
  // An expression is worked out before any command begins.
  const { values, changed } =
    first.kind === "CommandExpression" ? expressionOutputs(r, first.expression) : { values: [], changed: null };
  for (const one of stage ? [stage, ...stages] : stages) one.begin();
  let from = 0;
  try {
    if (stage) stage.end();
    else if (first.kind === "CommandExpression") {
      const send = redirectedOut(r, first.redirections, next);
      for (const value of values) {
        r.machine.budget.step();
        send(value);
        if (changed?.())
          throw operationError(
            "BadEnumeration",
            `An error occurred while enumerating through a collection: ${MODIFIED}.`,
            r.trace(first),
          );
      }
    }
    for (; from < stages.length; from++) (stages[from] as Stage).end();
  } catch (stop) {
    if (!(stop instanceof StopUpstream) || stop.owner?.pipeline !== pipeline) throw stop;
    // What stands before the command that stopped it does not come to its end.
    for (const one of stages.slice(Math.max(from, stop.owner.index))) one.end();
  }
}

/** A command begins when its turn comes, or when the first object reaches it: the `begin` before it may write some. */
function begunOnce(stage: Stage): Stage {
  let begun = false;
  const begin = (): void => {
    if (begun) return;
    begun = true;
    stage.begin();
  };
  return {
    begin,
    process: (value) => {
      begin();
      stage.process(value);
    },
    end: () => stage.end(),
  };
}

/** Marks a stop as coming from a stage of this pipeline, unless one further in has marked it. */
function claimed(pipeline: object, index: number, run: () => void): void {
  try {
    run();
  } catch (stop) {
    if (stop instanceof StopUpstream) stop.owner ??= { pipeline, index };
    throw stop;
  }
}

/** Writes what an expression gives to the output. */
export function runExpression(r: Runtime, element: CommandExpression): void {
  const { values } = expressionOutputs(r, element.expression);
  const send = redirectedOut(r, element.redirections, (value) => r.emit(value));
  for (const value of values) send(value);
  setSuccess(r, true);
}

interface Outputs {
  readonly values: readonly Value[];
  /** Whether the collection that they come from is no longer what it was; null: it cannot change. */
  readonly changed: (() => boolean) | null;
}

const NO_OUTPUTS: Outputs = { values: [], changed: null };

function expressionOutputs(r: Runtime, expression: Expression): Outputs {
  const value = evaluate(r, expression);
  // `$x++` on its own line writes nothing; in parentheses it does.
  if (
    expression.kind === "Postfix" ||
    (expression.kind === "Unary" && (expression.operator === "++" || expression.operator === "--"))
  )
    return NO_OUTPUTS;
  if (value === NOTHING) return NO_OUTPUTS;
  const plain = r.machine.plain(value);
  return { values: piped(r, plain), changed: watchOf(r.machine, plain) };
}

function runSingle(r: Runtime, command: Command): void {
  // The sink of now: while the command runs, `r.sink` is another one.
  const sink = r.sink;
  const out = (value: Value): void => sink.push(r.machine, value);
  const stage = command.redirections.length === 0 ? openStage(r, command, out, false) : redirected(r, command, out, false);
  stage.begin();
  stage.end();
}

function redirected(r: Runtime, command: Command, next: (value: Value) => void, fed: boolean): Stage {
  if (command.redirections.length === 0) return commandStage(r, command, next, fed);
  const { out, finish, quiet, merges, streams } = redirect(r, command.redirections, next);
  const stage = commandStage(r, command, out, fed);
  // Errors go where the redirection says: into the output, or nowhere.
  const within = (run: () => void): void => {
    const errorsTo = quiet ? (merges ? out : null) : r.errorsTo;
    const streamsTo =
      streams.length > 0 ? new Map([...(r.streamsTo ?? []), ...streams.map((stream) => [stream, out] as const)]) : r.streamsTo;
    r.within({ errorsTo, streamsTo }, run);
  };
  return {
    begin: () => within(() => stage.begin()),
    process: (value) => within(() => stage.process(value)),
    end: () => {
      within(() => stage.end());
      finish();
    },
  };
}

function redirectedOut(r: Runtime, redirections: readonly Redirection[], next: (value: Value) => void): (value: Value) => void {
  if (redirections.length === 0) return next;
  const { out, finish } = redirect(r, redirections, next);
  return (value) => {
    out(value);
    finish();
  };
}

/** `a && b`, `a || b`: the right side runs when the left one succeeded, or failed. */
export function runChain(r: Runtime, p: PipelineChain): Guarded<Completion> {
  const left = runStatement(r, p.left);
  return mapCompletion(r.machine, left, (leaf) => {
    if (leaf !== NORMAL) return leaf;
    return success(r) === (p.operator === "&&") ? runStatement(r, p.right) : NORMAL;
  });
}
