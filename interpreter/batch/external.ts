import type { Guarded } from "../../host/choice.js";
import type { Cause } from "../../host/values/origin.js";
import type { Machine } from "../machine/machine.js";
import type { Area } from "../machine/notes.js";
import { Files } from "../os/files.js";
import { absoluteText } from "../os/paths.js";
import { scriptHostLanguage } from "../os/script-files.js";
import { noteUnavailable } from "../os/unavailable.js";
import { noteRemoteCall } from "../tools/open-world/remote-calls.js";
import { unmodelledRuns } from "../tools/open-world/uses.js";
import type { Argument, NativeCall, NativeTool, ScriptOutcome, ScriptToRun, Text } from "../tools/tool.js";
import { sourceWithHoles } from "../values/code-text.js";
import type { Trace } from "../values/source.js";
import { isPartlyUnknown } from "../values/stand-ins.js";
import { type Block, Str, Unknown, type Value } from "../values/value.js";
import { unquote, wordText } from "./expand.js";
import { splitCommandLine } from "./parse.js";
import { type Ending, GO_ON, type Shell, setErrorlevel } from "./run.js";

/** A program's call from cmd. */
class CmdCall implements NativeCall {
  code = 0;
  readonly piped: boolean;

  constructor(
    private readonly shell: Shell,
    private readonly tool: NativeTool,
    readonly name: string,
    readonly at: Trace,
    readonly argv: readonly Argument[],
    readonly tail: Str | Unknown,
  ) {
    this.piped = shell.input !== undefined;
  }

  get machine(): Machine {
    return this.shell.machine;
  }

  get input(): readonly Value[] {
    return this.shell.input?.rest(this.machine) ?? [];
  }

  out(value: Value): void {
    this.shell.out(value);
  }

  err(_text: string): void {
    // Standard error is for people.
  }

  exit(code: number): void {
    this.code = code;
  }

  say(_text: Text): void {
    // Texts for people change nothing on the host.
  }

  unknown(why: string, options: { cause?: Cause; type?: string; symbol?: string } = {}): Unknown {
    return new Unknown(
      options.cause ?? "input",
      why,
      options.symbol ?? this.machine.freshSymbol(`${this.name.toLowerCase()}@${this.at.start}`),
      this.at,
      options.type ?? null,
    );
  }

  undecided(cause: Cause, why: string, areas?: readonly Area[] | "all"): void {
    this.machine.note(cause, areas ?? this.tool.areas, why, this.at);
  }

  resolvePath(path: Text): Text {
    return absoluteText(path, new Files(this.machine).location);
  }

  runScript(script: ScriptToRun): ScriptOutcome {
    const runner = this.shell.machine.toolbox.runner(script.language);
    if (!runner) {
      this.machine.note("unmodelled", "all", `scripts of the language ${script.language} are not read here`, this.at);
      return { outputs: [], exitCode: this.unknown("the exit code of a script that is not read") };
    }
    return this.machine.budget.nested(() => runner(this.machine, script, this.at));
  }

  runBlock(block: Block, options: { underscore?: Value; args?: readonly Value[] } = {}): readonly Value[] {
    return this.machine.blocks?.(block, options) ?? [];
  }
}

/** Runs a program, a batch file or a script from a command line. `within`: places of letters of the text. */
export function external(
  shell: Shell,
  text: string,
  at: Trace,
  within: ((start: number, end: number) => Trace) | null,
): Guarded<Ending> {
  const { machine } = shell;
  const { name, rest } = splitName(text);
  if (isPartlyUnknown(machine, name)) {
    const word = wordText(machine, name);
    // A batch file under a name by chance, which was written here under the same one.
    if (/\.(?:cmd|bat)$/i.test(name) && new Files(machine).readText(word)?.kind === "str")
      return runBatchFile(shell, name, rest, at);
    machine.coverage.command("(unknown command)", "unmodelled", at);
    machine.note(typeof word === "string" ? "input" : word.cause, "all", "runs a command whose name is not known", at);
    setErrorlevel(machine, 0);
    return GO_ON;
  }
  const leaf = name.slice(Math.max(name.lastIndexOf("\\"), name.lastIndexOf("/")) + 1).replace(/\.(?:exe|com)$/i, "");
  const tool = machine.toolbox.find(leaf);
  if (tool?.form === "native") {
    machine.coverage.command(leaf, tool.effect, at);
    const placed =
      within && ((start: number, end: number) => within(text.length - rest.length + start, text.length - rest.length + end));
    const argv = argumentsOf(shell, rest, at, placed);
    machine.secrets.commandLine(leaf, argv);
    if (tool.effect === "modelled")
      argv.forEach((argument, index) =>
        machine.coverage.argument(at, index, typeof argument.text === "string" || argument.text.parts !== null),
      );
    const call = new CmdCall(shell, tool, leaf, at, argv, tailOf(shell, rest, at, placed));
    tool.run(call);
    setErrorlevel(machine, call.code);
    return GO_ON;
  }
  if (/\.(?:cmd|bat)$/i.test(name) || (extensionless(name) && isBatchFile(machine, name)))
    return runBatchFile(shell, name, rest, at);
  const host = scriptHostLanguage(name);
  // Such a file is opened by the program for its kind.
  if (host !== undefined) return external(shell, `${host === "hta" ? "mshta" : "wscript"} ${text}`, at, null);
  if (/\.(?:ps1|py|vbe|jse)$/i.test(name)) {
    machine.note("unmodelled", "all", `${name} is a script that is not read here`, at);
    setErrorlevel(machine, 0);
    return GO_ON;
  }
  machine.coverage.command(leaf, "unmodelled", at);
  if (tool?.form === "cmdlet") {
    // A command of PowerShell is no program: "is not recognized as an internal or external command".
    setErrorlevel(machine, 9009);
    return GO_ON;
  }
  const words = argumentsOf(shell, rest, at, null).map(({ text }) => (typeof text === "string" ? new Str(text) : text));
  if (!noteRemoteCall(machine, leaf, wordsWithPlaces(shell, rest, at, within, text), at))
    unmodelledRuns(machine, leaf, words, at);
  shell.out(
    new Unknown(
      "unmodelled",
      `${leaf} is not modelled; what it prints is not known`,
      machine.freshSymbol(`output:${leaf}`),
      at,
      "System.String",
    ),
  );
  setErrorlevel(machine, 0);
  return GO_ON;
}

function splitName(text: string): { readonly name: string; readonly rest: string } {
  const quoted = /^"([^"]*)"/.exec(text);
  if (quoted) return { name: quoted[1] as string, rest: text.slice(quoted[0].length) };
  const bare = /^[^\s,;=/]+/.exec(text)?.[0] ?? text;
  // `net/user` parts at the slash; a path with slashes does not.
  const word = /^[A-Za-z]:\/|^\.{1,2}\//.test(text) ? (/^\S+/.exec(text)?.[0] ?? text) : bare;
  return { name: word, rest: text.slice(word.length) };
}

/** Arguments with their places when the command line stands in the source as it is. */
function argumentsOf(shell: Shell, rest: string, at: Trace, within: ((start: number, end: number) => Trace) | null): Argument[] {
  let search = 0;
  return splitCommandLine(rest).map((word) => {
    const found = within === null || word === "" ? -1 : rest.indexOf(word, search);
    if (found >= 0) search = found + word.length;
    const place = found >= 0 && within !== null ? within(found, found + word.length) : at;
    return { text: wordText(shell.machine, word), at: place };
  });
}

/** Arguments as values that keep their places. */
function wordsWithPlaces(
  shell: Shell,
  rest: string,
  at: Trace,
  within: ((start: number, end: number) => Trace) | null,
  text: string,
): Value[] {
  const placed =
    within && ((start: number, end: number) => within(text.length - rest.length + start, text.length - rest.length + end));
  return argumentsOf(shell, rest, at, placed).map((argument) =>
    typeof argument.text === "string" ? new Str(argument.text, argument.at, at.source.secret) : argument.text,
  );
}

/** What stands behind the program's name. */
function tailOf(shell: Shell, rest: string, at: Trace, within: ((start: number, end: number) => Trace) | null): Str | Unknown {
  const text = wordText(shell.machine, rest);
  if (typeof text !== "string") return text;
  return new Str(text, within !== null && rest !== "" ? within(0, rest.length) : at, at.source.secret);
}

function extensionless(name: string): boolean {
  return !/\.[A-Za-z0-9]+$/.test(name);
}

function isBatchFile(machine: Machine, name: string): boolean {
  const files = new Files(machine);
  return files.peek(`${name}.cmd`) === "file" || files.peek(`${name}.bat`) === "file";
}

function inputOf(shell: Shell): { readonly input?: readonly Value[] } {
  return shell.input === undefined ? {} : { input: shell.input.rest(shell.machine) };
}

function runBatchFile(shell: Shell, name: string, rest: string, at: Trace): Ending {
  const { machine } = shell;
  const files = new Files(machine);
  const found = extensionless(name) ? (files.peek(`${name}.cmd`) === "file" ? `${name}.cmd` : `${name}.bat`) : name;
  const path = wordText(machine, found);
  machine.coverage.command(name, "modelled", at);
  const content = files.readText(path);
  const source = content ? sourceWithHoles(machine, content, files.resolve(path), at) : null;
  const runner = shell.machine.toolbox.runner("cmd");
  if (!source || !runner) {
    noteUnavailable(machine, name, content, at);
    setErrorlevel(machine, 0);
    return GO_ON;
  }
  const args = (rest.match(/"[^"]*"|\S+/g) ?? []).map((word) => ({ name: null, value: new Str(unquote(word), at) }));
  const outcome = machine.budget.nested(() =>
    runner(machine, { language: "cmd", source, args, path: files.resolve(path), isolated: true, ...inputOf(shell) }, at),
  );
  for (const value of outcome.outputs) shell.out(value);
  setErrorlevel(machine, outcome.exitCode);
  return GO_ON;
}
