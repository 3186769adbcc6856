import type { Machine } from "../../../machine/machine.js";
import type { Call, DotnetType, NetType, Result, Signatures } from "../../../tools/dotnet-type.js";
import { enumFromText, enumOf, enumOfValue, enumValue } from "../../../values/enums.js";
import { asNumber, compareNums, toStringText } from "../../../values/number.js";
import type { Trace } from "../../../values/source.js";
import { derive, symbolOf, unmodelled } from "../../../values/unknowns.js";
import type { NumType } from "../../../values/value.js";
import { Arr, Char, type EnumValue, Num, type Plain, Str, TypeRef, type Value } from "../../../values/value.js";
import { NetException } from "../../errors/failures.js";
import { formatValue } from "../../format/composite.js";
import { areEqual } from "../../types/compare.js";
import { convertTo, scriptClasses, typeFromText } from "../../types/convert.js";
import { NUMERIC } from "../../types/convert-number.js";
import { writeReference } from "../../types/reference.js";
import { dialectOf } from "../../types/session-cells.js";
import { elementText, isCustom } from "../../types/text.js";
import { typeNameOf } from "../../types/types.js";
import { runtimeTypeType, typeType } from "./type-objects.js";

/** What every object can do, and the simple types: numbers, characters, booleans, enums, types, script blocks. */

/** The type of a value as `GetType()` gives it. */
export function typeOf(machine: Machine, value: Plain, at: Trace | null): TypeRef {
  const name = typeNameOf(value);
  return value.kind === "object"
    ? (scriptClasses(machine).get(name.toLowerCase()) ?? new TypeRef(name, null, at))
    : new TypeRef(name, null, at);
}

/** `.ToString()`: unlike `[string]` it does not join lists, and numbers may have more digits. */
export function netText(machine: Machine, value: Plain, at: Trace | null): Value {
  switch (value.kind) {
    case "num":
      return new Str(toStringText(value, dialectOf(machine)), at ?? value.trace);
    case "type":
      return new Str(value.name, at);
    case "arr":
    case "dict":
      return new Str(typeNameOf(value), at);
    case "object":
      if (isCustom(value)) return new Str("", at);
      return elementText(machine, value, at, 0);
    default:
      return elementText(machine, value, at, 0);
  }
}

/** Equality as `.Equals` sees it: the same type and value. */
export function sameNet(machine: Machine, a: Plain, b: Plain): boolean {
  if (a.kind !== b.kind) return false;
  if (a.kind === "num" && b.kind === "num") return a.type === b.type && compareNums(a, b) === 0;
  if (a.kind === "str" && b.kind === "str") return a.value === b.value;
  if (a.kind === "instance" && b.kind === "instance")
    return a === b || (typeNameOf(a) === typeNameOf(b) && a.model.equals?.(a, b) === true);
  if (a.kind === "arr" || a.kind === "dict" || a.kind === "object" || a.kind === "block") return a === b;
  return areEqual(machine, a, b, true);
}

function formatted(call: Call): Result {
  const format = call.arg(0).kind === "null" ? "" : call.string(0);
  const text = formatValue(call.machine, call.self, format);
  if (text === undefined) throw new NetException("System.FormatException", "Format specifier was invalid.");
  return text;
}

const objectType: NetType = {
  name: "System.Object",
  methods: {
    "GetType() type": (c) =>
      c.self.kind === "instance" && c.self.model.typeNames[0] === "System.Object"
        ? unmodelled("the type of an object is not known", `${symbolOf(c.self)}.gettype()`, c.at)
        : typeOf(c.machine, c.self, c.at),
    "ToString() string": (c) => netText(c.machine, c.self, c.at),
    "Equals(object obj) bool": (c) => {
      const other = c.arg(0);
      if (other.kind === "unknown")
        return c.machine.plain(
          convertTo(
            c.machine,
            derive([other], `equals(${symbolOf(c.self)},${other.symbol})`, "System.Boolean", c.at),
            new TypeRef("System.Boolean"),
            c.at,
          ),
        );
      // A custom object is not even equal to itself here.
      return c.self.kind === "object" && isCustom(c.self) ? false : sameNet(c.machine, c.self, other);
    },
    "GetHashCode() int": (c) =>
      c.self.kind === "num" && c.self.type === "Int32"
        ? asNumber(c.self)
        : unmodelled("hash codes are not modelled", `hash(${symbolOf(c.self)})`, c.at, "System.Int32"),
  },
  statics: {
    "ReferenceEquals(object objA, object objB) bool": (c) => c.arg(0) === c.arg(1),
    "Equals(object objA, object objB) bool": (c) => sameNet(c.machine, c.arg(0), c.arg(1)),
  },
};

const FORMATTED: Signatures = {
  "ToString() string": (c) => netText(c.machine, c.self, c.at),
  "ToString(string format) string": formatted,
  "ToString(provider provider) string": (c) => netText(c.machine, c.self, c.at),
  "ToString(string format, provider provider) string": formatted,
};

const LIMITS: Readonly<Record<string, readonly [string, string]>> = {
  SByte: ["-128", "127"],
  Byte: ["0", "255"],
  Int16: ["-32768", "32767"],
  UInt16: ["0", "65535"],
  Int32: ["-2147483648", "2147483647"],
  UInt32: ["0", "4294967295"],
  Int64: ["-9223372036854775808", "9223372036854775807"],
  UInt64: ["0", "18446744073709551615"],
};

/** `[int]::Parse`: stricter than a cast. Null: no such number. */
function parseStrict(call: Call, text: string, type: string): Value | null {
  const trimmed = text.trim();
  const float = type === "Double" || type === "Single" || type === "Decimal";
  const form = float ? /^[-+]?(\d[\d,]*\.?\d*|\.\d+)(e[-+]?\d+)?$/i : /^[-+]?\d+$/;
  const words = float && type !== "Decimal" && /^([-+]?infinity|[-+]?∞|nan|-nan)$/i.test(trimmed);
  if (!form.test(trimmed) && !words) return null;
  return convertTo(call.machine, new Str(trimmed), new TypeRef(`System.${type}`), call.at);
}

function notANumber(text: string): NetException {
  return new NetException("System.FormatException", `The input string '${text}' was not in a correct format.`);
}

function parseNumberText(call: Call, type: string): Result {
  const value = call.arg(0);
  if (value.kind === "null") throw new NetException("System.ArgumentNullException", "Value cannot be null. (Parameter 's')");
  const text = call.string(0);
  const style = call.arg(1);
  if (style.kind === "enum") {
    if (style.name === "HexNumber" || style.name === "AllowHexSpecifier") {
      if (!/^\s*[0-9a-fA-F]+\s*$/.test(text)) throw notANumber(text);
      return convertTo(call.machine, new Str(`0x${text.trim()}`), new TypeRef(`System.${type}`), call.at);
    }
    if (style.name !== "Integer" && style.name !== "Any" && style.name !== "Number" && style.name !== "Float") {
      return unmodelled(
        `number style ${style.name} is not modelled`,
        `parse(${JSON.stringify(text)},${style.name})`,
        call.at,
        `System.${type}`,
      );
    }
  }
  let parsed: Value | null;
  try {
    parsed = parseStrict(call, text, type);
  } catch {
    throw new NetException(
      "System.OverflowException",
      `Value was either too large or too small for a${/^[AEIOU]/.test(type) && type !== "UInt16" ? "n" : ""} ${type}.`,
    );
  }
  if (parsed === null) throw notANumber(text);
  return parsed;
}

function tryParseNumber(call: Call, type: string, place: number): boolean {
  const target = call.arg(place);
  let parsed: Value | null = null;
  try {
    parsed = call.arg(0).kind === "null" ? null : parseStrict(call, call.string(0), type);
  } catch {
    parsed = null;
  }
  writeReference(target, parsed ?? convertTo(call.machine, new Num("Int32", 0), new TypeRef(`System.${type}`), call.at));
  return parsed !== null;
}

const numberTypes: readonly NetType[] = [...NUMERIC].flatMap(([full, type]) =>
  type === "BigInteger" ? [] : [numberType(full, type)],
);

function numberType(full: string, type: Exclude<NumType, "BigInteger">): NetType {
  const limits = LIMITS[type];
  const special: Record<string, () => Result> =
    type === "Double" || type === "Single"
      ? {
          MaxValue: () => new Num(type, type === "Double" ? Number.MAX_VALUE : 3.4028234663852886e38),
          MinValue: () => new Num(type, type === "Double" ? -Number.MAX_VALUE : -3.4028234663852886e38),
          NaN: () => new Num(type, Number.NaN),
          PositiveInfinity: () => new Num(type, Number.POSITIVE_INFINITY),
          NegativeInfinity: () => new Num(type, Number.NEGATIVE_INFINITY),
          Epsilon: () => new Num(type, type === "Double" ? Number.MIN_VALUE : 1.401298464324817e-45),
        }
      : type === "Decimal"
        ? {
            MaxValue: () => new Num("Decimal", { unscaled: (1n << 96n) - 1n, scale: 0 }),
            MinValue: () => new Num("Decimal", { unscaled: -((1n << 96n) - 1n), scale: 0 }),
            Zero: () => new Num("Decimal", { unscaled: 0n, scale: 0 }),
            One: () => new Num("Decimal", { unscaled: 1n, scale: 0 }),
            MinusOne: () => new Num("Decimal", { unscaled: -1n, scale: 0 }),
          }
        : {
            MaxValue: () => new Num(type, wide(type) ? BigInt((limits as readonly string[])[1] as string) : Number(limits?.[1])),
            MinValue: () => new Num(type, wide(type) ? BigInt((limits as readonly string[])[0] as string) : Number(limits?.[0])),
          };
  const float = type === "Double" || type === "Single";
  return {
    name: full,
    methods: {
      ...FORMATTED,
      "CompareTo(object value) int": (c) => {
        const other = c.arg(0);
        if (other.kind === "null") return 1;
        return other.kind === "num" && other.type === type ? compareNums(c.self as Num, other) : otherType(type);
      },
      "GetTypeCode() System.TypeCode": (c) => convertTo(c.machine, new Str(type), new TypeRef("System.TypeCode"), c.at),
    },
    statics: {
      [`Parse(string s) ${full}`]: (c) => parseNumberText(c, type),
      [`Parse(string s, System.Globalization.NumberStyles style) ${full}`]: (c) => parseNumberText(c, type),
      [`Parse(string s, provider provider) ${full}`]: (c) => parseNumberText(c, type),
      [`Parse(string s, System.Globalization.NumberStyles style, provider provider) ${full}`]: (c) => parseNumberText(c, type),
      "TryParse(string s, object result) bool": (c) => tryParseNumber(c, type, 1),
      ...(float && {
        "IsNaN(double d) bool": (c: Call) => Number.isNaN(c.int(0)),
        "IsInfinity(double d) bool": (c: Call) => Math.abs(c.int(0)) === Number.POSITIVE_INFINITY,
      }),
    },
    staticProperties: special,
  };
}

function otherType(type: string): never {
  throw new NetException("System.ArgumentException", `Object must be of type ${type}.`);
}

function wide(type: string): boolean {
  return type === "Int64" || type === "UInt64";
}

const booleanType: NetType = {
  name: "System.Boolean",
  statics: {
    "Parse(string value) bool": (c) => {
      const text = c.string(0).trim().toLowerCase();
      if (text !== "true" && text !== "false")
        throw new NetException("System.FormatException", `String '${c.string(0)}' was not recognized as a valid Boolean.`);
      return text === "true";
    },
    "TryParse(string value, object result) bool": (c) => {
      const text = c.string(0).trim().toLowerCase();
      writeReference(
        c.arg(1),
        convertTo(c.machine, new Num("Int32", text === "true" ? 1 : 0), new TypeRef("System.Boolean"), c.at),
      );
      return text === "true" || text === "false";
    },
  },
  staticProperties: { TrueString: () => "True", FalseString: () => "False" },
  methods: {
    "CompareTo(object obj) int": (c) => {
      if (c.arg(0).kind === "null") return 1;
      return c.self.kind === "bool" && c.arg(0).kind === "bool" ? Number(c.self.value) - Number(c.bool(0)) : otherType("Boolean");
    },
  },
};

function test(pattern: RegExp): (call: Call) => Result {
  return (c) => {
    if (!c.has(1)) return pattern.test(c.string(0));
    if (c.int(1) < 0 || c.int(1) >= c.string(0).length)
      throw new NetException(
        "System.ArgumentOutOfRangeException",
        "Specified argument was out of the range of valid values. (Parameter 'index')",
      );
    return pattern.test(c.string(0)[c.int(1)] as string);
  };
}

const CHAR_TESTS: Readonly<Record<string, RegExp>> = {
  IsDigit: /^\p{Nd}$/u,
  IsNumber: /^\p{N}$/u,
  IsLetter: /^\p{L}$/u,
  IsLetterOrDigit: /^[\p{L}\p{Nd}]$/u,
  IsUpper: /^\p{Lu}$/u,
  IsLower: /^\p{Ll}$/u,
  IsWhiteSpace: /^[\s\u0085]$/u,
  IsPunctuation: /^\p{P}$/u,
  IsSymbol: /^\p{S}$/u,
  IsSeparator: /^\p{Z}$/u,
  IsControl: /^\p{Cc}$/u,
};
const charStatics: Record<string, (call: Call) => Result> = {};
for (const [name, pattern] of Object.entries(CHAR_TESTS)) {
  charStatics[`${name}(char c) bool`] = test(pattern);
  charStatics[`${name}(string s, int index) bool`] = test(pattern);
}
const charType: NetType = {
  name: "System.Char",
  methods: {
    "ToString() string": (c) => elementText(c.machine, c.self, c.at, 0),
    "ToString(provider provider) string": (c) => elementText(c.machine, c.self, c.at, 0),
    "CompareTo(object value) int": (c) => {
      if (c.arg(0).kind === "null") return 1;
      return c.self.kind === "char" && c.arg(0).kind === "char" ? c.self.code - c.int(0) : otherType("Char");
    },
  },
  statics: {
    ...charStatics,
    "ToUpper(char c) char": (c) => c.string(0).toUpperCase(),
    "ToLower(char c) char": (c) => c.string(0).toLowerCase(),
    "ToUpperInvariant(char c) char": (c) => c.string(0).toUpperCase(),
    "ToLowerInvariant(char c) char": (c) => c.string(0).toLowerCase(),
    "GetNumericValue(char c) double": (c) => (/^\d$/.test(c.string(0)) ? Number(c.string(0)) : -1),
    "ConvertFromUtf32(int utf32) string": (c) => {
      if (c.int(0) < 0 || c.int(0) > 0x10ffff)
        throw new NetException(
          "System.ArgumentOutOfRangeException",
          "A valid UTF32 value is between 0x000000 and 0x10ffff, inclusive, and should not include surrogate codepoint values (0x00d800 ~ 0x00dfff). (Parameter 'utf32')",
        );
      return String.fromCodePoint(c.int(0));
    },
    "ConvertToUtf32(string s, int index) int": (c) => c.string(0).codePointAt(c.int(1)) ?? 0,
    "ToString(char c) string": (c) => c.string(0),
    "Parse(string s) char": (c) => {
      if (c.string(0).length !== 1)
        throw new NetException("System.FormatException", "String must be exactly one character long.");
      return c.string(0);
    },
  },
  staticProperties: { MaxValue: () => new Char(0xffff), MinValue: () => new Char(0) },
};

// ---------------------------------------------------------------- enums and types

function enumType(call: Call, index: number): ReturnType<typeof enumOf> {
  const value = call.arg(index);
  const type = value.kind === "type" ? value : value.kind === "str" ? typeFromText(call.machine, value.value) : null;
  const info = type ? enumOf(type) : undefined;
  if (!info) throw new NetException("System.ArgumentException", "Type provided must be an Enum. (Parameter 'enumType')");
  return info;
}

function parseEnum(call: Call): Result {
  const info = enumType(call, 0);
  if (!info) return null;
  const ignoreCase = call.bool(2);
  const text = call.string(1);
  const exact = text
    .split(",")
    .every(
      (part) =>
        /^\s*[-+]?\d+\s*$/.test(part) ||
        info.members.some((member) =>
          ignoreCase ? member.name.toLowerCase() === part.trim().toLowerCase() : member.name === part.trim(),
        ),
    );
  const value = exact ? enumFromText(info, text, false) : "none";
  if (typeof value !== "number") throw new NetException("System.ArgumentException", `Requested value '${text}' was not found.`);
  return enumValue(info, value, call.at);
}

const enumerationType: NetType = {
  name: "System.Enum",
  methods: {
    "HasFlag(object flag) bool": (c) => {
      const info = enumOfValue(c.self as EnumValue);
      const flag = c.arg(0).kind === "str" && info ? enumFromText(info, c.string(0), true) : c.int(0);
      return typeof flag === "number" && (BigInt((c.self as EnumValue).value) & BigInt(flag)) === BigInt(flag);
    },
    "ToString() string": (c) => (c.self as EnumValue).name,
    "ToString(string format) string": formatted,
    "CompareTo(object target) int": (c) => Math.sign((c.self as EnumValue).value - c.int(0)),
    "GetTypeCode() System.TypeCode": (c) => convertTo(c.machine, new Str("Int32"), new TypeRef("System.TypeCode"), c.at),
  },
  properties: { value__: (self) => (self.kind === "enum" ? self.value : 0) },
  statics: {
    "GetNames(type enumType) string[]": (c) =>
      new Arr(
        "System.String",
        (enumType(c, 0)?.members ?? []).map((member) => new Str(member.name, c.at)),
        "array",
        null,
        c.at,
      ),
    "GetValues(type enumType) array": (c) => {
      const info = enumType(c, 0);
      return new Arr(
        info?.name ?? "System.Object",
        (info?.members ?? []).map((member) => enumValue(info as never, member.value, c.at)),
        "array",
        null,
        c.at,
      );
    },
    "Parse(type enumType, string value) object": parseEnum,
    "Parse(type enumType, string value, bool ignoreCase) object": parseEnum,
    "IsDefined(type enumType, object value) bool": (c) => {
      const info = enumType(c, 0);
      const value = c.arg(1);
      return (
        info?.members.some((member) => (value.kind === "str" ? member.name === value.value : member.value === c.int(1))) ?? false
      );
    },
    "GetName(type enumType, object value) string": (c) =>
      enumType(c, 0)?.members.find((member) => member.value === c.int(1))?.name ?? null,
    "ToObject(type enumType, object value) object": (c) => {
      const info = enumType(c, 0);
      return info ? enumValue(info, c.int(1), c.at) : null;
    },
    "GetUnderlyingType(type enumType) type": (c) => new TypeRef(`System.${enumType(c, 0)?.underlying ?? "Int32"}`),
  },
};

export const objectTypes: readonly DotnetType[] = [
  objectType,
  booleanType,
  ...numberTypes,
  charType,
  enumerationType,
  runtimeTypeType,
  typeType,
];
