import { ticksOf } from "./date-format.js";

/**
 * Reads dates in digits as DateTime.Parse does with the invariant culture.
 * "invalid": .NET refuses it; "open": it depends on the host (its clock or time zone), or is a form that is not modelled.
 */
export interface ParsedDate {
  readonly ticks: bigint;
  readonly kind: "Unspecified" | "Utc";
}

const TIME = String.raw`(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,7}))?)?\s*([AaPp]\.?[Mm]\.?)?`;

interface Fields {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly time: string;
}

/** Years of two digits lie between 1950 and 2049 in the invariant culture of today's .NET. */
function fullYear(text: string): number {
  const year = Number(text);
  return text.length <= 2 ? (year < 50 ? 2000 + year : 1900 + year) : year;
}

function dateFields(text: string): Fields | undefined {
  let match = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T\s]\s*(.*))?$/i.exec(text);
  if (match) return { year: Number(match[1]), month: Number(match[2]), day: Number(match[3]), time: match[4] ?? "" };
  match = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})(?:[T\s]\s*(.*))?$/i.exec(text);
  if (match) return { year: fullYear(match[3] as string), month: Number(match[1]), day: Number(match[2]), time: match[4] ?? "" };
  return undefined;
}

export function parseDate(text: string): ParsedDate | "invalid" | "open" {
  const trimmed = text.trim();
  if (trimmed === "" || !/\d/.test(trimmed) || /^(?:\d+|0x[0-9a-f]+|[\d.]+E[-+]\d+)$/i.test(trimmed)) return "invalid";
  const fields = dateFields(trimmed);
  if (!fields) return "open";
  if (fields.time === "") {
    const ticks = ticksOf(fields.year, fields.month, fields.day);
    return ticks === undefined ? "invalid" : { ticks, kind: "Unspecified" };
  }
  const zone = /\s*(Z|GMT|UTC|[-+]\d{1,2}:?\d{0,2})$/i.exec(fields.time);
  const match = new RegExp(`^${TIME}$`).exec(zone ? fields.time.slice(0, zone.index) : fields.time);
  if (!match) return "open";
  // A zone means conversion to the host's own.
  if (zone) return "open";
  const ticks = withTime(fields.year, fields.month, fields.day, match);
  return ticks === undefined ? "invalid" : { ticks, kind: "Unspecified" };
}

function withTime(year: number, month: number, day: number, match: RegExpExecArray): bigint | undefined {
  let hour = Number(match[1]);
  const half = match[5]?.[0]?.toLowerCase();
  if (half && (hour < 1 || hour > 12)) return undefined;
  if (half === "p" && hour < 12) hour += 12;
  if (half === "a" && hour === 12) hour = 0;
  return ticksOf(year, month, day, hour, Number(match[2]), Number(match[3] ?? 0), Number((match[4] ?? "").padEnd(7, "0") || 0));
}
