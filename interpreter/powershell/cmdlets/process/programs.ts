import { Files } from "../../../os/files.js";
import { leafName } from "../../../os/paths.js";
import { scriptHostLanguage } from "../../../os/script-files.js";
import { noteRemoteCall } from "../../../tools/open-world/remote-calls.js";
import { unmodelledRuns } from "../../../tools/open-world/uses.js";
import type { Argument, CmdletCall, NativeCall, NativeTool, Text } from "../../../tools/tool.js";
import type { Trace } from "../../../values/source.js";
import { readable, readText } from "../../../values/stand-ins.js";
import { combinedTrace, joinTexts, shownText, type TextValue, textOf } from "../../../values/texts.js";
import { Str, type Unknown, type Value } from "../../../values/value.js";
import { currentLocation, DriveNotFound, locate, moveTo } from "../../session/locations.js";

/** Programs that a cmdlet starts: Start-Process, Invoke-Item, jobs. */

export interface ProgramRun {
  readonly outputs: readonly Value[];
  /** null: it was not followed, so nobody knows. */
  readonly exitCode: number | null;
}

/** The argument texts of one command line, by the rules of the C runtime: blanks part, quotes hold together, `\"` is a quote. */
export function splitCommandLine(call: CmdletCall, line: TextValue, at: Trace): Argument[] {
  const whole = readable(call.machine, line);
  if (whole === null) return [{ text: line instanceof Str ? line.value : line, at }];
  const words: string[] = [];
  let word = "";
  let quoted = false;
  let any = false;
  for (let index = 0; index < whole.length; index++) {
    const unit = whole[index] as string;
    if (unit === "\\") {
      let slashes = 1;
      while (whole[index + slashes] === "\\") slashes++;
      if (whole[index + slashes] === '"') {
        word += "\\".repeat(slashes >> 1);
        if (slashes % 2 === 1) {
          word += '"';
          index += slashes;
        } else index += slashes - 1;
      } else {
        word += "\\".repeat(slashes);
        index += slashes - 1;
      }
      any = true;
    } else if (unit === '"') {
      if (quoted && whole[index + 1] === '"') {
        word += '"';
        index++;
      } else quoted = !quoted;
      any = true;
    } else if (!quoted && (unit === " " || unit === "\t")) {
      if (any) words.push(word);
      word = "";
      any = false;
    } else {
      word += unit;
      any = true;
    }
  }
  if (any) words.push(word);
  const trace = combinedTrace(line.trace ? [line.trace] : [], line.trace ?? at, null) ?? at;
  return words.map((text) => ({ text: textOf(readText(call.machine, text, trace, line.secret)), at: trace }));
}

/** What a program is given besides its arguments. */
export interface HowStarted {
  /** The arguments as they are written. */
  readonly tail?: TextValue;
  /** Standard input. */
  readonly input?: readonly Value[];
}

/** Runs a program by its path or name, as the shell would start it. */
export function startProgram(call: CmdletCall, file: Text, argv: readonly Argument[], how: HowStarted = {}): ProgramRun {
  const { machine } = call;
  if (typeof file !== "string") return startUnknown(call, file, argv);
  const leaf = leafName(file.replaceAll("/", "\\"));
  const extension = /\.([A-Za-z0-9]+)$/.exec(leaf)?.[1]?.toLowerCase() ?? "";
  if (extension === "cmd" || extension === "bat")
    return runTool(call, "cmd", [{ text: "/c", at: call.at }, { text: file, at: call.trace("FilePath") }, ...argv]);
  const host = scriptHostLanguage(leaf);
  if (host !== undefined)
    return runTool(call, host === "hta" ? "mshta" : "wscript", [{ text: file, at: call.trace("FilePath") }, ...argv]);
  const name = leaf.replace(/\.(?:exe|com)$/i, "");
  const tool = machine.toolbox.find(name) ?? machine.toolbox.find(leaf);
  if (tool?.form === "native") return runTool(call, name, argv, how);
  machine.coverage.command(name, "unmodelled", call.at);
  const words = argv.map(({ text, at }) => (typeof text === "string" ? new Str(text, at) : text));
  if (!noteRemoteCall(machine, name, words, call.at)) unmodelledRuns(machine, name, words, call.at);
  return { outputs: [], exitCode: null };
}

function startUnknown(call: CmdletCall, file: Unknown, argv: readonly Argument[]): ProgramRun {
  const shown = shownText(file).toLowerCase();
  // A script under a name by chance, which was written here under the same one.
  const host = /\.(?:cmd|bat)$/.test(shown) ? "cmd" : /\.ps1$/.test(shown) ? "powershell" : undefined;
  if (host !== undefined && new Files(call.machine).readText(file)?.kind === "str")
    return runTool(call, host, [
      { text: host === "cmd" ? "/c" : "-File", at: call.at },
      { text: file, at: call.trace("FilePath") },
      ...argv,
    ]);
  call.machine.coverage.command("(a program whose name is not known)", "unmodelled", call.at);
  // A binary that is no interpreter changes nothing that is judged here; a script, or no one knows what, may change anything.
  if (!/\.(?:exe|msi|msu|msp)$/.test(shown))
    call.undecided(
      file.cause === "input" || file.cause === "deferred" ? file.cause : "opaque",
      `starts a program that is not known: ${file.why}`,
      "all",
    );
  return { outputs: [], exitCode: null };
}

function runTool(call: CmdletCall, name: string, argv: readonly Argument[], how: HowStarted = {}): ProgramRun {
  const tool = call.machine.toolbox.find(name);
  if (tool?.form !== "native") {
    call.machine.coverage.command(name, "unmodelled", call.at);
    call.undecided("unmodelled", `${name} is not modelled`, "all");
    return { outputs: [], exitCode: null };
  }
  call.machine.coverage.command(name, tool.effect, call.at);
  const started = new StartedCall(call, tool, name, argv, how);
  call.machine.budget.nested(() => tool.run(started));
  return { outputs: started.outputs, exitCode: started.code };
}

/** A program's call on behalf of a cmdlet. */
class StartedCall implements NativeCall {
  readonly outputs: Value[] = [];
  code = 0;
  readonly input: readonly Value[];
  readonly piped: boolean;
  readonly machine;
  readonly at;

  constructor(
    private readonly call: CmdletCall,
    private readonly tool: NativeTool,
    readonly name: string,
    readonly argv: readonly Argument[],
    private readonly how: HowStarted,
  ) {
    this.input = how.input ?? [];
    this.piped = how.input !== undefined;
    this.machine = call.machine;
    this.at = call.at;
  }

  get tail(): TextValue | undefined {
    return this.how.tail;
  }

  out(value: Value): void {
    this.outputs.push(value);
  }

  err(_text: string): void {
    // Standard error is for people.
  }

  exit(code: number): void {
    this.code = code;
  }

  say(text: string): void {
    this.call.say(text);
  }

  unknown(why: string, options?: Parameters<CmdletCall["unknown"]>[1]): Unknown {
    return this.call.unknown(why, options);
  }

  undecided(cause: Parameters<CmdletCall["undecided"]>[0], why: string, areas?: Parameters<CmdletCall["undecided"]>[2]): void {
    this.call.undecided(cause, why, areas ?? this.tool.areas);
  }

  resolvePath(path: Text): Text {
    return this.call.resolvePath(path);
  }

  runScript(script: Parameters<CmdletCall["runScript"]>[0]): ReturnType<CmdletCall["runScript"]> {
    return this.call.runScript(script);
  }

  runBlock(block: Parameters<CmdletCall["runBlock"]>[0], options?: Parameters<CmdletCall["runBlock"]>[1]): readonly Value[] {
    return this.call.runBlock(block, options);
  }
}

/** Runs with another current folder. */
export function inFolder<T>(call: CmdletCall, folder: Text | undefined, run: () => T): T {
  if (folder === undefined || folder === "") return run();
  const before = currentLocation(call.machine);
  const at = locate(call.machine, folder);
  if (at instanceof DriveNotFound) return run();
  moveTo(call.machine, at);
  try {
    return run();
  } finally {
    const back = locate(call.machine, before);
    if (!(back instanceof DriveNotFound)) moveTo(call.machine, back);
  }
}

/** Output lines as the content of a file that they were sent to. */
export function saveOutput(call: CmdletCall, path: Text, lines: readonly TextValue[]): void {
  const text = joinTexts(
    lines.flatMap((line) => [line, "\r\n"]),
    call.at,
    "written to a file",
  );
  new Files(call.machine).write(path, text, call.at);
}
