import { leavingCmdlet, PsError } from "../../tools/script-error.js";
import { Sink } from "../../values/sink.js";
import type { Trace } from "../../values/source.js";
import { type Block, Dict, NOTHING, NULL, Str, type Value } from "../../values/value.js";
import { TerminatingError } from "../errors/terminating-error.js";
import { getMember } from "../members/members.js";
import { preferenceStops, recordError, setSuccess } from "../session/errors.js";
import { KeptStreams } from "../session/kept-streams.js";
import { pipelineInput } from "../session/pipeline-input.js";
import { Relay } from "../session/relay.js";
import type { Runtime, Surroundings } from "../session/runtime.js";
import { type FunctionInfo, lookup, Scope, setVariable } from "../session/scope.js";
import type { NamedBlock } from "../syntax/ast.js";
import { dictSet } from "../types/dict.js";
import { markPiped } from "../values/piped-item.js";
import type { Actual } from "./arguments.js";
import type { Signature } from "./binding.js";
import { bind, failure, missing } from "./binding.js";
import { endOfBlock } from "./blocks.js";
import { runConfiguration } from "./configuration.js";
import { leave } from "./endings.js";
import { bindParameters, defaultParameter, paramsOf, setParameter, signatureOfBlock } from "./functions.js";
import type { Invocation } from "./invocation.js";
import { invocationInfo, tellArguments } from "./invocation-info.js";
import type { Stage } from "./pipeline.js";
import { CmdletInfo } from "./pscmdlet.js";
import { runStatements } from "./recursion.js";

/** Functions and script blocks as commands of a pipeline. */

type Out = (value: Value) => void;

/** `& { }` and `. { }`. */
export function blockStage(r: Runtime, block: Block, invocation: Invocation): Stage {
  const info: FunctionInfo = {
    name: "",
    params: null,
    body: block.ast,
    source: block.source,
    form: "function",
    home: block.closure instanceof Scope ? block.closure : null,
  };
  return functionStage(r, info, { ...invocation, at: block.trace ?? r.trace(block.ast) });
}

/** A function: parameters bound once, or for each piped object. */
export function functionStage(r: Runtime, info: FunctionInfo, invocation: Invocation, calledAs: string = info.name): Stage {
  const { actuals, at, out, piped, dotSourced: dot } = invocation;
  if (info.form === "configuration") return runConfiguration(r, info, invocation);
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
  const invocationBefore = dot ? caller.variables.get("myinvocation") : undefined;
  let kept: KeptStreams | null = null;
  const emit: Out = (value) => {
    kept?.out(value);
    out(value);
  };

  const inside = (run: () => void): void => {
    const around: Surroundings = {
      scope,
      source: info.source,
      sink: new Relay(emit),
      functionName: info.name,
      returns: null,
      slots: dot ? null : { scope, body: info.body, params: info.params },
      ...(kept?.watches(r) ?? { errorWatch: r.errorWatch, streamWatch: r.streamWatch }),
    };
    machine.budget.nested(() => {
      try {
        r.within(around, run);
      } catch (stop) {
        if (stop instanceof TerminatingError) throw stop.scope === scope ? stop.outside() : stop;
        throw stop instanceof PsError && signature.advanced && info.name !== "" ? leavingCmdlet(stop, info.name) : stop;
      } finally {
        if (invocationBefore !== undefined) machine.journal.setEntry(caller.variables, "myinvocation", invocationBefore);
      }
    });
  };
  const bindNow = (piped: readonly string[]): void => {
    const bound = bindParameters(r, signature, params, actuals, scope, piped);
    kept = KeptStreams.of(r, bound.common, caller);
    if (kept !== null) Object.assign(r, kept.watches(r));
    if (signature.loose) r.collect(() => runNamed("dynamicparam"));
    const name = dot ? "." : calledAs;
    setVariable(machine, scope, "myinvocation", invocationInfo({ type: "Function", name: info.name, calledAs: name }));
    tellArguments(r, scope, bound);
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
