import { Undecided } from "../../../host/choice.js";
import { changed, PsError } from "../../tools/script-error.js";
import type { Cmdlet, CmdletCall, CollectingCmdlet, Failure, PipelineSteps, StreamingCmdlet, Text } from "../../tools/tool.js";
import { OpenOutput } from "../../values/open-lists.js";
import { Trace } from "../../values/source.js";
import { Arr, type Plain, Unknown, type Value } from "../../values/value.js";
import { getMember } from "../members/members.js";
import { applyDefaults } from "../session/default-values.js";
import { errorAction, recordError, setSuccess } from "../session/errors.js";
import { KeptStreams } from "../session/kept-streams.js";
import type { Runtime } from "../session/runtime.js";
import { lookup, setVariable } from "../session/scope.js";
import { toInt, toText, truth } from "../types/convert.js";
import { enumerate } from "../types/enumerate.js";
import { argumentReader } from "./arguments.js";
import {
  type Bound,
  bind,
  chooseSet,
  type Formal,
  failure,
  fillOpen,
  type Membership,
  membershipIn,
  missing,
  type Signature,
  signatureOf,
} from "./binding.js";
import type { Invocation } from "./invocation.js";
import type { Stage } from "./pipeline.js";
import { ToolCall, type ToolCallOptions } from "./tool-call.js";

/** Cmdlets of the tool table: their arguments bound, and their common parameters, in one place. */

interface Binding {
  readonly signature: Signature;
  readonly bound: Bound;
  /** The parameter set, "" for a cmdlet without. */
  readonly set: string;
}

/** Binds arguments, defaults and what is piped in. Returns null if a gap of the model was noted instead. */
function bindCmdlet(r: Runtime, { tool, invocation, input }: ToolCallOptions<Cmdlet>): Binding | null {
  const { at, piped } = invocation;
  const signature = signatureOf(tool);
  const bound = boundOrGap(r, tool, signature, invocation);
  if (bound === null) return null;
  applyDefaults(r, signature, bound);
  if (piped) bindInput(r, signature, bound, input, at);
  const has = (formal: Formal) => bound.values.has(formal.name.toLowerCase());
  const set = chooseSet(signature, bound, has);
  const isFilled = fillOpen(signature, bound, set);
  if (bound.open !== null && !isFilled && tool.effect === "modelled" && tool.areas.length > 0)
    r.machine.note(bound.open.cause, tool.areas, `not all arguments of ${tool.names[0]} are known: ${bound.open.why}`, at);
  const lacking = missing(signature, set, has);
  const mayCome = ({ fromPipeline, fromPipelineByName }: Membership) => piped && (fromPipeline || fromPipelineByName);
  const isLacking = lacking.some((formal) => {
    const membership = membershipIn(formal, set);
    return membership === undefined || !mayCome(membership);
  });
  if (isLacking)
    throw failure(
      signature,
      "MissingMandatoryParameter",
      `Cannot process command because of one or more missing mandatory parameters: ${lacking.map((formal) => formal.name).join(" ")}.`,
      at,
    );
  if (tool.effect === "modelled") countArguments(r, bound, at);
  for (const [parameter, { value }] of bound.values) r.machine.secrets.named(parameter, value);
  return { signature, bound, set };
}

/**
 * Begins a cmdlet, with its arguments bound and its output going to the variables of -OutVariable and its kin as well. Returns null
 * if a gap of the model was noted instead.
 */
function beginCmdlet<T>(
  r: Runtime,
  options: ToolCallOptions<Cmdlet>,
  use: (call: BoundCall, run: (step: () => void) => void, finish: () => void) => T,
): T | null {
  const binding = bindCmdlet(r, options);
  if (binding === null) return null;
  const kept = KeptStreams.of(r, binding.bound.common);
  if (kept === null)
    return use(
      new BoundCall(r, options, binding),
      (step) => step(),
      () => undefined,
    );
  const { out } = options.invocation;
  const send = (value: Value) => {
    kept.out(value);
    out(value);
  };
  const run = (step: () => void): void => {
    try {
      r.within(kept.watches(r), step);
    } catch (stop) {
      // What it wrote so far is kept when it ends early, too.
      if (!(stop instanceof Undecided)) kept.finish();
      throw stop;
    }
  };
  return use(new BoundCall(r, { ...options, out: send }, binding), run, () => kept.finish());
}

/** Runs a cmdlet on all of its pipeline input. */
export function runCmdlet(r: Runtime, options: ToolCallOptions<Cmdlet> & { readonly tool: CollectingCmdlet }): void {
  beginCmdlet(r, options, (call, run, finish) => {
    setSuccess(r, true);
    run(() => options.tool.run(call));
    finish();
    if (call.failed) setSuccess(r, false);
  });
}

/** The stage of a cmdlet that takes each object as it comes. */
export function streamingStage(r: Runtime, options: ToolCallOptions<Cmdlet> & { readonly tool: StreamingCmdlet }): Stage {
  let stage: Stage = { begin: () => undefined, process: () => undefined, end: () => undefined };
  return {
    begin: () => {
      beginCmdlet(r, options, (call, run, finish) => {
        let steps: PipelineSteps | null = null;
        run(() => {
          steps = options.tool.open(call);
        });
        stage = {
          begin: () => undefined,
          process: (value) => run(() => steps?.process(value)),
          end: () => {
            run(() => steps?.end());
            finish();
          },
        };
      });
    },
    process: (value) => stage.process(value),
    end: () => stage.end(),
  };
}

/** After how many objects a cmdlet needs no more, or null if it takes all. */
export function objectsNeeded(r: Runtime, options: ToolCallOptions<Cmdlet> & { readonly tool: CollectingCmdlet }): number | null {
  const { tool, invocation } = options;
  if (tool.needs === undefined || !invocation.piped) return null;
  const signature = signatureOf(tool);
  try {
    const bound = bind(signature, invocation.actuals, argumentReader(r));
    return tool.needs(new BoundCall(r, options, { signature, bound, set: "" }));
  } catch (error) {
    // What does not bind says so when the command runs.
    if (error instanceof PsError) return null;
    throw error;
  }
}

class BoundCall extends ToolCall<Cmdlet> implements CmdletCall {
  failed = false;
  readonly set: string;
  private readonly signature: Signature;
  private readonly bound: Bound;

  constructor(r: Runtime, options: ToolCallOptions<Cmdlet>, binding: Binding) {
    super(r, options);
    this.set = binding.set;
    this.signature = binding.signature;
    this.bound = binding.bound;
  }

  private given(parameter: string): { readonly value: Value; readonly at: Trace } | undefined {
    const found = this.bound.values.get(parameter.toLowerCase());
    if (!found && !this.signature.formals.some((formal) => formal.name.toLowerCase() === parameter.toLowerCase())) {
      const common = this.bound.common.get(parameter.toLowerCase());
      return common === undefined ? undefined : { value: common, at: this.at };
    }
    return found;
  }

  has(parameter: string): boolean {
    return this.given(parameter) !== undefined;
  }

  value(parameter: string): Plain | undefined {
    const found = this.given(parameter);
    return found === undefined ? undefined : this.machine.plain(found.value);
  }

  text(parameter: string): Text | undefined {
    const value = this.value(parameter);
    if (value === undefined || value.kind === "null") return undefined;
    if (value.kind === "num" && value.text !== null) return value.text;
    return toText(this.machine, value);
  }

  list(parameter: string): readonly Plain[] | Unknown {
    const value = this.value(parameter);
    if (value === undefined || value.kind === "null") return [];
    const elements = enumerate(this.machine, value);
    if (elements === null) return [value];
    if (elements instanceof Unknown) return elements.type === "System.String" ? [elements] : elements;
    return elements.map((element) => this.machine.plain(element));
  }

  texts(parameter: string): readonly Text[] | Unknown {
    const list = this.list(parameter);
    if (list instanceof Unknown) return list;
    return list.map((value) => (value.kind === "num" && value.text !== null ? value.text : toText(this.machine, value)));
  }

  flag(parameter: string): boolean | undefined {
    const value = this.value(parameter);
    if (value === undefined) return false;
    const result = truth(this.machine, value);
    return typeof result === "boolean" ? result : undefined;
  }

  integer(parameter: string): number | Unknown | undefined {
    const value = this.value(parameter);
    if (value === undefined || value.kind === "null") return undefined;
    return toInt(this.machine, value);
  }

  trace(parameter: string): Trace {
    const found = this.given(parameter);
    if (!found) return this.at;
    return "trace" in found.value && found.value.trace instanceof Trace ? found.value.trace : found.at;
  }

  get rest(): readonly Value[] {
    return this.bound.rest.map((one) => one.value);
  }

  setVariable(name: string, value: Value): void {
    setVariable(this.machine, this.r.scope, name.replace(/^\+/, "").toLowerCase(), value);
  }

  get guarded(): boolean {
    return this.r.tries > 0 || this.bound.common.has("erroraction") || this.bound.common.has("errorvariable");
  }

  get whatIf(): boolean {
    const given = this.bound.common.get("whatif") ?? lookup(this.machine, this.r.scope, "whatifpreference");
    if (given === undefined) return false;
    return truth(this.machine, this.machine.plain(given)) === true;
  }

  protected override isShown(stream: "warning" | "verbose" | "debug" | "information"): boolean {
    const { common } = this.bound;
    const asked = common.get(stream === "warning" ? "warningaction" : stream);
    if (asked === undefined || stream === "information") return super.isShown(stream);
    if (stream !== "warning") return truth(this.machine, this.machine.plain(asked)) === true;
    const text = toText(this.machine, asked);
    return typeof text !== "string" || !/^(?:silentlycontinue|ignore|0|4)$/i.test(text);
  }

  fail(failure: Failure): void {
    this.failed = true;
    const error = new PsError({
      id: this.idOf(failure),
      message: failure.message,
      exception: failure.exception,
      at: this.at,
      target: failure.target,
      category: failure.category ?? categoryOf(failure.exception),
    });
    if (failure.terminating) throw error;
    const action = errorAction(this.r, this.bound.common.get("erroraction"));
    if (action === "stop") throw changed(error, { thrown: true });
    if (action === "ignore") return;
    recordError(this.r, error, action !== "silentlycontinue");
  }

  /** Error ids name where the error was written: the function that calls Write-Error, or the class of a cmdlet of PowerShell. */
  private idOf({ id }: Failure): string {
    if (this.tool.names[0] === "Write-Error") return this.r.functionName === null ? id : `${id},${this.r.functionName}`;
    return this.signature.cmdletClass === undefined || id.includes(",") ? id : `${id},${this.signature.cmdletClass}`;
  }
}

/** The category of an error that a command does not give one. */
function categoryOf(exception: string | undefined): string | undefined {
  return /\.(?:ItemNotFound|DriveNotFound|ProviderNotFound|CommandNotFound)Exception$/.test(exception ?? "")
    ? "ObjectNotFound"
    : undefined;
}

/**
 * The arguments of a cmdlet by their parameters. A parameter that the table lacks is one that PowerShell's own cmdlets do not have
 * either; of another module it may well be there: a gap of ours, no error of the script. null: so it is, and it is noted.
 */
function boundOrGap(r: Runtime, tool: Cmdlet, signature: Signature, { actuals, at, out }: Invocation): Bound | null {
  try {
    return bind(signature, actuals, argumentReader(r));
  } catch (stop) {
    const isGap =
      stop instanceof PsError &&
      stop.id.startsWith("NamedParameterNotFound") &&
      tool.module !== undefined &&
      !tool.module.startsWith("Microsoft.PowerShell.");
    if (!isGap) throw stop;
    const name = tool.names[0] ?? "a command";
    const why = `a parameter of ${name} is not modelled`;
    if (tool.effect === "modelled" && tool.areas.length > 0) r.machine.note("unmodelled", tool.areas, why, at);
    setSuccess(r, true);
    out(new OpenOutput("unmodelled", why, r.machine.freshSymbol(`output:${name.toLowerCase()}`), at));
    return null;
  }
}

function countArguments(r: Runtime, bound: Bound, at: Trace): void {
  let index = 0;
  for (const { value } of bound.values.values()) {
    const plain = r.machine.plain(value);
    r.machine.coverage.argument(at, index++, plain.kind !== "unknown" || plain.parts !== null);
  }
}

/** Pipeline input becomes the value of parameters that take it and were not given. */
function bindInput(r: Runtime, signature: Signature, bound: Bound, input: readonly Value[], at: Trace): void {
  if (input.length === 0) return;
  for (const formal of signature.formals) {
    const key = formal.name.toLowerCase();
    if (bound.values.has(key)) continue;
    const memberships = formal.memberships.filter((one) => one.set === "" || bound.sets.includes(one.set.toLowerCase()));
    if (memberships.some((one) => one.fromPipelineByName)) {
      const values = input.map((value) => propertyFor(r, formal, r.machine.plain(value), at));
      if (values.every((value) => value !== undefined)) {
        bound.values.set(key, {
          value: values.length === 1 ? (values[0] as Value) : new Arr("System.Object", values as Value[]),
          at,
        });
        continue;
      }
    }
    if (memberships.some((one) => one.fromPipeline)) {
      bound.values.set(key, { value: input.length === 1 ? (input[0] as Value) : new Arr("System.Object", input), at });
    }
  }
}

function propertyFor(r: Runtime, formal: Formal, value: Plain, at: Trace): Value | undefined {
  if (value.kind !== "object" && value.kind !== "instance") return undefined;
  for (const name of [formal.name, ...formal.aliases]) {
    const found = getMember(r.machine, value, name, at);
    if (found !== undefined && !("kind" in found && found.kind === "null")) return found;
  }
  return undefined;
}
