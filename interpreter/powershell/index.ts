import { Alternatives, type Guarded, mapGuarded } from "../../host/choice.js";
import { BudgetExceeded } from "../machine/budget.js";
import type { BlockRunner, Machine } from "../machine/machine.js";
import { Environment } from "../os/environment.js";
import { PsError } from "../tools/script-error.js";
import type { ScriptArgument, ScriptToRun } from "../tools/tool.js";
import type { Family } from "../tools/toolbox.js";
import type { Source, Trace } from "../values/source.js";
import { Unknown, type Value } from "../values/value.js";
import { coreCmdlets } from "./cmdlets/index.js";
import { addTypeFamily } from "./cmdlets/session/add-type.js";
import { dotnetTypes } from "./dotnet/index.js";
import { regexpClasses } from "./dotnet/text/com-regexp.js";
import { driveFamilies } from "./drives/index.js";
import { type Actual, actualOf } from "./evaluator/arguments.js";
import { endOfBlock, runBlock, runBody } from "./evaluator/blocks.js";
import { scriptTypes } from "./evaluator/classes.js";
import { evaluate } from "./evaluator/expressions.js";
import { bindParameters, openArguments, signatureOfBlock } from "./evaluator/functions.js";
import { tellArguments } from "./evaluator/invocation-info.js";
import type { Evaluator } from "./evaluator/recursion.js";
import { runInline, setScriptVariables } from "./evaluator/script-file.js";
import { conditionValue, runStatement, runStatements } from "./evaluator/statements.js";
import { runUsing } from "./evaluator/using.js";
import { type Completion, ControlFlow, NORMAL, Runtime } from "./session/runtime.js";
import { lookup, Scope } from "./session/scope.js";
import type { Dialect, ScriptBlock } from "./syntax/ast.js";
import { type PowerShellSyntaxError, readScript } from "./syntax/parse.js";
import { toInt } from "./types/convert.js";
import { installScriptTypes, setRunning } from "./types/running.js";
import { dialectCell, separatorCell } from "./types/session-cells.js";
import { toStr } from "./types/text.js";

export interface PowerShellRun {
  /** How it ended, in each world: `failed` is a throw to the top or a non-zero exit. */
  readonly ending: Guarded<"ok" | "failed">;
  readonly exitCode: Guarded<number | Unknown>;
  readonly outputs: Guarded<readonly Value[]>;
  /** Set when PowerShell does not accept the text: then nothing of it ran. */
  readonly syntaxError: PowerShellSyntaxError | null;
  /** The error that ended the script in every world, if one did. */
  readonly error: PsError | null;
}

export interface RunOptions {
  readonly dialect: Dialect;
  /** Left out: there are none. "unknown": nobody knows them. */
  readonly args?: readonly ScriptArgument[] | "unknown";
  /** Path of the script on the host, for $PSScriptRoot; null: it has none (a command line, standard input). */
  readonly path: string | null;
  /** What is piped into the session: its `$input`. */
  readonly input?: readonly Value[];
  /** Parsed already. */
  readonly ast?: ScriptBlock;
}

const evaluator: Evaluator = { evaluate, runStatement, runStatements, conditionValue, runBlock, runInline };

/** Runs a PowerShell script on the machine in a session of its own. Never throws for anything in the script. */
export function runPowerShell(machine: Machine, source: Source, options: RunOptions): PowerShellRun {
  machine.sources.add(source);
  let ast = options.ast;
  if (!ast) {
    const parsed = readScript(source.text, { dialect: options.dialect });
    if (!parsed.ok) return { ending: "failed", exitCode: 1, outputs: [], syntaxError: parsed.error, error: null };
    ast = parsed.ast;
  }
  const tree = ast;
  const before = { dialect: dialectCell(machine).value, separator: separatorCell(machine).value, blocks: machine.blocks };
  const r = new Runtime(machine, options.dialect, source, evaluator);
  machine.journal.put(dialectCell(machine), options.dialect);
  machine.journal.put(separatorCell(machine), () => lookup(machine, r.scope, "ofs") ?? null);
  installBlocks(r);
  installScriptTypes(machine, scriptTypes);
  const session = setRunning(machine, r);
  let completion: Guarded<Completion> = NORMAL;
  const outputs = r.collect(() => {
    completion = guarded(r, () => {
      // `powershell -File` runs the script in the global scope of its session.
      const scope = r.global;
      setScriptVariables(r, scope, options.path);
      runUsing(r, tree);
      const at = r.trace(tree);
      const isOpen = options.args === "unknown";
      const actuals = (options.args === undefined || options.args === "unknown" ? [] : options.args).map((one) =>
        actualOf(one, at),
      );
      const signature = signatureOfBlock(r, tree, null, "");
      tellArguments(r, scope, bindParameters(r, signature, tree.params ?? [], actuals, scope));
      if (isOpen) openArguments(r, tree.params ?? [], signature.advanced, scope);
      return endOfBlock(r, runBody(r, tree, options.input ?? null));
    });
  });
  machine.journal.put(dialectCell(machine), before.dialect);
  machine.journal.put(separatorCell(machine), before.separator);
  machine.blocks = before.blocks;
  setRunning(machine, session);
  return { ...ended(machine, completion), outputs, syntaxError: null };
}

/** Runs the whole script as one unit; what goes over the budget is a finding, not an exception. */
function guarded(r: Runtime, run: () => Guarded<Completion>): Guarded<Completion> {
  const { machine } = r;
  try {
    const result = machine.attempt<Guarded<Completion>>(() => {
      try {
        return run();
      } catch (stop) {
        if (stop instanceof ControlFlow) return stop.completion;
        if (stop instanceof PsError) return { kind: "throw", error: stop };
        throw stop;
      }
    });
    return flatten(result);
  } catch (stop) {
    if (!(stop instanceof BudgetExceeded) && !(stop instanceof RangeError)) throw stop;
    const what = stop instanceof BudgetExceeded ? stop.what : "depth";
    machine.note(
      "budget",
      "all",
      `the script is too much work to follow to its end (${what}); what it does after that is not known`,
      r.trace({ start: 0, end: 0 }),
    );
    return NORMAL;
  }
}

function flatten(result: Guarded<Guarded<Completion>>): Guarded<Completion> {
  if (result instanceof Alternatives)
    return new Alternatives(
      result.choice,
      result.values.map((one) => flatten(one as Guarded<Guarded<Completion>>)),
    );
  return result;
}

function ended(machine: Machine, completion: Guarded<Completion>): Pick<PowerShellRun, "ending" | "exitCode" | "error"> {
  const code = mapGuarded<Completion, number | Unknown>(
    completion,
    (leaf) => {
      if (leaf.kind === "throw") return 1;
      if (leaf.kind !== "exit") return 0;
      const value = toIntSafe(machine, leaf.code);
      return value;
    },
    Object.is,
  );
  const ending = mapGuarded<number | Unknown, "ok" | "failed">(
    code,
    (leaf) => (leaf === 0 || typeof leaf !== "number" ? "ok" : "failed"),
    Object.is,
  );
  const error = !(completion instanceof Alternatives) && completion.kind === "throw" ? completion.error : null;
  return { ending, exitCode: code, error };
}

function toIntSafe(machine: Machine, value: Value): number | Unknown {
  const result = machine.attempt<number | Unknown>(() => toInt(machine, value));
  return result instanceof Alternatives
    ? new Unknown("input", "the exit code depends on what is not known", machine.freshSymbol("exit"))
    : result;
}

function installBlocks(r: Runtime): void {
  // Not written straight into the property: V8 would take it for long-lived, and with it the session and the machine.
  const runBlocks: BlockRunner = (block, options) => {
    const actuals = options.args?.map(
      (value): Actual => ({
        name: null,
        value,
        text: "",
        splatted: false,
        verbatim: false,
        at: block.trace ?? r.trace(block.ast),
      }),
    );
    return r.machine.settled(
      r.collect(() => {
        try {
          runBlock(
            r,
            { ast: block.ast, source: block.source },
            {
              underscore: options.underscore,
              actuals,
              self: options.self,
              newScope: options.newScope ?? false,
              within: block.closure instanceof Scope ? block.closure : null,
            },
          );
        } catch (stop) {
          if (options.contained !== true || !(stop instanceof PsError || stop instanceof ControlFlow)) throw stop;
        }
      }),
    );
  };
  r.machine.blocks = runBlocks;
}

function runner(dialect: Dialect) {
  return (machine: Machine, script: ScriptToRun, at: Trace) => {
    const run = new Environment(machine).inChildProcess(() =>
      runPowerShell(machine, script.source, {
        dialect,
        path: script.path ?? null,
        ...(script.args ? { args: script.args } : {}),
        ...(script.input ? { input: script.input } : {}),
      }),
    );
    if (run.syntaxError) {
      machine.note("unreadable", "all", `PowerShell does not accept the script: ${run.syntaxError.message}`, at);
      return { outputs: [], exitCode: 1 };
    }
    return { outputs: machine.settled(run.outputs), exitCode: machine.settled(run.exitCode) };
  };
}

/** What PowerShell itself brings along. */
export const powershellFamilies: readonly Family[] = [
  {
    languages: [
      { language: "powershell", run: runner("5.1") },
      { language: "pwsh", run: runner("7") },
    ],
    tools: coreCmdlets,
    types: dotnetTypes,
    comClasses: regexpClasses,
    strOf: toStr,
  },
  addTypeFamily,
  ...driveFamilies,
];
