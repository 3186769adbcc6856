import { Alternatives, type Guarded, Undecided } from "../../../host/choice.js";
import { Files } from "../../os/files.js";
import { noteUnavailable } from "../../os/unavailable.js";
import { PsError } from "../../tools/script-error.js";
import type { ScriptOutcome, ScriptToRun, Text } from "../../tools/tool.js";
import { sourceWithHoles } from "../../values/code-text.js";
import { Sink } from "../../values/sink.js";
import { type Source, Trace } from "../../values/source.js";
import { pathForSource } from "../../values/start-folder.js";
import { pieces } from "../../values/texts.js";
import { int, Str, type Value } from "../../values/value.js";
import { setExitCode } from "../session/exit-code.js";
import { textOfPieces } from "../session/locations.js";
import { Relay } from "../session/relay.js";
import { type Completion, ControlFlow, NORMAL, type Runtime } from "../session/runtime.js";
import { Scope, setVariable } from "../session/scope.js";
import { rememberScriptFile } from "../session/script-place.js";
import type { ScriptBlock } from "../syntax/ast.js";
import { type PowerShellSyntaxError, readScript } from "../syntax/parse.js";
import { toInt } from "../types/convert.js";
import { actualOf } from "./arguments.js";
import { endOfBlock, runBody } from "./blocks.js";
import { leave } from "./endings.js";
import { bindParameters, signatureOfBlock } from "./functions.js";
import type { Invocation } from "./invocation.js";
import { asText, invocationInfo, tellArguments } from "./invocation-info.js";
import type { Stage } from "./pipeline.js";
import { runUsing } from "./using.js";

/** A script file named as a command: `.\setup.ps1`, `C:\x\y.ps1`, `. $PSScriptRoot\lib.ps1`. */
export function scriptStage(r: Runtime, name: string, invocation: Invocation): Stage | undefined {
  const extension = /\.([A-Za-z0-9]+)$/.exec(name)?.[1]?.toLowerCase();
  if (extension !== "ps1" && extension !== "psm1" && extension !== "cmd" && extension !== "bat") return undefined;
  const input = new Sink();
  return {
    begin: () => undefined,
    process: (value) => input.push(r.machine, value),
    end: () => {
      r.machine.coverage.command(name, "modelled", invocation.at);
      runFile(r, name, invocation, r.machine.settled(input.items(r.machine)));
    },
  };
}

/** Runs a script file. One that is nowhere to be had is code that cannot be read. */
export function runFile(r: Runtime, path: Text, invocation: Invocation, input: readonly Value[]): void {
  const { actuals, at, out, piped, dotSourced } = invocation;
  const content = new Files(r.machine).readText(path);
  const shown = typeof path === "string" ? path : "a path that is not known";
  if (content === undefined) {
    throw new PsError({
      id: "CommandNotFoundException",
      message: `The term '${shown}' is not recognized as the name of a cmdlet, function, script file, or operable program.`,
      exception: "System.Management.Automation.CommandNotFoundException",
      at,
      category: "ObjectNotFound",
    });
  }
  const full = new Files(r.machine).resolve(path);
  const named = r.machine.files.nameOf?.(pathForSource(full)) !== undefined;
  const script = sourceOfText(r, content, named ? full : typeof path === "string" ? path : null, at);
  if (script === null) {
    noteUnavailable(r.machine, shown, content, at);
    return;
  }
  const batch = /\.(?:cmd|bat)$/i.test(full);
  const args = actuals.map((one) => ({ name: one.name, value: one.value ?? new Str("", one.at) }));
  if (batch) {
    const runner = r.machine.toolbox.runner("cmd");
    if (!runner) {
      r.machine.note("unmodelled", "all", `${shown} is a batch file`, at);
      return;
    }
    const outcome = r.machine.budget.nested(() =>
      runner(r.machine, { language: "cmd", source: script, args, path: full, isolated: true }, at),
    );
    for (const value of outcome.outputs) out(value);
    setExitCode(r, typeof outcome.exitCode === "number" ? int(outcome.exitCode) : outcome.exitCode, outcome.exitCode === 0);
    return;
  }
  runText(r, script, {
    actuals,
    at,
    out,
    scope: dotSourced ? r.scope : new Scope(r.scope, "script"),
    file: typeof path === "string" ? full : path,
    input: piped ? input : null,
  });
}

/** The source of a text value; null when it is not known enough to read as code. */
export function sourceOfText(r: Runtime, content: Value, file: string | null, at: Trace): Source | null {
  const plain = r.machine.plain(content);
  if (plain.kind !== "str" && plain.kind !== "unknown") return null;
  return sourceWithHoles(r.machine, plain, file, at);
}

interface TextRun extends Pick<Invocation, "actuals" | "at" | "out"> {
  readonly scope: Scope;
  /** The file it stands in, or null if it is no file. */
  readonly file: Text | null;
  /** What is piped in, or null if nothing is. */
  readonly input: readonly Value[] | null;
}

/** Parses and runs a text in a scope. A text that PowerShell does not accept runs not at all. */
function runText(r: Runtime, source: Source, { actuals, at, out, scope, file, input }: TextRun): void {
  r.machine.sources.add(source);
  const ast = parseOrNote(r, source);
  if ("id" in ast) {
    throw new PsError({
      id: `${ast.id},Microsoft.PowerShell.Commands.InvokeExpressionCommand`,
      message: ast.message,
      exception: "System.Management.Automation.ParseException",
      at,
      thrown: r.tries > 0,
    });
  }
  // A script that is dot-sourced does not change where its caller lies.
  const isDotSourced = scope === r.scope;
  const kept = isDotSourced && file !== null ? OF_SCRIPT.map((key) => scope.variables.get(key)) : [];
  const run = (): void => {
    try {
      if (file !== null) setScriptVariables(r, scope, file, isDotSourced);
      runUsing(r, ast);
      const bound = bindParameters(r, signatureOfBlock(r, ast, null, ""), ast.params ?? [], actuals, scope);
      if (file !== null) tellArguments(r, scope, bound);
      leaveScript(r, endOfBlock(r, runBody(r, ast, input)));
    } catch (stop) {
      if (stop instanceof ControlFlow) leaveScript(r, stop.completion);
      else throw stop;
    } finally {
      kept.forEach((value, index) => {
        if (value !== undefined) r.machine.journal.setEntry(scope.variables, OF_SCRIPT[index] as string, value);
      });
    }
  };
  r.machine.budget.nested(() => r.within({ scope, source, sink: new Relay(out) }, run));
}

/** Variables that tell which script runs. */
const OF_SCRIPT = ["psscriptroot", "pscommandpath", "myinvocation"] as const;

/** `exit` in a called script ends that script; its code is $LASTEXITCODE. */
function leaveScript(r: Runtime, completion: Guarded<Completion>): void {
  if (completion === NORMAL) return;
  if (completion instanceof Alternatives) throw new Undecided(completion.choice);
  if (completion.kind === "exit") {
    const code = toInt(r.machine, completion.code);
    setExitCode(r, typeof code === "number" ? int(code) : code, code === 0);
    return;
  }
  if (completion.kind === "break" || completion.kind === "continue") return;
  leave(completion);
}

function parseOrNote(r: Runtime, source: Source): ScriptBlock | PowerShellSyntaxError {
  const parsed = readScript(source.text, { dialect: r.dialect });
  if (parsed.ok) return parsed.ast;
  const { line, column } = source.position(parsed.error.start);
  r.machine.note(
    "unreadable",
    "all",
    `PowerShell does not accept the script (line ${line}, column ${column}): ${parsed.error.message}`,
    new Trace(source, parsed.error.start, parsed.error.end),
  );
  return parsed.error;
}

/** `$PSScriptRoot`, `$PSCommandPath`, `$MyInvocation.MyCommand.Path`. */
export function setScriptVariables(r: Runtime, scope: Scope, file: Text | null, isDotSourced = false): void {
  const path = file ?? "";
  // Of a path that is not known the end is, if anything.
  const tail = pieces(path).at(-1);
  const end = typeof tail === "string" ? tail : "";
  const folderEnd = end.slice(0, Math.max(end.lastIndexOf("\\"), end.lastIndexOf("/"), 0));
  const folder = typeof path === "string" ? folderEnd : textOfPieces([...pieces(path).slice(0, -1), folderEnd], path);
  const name = folderEnd === "" && folder === "" ? end : end.slice(folderEnd.length + 1);
  const place = { folder: asText(folder), path: asText(path) };
  rememberScriptFile(r.machine, r.source, place);
  setVariable(r.machine, scope, "psscriptroot", place.folder);
  setVariable(r.machine, scope, "pscommandpath", place.path);
  const type = file === null ? "Script" : "ExternalScript";
  const info = invocationInfo({ type, name, path, folder, ...(isDotSourced ? { calledAs: "." } : {}) });
  setVariable(r.machine, scope, "myinvocation", info);
}

/** Runs a script in this session: Invoke-Expression, dot-sourcing, modules. */
export function runInline(r: Runtime, script: ScriptToRun, at: Trace): ScriptOutcome {
  const actuals = (script.args ?? []).map((one) => actualOf(one, at));
  const collected = r.collect(() => {
    const sink = r.sink;
    const out = (value: Value) => sink.push(r.machine, value);
    runText(r, script.source, { actuals, at, out, scope: r.scope, file: null, input: null });
  });
  return { outputs: r.machine.settled(collected), exitCode: 0 };
}
