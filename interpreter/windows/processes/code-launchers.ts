import { Files } from "../../os/files.js";
import { onEveryWindows } from "../../os/windows-folders.js";
import type { Argument, NativeCall, NativeTool, Tool } from "../../tools/tool.js";
import { readable, readText } from "../../values/stand-ins.js";
import { joinTexts, shownText } from "../../values/texts.js";
import { Str, Unknown } from "../../values/value.js";
import { knownPrefix } from "../shared/native-arguments.js";
import { follow, lineOf, textValue } from "./command-line.js";

/**
 * Programs of Windows that carry code of others: in a script they are never without effect. What they start is followed where it is a
 * command line; where it is code of another kind the host is undecided. Sources: Windows Commands; the LOLBAS project's catalogue.
 */

function known(argument: Argument | undefined): string {
  return typeof argument?.text === "string" ? argument.text : "";
}

function opaque(call: NativeCall, what: string): void {
  call.undecided("opaque", `${call.name} runs ${what}, which is not read`, "all");
}

/** The value behind an option that is an argument of its own. */
function option(call: NativeCall, name: string): Argument | undefined {
  const index = call.argv.findIndex(({ text }) => knownPrefix(text).toLowerCase() === name);
  return index < 0 ? undefined : call.argv[index + 1];
}

// ---------------------------------------------------------------- rundll32, regsvr32

/** Functions of Windows's own libraries that only show or set something for a person, or for which nothing here matters. */
const HARMLESS_LIBRARIES: ReadonlySet<string> = new Set([
  "advapi32",
  "comsvcs",
  "cryptext",
  "desk.cpl",
  "dsquery",
  "fldrclnr",
  "iesetup",
  "inetcpl.cpl",
  "inetcpl",
  "intl.cpl",
  "keymgr",
  "main.cpl",
  "mmsys.cpl",
  "netplwiz",
  "photoviewer",
  "pla",
  "pnpclean",
  "powrprof",
  "printui",
  "sysdm.cpl",
  "themecpl",
  "timedate.cpl",
  "user32",
  "van",
  "werconcpl",
]);

/** Functions that start the program which their argument names. */
const STARTERS: ReadonlySet<string> = new Set([
  "shell32,shellexec_rundll",
  "shell32,shellexec_rundlla",
  "shell32,shellexec_rundllw",
  "advpack,registerocx",
  "ieadvpack,registerocx",
  "pcwutl,launchapplication",
  "zipfldr,routethecall",
  "url,fileprotocolhandler",
  "url,openurl",
  "url,openurla",
  "ieframe,openurl",
  "shdocvw,openurl",
]);

/** `rundll32 library,function arguments`; the function may stand apart. */
function rundll32(call: NativeCall): void {
  const tail = call.tail ?? lineOf(call.argv, call.at);
  const text = tail === null ? "" : readable(call.machine, tail);
  if (tail === null || text === "") return;
  const match = text === null ? null : /^\s*(?:"([^"]*)"|([^\s,"]+))\s*(?:,\s*([^\s,]+)|\s+([^\s,]+))?\s*,?\s*(.*)$/s.exec(text);
  if (match === null) return opaque(call, "a library that is not known");
  const path = (match[1] ?? match[2] ?? "").replaceAll("/", "\\");
  const library = path
    .slice(path.lastIndexOf("\\") + 1)
    .toLowerCase()
    .replace(/\.dll$/, "");
  const name = (match[3] ?? match[4] ?? "").toLowerCase();
  const rest = (match[5] ?? "").replace(/^"([^"]*)"\s*$/s, "$1");
  if (STARTERS.has(`${library},${name}`)) return follow(call, readText(call.machine, rest, tail.trace, tail.secret));
  if (library === "shell32" && name.startsWith("control_rundll")) {
    const item = rest.trim().split(/[\s,]/)[0] ?? "";
    if (item === "" || !/[\\/]/.test(item)) return;
    return opaque(call, `the control panel item ${item}`);
  }
  if (HARMLESS_LIBRARIES.has(library)) return;
  opaque(call, `${name === "" ? "a function" : name} of the library ${path}`);
}

/** Registers a library by running code of it; `/i:` hands it a text, which for scrobj.dll is the address of a script. */
function regsvr32(call: NativeCall): void {
  for (const argument of call.argv) {
    const shown = shownText(argument.text);
    if (/^[-/]i:./i.test(shown)) return opaque(call, `what ${shown.slice(3)} holds`);
    if (/^[-/]/.test(shown)) continue;
    const leaf = shown.slice(Math.max(shown.lastIndexOf("\\"), shown.lastIndexOf("/")) + 1).toLowerCase();
    // A library that an installer or Windows brought is a program like any other; one from elsewhere is not read.
    if (leaf === shown.toLowerCase() || onEveryWindows(`c:\\windows\\system32\\${leaf}`) !== undefined) continue;
    if (/^(?:[a-z]:\\(?:windows|program files|program files \(x86\))\\|%(?:systemroot|windir|programfiles)%)/i.test(shown))
      continue;
    opaque(call, `the library ${shown}`);
  }
}

// ---------------------------------------------------------------- starters of programs

/** `pcalua -a program [-c arguments] [-d folder]`. */
function pcalua(call: NativeCall): void {
  const program = option(call, "-a");
  if (program === undefined) return;
  const args = option(call, "-c");
  const quote = /\s/.test(shownText(program.text)) ? ['"'] : [];
  follow(
    call,
    joinTexts([...quote, textValue(program), ...quote, ...(args === undefined ? [] : [" ", textValue(args)])], call.at),
  );
}

/** `ScriptRunner -appvscript program arguments`. */
function scriptRunner(call: NativeCall): void {
  const index = call.argv.findIndex(({ text }) => knownPrefix(text).toLowerCase() === "-appvscript");
  if (index >= 0) follow(call, lineOf(call.argv.slice(index + 1), call.at));
}

/** Opens a file as a person would: what is a program or a script runs. */
function explorer(call: NativeCall): void {
  for (const argument of call.argv) {
    const shown = shownText(argument.text);
    if (/\.(?:exe|com|cmd|bat|vbs|js|wsf|hta|msi|lnk)"?$/i.test(shown)) follow(call, lineOf([argument], call.at));
  }
}

// ---------------------------------------------------------------- installers and builders with code of others in them

/** An installation package is an installer, which changes nothing that is judged; a transform changes what the package does. */
function msiexec(call: NativeCall): void {
  for (const { text } of call.argv) {
    const shown = shownText(text);
    if (/^transforms=./i.test(shown) || /^[-/]t(?:.|$)/i.test(shown) || /\.mst(?:["';]|$)/i.test(shown))
      return opaque(call, `an installation that a transform changes (${shown})`);
  }
  call.out(call.unknown("what msiexec prints", { type: "System.String" }));
}

const runs =
  (what: (file: string) => string, isCode: (text: string) => boolean): NativeTool["run"] =>
  (call) => {
    const file = call.argv.map(({ text }) => shownText(text)).find(isCode);
    if (file !== undefined) opaque(call, what(file));
    call.out(call.unknown(`what ${call.name} prints`, { type: "System.String" }));
  };

/** Procedures of SQL Server that reach the host it runs on (SQL Server documentation: extended and OLE Automation procedures). */
const HOST_PROCEDURES = [
  "xp_cmdshell",
  "sp_oacreate",
  "sp_oamethod",
  "xp_regwrite",
  "xp_instance_regwrite",
  "sp_add_jobstep",
  "sp_execute_external_script",
];

/** `sqlcmd -Q "statements"`, `-i file`, or statements on standard input. */
function sqlcmd(call: NativeCall): void {
  for (let index = 0; index < call.argv.length; index++) {
    const head = knownPrefix((call.argv[index] as Argument).text);
    const letter = /^[-/]([qQi])(.*)$/s.exec(head);
    if (letter === null) continue;
    const argument = call.argv[index] as Argument;
    const value = letter[2] !== "" || argument.text instanceof Unknown ? argument : call.argv[index + 1];
    if (value === undefined) continue;
    if (letter[1] === "i") statements(call, new Files(call.machine).readText(known(value).replace(/^[-/]i/, "")), known(value));
    else statements(call, textValue(value), "statements");
  }
  if (call.piped) for (const value of call.input) statements(call, call.machine.plain(value), "its input");
  call.out(call.unknown(`what ${call.name} prints`, { type: "System.String" }));
}

function statements(call: NativeCall, text: { readonly kind: string } | undefined, name: string): void {
  if (text === undefined) return;
  const whole = text instanceof Str || text instanceof Unknown ? readable(call.machine, text) : "";
  if (whole === null) return opaque(call, `${name} that are not known, as the database server`);
  const lower = whole.toLowerCase();
  const found = HOST_PROCEDURES.find((procedure) => lower.includes(procedure));
  if (found !== undefined)
    call.undecided("unmodelled", `${call.name} calls ${found}, which runs code on the database server`, "all");
}

const tool = (names: readonly string[], run: NativeTool["run"]): NativeTool => ({
  form: "native",
  names,
  effect: "modelled",
  areas: [],
  run,
});

const notAnOption = (text: string): boolean => text !== "" && !/^[-/]/.test(text);

export const codeLauncherTools: readonly Tool[] = [
  tool(["rundll32"], rundll32),
  tool(["regsvr32"], regsvr32),
  tool(["pcalua"], pcalua),
  tool(["scriptrunner"], scriptRunner),
  tool(["explorer"], explorer),
  tool(["msiexec"], msiexec),
  tool(["sqlcmd", "osql", "isql"], sqlcmd),
  tool(
    ["mofcomp"],
    runs((file) => `the definitions of ${file}, which may make consumers of events`, notAnOption),
  ),
  tool(
    ["cmstp"],
    runs(
      (file) => `the connection profile ${file}`,
      (text) => /\.inf$/i.test(text),
    ),
  ),
  tool(
    ["msbuild", "xbuild"],
    runs((file) => `the build script ${file}`, notAnOption),
  ),
  tool(
    ["hh"],
    runs(
      (file) => `the help file ${file}`,
      (text) => /^(?:https?:|mk:|.*\.(?:cmd|bat|exe|vbs|hta)$)/i.test(text),
    ),
  ),
];
