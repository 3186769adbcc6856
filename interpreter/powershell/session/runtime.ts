import { Alternatives, type Guarded, mapGuarded, Undecided } from "../../../host/choice.js";
import type { Machine } from "../../machine/machine.js";
import { PsError } from "../../tools/script-error.js";
import { outputsOf } from "../../values/open-lists.js";
import { Sink } from "../../values/sink.js";
import { type Source, Trace } from "../../values/source.js";
import { Arr, NOTHING, type TypeRef, type Value } from "../../values/value.js";
import type { Compiling } from "../evaluator/configuration.js";
import type { Evaluator } from "../evaluator/recursion.js";
import type { Dialect, Parameter, ScriptBlock } from "../syntax/ast.js";
import { Scope } from "./scope.js";

/** How a statement ended. Singletons where there is nothing to carry, so that equal endings of two worlds are one ending. */
export type Completion =
  | { readonly kind: "normal" | "return" }
  | { readonly kind: "break" | "continue"; readonly label: string | null }
  | { readonly kind: "throw"; readonly error: PsError }
  | { readonly kind: "exit"; readonly code: Value };

export const NORMAL: Completion = { kind: "normal" };
export const RETURN: Completion = { kind: "return" };
const BREAK: Completion = { kind: "break", label: null };
const CONTINUE: Completion = { kind: "continue", label: null };

export function breakTo(label: string | null): Completion {
  return label === null ? BREAK : { kind: "break", label };
}

export function continueTo(label: string | null): Completion {
  return label === null ? CONTINUE : { kind: "continue", label };
}

/** An ending other than an error on its way out of an expression, to the statement that holds it. */
export class ControlFlow {
  constructor(readonly completion: Completion) {}
}

/** What a list of outputs is as a value: nothing, the one output, or an array. */
export function outputValue(items: Guarded<readonly Value[]>): Value {
  return mapGuarded<readonly Value[], never>(
    items,
    (list) => (list.length === 0 ? NOTHING : list.length === 1 ? list[0] : outputList(list)) as never,
    Object.is,
  ) as Value;
}

function outputList(list: readonly Value[]): Arr {
  return new Arr("System.Object", outputsOf(list));
}

/** What a piece of code can be run with. */
export type Surroundings = Partial<
  Pick<
    Runtime,
    | "scope"
    | "sink"
    | "source"
    | "slots"
    | "tries"
    | "propagates"
    | "returns"
    | "errorsTo"
    | "streamsTo"
    | "errorWatch"
    | "streamWatch"
    | "functionName"
    | "compiling"
  >
>;

/** One running script: where it is and what surrounds it. Fields change while it runs: see {@link within}. */
export class Runtime {
  scope: Scope;
  sink = new Sink();
  /** The scope whose variables the running code keeps in slots; null: it looks all variables up by name (see `hasSlots`). */
  slots: { readonly scope: Scope; readonly body: ScriptBlock; readonly params: readonly Parameter[] | null } | null = null;
  /** Depth of `try` blocks around, in all callers: then statement-terminating errors end more than their statement. */
  tries = 0;
  /** A script block runs as a method: what its traps report ends it, as every other error of it does. */
  propagates = false;
  /** Where `return` of a running class method goes: only from the method's own body. */
  returns: { readonly scope: Scope; readonly sink: Sink } | null = null;
  /** Takes error records while a command's errors are merged into its output (`2>&1`). */
  errorsTo: ((record: Value) => void) | null = null;
  /** Sees every error record: `-ErrorVariable` of a running function. */
  errorWatch: ((record: Value) => void) | null = null;
  /** Told of every warning and other message by the number of its stream, as `-WarningVariable` wants it. */
  streamWatch: ((stream: number, record: Value) => void) | null = null;
  /** Where other streams go while they are merged into the output: 3 warning, 4 verbose, 5 debug, 6 information. */
  streamsTo: ReadonlyMap<number, (record: Value) => void> | null = null;
  /** Name of the running function, for error ids and traces. */
  functionName: string | null = null;
  /** The DSC configuration that is being compiled, or null outside of one. */
  compiling: Compiling | null = null;
  /** `using namespace` of the script. */
  namespaces: readonly string[] = [];
  /** Classes and enums of the script, lower-case name. */
  readonly classes = new Map<string, TypeRef>();

  constructor(
    readonly machine: Machine,
    readonly dialect: Dialect,
    public source: Source,
    /** Evaluates code of this session. */
    readonly evaluator: Evaluator,
    readonly global: Scope = new Scope(null, "global"),
  ) {
    this.scope = global;
  }

  trace(node: { readonly start: number; readonly end: number }, what: string | null = null, from?: readonly Trace[]): Trace {
    return new Trace(this.source, node.start, node.end, what, from);
  }

  /** Runs with another sink and returns what was written to it. */
  collect(run: () => void): Guarded<readonly Value[]> {
    const sink = new Sink();
    this.within({ sink }, run);
    return sink.items(this.machine);
  }

  /** Runs with some of what surrounds the code changed, and puts it back, however the run ends. */
  within<T>(changes: Surroundings, run: () => T): T {
    // Field by field: every call of a function comes through here.
    const {
      scope,
      sink,
      source,
      slots,
      tries,
      propagates,
      returns,
      errorsTo,
      streamsTo,
      errorWatch,
      streamWatch,
      functionName,
      compiling,
    } = this;
    if (changes.scope !== undefined) this.scope = changes.scope;
    if (changes.sink !== undefined) this.sink = changes.sink;
    if (changes.source !== undefined) this.source = changes.source;
    if (changes.slots !== undefined) this.slots = changes.slots;
    if (changes.tries !== undefined) this.tries = changes.tries;
    if (changes.propagates !== undefined) this.propagates = changes.propagates;
    if (changes.returns !== undefined) this.returns = changes.returns;
    if (changes.errorsTo !== undefined) this.errorsTo = changes.errorsTo;
    if (changes.streamsTo !== undefined) this.streamsTo = changes.streamsTo;
    if (changes.errorWatch !== undefined) this.errorWatch = changes.errorWatch;
    if (changes.streamWatch !== undefined) this.streamWatch = changes.streamWatch;
    if (changes.functionName !== undefined) this.functionName = changes.functionName;
    if (changes.compiling !== undefined) this.compiling = changes.compiling;
    try {
      return run();
    } finally {
      this.scope = scope;
      this.sink = sink;
      this.source = source;
      this.slots = slots;
      this.tries = tries;
      this.propagates = propagates;
      this.returns = returns;
      this.errorsTo = errorsTo;
      this.streamsTo = streamsTo;
      this.errorWatch = errorWatch;
      this.streamWatch = streamWatch;
      this.functionName = functionName;
      this.compiling = compiling;
    }
  }

  emit(value: Value): void {
    this.sink.push(this.machine, value);
  }
}

/**
 * Runs something that may fork, end with an error or leave a loop, and joins the worlds again.
 * If only some worlds end abruptly the statement around is run again for each outcome.
 */
export function unit(machine: Machine, run: () => void): void {
  const ending = machine.attempt<PsError | ControlFlow | null>(() => {
    try {
      run();
      return null;
    } catch (stop) {
      if (stop instanceof PsError || stop instanceof ControlFlow) return stop;
      throw stop;
    }
  });
  if (ending === null) return;
  if (ending instanceof Alternatives) throw new Undecided(ending.choice);
  throw ending;
}

/** Does something with each ending, in the worlds where it holds. */
export function mapCompletion(
  machine: Machine,
  completion: Guarded<Completion>,
  f: (leaf: Completion) => Guarded<Completion>,
): Guarded<Completion> {
  return machine.each(completion, f);
}
