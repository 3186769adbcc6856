import type { Call, DotnetType, NetType, Result, Signatures } from "../../../tools/dotnet-type.js";
import { Enquiry } from "../../../values/host-question.js";
import { knowledgeOf, NOTHING_KNOWN, PartialText, splitPartlyKnown } from "../../../values/partial-text.js";
import { derive, pieces, question, symbolOf, textOf } from "../../../values/unknowns.js";
import { Arr, Char, Num, type Plain, Str, TypeRef, Unknown, type Value } from "../../../values/value.js";
import { NetException } from "../../errors/failures.js";
import { BadFormat, compositeFormat } from "../../format/composite.js";
import { stringArray } from "../../types/calls.js";
import { convertTo, listItems } from "../../types/convert.js";
import { dialectOf } from "../../types/session-cells.js";
import { elementText, joinValues } from "../../types/text.js";
import { genericParts } from "../../types/types.js";
import { compareTexts } from "../../values/compare-text.js";
import { enumeratorOf } from "../objects/enumerators.js";
import { netText, sameNet } from "../objects/objects.js";

/** System.String: members that work on texts that are known. */

export function outOfRange(
  parameter: string,
  message = "Index was out of range. Must be non-negative and less than or equal to the size of the collection.",
): NetException {
  return new NetException("System.ArgumentOutOfRangeException", `${message} (Parameter '${parameter}')`);
}

/** Whether a StringComparison ignores case. */
function ignoresCase(value: Plain): boolean {
  return value.kind === "enum" && /IgnoreCase$/.test(value.name);
}

function foldedIndex(text: string, part: string, from: number, ignoreCase: boolean): number {
  return ignoreCase ? text.toUpperCase().indexOf(part.toUpperCase(), from) : text.indexOf(part, from);
}

function trimmed(text: string, chars: string | null, start: boolean, end: boolean): string {
  const blank = (char: string): boolean =>
    chars === null || chars === ""
      ? /[\s\u0085\u00a0\u1680\u180e\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/.test(char) && char !== "\ufeff"
      : chars.includes(char);
  let low = 0;
  let high = text.length;
  if (start) while (low < high && blank(text[low] as string)) low++;
  if (end) while (high > low && blank(text[high - 1] as string)) high--;
  return text.slice(low, high);
}

/** Characters of a char[] argument (or of a single one). */
function chars(call: Call, index: number): string {
  const value = call.arg(index);
  if (value.kind === "char") return String.fromCharCode(value.code);
  if (value.kind === "str") return value.value;
  return call
    .items(index)
    .map((item) => {
      const plain = call.machine.plain(item);
      return plain.kind === "char" ? String.fromCharCode(plain.code) : plain.kind === "str" ? plain.value : "";
    })
    .join("");
}

function splitBy(call: Call, separators: readonly string[], count: number, options: number): Result {
  const text = call.text;
  const cuts: string[] = [];
  const useful = separators.filter((separator) => separator !== "");
  const blanks = separators.length === 0;
  if (count === 0) return stringArray(call.machine, [], call.at);
  let start = 0;
  let at = 0;
  const removeEmpty = (options & 1) !== 0;
  const trim = (options & 2) !== 0;
  const push = (part: string): void => {
    const kept = trim ? part.trim() : part;
    if (!(removeEmpty && kept === "")) cuts.push(kept);
  };
  const separatorAt = (index: number): number => {
    if (blanks) return /\s/.test(text[index] as string) ? 1 : 0;
    for (const separator of useful) if (text.startsWith(separator, index)) return separator.length;
    return 0;
  };
  while (at < text.length && cuts.length < count - 1) {
    const length = separatorAt(at);
    if (length === 0) {
      at++;
      continue;
    }
    push(text.slice(start, at));
    at += length;
    start = at;
  }
  if (removeEmpty && cuts.length === count - 1) while (start < text.length && separatorAt(start) > 0) start += separatorAt(start);
  push(text.slice(start));
  const secret = call.self.kind === "str" && call.self.secret;
  return stringArray(call.machine, cuts, call.self.kind === "str" ? (call.self.trace ?? call.at) : call.at, secret);
}

function optionsOf(call: Call, index: number): number {
  return call.has(index) ? call.int(index) : 0;
}

function textsOf(call: Call, index: number): string[] {
  return call.items(index).map((item) => {
    const text = elementText(call.machine, call.machine.plain(item), null, 0);
    return text.kind === "str" ? text.value : "";
  });
}

/** 5.1 has no Split(string): a text is a list of characters there. */
function splitText(call: Call, count: number, options: number): Result {
  if (dialectOf(call.machine) === "5.1") return splitBy(call, [...chars(call, 0)], count, options);
  return splitBy(call, call.string(0) === "" ? [""] : [call.string(0)], count, options);
}

function replaced(call: Call): Result {
  const from = call.string(0);
  if (from === "")
    throw new NetException(
      "System.ArgumentException",
      call.arg(0).kind === "null"
        ? "Value cannot be null. (Parameter 'oldValue')"
        : "The value cannot be an empty string. (Parameter 'oldValue')",
    );
  const to = call.arg(1).kind === "null" ? new Str("") : call.piece(1);
  if (to.kind === "str") {
    const result = call.text.replaceAll(from, () => to.value);
    call.machine.budget.size(result.length);
    return result;
  }
  const parts = call.text.split(from).flatMap((part, index) => (index === 0 ? [part] : [...pieces(to), part]));
  return textOf(parts, call.at, to.secret);
}

function substring(call: Call): Result {
  const start = call.int(0);
  if (start < 0) throw outOfRange("startIndex", "StartIndex cannot be less than zero.");
  if (start > call.text.length) throw outOfRange("startIndex", "startIndex cannot be larger than length of string.");
  if (!call.has(1)) return call.text.slice(start);
  const length = call.int(1);
  if (length < 0) throw outOfRange("length", "Length cannot be less than zero.");
  if (start + length > call.text.length)
    throw outOfRange("length", "Index and length must refer to a location within the string.");
  return call.text.slice(start, start + length);
}

function indexFrom(call: Call, index: number): number {
  const start = call.has(index) ? call.int(index) : 0;
  if (start < 0 || start > call.text.length)
    throw outOfRange(
      "startIndex",
      "Index was out of range. Must be non-negative and less than or equal to the size of the collection.",
    );
  return start;
}

function lastIndex(call: Call): Result {
  const part = chars(call, 0);
  const from = call.has(1) && call.arg(1).kind === "num" ? call.int(1) : call.text.length;
  const ignoreCase = ignoresCase(call.arg(1));
  const text = ignoreCase ? call.text.toUpperCase() : call.text;
  const wanted = ignoreCase ? part.toUpperCase() : part;
  return text.lastIndexOf(wanted, from - wanted.length + 1);
}

function padded(call: Call, left: boolean): Result {
  const width = call.int(0);
  if (width < 0) throw outOfRange("totalWidth", "Non-negative number required.");
  call.machine.budget.size(width);
  const fill = call.has(1) ? String.fromCharCode(call.int(1)) : " ";
  return left ? call.text.padStart(width, fill) : call.text.padEnd(width, fill);
}

function comparedTo(a: string, b: string, ignoreCase: boolean): Result {
  const result = compareTexts(a, b, !ignoreCase);
  return (
    result ??
    new Unknown(
      "input",
      "the order of these texts depends on the host's culture",
      `compare(${JSON.stringify(a)},${JSON.stringify(b)})`,
      null,
      "System.Int32",
    )
  );
}

function equalsWith(a: string, b: string, ignoreCase: boolean): boolean {
  return ignoreCase ? a.toUpperCase() === b.toUpperCase() : a === b;
}

const methods: Signatures = {
  "Substring(int startIndex) string": substring,
  "Substring(int startIndex, int length) string": substring,
  "ToUpper() string": (c) => c.text.toUpperCase(),
  "ToLower() string": (c) => c.text.toLowerCase(),
  "ToUpper(cultureinfo culture) string": (c) => c.text.toUpperCase(),
  "ToLower(cultureinfo culture) string": (c) => c.text.toLowerCase(),
  "ToUpperInvariant() string": (c) => c.text.toUpperCase(),
  "ToLowerInvariant() string": (c) => c.text.toLowerCase(),
  "Trim() string": (c) => trimmed(c.text, null, true, true),
  "Trim(char trimChar) string": (c) => trimmed(c.text, chars(c, 0), true, true),
  "Trim(params char[] trimChars) string": (c) => trimmed(c.text, chars(c, 0), true, true),
  "TrimStart(params char[] trimChars) string": (c) => trimmed(c.text, c.has(0) ? chars(c, 0) : null, true, false),
  "TrimEnd(params char[] trimChars) string": (c) => trimmed(c.text, c.has(0) ? chars(c, 0) : null, false, true),
  "Replace(char oldChar, char newChar) string": (c) => c.text.replaceAll(c.string(0), () => c.string(1)),
  "Replace(string oldValue, text newValue) string": replaced,
  "Replace(string oldValue, string newValue, System.StringComparison comparisonType) string": (c) => {
    const from = c.string(0);
    if (!ignoresCase(c.arg(2)) || from === "") return replaced(c);
    let result = "";
    let at = 0;
    for (;;) {
      const found = foldedIndex(c.text, from, at, true);
      if (found < 0) return result + c.text.slice(at);
      result += c.text.slice(at, found) + c.string(1);
      at = found + from.length;
    }
  },
  "Contains(string value) bool": (c) => c.text.includes(c.string(0)),
  "Contains(char value) bool": (c) => c.text.includes(c.string(0)),
  "Contains(string value, System.StringComparison comparisonType) bool": (c) =>
    foldedIndex(c.text, c.string(0), 0, ignoresCase(c.arg(1))) >= 0,
  "StartsWith(string value) bool": (c) => c.text.startsWith(c.string(0)),
  "StartsWith(char value) bool": (c) => c.text.startsWith(c.string(0)),
  "StartsWith(string value, System.StringComparison comparisonType) bool": (c) =>
    equalsWith(c.text.slice(0, c.string(0).length), c.string(0), ignoresCase(c.arg(1))),
  "StartsWith(string value, bool ignoreCase, cultureinfo culture) bool": (c) =>
    equalsWith(c.text.slice(0, c.string(0).length), c.string(0), c.bool(1)),
  "EndsWith(string value) bool": (c) => c.text.endsWith(c.string(0)),
  "EndsWith(char value) bool": (c) => c.text.endsWith(c.string(0)),
  "EndsWith(string value, System.StringComparison comparisonType) bool": (c) => endsWith(c, ignoresCase(c.arg(1))),
  "EndsWith(string value, bool ignoreCase, cultureinfo culture) bool": (c) => endsWith(c, c.bool(1)),
  "IndexOf(char value) int": (c) => c.text.indexOf(c.string(0)),
  "IndexOf(string value) int": (c) => c.text.indexOf(c.string(0)),
  "IndexOf(char value, int startIndex) int": (c) => c.text.indexOf(c.string(0), indexFrom(c, 1)),
  "IndexOf(string value, int startIndex) int": (c) => c.text.indexOf(c.string(0), indexFrom(c, 1)),
  "IndexOf(string value, System.StringComparison comparisonType) int": (c) =>
    foldedIndex(c.text, c.string(0), 0, ignoresCase(c.arg(1))),
  "IndexOf(string value, int startIndex, System.StringComparison comparisonType) int": (c) =>
    foldedIndex(c.text, c.string(0), indexFrom(c, 1), ignoresCase(c.arg(2))),
  "LastIndexOf(char value) int": lastIndex,
  "LastIndexOf(string value) int": lastIndex,
  "LastIndexOf(char value, int startIndex) int": lastIndex,
  "LastIndexOf(string value, int startIndex) int": lastIndex,
  "LastIndexOf(string value, System.StringComparison comparisonType) int": lastIndex,
  "IndexOfAny(char[] anyOf) int": (c) => indexOfAny(c.text, chars(c, 0), 0),
  "IndexOfAny(char[] anyOf, int startIndex) int": (c) => indexOfAny(c.text, chars(c, 0), indexFrom(c, 1)),
  "LastIndexOfAny(char[] anyOf) int": (c) => Math.max(-1, ...[...chars(c, 0)].map((char) => c.text.lastIndexOf(char))),
  "Split() string[]": (c) => splitBy(c, [], Number.POSITIVE_INFINITY, 0),
  "Split(params char[] separator) string[]": (c) => splitBy(c, [...chars(c, 0)], Number.POSITIVE_INFINITY, 0),
  "Split(char[] separator, int count) string[]": (c) => splitBy(c, [...chars(c, 0)], c.int(1), 0),
  "Split(char[] separator, System.StringSplitOptions options) string[]": (c) =>
    splitBy(c, [...chars(c, 0)], Number.POSITIVE_INFINITY, c.int(1)),
  "Split(char[] separator, int count, System.StringSplitOptions options) string[]": (c) =>
    splitBy(c, [...chars(c, 0)], c.int(1), c.int(2)),
  "Split(string[] separator, System.StringSplitOptions options) string[]": (c) =>
    splitBy(c, textsOf(c, 0), Number.POSITIVE_INFINITY, c.int(1)),
  "Split(string[] separator, int count, System.StringSplitOptions options) string[]": (c) =>
    splitBy(c, textsOf(c, 0), c.int(1), c.int(2)),
  "Split(string separator, System.StringSplitOptions? options) string[]": (c) =>
    splitText(c, Number.POSITIVE_INFINITY, optionsOf(c, 1)),
  "Split(string separator, int count, System.StringSplitOptions? options) string[]": (c) =>
    splitText(c, c.int(1), optionsOf(c, 2)),
  "Split(char separator, System.StringSplitOptions? options) string[]": (c) =>
    splitBy(c, [c.string(0)], Number.POSITIVE_INFINITY, optionsOf(c, 1)),
  "Split(char separator, int count, System.StringSplitOptions? options) string[]": (c) =>
    splitBy(c, [c.string(0)], c.int(1), optionsOf(c, 2)),
  "PadLeft(int totalWidth) string": (c) => padded(c, true),
  "PadLeft(int totalWidth, char paddingChar) string": (c) => padded(c, true),
  "PadRight(int totalWidth) string": (c) => padded(c, false),
  "PadRight(int totalWidth, char paddingChar) string": (c) => padded(c, false),
  "Insert(int startIndex, string value) string": (c) => {
    const at = c.int(0);
    if (at < 0 || at > c.text.length)
      throw outOfRange(
        "startIndex",
        "Index was out of range. Must be non-negative and less than or equal to the size of the collection.",
      );
    return c.text.slice(0, at) + c.string(1) + c.text.slice(at);
  },
  "Remove(int startIndex) string": (c) => {
    const at = c.int(0);
    if (at < 0) throw outOfRange("startIndex", "StartIndex cannot be less than zero.");
    if (at > c.text.length) throw outOfRange("startIndex", "startIndex cannot be larger than length of string.");
    return c.text.slice(0, at);
  },
  "Remove(int startIndex, int count) string": (c) => {
    const at = c.int(0);
    const bad = (name: string, value: number, why: string): NetException =>
      new NetException(
        "System.ArgumentOutOfRangeException",
        `${name} ('${value}') must be ${why}. (Parameter '${name}')\nActual value was ${value}.`,
      );
    if (at < 0) throw bad("startIndex", at, "a non-negative value");
    if (c.int(1) < 0) throw bad("count", c.int(1), "a non-negative value");
    if (at + c.int(1) > c.text.length) throw bad("count", c.int(1), `less than or equal to '${c.text.length - at}'`);
    return c.text.slice(0, at) + c.text.slice(at + c.int(1));
  },
  "Chars(int index) char": (c) => {
    if (c.int(0) < 0 || c.int(0) >= c.text.length)
      throw new NetException("System.IndexOutOfRangeException", "Index was outside the bounds of the array.");
    return c.text.charCodeAt(c.int(0));
  },
  "ToCharArray() char[]": (c) => charArray(c, c.text),
  "ToCharArray(int startIndex, int length) char[]": (c) => charArray(c, c.text.slice(c.int(0), c.int(0) + c.int(1))),
  "GetEnumerator() object": (c) => enumeratorOf(c.machine, c.self, c.machine.settled(charArray(c, c.text).items), c.at),
  "CompareTo(string strB) int": (c) => (c.arg(0).kind === "null" ? 1 : comparedTo(c.text, c.string(0), false)),
  "Equals(object obj) bool": (c) => c.arg(0).kind === "str" && c.text === c.string(0),
  "Equals(string value, System.StringComparison comparisonType) bool": (c) =>
    c.arg(0).kind === "str" && equalsWith(c.text, c.string(0), ignoresCase(c.arg(1))),
  "Clone() object": (c) => c.self,
  "ToString() string": (c) => c.self,
  "ToString(provider provider) string": (c) => c.self,
  "GetTypeCode() System.TypeCode": (c) => convertTo(c.machine, new Num("Int32", 18), new TypeRef("System.TypeCode"), c.at),
  "Normalize() string": (c) => c.text.normalize("NFC"),
  "Normalize(System.Text.NormalizationForm normalizationForm) string": (c) =>
    c.text.normalize({ 1: "NFC", 2: "NFD", 5: "NFKC", 6: "NFKD" }[c.int(0)] as "NFC"),
  "IsNormalized() bool": (c) => c.text === c.text.normalize("NFC"),
  "ToInt32(provider provider) int": (c) => convertTo(c.machine, c.self, new TypeRef("System.Int32"), c.at),
};

function endsWith(call: Call, ignoreCase: boolean): boolean {
  const part = call.string(0);
  return part === "" || equalsWith(call.text.slice(-part.length), part, ignoreCase);
}

function indexOfAny(text: string, any: string, from: number): number {
  for (let index = from; index < text.length; index++) if (any.includes(text[index] as string)) return index;
  return -1;
}

function charArray(call: Call, text: string): Arr {
  call.machine.budget.size(text.length);
  return new Arr(
    "System.Char",
    Array.from({ length: text.length }, (_, index) => new Char(text.charCodeAt(index), call.at)),
    "array",
    null,
    call.at,
  );
}

/** What is enumerable by its type (IEnumerable`1) gives its elements; a list of anything is one value. */
function isSequence(value: Plain): boolean {
  return value.kind === "arr" && (value.form === "array" || genericParts(value.type ?? "") !== null);
}

/** The values of the last parameter: those that were given one by one, or the elements of the array or list that was given. */
function valuesOf(call: Call, index: number): readonly Value[] | Unknown {
  const given = call.arg(index);
  if (given.kind === "null") throw new NetException("System.ArgumentNullException", "Value cannot be null. (Parameter 'values')");
  if (given.kind === "unknown") return given;
  const items = call.items(index);
  if (!call.expanded || items.length !== 1) return items;
  const only = call.machine.plain(items[0] as Value);
  if (only.kind === "unknown") return only.parts === null && only.type !== "System.String" ? only : items;
  return isSequence(only) ? (listItems(call.machine, only) ?? items) : items;
}

function joined(call: Call): Result {
  const by = call.arg(0).kind === "null" ? new Str("") : elementText(call.machine, call.arg(0), null, 0);
  const items = valuesOf(call, 1);
  if (items instanceof Unknown) return derive([items], `join(${symbolOf(by)},${items.symbol})`, "System.String", call.at);
  return joinValues(call.machine, asTexts(call, items), by, call.at);
}

/** Only a string[] is taken in part: of any other list, the list and both numbers are the values. */
function joinedPart(call: Call): Result {
  const given = call.arg(1);
  if (given.kind !== "arr" || given.element !== "System.String" || given.form !== "array") {
    const by = elementText(call.machine, call.arg(0), null, 0);
    return joinValues(call.machine, asTexts(call, call.args.slice(1)), by, call.at);
  }
  const items = call.items(1);
  const [start, count] = [call.int(2), call.int(3)];
  if (start < 0) throw outOfRange("startIndex", "StartIndex cannot be less than zero.");
  if (count < 0) throw outOfRange("count", "Count cannot be less than zero.");
  if (start + count > items.length) throw outOfRange("startIndex", "Index and count must refer to a location within the buffer.");
  const by = elementText(call.machine, call.arg(0), null, 0);
  return joinValues(call.machine, items.slice(start, start + count), by, call.at);
}

/** Objects give their own text here, where -join gives none. */
function asTexts(call: Call, items: readonly Value[]): readonly Value[] {
  return items.map((item) => {
    const plain = call.machine.plain(item);
    return plain.kind === "type" ? netText(call.machine, plain, null) : elementText(call.machine, plain, null, 0);
  });
}

/** Single values, each as its own text. */
function concatenated(call: Call): Result {
  return joinValues(call.machine, asTexts(call, call.args), new Str(""), call.at);
}

function concatenatedItems(call: Call): Result {
  const items = valuesOf(call, 0);
  if (items instanceof Unknown) return derive([items], `concat(${items.symbol})`, "System.String", call.at);
  return joinValues(call.machine, asTexts(call, items), new Str(""), call.at);
}

function formatted(call: Call, first: number): Result {
  const given = call.arg(first + 1);
  if (given.kind === "null") throw new NetException("System.ArgumentNullException", "Value cannot be null. (Parameter 'args')");
  const args = call.items(first + 1);
  try {
    return compositeFormat(call.machine, call.piece(first), args, call.at);
  } catch (error) {
    if (error instanceof BadFormat) throw new NetException("System.FormatException", error.message);
    throw error;
  }
}

function blank(call: Call, white: boolean): Result {
  const value = call.arg(0);
  const text = value.kind === "null" ? new Str("") : call.piece(0);
  if (text.kind === "str") return white ? trimmed(text.value, null, true, true) === "" : text.value === "";
  if (pieces(text).some((part) => (typeof part === "string" ? !white || part.trim() !== "" : part instanceof Enquiry)))
    return false;
  const symbol = `${white ? "IsNullOrWhiteSpace" : "IsNullOrEmpty"}(${text.symbol})`;
  return question(call.machine, symbol, `a value is empty (${text.why})`, `a value is not empty (${text.why})`);
}

const statics: Signatures = {
  "IsNullOrEmpty(text value) bool": (c) => blank(c, false),
  "IsNullOrWhiteSpace(text value) bool": (c) => blank(c, true),
  "Join(text separator, params text[] value) string": joined,
  "Join(text separator, params object[] values) string": joined,
  "Join(text separator, list value, int startIndex, int count) string": joinedPart,
  "Join(char separator, string[] value, int startIndex, int count) string": joinedPart,
  "Join(char separator, params text[] value) string": joined,
  "Join(char separator, params object[] values) string": joined,
  "Concat(object arg0) string": (c) => (isSequence(c.arg(0)) ? concatenatedItems(c) : concatenated(c)),
  "Concat(object arg0, object arg1) string": concatenated,
  "Concat(object arg0, object arg1, object arg2) string": concatenated,
  "Concat(params object[] args) string": concatenatedItems,
  "Concat(text str0, text str1) string": concatenated,
  "Concat(text str0, text str1, text str2) string": concatenated,
  "Concat(text str0, text str1, text str2, text str3) string": concatenated,
  "Concat(params text[] values) string": concatenatedItems,
  "Format(text format, params object[] args) string": (c) => formatted(c, 0),
  "Format(provider provider, text format, params object[] args) string": (c) => formatted(c, 1),
  "Compare(string strA, string strB) int": (c) => comparedTo(c.string(0), c.string(1), false),
  "Compare(string strA, string strB, bool ignoreCase) int": (c) => comparedTo(c.string(0), c.string(1), c.bool(2)),
  "Compare(string strA, string strB, System.StringComparison comparisonType) int": (c) =>
    comparedTo(c.string(0), c.string(1), ignoresCase(c.arg(2))),
  "CompareOrdinal(string strA, string strB) int": (c) => ordinal(c.string(0), c.string(1)),
  "Equals(object a, object b) bool": (c) => sameNet(c.machine, c.arg(0), c.arg(1)),
  "Equals(string a, string b, System.StringComparison comparisonType) bool": (c) =>
    equalsWith(c.string(0), c.string(1), ignoresCase(c.arg(2))),
  "Copy(string value) string": (c) => c.string(0),
  "Intern(string value) string": (c) => c.string(0),
};

function ordinal(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index++) if (a[index] !== b[index]) return a.charCodeAt(index) - b.charCodeAt(index);
  return a.length - b.length;
}

export const STRING_TYPE: NetType = {
  name: "System.String",
  methods,
  statics,
  properties: { Length: (self) => (self.kind === "str" ? self.value.length : 0) },
  staticProperties: { Empty: () => "" },
  indexer: (c) => charArray(c, c.text),
  constructors: {
    "String(char[] value) string": (c) => chars(c, 0),
    "String(char c, int count) string": (c) => {
      c.machine.budget.size(c.int(1));
      if (c.int(1) < 0) throw outOfRange("count", "'count' must be non-negative.");
      return c.string(0).repeat(c.int(1));
    },
    "String(char[] value, int startIndex, int length) string": (c) => chars(c, 0).slice(c.int(1), c.int(1) + c.int(2)),
  },
};

// ---------------------------------------------------------------- texts of which something is known

/** What is known of the text, or an unknown that names what was asked of it. */
function partial(call: Call, result: PartialText | null, what: string): Result {
  const self = call.self as Unknown;
  return result === null
    ? derive([self], `${self.symbol}.${what}`, "System.String", call.at)
    : result.value(call.at, self.secret);
}

function changeCase(call: Call, change: (text: string) => string, what: string): Result {
  return partial(call, PartialText.of(call.self as Unknown).changed(change, what), what);
}

function trimParts(call: Call, start: boolean, end: boolean, set: string | null): Result {
  const strip = (text: string, left: boolean, right: boolean) => trimmed(text, set, left, right);
  // Texts that can be asked about have no blanks at their ends; of other letters nobody knows.
  const knowledge = set === null ? knowledgeOf(call.machine) : NOTHING_KNOWN;
  const result = PartialText.of(call.self as Unknown).trimmed(strip, { start, end }, knowledge);
  return partial(call, result, `${call.name.toLowerCase()}()`);
}

/** A test that the known part at one end may decide. */
function edge(call: Call, atStart: boolean): Result {
  const text = PartialText.of(call.self as Unknown);
  const wanted = call.string(0);
  const ignoreCase = ignoresCase(call.arg(1));
  const known = atStart ? text.head : text.tail;
  const length = Math.min(known.length, wanted.length);
  const mine = atStart ? known.slice(0, length) : known.slice(known.length - length);
  const theirs = atStart ? wanted.slice(0, length) : wanted.slice(wanted.length - length);
  if (!equalsWith(mine, theirs, ignoreCase)) return false;
  return length === wanted.length ? true : undecided(call);
}

function undecided(call: Call): Result {
  const self = call.self as Unknown;
  const args = call.args.map(symbolOf).join(",");
  return question(
    call.machine,
    `${self.symbol}.${call.name.toLowerCase()}(${args})`,
    `${call.name}(${args}) holds for a value (${self.why})`,
    `${call.name}(${args}) does not hold for a value (${self.why})`,
  );
}

/** Splits where it is known that no hole holds a separator. A hole that may be empty is kept as a word. */
function splitParts(call: Call, separators: readonly string[], options = 0): Result {
  const self = call.self as Unknown;
  const words =
    separators.length === 0 || separators.includes("") ? null : splitPartlyKnown(call.machine, self, separators, call.at);
  if (words === null) return derive([self], `${self.symbol}.split(${JSON.stringify(separators)})`, "System.String[]", call.at);
  const kept = (options & 1) === 0 ? words : words.filter((word) => word.kind !== "str" || word.value !== "");
  return new Arr("System.String", kept, "array", null, call.at);
}

const PARTIAL: NetType = {
  name: "Lycosa.PartialString",
  base: "Lycosa.PartialString",
  methods: {
    "ToUpper() string": (c) => changeCase(c, (text) => text.toUpperCase(), "toupper()"),
    "ToLower() string": (c) => changeCase(c, (text) => text.toLowerCase(), "tolower()"),
    "ToUpperInvariant() string": (c) => changeCase(c, (text) => text.toUpperCase(), "toupper()"),
    "ToLowerInvariant() string": (c) => changeCase(c, (text) => text.toLowerCase(), "tolower()"),
    "Trim() string": (c) => trimParts(c, true, true, null),
    "Trim(params char[] trimChars) string": (c) => trimParts(c, true, true, chars(c, 0)),
    "TrimStart(params char[] trimChars) string": (c) => trimParts(c, true, false, c.has(0) ? chars(c, 0) : null),
    "TrimEnd(params char[] trimChars) string": (c) => trimParts(c, false, true, c.has(0) ? chars(c, 0) : null),
    "Replace(string oldValue, text newValue) string": (c) => {
      const from = c.string(0);
      const to = c.arg(1).kind === "null" ? new Str("") : c.piece(1);
      const what = `replace(${JSON.stringify(from)},${symbolOf(to)})`;
      const result = PartialText.of(c.self as Unknown).replaced(from, PartialText.of(to), what);
      return result === null
        ? derive([c.self, to], `${symbolOf(c.self)}.${what}`, "System.String", c.at)
        : result.value(c.at, (c.self as Unknown).secret || to.secret);
    },
    "Split(params char[] separator) string[]": (c) => splitParts(c, [...chars(c, 0)]),
    "Split(char[] separator, System.StringSplitOptions options) string[]": (c) => splitParts(c, [...chars(c, 0)], c.int(1)),
    "Split(string[] separator, System.StringSplitOptions options) string[]": (c) => splitParts(c, textsOf(c, 0), c.int(1)),
    "StartsWith(string value) bool": (c) => edge(c, true),
    "StartsWith(string value, System.StringComparison comparisonType) bool": (c) => edge(c, true),
    "EndsWith(string value) bool": (c) => edge(c, false),
    "EndsWith(string value, System.StringComparison comparisonType) bool": (c) => edge(c, false),
    "Contains(string value) bool": (c) =>
      PartialText.of(c.self as Unknown).includes(c.string(0), knowledgeOf(c.machine)) ?? undecided(c),
    "ToString() string": (c) => c.self,
    "GetType() type": () => new TypeRef("System.String"),
  },
};

export const stringTypes: readonly DotnetType[] = [STRING_TYPE, PARTIAL];
