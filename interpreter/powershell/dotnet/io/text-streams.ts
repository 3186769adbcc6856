/** Readers and writers of text over streams. */
import type { Machine } from "../../../machine/machine.js";
import { Files } from "../../../os/files.js";
import type { Call, DotnetType, NetType, Result, Signatures } from "../../../tools/dotnet-type.js";
import { derive, type Piece, pieces, textOf } from "../../../values/unknowns.js";
import { type Instance, NULL, type Plain, Str, Unknown } from "../../../values/value.js";
import { NetException } from "../../errors/failures.js";
import { BadFormat, compositeFormat } from "../../format/composite.js";
import { fieldOf, makeInstance } from "../../types/calls.js";
import { elementText, toStr } from "../../types/text.js";
import { type Codec, UTF8, UTF8_BARE, UTF16, UTF16_BIG } from "../text/encodings.js";
import { codecOf } from "../text/text-types.js";
import { flush, isStream, readAll, write } from "./streams.js";

// ---------------------------------------------------------------- readers

/** A byte order mark decides over the encoding that was asked for. */
function decodeBytes(bytes: Uint8Array, codec: Codec): string {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return UTF8.decode(bytes.subarray(3));
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return UTF16.decode(bytes.subarray(2));
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return UTF16_BIG.decode(bytes.subarray(2));
  return codec.decode(bytes);
}

/** The text of a reader from its position on. */
function remaining(machine: Machine, self: Plain): Str | Unknown {
  const text = machine.field<Str | Unknown>(self as Instance, "text");
  if (text !== undefined) return text;
  const source = fieldOf<Plain>(machine, self, "source");
  const codec = fieldOf<Codec>(machine, self, "codec");
  const bytes = readAll(machine, source);
  const made =
    bytes instanceof Unknown
      ? derive([bytes], `text(${codec.name},${bytes.symbol})`, "System.String", null)
      : new Str(decodeBytes(bytes, codec), source.kind === "instance" ? source.trace : null);
  machine.setField(self as Instance, "text", made);
  return made;
}

function rest(machine: Machine, self: Plain, text: Str, from: number): void {
  machine.setField(self as Instance, "text", new Str(text.value.slice(from), text.trace, text.secret));
}

const READER: Signatures = {
  "ReadToEnd() string": (c) => {
    const text = remaining(c.machine, c.self);
    c.machine.setField(c.self as Instance, "text", new Str(""));
    return text;
  },
  "ReadLine() string": (c) => {
    const text = remaining(c.machine, c.self);
    if (text.kind === "unknown") return derive([text], c.machine.freshSymbol("line"), null, c.at);
    if (text.value === "") return null;
    const match = /\r\n|\n|\r/.exec(text.value);
    const end = match ? match.index : text.value.length;
    rest(c.machine, c.self, text, match ? end + match[0].length : end);
    return new Str(text.value.slice(0, end), text.trace ?? c.at, text.secret);
  },
  "Read() int": (c) => {
    const text = remaining(c.machine, c.self);
    if (text.kind === "unknown") return derive([text], c.machine.freshSymbol("char"), "System.Int32", c.at);
    if (text.value === "") return -1;
    rest(c.machine, c.self, text, 1);
    return text.value.charCodeAt(0);
  },
  "Peek() int": (c) => {
    const text = remaining(c.machine, c.self);
    return text.kind === "unknown"
      ? derive([text], `peek(${text.symbol})`, "System.Int32", c.at)
      : text.value === ""
        ? -1
        : text.value.charCodeAt(0);
  },
  "Close() void": () => undefined,
  "Dispose() void": () => undefined,
};

function newReader(call: Call): Result {
  const source = call.arg(0);
  const codec = call.args.map(codecOf).find((one) => one !== undefined) ?? UTF8;
  const name = "System.IO.StreamReader";
  if (source.kind === "str" || (source.kind === "unknown" && source.type !== null)) {
    const path = toStr(call.machine, source, null);
    const text = new Files(call.machine).readText(path.kind === "str" ? path.value : path);
    if (text === undefined)
      throw new NetException(
        "System.IO.FileNotFoundException",
        `Could not find file '${path.kind === "str" ? path.value : ""}'.`,
      );
    return makeInstance(call.machine, name, { text }, call.at);
  }
  return makeInstance(call.machine, name, { source, codec }, call.at);
}

const streamReaderType: NetType = {
  name: "System.IO.StreamReader",
  ancestors: ["System.IO.TextReader", "System.MarshalByRefObject"],
  constructors: {
    "StreamReader(object stream) object": newReader,
    "StreamReader(object stream, object encoding) object": newReader,
    "StreamReader(object stream, object encoding, bool detect) object": newReader,
    "StreamReader(object stream, object encoding, bool detect, int size) object": newReader,
  },
  properties: {
    EndOfStream: (self, machine, at) => {
      const text = remaining(machine, self);
      return text.kind === "str" ? text.value === "" : derive([text], `end(${text.symbol})`, "System.Boolean", at);
    },
    BaseStream: (self, machine) => machine.field<Plain>(self as Instance, "source") ?? NULL,
  },
  methods: READER,
};
const stringReaderType: NetType = {
  name: "System.IO.StringReader",
  ancestors: ["System.IO.TextReader", "System.MarshalByRefObject"],
  constructors: {
    "StringReader(text s) object": (c) => makeInstance(c.machine, "System.IO.StringReader", { text: c.piece(0) }, c.at),
  },
  methods: READER,
};

// ---------------------------------------------------------------- writers

function output(call: Call, text: Str | Unknown): void {
  const { machine } = call;
  const self = call.self as Instance;
  const path = machine.field<Str | Unknown>(self, "path");
  const sink = machine.field<Plain>(self, "sink");
  if (path !== undefined) new Files(machine).append(path.kind === "str" ? path.value : path, text, call.at);
  else if (sink !== undefined)
    write(
      machine,
      sink,
      text.kind === "str"
        ? fieldOf<Codec>(machine, self, "codec").encode(text.value)
        : derive([text], `bytes(${text.symbol})`, "System.Byte[]", null),
    );
  else {
    const before = fieldOf<Str | Unknown>(machine, self, "text");
    machine.setField(self, "text", textOf([...pieces(before), ...pieces(text)], call.at, before.secret || text.secret));
  }
}

function written(call: Call, end: string): void {
  const parts: Piece[] = [];
  let secret = false;
  const format = call.args.length > 1 && call.arg(0).kind === "str" ? call.piece(0) : null;
  if (format) {
    try {
      const text = compositeFormat(call.machine, format, call.items(1), call.at);
      parts.push(...pieces(text));
      secret = text.secret;
    } catch (error) {
      if (error instanceof BadFormat) throw new NetException("System.FormatException", error.message);
      throw error;
    }
  } else if (call.has(0)) {
    const text = elementText(call.machine, call.arg(0), null, 0);
    parts.push(...pieces(text));
    secret = text.secret;
  }
  output(call, textOf([...parts, end], call.at, secret));
}

const WRITER: Signatures = {
  "Write(object value) void": (c) => written(c, ""),
  "Write(text format, params object[] args) void": (c) => written(c, ""),
  "WriteLine() void": (c) => written(c, "\r\n"),
  "WriteLine(object value) void": (c) => written(c, "\r\n"),
  "WriteLine(text format, params object[] args) void": (c) => written(c, "\r\n"),
  "Flush() void": () => undefined,
  "Close() void": (c) => closeWriter(c),
  "Dispose() void": (c) => closeWriter(c),
};

function closeWriter(call: Call): void {
  const sink = call.machine.field<Plain>(call.self as Instance, "sink");
  if (sink !== undefined && isStream(sink)) flush(call.machine, sink);
}

function newWriter(call: Call): Result {
  const target = call.arg(0);
  const codec = call.args.map(codecOf).find((one) => one !== undefined) ?? UTF8_BARE;
  const name = "System.IO.StreamWriter";
  if (isStream(target)) return makeInstance(call.machine, name, { sink: target, codec }, call.at);
  const path = toStr(call.machine, target, null);
  const appends = call.args[1]?.kind === "bool" && call.bool(1);
  if (!appends) new Files(call.machine).write(path.kind === "str" ? path.value : path, new Str("", call.at), call.at);
  return makeInstance(call.machine, name, { path, codec }, call.at);
}

const streamWriterType: NetType = {
  name: "System.IO.StreamWriter",
  ancestors: ["System.IO.TextWriter", "System.MarshalByRefObject"],
  constructors: {
    "StreamWriter(object stream) object": newWriter,
    "StreamWriter(object stream, object encoding) object": newWriter,
    "StreamWriter(object stream, object append, object encoding) object": newWriter,
  },
  properties: { BaseStream: (self, machine) => machine.field<Plain>(self as Instance, "sink") ?? NULL, AutoFlush: () => true },
  setters: { AutoFlush: () => undefined, NewLine: () => undefined },
  methods: WRITER,
};
const stringWriterType: NetType = {
  name: "System.IO.StringWriter",
  ancestors: ["System.IO.TextWriter", "System.MarshalByRefObject"],
  constructors: {
    "StringWriter() object": (c) => makeInstance(c.machine, "System.IO.StringWriter", { text: new Str("") }, c.at),
  },
  methods: { ...WRITER, "ToString() string": (c) => fieldOf<Str | Unknown>(c.machine, c.self, "text") },
  text: (machine, self) => {
    const text = fieldOf<Str | Unknown>(machine, self, "text");
    return text.kind === "str" ? text.value : text;
  },
};

export const textStreamTypes: readonly DotnetType[] = [streamReaderType, stringReaderType, streamWriterType, stringWriterType];
