/**
 * DateTime and TimeSpan as texts, with the invariant culture. Times are ticks of 100 ns since 0001-01-01.
 * undefined: the format is not valid; null: it depends on the host's time zone.
 */
export const TICKS_PER_DAY = 864_000_000_000n;
export const TICKS_PER_HOUR = 36_000_000_000n;
export const TICKS_PER_MINUTE = 600_000_000n;
export const TICKS_PER_SECOND = 10_000_000n;
export const TICKS_PER_MILLISECOND = 10_000n;
export const MAXIMUM_TICKS = 3_155_378_975_999_999_999n;

export const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];
export const DAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

export type DateKind = "Unspecified" | "Utc" | "Local";

export interface DateParts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly dayOfWeek: number;
  readonly dayOfYear: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** 100 ns within the second. */
  readonly fraction: number;
}

export function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

export function daysInMonth(year: number, month: number): number {
  return month === 2 ? (isLeapYear(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
}

function daysBefore(year: number): number {
  const past = year - 1;
  return past * 365 + Math.floor(past / 4) - Math.floor(past / 100) + Math.floor(past / 400);
}

/** undefined: there is no such time. */
export function ticksOf(
  year: number,
  month: number,
  day: number,
  hour = 0,
  minute = 0,
  second = 0,
  fraction = 0,
): bigint | undefined {
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined;
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) return undefined;
  let days = daysBefore(year) + day - 1;
  for (let index = 1; index < month; index++) days += daysInMonth(year, index);
  return BigInt(days) * TICKS_PER_DAY + BigInt(hour * 3600 + minute * 60 + second) * TICKS_PER_SECOND + BigInt(fraction);
}

export function partsOf(ticks: bigint): DateParts {
  const days = Number(ticks / TICKS_PER_DAY);
  const rest = ticks % TICKS_PER_DAY;
  const seconds = Number(rest / TICKS_PER_SECOND);
  let year = Math.floor(days / 365.2425) + 1;
  while (daysBefore(year) > days) year--;
  while (daysBefore(year + 1) <= days) year++;
  const dayOfYear = days - daysBefore(year) + 1;
  let month = 1;
  let day = dayOfYear;
  while (day > daysInMonth(year, month)) {
    day -= daysInMonth(year, month);
    month++;
  }
  return {
    year,
    month,
    day,
    dayOfYear,
    dayOfWeek: (days + 1) % 7,
    hour: Math.floor(seconds / 3600),
    minute: Math.floor(seconds / 60) % 60,
    second: seconds % 60,
    fraction: Number(rest % TICKS_PER_SECOND),
  };
}

const STANDARD: Readonly<Record<string, string>> = {
  d: "MM/dd/yyyy",
  D: "dddd, dd MMMM yyyy",
  f: "dddd, dd MMMM yyyy HH:mm",
  F: "dddd, dd MMMM yyyy HH:mm:ss",
  g: "MM/dd/yyyy HH:mm",
  G: "MM/dd/yyyy HH:mm:ss",
  m: "MMMM dd",
  M: "MMMM dd",
  o: "yyyy'-'MM'-'dd'T'HH':'mm':'ss'.'fffffffK",
  O: "yyyy'-'MM'-'dd'T'HH':'mm':'ss'.'fffffffK",
  r: "ddd, dd MMM yyyy HH':'mm':'ss 'GMT'",
  R: "ddd, dd MMM yyyy HH':'mm':'ss 'GMT'",
  s: "yyyy'-'MM'-'dd'T'HH':'mm':'ss",
  t: "HH:mm",
  T: "HH:mm:ss",
  u: "yyyy'-'MM'-'dd HH':'mm':'ss'Z'",
  y: "yyyy MMMM",
  Y: "yyyy MMMM",
};

export function formatDate(ticks: bigint, kind: DateKind, format: string): string | undefined | null {
  if (format === "") return formatDate(ticks, kind, "G");
  if (format.length === 1) {
    const pattern = STANDARD[format];
    if (format === "U") return kind === "Utc" ? formatDate(ticks, kind, "F") : null;
    return pattern === undefined ? undefined : customDate(partsOf(ticks), kind, pattern);
  }
  return customDate(partsOf(ticks), kind, format.startsWith("%") && format.length === 2 ? format.slice(1) : format);
}

function two(value: number, width: number): string {
  return value.toString().padStart(Math.min(width, 2), "0");
}

function customDate(date: DateParts, kind: DateKind, format: string): string | undefined | null {
  let result = "";
  for (let index = 0; index < format.length; ) {
    const char = format[index] as string;
    let run = 1;
    while (format[index + run] === char) run++;
    let piece: string | null | undefined;
    switch (char) {
      case "d":
        piece = run <= 2 ? two(date.day, run) : run === 3 ? (DAYS[date.dayOfWeek] as string).slice(0, 3) : DAYS[date.dayOfWeek];
        break;
      case "M":
        piece =
          run <= 2 ? two(date.month, run) : run === 3 ? (MONTHS[date.month - 1] as string).slice(0, 3) : MONTHS[date.month - 1];
        break;
      case "y":
        piece = run <= 2 ? two(date.year % 100, run) : date.year.toString().padStart(run, "0");
        break;
      case "H":
        piece = two(date.hour, run);
        break;
      case "h":
        piece = two(date.hour % 12 || 12, run);
        break;
      case "m":
        piece = two(date.minute, run);
        break;
      case "s":
        piece = two(date.second, run);
        break;
      case "f":
      case "F": {
        if (run > 7) return undefined;
        const digits = date.fraction.toString().padStart(7, "0").slice(0, run);
        piece = char === "f" ? digits : digits.replace(/0+$/, "");
        if (char === "F" && piece === "" && result.endsWith(".")) result = result.slice(0, -1);
        break;
      }
      case "t":
        piece = (date.hour < 12 ? "AM" : "PM").slice(0, run === 1 ? 1 : 2);
        break;
      case "g":
        piece = "A.D.";
        break;
      case "K":
        piece = kind === "Utc" ? "Z".repeat(run) : kind === "Local" ? null : "";
        break;
      case "z":
        piece = kind === "Utc" ? (run === 1 ? "+0" : run === 2 ? "+00" : "+00:00") : null;
        break;
      case "'":
      case '"': {
        const end = format.indexOf(char, index + 1);
        if (end < 0) return undefined;
        result += format.slice(index + 1, end);
        index = end + 1;
        continue;
      }
      case "\\":
        if (index + 1 >= format.length) return undefined;
        result += format[index + 1] as string;
        index += 2;
        continue;
      case "%":
        if (format[index + 1] === undefined || format[index + 1] === "%") return undefined;
        index++;
        continue;
      default:
        result += char;
        index++;
        continue;
    }
    if (piece === null) return null;
    result += piece ?? "";
    index += run;
  }
  return result;
}

// ---------------------------------------------------------------- spans

export function formatSpan(ticks: bigint, format: string): string | undefined {
  const negative = ticks < 0n;
  const size = negative ? -ticks : ticks;
  const days = size / TICKS_PER_DAY;
  const seconds = Number((size % TICKS_PER_DAY) / TICKS_PER_SECOND);
  const fraction = Number(size % TICKS_PER_SECOND);
  const hour = Math.floor(seconds / 3600);
  const minute = Math.floor(seconds / 60) % 60;
  const second = seconds % 60;
  const pad = (value: number): string => value.toString().padStart(2, "0");
  const sign = negative ? "-" : "";
  const exact = fraction.toString().padStart(7, "0");
  switch (format) {
    case "":
    case "c":
    case "t":
    case "T":
      return `${sign}${days > 0n ? `${days}.` : ""}${pad(hour)}:${pad(minute)}:${pad(second)}${fraction > 0 ? `.${exact}` : ""}`;
    case "g":
      return `${sign}${days > 0n ? `${days}:` : ""}${hour}:${pad(minute)}:${pad(second)}${fraction > 0 ? `.${exact.replace(/0+$/, "")}` : ""}`;
    case "G":
      return `${sign}${days}:${pad(hour)}:${pad(minute)}:${pad(second)}.${exact}`;
    default:
      return customSpan({ days, hour, minute, second, exact }, format);
  }
}

function customSpan(
  span: { days: bigint; hour: number; minute: number; second: number; exact: string },
  format: string,
): string | undefined {
  if (format.length === 1) return undefined;
  let result = "";
  const text = format.startsWith("%") && format.length === 2 ? format.slice(1) : format;
  for (let index = 0; index < text.length; ) {
    const char = text[index] as string;
    let run = 1;
    while (text[index + run] === char) run++;
    switch (char) {
      case "d":
        result += span.days.toString().padStart(run, "0");
        break;
      case "h":
      case "m":
      case "s": {
        if (run > 2) return undefined;
        const value = char === "h" ? span.hour : char === "m" ? span.minute : span.second;
        result += value.toString().padStart(run, "0");
        break;
      }
      case "f":
      case "F": {
        if (run > 7) return undefined;
        const digits = span.exact.slice(0, run);
        result += char === "f" ? digits : digits.replace(/0+$/, "");
        break;
      }
      case "\\":
        if (index + 1 >= text.length) return undefined;
        result += text[index + 1] as string;
        index += 2;
        continue;
      case "'":
      case '"': {
        const end = text.indexOf(char, index + 1);
        if (end < 0) return undefined;
        result += text.slice(index + 1, end);
        index = end + 1;
        continue;
      }
      default:
        return undefined;
    }
    index += run;
  }
  return result;
}

/** `[-][d.]hh:mm[:ss[.fffffff]]` or a number of days; undefined: no span. */
export function parseSpan(text: string): bigint | undefined {
  const match = /^\s*(-)?(?:(\d+)[.:](?=\d+:\d+:))?(\d+)(?::(\d+)(?::(\d+)(?:\.(\d{1,7}))?)?)?\s*$/.exec(text);
  if (!match) return undefined;
  const [, sign, days, first, minutes, seconds, fraction] = match;
  const onlyDays = minutes === undefined;
  const hour = onlyDays ? 0 : Number(first);
  const minute = Number(minutes ?? 0);
  const second = Number(seconds ?? 0);
  if ((onlyDays && days !== undefined) || hour > 23 || minute > 59 || second > 59) return undefined;
  const day = BigInt(onlyDays ? (first as string) : (days ?? 0));
  const ticks =
    day * TICKS_PER_DAY +
    BigInt(hour * 3600 + minute * 60 + second) * TICKS_PER_SECOND +
    BigInt((fraction ?? "").padEnd(7, "0") || 0);
  if (ticks > (1n << 63n) - 1n) return undefined;
  return sign ? -ticks : ticks;
}
