import type { Machine } from "../../machine/machine.js";
import { PsError } from "../../tools/script-error.js";
import { enquire } from "../../values/host-question.js";
import { PartialText, splitPartlyKnown } from "../../values/partial-text.js";
import type { Trace } from "../../values/source.js";
import { StandIns } from "../../values/stand-ins.js";
import { derive, type Piece, pieces, question, symbolOf, textOf, wording } from "../../values/unknowns.js";
import { Arr, type Block, bool, Dict, NULL, Num, type Plain, Str, TypeRef, Unknown, type Value } from "../../values/value.js";
import { matchWildcard, parseWildcard } from "../../values/wildcard.js";
import { matchValue } from "../dotnet/text/regex-values.js";
import { NetException, operationError, stopped } from "../errors/failures.js";
import { chargeMatching, meterOf } from "../regex/charge.js";
import { IGNORE_CASE, Inexpressible } from "../regex/options.js";
import { expandReplacement, isPlainReplacement, type NetMatch, type NetRegex, netRegex } from "../regex/regex.js";
import { convertTo, truthValue } from "../types/convert.js";
import { toNumeric } from "../types/convert-number.js";
import { dictSet } from "../types/dict.js";
import { enumerate } from "../types/enumerate.js";
import { dialectOf } from "../types/session-cells.js";
import { elementText, joinValues, toStr } from "../types/text.js";

/** Operators on texts: -like, -match, -replace, -split, -join. */

// ---------------------------------------------------------------- -like

export function likeOperator(
  machine: Machine,
  left: Plain,
  right: Plain,
  caseSensitive: boolean,
  negated: boolean,
  at: Trace | null,
): Value {
  const text = toStr(machine, left, null);
  const pattern = toStr(machine, right, null);
  if (pattern.kind === "str") {
    const tokens = parseWildcard(pattern.value);
    if (tokens === null) {
      throw new PsError({
        id: "RuntimeException",
        message: `The specified wildcard character pattern is not valid: ${pattern.secret ? "***" : pattern.value}`,
        at,
      });
    }
    const result = PartialText.of(text).isLike(tokens, caseSensitive);
    if (result !== undefined) return bool(result !== negated);
    if (text.kind === "unknown") {
      const answer = enquire(machine, text, {
        form: "pattern",
        text: pattern.value,
        passes: (candidate) => matchWildcard(tokens, [candidate], caseSensitive) === true,
      });
      if (answer !== undefined) return bool(answer !== negated);
    }
  }
  const subject = `(${caseSensitive ? "-clike" : "-like"} ${symbolOf(text)} ${symbolOf(pattern)})`;
  return question(
    machine,
    subject,
    `${wording(text)} is like ${wording(pattern)}`,
    `${wording(text)} is not like ${wording(pattern)}`,
    negated,
  );
}

// ---------------------------------------------------------------- -match

type SetMatches = ((matches: Dict | Unknown) => void) | undefined;

export function matchOperator(
  machine: Machine,
  left: Plain,
  right: Plain,
  caseSensitive: boolean,
  negated: boolean,
  setMatches: SetMatches,
  at: Trace | null,
): Value {
  const items = left.kind === "unknown" ? null : enumerate(machine, left);
  const pattern = toStr(machine, right, null);
  if (items === null) return matchText(machine, toStr(machine, left, null), pattern, caseSensitive, negated, setMatches, at);
  if (items instanceof Unknown) return derive([items], `(-match ${items.symbol} ${symbolOf(pattern)})`, "System.Object[]", at);
  const kept = items.filter((item) => {
    const result = machine.plain(matchText(machine, toStr(machine, item, null), pattern, caseSensitive, negated, undefined, at));
    return result.kind === "bool" && result.value;
  });
  return new Arr("System.Object", kept, "array", null, at);
}

/** Compiles for an operator; null: it cannot be matched here. */
function compile(machine: Machine, pattern: string, options: number, at: Trace | null, replacing = false): NetRegex | null {
  try {
    return netRegex(pattern, options, meterOf(machine));
  } catch (error) {
    if (error instanceof Inexpressible) return null;
    if (!(error instanceof NetException)) throw error;
    if (replacing)
      throw operationError("InvalidRegularExpression", `The regular expression pattern ${pattern} is not valid.`, at);
    throw stopped(error.type, error.message, at);
  }
}

/** Runs a matcher; what it cannot decide is null. */
function attempt<T>(machine: Machine, run: () => T): T | null {
  try {
    return run();
  } catch (error) {
    if (error instanceof Inexpressible) return null;
    throw error;
  } finally {
    chargeMatching(machine);
  }
}

function matchText(
  machine: Machine,
  text: Str | Unknown,
  pattern: Str | Unknown,
  caseSensitive: boolean,
  negated: boolean,
  setMatches: SetMatches,
  at: Trace | null,
): Value {
  const regex = pattern.kind === "str" ? compile(machine, pattern.value, caseSensitive ? 0 : IGNORE_CASE, at) : null;
  if (regex && text.kind === "str") {
    machine.budget.step();
    const found = attempt(machine, () => ({ match: regex.find(text.value) }));
    if (found) {
      if (found.match && setMatches) setMatches(matchTable(machine, regex, text, found.match, at));
      return bool((found.match !== null) !== negated);
    }
  }
  const symbol = `(${caseSensitive ? "-cmatch" : "-match"} ${symbolOf(text)} ${symbolOf(pattern)})`;
  const parts = text.kind === "unknown" ? pieces(text).map((piece) => (typeof piece === "string" ? piece : null)) : [];
  const fromFragments = regex && parts.length > 1 ? attempt(machine, () => regex.decide(parts)) : undefined;
  let result: Plain = bool(fromFragments === true);
  if (typeof fromFragments !== "boolean") {
    const answer =
      regex && text.kind === "unknown" && pattern.kind === "str"
        ? enquire(machine, text, {
            form: "pattern",
            text: pattern.value,
            passes: (candidate) => attempt(machine, () => regex.find(candidate)) !== null,
          })
        : undefined;
    result =
      answer === undefined
        ? machine.plain(
            question(
              machine,
              symbol,
              `${wording(text)} matches ${wording(pattern)}`,
              `${wording(text)} does not match ${wording(pattern)}`,
            ),
          )
        : bool(answer);
  }
  const matched = result.kind === "bool" && result.value;
  if (matched && setMatches) {
    const [first] = parts;
    const match =
      fromFragments === true && typeof first === "string"
        ? attempt(machine, () => regex?.anchoredMatch({ text: first, startKnown: true, endKnown: false }))
        : undefined;
    setMatches(
      regex && match && typeof first === "string"
        ? matchTable(machine, regex, new Str(first, text.trace, text.secret), match, at)
        : unknownMatches(machine, regex, text, pattern, symbol, at),
    );
  }
  return bool(matched !== negated);
}

/** `$Matches`: groups that took part, by name or number. */
function matchTable(machine: Machine, regex: NetRegex, text: Str, match: NetMatch, at: Trace | null): Dict {
  const table = new Dict("hashtable", "System.Collections.Hashtable", false, at);
  for (let number = match.groups.length - 1; number >= 0; number--) {
    const span = match.groups[number];
    if (!span) continue;
    const value = new Str(text.value.slice(span[0], span[1]), text.trace ?? at, text.secret);
    dictSet(machine, table, groupKey(regex, number), value);
  }
  return table;
}

function groupKey(regex: NetRegex, number: number): Plain {
  const name = regex.names[number] as string;
  return /^\d+$/.test(name) ? new Num("Int32", Number(name)) : new Str(name);
}

function unknownMatches(
  machine: Machine,
  regex: NetRegex | null,
  text: Str | Unknown,
  pattern: Str | Unknown,
  symbol: string,
  at: Trace | null,
): Dict | Unknown {
  if (!regex) return derive([text, pattern], `$Matches${symbol}`, "System.Collections.Hashtable", at);
  const table = new Dict("hashtable", "System.Collections.Hashtable", false, at);
  for (let number = regex.names.length - 1; number >= 0; number--) {
    dictSet(
      machine,
      table,
      groupKey(regex, number),
      derive([text], `$Matches[${regex.names[number] ?? ""}]${symbol}`, "System.String", at),
    );
  }
  return table;
}

// ---------------------------------------------------------------- -replace

export function replaceOperator(machine: Machine, left: Plain, right: Plain, caseSensitive: boolean, at: Trace | null): Value {
  const operands = right.kind === "arr" ? machine.settled(right.items) : [right];
  if (operands.length > 2)
    throw operationError(
      "BadReplaceArgument",
      `The -replace operator allows only two elements to follow it, not ${operands.length}.`,
      at,
    );
  const pattern = operands[0] === undefined ? new Str("") : toStr(machine, operands[0], null);
  const substitute = operands[1] === undefined ? NULL : machine.plain(operands[1]);
  if (right.kind === "unknown" && right.parts === null && right.type === null) {
    return derive([left, right], `(-replace ${symbolOf(left)} ${right.symbol})`, "System.String", at);
  }
  const items = left.kind === "unknown" ? null : enumerate(machine, left);
  if (items instanceof Unknown) return derive([items], `(-replace ${items.symbol})`, "System.Object[]", at);
  const one = (item: Value): Value => replaceText(machine, toStr(machine, item, null), pattern, substitute, caseSensitive, at);
  if (items === null) return one(left);
  return new Arr("System.Object", items.map(one), "array", null, at);
}

function replaceText(
  machine: Machine,
  text: Str | Unknown,
  pattern: Str | Unknown,
  substitute: Plain,
  caseSensitive: boolean,
  at: Trace | null,
): Str | Unknown {
  const whole = (): Unknown =>
    derive(
      [text, pattern, substitute],
      `(-replace ${symbolOf(text)} ${symbolOf(pattern)} ${symbolOf(substitute)})`,
      "System.String",
      at,
    );
  if (pattern.kind !== "str") return whole();
  const options = caseSensitive ? 0 : IGNORE_CASE;
  const regex = compile(machine, pattern.value, options, at, true);
  if (!regex) return whole();
  const make = replacer(machine, regex, substitute, at);
  if (text.kind === "str") return attempt(machine, () => replaceAll(machine, regex, text, make, at)) ?? whole();
  const around = aroundHoles(machine, text, regex, pattern.value, make, at) ?? atItsEnds(machine, text, regex, make, at);
  if (around) return around;
  // A hole hides its own matches only when each match is one character by itself.
  const replacement = elementText(machine, substitute, null, 0);
  const removesRun =
    replacement.kind === "str" && replacement.value === "" && /^(\\.|\[[^\]]*\]|[^\\[(.*+?^$|{])\+$/.test(pattern.value);
  const single = regex.singleChar ? regex : removesRun ? compile(machine, pattern.value.slice(0, -1), options, at, true) : null;
  if (!single?.singleChar || !text.parts) return whole();
  const parts: Piece[] = [];
  for (const part of text.parts) {
    if (typeof part !== "string") {
      parts.push(
        derive([part], `(-replace ${part.symbol} ${symbolOf(pattern)} ${symbolOf(replacement)})`, "System.String", part.trace),
      );
      continue;
    }
    const replaced = attempt(machine, () => replaceAll(machine, single, new Str(part), make, null));
    if (!replaced) return whole();
    parts.push(...pieces(replaced));
  }
  return textOf(parts, at, text.secret || replacement.secret);
}

/** A text with more unknown parts is not replaced around them. */
const MAXIMUM_HOLES = 256;

/** Holes that say that the pattern matches nothing of theirs stay as they are: the known text around them is replaced. */
function aroundHoles(
  machine: Machine,
  text: Unknown,
  regex: NetRegex,
  pattern: string,
  make: Replacer,
  at: Trace | null,
): Str | Unknown | null {
  const parts = pieces(text);
  const holes = parts.filter((part): part is Unknown => typeof part !== "string");
  const test = {
    form: "pattern",
    text: pattern,
    passes: (candidate: string) => attempt(machine, () => regex.find(candidate)) !== null,
  } as const;
  if (holes.length > MAXIMUM_HOLES || holes.some((hole) => enquire(machine, hole, test) !== false)) return null;
  const standIns = new StandIns();
  const joined = standIns.encode(parts);
  if (joined === null) return null;
  const replaced = attempt(machine, () => replaceAll(machine, regex, new Str(joined), make, null));
  if (!replaced) return null;
  const back = pieces(replaced).flatMap((part): Piece[] => (typeof part === "string" ? standIns.decode(part) : [part]));
  return textOf(back, at, text.secret);
}

/** A pattern that matches at one end only, where the text is known: that end is replaced, the rest stays. */
function atItsEnds(machine: Machine, text: Unknown, regex: NetRegex, make: Replacer, at: Trace | null): Str | Unknown | null {
  const parts = pieces(text);
  const first = parts[0];
  const last = parts.at(-1);
  if (parts.length < 2 || make.local !== true) return null;
  if (typeof first === "string") {
    const match = attempt(machine, () => ({
      found: regex.anchoredMatch({ text: first, startKnown: true, endKnown: false }),
    }))?.found;
    if (match === null) return text;
    if (match) return textOf([...make(first, match), first.slice(match.end), ...parts.slice(1)], at, text.secret);
  }
  if (typeof last === "string") {
    const match = attempt(machine, () => ({
      found: regex.endingMatch({ text: last, startKnown: false, endKnown: true }),
    }))?.found;
    if (match === null) return text;
    if (match) return textOf([...parts.slice(0, -1), last.slice(0, match.index), ...make(last, match)], at, text.secret);
  }
  return null;
}

interface Replacer {
  (text: string, match: NetMatch): readonly Piece[];
  secret?: boolean;
  /** It asks for nothing of the text but the match: not for what stands before and behind it. */
  local?: boolean;
}

function replacer(machine: Machine, regex: NetRegex, substitute: Plain, at: Trace | null): Replacer {
  if (substitute.kind === "block" && dialectOf(machine) === "7")
    return (text, match) => blockReplacement(machine, substitute, regex, text, match, at);
  const replacement = toStr(machine, substitute, null);
  const result: Replacer = (text, match) => {
    if (replacement.kind === "str")
      return [
        isPlainReplacement(replacement.value) ? replacement.value : expandReplacement(replacement.value, regex, text, match),
      ];
    // A replacement that is not known may refer to groups; its known fragments are taken as they are when they do not.
    return pieces(replacement).map((piece) => {
      if (typeof piece !== "string") return derive([piece], `(-replacement ${piece.symbol})`, "System.String", piece.trace);
      return expandReplacement(piece, regex, text, match);
    });
  };
  result.secret = replacement.secret;
  result.local = pieces(replacement).every((piece) => typeof piece !== "string" || !/\$[_`']/.test(piece));
  return result;
}

function blockReplacement(
  machine: Machine,
  block: Block,
  regex: NetRegex,
  text: string,
  match: NetMatch,
  at: Trace | null,
): readonly Piece[] {
  if (!machine.blocks) return [derive([], `(-replace block ${match.index})`, "System.String", at)];
  const value = matchValue(machine, regex, new Str(text), match, at);
  const outputs = machine.blocks(block, { underscore: value, args: [value] });
  const result: Value = outputs.length === 1 ? (outputs[0] as Value) : new Arr("System.Object", outputs);
  return pieces(toStr(machine, result, null));
}

/** Replaces every match in a known text. */
export function replaceAll(
  machine: Machine,
  regex: NetRegex,
  text: Str,
  make: Replacer,
  at: Trace | null,
  limit = Number.POSITIVE_INFINITY,
): Str | Unknown {
  const parts: Piece[] = [];
  let last = 0;
  let count = 0;
  for (const match of regex.all(text.value)) {
    if (count++ >= limit) break;
    machine.budget.step();
    parts.push(text.value.slice(last, match.index), ...make(text.value, match));
    last = match.end;
  }
  parts.push(text.value.slice(last));
  machine.budget.size(parts.reduce((sum, part) => sum + (typeof part === "string" ? part.length : 1), 0));
  return textOf(parts, at, text.secret || make.secret === true);
}

// ---------------------------------------------------------------- -split, -join

export function joinOperator(machine: Machine, left: Plain, by: Str | Unknown, at: Trace | null): Value {
  if (left.kind === "unknown" && left.parts === null && left.type !== "System.String")
    return derive([left], `(-join ${left.symbol} ${symbolOf(by)})`, "System.String", at);
  const items = enumerate(machine, left);
  if (items instanceof Unknown) return derive([items], `(-join ${items.symbol} ${symbolOf(by)})`, "System.String", at);
  return items === null ? toStr(machine, left, at) : joinValues(machine, items, by, at);
}

function texts(items: readonly string[], of: Str, at: Trace | null): Arr {
  return new Arr(
    "System.String",
    items.map((item) => new Str(item, of.trace ?? at, of.secret)),
    "array",
    null,
    at,
  );
}

export function unarySplit(machine: Machine, operand: Plain, at: Trace | null): Value {
  const items = enumerate(machine, operand);
  if (items instanceof Unknown) return derive([items], `(-split ${items.symbol})`, "System.String[]", at);
  const result: Value[] = [];
  for (const item of items ?? [operand]) {
    const text = toStr(machine, item, null);
    if (text.kind === "unknown") return derive([text], `(-split ${text.symbol})`, "System.String[]", at);
    const words = text.value.trim().split(/\s+/);
    result.push(...machine.settled(texts(words, text, at).items));
  }
  return new Arr("System.String", result, "array", null, at);
}

const SPLIT_OPTIONS = {
  SimpleMatch: 1,
  RegexMatch: 2,
  CultureInvariant: 4,
  IgnorePatternWhitespace: 8,
  Multiline: 16,
  Singleline: 32,
  IgnoreCase: 64,
  ExplicitCapture: 128,
};

export function splitOperator(machine: Machine, left: Plain, right: Plain, caseSensitive: boolean, at: Trace | null): Value {
  const operands = (right.kind === "arr" ? machine.settled(right.items) : [right]).map((item) => machine.plain(item));
  if (operands.length === 0)
    throw operationError("BadOperatorArgument", "The right operand of the -split operator is empty.", at);
  const delimiter = operands[0] ?? NULL;
  const limit = operands[1] === undefined ? 0 : splitLimit(machine, operands[1], at);
  const options = operands[2] === undefined || operands[2].kind === "null" ? 0 : splitOptions(machine, operands[2], at);
  const items = left.kind === "unknown" ? null : enumerate(machine, left);
  if (items instanceof Unknown || limit === null || options === null)
    return derive([left, right], `(-split ${symbolOf(left)} ${symbolOf(right)})`, "System.String[]", at);
  const result: Value[] = [];
  for (const item of items ?? [left]) {
    const text = toStr(machine, item, null);
    const words = splitText(machine, text, delimiter, limit, options, caseSensitive, at);
    if (words === null)
      return derive([text, delimiter], `(-split ${symbolOf(text)} ${symbolOf(delimiter)} ${limit})`, "System.String[]", at);
    result.push(...words);
  }
  machine.budget.size(result.length);
  return new Arr("System.String", result, "array", null, at);
}

/** Errors of these conversions come out as plain runtime errors. */
function asRuntimeError<T>(run: () => T, at: Trace | null): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof PsError) throw new PsError({ id: "RuntimeException", message: error.message, at });
    throw error;
  }
}

function splitLimit(machine: Machine, value: Plain, at: Trace | null): number | null {
  if (value.kind === "unknown") return null;
  return asRuntimeError(() => toNumeric(value, "Int32", dialectOf(machine), at).value as number, at);
}

function splitOptions(machine: Machine, value: Plain, at: Trace | null): number | null {
  const converted = asRuntimeError(
    () => machine.plain(convertTo(machine, value, new TypeRef("System.Management.Automation.SplitOptions"), at)),
    at,
  );
  return converted.kind === "enum" ? converted.value : null;
}

/** A text with holes is cut at a separator of one character that no hole holds. */
function splitHoles(machine: Machine, text: Unknown, delimiter: Plain, at: Trace | null): readonly Value[] | null {
  const separator =
    delimiter.kind === "str" ? /^\\?([^\w\s.^$*+?()[\]{}|\\])$|^\\([.^$*+?()[\]{}|\\])$/.exec(delimiter.value) : null;
  const char = separator?.[1] ?? separator?.[2];
  return char === undefined ? null : splitPartlyKnown(machine, text, [char], at);
}

/** null: it is not known where the text is cut. */
function splitText(
  machine: Machine,
  text: Str | Unknown,
  delimiter: Plain,
  limit: number,
  options: number,
  caseSensitive: boolean,
  at: Trace | null,
): readonly Value[] | null {
  if (text.kind === "unknown") return limit === 0 ? splitHoles(machine, text, delimiter, at) : null;
  if (delimiter.kind === "block") return blockSplit(machine, text, delimiter, limit, at);
  const pattern = toStr(machine, delimiter, null);
  if (pattern.kind === "unknown") return null;
  const ignoreCase = !caseSensitive || (options & SPLIT_OPTIONS.IgnoreCase) !== 0;
  const simple = (options & SPLIT_OPTIONS.SimpleMatch) !== 0;
  const flags =
    (ignoreCase ? IGNORE_CASE : 0) |
    (options & SPLIT_OPTIONS.Multiline ? 2 : 0) |
    (options & SPLIT_OPTIONS.ExplicitCapture ? 4 : 0) |
    (options & SPLIT_OPTIONS.Singleline ? 16 : 0) |
    (options & SPLIT_OPTIONS.IgnorePatternWhitespace ? 32 : 0);
  const source = simple ? pattern.value.replace(/[\\*+?|{}[\]()^$.# \t\n\f\r]/g, "\\$&") : pattern.value;
  const regex = compile(machine, source, simple ? flags & IGNORE_CASE : flags, at);
  if (!regex) return null;
  const cuts = attempt(machine, () => regexSplit(machine, regex, text.value, limit));
  return cuts && machine.settled(texts(cuts, text, at).items);
}

/** Pieces between matches, with what groups captured in between. A negative limit cuts at the last matches. */
export function regexSplit(machine: Machine, regex: NetRegex, text: string, limit: number): string[] {
  if (limit === 1 || limit === -1) return [text];
  let matches: NetMatch[] = [];
  for (const match of regex.all(text)) {
    machine.budget.step();
    matches.push(match);
    if (limit > 1 && matches.length >= limit - 1) break;
  }
  if (limit < 0) matches = matches.slice(Math.max(0, matches.length + limit + 1));
  const result: string[] = [];
  let last = 0;
  for (const match of matches) {
    result.push(text.slice(last, match.index));
    for (const span of match.groups.slice(1)) if (span) result.push(text.slice(span[0], span[1]));
    last = match.end;
  }
  result.push(text.slice(last));
  return result;
}

function blockSplit(machine: Machine, text: Str, block: Block, limit: number, at: Trace | null): readonly Value[] | null {
  if (!machine.blocks || limit < 0) return null;
  const words: string[] = [];
  let current = "";
  for (const char of text.value.split("")) {
    if (limit === 0 || words.length < limit - 1) {
      const outputs = machine.blocks(block, { underscore: new Str(char), newScope: true });
      const value: Value = outputs.length === 1 ? (outputs[0] as Value) : new Arr("System.Object", outputs);
      const cut = machine.plain(truthValue(machine, value));
      if (cut.kind === "bool" && cut.value) {
        words.push(current);
        current = "";
        continue;
      }
    }
    current += char;
  }
  words.push(current);
  return machine.settled(texts(words, text, at).items);
}
