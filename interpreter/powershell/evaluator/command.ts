import { Cell } from "../../machine/journal.js";
import { scriptHostLanguage } from "../../os/script-files.js";
import { leavingCmdlet, PsError } from "../../tools/script-error.js";
import type { Tool } from "../../tools/tool.js";
import { Sink } from "../../values/sink.js";
import type { Trace } from "../../values/source.js";
import { Block, Dict, NOTHING, NULL, Str, type Value } from "../../values/value.js";
import { TerminatingError } from "../errors/terminating-error.js";
import { getMember } from "../members/members.js";
import { aliasOf } from "../session/aliases.js";
import { preferenceStops, recordError, setSuccess } from "../session/errors.js";
import { KeptStreams } from "../session/kept-streams.js";
import { pipelineInput } from "../session/pipeline-input.js";
import { type Runtime, unit } from "../session/runtime.js";
import { type FunctionInfo, findAlias, findFunction, lookup, Scope, setVariable } from "../session/scope.js";
import type { Command, NamedBlock } from "../syntax/ast.js";
import { toText } from "../types/convert.js";
import { dictSet } from "../types/dict.js";
import { markPiped } from "../values/piped-item.js";
import { type Actual, evaluateArguments } from "./arguments.js";
import type { Signature } from "./binding.js";
import { bind, failure, missing } from "./binding.js";
import { endOfBlock } from "./blocks.js";
import { runCmdlet, runNative } from "./call.js";
import { runConfiguration } from "./configuration.js";
import { evaluate } from "./expressions.js";
import { bindParameters, defaultParameter, paramsOf, setParameter, signatureOfBlock } from "./functions.js";
import { Relay, type Stage } from "./pipeline.js";
import { CmdletInfo } from "./pscmdlet.js";
import { invocationInfo, scriptStage } from "./script-file.js";
import { sessionCommand } from "./session-commands.js";
import { leave, runStatements } from "./statements.js";
import { enoughAfter, StopUpstream } from "./stop-upstream.js";
import { knownScript, unknownCommand, unmodelledStage } from "./unknown-command.js";

type Out = (value: Value) => void;

/** Makes the stage that runs one command. Name and arguments are evaluated when it begins. */
export function commandStage(r: Runtime, command: Command, out: Out, fed: boolean, quiet = false): Stage {
  let stage: Stage | null = null;
  const open = (): Stage => (stage ??= openStage(r, command, out, fed, quiet));
  return {
    begin: () => open().begin(),
    process: (value) => open().process(value),
    end: () => open().end(),
  };
}

/** The stage of a command that begins now. */
export function openStage(r: Runtime, command: Command, out: Out, fed: boolean, quiet: boolean): Stage {
  const name = r.machine.plain(evaluate(r, command.name));
  const at = r.trace(command);
  if (name.kind === "null" || (name instanceof Str && name.value === "")) {
    throw new PsError({
      id: "BadExpression",
      message: `The expression after '${command.invocation === "." ? "." : "&"}' in a pipeline element produced an object that was not valid. It must result in a command name, a script block, or a CommandInfo object.`,
      at,
      category: "InvalidOperation",
    });
  }
  if (name instanceof Block) {
    const actuals = evaluateArguments(r, command.elements);
    return blockStage(r, name, actuals, out, command.invocation !== ".", fed);
  }
  const actuals = evaluateArguments(r, command.elements);
  if (name.kind === "unknown")
    return knownScript(r, name, actuals, at, out, command.invocation === ".", fed) ?? unknownCommand(r, name, actuals, at, out);
  if (name.kind === "object" && name.typeNames[0] === "System.Management.Automation.PSModuleInfo") {
    // `& $module { ... }` runs in the module, which shares everything that is modelled with the session.
    const first = actuals[0]?.name === null && actuals[0].value !== undefined ? r.machine.plain(actuals[0].value) : null;
    if (first instanceof Block) return blockStage(r, first, actuals.slice(1), out, true, fed);
    const text = first === null ? null : toText(r.machine, first);
    if (typeof text === "string") return namedStage(r, text, actuals.slice(1), at, out, { fed, dot: false, quiet, bare: false });
  }
  if (name.kind === "object" || name.kind === "instance") {
    const inner = getMember(r.machine, name, "ScriptBlock", at);
    const plain = inner ? r.machine.plain(inner) : null;
    const named = plain instanceof Block ? undefined : getMember(r.machine, name, "Name", at);
    if (named) {
      const text = toText(r.machine, named);
      if (typeof text === "string")
        return namedStage(r, text, actuals, at, out, { fed, dot: command.invocation === ".", quiet, bare: false });
    }
    if (plain instanceof Block) return blockStage(r, plain, actuals, out, command.invocation !== ".", fed);
  }
  const text = toText(r.machine, name);
  if (typeof text !== "string") return unknownCommand(r, text, actuals, at, out);
  return namedStage(r, text, actuals, at, out, {
    fed,
    dot: command.invocation === ".",
    quiet,
    bare: command.invocation === "none",
  });
}

export interface CommandContext {
  readonly fed: boolean;
  /** `. name` */
  readonly dot: boolean;
  readonly quiet: boolean;
  /** The name is a bare word, not `& 'name'`. */
  readonly bare: boolean;
}

/** The stage of a command by its name: alias, function, tool, script file or program, in this order. */
export function namedStage(
  r: Runtime,
  name: string,
  actuals: readonly Actual[],
  at: Trace,
  out: Out,
  context: CommandContext,
): Stage {
  let wanted = unqualified(name);
  let key = wanted.toLowerCase();
  for (let hops = 0; hops < 8; hops++) {
    const target = findAlias(r.machine, r.scope, key) ?? aliasOf(wanted, r.dialect);
    if (target === undefined || target.toLowerCase() === key) break;
    wanted = unqualified(target);
    key = wanted.toLowerCase();
  }
  if (key.includes(":")) key = key.replace(/^(?:global|script|local|private|function):/, "");
  const info = findFunction(r.machine, r.scope, key);
  if (info) return functionStage(r, info, actuals, at, out, context.dot, context.fed, name);
  const special = sessionCommand(wanted);
  if (special) {
    r.machine.coverage.command(wanted, "inert", at);
    return withVariables(r, actuals, out, (to, others) => special(r, others, at, to, context.fed));
  }
  const tool = findTool(r, wanted);
  if (tool) return toolStage(r, tool, wanted, actuals, at, out, context);
  const host = scriptHostLanguage(wanted);
  if (host !== undefined) {
    // Such a file is opened by the program for its kind.
    const program = host === "hta" ? "mshta" : "wscript";
    const opener = findTool(r, program);
    const file: Actual = { name: null, value: new Str(name, at), text: name, splatted: false, verbatim: false, at };
    if (opener) return toolStage(r, opener, program, [file, ...actuals], at, out, context);
  }
  const script = scriptStage(r, wanted, actuals, at, out, context);
  if (script) return script;
  if (!wanted.includes("-")) {
    // `Service` runs Get-Service when nothing else has that name.
    const getter = findTool(r, `Get-${wanted}`);
    if (getter) return toolStage(r, getter, `Get-${wanted}`, actuals, at, out, context);
  }
  return unmodelledStage(r, wanted, actuals, at, out);
}

const KEEPING: ReadonlyMap<string, string> = new Map([
  ["ov", "outvariable"],
  ["ev", "errorvariable"],
  ["wv", "warningvariable"],
  ["iv", "informationvariable"],
  ["pv", "pipelinevariable"],
]);
const KEEPING_NAMES: ReadonlySet<string> = new Set(KEEPING.values());

/** `-OutVariable`, `-ErrorVariable` and their kin of a command that runs in the session; it does not see them itself. */
function withVariables(
  r: Runtime,
  actuals: readonly Actual[],
  out: Out,
  make: (out: Out, actuals: readonly Actual[]) => Stage,
): Stage {
  const common = new Map<string, Value>();
  const others: Actual[] = [];
  for (let index = 0; index < actuals.length; index++) {
    const actual = actuals[index] as Actual;
    const lower = actual.name?.toLowerCase() ?? "";
    const parameter = KEEPING.get(lower) ?? lower;
    if (!KEEPING_NAMES.has(parameter)) {
      others.push(actual);
      continue;
    }
    const given = actual.value ?? actuals[++index]?.value;
    if (given !== undefined) common.set(parameter, given);
  }
  const kept = KeptStreams.of(r, common);
  if (kept === null) return make(out, others);
  const stage = make((value) => {
    kept.out(value);
    out(value);
  }, others);
  const within = (run: () => void): void => {
    const { errorWatch, streamWatch } = r;
    kept.watch(r);
    try {
      run();
    } finally {
      r.errorWatch = errorWatch;
      r.streamWatch = streamWatch;
    }
  };
  return {
    begin: () => within(() => stage.begin()),
    process: (value) => within(() => stage.process(value)),
    end: () => {
      within(() => stage.end());
      kept.finish();
    },
  };
}

/** `Microsoft.PowerShell.Management\Get-Item` names the module; a path does not. */
function unqualified(name: string): string {
  if (!name.includes("\\")) return name;
  const match = /^[A-Za-z][\w.]*\\([A-Za-z]+-[A-Za-z0-9]+)$/.exec(name);
  return match ? (match[1] as string) : name;
}

/** A tool by its name, with or without folder and extension. */
export function findTool(r: Runtime, name: string): Tool | undefined {
  const direct = r.machine.toolbox.find(name);
  if (direct) return direct;
  const leaf = name.slice(Math.max(name.lastIndexOf("\\"), name.lastIndexOf("/")) + 1);
  const bare = leaf.replace(/\.(?:exe|com)$/i, "");
  if (bare === name) return undefined;
  const found = r.machine.toolbox.find(bare);
  return found?.form === "native" ? found : undefined;
}

function toolStage(
  r: Runtime,
  tool: Tool,
  name: string,
  actuals: readonly Actual[],
  at: Trace,
  out: Out,
  context: CommandContext,
): Stage {
  const sink = new Sink();
  const machine = r.machine;
  const enough = tool.form === "cmdlet" && context.fed ? enoughAfter(r, tool, actuals) : null;
  const taken = new Cell(0);
  const world = machine.assumptions;
  return {
    begin: () => {
      r.machine.coverage.command(name, tool.effect, at);
    },
    process: (value) => {
      sink.push(machine, value);
      if (enough === null) return;
      const count = machine.settled<number>(taken.value) + 1;
      machine.journal.put(taken, count);
      // In a part of the world only, the objects that come after are left to the command.
      if (count === enough && machine.assumptions === world) throw new StopUpstream();
    },
    end: () => {
      const input = sink.items(r.machine);
      unit(r.machine, () => {
        const list = r.machine.settled(input);
        if (tool.form === "cmdlet") runCmdlet(r, tool, name, actuals, list, context, at, out);
        else runNative(r, tool, name, actuals, list, context, at, out);
      });
    },
  };
}

// ---------------------------------------------------------------- script blocks and functions

/** `& { }` and `. { }`. */
function blockStage(r: Runtime, block: Block, actuals: readonly Actual[], out: Out, newScope: boolean, fed: boolean): Stage {
  const info: FunctionInfo = {
    name: "",
    params: null,
    body: block.ast,
    source: block.source,
    form: "function",
    home: block.closure instanceof Scope ? block.closure : null,
  };
  return functionStage(r, info, actuals, block.trace ?? r.trace(block.ast), out, !newScope, fed);
}

/** A function: parameters bound once, or for each piped object. */
export function functionStage(
  r: Runtime,
  info: FunctionInfo,
  actuals: readonly Actual[],
  at: Trace,
  out: Out,
  dot: boolean,
  piped: boolean,
  calledAs: string | null = null,
): Stage {
  if (info.form === "configuration") return runConfiguration(r, info, actuals, at, out);
  const machine = r.machine;
  const params = paramsOf(info);
  const signature = signatureOfBlock(r, info.body, info.params, info.name);
  const scope = dot ? r.scope : new Scope(info.home ?? r.scope, "function");
  const input = new Sink();
  const fromPipeline = pipelineParameters(signature);
  const processBlock = info.form === "filter" ? { body: info.body.body } : info.body.blocks.find((one) => one.name === "process");
  let fed = false;

  const caller = r.scope;
  // A dot-sourced block has its own while it runs; then the script's is back.
  const invocation = dot ? caller.variables.get("myinvocation") : undefined;
  let kept: KeptStreams | null = null;
  const emit: Out = (value) => {
    kept?.out(value);
    out(value);
  };

  const inside = (run: () => void): void => {
    machine.budget.nested(() => {
      const before = {
        scope: r.scope,
        source: r.source,
        sink: r.sink,
        functionName: r.functionName,
        errorWatch: r.errorWatch,
        streamWatch: r.streamWatch,
        returns: r.returns,
        slots: r.slots,
      };
      kept?.watch(r);
      r.returns = null;
      r.scope = scope;
      r.slots = dot ? null : { scope, body: info.body, params: info.params };
      r.source = info.source;
      r.functionName = info.name;
      r.sink = new Relay(emit);
      try {
        run();
      } catch (stop) {
        if (stop instanceof TerminatingError) throw stop.scope === scope ? stop.outside() : stop;
        throw stop instanceof PsError && signature.advanced && info.name !== "" ? leavingCmdlet(stop, info.name) : stop;
      } finally {
        if (invocation !== undefined) machine.journal.setEntry(caller.variables, "myinvocation", invocation);
        r.scope = before.scope;
        r.source = before.source;
        r.sink = before.sink;
        r.functionName = before.functionName;
        r.errorWatch = before.errorWatch;
        r.streamWatch = before.streamWatch;
        r.returns = before.returns;
        r.slots = before.slots;
      }
    });
  };
  const bindNow = (piped: readonly string[]): void => {
    const bound = bindParameters(r, signature, params, actuals, scope, piped);
    kept = KeptStreams.of(r, bound.common, caller);
    kept?.watch(r);
    if (signature.loose) r.collect(() => runNamed("dynamicparam"));
    setVariable(machine, scope, "myinvocation", invocationInfo("Function", info.name, "", "", calledAs ?? info.name));
  };
  const runNamed = (name: NamedBlock["name"]): void => {
    const block = info.body.blocks.find((one) => one.name === name);
    if (block) leave(endOfBlock(r, runStatements(r, block.body)));
  };

  return {
    begin: () => {
      inside(() => {
        bindNow(fromPipeline);
        if (info.body.blocks.length > 0) runNamed("begin");
      });
    },
    process: (value) => {
      fed = true;
      inside(() => {
        if (signature.advanced && !bindPiped(r, signature, info, actuals, value, scope)) return;
        if (!processBlock) {
          input.push(machine, value);
          return;
        }
        setVariable(machine, scope, "_", value);
        markPiped(machine, scope, value);
        leave(endOfBlock(r, runStatements(r, processBlock.body)));
      });
    },
    end: () => {
      inside(() => {
        if (!fed && !piped && fromPipeline.length > 0) unfedParameters(r, signature, info, actuals, scope, at);
        if (processBlock) {
          if (!fed && !piped) {
            // Without a pipeline there is no object: the one of the caller is not seen here.
            setVariable(machine, scope, "_", NULL);
            leave(endOfBlock(r, runStatements(r, processBlock.body)));
          }
          if (info.form !== "filter") runNamed("end");
        } else {
          if (piped) setVariable(machine, scope, "input", pipelineInput(machine, machine.settled(input.items(machine))));
          leave(endOfBlock(r, runBodyWithoutBegin(r, info)));
        }
        if (info.body.blocks.some((one) => one.name === "clean")) runNamed("clean");
      });
      kept?.finish();
      // A function succeeds whatever failed in it, unless it says otherwise by `$PSCmdlet.WriteError()`.
      const cmdlet = signature.advanced ? lookup(machine, scope, "pscmdlet") : undefined;
      setSuccess(r, !(cmdlet instanceof CmdletInfo && cmdlet.failed));
    },
  };
}

function runBodyWithoutBegin(r: Runtime, info: FunctionInfo) {
  if (info.body.blocks.length === 0) return runStatements(r, info.body.body);
  const end = info.body.blocks.find((one) => one.name === "end");
  return runStatements(r, end ? end.body : []);
}

function pipelineParameters(signature: Signature): string[] {
  return signature.formals
    .filter((formal) => formal.memberships.some((one) => one.fromPipeline || one.fromPipelineByName))
    .map((formal) => formal.name.toLowerCase());
}

/** No object came: pipeline parameters have their defaults; a mandatory one is missing. */
function unfedParameters(
  r: Runtime,
  signature: Signature,
  info: FunctionInfo,
  actuals: readonly Actual[],
  scope: Scope,
  at: Trace,
): void {
  const bound = bindParameters(r, signature, [], actuals, new Scope(scope, "module"), pipelineParameters(signature));
  for (const parameter of paramsOf(info)) {
    const key = parameter.name.toLowerCase();
    if (!pipelineParameters(signature).includes(key) || bound.values.has(key)) continue;
    const lacking = missing(signature, bound.sets[0] ?? "", (formal) => bound.values.has(formal.name.toLowerCase()));
    if (lacking.some((formal) => formal.name === parameter.name)) {
      throw new PsError({
        id: `MissingMandatoryParameter,${info.name}`,
        message: `Cannot process command because of one or more missing mandatory parameters: ${parameter.name}.`,
        exception: "System.Management.Automation.ParameterBindingException",
        at,
      });
    }
    defaultParameter(r, parameter, scope);
  }
}

/**
 * Binds one piped object: by value, else by the names of its properties. False: nothing takes it, or it does not convert;
 * that is an error record, and the function does not run for this object.
 */
function bindPiped(
  r: Runtime,
  signature: Signature,
  info: FunctionInfo,
  actuals: readonly Actual[],
  value: Value,
  scope: Scope,
): boolean {
  const at = actuals[0]?.at ?? r.trace(info.body);
  const explicit = bind(signature, actuals).values;
  let taken = false;
  try {
    for (const parameter of paramsOf(info)) {
      const formal = signature.formals.find((one) => one.name === parameter.name);
      if (!formal || explicit.has(parameter.name.toLowerCase())) continue;
      const byName = formal.memberships.some((one) => one.fromPipelineByName)
        ? propertyOf(r, value, [formal.name, ...formal.aliases], at)
        : undefined;
      if (byName === undefined && !formal.memberships.some((one) => one.fromPipeline)) continue;
      const stored = setParameter(r, signature, parameter, byName ?? value, scope, at);
      const given = r.machine.plain((lookup(r.machine, scope, "psboundparameters") ?? NULL) as Value);
      if (given instanceof Dict) dictSet(r.machine, given, new Str(parameter.name), stored);
      taken = true;
    }
  } catch (error) {
    if (!(error instanceof PsError) || error.thrown) throw error;
    return rejected(r, error);
  }
  if (taken) return true;
  return rejected(
    r,
    failure(signature, "InputObjectNotBound", "The input object cannot be bound to any parameters for the command.", at),
  );
}

function rejected(r: Runtime, error: PsError): false {
  // It is written, not thrown: no `catch` takes it.
  if (preferenceStops(r)) throw error;
  recordError(r, error);
  setSuccess(r, false);
  return false;
}

function propertyOf(r: Runtime, value: Value, names: readonly string[], at: Trace): Value | undefined {
  const plain = r.machine.plain(value);
  if (plain.kind !== "object" && plain.kind !== "instance") return undefined;
  for (const name of names) {
    const found = getMember(r.machine, plain, name, at);
    if (found !== undefined && found !== NOTHING && !("kind" in found && found.kind === "null")) return found;
  }
  return undefined;
}

// ---------------------------------------------------------------- what is not known

/** A command whose name is not known runs code that is not known. */
