/** cscript.exe, wscript.exe and mshta.exe: the Windows script host. Scripts that Microsoft ships are tools of their own. */

import { Files } from "../../os/files.js";
import { scriptHostLanguage } from "../../os/script-files.js";
import { noteUnavailable } from "../../os/unavailable.js";
import type { Argument, NativeCall, NativeTool, ScriptHostLanguage, Tool } from "../../tools/tool.js";
import { sourceWithHoles } from "../../values/code-text.js";
import { Trace } from "../../values/source.js";
import { joinTexts, type TextValue } from "../../values/texts.js";
import { Str, Unknown, type Value } from "../../values/value.js";

/** `//E:` names the engine that reads the script, whatever the file is called. */
const ENGINES: ReadonlyMap<string, ScriptHostLanguage> = new Map([
  ["vbscript", "vbscript"],
  ["vbs", "vbscript"],
  ["jscript", "jscript"],
  ["javascript", "jscript"],
  ["js", "jscript"],
]);

interface Options {
  readonly engine: ScriptHostLanguage | "unknown" | null;
  readonly job: string | null;
}

/** The host's own options begin with two slashes and may stand anywhere; everything else is the script and its arguments. */
function parse(argv: readonly Argument[]): { readonly options: Options; readonly rest: readonly Argument[] } {
  let engine: Options["engine"] = null;
  let job: string | null = null;
  const rest = argv.filter(({ text }) => {
    if (typeof text !== "string" || !text.startsWith("//")) return true;
    const [, name = "", value = ""] = /^\/\/([^:]*):?(.*)$/s.exec(text) ?? [];
    if (name.toLowerCase() === "e") engine = ENGINES.get(value.toLowerCase()) ?? "unknown";
    if (name.toLowerCase() === "job") job = value;
    return false;
  });
  return { options: { engine, job }, rest };
}

function textValue({ text, at }: Argument): TextValue {
  return typeof text === "string" ? new Str(text, at, at.source.secret) : text;
}

function runScriptHost(call: NativeCall): void {
  const { options, rest } = parse(call.argv);
  const [script, ...args] = rest;
  if (!script) return;
  const path = typeof script.text === "string" ? script.text : null;
  if (path !== null && shippedScript(call, path, args)) return;
  const known = path ?? lastText(script.text as Unknown);
  const language = options.engine ?? scriptHostLanguage(known);
  if (language === "unknown" || (language === undefined && path !== null)) {
    call.undecided("opaque", `${path ?? "a script"} is a script of a language that is not read here`, "all");
    return;
  }
  if (path === null && language === undefined) {
    call.undecided((script.text as Unknown).cause, "a script whose path is not known is run by the script host", "all");
    return;
  }
  runFile(call, script, language as ScriptHostLanguage, args.map(textValue), options.job);
}

/** What is known of the end of a path. */
function lastText(path: Unknown): string {
  const last = path.parts?.at(-1);
  return typeof last === "string" ? last : "";
}

/** adsutil.vbs, iisweb.vbs and their kin. */
function shippedScript(call: NativeCall, path: string, args: readonly Argument[]): boolean {
  const leaf = path.slice(Math.max(path.lastIndexOf("\\"), path.lastIndexOf("/")) + 1);
  const tool = call.machine.toolbox.find(leaf) ?? call.machine.toolbox.find(leaf.replace(/\.(?:vbs|js|wsf)$/i, ""));
  // A script of the deployment with such a name is read as it stands.
  if (tool?.form !== "native" || new Files(call.machine).readText(path) instanceof Str) return false;
  const inner: NativeCall = Object.create(call, { argv: { value: args }, name: { value: leaf } }) as NativeCall;
  tool.run(inner);
  return true;
}

function runFile(
  call: NativeCall,
  script: Argument,
  language: ScriptHostLanguage,
  args: readonly Value[],
  job: string | null = null,
): void {
  const files = new Files(call.machine);
  const content = files.readText(script.text);
  const full = typeof script.text === "string" ? files.resolve(script.text) : null;
  const shown = typeof script.text === "string" ? script.text : `a file whose path is not known (${script.text.why})`;
  const source = content ? sourceWithHoles(call.machine, content, full, call.at) : null;
  if (source === null) {
    if (content === undefined) call.exit(1);
    noteUnavailable(call.machine, shown, content, call.at);
    return;
  }
  const outcome = call.runScript({
    language,
    source,
    path: full,
    isolated: true,
    layer: call.name,
    args: args.map((value) => ({ name: null, value })),
    ...(job === null ? {} : { job }),
  });
  for (const value of outcome.outputs) call.out(value);
  if (typeof outcome.exitCode === "number") call.exit(outcome.exitCode);
}

/** `mshta page.hta`, `mshta vbscript:code`, `mshta javascript:code`, `mshta http://...`. */
function runPage(call: NativeCall): void {
  const [first] = call.argv;
  if (!first) return;
  // What follows the colon is code, blanks and quotes and all.
  const line = joinTexts(
    call.argv.flatMap((one, index) => [...(index === 0 ? [] : [" "]), textValue(one)]),
    first.at,
  );
  const head = line instanceof Str ? line.value : line.parts?.[0];
  const scheme = typeof head === "string" ? /^\s*"?(vbscript|javascript|jscript):/i.exec(head) : null;
  if (scheme) {
    runInline(call, (scheme[1] as string).toLowerCase() === "vbscript" ? "vbscript" : "jscript", line, scheme[0].length);
    return;
  }
  if (typeof first.text !== "string") {
    call.undecided(first.text.cause, "a page that is not known is run by mshta", "all");
    return;
  }
  if (/^[a-z][a-z+.-]+:/i.test(first.text) && !/^file:/i.test(first.text)) {
    call.undecided("opaque", `mshta runs ${first.text}, whose content is not available`, "all");
    return;
  }
  runFile(call, first, "hta", []);
}

function runInline(call: NativeCall, language: ScriptHostLanguage, line: TextValue, skip: number): void {
  const parts = line instanceof Str ? [line.value] : [...(line.parts ?? [])];
  parts[0] = (parts[0] as string).slice(skip);
  const text = joinTexts(parts, line.trace);
  const source = sourceWithHoles(call.machine, text, null, line.trace ?? new Trace(call.at.source, call.at.start, call.at.end));
  if (source === null) {
    call.undecided(text instanceof Unknown ? text.cause : "opaque", `${call.name} runs a text that is not known`, "all");
    return;
  }
  call.runScript({ language, source, isolated: true, layer: call.name, args: [], path: null, page: true });
}

const tool = (names: readonly string[], run: (call: NativeCall) => void, documented: string): NativeTool => ({
  form: "native",
  names,
  effect: "modelled",
  areas: [],
  documented,
  run,
});

export const scriptHostTools: readonly Tool[] = [
  tool(["cscript", "wscript"], runScriptHost, "cscript /?"),
  tool(["mshta"], runPage, "HTML Applications overview"),
];
