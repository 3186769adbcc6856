import { ENUMS } from "../../values/enums.js";
import { isInteger, isSigned } from "../../values/number.js";
import type { Plain } from "../../values/value.js";
import { NUMERIC } from "./convert-number.js";
import { isCustom } from "./text.js";
import { STRUCTS } from "./type-table.js";
import { derives, elementOf, genericParts, typeNameOf } from "./types.js";

/**
 * How well a value fits the type of a parameter: the conversion ranks of PowerShell's own overload resolution
 * (`ConversionRank` and the conversion table of `LanguagePrimitives`, PowerShell 7, MIT). Higher is better; 0: not at all.
 */
export const RANKS = {
  none: 0,
  unrelatedArrays: 0x0f,
  toText: 0x1f,
  convertible: 0x3f,
  constructor: 0x6f,
  parse: 0x7f,
  /** A text as a value of an enum: less than what the language makes of a text otherwise (observed). */
  textToEnum: 0x9e,
  language: 0x9f,
  nullToValue: 0xaf,
  nullToReference: 0xbf,
  numericExplicit: 0xcf,
  /** An explicit conversion that is preferred to its reverse. */
  numericExplicitFirst: 0xdf,
  numericText: 0xef,
  numericImplicit: 0xff,
  assignable: 0x10f,
  textToChars: 0x11a,
  identity: 0x11f,
} as const;

/** A single value that becomes an array of one ranks like its element, without this bit. */
const SCALAR_TO_ARRAY = 0x08;

/** Types that a text is parsed to by a static `Parse`. */
const PARSED =
  /^System\.(Char|DateTime|DateTimeOffset|TimeSpan|Guid|Version|Net\.IPAddress|Globalization\.CultureInfo|IntPtr|UIntPtr)$/;
/** Types that the language itself makes of a text. */
const FROM_TEXT = /^System\.(Type|Uri|Boolean|Text\.RegularExpressions\.Regex)$/;
const DELEGATE = /^System\.(Func|Action|Predicate|Comparison|Converter|Text\.RegularExpressions\.MatchEvaluator)/;

/** The size of an integer type, smallest first. */
function size(type: string): number {
  return ["Byte", "Int16", "Int32", "Int64"].indexOf(type === "SByte" ? "Byte" : type.replace(/^U/, ""));
}

/** Between two different numeric types. */
function numericRank(from: string, to: string): number {
  const a = NUMERIC.get(from) as NonNullable<ReturnType<typeof NUMERIC.get>>;
  const b = NUMERIC.get(to) as typeof a;
  // Casts of BigInteger are operators of the type.
  if (a === "BigInteger" || b === "BigInteger") return a === "BigInteger" ? 0x5f : 0x4f;
  if (!isInteger(b)) {
    if (isInteger(a)) return RANKS.numericImplicit;
    if (a === "Decimal") return RANKS.numericExplicitFirst;
    return a === "Single" && b === "Double" ? RANKS.numericImplicit : RANKS.numericExplicit;
  }
  if (!isInteger(a) || size(b) < size(a)) return RANKS.numericExplicit;
  if (isSigned(a) === isSigned(b)) return RANKS.numericImplicit;
  if (isSigned(a)) return RANKS.numericExplicitFirst;
  return size(b) > size(a) ? RANKS.numericImplicit : RANKS.numericExplicit;
}

/** The rank of a conversion between two types. */
export function typeRank(from: string, to: string): number {
  if (from === to) return RANKS.identity;
  if (to === "System.Object") return RANKS.assignable;
  if (derives(from, to) === true) return RANKS.assignable;
  // A single value becomes an array of one.
  if (to === "System.Boolean" || to === "System.Array") return RANKS.language;
  const convertible = from === "System.Boolean" || from === "System.Char" || ENUMS.has(from);
  const element = elementOf(to);
  if (element !== null) return arrayRank(from, to, element, convertible);
  if (NUMERIC.has(from)) return fromNumber(from, to);
  if (from === "System.String") return fromText(to);
  if (from === "System.Char" && (to === "System.Double" || to === "System.Single")) return RANKS.language;
  if (to === "System.String") return RANKS.toText;
  if (convertible) return RANKS.convertible;
  if (from === "System.RuntimeType" && to === "System.Type") return RANKS.assignable;
  if (elementOf(from) !== null && ENUMS.has(to)) return RANKS.language;
  // A dictionary gives the properties of a structure that is no simple type.
  if (isDictionary(from) && (to === "System.Decimal" || (STRUCTS.has(to) && !NUMERIC.has(to) && to !== "System.Char")))
    return RANKS.constructor;
  if (elementOf(from) !== null && genericParts(to)) return RANKS.constructor;
  return RANKS.none;
}

function fromNumber(from: string, to: string): number {
  if (NUMERIC.has(to)) return numericRank(from, to);
  if (to === "System.String" || to === "System.Char") return RANKS.numericText;
  const whole = isInteger(NUMERIC.get(from) as NonNullable<ReturnType<typeof NUMERIC.get>>);
  if (ENUMS.has(to) && whole) return RANKS.language;
  if (whole && /^System\.(DateTime|TimeSpan)$/.test(to)) return RANKS.constructor;
  // By way of its text, where a text can become one.
  return typeRank("System.String", to) > 0 ? RANKS.convertible : RANKS.none;
}

function fromText(to: string): number {
  if (NUMERIC.has(to)) return to === "System.Numerics.BigInteger" ? RANKS.parse : RANKS.numericText;
  if (ENUMS.has(to)) return RANKS.textToEnum;
  if (FROM_TEXT.test(to)) return RANKS.language;
  if (PARSED.test(to)) return RANKS.parse;
  return to === "System.Security.Principal.SecurityIdentifier" ? RANKS.constructor : RANKS.none;
}

function arrayRank(from: string, to: string, element: string, convertible: boolean): number {
  if (from === "System.String" && element === "System.Char") return RANKS.textToChars;
  const own = elementOf(from);
  if (own !== null) return derives(from, to) === true ? RANKS.assignable : RANKS.unrelatedArrays;
  if (derives(from, "System.Collections.IEnumerable") === true && from !== "System.String" && !isDictionary(from))
    return RANKS.language;
  const inner = typeRank(from, element);
  const single = inner === 0 ? 0 : inner & ~SCALAR_TO_ARRAY;
  return convertible ? Math.max(single, RANKS.convertible) : single;
}

function isDictionary(name: string): boolean {
  return derives(name, "System.Collections.IDictionary") === true;
}

/** How well a value fits a parameter. The pseudo types of signatures are explained at {@link NetType}. */
export function rank(value: Plain, type: string): number {
  if (type.startsWith("text")) return rank(value, real(type));
  if (type === "provider") return providerRank(value);
  if (type === "comparer") return isScalar(value) ? RANKS.none : RANKS.assignable;
  if (type === "list") return sequenceRank(value);
  if (type === "delegate") return value.kind === "block" ? RANKS.assignable : value.kind === "unknown" ? RANKS.convertible : 0;
  if (value.kind === "null") return nullRank(type);
  if (value.kind === "unknown") return unknownRank(value.type ?? (value.parts ? "System.String" : null), type);
  if (value.kind === "object" && isCustom(value)) {
    if (value.typeNames.includes(type) && type !== "System.Object") return RANKS.identity;
    return type === "System.Object" || type === "System.Management.Automation.PSObject" ? RANKS.assignable : RANKS.none;
  }
  if (value.kind === "block" && DELEGATE.test(type)) return RANKS.language;
  if (value.kind === "instance" && value.model.typeNames.includes(type))
    return value.model.typeNames[0] === type ? RANKS.identity : RANKS.assignable;
  return typeRank(typeNameOf(value), type);
}

/** A collection of anything: what is IConvertible is tried too, and fails. */
function sequenceRank(value: Plain): number {
  if (value.kind === "null") return RANKS.nullToReference;
  if (value.kind === "bool" || value.kind === "char" || value.kind === "enum") return RANKS.convertible;
  return /^(?:arr|dict|instance|unknown)$/.test(value.kind) ? RANKS.assignable : RANKS.none;
}

function isScalar(value: Plain): boolean {
  return value.kind === "str" || value.kind === "num" || value.kind === "bool";
}

/** An IFormatProvider: what is IConvertible is tried too, and fails. */
function providerRank(value: Plain): number {
  if (value.kind === "null") return RANKS.nullToReference;
  if (value.kind === "bool" || value.kind === "char" || value.kind === "enum") return RANKS.convertible;
  return value.kind === "instance" || value.kind === "unknown" ? RANKS.assignable : RANKS.none;
}

function nullRank(type: string): number {
  if (type === "System.String") return RANKS.toText;
  if (type === "System.Numerics.BigInteger") return RANKS.none;
  if (NUMERIC.has(type) || /^System\.(Boolean|Char|Management\.Automation\.SwitchParameter)$/.test(type))
    return RANKS.nullToValue;
  if (genericParts(type)?.open === "System.Nullable`1") return RANKS.nullToValue;
  return STRUCTS.has(type) || ENUMS.has(type) ? RANKS.none : RANKS.nullToReference;
}

/** What a value may be of which not even the type is known: every parameter takes it. */
function unknownRank(from: string | null, type: string): number {
  if (from === null || from === "System.Object") {
    if (type === "System.Object") return RANKS.assignable;
    return from === null ? RANKS.language : elementOf(type) === null ? RANKS.convertible : RANKS.unrelatedArrays;
  }
  const known = typeRank(from, type);
  return known > 0 ? known : elementOf(type) === null ? RANKS.convertible : RANKS.none;
}

/** The type that a pseudo type of texts stands for. */
export function real(type: string): string {
  return type === "text" ? "System.String" : type === "text[]" ? "System.String[]" : type;
}

/** Whether a value is an IEnumerable of an element type: arrays of references are of their bases too. */
export function isSequenceOf(value: Plain, wanted: string): boolean {
  if (value.kind === "unknown" || value.kind === "instance") return true;
  if (value.kind !== "arr") return false;
  // What a dictionary shows of itself has the types of its keys or values, which its elements tell.
  if (value.type?.startsWith("System.Collections.Generic.Dictionary`2+") && Array.isArray(value.items))
    return (value.items as readonly Plain[]).every(
      (item) => typeNameOf(item) === wanted || (wanted === "System.Object" && !STRUCTS.has(typeNameOf(item))),
    );
  const own =
    value.form === "array"
      ? value.element
      : value.type === "System.Text.RegularExpressions.MatchCollection"
        ? "System.Text.RegularExpressions.Match"
        : genericParts(value.type ?? "")?.args[0];
  if (own === undefined) return false;
  return own === wanted || (!STRUCTS.has(own) && !ENUMS.has(own) && derives(own, wanted) !== false);
}
