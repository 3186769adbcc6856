import { gunzipSync, inflateRawSync, inflateSync } from "node:zlib";
import { MAXIMUM_SIZE } from "../../../machine/budget.js";
import type { Machine } from "../../../machine/machine.js";
import { Files } from "../../../os/files.js";
import type { Call, DotnetType, NetType, Result, Signatures } from "../../../tools/dotnet-type.js";
import type { Trace } from "../../../values/source.js";
import { derive, symbolOf } from "../../../values/unknowns.js";
import { type Instance, type Plain, type Str, Unknown, type Value } from "../../../values/value.js";
import { NetException } from "../../errors/failures.js";
import { byteArray, bytesOf, fieldOf, makeInstance, UnknownBytes } from "../../types/calls.js";
import { listItems } from "../../types/convert.js";

/** Streams in memory, compression, and readers and writers of text. */
const MEMORY = "System.IO.MemoryStream";

/**
 * Compressed bytes that this analysis made: what is in them is known, but not how .NET's compressor spells it.
 */
class Compressed extends Unknown {
  constructor(
    readonly form: "gzip" | "deflate",
    readonly content: Uint8Array,
  ) {
    super(
      "unmodelled",
      "how .NET compresses is not modelled",
      `compressed(${form},${Buffer.from(content).toString("base64").slice(0, 64)},${content.length})`,
      null,
      "System.Byte[]",
    );
  }
}

type Content = Uint8Array | Unknown;

export function isStream(value: Plain): value is Instance {
  return value.kind === "instance" && value.model.typeNames.includes("System.IO.Stream");
}

/** Everything from the position to the end; the stream is read to its end. */
export function readAll(machine: Machine, stream: Plain): Content {
  if (!isStream(stream)) return derive([stream], `read(${symbolOf(stream)})`, "System.Byte[]", null);
  const inner = machine.field<Plain>(stream, "inner");
  if (inner !== undefined) return expanded(machine, stream, inner);
  const content = machine.field<Content>(stream, "content");
  if (content === undefined || content instanceof Unknown)
    return content ?? derive([], `read(${symbolOf(stream)})`, "System.Byte[]", null);
  const position = machine.field<number>(stream, "position") ?? 0;
  machine.setField(stream, "position", content.length);
  return content.subarray(position);
}

/** What a decompressing stream gives; it keeps what was read for later reads. */
function expanded(machine: Machine, stream: Instance, inner: Plain): Content {
  const known = machine.field<Content>(stream, "content");
  const content = known ?? decompress(machine, readAll(machine, inner), fieldOf<string>(machine, stream, "form"));
  if (known === undefined) machine.setField(stream, "content", content);
  if (content instanceof Unknown) return content;
  const position = machine.field<number>(stream, "position") ?? 0;
  machine.setField(stream, "position", content.length);
  return content.subarray(position);
}

function decompress(machine: Machine, content: Content, form: string): Content {
  if (content instanceof Compressed && content.form === form) return content.content;
  if (content instanceof Unknown) return derive([content], `decompress(${content.symbol})`, "System.Byte[]", null);
  if (content.length === 0) return content;
  const options = { maxOutputLength: MAXIMUM_SIZE };
  try {
    const bytes =
      form === "gzip"
        ? gunzipSync(content, options)
        : form === "zlib"
          ? inflateSync(content, options)
          : inflateRawSync(content, options);
    machine.budget.size(bytes.length);
    return new Uint8Array(bytes);
  } catch (error) {
    if (error instanceof RangeError) machine.budget.exceeded("bytes");
    if (typeof error === "object" && error !== null && "code" in error && error.code === "ERR_BUFFER_TOO_LARGE")
      machine.budget.exceeded("bytes");
    throw new NetException(
      "System.IO.InvalidDataException",
      "The archive entry was compressed using an unsupported compression method.",
    );
  }
}

function joinBytes(a: Uint8Array, b: Uint8Array): Uint8Array {
  const joined = new Uint8Array(a.length + b.length);
  joined.set(a);
  joined.set(b, a.length);
  return joined;
}

/** Writes at the position. */
export function write(machine: Machine, stream: Plain, bytes: Content): void {
  if (!isStream(stream)) return;
  if (machine.field<Plain>(stream, "inner") !== undefined) {
    const pending = machine.field<Content>(stream, "pending") ?? new Uint8Array();
    machine.setField(
      stream,
      "pending",
      bytes instanceof Unknown || pending instanceof Unknown
        ? derive([bytes as Unknown], `compress(${symbolOf(stream)})`, "System.Byte[]", null)
        : joinBytes(pending, bytes),
    );
    return;
  }
  const content = machine.field<Content>(stream, "content") ?? new Uint8Array();
  const position = machine.field<number>(stream, "position") ?? 0;
  const path = machine.field<Str | Unknown>(stream, "path");
  if (bytes instanceof Unknown || content instanceof Unknown) {
    const whole =
      content instanceof Uint8Array && content.length === 0 && bytes instanceof Unknown
        ? bytes
        : derive([bytes instanceof Unknown ? bytes : (content as Unknown)], machine.freshSymbol("stream"), "System.Byte[]", null);
    machine.setField(stream, "content", whole);
    if (path) new Files(machine).write(path.kind === "str" ? path.value : path, whole);
    return;
  }
  machine.budget.size(position + bytes.length);
  const next = new Uint8Array(Math.max(content.length, position + bytes.length));
  next.set(content);
  next.set(bytes, position);
  machine.setField(stream, "content", next);
  machine.setField(stream, "position", position + bytes.length);
  if (path) new Files(machine).write(path.kind === "str" ? path.value : path, byteArray(machine, next, null));
}

/** What a compressing stream was given goes into the stream under it. */
export function flush(machine: Machine, stream: Instance): void {
  const inner = machine.field<Plain>(stream, "inner");
  const pending = machine.field<Content>(stream, "pending");
  if (inner === undefined || pending === undefined) return;
  const form = fieldOf<"gzip" | "deflate">(machine, stream, "form");
  machine.setField(stream, "pending", undefined);
  write(machine, inner, pending instanceof Unknown ? pending : new Compressed(form, pending));
}

function part(call: Call): Content {
  const value = call.arg(0);
  try {
    const bytes = bytesOf(call.machine, value);
    return call.has(2) ? bytes.subarray(call.int(1), call.int(1) + call.int(2)) : bytes;
  } catch (error) {
    if (error instanceof UnknownBytes) return error.unknown;
    throw error;
  }
}

function readInto(call: Call): Result {
  const target = call.arg(0);
  const before = call.machine.field<number>(call.self as Instance, "position") ?? 0;
  const content = readAll(call.machine, call.self);
  if (content instanceof Unknown || target.kind !== "arr")
    return derive([content as Unknown], `read(${symbolOf(call.self)})`, "System.Int32", call.at);
  const count = Math.min(call.int(2), content.length);
  const next = [...call.machine.settled(target.items)];
  const read = listItems(call.machine, byteArray(call.machine, content.subarray(0, count), call.at)) as readonly Value[];
  for (let index = 0; index < count; index++) next[call.int(1) + index] = read[index] as Value;
  call.machine.journal.set(target, "items", next);
  call.machine.setField(call.self as Instance, "position", before + count);
  return count;
}

const STREAM: Signatures = {
  "Write(object buffer, int offset, int count) void": (c) => write(c.machine, c.self, part(c)),
  "Write(object buffer) void": (c) => write(c.machine, c.self, part(c)),
  "WriteByte(byte value) void": (c) => write(c.machine, c.self, Uint8Array.of(c.int(0))),
  "Read(byte[] buffer, int offset, int count) int": readInto,
  "ReadByte() int": (c) => {
    const before = c.machine.field<number>(c.self as Instance, "position") ?? 0;
    const content = readAll(c.machine, c.self);
    if (content instanceof Unknown) return derive([content], `readbyte(${symbolOf(c.self)},${before})`, "System.Int32", c.at);
    c.machine.setField(c.self as Instance, "position", before + Math.min(1, content.length));
    return content[0] ?? -1;
  },
  "CopyTo(object destination) void": (c) => write(c.machine, c.arg(0), readAll(c.machine, c.self)),
  "CopyTo(object destination, int bufferSize) void": (c) => write(c.machine, c.arg(0), readAll(c.machine, c.self)),
  "Seek(long offset, System.IO.SeekOrigin loc) long": (c) => {
    const content = c.machine.field<Content>(c.self as Instance, "content");
    const length = content instanceof Uint8Array ? content.length : 0;
    const base = c.int(1) === 0 ? 0 : c.int(1) === 1 ? (c.machine.field<number>(c.self as Instance, "position") ?? 0) : length;
    c.machine.setField(c.self as Instance, "position", base + c.int(0));
    return BigInt(base + c.int(0));
  },
  "Flush() void": () => undefined,
  "FlushFinalBlock() void": () => undefined,
  "Close() void": (c) => flush(c.machine, c.self as Instance),
  "Dispose() void": (c) => flush(c.machine, c.self as Instance),
};

function lengthOf(self: Plain, machine: Machine, at: Trace | null): Result {
  const content = machine.field<Content>(self as Instance, "content") ?? new Uint8Array();
  return content instanceof Unknown ? derive([content], `length(${content.symbol})`, "System.Int64", at) : BigInt(content.length);
}

function newMemory(call: Call): Result {
  const from = call.arg(0);
  if (from.kind === "unknown") return makeInstance(call.machine, MEMORY, { content: from, position: 0 }, call.at);
  const bytes = from.kind === "arr" ? part(call) : new Uint8Array();
  return makeInstance(call.machine, MEMORY, { content: bytes, position: 0 }, call.at);
}

function contentValue(call: Call): Result {
  const content = call.machine.field<Content>(call.self as Instance, "content") ?? new Uint8Array();
  return content instanceof Unknown ? content : byteArray(call.machine, content, call.at);
}

const memoryType: NetType = {
  name: MEMORY,
  ancestors: ["System.IO.Stream", "System.MarshalByRefObject"],
  constructors: {
    "MemoryStream() object": newMemory,
    "MemoryStream(int capacity) object": newMemory,
    "MemoryStream(object buffer) object": newMemory,
    "MemoryStream(object buffer, bool writable) object": newMemory,
    "MemoryStream(object buffer, int index, int count) object": newMemory,
  },
  properties: {
    Length: lengthOf,
    Position: (self, machine) => BigInt(machine.field<number>(self as Instance, "position") ?? 0),
    CanRead: () => true,
    CanWrite: () => true,
    CanSeek: () => true,
  },
  setters: {
    Position: (self, value, machine) => {
      const plain = machine.plain(value);
      if (plain.kind === "num") machine.setField(self as Instance, "position", Number(plain.value as number));
    },
  },
  methods: {
    ...STREAM,
    "ToArray() byte[]": contentValue,
    "GetBuffer() byte[]": contentValue,
    "WriteTo(object stream) void": (c) =>
      write(c.machine, c.arg(0), c.machine.field<Content>(c.self as Instance, "content") ?? new Uint8Array()),
    "SetLength(long value) void": (c) => truncate(c),
  },
};

function truncate(call: Call): void {
  const content = call.machine.field<Content>(call.self as Instance, "content");
  if (content instanceof Uint8Array)
    call.machine.setField(call.self as Instance, "content", content.slice(0, Number(call.long(0))));
}

const nameformTypes: readonly NetType[] = (
  [
    ["GZipStream", "gzip"],
    ["DeflateStream", "deflate"],
    ["ZLibStream", "zlib"],
  ] as const
).map(([name, form]) => {
  const full = `System.IO.Compression.${name}`;
  const make = (c: Call): Result => makeInstance(c.machine, full, { inner: c.arg(0), form, position: 0 }, c.at);
  return {
    name: full,
    ancestors: ["System.IO.Stream", "System.MarshalByRefObject"],
    constructors: {
      "Stream(object stream, System.IO.Compression.CompressionMode mode) object": make,
      "Stream(object stream, System.IO.Compression.CompressionMode mode, bool leaveOpen) object": make,
    },
    properties: {
      BaseStream: (self, machine) => fieldOf<Plain>(machine, self, "inner"),
      CanRead: () => true,
      CanWrite: () => true,
    },
    methods: STREAM,
  };
});

export const streamTypes: readonly DotnetType[] = [memoryType, ...nameformTypes];
