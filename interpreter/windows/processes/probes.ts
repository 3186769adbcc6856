import { Environment } from "../../os/environment.js";
import { Files } from "../../os/files.js";
import { onEveryWindows } from "../../os/windows-folders.js";
import type { Argument, NativeCall, Tool } from "../../tools/tool.js";
import { enquire } from "../../values/host-question.js";
import { shownText, type TextValue } from "../../values/texts.js";
import { Str, Unknown, type Value } from "../../values/value.js";

/** Programs whose exit code tells something: ping, where, find, findstr. What nobody knows is asked. See "Windows Commands". */

function known(argument: Argument | undefined): string {
  return typeof argument?.text === "string" ? argument.text : "";
}

function plainArguments(call: NativeCall): Argument[] {
  return call.argv.filter((argument) => !/^[-/]/.test(known(argument)) || known(argument) === "");
}

function probe(how: string, values: ReadonlySet<string>): (call: NativeCall) => void {
  return (call) => {
    let target: Argument | undefined;
    for (let index = 0; index < call.argv.length; index++) {
      const text = known(call.argv[index]);
      if (values.has(text.toLowerCase())) index++;
      else if (!/^[-/]/.test(text)) target ??= call.argv[index];
    }
    if (!target) return;
    const shown = shownText(target.text);
    call.out(call.unknown(`what ${call.name} prints`, { symbol: `${call.name.toLowerCase()}:${shown}`, type: "System.String" }));
    if (/^(?:localhost|127\.0\.0\.1|::1)$/i.test(shown)) return;
    if (!call.machine.askWhether(`network:${how}:${shown}`, `${shown} answers (${how})`, `${shown} does not answer (${how})`))
      call.exit(1);
  };
}

function where(call: NativeCall): void {
  const quiet = call.argv.some((argument) => /^\/q$/i.test(known(argument)));
  const target = plainArguments(call)[0];
  if (!target) return;
  const shown = shownText(target.text);
  const name = shown.replace(/\.exe$/i, "").toLowerCase();
  const there =
    onEveryWindows(`c:\\windows\\system32\\${name}.exe`) !== undefined ||
    call.machine.askWhether(`command:${name}`, `the command ${name} is there`, `the command ${name} is not there`);
  if (!there) call.exit(1);
  else if (!quiet) call.out(call.unknown(`where ${shown} is`, { symbol: `where:${name}`, type: "System.String" }));
}

// ---------------------------------------------------------------- find, findstr

interface Search {
  readonly patterns: readonly string[];
  readonly regex: boolean;
  readonly ignoreCase: boolean;
  readonly invert: boolean;
  readonly files: readonly Argument[];
}

function search(call: NativeCall, wanted: Search): void {
  let any = false;
  let asked = "";
  for (const line of linesOf(call, wanted.files)) {
    call.machine.budget.step();
    const fits = line instanceof Str ? passes(wanted, line.value) : answer(call, wanted, line);
    if (fits === undefined) {
      asked = line instanceof Str ? line.value : line.symbol;
      continue;
    }
    if (fits === wanted.invert) continue;
    any = true;
    call.out(line);
  }
  if (any) return;
  if (asked !== "") {
    const what = wanted.patterns.join(" ");
    if (
      call.machine.askWhether(
        `find:${what}:${asked}`,
        `the output contains '${what}'`,
        `the output does not contain '${what}'`,
      ) !== wanted.invert
    ) {
      call.out(call.unknown("a line that only the host knows", { symbol: `line:${what}:${asked}`, type: "System.String" }));
      return;
    }
  }
  call.exit(1);
}

/** undefined: the pattern is a regular expression that this does not read, or has a meaning that cannot be told. */
function passes(wanted: Search, text: string): boolean | undefined {
  const fold = (value: string): string => (wanted.ignoreCase ? value.toLowerCase() : value);
  let open = false;
  for (const pattern of wanted.patterns) {
    if (wanted.regex && /[.*[\]^$\\<>]/.test(pattern)) open = true;
    else if (fold(text).includes(fold(pattern))) return true;
  }
  return open ? undefined : false;
}

function answer(call: NativeCall, wanted: Search, line: Unknown): boolean | undefined {
  const sure = (line.parts ?? []).some((part) => typeof part === "string" && passes(wanted, part) === true);
  if (sure) return true;
  for (const pattern of wanted.patterns) {
    const found = enquire(call.machine, line, {
      form: "pattern",
      text: pattern,
      passes: (candidate) => passes(wanted, candidate) === true,
    });
    if (found !== undefined) return found;
  }
  return undefined;
}

function* linesOf(call: NativeCall, files: readonly Argument[]): Generator<Str | Unknown> {
  const texts: TextValue[] = [];
  if (files.length > 0) {
    for (const file of files) {
      const text = new Files(call.machine).readText(file.text);
      if (text !== undefined) texts.push(text);
    }
  } else for (const value of call.input) texts.push(textOf(call, value));
  for (const text of texts) {
    if (text instanceof Unknown) yield text;
    else for (const line of text.value.split(/\r\n|\n|\r/)) if (line !== "") yield new Str(line, text.trace, text.secret);
  }
}

function textOf(call: NativeCall, value: Value): TextValue {
  const plain = call.machine.plain(value);
  if (plain instanceof Str || plain instanceof Unknown) return plain;
  return call.unknown("a line of output", { type: "System.String" });
}

function find(call: NativeCall): void {
  const flags = call.argv.map((argument) => known(argument).toLowerCase());
  const [pattern, ...files] = plainArguments(call);
  if (!pattern || typeof pattern.text !== "string") {
    call.out(call.unknown("lines that fit a text that is not known", { type: "System.String" }));
    return;
  }
  search(call, { patterns: [pattern.text], regex: false, ignoreCase: flags.includes("/i"), invert: flags.includes("/v"), files });
}

function findstr(call: NativeCall): void {
  let literal = false;
  let regex = false;
  let ignoreCase = false;
  let invert = false;
  const patterns: string[] = [];
  const files: Argument[] = [];
  for (const argument of call.argv) {
    const text = known(argument);
    const option = /^[-/]([a-z]+)(?::(.*))?$/is.exec(text);
    if (option) {
      const letters = (option[1] as string).toLowerCase();
      if (letters === "c" && option[2] !== undefined) {
        patterns.push(option[2].replace(/^"|"$/g, ""));
        literal ||= !regex;
        continue;
      }
      if (letters.includes("l")) literal = true;
      if (letters.includes("r")) regex = true;
      if (letters.includes("i")) ignoreCase = true;
      if (letters.includes("v")) invert = true;
    } else if (patterns.length === 0 && typeof argument.text === "string")
      patterns.push(...argument.text.split(/\s+/).filter((word) => word !== ""));
    else files.push(argument);
  }
  search(call, { patterns, regex: regex || !literal, ignoreCase, invert, files });
}

function hostname(call: NativeCall): void {
  const name = new Environment(call.machine).get("COMPUTERNAME");
  if (name) call.out(name);
}

/** Nobody is there to answer: after the time given the default is taken, whose place in the list is the exit code; 255 is an error. */
function choice(call: NativeCall): void {
  const value = (option: string): string | undefined => {
    const index = call.argv.findIndex((argument) => known(argument).toLowerCase().startsWith(option));
    const text = known(call.argv[index]);
    return index < 0
      ? undefined
      : text.length > option.length
        ? text.slice(option.length).replace(/^:/, "")
        : known(call.argv[index + 1]);
  };
  const place = (value("/c") ?? "yn").toLowerCase().indexOf((value("/d") ?? "").toLowerCase());
  call.exit(value("/t") !== undefined && value("/d") !== undefined && place >= 0 ? place + 1 : 255);
}

/** Interpreters of other languages: what they run is not read. */
function foreign(call: NativeCall): void {
  const harmless =
    call.argv.length === 0 || call.argv.every((argument) => /^(?:--?v(?:ersion)?|-V|--help|-h)$/.test(known(argument)));
  if (!harmless) call.undecided("unmodelled", `${call.name} runs a script of a language that is not read here`, "all");
  call.out(call.unknown(`what ${call.name} prints`, { type: "System.String" }));
}

const tool = (names: readonly string[], effect: Tool["effect"], run: (call: NativeCall) => void): Tool => ({
  form: "native",
  names,
  effect,
  areas: [],
  run,
});

export const probeTools: readonly Tool[] = [
  tool(["ping"], "inert", probe("ping", new Set(["-n", "-l", "-w", "-i", "-f", "-s", "/n", "/w", "/l"]))),
  tool(["nslookup"], "inert", probe("DNS", new Set())),
  tool(["where"], "inert", where),
  tool(["find"], "inert", find),
  tool(["findstr"], "inert", findstr),
  tool(["choice"], "inert", choice),
  tool(["hostname"], "inert", hostname),
  tool(["python", "python3", "py", "perl", "ruby", "node", "php", "bash", "wsl", "sh"], "modelled", foreign),
];
