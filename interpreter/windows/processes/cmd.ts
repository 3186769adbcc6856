import { Files } from "../../os/files.js";
import type { NativeCall, NativeTool } from "../../tools/tool.js";
import { sourceWithHoles } from "../../values/code-text.js";
import { readable, readText } from "../../values/stand-ins.js";
import { joinTexts, type TextValue } from "../../values/texts.js";
import { Str, type Value } from "../../values/value.js";
import { lineOf } from "./command-line.js";

/**
 * cmd.exe: `cmd [/a /u /q /d /e:on /f:on /v:on /s] {/c | /k | /r} command`. It does not take its command line apart as other programs
 * do: what stands behind `/c` is the command, with the quotes in it. Without a command it runs what comes in by standard input.
 * Documented by `cmd /?`.
 */

interface CommandLine {
  /** Null: none is given. */
  readonly command: TextValue | null;
  /** Whether variables are read late: `/v`, `/v:on`. */
  readonly delayed: boolean;
}

function read(call: NativeCall): CommandLine | null {
  const tail = call.tail ?? lineOf(call.argv, call.at);
  if (tail === null) return { command: null, delayed: false };
  const text = readable(call.machine, tail);
  if (text === null) return null;
  let delayed = false;
  let plain = false;
  let index = 0;
  const blank = (unit: string | undefined) => unit !== undefined && /[\s,;=]/.test(unit);
  for (;;) {
    while (blank(text[index])) index++;
    if (index >= text.length) return { command: null, delayed };
    if (text[index] !== "/") {
      // A word that is no switch is passed over, as cmd does.
      while (index < text.length && text[index] !== "/") index++;
      continue;
    }
    const letter = (text[index + 1] ?? "").toLowerCase();
    if (letter === "c" || letter === "k" || letter === "r") {
      const command = unwrapped(call, text.slice(index + 2).trimStart(), plain);
      return { command: readText(call.machine, command, tail.trace, tail.secret), delayed };
    }
    const end = /[\s/]/.exec(text.slice(index + 2));
    const value = text.slice(index + 2, end ? index + 2 + end.index : text.length).toLowerCase();
    if (letter === "s") plain = true;
    if (letter === "v") delayed = value !== ":off";
    index += 2 + value.length;
  }
}

/**
 * The quotes around a command. They stay when they are two, hold blanks and nothing special, and name a program that is there;
 * otherwise the first one and the last one go.
 */
function unwrapped(call: NativeCall, command: string, plain: boolean): string {
  if (!command.startsWith('"')) return command;
  const close = command.indexOf('"', 1);
  const last = command.lastIndexOf('"');
  if (last === 0) return command.slice(1);
  const inner = command.slice(1, close);
  if (!plain && close === last && !/[&<>()@^|]/.test(inner) && namesProgram(call, inner)) return command;
  return command.slice(1, last) + command.slice(last + 1);
}

function namesProgram(call: NativeCall, path: string): boolean {
  if (/^(?:[A-Za-z]:|\.{0,2})[\\/]/.test(path) && /\.(?:exe|com|cmd|bat|vbs|js|ps1|msi)$/i.test(path)) return true;
  return new Files(call.machine).peek(path) === "file";
}

function run(call: NativeCall, command: TextValue, delayed: boolean, layer: string, input: readonly Value[] | undefined): void {
  const source = sourceWithHoles(call.machine, command, null, call.at);
  if (source === null) {
    if (!(command instanceof Str)) call.undecided("opaque", "cmd runs a text that is not known", "all");
    return;
  }
  // A new shell reads variables late only when it is told to.
  const outcome = call.runScript({
    language: "cmd",
    source,
    isolated: true,
    layer,
    delayedExpansion: delayed,
    ...(input ? { input } : {}),
  });
  for (const value of outcome.outputs) call.out(value);
  if (typeof outcome.exitCode === "number") call.exit(outcome.exitCode);
}

/** What comes in by standard input, as one text. */
export function inputText(call: NativeCall): TextValue {
  return joinTexts(
    call.input.flatMap((value) => [call.machine.toolbox.strOf(call.machine, value, null), "\r\n"]),
    call.at,
    "standard input",
  );
}

export const cmd: NativeTool = {
  form: "native",
  names: ["cmd"],
  effect: "modelled",
  areas: [],
  documented: "cmd /?",
  run(call) {
    const line = read(call);
    if (line === null) return call.undecided("opaque", "cmd runs a text that is not known", "all");
    if (line.command !== null) run(call, line.command, line.delayed, "cmd /c", call.piped ? call.input : undefined);
    else if (call.piped && call.input.length > 0) run(call, inputText(call), line.delayed, "standard input of cmd", undefined);
  },
};
