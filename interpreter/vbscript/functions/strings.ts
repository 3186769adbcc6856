/** Functions on texts. Of a text that is known in part, what is known is worked on. */
import { knowledgeOf, PartialText, splitPartlyKnown } from "../../values/partial-text.js";
import { joinTexts, pieces, type TextValue } from "../../values/texts.js";
import { int, NULL, Str, Unknown, type Value } from "../../values/value.js";
import { atLeast } from "../values/bounded.js";
import { derived, isNull, toText } from "../values/convert.js";
import { numberOf } from "../values/numbers.js";
import { VbArray } from "../values/objects.js";
import { argument, type BuiltIn, type FunctionCall, fails, integer, open, plain, result, text } from "./function.js";

const TEXT = "System.String";

/** The parts of a text, known ones changed by `change`, and holes renamed. */
function mapped(call: FunctionCall, value: TextValue, change: (known: string) => string, what: string): Value {
  if (value instanceof Str) return result(call, change(value.value), value);
  if (value.parts === null) return derived(what, [value], call.at, TEXT);
  return joinTexts(
    pieces(value).map((piece) => (typeof piece === "string" ? change(piece) : derived(what, [piece], null, TEXT))),
    call.at,
  );
}

function orNull(run: BuiltIn): BuiltIn {
  return (call) => (call.args[0] !== undefined && isNull(plain(call, 0)) ? NULL : run(call));
}

const trimStart = (value: string) => value.replace(/^ +/, "");
const trimEnd = (value: string) => value.replace(/ +$/, "");

function trimmed(call: FunctionCall, start: boolean, end: boolean): Value {
  const value = text(call, 0);
  const strip = (known: string, atStart: boolean, atEnd: boolean) => {
    const cut = atStart ? trimStart(known) : known;
    return atEnd ? trimEnd(cut) : cut;
  };
  if (value instanceof Str) return result(call, strip(value.value, start, end), value);
  const made = PartialText.of(value).trimmed(strip, { start, end }, knowledgeOf(call.machine));
  return made === null
    ? derived(call.name.toLowerCase(), [value], call.at, TEXT)
    : joinTexts([origin(value), ...made.parts], call.at);
}

/** Nothing of a text but where it is from, and that it is secret. */
function origin(value: TextValue): Str {
  return new Str("", value.trace, value.secret);
}

function left(call: FunctionCall): Value {
  const value = text(call, 0);
  const count = integer(call, 1);
  if (count instanceof Unknown) return open(call, TEXT);
  if (count < 0) throw fails(call, 5);
  if (value instanceof Str) return result(call, value.value.slice(0, count), value);
  const [first] = pieces(value);
  return typeof first === "string" && first.length >= count
    ? new Str(first.slice(0, count), call.at, value.secret)
    : open(call, TEXT);
}

function right(call: FunctionCall): Value {
  const value = text(call, 0);
  const count = integer(call, 1);
  if (count instanceof Unknown) return open(call, TEXT);
  if (count < 0) throw fails(call, 5);
  if (value instanceof Str) return result(call, count === 0 ? "" : value.value.slice(-count), value);
  const last = pieces(value).at(-1);
  return typeof last === "string" && last.length >= count
    ? new Str(count === 0 ? "" : last.slice(-count), call.at, value.secret)
    : open(call, TEXT);
}

function mid(call: FunctionCall): Value {
  const value = text(call, 0);
  const start = integer(call, 1);
  const count = integer(call, 2, Number.MAX_SAFE_INTEGER);
  if (start instanceof Unknown || count instanceof Unknown) return open(call, TEXT);
  if (start < 1 || count < 0) throw fails(call, 5);
  if (value instanceof Str) return result(call, value.value.slice(start - 1, start - 1 + count), value);
  const parts = pieces(value);
  const [first] = parts;
  if (typeof first !== "string") return start === 1 && count === Number.MAX_SAFE_INTEGER ? value : open(call, TEXT);
  if (first.length >= start - 1 + count) return new Str(first.slice(start - 1, start - 1 + count), call.at, value.secret);
  // To the end, from within what is known.
  if (count === Number.MAX_SAFE_INTEGER && first.length >= start - 1)
    return joinTexts([first.slice(start - 1), ...parts.slice(1)], call.at);
  return open(call, TEXT);
}

/** The arguments of InStr and InStrRev, with a start before them when the first one is a number. */
function inStr(call: FunctionCall): Value {
  const shifted = call.args.length >= 3;
  const start = shifted ? integer(call, 0) : 1;
  const base = shifted ? 1 : 0;
  for (const index of [base, base + 1]) if (isNull(plain(call, index))) return NULL;
  const inside = text(call, base);
  const wanted = text(call, base + 1);
  const ignoreCase = integer(call, base + 2, 0);
  if (start instanceof Unknown || ignoreCase instanceof Unknown) return open(call, "System.Int32");
  if (start < 1) throw fails(call, 5);
  if (!(wanted instanceof Str)) return open(call, "System.Int32");
  const fold = (one: string) => (ignoreCase === 1 ? one.toLowerCase() : one);
  const needle = fold(wanted.value);
  if (inside instanceof Str) {
    if (needle === "") return numberOf(inside.value === "" ? 0 : start, call.at);
    return numberOf(fold(inside.value).indexOf(needle, start - 1) + 1, call.at);
  }
  const parts = pieces(inside);
  const [first] = parts;
  const early = typeof first === "string" ? fold(first).indexOf(needle, start - 1) : -1;
  if (early >= 0) return numberOf(early + 1, call.at);
  const somewhere = start === 1 && parts.some((piece) => typeof piece === "string" && fold(piece).includes(needle));
  const answer = open(call, "System.Int32");
  return somewhere ? atLeast(1, answer, answer.symbol, call.at) : atLeast(0, answer, answer.symbol, call.at);
}

function inStrRev(call: FunctionCall): Value {
  const inside = text(call, 0);
  const wanted = text(call, 1);
  const start = integer(call, 2, -1);
  const ignoreCase = integer(call, 3, 0);
  if (!(wanted instanceof Str) || start instanceof Unknown || ignoreCase instanceof Unknown) return open(call, "System.Int32");
  const fold = (one: string) => (ignoreCase === 1 ? one.toLowerCase() : one);
  if (!(inside instanceof Str)) {
    const answer = open(call, "System.Int32");
    const known = pieces(inside).some((piece) => typeof piece === "string" && fold(piece).includes(fold(wanted.value)));
    return atLeast(known && start === -1 ? 1 : 0, answer, answer.symbol, call.at);
  }
  const until = start === -1 ? inside.value.length : start;
  if (wanted.value === "") return numberOf(until, call.at);
  return numberOf(fold(inside.value.slice(0, until)).lastIndexOf(fold(wanted.value)) + 1, call.at);
}

function replace(call: FunctionCall): Value {
  const subject = text(call, 0);
  const wanted = text(call, 1);
  const by = text(call, 2);
  const start = integer(call, 3, 1);
  const count = integer(call, 4, -1);
  const ignoreCase = integer(call, 5, 0);
  if (start instanceof Unknown || count instanceof Unknown || ignoreCase instanceof Unknown || !(wanted instanceof Str))
    return open(call, TEXT);
  if (start < 1) throw fails(call, 5);
  const replaceIn = (known: string): (string | TextValue)[] => {
    if (wanted.value === "") return [known];
    const fold = (one: string) => (ignoreCase === 1 ? one.toLowerCase() : one);
    const folded = fold(known);
    const found: (string | TextValue)[] = [];
    let from = 0;
    let times = 0;
    for (;;) {
      const next = times === count ? -1 : folded.indexOf(fold(wanted.value), from);
      if (next < 0) break;
      found.push(known.slice(from, next), by);
      call.machine.budget.size((by instanceof Str ? by.value.length : 1) + next - from);
      from = next + wanted.value.length;
      times++;
    }
    found.push(known.slice(from));
    return found;
  };
  if (subject instanceof Str)
    return joinTexts([...replaceIn(subject.value.slice(start - 1))].map(keepTrace(subject)), call.at, call.name);
  if (subject.parts === null || start > 1 || count >= 0) return open(call, TEXT);
  const folded = ignoreCase === 1 ? (one: string) => one.toLowerCase() : undefined;
  const made = PartialText.of(subject).replaced(wanted.value, PartialText.of(by), `replace:${wanted.value}`, folded);
  if (made === null) return wanted.value === "" ? subject : open(call, TEXT);
  return joinTexts([origin(subject), origin(by), ...made.parts], call.at, call.name);
}

/** Pieces of a text stand where it stands. */
function keepTrace(subject: Str): (piece: string | TextValue) => TextValue {
  return (piece) => (typeof piece === "string" ? new Str(piece, subject.trace, subject.secret) : piece);
}

function split(call: FunctionCall): Value {
  const subject = text(call, 0);
  const by: TextValue = call.args[1] === undefined ? new Str(" ") : textOr(call, 1, " ");
  const limit = integer(call, 2, -1);
  if (!(by instanceof Str) || limit instanceof Unknown) return open(call, "System.Object[]");
  const separator = by.value === "" ? null : by.value;
  if (!(subject instanceof Str)) {
    const parts = separator === null || limit !== -1 ? null : splitPartlyKnown(call.machine, subject, [separator], call.at);
    return parts === null ? open(call, "System.Object[]") : new VbArray([parts.length], parts);
  }
  if (subject.value === "") return new VbArray([0], []);
  let words = separator === null ? [subject.value] : subject.value.split(separator);
  if (limit > 0 && words.length > limit) words = [...words.slice(0, limit - 1), words.slice(limit - 1).join(separator ?? "")];
  call.machine.budget.size(words.length);
  return new VbArray(
    [words.length],
    words.map((word) => result(call, word, subject)),
  );
}

function textOr(call: FunctionCall, index: number, otherwise: string): TextValue {
  const value = plain(call, index);
  return value.kind === "null" && value.automation ? new Str(otherwise) : toText(call.machine, value, call.at);
}

function join(call: FunctionCall): Value {
  const list = call.machine.plain(argument(call, 0));
  if (list instanceof Unknown) return open(call, TEXT);
  if (list.kind !== "arr") throw fails(call, 13);
  const by = call.args[1] === undefined ? new Str(" ") : textOr(call, 1, " ");
  const items = call.machine.settled<readonly Value[]>(list.items);
  const joined = joinTexts(
    items.flatMap((item, index) => [...(index === 0 ? [] : [by]), toText(call.machine, item, call.at)]),
    call.at,
    call.name,
  );
  call.machine.budget.size(joined instanceof Str ? joined.value.length : 1);
  return joined;
}

function filter(call: FunctionCall): Value {
  const list = call.machine.plain(argument(call, 0));
  const wanted = text(call, 1);
  if (list instanceof Unknown || !(wanted instanceof Str)) return open(call, "System.Object[]");
  if (list.kind !== "arr") throw fails(call, 13);
  const include = call.args[2] === undefined ? true : call.machine.plain(argument(call, 2));
  const keeps = include === true || !(include.kind === "bool" && !include.value);
  const ignoreCase = integer(call, 3, 0) === 1;
  const items = call.machine.settled<readonly Value[]>(list.items);
  const fold = (one: string) => (ignoreCase ? one.toLowerCase() : one);
  const found: Value[] = [];
  for (const item of items) {
    const one = toText(call.machine, item, call.at);
    if (!(one instanceof Str)) return open(call, "System.Object[]");
    if (fold(one.value).includes(fold(wanted.value)) === keeps) found.push(one);
  }
  return new VbArray([found.length], found);
}

function repeated(call: FunctionCall, unit: string, count: number): Value {
  if (count < 0) throw fails(call, 5);
  call.machine.budget.size(count);
  return new Str(unit.repeat(count), call.at);
}

function string(call: FunctionCall): Value {
  const count = integer(call, 0);
  const unit = plain(call, 1);
  if (count instanceof Unknown || unit instanceof Unknown) return open(call, TEXT);
  if (unit instanceof Str) return repeated(call, unit.value.slice(0, 1), count);
  const code = integer(call, 1);
  return code instanceof Unknown ? open(call, TEXT) : repeated(call, String.fromCharCode(code & 0xff), count);
}

function length(call: FunctionCall, bytes: number): Value {
  const value = plain(call, 0);
  if (isNull(value)) return NULL;
  const shown = toText(call.machine, value, call.at);
  if (shown instanceof Str) return numberOf(shown.value.length * bytes, call.at);
  const known = pieces(shown).reduce((sum, piece) => sum + (typeof piece === "string" ? piece.length : 0), 0);
  const answer = open(call, "System.Int32");
  return atLeast(known * bytes, answer, answer.symbol, call.at);
}

function code(call: FunctionCall): Value {
  const value = text(call, 0);
  const first = value instanceof Str ? value.value : pieces(value)[0];
  if (typeof first !== "string") return open(call, "System.Int32");
  if (first === "") throw fails(call, 5);
  return numberOf(first.charCodeAt(0) > 0x7fff ? first.charCodeAt(0) - 0x10000 : first.charCodeAt(0), call.at);
}

function character(call: FunctionCall): Value {
  const value = integer(call, 0);
  if (value instanceof Unknown) return open(call, TEXT);
  if (call.name.toLowerCase() === "chrw" ? value < -32768 || value > 65535 : value < 0 || value > 255) throw fails(call, 5);
  const bytes =
    call.name.toLowerCase() === "chr"
      ? new TextDecoder("windows-1252").decode(Uint8Array.of(value))
      : String.fromCharCode(value & 0xffff);
  return new Str(bytes, call.at);
}

function compareTexts(call: FunctionCall): Value {
  if (isNull(plain(call, 0)) || isNull(plain(call, 1))) return NULL;
  const a = text(call, 0);
  const b = text(call, 1);
  const mode = integer(call, 2, 0);
  if (!(a instanceof Str) || !(b instanceof Str) || mode instanceof Unknown) return open(call, "System.Int32");
  const fold = (one: string) => (mode === 1 ? one.toLowerCase() : one);
  const x = fold(a.value);
  const y = fold(b.value);
  return int(x < y ? -1 : x > y ? 1 : 0, call.at);
}

function escaped(value: string): string {
  return value.replace(/[^A-Za-z0-9@*_+\-./]/g, (unit) => {
    const number = unit.charCodeAt(0);
    return number < 256
      ? `%${number.toString(16).toUpperCase().padStart(2, "0")}`
      : `%u${number.toString(16).toUpperCase().padStart(4, "0")}`;
  });
}

function unescaped(value: string): string {
  return value.replace(/%(?:u([0-9a-f]{4})|([0-9a-f]{2}))/gi, (_, wide: string | undefined, narrow: string | undefined) =>
    String.fromCharCode(Number.parseInt(wide ?? (narrow as string), 16)),
  );
}

function reversed(value: string): string {
  let out = "";
  for (let index = value.length - 1; index >= 0; index--) out += value[index];
  return out;
}

function reverse(call: FunctionCall): Value {
  const value = text(call, 0);
  if (value instanceof Str) return result(call, reversed(value.value), value);
  if (value.parts === null) return open(call, TEXT);
  return joinTexts(
    [...pieces(value)]
      .reverse()
      .map((piece) => (typeof piece === "string" ? reversed(piece) : derived("strreverse", [piece], null, TEXT))),
    call.at,
  );
}

export const STRING_FUNCTIONS: readonly (readonly [string, BuiltIn])[] = [
  ["lcase", orNull((call) => mapped(call, text(call, 0), (known) => known.toLowerCase(), "lcase"))],
  ["ucase", orNull((call) => mapped(call, text(call, 0), (known) => known.toUpperCase(), "ucase"))],
  ["trim", orNull((call) => trimmed(call, true, true))],
  ["ltrim", orNull((call) => trimmed(call, true, false))],
  ["rtrim", orNull((call) => trimmed(call, false, true))],
  ["left", orNull(left)],
  ["right", orNull(right)],
  ["mid", orNull(mid)],
  ["leftb", orNull((call) => open(call, TEXT))],
  ["rightb", orNull((call) => open(call, TEXT))],
  ["midb", orNull((call) => open(call, TEXT))],
  ["instr", inStr],
  ["instrrev", inStrRev],
  ["instrb", (call) => open(call, "System.Int32")],
  ["replace", replace],
  ["split", split],
  ["join", join],
  ["filter", filter],
  ["strreverse", reverse],
  ["strcomp", compareTexts],
  ["string", string],
  [
    "space",
    (call) => {
      const count = integer(call, 0);
      return count instanceof Unknown ? open(call, TEXT) : repeated(call, " ", count);
    },
  ],
  ["len", (call) => length(call, 1)],
  ["lenb", (call) => length(call, 2)],
  ["asc", code],
  ["ascw", code],
  ["ascb", code],
  ["chr", character],
  ["chrw", character],
  ["chrb", character],
  ["escape", (call) => mapped(call, text(call, 0), escaped, "escape")],
  ["unescape", (call) => mapped(call, text(call, 0), unescaped, "unescape")],
];
