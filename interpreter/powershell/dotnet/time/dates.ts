import type { Machine } from "../../../machine/machine.js";
import type { Call, Getter, Handler, NetType, Result } from "../../../tools/dotnet-type.js";
import { asInteger, asNumber, isInteger, numberText } from "../../../values/number.js";
import type { Trace } from "../../../values/source.js";
import { derive, symbolOf } from "../../../values/unknowns.js";
import { type Instance, Num, type Plain, Str, TypeRef, Unknown, type Value } from "../../../values/value.js";
import { badText, cannotConvert, NetException, shown } from "../../errors/failures.js";
import {
  DAYS,
  type DateKind,
  type DateParts,
  daysInMonth,
  formatDate,
  formatSpan,
  isLeapYear,
  MAXIMUM_TICKS,
  parseSpan,
  partsOf,
  TICKS_PER_DAY,
  TICKS_PER_HOUR,
  TICKS_PER_MILLISECOND,
  TICKS_PER_MINUTE,
  TICKS_PER_SECOND,
  ticksOf,
} from "../../format/date-format.js";
import { type ParsedDate, parseDate } from "../../format/date-parse.js";
import { fieldOf, makeInstance } from "../../types/calls.js";
import { convertTo } from "../../types/convert.js";
import { scalarNumber } from "../../types/convert-number.js";
import { writeReference } from "../../types/reference.js";
import { typeNameOf } from "../../types/types.js";

/** DateTime and TimeSpan. What the clock or the time zone of the host decides is unknown. */
export const DATE = "System.DateTime";
export const SPAN = "System.TimeSpan";

export function dateValue(machine: Machine, ticks: bigint, kind: DateKind, at: Trace | null): Instance {
  return makeInstance(machine, DATE, { ticks, kind }, at);
}

export function spanValue(machine: Machine, ticks: bigint, at: Trace | null): Instance {
  return makeInstance(machine, SPAN, { ticks }, at);
}

/** Ticks and kind of a DateTime; undefined for any other value. */
export function dateOf(machine: Machine, value: Plain): { readonly ticks: bigint; readonly kind: DateKind } | undefined {
  if (value.kind !== "instance" || value.model.typeNames[0] !== DATE) return undefined;
  return { ticks: fieldOf<bigint>(machine, value, "ticks"), kind: fieldOf<DateKind>(machine, value, "kind") };
}

export function spanOf(machine: Machine, value: Plain): bigint | undefined {
  if (value.kind !== "instance" || value.model.typeNames[0] !== SPAN) return undefined;
  return fieldOf<bigint>(machine, value, "ticks");
}

function hostTime(why: string, symbol: string, at: Trace | null, type = DATE): Unknown {
  return new Unknown("input", why, symbol, at, type);
}

const ZONE = "the time zone of the host is not known";

function self(call: Call): { readonly ticks: bigint; readonly kind: DateKind } {
  return dateOf(call.machine, call.self) as { ticks: bigint; kind: DateKind };
}

function dated(call: Call, ticks: bigint, kind: DateKind = self(call).kind): Result {
  if (ticks < 0n || ticks > MAXIMUM_TICKS)
    throw new NetException(
      "System.ArgumentOutOfRangeException",
      "The added or subtracted value results in an un-representable DateTime. (Parameter 'value')",
    );
  return dateValue(call.machine, ticks, kind, call.at);
}

/** A number of units as ticks; whole milliseconds in 5.1, exact in 7. */
function ticksFrom(value: number, unit: bigint): bigint {
  return BigInt(Math.round(value * Number(unit)));
}

function adding(unit: bigint): Handler {
  return (c) => dated(c, self(c).ticks + ticksFrom(c.int(0), unit));
}

function addMonths(call: Call, months: number): Result {
  const parts = partsOf(self(call).ticks);
  const index = parts.year * 12 + parts.month - 1 + months;
  const year = Math.floor(index / 12);
  const month = (index % 12) + 1;
  const day = Math.min(parts.day, year >= 1 && year <= 9999 ? daysInMonth(year, month) : 1);
  const date = ticksOf(year, month, day);
  if (date === undefined)
    throw new NetException(
      "System.ArgumentOutOfRangeException",
      "The added or subtracted value results in an un-representable DateTime. (Parameter 'months')",
    );
  return dated(call, date + (self(call).ticks % TICKS_PER_DAY));
}

function formatted(call: Call): Result {
  const { ticks, kind } = self(call);
  const format = call.arg(0).kind === "str" ? call.string(0) : "";
  const text = formatDate(ticks, kind, format);
  if (text === undefined) throw new NetException("System.FormatException", "Input string was not in a correct format.");
  return text ?? hostTime(ZONE, `format(${ticks},${JSON.stringify(format)})`, call.at, "System.String");
}

function part(name: keyof DateParts): Getter {
  return (value, machine) => partsOf((dateOf(machine, value) as { ticks: bigint }).ticks)[name];
}

/** A text as a date. Throws as DateTime.Parse does. */
function parsed(call: Call, result: ParsedDate | "invalid" | "open", text: string): Result {
  if (result === "invalid")
    throw new NetException("System.FormatException", `String '${text}' was not recognized as a valid DateTime.`);
  if (result === "open")
    return hostTime(
      "this date depends on the host's clock or time zone, or its form is not modelled",
      `date(${JSON.stringify(text)})`,
      call.at,
    );
  return dateValue(call.machine, result.ticks, result.kind, call.at);
}

function tryParse(call: Call, result: ParsedDate | "invalid" | "open", place: number): Result {
  if (result === "open") {
    writeReference(call.arg(place), parsed(call, result, call.string(0)) as Value);
    return convertTo(
      call.machine,
      hostTime("whether this is a date is not modelled", `isdate(${symbolOf(call.arg(0))})`, call.at, "System.Boolean"),
      new TypeRef("System.Boolean"),
      call.at,
    );
  }
  writeReference(
    call.arg(place),
    result === "invalid"
      ? dateValue(call.machine, 0n, "Unspecified", call.at)
      : dateValue(call.machine, result.ticks, result.kind, call.at),
  );
  return result !== "invalid";
}

function newDate(call: Call): Result {
  const n = (index: number): number => (call.has(index) && call.arg(index).kind === "num" ? call.int(index) : 0);
  const kind = call.args.find((arg) => arg.kind === "enum");
  const date = ticksOf(n(0), n(1), n(2), n(3), n(4), n(5));
  if (date === undefined)
    throw new NetException(
      "System.ArgumentOutOfRangeException",
      "Year, Month, and Day parameters describe an un-representable DateTime.",
    );
  return dateValue(
    call.machine,
    date + BigInt(n(6)) * TICKS_PER_MILLISECOND,
    kind?.kind === "enum" ? (kind.name as DateKind) : "Unspecified",
    call.at,
  );
}

function kindValue(machine: Machine, kind: DateKind, at: Trace | null): Value {
  return convertTo(machine, new Str(kind), new TypeRef("System.DateTimeKind"), at);
}

function compareDates(machine: Machine, a: Plain, b: Plain): number | undefined {
  const x = dateOf(machine, a) ?? { ticks: spanOf(machine, a) };
  const y = dateOf(machine, b) ?? { ticks: spanOf(machine, b) };
  if (x.ticks === undefined || y.ticks === undefined) return undefined;
  return x.ticks < y.ticks ? -1 : x.ticks > y.ticks ? 1 : 0;
}

export const dateType: NetType = {
  name: DATE,
  properties: {
    DateTime: (value, machine) => formatDate((dateOf(machine, value) as { ticks: bigint }).ticks, "Unspecified", "F"),
    Date: (value, machine, at) => {
      const { ticks, kind } = dateOf(machine, value) as { ticks: bigint; kind: DateKind };
      return dateValue(machine, ticks - (ticks % TICKS_PER_DAY), kind, at);
    },
    Day: part("day"),
    DayOfWeek: (value, machine, at) =>
      convertTo(
        machine,
        new Str(DAYS[partsOf((dateOf(machine, value) as { ticks: bigint }).ticks).dayOfWeek] as string),
        new TypeRef("System.DayOfWeek"),
        at,
      ),
    DayOfYear: part("dayOfYear"),
    Hour: part("hour"),
    Kind: (value, machine, at) => kindValue(machine, (dateOf(machine, value) as { kind: DateKind }).kind, at),
    Millisecond: (value, machine) => Math.floor(partsOf((dateOf(machine, value) as { ticks: bigint }).ticks).fraction / 10_000),
    Minute: part("minute"),
    Month: part("month"),
    Second: part("second"),
    Ticks: (value, machine) => (dateOf(machine, value) as { ticks: bigint }).ticks,
    TimeOfDay: (value, machine, at) =>
      spanValue(machine, (dateOf(machine, value) as { ticks: bigint }).ticks % TICKS_PER_DAY, at),
    Year: part("year"),
  },
  methods: {
    "AddDays(double value) datetime": adding(TICKS_PER_DAY),
    "AddHours(double value) datetime": adding(TICKS_PER_HOUR),
    "AddMinutes(double value) datetime": adding(TICKS_PER_MINUTE),
    "AddSeconds(double value) datetime": adding(TICKS_PER_SECOND),
    "AddMilliseconds(double value) datetime": adding(TICKS_PER_MILLISECOND),
    "AddMonths(int months) datetime": (c) => addMonths(c, c.int(0)),
    "AddYears(int value) datetime": (c) => addMonths(c, c.int(0) * 12),
    "Add(timespan value) datetime": (c) => dated(c, self(c).ticks + (spanOf(c.machine, c.arg(0)) ?? 0n)),
    "Subtract(datetime value) timespan": (c) =>
      spanValue(c.machine, self(c).ticks - (dateOf(c.machine, c.arg(0))?.ticks ?? 0n), c.at),
    "Subtract(timespan value) datetime": (c) => dated(c, self(c).ticks - (spanOf(c.machine, c.arg(0)) ?? 0n)),
    "ToString() string": formatted,
    "ToString(string format) string": formatted,
    "ToString(provider provider) string": (c) => formatDate(self(c).ticks, self(c).kind, "G"),
    "ToString(string format, provider provider) string": formatted,
    "ToUniversalTime() datetime": (c) => (self(c).kind === "Utc" ? c.self : hostTime(ZONE, `utc(${self(c).ticks})`, c.at)),
    "ToLocalTime() datetime": (c) => (self(c).kind === "Local" ? c.self : hostTime(ZONE, `local(${self(c).ticks})`, c.at)),
    "CompareTo(datetime value) int": (c) => compareDates(c.machine, c.self, c.arg(0)),
    "Equals(datetime value) bool": (c) => compareDates(c.machine, c.self, c.arg(0)) === 0,
  },
  constructors: {
    "DateTime(long ticks) datetime": (c) => dateValue(c.machine, c.long(0), "Unspecified", c.at),
    "DateTime(long ticks, System.DateTimeKind kind) datetime": (c) => {
      const kind = c.arg(1);
      return dateValue(c.machine, c.long(0), kind.kind === "enum" ? (kind.name as DateKind) : "Unspecified", c.at);
    },
    "DateTime(int year, int month, int day) datetime": newDate,
    "DateTime(int year, int month, int day, int hour, int minute, int second) datetime": newDate,
    "DateTime(int year, int month, int day, int hour, int minute, int second, System.DateTimeKind kind) datetime": newDate,
    "DateTime(int year, int month, int day, int hour, int minute, int second, int millisecond) datetime": newDate,
  },
  statics: {
    "Parse(string s) datetime": (c) => parsed(c, parseDate(c.string(0)), c.string(0)),
    "Parse(string s, provider provider) datetime": (c) => parsed(c, parseDate(c.string(0)), c.string(0)),
    "TryParse(string s, object result) bool": (c) => tryParse(c, parseDate(c.string(0)), 1),
    "DaysInMonth(int year, int month) int": (c) => daysInMonth(c.int(0), c.int(1)),
    "IsLeapYear(int year) bool": (c) => isLeapYear(c.int(0)),
  },
  staticProperties: {
    MinValue: (machine, at) => dateValue(machine, 0n, "Unspecified", at),
    MaxValue: (machine, at) => dateValue(machine, MAXIMUM_TICKS, "Unspecified", at),
    UnixEpoch: (machine, at) => dateValue(machine, 621_355_968_000_000_000n, "Utc", at),
    Now: (machine, at) => hostTime("the time of the run is not known", machine.freshSymbol("now"), at),
    UtcNow: (machine, at) => hostTime("the time of the run is not known", machine.freshSymbol("utcnow"), at),
    Today: (_machine, at) => hostTime("the day of the run is not known", "today", at),
  },
  text: (machine, value) => formatDate((dateOf(machine, value) as { ticks: bigint }).ticks, "Unspecified", "G") ?? "",
  equals: (machine, a, b) => (dateOf(machine, b) ? compareDates(machine, a, b) === 0 : undefined),
  compare: compareDates,
  format: (value, format) => {
    if (value.kind !== "instance") return undefined;
    const ticks = value.fields.get("ticks") as bigint;
    return formatDate(ticks, value.fields.get("kind") as DateKind, format) ?? (format === "" ? "" : undefined);
  },
  cast: (machine, value, at) => {
    const plain = machine.plain(value);
    if (plain.kind === "unknown") return plain.type === DATE ? plain : derive([plain], `([datetime] ${plain.symbol})`, DATE, at);
    if (dateOf(machine, plain)) return plain;
    if (plain.kind === "num" && isInteger(plain.type) && plain.type !== "BigInteger") {
      const ticks = asInteger(plain);
      if (ticks < 0n || ticks > MAXIMUM_TICKS)
        throw badText(
          "InvalidCastConstructorException",
          String(ticks),
          DATE,
          "Ticks must be between DateTime.MinValue.Ticks and DateTime.MaxValue.Ticks. (Parameter 'ticks')",
          at,
        );
      return dateValue(machine, ticks, "Unspecified", at);
    }
    if (plain.kind === "char" || plain.kind === "enum")
      return dateValue(machine, asInteger(scalarNumber(plain) as Num), "Unspecified", at);
    // `1.5` is read as month and day of this year.
    if (plain.kind === "num" && parseDate(numberText(plain)) === "invalid")
      throw badText(
        "InvalidCastParseTargetInvocationWithFormatProvider",
        numberText(plain),
        DATE,
        `String '${numberText(plain)}' was not recognized as a valid DateTime.`,
        at,
      );
    if (plain.kind === "num") return hostTime("this date depends on the host's clock", `date(${symbolOf(plain)})`, at);
    if (plain.kind === "str") {
      const result = parseDate(plain.value);
      if (result === "invalid")
        throw badText(
          "InvalidCastParseTargetInvocationWithFormatProvider",
          shown(plain, plain.value),
          DATE,
          `String '${shown(plain, plain.value)}' was not recognized as a valid DateTime.`,
          at,
        );
      if (result === "open")
        return hostTime(
          "this date depends on the host's clock or time zone, or its form is not modelled",
          `date(${symbolOf(plain)})`,
          at,
        );
      return dateValue(machine, result.ticks, result.kind, at);
    }
    throw cannotConvert(typeNameOf(plain), typeNameOf(plain), DATE, at);
  },
};

// ---------------------------------------------------------------- TimeSpan

function span(call: Call): bigint {
  return spanOf(call.machine, call.self) as bigint;
}

function total(unit: bigint): Getter {
  return (value, machine) => new Num("Double", Number(spanOf(machine, value)) / Number(unit));
}

function unitOf(unit: bigint, within: bigint): Getter {
  return (value, machine) => Number(((spanOf(machine, value) as bigint) % within) / unit);
}

function from(unit: bigint): Handler {
  return (c) => spanValue(c.machine, ticksFrom(c.int(0), unit), c.at);
}

function formattedSpan(call: Call): Result {
  const text = formatSpan(span(call), call.arg(0).kind === "str" ? call.string(0) : "");
  if (text === undefined) throw new NetException("System.FormatException", "Input string was not in a correct format.");
  return text;
}

function newSpan(call: Call): Result {
  const n = call.args.map((arg) => (arg.kind === "num" ? BigInt(Math.trunc(asNumber(arg))) : 0n));
  const shifted = n.length === 3 ? [0n, ...n] : n;
  const [days = 0n, hours = 0n, minutes = 0n, seconds = 0n, milliseconds = 0n] = shifted;
  return spanValue(
    call.machine,
    days * TICKS_PER_DAY +
      hours * TICKS_PER_HOUR +
      minutes * TICKS_PER_MINUTE +
      seconds * TICKS_PER_SECOND +
      milliseconds * TICKS_PER_MILLISECOND,
    call.at,
  );
}

function parseSpanText(call: Call): Result {
  const ticks = parseSpan(call.string(0));
  if (ticks === undefined)
    throw new NetException("System.FormatException", `String '${call.string(0)}' was not recognized as a valid TimeSpan.`);
  return spanValue(call.machine, ticks, call.at);
}

export const spanType: NetType = {
  name: SPAN,
  properties: {
    Days: (value, machine) => Number((spanOf(machine, value) as bigint) / TICKS_PER_DAY),
    Hours: unitOf(TICKS_PER_HOUR, TICKS_PER_DAY),
    Milliseconds: unitOf(TICKS_PER_MILLISECOND, TICKS_PER_SECOND),
    Minutes: unitOf(TICKS_PER_MINUTE, TICKS_PER_HOUR),
    Seconds: unitOf(TICKS_PER_SECOND, TICKS_PER_MINUTE),
    Ticks: (value, machine) => spanOf(machine, value),
    TotalDays: total(TICKS_PER_DAY),
    TotalHours: total(TICKS_PER_HOUR),
    TotalMilliseconds: total(TICKS_PER_MILLISECOND),
    TotalMinutes: total(TICKS_PER_MINUTE),
    TotalSeconds: total(TICKS_PER_SECOND),
  },
  methods: {
    "Add(timespan ts) timespan": (c) => spanValue(c.machine, span(c) + (spanOf(c.machine, c.arg(0)) ?? 0n), c.at),
    "Subtract(timespan ts) timespan": (c) => spanValue(c.machine, span(c) - (spanOf(c.machine, c.arg(0)) ?? 0n), c.at),
    "ToString() string": formattedSpan,
    "ToString(string format) string": formattedSpan,
    "ToString(string format, provider provider) string": formattedSpan,
    "CompareTo(timespan value) int": (c) => compareDates(c.machine, c.self, c.arg(0)),
    "Equals(timespan obj) bool": (c) => compareDates(c.machine, c.self, c.arg(0)) === 0,
  },
  constructors: {
    "TimeSpan(long ticks) timespan": (c) => spanValue(c.machine, c.long(0), c.at),
    "TimeSpan(int hours, int minutes, int seconds) timespan": newSpan,
    "TimeSpan(int days, int hours, int minutes, int seconds) timespan": newSpan,
    "TimeSpan(int days, int hours, int minutes, int seconds, int milliseconds) timespan": newSpan,
  },
  statics: {
    "FromDays(double value) timespan": from(TICKS_PER_DAY),
    "FromHours(double value) timespan": from(TICKS_PER_HOUR),
    "FromMinutes(double value) timespan": from(TICKS_PER_MINUTE),
    "FromSeconds(double value) timespan": from(TICKS_PER_SECOND),
    "FromMilliseconds(double value) timespan": from(TICKS_PER_MILLISECOND),
    "Parse(string s) timespan": parseSpanText,
    "Parse(string s, provider provider) timespan": parseSpanText,
    "TryParse(string s, object result) bool": (c) => {
      const ticks = parseSpan(c.string(0));
      writeReference(c.arg(1), spanValue(c.machine, ticks ?? 0n, c.at));
      return ticks !== undefined;
    },
  },
  staticProperties: {
    Zero: (machine, at) => spanValue(machine, 0n, at),
    MaxValue: (machine, at) => spanValue(machine, (1n << 63n) - 1n, at),
    MinValue: (machine, at) => spanValue(machine, -(1n << 63n), at),
  },
  text: (machine, value) => formatSpan(spanOf(machine, value) as bigint, "") ?? "",
  equals: (machine, a, b) => (spanOf(machine, b) === undefined ? undefined : spanOf(machine, a) === spanOf(machine, b)),
  compare: compareDates,
  format: (value, format) => (value.kind === "instance" ? formatSpan(value.fields.get("ticks") as bigint, format) : undefined),
  cast: (machine, value, at) => {
    const plain = machine.plain(value);
    if (plain.kind === "unknown") return plain.type === SPAN ? plain : derive([plain], `([timespan] ${plain.symbol})`, SPAN, at);
    if (spanOf(machine, plain) !== undefined) return plain;
    if (plain.kind === "str") {
      const ticks = parseSpan(plain.value);
      if (ticks === undefined)
        throw badText(
          "InvalidCastParseTargetInvocationWithFormatProvider",
          shown(plain, plain.value),
          SPAN,
          `String '${shown(plain, plain.value)}' was not recognized as a valid TimeSpan.`,
          at,
        );
      return spanValue(machine, ticks, at);
    }
    if (plain.kind === "num" && isInteger(plain.type) && plain.type !== "BigInteger")
      return spanValue(machine, asInteger(plain), at);
    if (plain.kind === "num") {
      const ticks = parseSpan(numberText(plain));
      if (ticks === undefined)
        throw badText(
          "InvalidCastParseTargetInvocationWithFormatProvider",
          numberText(plain),
          SPAN,
          `String '${numberText(plain)}' was not recognized as a valid TimeSpan.`,
          at,
        );
      return spanValue(machine, ticks, at);
    }
    if (plain.kind === "char" || plain.kind === "enum") return spanValue(machine, asInteger(scalarNumber(plain) as Num), at);
    throw cannotConvert(typeNameOf(plain), typeNameOf(plain), SPAN, at);
  },
};
