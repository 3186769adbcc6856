import type { Cause } from "../../../host/values/origin.js";
import type { Area } from "../../machine/notes.js";
import { Files } from "../../os/files.js";
import { absoluteText } from "../../os/paths.js";
import { PsError } from "../../tools/script-error.js";
import type {
  Argument,
  Cmdlet,
  CmdletCall,
  Failure,
  NativeCall,
  NativeTool,
  ScriptOutcome,
  ScriptToRun,
  Text,
} from "../../tools/tool.js";
import { OpenOutput } from "../../values/open-lists.js";
import { Trace } from "../../values/source.js";
import { Arr, type Block, Dict, int, type Plain, Str, Unknown, type Value } from "../../values/value.js";
import { getMember } from "../members/members.js";
import { applyDefaults } from "../session/default-values.js";
import { errorAction, recordError, setSuccess } from "../session/errors.js";
import { KeptStreams } from "../session/kept-streams.js";
import type { Runtime } from "../session/runtime.js";
import { lookup, setVariable } from "../session/scope.js";
import { isStreamShown } from "../session/shown-streams.js";
import { streamRecord } from "../session/stream-record.js";
import { toInt, toText, truth } from "../types/convert.js";
import { enumerate } from "../types/enumerate.js";
import { type Actual, shownArgument } from "./arguments.js";
import { type Bound, bind, chooseSet, type Formal, membershipIn, missing, type Signature, signatureOf } from "./binding.js";
import { runBlock } from "./blocks.js";
import type { CommandContext } from "./command.js";
import { runModule } from "./module-scope.js";
import { runInline } from "./script-file.js";

type Out = (value: Value) => void;

/** What every call of a tool offers, whatever its form. */
class BaseCall {
  constructor(
    protected readonly r: Runtime,
    readonly name: string,
    readonly at: Trace,
    readonly input: readonly Value[],
    readonly piped: boolean,
    private readonly areas: readonly Area[],
    private readonly send: Out,
  ) {}

  get machine() {
    return this.r.machine;
  }

  out(value: Value): void {
    this.send(value);
  }

  unknown(why: string, options: { cause?: Cause; type?: string; symbol?: string } = {}): Unknown {
    const symbol = options.symbol ?? this.machine.freshSymbol(`${this.name.toLowerCase()}@${this.at.start}`);
    return new Unknown(options.cause ?? "input", why, symbol, this.at, options.type ?? null);
  }

  undecided(cause: Cause, why: string, areas?: readonly Area[] | "all"): void {
    this.machine.note(cause, areas ?? this.areas, why, this.at);
  }

  say(text: Text, stream: "warning" | "verbose" | "debug" | "information" = "information", data?: Value): void {
    // Texts for people change nothing on the host; merged into the output they are objects.
    const number = { warning: 3, verbose: 4, debug: 5, information: 6 }[stream];
    const to = this.r.streamsTo?.get(number);
    if (!to && !this.r.streamWatch) return;
    const record = streamRecord(stream, text, this.at, data);
    this.r.streamWatch?.(number, record);
    if (to && this.isShown(stream)) to(record);
  }

  /** Whether messages of a stream are written at all: `$VerbosePreference`, `-Verbose`, `-WarningAction`. */
  protected isShown(stream: "warning" | "verbose" | "debug" | "information"): boolean {
    return isStreamShown(this.r, stream);
  }

  resolvePath(path: Text): Text {
    return absoluteText(path, new Files(this.machine).location);
  }

  runScript(script: ScriptToRun): ScriptOutcome {
    return this.machine.budget.nested(() => {
      if (script.module) return runModule(this.r, script, script.module, this.at);
      if (!script.isolated && script.language !== "cmd") return runInline(this.r, script, this.at);
      const runner = this.r.machine.toolbox.runner(script.language);
      if (!runner) {
        this.machine.note("unmodelled", "all", `scripts of the language ${script.language} are not read here`, this.at);
        return { outputs: [], exitCode: this.unknown("the exit code of a script that is not read") };
      }
      return runner(this.machine, script, this.at);
    });
  }

  runBlock(block: Block, options: { underscore?: Value; args?: readonly Value[]; newScope?: boolean } = {}): readonly Value[] {
    const actuals = options.args?.map(
      (value): Actual => ({ name: null, value, text: "", splatted: false, verbatim: false, at: this.at }),
    );
    return this.machine.settled(
      this.r.collect(() =>
        runBlock(
          this.r,
          { ast: block.ast, source: block.source },
          { underscore: options.underscore, actuals, newScope: options.newScope ?? true },
        ),
      ),
    );
  }
}

class BoundCall extends BaseCall implements CmdletCall {
  failed = false;

  constructor(
    r: Runtime,
    readonly tool: Cmdlet,
    name: string,
    at: Trace,
    input: readonly Value[],
    piped: boolean,
    send: Out,
    private readonly signature: Signature,
    private readonly bound: Bound,
    readonly set: string,
  ) {
    super(r, name, at, input, piped, tool.areas, send);
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
    const reporter = this.tool.names[0] === "Write-Error" ? this.r.functionName : null;
    const error = new PsError({
      id: reporter ? `${failure.id},${reporter}` : failure.id,
      message: failure.message,
      exception: failure.exception ?? "System.Management.Automation.RuntimeException",
      at: this.at,
      target: failure.target ?? null,
      category: failure.category ?? categoryOf(failure.exception),
    });
    if (failure.terminating) throw error;
    const action = errorAction(this.r, this.bound.common.get("erroraction"));
    if (action === "stop")
      throw new PsError({
        id: error.id,
        message: error.message,
        exception: error.exception,
        at: this.at,
        thrown: true,
        target: error.target,
        category: error.category,
      });
    if (action === "ignore") return;
    recordError(this.r, error, action !== "silentlycontinue");
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
function boundOrGap(
  r: Runtime,
  tool: Cmdlet,
  signature: Signature,
  actuals: readonly Actual[],
  at: Trace,
  out: Out,
): Bound | null {
  try {
    return bind(signature, actuals, (value) => shownArgument(r, value));
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

/** Binds and runs a cmdlet of the tool table. */
export function runCmdlet(
  r: Runtime,
  tool: Cmdlet,
  name: string,
  actuals: readonly Actual[],
  input: readonly Value[],
  context: CommandContext,
  at: Trace,
  out: Out,
): void {
  const signature = signatureOf(tool.names[0] ?? name, tool.parameters, tool.loose);
  const bound = boundOrGap(r, tool, signature, actuals, at, out);
  if (bound === null) return;
  applyDefaults(r, signature, bound);
  if (context.fed) bindInput(r, signature, bound, input, at);
  const has = (formal: Formal) => bound.values.has(formal.name.toLowerCase());
  const set = chooseSet(signature, bound, has);
  const lacking = missing(signature, set, has);
  if (
    lacking.length > 0 &&
    !(
      context.fed &&
      lacking.every((formal) => membershipIn(formal, set)?.fromPipeline || membershipIn(formal, set)?.fromPipelineByName)
    )
  ) {
    throw new PsError({
      id: `MissingMandatoryParameter,${tool.names[0]}`,
      message: `Cannot process command because of one or more missing mandatory parameters: ${lacking.map((formal) => formal.name).join(" ")}.`,
      exception: "System.Management.Automation.ParameterBindingException",
      at,
    });
  }
  if (tool.effect === "modelled") countArguments(r, bound, at);
  const kept = KeptStreams.of(r, bound.common);
  setSuccess(r, true);
  for (const [parameter, { value }] of bound.values) r.machine.secrets.named(parameter, value);
  const call = new BoundCall(
    r,
    tool,
    name,
    at,
    input,
    context.fed,
    (value) => {
      kept?.out(value);
      out(value);
    },
    signature,
    bound,
    set,
  );
  const { errorWatch, streamWatch } = r;
  kept?.watch(r);
  try {
    tool.run(call);
  } finally {
    r.errorWatch = errorWatch;
    r.streamWatch = streamWatch;
  }
  kept?.finish();
  if (call.failed) setSuccess(r, false);
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

// ---------------------------------------------------------------- programs

class ProgramCall extends BaseCall implements NativeCall {
  code: number = 0;

  constructor(
    r: Runtime,
    tool: NativeTool,
    name: string,
    at: Trace,
    input: readonly Value[],
    piped: boolean,
    send: Out,
    readonly argv: readonly Argument[],
  ) {
    super(r, name, at, input, piped, tool.areas, send);
  }

  err(_text: string): void {
    // Standard error is for people; the exit code is what scripts look at.
  }

  exit(code: number): void {
    this.code = code;
  }
}

export function runNative(
  r: Runtime,
  tool: NativeTool,
  name: string,
  actuals: readonly Actual[],
  input: readonly Value[],
  context: CommandContext,
  at: Trace,
  out: Out,
): void {
  const argv = commandLine(r, actuals);
  r.machine.secrets.commandLine(name, argv);
  if (tool.effect === "modelled")
    argv.forEach((argument, index) =>
      r.machine.coverage.argument(at, index, typeof argument.text === "string" || argument.text.parts !== null),
    );
  const call = new ProgramCall(r, tool, name, at, input, context.fed, out, argv);
  tool.run(call);
  setExitCode(r, int(call.code), call.code === 0);
}

export function setExitCode(r: Runtime, code: Value, success: boolean): void {
  setVariable(r.machine, r.scope.root(), "lastexitcode", code);
  setSuccess(r, success);
}

/** The arguments as the program sees them. */
export function commandLine(r: Runtime, actuals: readonly Actual[]): Argument[] {
  const argv: Argument[] = [];
  for (const actual of actuals) {
    if (actual.name !== null) {
      if (actual.value === undefined) argv.push({ text: actual.text, at: actual.at });
      else {
        const value = toText(r.machine, actual.value);
        argv.push({
          text: typeof value === "string" ? actual.text + value : joined(actual.text, value, actual.at),
          at: actual.at,
        });
      }
      continue;
    }
    if (actual.value === undefined) continue;
    const plain = r.machine.plain(actual.value);
    if (actual.verbatim && plain instanceof Str) {
      for (const word of splitVerbatim(plain.value)) argv.push({ text: word, at: actual.at });
      continue;
    }
    if (plain.kind === "null") continue;
    const elements = plain.kind === "str" || plain instanceof Dict ? null : enumerate(r.machine, plain);
    for (const element of elements === null || elements instanceof Unknown ? [plain] : elements) {
      const one = r.machine.plain(element);
      const text = one.kind === "num" && one.text !== null ? one.text : toText(r.machine, one);
      argv.push({ text, at: "trace" in one && one.trace instanceof Trace ? one.trace : actual.at });
    }
  }
  return argv;
}

function joined(prefix: string, value: Unknown, at: Trace): Unknown {
  return new Unknown(
    value.cause,
    value.why,
    `text(${JSON.stringify(prefix)}+${value.symbol})`,
    at,
    "System.String",
    [prefix, ...(value.parts ?? [value])],
    value.secret,
  );
}

/** Words of the text after `--%`, quotes removed. */
function splitVerbatim(text: string): string[] {
  const words: string[] = [];
  let word = "";
  let quoted = false;
  let any = false;
  for (const letter of text) {
    if (letter === '"') {
      quoted = !quoted;
      any = true;
    } else if (!quoted && (letter === " " || letter === "\t")) {
      if (any || word !== "") words.push(word);
      word = "";
      any = false;
    } else word += letter;
  }
  if (any || word !== "") words.push(word);
  return words;
}
