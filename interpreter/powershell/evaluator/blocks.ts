import { Alternatives, type Guarded } from "../../../host/choice.js";
import type { Source } from "../../values/source.js";
import { array, type Value } from "../../values/value.js";
import { operationError } from "../errors/failures.js";
import { hasSlots, isSlot, mentionsArgs } from "../session/locals.js";
import { pipelineInput } from "../session/pipeline-input.js";
import { type Completion, mapCompletion, NORMAL, RETURN, type Runtime } from "../session/runtime.js";
import { removeVariable, Scope, setVariable } from "../session/scope.js";
import type { Parameter, ScriptBlock, Statement } from "../syntax/ast.js";
import type { Actual } from "./arguments.js";
import { leave, trapsOf } from "./endings.js";
import { bindParameters, signatureOfBlock } from "./functions.js";
import { runStatements } from "./recursion.js";

export interface BlockCode {
  readonly ast: ScriptBlock;
  readonly source: Source;
}

export interface BlockOptions {
  /** `$_` while it runs. */
  readonly underscore?: Value | undefined;
  readonly actuals?: readonly Actual[] | undefined;
  /** `$input`. */
  readonly input?: readonly Value[] | undefined;
  /** `$this`. */
  readonly self?: Value | undefined;
  /** Own variables (`& {}`); false: in the scope around (`. {}`, ForEach-Object). */
  readonly newScope?: boolean;
  /** Scope to run in, for closures and modules. */
  readonly within?: Scope | null;
}

/**
 * Runs a script block; outputs go to the sink of `r`. `return` ends it. An error, `exit`, or a `break` for a loop outside
 * leaves as an exception.
 */
export function runBlock(r: Runtime, code: BlockCode, options: BlockOptions = {}): void {
  r.machine.budget.nested(() => {
    const { scope, slots } = r;
    const inner = options.newScope ? new Scope(options.within ?? scope, "function") : (options.within ?? scope);
    const saved = options.newScope ? null : remember(inner, ["_", "this", "input", "args"]);
    const own = options.newScope ? { scope: inner, body: code.ast, params: code.ast.params } : null;
    const run = (): void => {
      if (options.underscore !== undefined) setVariable(r.machine, inner, "_", options.underscore);
      if (options.self !== undefined) setVariable(r.machine, inner, "this", options.self);
      if (options.input !== undefined) setVariable(r.machine, inner, "input", array(options.input));
      const params = code.ast.params;
      if (params !== null || options.actuals !== undefined) {
        if (!options.newScope && slots !== null) refuseSlots(slots, inner, params ?? []);
        bindParameters(r, signatureOfBlock(r, code.ast, null, ""), params ?? [], options.actuals ?? [], inner);
      } else if (!options.newScope && mentionsArgs(code.ast)) setVariable(r.machine, inner, "args", array([]));
      leave(endOfBlock(r, runBody(r, code.ast)));
    };
    try {
      r.within({ scope: inner, slots: own, source: code.source }, run);
    } finally {
      // In the scope around, `$_` is what it was; an own scope is gone.
      if (saved !== null) restore(r, inner, saved);
    }
  });
}

/** A block in the scope around cannot have parameters of its own for variables that the code there keeps in slots. */
function refuseSlots(slots: NonNullable<Runtime["slots"]>, scope: Scope, params: readonly Parameter[]): void {
  if (slots.scope !== scope || !hasSlots(slots.body)) return;
  for (const { name } of params)
    if (
      isSlot(slots.body, name.toLowerCase()) ||
      slots.params?.some((own) => own.name.toLowerCase() === name.toLowerCase()) === true
    )
      throw operationError(
        "VariableNotWritableRare",
        `Cannot overwrite variable ${name} because the variable has been optimized. Try using the New-Variable or Set-Variable cmdlet (without any aliases), or dot-source the command that you are using to set the variable.`,
        null,
      );
}

function remember(scope: Scope, keys: readonly string[]): [string, unknown][] {
  return keys.map((key) => [key, scope.variables.get(key)]);
}

function restore(r: Runtime, scope: Scope, saved: readonly [string, unknown][]): void {
  for (const [key, value] of saved) {
    if (scope.variables.get(key) === value) continue;
    if (value === undefined) removeVariable(r.machine, scope, key);
    else setVariable(r.machine, scope, key, value as Value);
  }
}

/** All blocks of a body; `input`: what comes down a pipeline, null without one. */
export function runBody(r: Runtime, ast: ScriptBlock, input: readonly Value[] | null = null): Guarded<Completion> {
  if (input !== null) setVariable(r.machine, r.scope, "input", pipelineInput(r.machine, input));
  if (ast.deferred) return runStatements(r, ast.deferred, 0, trapsOf(ast.body));
  if (ast.blocks.length === 0) return runStatements(r, ast.body);
  let completion: Guarded<Completion> = NORMAL;
  for (const name of ["dynamicparam", "begin", "process", "end", "clean"] as const) {
    if (name === "dynamicparam") continue;
    const block = ast.blocks.find((one) => one.name === name);
    if (!block) continue;
    completion = mapCompletion(r.machine, completion, (leaf) =>
      leaf === NORMAL || leaf === RETURN
        ? name === "process" && input !== null
          ? runEach(r, block.body, input, 0)
          : runStatements(r, block.body)
        : leaf,
    );
  }
  return completion;
}

/** A `process` block, once for each object. */
function runEach(r: Runtime, body: readonly Statement[], input: readonly Value[], index: number): Guarded<Completion> {
  const value = input[index];
  if (value === undefined) return NORMAL;
  r.machine.budget.step();
  setVariable(r.machine, r.scope, "_", value);
  return mapCompletion(r.machine, runStatements(r, body), (leaf) =>
    leaf === NORMAL || leaf === RETURN ? runEach(r, body, input, index + 1) : leaf,
  );
}

/** `return` ends a block normally. */
export function endOfBlock(r: Runtime, completion: Guarded<Completion>): Guarded<Completion> {
  if (completion === NORMAL || completion === RETURN) return NORMAL;
  if (!(completion instanceof Alternatives)) return completion;
  return mapCompletion(r.machine, completion, (leaf) => (leaf === RETURN ? NORMAL : leaf));
}
