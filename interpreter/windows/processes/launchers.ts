import { isThisComputer } from "../../os/computer.js";
import type { Argument, NativeCall, NativeTool, Text, Tool } from "../../tools/tool.js";
import { joinTexts, shownText } from "../../values/texts.js";
import { Str, Unknown } from "../../values/value.js";
import { follow, lineOf, textValue } from "./command-line.js";

/**
 * Programs that start another one with more power, elsewhere or for each file: psexec (Sysinternals), runas, forfiles, winrs and conhost
 * (Windows Commands), gsudo. What they start on this host is followed.
 */

function known(argument: Argument | undefined): string {
  return typeof argument?.text === "string" ? argument.text : "";
}

/** Where the options end; `valued` take the next argument. */
function afterOptions(call: NativeCall, valued: ReadonlySet<string>): number {
  let index = 0;
  while (index < call.argv.length && /^[-/]/.test(known(call.argv[index]))) {
    const takes = valued.has(known(call.argv[index]).slice(1).toLowerCase());
    index += takes ? 2 : 1;
  }
  return index;
}

/** A list of computers in a file may hold this one. */
function elsewhere(call: NativeCall, list: Text): void {
  call.undecided("input", `runs a command on the computers that ${shownText(list).slice(1)} lists`, "all");
}

const PSEXEC_VALUED = new Set(["u", "p", "n", "r", "w", "a"]);

/** `psexec [\\computer | @file] [options] command [arguments]`; with `-i` a session number may follow. */
function psexec(call: NativeCall): void {
  let from = 0;
  const target = shownText(call.argv[0]?.text ?? "");
  if (target.startsWith("\\\\") || target.startsWith("@")) {
    if (target.startsWith("@")) return elsewhere(call, call.argv[0]?.text ?? "");
    if (!target.split(",").some((one) => isThisComputer(call.machine, one))) return;
    from = 1;
  }
  while (from < call.argv.length && /^[-/]/.test(known(call.argv[from]))) {
    const option = known(call.argv[from]).slice(1).toLowerCase();
    from += PSEXEC_VALUED.has(option) || (option === "i" && /^\d+$/.test(known(call.argv[from + 1]))) ? 2 : 1;
  }
  follow(call, lineOf(call.argv.slice(from), call.at));
}

/** `runas /user:name "command line"`: the program is one argument. */
function runas(call: NativeCall): void {
  const command = call.argv[afterOptions(call, new Set())];
  if (command) follow(call, textValue(command));
}

const GSUDO_VALUED = new Set(["u", "-user", "i", "-integrity", "-loglevel"]);

function gsudo(call: NativeCall): void {
  follow(call, lineOf(call.argv.slice(afterOptions(call, GSUDO_VALUED)), call.at));
}

/** `winrs [-r:computer] command`: without a computer, on this one. */
function winrs(call: NativeCall): void {
  const remote = call.argv
    .map(({ text }) => /^[-/]r(?:emote)?:(.*)$/is.exec(shownText(text))?.[1])
    .find((one) => one !== undefined);
  if (remote !== undefined && !isThisComputer(call.machine, remote.replace(/^https?:\/\//i, "").replace(/:\d+$/, ""))) return;
  follow(call, lineOf(call.argv.slice(afterOptions(call, new Set())), call.at));
}

const FORFILES_VALUED = new Set(["p", "m", "c", "d"]);
const FILE_VARIABLES = /(@(?:file|fname|ext|path|relpath|isdir|fsize|fdate|ftime)\b)/i;

/** `forfiles /p folder /m mask /c "command"`: the command runs when a file fits, with what is known of the file in it: nothing. */
function forfiles(call: NativeCall): void {
  const options = new Map<string, Argument>();
  for (let index = 0; index < call.argv.length; index++) {
    const option = known(call.argv[index]).slice(1).toLowerCase();
    const value = call.argv[index + 1];
    if (/^[-/]/.test(known(call.argv[index])) && FORFILES_VALUED.has(option) && value)
      options.set(option, call.argv[++index] ?? value);
  }
  const command = options.get("c");
  if (!command) return;
  const where = `${shownText(options.get("p")?.text ?? ".")}\\${shownText(options.get("m")?.text ?? "*")}`;
  const age = options.has("d") ? ` of the age ${shownText(options.get("d")?.text ?? "")}` : "";
  const found = `a file ${where}${age}`;
  if (!call.machine.askWhether(`forfiles:${where}${age}`.toLowerCase(), `there is ${found}`, `there is no file ${where}${age}`))
    return;
  const text = textValue(command);
  if (!(text instanceof Str)) return follow(call, text);
  const parts = text.value.split(FILE_VARIABLES).map((part, index) => {
    if (index % 2 === 0) return part;
    return new Unknown("input", `${part} of ${found}`, `forfiles:${where}:${part}`.toLowerCase(), text.trace, "System.String");
  });
  follow(call, parts.length === 1 ? text : joinTexts(parts, text.trace));
}

const launcher = (names: readonly string[], documented: string, run: (call: NativeCall) => void): NativeTool => ({
  form: "native",
  names,
  effect: "modelled",
  areas: [],
  documented,
  run,
});

export const launcherTools: readonly Tool[] = [
  launcher(["psexec", "psexec64"], "https://learn.microsoft.com/sysinternals/downloads/psexec", psexec),
  launcher(["runas"], "Windows Commands: runas", runas),
  launcher(["gsudo"], "https://gerardog.github.io/gsudo/docs/usage", gsudo),
  launcher(["winrs"], "Windows Commands: winrs", winrs),
  launcher(["conhost"], "Windows console host", (call) =>
    follow(call, lineOf(call.argv.slice(afterOptions(call, new Set())), call.at)),
  ),
  launcher(["forfiles"], "Windows Commands: forfiles", forfiles),
];
