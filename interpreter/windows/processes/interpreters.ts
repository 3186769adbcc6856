import { isTrusted } from "../../machine/conventions.js";
import { Files } from "../../os/files.js";
import { noteUnavailable } from "../../os/unavailable.js";
import type { Argument, Language, NativeCall, NativeTool, ScriptArgument, Text, Tool } from "../../tools/tool.js";
import { sourceWithHoles } from "../../values/code-text.js";
import { type Source, Trace } from "../../values/source.js";
import { joinTexts } from "../../values/texts.js";
import { FALSE, Str, TRUE, type Unknown } from "../../values/value.js";
import { cmd, inputText } from "./cmd.js";
import { spanOf, textValue } from "./command-line.js";
import { scriptHostTools } from "./script-host.js";

/**
 * Programs that run scripts: powershell.exe, pwsh.exe; cmd.exe and the script host are files of their own. What they run is followed.
 * Parameters: about_PowerShell_exe, about_Pwsh, and `cmd /?`.
 */

interface Switch {
  readonly name: string;
  /** Shortest accepted prefix. */
  readonly from: string;
  readonly takes: "nothing" | "value" | "rest";
}

const SWITCHES: readonly Switch[] = [
  { name: "file", from: "f", takes: "rest" },
  { name: "command", from: "c", takes: "rest" },
  { name: "commandwithargs", from: "commandw", takes: "rest" },
  { name: "encodedcommand", from: "e", takes: "value" },
  { name: "encodedarguments", from: "encodeda", takes: "value" },
  { name: "executionpolicy", from: "ex", takes: "value" },
  { name: "noprofile", from: "nop", takes: "nothing" },
  { name: "nologo", from: "nol", takes: "nothing" },
  { name: "noexit", from: "noe", takes: "nothing" },
  { name: "noninteractive", from: "noni", takes: "nothing" },
  { name: "interactive", from: "i", takes: "nothing" },
  { name: "sta", from: "s", takes: "nothing" },
  { name: "mta", from: "mta", takes: "nothing" },
  { name: "login", from: "l", takes: "nothing" },
  { name: "windowstyle", from: "w", takes: "value" },
  { name: "version", from: "v", takes: "value" },
  { name: "inputformat", from: "inp", takes: "value" },
  { name: "outputformat", from: "o", takes: "value" },
  { name: "configurationname", from: "config", takes: "value" },
  { name: "psconsolefile", from: "ps", takes: "value" },
  { name: "workingdirectory", from: "wo", takes: "value" },
  { name: "settingsfile", from: "settings", takes: "value" },
  { name: "custompipename", from: "cus", takes: "value" },
];

const SHORT: ReadonlyMap<string, string> = new Map([
  ["ec", "encodedcommand"],
  ["enc", "encodedcommand"],
  ["ep", "executionpolicy"],
  ["cwa", "commandwithargs"],
  ["wd", "workingdirectory"],
]);

function switchOf(text: Text): Switch | undefined {
  if (typeof text !== "string" || !/^[-/\u2013\u2014\u2015]/.test(text)) return undefined;
  const name = text.slice(1).toLowerCase();
  const short = SHORT.get(name);
  return SWITCHES.find((one) => (short ? one.name === short : one.name.startsWith(name) && name.startsWith(one.from)));
}

function runShell(call: NativeCall, language: "powershell" | "pwsh"): void {
  const argv = call.argv;
  for (let index = 0; index < argv.length; index++) {
    const argument = argv[index] as Argument;
    const found = switchOf(argument.text);
    if (!found) {
      // Without a switch the rest is a command for powershell.exe and a file for pwsh.
      if (language === "powershell") runCommandText(call, language, argv.slice(index));
      else runScriptFile(call, language, argv.slice(index));
      return;
    }
    const next = argv[index + 1];
    if (found.name === "encodedcommand") {
      if (next) runEncoded(call, language, next);
      return;
    }
    if (found.name === "file") {
      runScriptFile(call, language, argv.slice(index + 1));
      return;
    }
    if (found.name === "command" || found.name === "commandwithargs") {
      runCommandText(call, language, argv.slice(index + 1));
      return;
    }
    if (found.takes === "value") index++;
  }
  if (call.piped && call.input.length > 0) runCommandText(call, language, [{ text: "-", at: call.at }]);
}

function runCommandText(call: NativeCall, language: Language, argv: readonly Argument[]): void {
  const first = argv[0];
  if (!first) return;
  if (first.text === "-") {
    // An unknown input is an unknown script.
    if (call.piped && call.input.length > 0) run(call, language, inputText(call), "standard input", false);
    return;
  }
  if (argv.length === 1) {
    run(call, language, textValue(first), "-Command");
    return;
  }
  const joined = joinTexts(
    argv.flatMap((one, index) => (index === 0 ? [textValue(one)] : [" ", textValue(one)])),
    spanOf(argv, call.at),
  );
  run(call, language, joined, "-Command");
}

function run(call: NativeCall, language: Language, plain: Str | Unknown, what: string, fed = call.piped): void {
  const source = sourceWithHoles(call.machine, plain, null, call.at);
  if (!source) {
    if (isTrusted(plain)) return;
    call.undecided(
      causeOf(plain),
      `${call.name} ${what} runs a text that is not known: ${plain.kind === "unknown" ? plain.why : "it is empty"}`,
      "all",
    );
    return;
  }
  finish(call, language, source, [], `${call.name} ${what}`, fed);
}

function causeOf(value: Str | Unknown): "input" | "deferred" | "opaque" {
  return value.kind === "unknown" && value.cause === "deferred" ? "deferred" : "opaque";
}

function finish(
  call: NativeCall,
  language: Language,
  source: Source,
  args: readonly ScriptArgument[],
  layer: string,
  fed = call.piped,
  path: string | null = null,
): void {
  const input = fed ? { input: call.input } : {};
  const outcome = call.runScript({ language, source, args, path, isolated: true, layer, ...input });
  for (const value of outcome.outputs) call.out(value);
  if (typeof outcome.exitCode === "number") call.exit(outcome.exitCode);
}

function runEncoded(call: NativeCall, language: Language, argument: Argument): void {
  if (typeof argument.text !== "string") {
    call.undecided(
      argument.text.cause === "deferred" ? "deferred" : "opaque",
      `${call.name} -EncodedCommand runs a text that is not known: ${argument.text.why}`,
      "all",
    );
    return;
  }
  const bytes = decodeBase64(argument.text);
  if (!bytes) {
    call.undecided("unreadable", `${call.name} -EncodedCommand is given a text that is no base64`, "all");
    call.exit(1);
    return;
  }
  const text = call.machine.restore(bytes.toString("utf16le"));
  const derived = argument.at.source.derive("", "base64, UTF-16 (-EncodedCommand)");
  const source = sourceWithHoles(call.machine, text, null, new Trace(derived, 0, 0));
  if (source) finish(call, language, source, [], `${call.name} -EncodedCommand`);
  else if (text.kind === "unknown")
    call.undecided(text.cause, `${call.name} -EncodedCommand runs a text that is not known: ${text.why}`, "all");
}

function decodeBase64(text: string): Buffer | null {
  const clean = text.trim();
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(clean) || clean.length % 4 !== 0) return null;
  return Buffer.from(clean, "base64");
}

function runScriptFile(call: NativeCall, language: Language, argv: readonly Argument[]): void {
  const path = argv[0];
  if (!path) return;
  if (path.text === "-") {
    runCommandText(call, language, argv);
    return;
  }
  const files = new Files(call.machine);
  const content = files.readText(path.text);
  const shown = typeof path.text === "string" ? path.text : `a file whose path is not known (${path.text.why})`;
  const full = typeof path.text === "string" ? files.resolve(path.text) : null;
  const source = content ? sourceWithHoles(call.machine, content, full, call.at) : null;
  if (!source) {
    noteUnavailable(call.machine, shown, content, call.at);
    return;
  }
  finish(call, language, source, fileArguments(argv.slice(1)), `${call.name} -File`, call.piped, full);
}

/** Arguments after -File are texts; `-Name` takes the next one unless that is a parameter too; `-Name:$true` is a switch's value. */
function fileArguments(argv: readonly Argument[]): ScriptArgument[] {
  return argv.map((argument): ScriptArgument => {
    const match = typeof argument.text === "string" ? /^-([A-Za-z_]\w*)(?::(.*))?$/.exec(argument.text) : null;
    if (!match) return { name: null, value: textValue(argument) };
    const value = match[2];
    if (value === undefined) return { name: match[1] as string, value: null };
    if (/^\$true$/i.test(value)) return { name: match[1] as string, value: TRUE };
    if (/^\$false$/i.test(value)) return { name: match[1] as string, value: FALSE };
    return { name: match[1] as string, value: new Str(value, argument.at) };
  });
}

const powershell: NativeTool = {
  form: "native",
  names: ["powershell"],
  effect: "modelled",
  areas: [],
  documented: "about_PowerShell_exe",
  run: (call) => runShell(call, "powershell"),
};

const pwsh: NativeTool = {
  form: "native",
  names: ["pwsh"],
  effect: "modelled",
  areas: [],
  documented: "about_Pwsh",
  run: (call) => runShell(call, "pwsh"),
};

export const interpreterTools: readonly Tool[] = [powershell, pwsh, cmd, ...scriptHostTools];
