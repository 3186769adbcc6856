import type { Machine } from "../../../machine/machine.js";
import type { Call, DotnetType, NetType, Result, Signatures } from "../../../tools/dotnet-type.js";
import type { Trace } from "../../../values/source.js";
import { derive, type Piece, pieces, symbolOf, textOf, unmodelled } from "../../../values/unknowns.js";
import { Arr, Char, type Instance, type Plain, Str, type Unknown, type Value } from "../../../values/value.js";
import { NetException } from "../../errors/failures.js";
import { BadFormat, compositeFormat } from "../../format/composite.js";
import { byteArray, fieldOf, makeInstance } from "../../types/calls.js";
import { dialectOf } from "../../types/session-cells.js";
import { elementText } from "../../types/text.js";
import { netText } from "../objects/objects.js";
import {
  ASCII,
  type Codec,
  codecNamed,
  codecOfPage,
  LATIN1,
  UTF8,
  UTF8_BARE,
  UTF16,
  UTF16_BIG,
  UTF32,
  WESTERN,
} from "./encodings.js";
import { outOfRange } from "./strings.js";

/** Encoding and StringBuilder. */

const TYPES: ReadonlyMap<Codec, string> = new Map([
  [UTF8, "System.Text.UTF8Encoding"],
  [UTF8_BARE, "System.Text.UTF8Encoding"],
  [UTF16, "System.Text.UnicodeEncoding"],
  [UTF16_BIG, "System.Text.UnicodeEncoding"],
  [ASCII, "System.Text.ASCIIEncoding"],
  [UTF32, "System.Text.UTF32Encoding"],
]);

export function encodingValue(machine: Machine, codec: Codec, at: Trace | null): Instance {
  return makeInstance(machine, TYPES.get(codec) ?? "System.Text.Encoding", { codec }, at);
}

/** The codec of an encoding object; undefined: it is none. */
export function codecOf(value: Plain): Codec | undefined {
  return value.kind === "instance" ? (value.fields.get("codec") as Codec | undefined) : undefined;
}

function own(call: Call): Codec {
  return codecOf(call.self) as Codec;
}

/** Bytes of a text; a text that is not known gives unknown bytes whose text is remembered by their name. */
function encoded(call: Call): Result {
  const text = call.piece(0);
  if (text.kind === "unknown") return derive([text], `bytes(${own(call).name},${text.symbol})`, "System.Byte[]", call.at);
  const bytes = own(call).encode(text.value);
  const array = byteArray(call.machine, bytes, text.trace ?? call.at);
  return array;
}

function decoded(call: Call): Result {
  const value = call.arg(0);
  if (value.kind === "unknown") return derive([value], `text(${own(call).name},${value.symbol})`, "System.String", call.at);
  const bytes = call.bytes(0);
  const start = call.has(1) ? call.int(1) : 0;
  const count = call.has(2) ? call.int(2) : bytes.length - start;
  if (start < 0 || count < 0 || start + count > bytes.length)
    throw outOfRange("bytes", "Index and count must refer to a location within the buffer.");
  const text = own(call).decode(bytes.subarray(start, start + count));
  return new Str(text, call.at);
}

const METHODS: Signatures = {
  "GetBytes(text s) byte[]": encoded,
  "GetBytes(char[] chars) byte[]": (c) => {
    if (c.arg(0).kind === "null")
      throw new NetException("System.ArgumentNullException", "Value cannot be null. (Parameter 'chars')");
    const text = c
      .items(0)
      .map((item) => c.machine.plain(item))
      .map((char) => (char.kind === "char" ? String.fromCharCode(char.code) : ""))
      .join("");
    return byteArray(c.machine, own(c).encode(text), c.at);
  },
  "GetString(byte[] bytes) string": decoded,
  "GetString(byte[] bytes, int index, int count) string": decoded,
  "GetChars(byte[] bytes) char[]": (c) => {
    const text = own(c).decode(c.bytes(0));
    return new Arr(
      "System.Char",
      Array.from({ length: text.length }, (_, index) => new Char(text.charCodeAt(index))),
      "array",
      null,
      c.at,
    );
  },
  "GetByteCount(string s) int": (c) => own(c).encode(c.string(0)).length,
  "GetCharCount(byte[] bytes) int": (c) => own(c).decode(c.bytes(0)).length,
  "GetPreamble() byte[]": (c) => byteArray(c.machine, Uint8Array.from(own(c).preamble), c.at),
  "GetMaxByteCount(int charCount) int": (c) =>
    own(c) === ASCII
      ? c.int(0) + 1
      : unmodelled("the largest number of bytes is not modelled", `maxbytes(${own(c).name})`, c.at, "System.Int32"),
};

/** [Text.Encoding]::Default is the ANSI code page in 5.1 and UTF-8 in 7. */
function defaultCodec(machine: Machine): Codec {
  return dialectOf(machine) === "5.1" ? WESTERN : UTF8_BARE;
}

function named(call: Call): Result {
  const codec = call.arg(0).kind === "num" ? codecOfPage(call.int(0)) : codecNamed(call.string(0));
  if (codec) return encodingValue(call.machine, codec, call.at);
  return unmodelled("this encoding is not modelled", `encoding(${symbolOf(call.arg(0))})`, call.at, "System.Text.Encoding");
}

const ENCODINGS: Readonly<Record<string, Codec>> = {
  UTF8,
  Unicode: UTF16,
  BigEndianUnicode: UTF16_BIG,
  ASCII,
  UTF32,
  Latin1: LATIN1,
};

const encodingType: NetType = {
  name: "System.Text.Encoding",
  methods: METHODS,
  properties: {
    WebName: (self) => codecOf(self)?.name,
    HeaderName: (self) => codecOf(self)?.name,
    BodyName: (self) => codecOf(self)?.name,
    EncodingName: (self) => codecOf(self)?.title,
    CodePage: (self) => codecOf(self)?.codePage,
    IsSingleByte: (self) => [ASCII, LATIN1, WESTERN].includes(codecOf(self) as Codec),
  },
  statics: { "GetEncoding(int codepage) System.Text.Encoding": named, "GetEncoding(string name) System.Text.Encoding": named },
  staticProperties: {
    ...Object.fromEntries(
      Object.entries(ENCODINGS).map(([name, codec]) => [
        name,
        (machine: Machine, at: Trace | null) => encodingValue(machine, codec, at),
      ]),
    ),
    Default: (machine, at) => encodingValue(machine, defaultCodec(machine), at),
  },
};

function encodingOf(name: string, codec: Codec, bare: Codec, whenNone: Codec): NetType {
  const make =
    (chosen: Codec) =>
    (c: Call): Result =>
      encodingValue(c.machine, chosen, c.at);
  return {
    name,
    base: "System.Text.Encoding",
    ancestors: ["System.Text.Encoding"],
    constructors: {
      "Encoding() object": make(whenNone),
      "Encoding(bool byteOrderMark) object": (c) => encodingValue(c.machine, c.bool(0) ? codec : bare, c.at),
      "Encoding(bool byteOrderMark, bool throwOnInvalid) object": (c) => encodingValue(c.machine, c.bool(0) ? codec : bare, c.at),
    },
  };
}
const utf8EncodingType = encodingOf("System.Text.UTF8Encoding", UTF8, UTF8_BARE, UTF8_BARE);
const asciiEncodingType = encodingOf("System.Text.ASCIIEncoding", ASCII, ASCII, ASCII);
const unicodeEncodingType: NetType = {
  name: "System.Text.UnicodeEncoding",
  base: "System.Text.Encoding",
  ancestors: ["System.Text.Encoding"],
  constructors: {
    "Encoding() object": (c) => encodingValue(c.machine, UTF16, c.at),
    "Encoding(bool bigEndian, bool byteOrderMark) object": (c) => encodingValue(c.machine, c.bool(0) ? UTF16_BIG : UTF16, c.at),
  },
};
const utf32EncodingType: NetType = {
  name: "System.Text.UTF32Encoding",
  base: "System.Text.Encoding",
  ancestors: ["System.Text.Encoding"],
};

// ---------------------------------------------------------------- StringBuilder

const BUILDER = "System.Text.StringBuilder";

function held(machine: Machine, self: Plain): Str | Unknown {
  return fieldOf<Str | Unknown>(machine, self, "text");
}

function set(call: Call, text: Str | Unknown): Plain {
  call.machine.budget.size(text.kind === "str" ? text.value.length : 1);
  call.machine.setField(call.self as Instance, "text", text);
  return call.self;
}

function appended(call: Call, ...more: readonly Piece[]): Plain {
  const before = held(call.machine, call.self);
  const secret = before.secret || call.args.some((arg) => (arg.kind === "str" || arg.kind === "unknown") && arg.secret);
  return set(call, textOf([...pieces(before), ...more], call.at, secret));
}

function textArg(call: Call, index: number): readonly Piece[] {
  const value = call.arg(index);
  if (value.kind === "arr" && value.element === "System.Char")
    return [
      call
        .items(index)
        .map((item) => call.machine.plain(item))
        .map((char) => (char.kind === "char" ? String.fromCharCode(char.code) : ""))
        .join(""),
    ];
  return pieces(
    value.kind === "str" || value.kind === "unknown" || value.kind === "object"
      ? elementText(call.machine, value, null, 0)
      : (call.machine.plain(netText(call.machine, value, null)) as Str),
  );
}

function negative(parameter: string, value: number): NetException {
  const why = `${parameter} ('${value}') must be a non-negative value. (Parameter '${parameter}')`;
  return new NetException("System.ArgumentOutOfRangeException", `${why}\nActual value was ${value}.`);
}

/** The part of a text that the arguments after it name. */
function partOf(call: Call, countName: string): string {
  const value = call.arg(0);
  const text = value.kind === "arr" ? textArg(call, 0).join("") : call.string(0);
  const [start, count] = [call.int(1), call.int(2)];
  if (start < 0) throw negative("startIndex", start);
  if (count < 0) throw negative(countName, count);
  if (start > text.length - count)
    throw outOfRange(
      value.kind === "arr" ? "charCount" : "startIndex",
      "Index was out of range. Must be non-negative and less than or equal to the size of the collection.",
    );
  return text.slice(start, start + count);
}

/** A change that needs the whole text; undefined when it is not known. */
function changed(call: Call, change: (text: string) => string): Plain {
  const before = held(call.machine, call.self);
  if (before.kind === "unknown")
    return set(
      call,
      derive(
        [before],
        `${before.symbol}.${call.name.toLowerCase()}(${call.args.map(symbolOf).join(",")})`,
        "System.String",
        call.at,
      ),
    );
  return set(call, new Str(change(before.value), call.at, before.secret));
}

/** Characters that an array can hold: a buffer of more cannot be made. */
const MOST_CHARACTERS = 0x7fffffc7;

function newBuilder(call: Call): Result {
  const first = call.arg(0);
  if (first.kind === "num" && call.int(0) < 0) throw negative("capacity", call.int(0));
  if (first.kind === "num" && call.int(0) > MOST_CHARACTERS)
    throw new NetException("System.OutOfMemoryException", "Array dimensions exceeded supported range.");
  const text = first.kind === "num" || first.kind === "null" ? new Str("") : call.piece(0);
  const length = text.kind === "str" ? text.value.length : 0;
  const capacity = first.kind === "num" ? call.int(0) : call.has(1) ? call.int(1) : Math.max(16, length);
  return makeInstance(call.machine, BUILDER, { text, capacity }, call.at);
}

function formatted(call: Call, first: number): Result {
  const items = call.items(first + 1);
  const only = items.length === 1 ? call.machine.plain(items[0] as Value) : undefined;
  const args =
    only?.kind === "arr" && only.form === "array" && only.element === "System.Object" ? call.machine.settled(only.items) : items;
  try {
    return appended(call, ...pieces(compositeFormat(call.machine, call.piece(first), args, call.at)));
  } catch (error) {
    if (error instanceof BadFormat) throw new NetException("System.FormatException", error.message);
    throw error;
  }
}

const builderType: NetType = {
  name: BUILDER,
  constructors: {
    "StringBuilder() object": newBuilder,
    "StringBuilder(int capacity) object": newBuilder,
    "StringBuilder(text value) object": newBuilder,
    "StringBuilder(text value, int capacity) object": newBuilder,
  },
  properties: {
    Capacity: (self, machine, at) => {
      const capacity = fieldOf<number>(machine, self, "capacity");
      const length = lengthOf(machine, self);
      if (length !== undefined && length <= capacity) return capacity;
      return unmodelled(
        "how far the buffer of a StringBuilder has grown is not modelled",
        `${symbolOf(self)}.capacity`,
        at,
        "System.Int32",
      );
    },
    MaxCapacity: () => 2147483647,
    Length: (self, machine, at) =>
      lengthOf(machine, self) ?? derive([held(machine, self)], `${symbolOf(held(machine, self))}.length`, "System.Int32", at),
  },
  setters: {
    Capacity: (self, value, machine) => {
      const plain = machine.plain(value);
      if (plain.kind !== "num") return;
      if (Number(plain.value as number) < (lengthOf(machine, self) ?? 0))
        throw outOfRange("value", "capacity was less than the current size.");
      machine.setField(self as Instance, "capacity", Number(plain.value as number));
    },
    Length: (self, value, machine) => {
      const text = held(machine, self);
      const plain = machine.plain(value);
      if (text.kind === "unknown" || plain.kind !== "num") return;
      const length = Number(plain.value as number);
      if (length < 0) throw outOfRange("value", "Length cannot be less than zero.");
      machine.setField(
        self as Instance,
        "text",
        new Str(text.value.slice(0, length).padEnd(length, "\0"), text.trace, text.secret),
      );
    },
  },
  indexer: (c) => {
    const text = held(c.machine, c.self);
    if (text.kind === "unknown") return derive([text], `${text.symbol}[${symbolOf(c.arg(0))}]`, "System.Char", c.at);
    const code = text.value.charCodeAt(c.int(0));
    if (Number.isNaN(code))
      throw new NetException("System.IndexOutOfRangeException", "Index was outside the bounds of the array.");
    return new Char(code, c.at);
  },
  methods: {
    "Append(object value) object": (c) => appended(c, ...textArg(c, 0)),
    "Append(char value, int repeatCount) object": (c) => {
      c.machine.budget.size(c.int(1));
      return appended(c, c.string(0).repeat(c.int(1)));
    },
    "Append(char[] value, int startIndex, int charCount) object": (c) => appended(c, partOf(c, "charCount")),
    "Append(string value, int startIndex, int count) object": (c) => appended(c, partOf(c, "count")),
    "AppendLine() object": (c) => appended(c, "\r\n"),
    "AppendLine(text value) object": (c) => appended(c, ...textArg(c, 0), "\r\n"),
    "AppendFormat(text format, params object[] args) object": (c) => formatted(c, 0),
    "AppendFormat(provider provider, text format, params object[] args) object": (c) => formatted(c, 1),
    "Insert(int index, object value) object": (c) => {
      const text = textArg(c, 1);
      const inserted = text[0] ?? "";
      return changed(c, (before) => {
        if (c.int(0) < 0 || c.int(0) > before.length) throw outOfRange("index");
        return before.slice(0, c.int(0)) + (typeof inserted === "string" ? inserted : "") + before.slice(c.int(0));
      });
    },
    "Remove(int startIndex, int length) object": (c) =>
      changed(c, (text) => {
        if (c.int(0) < 0 || c.int(1) < 0 || c.int(0) + c.int(1) > text.length)
          throw outOfRange("length", "Index was out of range. Must be non-negative and less than the size of the collection.");
        return text.slice(0, c.int(0)) + text.slice(c.int(0) + c.int(1));
      }),
    "Replace(char oldChar, char newChar) object": (c) => changed(c, (text) => text.replaceAll(c.string(0), () => c.string(1))),
    "Replace(string oldValue, string newValue) object": (c) =>
      changed(c, (text) => (c.string(0) === "" ? text : text.replaceAll(c.string(0), () => c.string(1)))),
    "Clear() object": (c) => set(c, new Str("")),
    "EnsureCapacity(int capacity) int": (c) => c.int(0),
    "ToString() string": (c) => held(c.machine, c.self),
    "ToString(int startIndex, int length) string": (c) => {
      const text = held(c.machine, c.self);
      return text.kind === "str"
        ? text.value.slice(c.int(0), c.int(0) + c.int(1))
        : derive([text], `${text.symbol}.substring(${c.int(0)},${c.int(1)})`, "System.String", c.at);
    },
    "Equals(object o) bool": (c) => c.self === c.arg(0),
  },
  text: (machine, self) => {
    const text = held(machine, self);
    return text.kind === "str" ? text.value : text;
  },
};

function lengthOf(machine: Machine, self: Plain): number | undefined {
  const text = held(machine, self);
  return text.kind === "str" ? text.value.length : undefined;
}

export const textTypes: readonly DotnetType[] = [
  encodingType,
  utf8EncodingType,
  asciiEncodingType,
  unicodeEncodingType,
  utf32EncodingType,
  builderType,
];
