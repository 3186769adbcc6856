import { createHash, createHmac } from "node:crypto";
import type { Call, DotnetType, Handler, NetType, Result, Signatures } from "../../../tools/dotnet-type.js";
import { asInteger, asNumber, isInteger } from "../../../values/number.js";
import { derive, symbolOf, unmodelled } from "../../../values/unknowns.js";
import { type Instance, Num, type NumType, type Plain, Str, TypeRef, type Value } from "../../../values/value.js";
import { NetException } from "../../errors/failures.js";
import { byteArray, bytesOf, fieldOf, makeInstance } from "../../types/calls.js";
import { convertTo } from "../../types/convert.js";
import { NUMERIC, numberAs, scalarNumber } from "../../types/convert-number.js";
import { elementText, isCustom } from "../../types/text.js";
import { typeNameOf } from "../../types/types.js";
import { netText } from "../objects/objects.js";
import { fromBase64, toBase64 } from "./encodings.js";
import { outOfRange } from "./strings.js";

/** Convert, BitConverter, and the hash algorithms. */

const NAMES: readonly NumType[] = [
  "SByte",
  "Byte",
  "Int16",
  "UInt16",
  "Int32",
  "UInt32",
  "Int64",
  "UInt64",
  "Single",
  "Double",
  "Decimal",
];
const BITS: Readonly<Record<string, number>> = {
  SByte: 8,
  Byte: 8,
  Int16: 16,
  UInt16: 16,
  Int32: 32,
  UInt32: 32,
  Int64: 64,
  UInt64: 64,
};

function article(type: NumType): string {
  return (
    { SByte: "a signed byte", Byte: "an unsigned byte", Int16: "an Int16", Int32: "an Int32", Int64: "an Int64" }[
      type as string
    ] ?? `a ${type}`
  );
}

function notConvertible(value: Plain): NetException {
  const type = value.kind === "object" && isCustom(value) ? "System.Management.Automation.PSObject" : typeNameOf(value);
  return new NetException(
    "System.InvalidCastException",
    `Unable to cast object of type '${type}' to type 'System.IConvertible'.`,
  );
}

function toNumber(call: Call, type: NumType): Result {
  const value = call.arg(0);
  const overflow = new NetException("System.OverflowException", `Value was either too large or too small for ${article(type)}.`);
  if (value.kind === "null") return convertTo(call.machine, new Num("Int32", 0), new TypeRef(`System.${type}`), call.at);
  if (value.kind === "str") {
    const text = value.value.trim();
    const form = isInteger(type) ? /^[-+]?\d+$/ : /^[-+]?(\d[\d,]*\.?\d*|\.\d+)(e[-+]?\d+)?$/i;
    if (!form.test(text) && !(type !== "Decimal" && !isInteger(type) && /^[-+]?(infinity|nan)$/i.test(text))) {
      throw new NetException("System.FormatException", `The input string '${value.value}' was not in a correct format.`);
    }
    if (type === "Decimal") return convertTo(call.machine, new Str(`${text}d`), new TypeRef("System.Decimal"), call.at);
    try {
      return convertTo(call.machine, new Str(text), new TypeRef(`System.${type}`), call.at);
    } catch {
      throw overflow;
    }
  }
  const number = scalarNumber(value);
  if (!number) throw notConvertible(value);
  const result = numberAs(number, type, call.at);
  if (!result) throw overflow;
  return result;
}

/** Digits in base 2, 8, 10 or 16; two's complement when they fill the type. */
function fromBase(call: Call, type: NumType): Result {
  const base = call.int(1);
  if (![2, 8, 10, 16].includes(base)) throw new NetException("System.ArgumentException", "Invalid Base. (Parameter 'fromBase')");
  if (call.arg(0).kind === "null") return convertTo(call.machine, new Num("Int32", 0), new TypeRef(`System.${type}`), call.at);
  let text = call.string(0).toLowerCase();
  if (text === "")
    throw outOfRange("startIndex", "Index was out of range. Must be non-negative and less than the size of the collection.");
  if (base === 16) text = text.replace(/^0x/, "");
  const digits = { 2: /^[01]+$/, 8: /^[0-7]+$/, 10: /^-?\d+$/, 16: /^[0-9a-f]+$/ }[base] as RegExp;
  if (!digits.test(text)) throw new NetException("System.FormatException", "Could not find any recognizable digits.");
  const value = BigInt(base === 10 ? text : `${{ 2: "0b", 8: "0o", 16: "0x" }[base] as string}${text}`);
  const bits = BITS[type] as number;
  if (base === 10 || value >> BigInt(bits) !== 0n) {
    const number = numberAs(new Num("BigInteger", value), type, call.at);
    if (!number)
      throw new NetException("System.OverflowException", `Value was either too large or too small for ${article(type)}.`);
    return number;
  }
  const unsigned = type.startsWith("U") || type === "Byte";
  return numberAs(new Num("BigInteger", unsigned ? value : BigInt.asIntN(bits, value)), type, call.at);
}

function toBase(call: Call): Result {
  const number = call.arg(0) as Num;
  const base = call.int(1);
  if (![2, 8, 10, 16].includes(base)) throw new NetException("System.ArgumentException", "Invalid Base. (Parameter 'toBase')");
  const value = asInteger(number);
  if (base === 10) return value.toString();
  return (value < 0n ? BigInt.asUintN(BITS[number.type] ?? 64, value) : value).toString(base);
}

const numbers: Record<string, Handler> = {};
for (const type of NAMES) {
  numbers[`To${type}(object value) System.${type}`] = (c) => toNumber(c, type);
  numbers[`To${type}(object value, provider provider) System.${type}`] = (c) => toNumber(c, type);
  if (isInteger(type)) numbers[`To${type}(string value, int fromBase) System.${type}`] = (c) => fromBase(c, type);
}

function toBoolean(call: Call): Result {
  const value = call.arg(0);
  if (value.kind === "str") {
    const text = value.value.trim().toLowerCase();
    if (text !== "true" && text !== "false")
      throw new NetException("System.FormatException", `String '${value.value}' was not recognized as a valid Boolean.`);
    return text === "true";
  }
  if (value.kind === "bool") return value;
  const number = scalarNumber(value);
  if (/^(?:arr|dict|object|block|type)$/.test(value.kind)) throw notConvertible(value);
  return number
    ? asNumber(number) !== 0
    : unmodelled("this conversion to Boolean is not modelled", `toboolean(${symbolOf(value)})`, call.at, "System.Boolean");
}

/** A custom object is handed over with its wrapper, whose text lists the properties. */
function ownText(call: Call): Result {
  const value = call.arg(0);
  if (value.kind === "null") return "";
  return value.kind === "object" ? elementText(call.machine, value, call.at, 0) : netText(call.machine, value, call.at);
}

function base64(call: Call): Result {
  const value = call.arg(0);
  if (value.kind === "unknown") return derive([value], `base64(${value.symbol})`, "System.String", call.at);
  const bytes = call.bytes(0);
  const text =
    call.has(2) && call.arg(1).kind === "num"
      ? toBase64(bytes.subarray(call.int(1), call.int(1) + call.int(2)))
      : toBase64(bytes);
  const options = call.args.find((arg) => arg.kind === "enum");
  return options?.kind === "enum" && options.value === 1 ? text.replace(/(.{76})(?=.)/g, "$1\r\n") : text;
}

const convertType: NetType = {
  name: "System.Convert",
  statics: {
    ...numbers,
    "ToBoolean(object value) bool": toBoolean,
    "ToBoolean(object value, provider provider) bool": toBoolean,
    "ToChar(object value) char": (c) => convertTo(c.machine, c.arg(0), new TypeRef("System.Char"), c.at),
    "ToString(object value) string": ownText,
    "ToString(object value, provider provider) string": ownText,
    "ToString(byte value, int toBase) string": toBase,
    "ToString(int16 value, int toBase) string": toBase,
    "ToString(int value, int toBase) string": toBase,
    "ToString(long value, int toBase) string": toBase,
    "ToDateTime(object value) datetime": (c) => convertTo(c.machine, c.arg(0), new TypeRef("System.DateTime"), c.at),
    "ToBase64String(byte[] inArray) string": base64,
    "ToBase64String(byte[] inArray, System.Base64FormattingOptions options) string": base64,
    "ToBase64String(byte[] inArray, int offset, int length) string": base64,
    "FromBase64String(string s) byte[]": (c) => {
      if (c.arg(0).kind === "null")
        throw new NetException("System.ArgumentNullException", "Value cannot be null. (Parameter 's')");
      const bytes = fromBase64(c.string(0));
      const trace = c.arg(0).kind === "str" ? (c.arg(0) as Str).trace : null;
      return byteArray(c.machine, bytes, trace ?? c.at);
    },
    "FromBase64CharArray(char[] inArray, int offset, int length) byte[]": (c) => {
      const text = c
        .items(0)
        .map((item) => c.machine.plain(item))
        .map((char) => (char.kind === "char" ? String.fromCharCode(char.code) : ""))
        .join("");
      return byteArray(c.machine, fromBase64(text.slice(c.int(1), c.int(1) + c.int(2))), c.at);
    },
    "ToHexString(byte[] inArray) string": (c) => Buffer.from(c.bytes(0)).toString("hex").toUpperCase(),
    "FromHexString(string s) byte[]": (c) => byteArray(c.machine, new Uint8Array(Buffer.from(c.string(0), "hex")), c.at),
    "ChangeType(object value, type conversionType) object": (c) => changeType(c),
    "ChangeType(object value, System.TypeCode typeCode) object": (c) =>
      unmodelled("ChangeType by type code is not modelled", `changetype(${symbolOf(c.arg(0))},${symbolOf(c.arg(1))})`, c.at),
    "ChangeType(object value, type conversionType, provider provider) object": (c) => changeType(c),
    "IsDBNull(object value) bool": (c) =>
      c.arg(0).kind === "instance" && (c.arg(0) as Instance).model.typeNames[0] === "System.DBNull",
  },
};

function changeType(call: Call): Result {
  const type = call.arg(1);
  if (type.kind !== "type") return null;
  const numeric = NUMERIC.get(type.name);
  if (numeric) return toNumber(call, numeric);
  if (type.name === "System.String") return netText(call.machine, call.arg(0), call.at);
  if (type.name === "System.Boolean") return toBoolean(call);
  return convertTo(call.machine, call.arg(0), type, call.at);
}

// ---------------------------------------------------------------- BitConverter

function littleEndian(value: bigint, size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  let rest = BigInt.asUintN(size * 8, value);
  for (let index = 0; index < size; index++) {
    bytes[index] = Number(rest & 255n);
    rest >>= 8n;
  }
  return bytes;
}

function fromLittleEndian(call: Call, type: NumType): Result {
  const bytes = call.bytes(0);
  const size = (BITS[type] as number) / 8;
  const start = call.has(1) ? call.int(1) : 0;
  if (start < 0 || start + size > bytes.length)
    throw new NetException(
      "System.ArgumentException",
      "Destination array is not long enough to copy all the items in the collection. Check array index and length. (Parameter 'value')",
    );
  let value = 0n;
  for (let index = size - 1; index >= 0; index--) value = (value << 8n) | BigInt(bytes[start + index] as number);
  return numberAs(
    new Num("BigInteger", type.startsWith("U") || type === "Byte" ? value : BigInt.asIntN(size * 8, value)),
    type,
    call.at,
  );
}

function float(call: Call, size: 4 | 8): Result {
  const bytes = call.bytes(0);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return size === 8
    ? new Num("Double", view.getFloat64(call.int(1), true))
    : new Num("Single", view.getFloat32(call.int(1), true));
}

const bitStatics: Record<string, Handler> = {};
for (const [name, type] of [
  ["bool", "Byte"],
  ["char", "UInt16"],
  ["int16", "Int16"],
  ["uint16", "UInt16"],
  ["int", "Int32"],
  ["uint32", "UInt32"],
  ["long", "Int64"],
  ["uint64", "UInt64"],
] as const) {
  bitStatics[`GetBytes(${name} value) byte[]`] = (c) =>
    byteArray(c.machine, littleEndian(asInteger(scalarNumber(c.arg(0)) as Num), (BITS[type] as number) / 8), c.at);
}
for (const type of ["Int16", "UInt16", "Int32", "UInt32", "Int64", "UInt64"] as const) {
  bitStatics[`To${type}(byte[] value, int startIndex) System.${type}`] = (c) => fromLittleEndian(c, type);
}

const bitConverterType: NetType = {
  name: "System.BitConverter",
  staticProperties: { IsLittleEndian: () => true },
  statics: {
    ...bitStatics,
    "GetBytes(double value) byte[]": (c) => {
      const view = new DataView(new ArrayBuffer(8));
      view.setFloat64(0, c.int(0), true);
      return byteArray(c.machine, new Uint8Array(view.buffer), c.at);
    },
    "ToDouble(byte[] value, int startIndex) double": (c) => float(c, 8),
    "ToSingle(byte[] value, int startIndex) single": (c) => float(c, 4),
    "ToString(byte[] value) string": (c) => dashed(c.bytes(0)),
    "ToString(byte[] value, int startIndex) string": (c) => dashed(c.bytes(0).subarray(c.int(1))),
    "ToString(byte[] value, int startIndex, int length) string": (c) =>
      dashed(c.bytes(0).subarray(c.int(1), c.int(1) + c.int(2))),
    "ToBoolean(byte[] value, int startIndex) bool": (c) => c.bytes(0)[c.int(1)] !== 0,
  },
};

function dashed(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0").toUpperCase()).join("-");
}

const bufferType: NetType = {
  name: "System.Buffer",
  statics: {
    "BlockCopy(array src, int srcOffset, array dst, int dstOffset, int count) void": (c) => {
      const target = c.arg(2);
      if (target.kind !== "arr") return;
      const source = c.items(0);
      const next = [...c.machine.settled(target.items)];
      for (let index = 0; index < c.int(4); index++) next[c.int(3) + index] = source[c.int(1) + index] as Value;
      c.machine.journal.set(target, "items", next);
    },
  },
};

// ---------------------------------------------------------------- hashes

const ALGORITHMS: Readonly<Record<string, string>> = {
  MD5: "md5",
  SHA1: "sha1",
  SHA256: "sha256",
  SHA384: "sha384",
  SHA512: "sha512",
};

function hash(call: Call): Result {
  const value = call.arg(0);
  if (value.kind !== "arr")
    return unmodelled(
      "the hash of this is not modelled",
      `hash(${symbolOf(call.self)},${symbolOf(value)})`,
      call.at,
      "System.Byte[]",
    );
  const bytes = call.bytes(0);
  const part = call.has(2) ? bytes.subarray(call.int(1), call.int(1) + call.int(2)) : bytes;
  const algorithm = fieldOf<string>(call.machine, call.self, "algorithm");
  const key = fieldOf<Uint8Array | undefined>(call.machine, call.self, "key");
  const digest = key ? createHmac(algorithm, key).update(part).digest() : createHash(algorithm).update(part).digest();
  return byteArray(call.machine, new Uint8Array(digest), call.at);
}

const HASHING: Signatures = {
  "ComputeHash(byte[] buffer) byte[]": hash,
  "ComputeHash(byte[] buffer, int offset, int count) byte[]": hash,
  "ComputeHash(object inputStream) byte[]": hash,
  "Dispose() void": () => undefined,
  "Clear() void": () => undefined,
};

const hashTypes: readonly NetType[] = Object.entries(ALGORITHMS).flatMap(([name, algorithm]) => [
  ...[name, `${name}Managed`, `${name}CryptoServiceProvider`, `${name}Cng`].map((variant) => hashType(variant, algorithm)),
  keyedHashType(name, algorithm),
]);

function hashType(variant: string, algorithm: string): NetType {
  const name = `System.Security.Cryptography.${variant}`;
  const make = (c: Call): Result => makeInstance(c.machine, name, { algorithm }, c.at);
  return {
    name,
    ancestors: ["System.Security.Cryptography.HashAlgorithm"],
    methods: HASHING,
    constructors: { "Hash() object": make },
    statics: {
      "Create() object": make,
      "HashData(byte[] source) byte[]": (c) =>
        byteArray(c.machine, new Uint8Array(createHash(algorithm).update(c.bytes(0)).digest()), c.at),
    },
  };
}

function keyedHashType(variant: string, algorithm: string): NetType {
  const name = `System.Security.Cryptography.HMAC${variant}`;
  return {
    name,
    ancestors: ["System.Security.Cryptography.HashAlgorithm"],
    methods: HASHING,
    constructors: {
      "Hash(byte[] key) object": (c) => makeInstance(c.machine, name, { algorithm, key: bytesOf(c.machine, c.arg(0)) }, c.at),
    },
  };
}

const hashAlgorithmType: NetType = {
  name: "System.Security.Cryptography.HashAlgorithm",
  statics: {
    "Create(string hashName) object": (c) => {
      const name = c.string(0).replace("-", "").toUpperCase();
      const algorithm = ALGORITHMS[name];
      return algorithm ? makeInstance(c.machine, `System.Security.Cryptography.${name}`, { algorithm }, c.at) : null;
    },
  },
};

export const convertTypes: readonly DotnetType[] = [convertType, bitConverterType, bufferType, ...hashTypes, hashAlgorithmType];
