import type { Cause } from "../../host/values/origin.js";
import type { Machine } from "../machine/machine.js";
import type { Area } from "../machine/notes.js";
import type { Source, Trace } from "../values/source.js";
import type { Block, Plain, Str, Unknown, Value } from "../values/value.js";

/**
 * The tool contract: what a command of Windows does to the host. One file a tool or a cmdlet family, in `windows/`
 * (or `powershell/cmdlets/` for the shell's own). All languages drive the same tools.
 *
 * A tool's `run` is written as if there were one world and is run again per world where needed (see Machine): all effects and
 * all state go through `call.machine` or the other methods of the call.
 */
export type Tool = Cmdlet | NativeTool;

interface ToolBase {
  /** Names it answers to, in any case: `Add-LocalGroupMember`; for programs without `.exe`. Aliases are in the shell's alias table. */
  readonly names: readonly string[];
  /** "inert": known to change nothing that a rule looks at. */
  readonly effect: "modelled" | "inert";
  /** Areas whose rules may be affected when an argument that matters is unknown. */
  readonly areas: readonly Area[];
  /** Module that must be there; only for documentation. */
  readonly module?: string;
  /** Where the behaviour is documented: a public document, KB number or control id. */
  readonly documented?: string;
}

/** A command with PowerShell parameters. */
export type Cmdlet = CollectingCmdlet | StreamingCmdlet;

interface CmdletBase extends ToolBase {
  readonly form: "cmdlet";
  /** See {@link parameters}. */
  readonly parameters: Parameters;
  /** True: takes any parameter, and those it does not list are in `rest`. For commands whose arguments nobody looks at. */
  readonly loose?: boolean;
}

/** A cmdlet that runs when its pipeline input is complete. */
export interface CollectingCmdlet extends CmdletBase {
  /** Called once with all pipeline input collected. */
  run(call: CmdletCall): void;
  /** After how many objects it needs no more, or null if it takes all: what stands before it stops then. Asked before `run`. */
  needs?(call: CmdletCall): number | null;
}

/** A cmdlet that takes each object as it comes, before the next one is made: ForEach-Object. Its call has no `input`. */
export interface StreamingCmdlet extends CmdletBase {
  /** Called before the first object. */
  open(call: CmdletCall): PipelineSteps;
}

export interface PipelineSteps {
  process(value: Value): void;
  /** After the last object, or after none. */
  end(): void;
}

/** What the cmdlets of one file have in common. */
type CommonOfCmdlets = Pick<CmdletBase, "module" | "loose" | "documented"> & Partial<Pick<CmdletBase, "effect" | "areas">>;

/**
 * Returns a function that makes cmdlets with what they have in common: effect "inert" and no areas unless it says otherwise.
 * `cmdlet("Get-Date", ["Date@0<"], getDate)`; several names are several commands with one behaviour.
 */
export function cmdletsWith(
  common: CommonOfCmdlets,
): (
  names: string | readonly string[],
  notations: readonly string[],
  run: ((call: CmdletCall) => void) | Pick<StreamingCmdlet, "open"> | Pick<CollectingCmdlet, "run" | "needs">,
  own?: CommonOfCmdlets,
) => Cmdlet {
  return (names, notations, run, own = {}) => ({
    form: "cmdlet",
    effect: "inert",
    areas: [],
    ...common,
    ...own,
    names: typeof names === "string" ? [names] : names,
    parameters: parameters(...notations),
    ...(typeof run === "function" ? { run } : run),
  });
}

/** A program with a command line: `net.exe`, `icacls.exe`, `appcmd.exe`. */
export interface NativeTool extends ToolBase {
  readonly form: "native";
  run(call: NativeCall): void;
}

export interface ParameterSpec {
  readonly name: string;
  readonly aliases: readonly string[];
  /** Position for arguments without a name; -1: named only. */
  readonly position: number;
  readonly isSwitch: boolean;
  /** Takes a list; a single value is a list of one. */
  readonly isList: boolean;
  readonly mandatory: boolean;
  readonly fromPipeline: boolean;
  readonly fromPipelineByName: boolean;
  /** Takes all remaining arguments. */
  readonly rest: boolean;
  /** Names of the parameter sets it belongs to; empty: all. */
  readonly sets: readonly string[];
  /** Takes script blocks: another argument goes to the next parameter set that takes it. */
  readonly isBlock: boolean;
}

/**
 * Parameters in short notation, one string each: `Name|Alias1|Alias2`, then any of `@0` position, `?` switch, `[]` list,
 * `!` mandatory, `<` from the pipeline, `.` from the pipeline by property name, `*` all remaining arguments, `{}` script block,
 * `/Set1/Set2` parameter sets (the first set named in the whole table is the default).
 * Example: `parameters("Group@0!", "Member[]@1!<", "SID!/sid")`.
 */
export function parameters(...notations: string[]): Parameters {
  return new Parameters(notations);
}

/** The parameters of a cmdlet. There are hundreds of cmdlets, and a script uses a few: they are read on first use. */
export class Parameters {
  private read: readonly ParameterSpec[] | null = null;

  constructor(private readonly notations: readonly string[]) {}

  get list(): readonly ParameterSpec[] {
    this.read ??= readNotations(this.notations);
    return this.read;
  }
}

function readNotations(notations: readonly string[]): ParameterSpec[] {
  return notations.map((notation) => {
    const match = /^([A-Za-z_|0-9]+)((?:@\d+|\?|\[\]|!|<|\.|\*|\{\})*)((?:\/\w+)*)$/.exec(notation);
    if (!match) throw new Error(`bad parameter notation: ${notation}`);
    const [name = "", ...aliases] = (match[1] as string).split("|");
    const flags = match[2] as string;
    const position = /@(\d+)/.exec(flags);
    return {
      name,
      aliases,
      position: position ? Number(position[1]) : -1,
      isSwitch: flags.includes("?"),
      isList: flags.includes("[]"),
      mandatory: flags.includes("!"),
      fromPipeline: flags.includes("<"),
      fromPipelineByName: flags.includes("."),
      rest: flags.includes("*"),
      isBlock: flags.includes("{}"),
      sets: (match[3] as string).split("/").filter(Boolean),
    };
  });
}

/** A text that is known, or unknown with what is known of it. */
export type Text = string | Unknown;

/** An error as scripts see it. */
export interface Failure {
  /** Fully qualified error id without the command: `GroupNotFound`. */
  readonly id: string;
  readonly message: string;
  /** Full name of the exception's type. */
  readonly exception?: string;
  /** True: ends the command (statement-terminating). False: an error record, subject to -ErrorAction. */
  readonly terminating?: boolean;
  /** An ErrorCategory: `ObjectNotFound`. */
  readonly category?: string;
  /** TargetObject of the error record, or the record itself that is written again. */
  readonly target?: Value;
}

interface CallBase {
  readonly machine: Machine;
  /** Name as written. */
  readonly name: string;
  /** The span of the command. */
  readonly at: Trace;
  /** Pipeline input in order (for programs: standard input); empty when nothing is piped. */
  readonly input: readonly Value[];
  /** True when something is piped in, even if it gave nothing. */
  readonly piped: boolean;

  /** Writes to the success stream. */
  out(value: Value): void;
  /** What is only known on the host: `cause` "input" unless said. */
  unknown(why: string, options?: { cause?: Cause; type?: string; symbol?: string }): Unknown;
  /** An argument or effect that a rule may need is unknown: a host-undecided note for the tool's areas (or those given). */
  undecided(cause: Cause, why: string, areas?: readonly Area[] | "all"): void;
  /** A line of warning/verbose/information text: dropped, but it counts as looked at. */
  say(text: Text, stream?: "warning" | "verbose" | "debug" | "information", data?: Value): void;
  /** Current directory as scripts see it, for relative paths: absolute, or Unknown. */
  resolvePath(path: Text): Text;
  /**
   * Runs a script in some language with the given arguments, in this process or a child one.
   * `isolated` children have own variables but share host, files and registry. Gives its outputs and exit code.
   */
  runScript(script: ScriptToRun): ScriptOutcome;
  /** Runs a script block of PowerShell (for tools that take one) with `$_` and arguments bound; gives its outputs. */
  runBlock(block: Block, options?: { underscore?: Value; args?: readonly Value[]; newScope?: boolean }): readonly Value[];
}

export interface CmdletCall extends CallBase {
  /** Name of the parameter set that bound, or "" when the cmdlet declares none. */
  readonly set: string;
  has(parameter: string): boolean;
  /** The bound value; undefined when not given. Plain: what depends on a choice was decided. */
  value(parameter: string): Plain | undefined;
  /** As text, by PowerShell's conversion; undefined when not given or $null. */
  text(parameter: string): Text | undefined;
  /** Elements as texts; an unknown list is one Unknown. */
  texts(parameter: string): readonly Text[] | Unknown;
  /** Elements as values. */
  list(parameter: string): readonly Plain[] | Unknown;
  /** A switch; undefined when it is unknown. */
  flag(parameter: string): boolean | undefined;
  /** An integer; Unknown when it is not known; undefined when not given. */
  integer(parameter: string): number | Unknown | undefined;
  /** Span of the argument, for positions of findings. */
  trace(parameter: string): Trace;
  /** Arguments that no parameter took. */
  readonly rest: readonly Value[];
  /** The script looks whether the cmdlet fails: it is inside `try`, or -ErrorAction or -ErrorVariable was given. */
  readonly guarded: boolean;
  /** -WhatIf was given: the cmdlet must do nothing. */
  readonly whatIf: boolean;
  /** Sets a variable of the caller, for parameters that take a variable's name. */
  setVariable(name: string, value: Value): void;
  /** Writes an error record (or stops, as -ErrorAction and $ErrorActionPreference say). */
  fail(failure: Failure): void;
}

export interface NativeCall extends CallBase {
  /** Arguments after the program's own command-line parsing (Microsoft C runtime rules), quotes removed. */
  readonly argv: readonly Argument[];
  /**
   * The command line behind the program's name as it was written, where the caller has it: what a program sees that takes its
   * command line apart by rules of its own (cmd).
   */
  readonly tail?: Str | Unknown | undefined;
  /** Writes to standard error. */
  err(text: string): void;
  /** Sets the exit code (default 0) of this run; the tool returns afterwards by itself. */
  exit(code: number): void;
}

export interface Argument {
  readonly text: Text;
  readonly at: Trace;
}

/** `wsf` is a script file of several jobs, `hta` a page of mshta.exe. */
export type Language = "powershell" | "pwsh" | "cmd" | ScriptHostLanguage;

/** Languages of the Windows script host. */
export type ScriptHostLanguage = "vbscript" | "jscript" | "wsf" | "hta";

/** As for `script.ps1 -Name value`: a parameter (its value may be null: a switch, or the next argument), or an argument alone. */
export interface ScriptArgument {
  readonly name: string | null;
  readonly value: Value | null;
}

export interface ScriptToRun {
  readonly language: Language;
  readonly source: Source;
  /** Given, even if empty: the script is a file that was called, and for cmd not a command line. */
  readonly args?: readonly ScriptArgument[];
  /** Where the file lies on the host. */
  readonly path?: string | null;
  readonly isolated: boolean;
  /** What is piped in: `$input` of a script, what `set /p` and the programs of a batch file read; left out: nothing is. */
  readonly input?: readonly Value[];
  /** Layer that led here, for positions of findings: `powershell -EncodedCommand`. */
  readonly layer?: string;
  /** For cmd: whether it reads `!x!` late, as /v:on says. Without it, as the shell that starts it does. */
  readonly delayedExpansion?: boolean;
  /** It runs in a page of mshta.exe. */
  readonly page?: boolean;
  /** Which job of a script file with several; without it the first. */
  readonly job?: string;
  /** It is the script of a PowerShell module that is imported into this session. */
  readonly module?: ModuleImport;
}

/** How a module is imported. */
export interface ModuleImport {
  /** Null: into the session, or the module whose code imports. */
  readonly scope: "local" | "global" | null;
  /** Put before the nouns of its functions. */
  readonly prefix: string | null;
  /** Patterns of the functions that the manifest or the import names; null: all. */
  readonly functions: readonly string[] | null;
}

export interface ScriptOutcome {
  readonly outputs: readonly Value[];
  /** Unknown exit codes are Unknown. */
  readonly exitCode: number | Unknown;
}
