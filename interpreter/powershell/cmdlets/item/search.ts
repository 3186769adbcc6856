import { pathOfInfo } from "../../../os/file-objects.js";
import { Files } from "../../../os/files.js";
import { leafName } from "../../../os/paths.js";
import { PsError } from "../../../tools/script-error.js";
import { type CmdletCall, parameters, type Tool } from "../../../tools/tool.js";
import type { TextValue } from "../../../values/texts.js";
import {
  Arr,
  Bool,
  bool,
  FALSE,
  Instance,
  int,
  type ObjectModel,
  PsObject,
  Str,
  str,
  TRUE,
  Unknown,
  type Value,
} from "../../../values/value.js";
import { binary } from "../../operators/operators.js";
import { meterOf } from "../../regex/charge.js";
import { IGNORE_CASE, Inexpressible } from "../../regex/options.js";
import { escapeRegex, type NetMatch, type NetRegex, netRegex } from "../../regex/regex.js";
import { toStr } from "../../types/text.js";
import { eachItem, notFound } from "../shared/common.js";
import { splitLines } from "./content.js";

/** Select-String. */

interface Line {
  readonly text: TextValue;
  readonly number: number;
  readonly path: string;
}

function selectString(call: CmdletCall): void {
  const given = call.texts("Pattern");
  if (given instanceof Unknown || given.some((one) => one instanceof Unknown))
    return call.out(
      call.unknown("lines that fit a pattern that is not known", { symbol: call.machine.freshSymbol("select-string") }),
    );
  const patterns = given.filter((one): one is string => typeof one === "string");
  const quiet = call.flag("Quiet") === true;
  const list = call.flag("List") === true;
  const invert = call.flag("NotMatch") === true;
  let any = false;
  let unknown: Unknown | null = null;
  for (const line of linesOf(call)) {
    call.machine.budget.step();
    if (line === null || line.text instanceof Unknown) {
      const text = line?.text instanceof Unknown ? line.text : null;
      if (text?.parts || (text && text.type === "System.String")) {
        // A line with holes: the operator knows whether it fits in any case, or asks.
        const fits = patterns.some((pattern) => holds(call, text, pattern));
        if (fits !== invert) {
          any = true;
          if (!quiet) call.out(info(call, line as Line, patterns[0] ?? "", null, []));
        }
        continue;
      }
      unknown = text ?? call.unknown("lines that are not known");
      continue;
    }
    const found = matchLine(call, patterns, line.text.value);
    if ((found !== null) === invert) continue;
    any = true;
    if (!quiet) call.out(info(call, line, found?.pattern ?? (patterns[0] as string), found?.regex ?? null, found?.matches ?? []));
    if (list) break;
  }
  if (unknown && !(quiet && any))
    call.out(
      call.unknown(unknown.why, { symbol: `select-string(${unknown.symbol},${patterns.join("|")})`, cause: unknown.cause }),
    );
  else if (quiet) {
    if (any) call.out(TRUE);
    else if (!call.piped || call.input.length > 0) call.out(FALSE);
  }
}

function* linesOf(call: CmdletCall): Generator<Line | null> {
  if (
    call.has("Path") ||
    call.has("LiteralPath") ||
    (call.piped && call.input.some((value) => pathOfInfo(call.machine.plain(value)) !== undefined))
  ) {
    const files: { readonly path: string; readonly text: TextValue | undefined }[] = [];
    let open = false;
    eachItem(
      call,
      (at) => files.push({ path: at.shown, text: new Files(call.machine).readText(at.path) }),
      () => {
        open = true;
      },
    );
    for (const { path, text } of files) {
      if (text === undefined) {
        notFound(call, path);
        continue;
      }
      const lines = splitLines(call, text);
      if (lines instanceof Unknown) yield { text: lines, number: 0, path };
      else for (let index = 0; index < lines.length; index++) yield { text: lines[index] as TextValue, number: index + 1, path };
    }
    if (open) yield null;
    return;
  }
  const values = call.piped ? call.input : [call.value("InputObject") as Value];
  let number = 0;
  for (const value of values) {
    if (value === undefined) continue;
    const plain = call.machine.plain(value);
    const items = plain instanceof Arr ? call.machine.settled(plain.items) : [value];
    for (const item of items) {
      const one = call.machine.plain(item);
      yield { text: one instanceof Unknown ? one : toStr(call.machine, one, null), number: ++number, path: "InputStream" };
    }
  }
}

function holds(call: CmdletCall, text: Unknown, pattern: string): boolean {
  const wanted = call.flag("SimpleMatch") === true ? escapeRegex(pattern) : pattern;
  const result = call.machine.plain(
    binary(call.machine, "match", call.flag("CaseSensitive") === true, text, str(wanted), call.at),
  );
  return result instanceof Bool ? result.value : result.kind !== "null";
}

interface Found {
  readonly pattern: string;
  readonly regex: NetRegex | null;
  readonly matches: readonly NetMatch[];
}

function matchLine(call: CmdletCall, patterns: readonly string[], text: string): Found | null {
  const caseSensitive = call.flag("CaseSensitive") === true;
  const simple = call.flag("SimpleMatch") === true;
  const all = call.flag("AllMatches") === true;
  for (const pattern of patterns) {
    if (simple) {
      const at = caseSensitive ? text.indexOf(pattern) : text.toLowerCase().indexOf(pattern.toLowerCase());
      if (at >= 0) return { pattern, regex: null, matches: [] };
      continue;
    }
    try {
      const regex = netRegex(pattern, caseSensitive ? 0 : IGNORE_CASE, meterOf(call.machine));
      const matches: NetMatch[] = [];
      for (const match of regex.all(text)) {
        matches.push(match);
        if (!all) break;
      }
      if (matches.length > 0) return { pattern, regex, matches };
    } catch (error) {
      if (error instanceof Inexpressible) {
        // Nobody can tell here: the same question as `-match` asks.
        const fits = call.machine.askWhether(
          `match:${pattern}:${text}`,
          `'${text}' fits ${pattern}`,
          `'${text}' does not fit ${pattern}`,
        );
        if (fits) return { pattern, regex: null, matches: [] };
        continue;
      }
      throw new PsError({
        id: "InvalidRegex",
        message: `The string ${pattern} is not a valid regular expression.`,
        exception: "System.ArgumentException",
        at: call.at,
      });
    }
  }
  return null;
}

function info(call: CmdletCall, line: Line, pattern: string, regex: NetRegex | null, matches: readonly NetMatch[]): Instance {
  const text = line.text instanceof Str ? line.text.value : "";
  const values: ReadonlyMap<string, Value> = new Map<string, Value>([
    ["line", line.text],
    ["linenumber", int(line.number)],
    ["pattern", str(pattern)],
    ["path", str(line.path)],
    ["filename", str(leafName(line.path))],
    ["ignorecase", bool(call.flag("CaseSensitive") !== true)],
    [
      "matches",
      new Arr("System.Text.RegularExpressions.Match", regex ? matches.map((match) => matchObject(text, regex, match)) : []),
    ],
    ["context", str("")],
  ]);
  return new Instance(
    {
      ...MATCH_INFO,
      get: (_self, name) => values.get(name.toLowerCase()),
      text: () =>
        line.text instanceof Str
          ? line.path === "InputStream"
            ? line.text.value
            : `${line.path}:${line.number}:${line.text.value}`
          : line.text,
    },
    call.at,
  );
}

const MATCH_INFO: ObjectModel = {
  typeNames: ["Microsoft.PowerShell.Commands.MatchInfo", "System.Object"],
  propertyNames: () => ["IgnoreCase", "LineNumber", "Line", "Filename", "Path", "Pattern", "Context", "Matches"],
};

/** A Match with its groups, as a bag of properties. */
function matchObject(text: string, regex: NetRegex, match: NetMatch): PsObject {
  const groups = match.groups.map((span, index) => {
    const group = new PsObject(["System.Text.RegularExpressions.Group", "System.Object"]);
    fill(group, [
      ["Success", bool(span !== null)],
      ["Name", str(regex.names[index] ?? String(index))],
      ["Index", int(span ? span[0] : 0)],
      ["Length", int(span ? span[1] - span[0] : 0)],
      ["Value", str(span ? text.slice(span[0], span[1]) : "")],
    ]);
    return group;
  });
  const object = new PsObject(["System.Text.RegularExpressions.Match", "System.Object"]);
  fill(object, [
    ["Groups", new Arr("System.Object", groups)],
    ["Success", TRUE],
    ["Index", int(match.index)],
    ["Length", int(match.end - match.index)],
    ["Value", str(text.slice(match.index, match.end))],
  ]);
  return object;
}

function fill(object: PsObject, properties: readonly (readonly [string, Value])[]): void {
  for (const [name, value] of properties) object.properties.set(name.toLowerCase(), { name, value });
}

export const searchCmdlets: readonly Tool[] = [
  {
    form: "cmdlet",
    names: ["Select-String"],
    effect: "inert",
    areas: [],
    module: "Microsoft.PowerShell.Utility",
    parameters: parameters(
      "Pattern[]@0",
      "Path[]@1.",
      "LiteralPath|PSPath[].",
      "InputObject<",
      "SimpleMatch?",
      "CaseSensitive?",
      "Quiet?",
      "List?",
      "NoEmphasis?",
      "Raw?",
      "Include[]",
      "Exclude[]",
      "NotMatch?",
      "AllMatches?",
      "Encoding",
      "Context[]",
      "Culture",
    ),
    run: selectString,
  },
];
