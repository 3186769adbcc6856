import type { Machine } from "../../../machine/machine.js";
import type { Call, DotnetType, NetType, Result } from "../../../tools/dotnet-type.js";
import type { Trace } from "../../../values/source.js";
import { derive, type Piece, pieces, symbolOf, textOf, unmodelled } from "../../../values/unknowns.js";
import {
  Arr,
  type Block,
  type Instance,
  NULL,
  Num,
  type Plain,
  Str,
  TypeRef,
  Unknown,
  type Value,
} from "../../../values/value.js";
import { badText, cannotConvert, NetException, shown } from "../../errors/failures.js";
import { chargeMatching, meterOf } from "../../regex/charge.js";
import { Inexpressible } from "../../regex/options.js";
import { escapeRegex, expandReplacement, type NetMatch, type NetRegex, netRegex } from "../../regex/regex.js";
import { fieldOf, makeInstance, stringArray } from "../../types/calls.js";
import { convertTo } from "../../types/convert.js";
import { toStr } from "../../types/text.js";
import { typeNameOf } from "../../types/types.js";

/** Regex, Match, Group and their collections. */
const REGEX = "System.Text.RegularExpressions.Regex";
const MATCH = "System.Text.RegularExpressions.Match";
const GROUP = "System.Text.RegularExpressions.Group";

/** Compiles; Unknown: it cannot be matched here. Throws NetException as .NET does. */
function compile(machine: Machine, pattern: string, options: number): NetRegex | Unknown {
  try {
    return netRegex(pattern, options, meterOf(machine));
  } catch (error) {
    if (error instanceof Inexpressible) return unmodelled(error.message, `regex(${JSON.stringify(pattern)},${options})`, null);
    throw error;
  }
}

function makeRegex(machine: Machine, pattern: string, options: number, at: Trace | null): Value {
  const compiled = compile(machine, pattern, options);
  return makeInstance(machine, REGEX, { pattern, options, regex: compiled }, at);
}

/** Runs a matcher; what it cannot decide is an unknown of the type. */
function tried(
  call: Call,
  regex: NetRegex | Unknown,
  text: Plain,
  type: string | null,
  run: (regex: NetRegex, text: Str) => Result,
): Result {
  const symbol = `${REGEX}.${call.name.toLowerCase()}(${[text, ...call.args].map(symbolOf).join(",")},${regex instanceof Unknown ? regex.symbol : JSON.stringify(regex.pattern)})`;
  if (regex instanceof Unknown) return unknownAs(call, unmodelled(regex.why, symbol, call.at, type));
  if (text.kind === "null") throw new NetException("System.ArgumentNullException", "Value cannot be null. (Parameter 'input')");
  const subject = toStr(call.machine, text, null);
  if (subject.kind === "unknown") return unknownAs(call, derive([subject], symbol, type, call.at));
  try {
    return run(regex, subject);
  } catch (error) {
    if (error instanceof Inexpressible) return unknownAs(call, unmodelled(error.message, symbol, call.at, type));
    throw error;
  } finally {
    chargeMatching(call.machine);
  }
}

/** Whether the first argument matches: of a text that is known in part, where its known parts decide it. */
function isMatch(call: Call, regex: NetRegex | Unknown): Result {
  const given = call.arg(0);
  const text = given.kind === "null" ? new Str("") : toStr(call.machine, given, null);
  const parts = text.kind === "unknown" && text.parts !== null ? pieces(text) : [];
  if (!(regex instanceof Unknown) && parts.length > 1) {
    const decided = tried(call, regex, new Str(""), null, (r) => {
      const answer = r.decide(parts.map((piece) => (typeof piece === "string" ? piece : null)));
      return answer === undefined ? NULL : answer;
    });
    if (typeof decided === "boolean") return decided;
  }
  return tried(call, regex, given, "System.Boolean", (r, t) => r.find(t.value) !== null);
}

function unknownAs(call: Call, unknown: Unknown): Result {
  return unknown.type === "System.Boolean" ? convertTo(call.machine, unknown, new TypeRef("System.Boolean"), call.at) : unknown;
}

/** A match as scripts see it; null: the match that failed. */
export function matchValue(machine: Machine, regex: NetRegex, text: Str, match: NetMatch | null, at: Trace | null): Instance {
  return makeInstance(machine, MATCH, { regex, text, match, secret: text.secret }, text.trace ?? at);
}

function groupAt(machine: Machine, self: Plain, number: number, at: Trace | null): Instance {
  const match = fieldOf<NetMatch | null>(machine, self, "match");
  const regex = fieldOf<NetRegex>(machine, self, "regex");
  const text = fieldOf<Str>(machine, self, "text");
  return makeInstance(
    machine,
    GROUP,
    {
      text,
      span: match?.groups[number] ?? null,
      captures: match?.captures[number] ?? [],
      name: regex.shownName(number),
      secret: text.secret,
    },
    at,
  );
}

function emptyGroup(machine: Machine, at: Trace | null): Instance {
  return makeInstance(machine, GROUP, { text: new Str(""), span: null, name: "" }, at);
}

function spanOf(machine: Machine, self: Plain): readonly [number, number] | null {
  const match = fieldOf<NetMatch | null | undefined>(machine, self, "match");
  if (match !== undefined) return match ? (match.groups[0] as readonly [number, number]) : null;
  return fieldOf<readonly [number, number] | null>(machine, self, "span");
}

/** All that a group captured, in order; of a match that is the match. */
function capturesOf(machine: Machine, self: Plain, at: Trace | null): Plain[] {
  const spans = fieldOf<NetMatch["captures"][number] | undefined>(machine, self, "captures") ?? [];
  if (spans.length <= 1) return spanOf(machine, self) ? [self] : [];
  const text = fieldOf<Str>(machine, self, "text");
  return spans.map((span) => makeInstance(machine, GROUP, { text, span, name: "", secret: text.secret }, at));
}

function matchedText(machine: Machine, self: Plain): Str {
  const text = fieldOf<Str>(machine, self, "text");
  const span = spanOf(machine, self);
  return new Str(span ? text.value.slice(span[0], span[1]) : "", text.trace, text.secret);
}

const groupType: NetType = {
  name: GROUP,
  ancestors: ["System.Text.RegularExpressions.Capture"],
  properties: {
    Success: (self, machine) => spanOf(machine, self) !== null,
    Name: (self, machine) => fieldOf<string>(machine, self, "name") ?? "0",
    Captures: (self, machine, at) => new Arr("System.Object", capturesOf(machine, self, at)),
    Index: (self, machine) => spanOf(machine, self)?.[0] ?? 0,
    Length: (self, machine) => {
      const span = spanOf(machine, self);
      return span ? span[1] - span[0] : 0;
    },
    Value: (self, machine) => matchedText(machine, self),
  },
  methods: { "ToString() string": (c) => matchedText(c.machine, c.self) },
  text: (machine, self) => matchedText(machine, self).value,
};

const matchType: NetType = {
  name: MATCH,
  base: GROUP,
  ancestors: [GROUP, "System.Text.RegularExpressions.Capture"],
  properties: {
    Groups: (self, machine, at) => makeInstance(machine, "System.Text.RegularExpressions.GroupCollection", { of: self }, at),
  },
  methods: {
    "NextMatch() object": (c) => {
      const match = fieldOf<NetMatch | null>(c.machine, c.self, "match");
      const regex = fieldOf<NetRegex>(c.machine, c.self, "regex");
      const text = fieldOf<Str>(c.machine, c.self, "text");
      if (!match) return c.self;
      return tried(c, regex, text, MATCH, (r) => matchValue(c.machine, r, text, r.next(text.value, match), c.at));
    },
    "Result(string replacement) string": (c) => {
      const match = fieldOf<NetMatch | null>(c.machine, c.self, "match");
      const text = fieldOf<Str>(c.machine, c.self, "text");
      if (!match) throw new NetException("System.NotSupportedException", "Result cannot be called on a failed Match.");
      return expandReplacement(c.string(0), fieldOf<NetRegex>(c.machine, c.self, "regex"), text.value, match);
    },
  },
};

function groupsOf(machine: Machine, self: Plain): { match: Plain; names: readonly string[]; success: boolean } {
  const match = fieldOf<Plain>(machine, self, "of");
  const found = fieldOf<NetMatch | null>(machine, match, "match");
  return { match, names: fieldOf<NetRegex>(machine, match, "regex").names, success: found !== null };
}

const groupCollectionType: NetType = {
  name: "System.Text.RegularExpressions.GroupCollection",
  properties: { Count: (self, machine) => (groupsOf(machine, self).success ? groupsOf(machine, self).names.length : 1) },
  indexer: (c) => groupBy(c, 0),
  methods: { "Item(object key) object": (c) => groupBy(c, 0) },
  enumerate: (machine, self) => {
    const { match, names, success } = groupsOf(machine, self);
    const regex = fieldOf<NetRegex>(machine, match, "regex");
    // .NET asks for the numbers 0, 1, 2 and so on, whether there are such groups or not.
    return (success ? names : ["0"]).map((_, number) => {
      const place = regex.placeOf(number);
      return place < 0 ? emptyGroup(machine, null) : groupAt(machine, match, place, null);
    });
  },
};

function groupBy(call: Call, index: number): Result {
  const { match, names, success } = groupsOf(call.machine, call.self);
  const key = call.arg(index);
  if (key.kind === "unknown") return derive([key], `groups(${symbolOf(match)})[${key.symbol}]`, GROUP, call.at);
  const number = fieldOf<NetRegex>(call.machine, match, "regex").placeOf(
    key.kind === "num" ? call.int(index) : call.string(index),
  );
  return success && number >= 0 && number < names.length
    ? groupAt(call.machine, match, number, call.at)
    : emptyGroup(call.machine, call.at);
}

function allMatches(call: Call, regex: NetRegex, text: Str): Value {
  const found: Value[] = [];
  for (const match of regex.all(text.value)) {
    call.machine.budget.step();
    found.push(matchValue(call.machine, regex, text, match, call.at));
  }
  return new Arr("System.Object", found, "list", "System.Text.RegularExpressions.MatchCollection", call.at);
}

function replaceMatches(call: Call, regex: NetRegex, text: Str, substitute: Plain, limit: number): Result {
  const replacement =
    substitute.kind === "block" ? null : substitute.kind === "null" ? new Str("") : toStr(call.machine, substitute, null);
  const parts: Piece[] = [];
  let last = 0;
  let count = 0;
  for (const match of regex.all(text.value)) {
    if (limit >= 0 && count++ >= limit) break;
    call.machine.budget.step();
    parts.push(text.value.slice(last, match.index));
    if (replacement?.kind === "str") parts.push(expandReplacement(replacement.value, regex, text.value, match));
    else if (replacement) parts.push(...pieces(replacement));
    else parts.push(...blockText(call, substitute as Block, matchValue(call.machine, regex, text, match, call.at)));
    last = match.end;
  }
  parts.push(text.value.slice(last));
  call.machine.budget.size(parts.reduce((sum, part) => sum + (typeof part === "string" ? part.length : 1), 0));
  return textOf(parts, text.trace ?? call.at, text.secret || replacement?.secret === true);
}

function blockText(call: Call, block: Block, match: Value): readonly Piece[] {
  if (!call.machine.blocks) return [derive([], "match evaluator", "System.String", call.at)];
  const outputs = call.machine.blocks(block, { args: [match], underscore: match, newScope: true });
  const value: Value =
    outputs.length === 0 ? NULL : outputs.length === 1 ? (outputs[0] as Value) : new Arr("System.Object", outputs);
  return pieces(toStr(call.machine, value, null));
}

function splitAt(call: Call, regex: NetRegex, text: Str, limit: number): Result {
  if (limit === 1) return stringArray(call.machine, [text.value], call.at, text.secret);
  const result: string[] = [];
  let last = 0;
  let count = 0;
  for (const match of regex.all(text.value)) {
    call.machine.budget.step();
    if (limit > 0 && ++count >= limit) break;
    result.push(text.value.slice(last, match.index));
    for (const span of match.groups.slice(1)) if (span) result.push(text.value.slice(span[0], span[1]));
    last = match.end;
  }
  result.push(text.value.slice(last));
  return stringArray(call.machine, result, text.trace ?? call.at, text.secret);
}

function own(call: Call): NetRegex | Unknown {
  return fieldOf<NetRegex | Unknown>(call.machine, call.self, "regex");
}

const find =
  (from = 0) =>
  (call: Call): ((regex: NetRegex, text: Str) => Result) =>
  (r, t) =>
    matchValue(call.machine, r, t, r.find(t.value, from), call.at);

const regexType: NetType = {
  name: REGEX,
  constructors: {
    "Regex(string pattern) regex": (c) => makeRegex(c.machine, c.string(0), 0, c.at),
    "Regex(string pattern, System.Text.RegularExpressions.RegexOptions options) regex": (c) =>
      makeRegex(c.machine, c.string(0), c.int(1), c.at),
    "Regex(string pattern, System.Text.RegularExpressions.RegexOptions options, timespan matchTimeout) regex": (c) =>
      makeRegex(c.machine, c.string(0), c.int(1), c.at),
  },
  properties: {
    Options: (self, machine, at) =>
      convertTo(
        machine,
        new Num("Int32", fieldOf<number>(machine, self, "options")),
        new TypeRef("System.Text.RegularExpressions.RegexOptions"),
        at,
      ),
    RightToLeft: (self, machine) => (fieldOf<number>(machine, self, "options") & 64) !== 0,
  },
  methods: {
    "IsMatch(text input) bool": (c) => isMatch(c, own(c)),
    "IsMatch(text input, int startat) bool": (c) =>
      tried(c, own(c), c.arg(0), "System.Boolean", (r, t) => r.find(t.value, c.int(1)) !== null),
    "Match(text input) object": (c) => tried(c, own(c), c.arg(0), MATCH, find()(c)),
    "Match(text input, int startat) object": (c) => tried(c, own(c), c.arg(0), MATCH, find(c.int(1))(c)),
    "Matches(text input) object": (c) => tried(c, own(c), c.arg(0), null, (r, t) => allMatches(c, r, t)),
    "Replace(text input, text replacement) string": (c) =>
      tried(c, own(c), c.arg(0), "System.String", (r, t) => replaceMatches(c, r, t, c.arg(1), -1)),
    "Replace(text input, delegate evaluator) string": (c) =>
      tried(c, own(c), c.arg(0), "System.String", (r, t) => replaceMatches(c, r, t, c.arg(1), -1)),
    "Replace(text input, text replacement, int count) string": (c) =>
      tried(c, own(c), c.arg(0), "System.String", (r, t) => replaceMatches(c, r, t, c.arg(1), c.int(2))),
    "Replace(text input, delegate evaluator, int count) string": (c) =>
      tried(c, own(c), c.arg(0), "System.String", (r, t) => replaceMatches(c, r, t, c.arg(1), c.int(2))),
    "Split(text input) string[]": (c) => tried(c, own(c), c.arg(0), "System.String[]", (r, t) => splitAt(c, r, t, 0)),
    "Split(text input, int count) string[]": (c) =>
      tried(c, own(c), c.arg(0), "System.String[]", (r, t) => splitAt(c, r, t, c.int(1))),
    "GetGroupNames() string[]": (c) => {
      const regex = own(c);
      return regex instanceof Unknown ? regex : stringArray(c.machine, regex.names, c.at);
    },
    "ToString() string": (c) => fieldOf<string>(c.machine, c.self, "pattern"),
  },
  statics: {
    "IsMatch(text input, string pattern, System.Text.RegularExpressions.RegexOptions? options) bool": (c) =>
      isMatch(c, compile(c.machine, c.string(1), c.has(2) ? c.int(2) : 0)),
    "Match(text input, string pattern, System.Text.RegularExpressions.RegexOptions? options) object": (c) =>
      tried(c, compile(c.machine, c.string(1), c.has(2) ? c.int(2) : 0), c.arg(0), MATCH, find()(c)),
    "Matches(text input, string pattern, System.Text.RegularExpressions.RegexOptions? options) object": (c) =>
      tried(c, compile(c.machine, c.string(1), c.has(2) ? c.int(2) : 0), c.arg(0), null, (r, t) => allMatches(c, r, t)),
    "Replace(text input, string pattern, text replacement, System.Text.RegularExpressions.RegexOptions? options) string": (c) =>
      tried(c, compile(c.machine, c.string(1), c.has(3) ? c.int(3) : 0), c.arg(0), "System.String", (r, t) =>
        replaceMatches(c, r, t, c.arg(2), -1),
      ),
    "Replace(text input, string pattern, delegate evaluator, System.Text.RegularExpressions.RegexOptions? options) string": (c) =>
      tried(c, compile(c.machine, c.string(1), c.has(3) ? c.int(3) : 0), c.arg(0), "System.String", (r, t) =>
        replaceMatches(c, r, t, c.arg(2), -1),
      ),
    "Split(text input, string pattern, System.Text.RegularExpressions.RegexOptions? options) string[]": (c) =>
      tried(c, compile(c.machine, c.string(1), c.has(2) ? c.int(2) : 0), c.arg(0), "System.String[]", (r, t) =>
        splitAt(c, r, t, 0),
      ),
    "Escape(string str) string": (c) => {
      if (c.arg(0).kind === "null")
        throw new NetException("System.ArgumentNullException", "Value cannot be null. (Parameter 'str')");
      return escapeRegex(c.string(0));
    },
    "Unescape(string str) string": (c) => unescapePattern(c.string(0)),
  },
  text: (machine, self) => fieldOf<string>(machine, self, "pattern"),
  cast: (machine, value, at) => {
    const plain = machine.plain(value);
    if (plain.kind === "unknown") return derive([plain], `([regex] ${plain.symbol})`, REGEX, at);
    if (plain.kind === "null" || (plain.kind === "instance" && plain.model.typeNames[0] === REGEX)) return plain;
    if (plain.kind !== "str" && plain.kind !== "num") throw cannotConvert(typeNameOf(plain), typeNameOf(plain), REGEX, at);
    const text = toStr(machine, plain, null);
    if (text.kind === "unknown") return derive([text], `([regex] ${text.symbol})`, REGEX, at);
    try {
      return makeRegex(machine, text.value, 0, at);
    } catch (error) {
      if (error instanceof NetException)
        throw badText("InvalidCastFromStringToRegex", shown(plain, text.value), REGEX, error.message, at);
      throw error;
    }
  },
};

function unescapePattern(text: string): string {
  const names: Readonly<Record<string, string>> = {
    n: "\n",
    r: "\r",
    t: "\t",
    f: "\f",
    v: "\v",
    a: "\u0007",
    e: "\u001b",
    b: "\b",
  };
  return text.replace(
    /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|([\s\S]))/g,
    (_, hex: string | undefined, unicode: string | undefined, char: string | undefined) => {
      if (hex ?? unicode) return String.fromCharCode(Number.parseInt((hex ?? unicode) as string, 16));
      return names[char as string] ?? (char as string);
    },
  );
}

export const regexTypes: readonly DotnetType[] = [groupType, matchType, groupCollectionType, regexType];
