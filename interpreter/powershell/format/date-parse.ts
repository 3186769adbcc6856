import { DAYS, MONTHS, ticksOf } from "./date-format.js";

/**
 * Reads dates as DateTime.Parse and ParseExact do with the invariant culture.
 * "invalid": .NET refuses it; "open": it depends on the host (its clock or time zone), or is a form that is not modelled.
 */
export interface ParsedDate {
  readonly ticks: bigint;
  readonly kind: "Unspecified" | "Utc";
}

const TIME = String.raw`(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,7}))?)?\s*([AaPp]\.?[Mm]\.?)?`;

function monthNumber(name: string): number {
  const lower = name.toLowerCase();
  return (
    MONTHS.findIndex((month) => month.toLowerCase() === lower || (lower.length === 3 && month.toLowerCase().startsWith(lower))) +
    1
  );
}

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
  const rest = text.replace(new RegExp(`^(?:${DAYS.map((day) => `${day}|${day.slice(0, 3)}`).join("|")}),?\\s+`, "i"), "");
  let match = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T\s]\s*(.*))?$/i.exec(rest);
  if (match) return { year: Number(match[1]), month: Number(match[2]), day: Number(match[3]), time: match[4] ?? "" };
  match = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})(?:[T\s]\s*(.*))?$/i.exec(rest);
  if (match) return { year: fullYear(match[3] as string), month: Number(match[1]), day: Number(match[2]), time: match[4] ?? "" };
  match = /^([A-Za-z]{3,9})\.?\s+(\d{1,2})(?:,\s*|\s+)(\d{4})(?:[,\s]\s*(.*))?$/.exec(rest);
  if (match && monthNumber(match[1] as string) > 0)
    return { year: Number(match[3]), month: monthNumber(match[1] as string), day: Number(match[2]), time: match[4] ?? "" };
  match = /^(\d{1,2})[-\s]([A-Za-z]{3,9})[-,\s]+(\d{4})(?:[,\s]\s*(.*))?$/.exec(rest);
  if (match && monthNumber(match[2] as string) > 0)
    return { year: Number(match[3]), month: monthNumber(match[2] as string), day: Number(match[1]), time: match[4] ?? "" };
  match = /^([A-Za-z]{3,9})\s+(\d{4})$/.exec(rest);
  if (match && monthNumber(match[1] as string) > 0)
    return { year: Number(match[2]), month: monthNumber(match[1] as string), day: 1, time: "" };
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

/** A text by one exact custom format. */
export function parseExact(text: string, format: string): ParsedDate | "invalid" | "open" {
  if (format.length === 1) {
    const standard: Readonly<Record<string, string>> = {
      d: "MM/dd/yyyy",
      g: "MM/dd/yyyy HH:mm",
      G: "MM/dd/yyyy HH:mm:ss",
      s: "yyyy-MM-ddTHH:mm:ss",
      t: "HH:mm",
      T: "HH:mm:ss",
    };
    const pattern = standard[format];
    return pattern === undefined || format === "t" || format === "T" ? "open" : parseExact(text, pattern.replace("T", "'T'"));
  }
  const found: Record<string, number> = { y: -1, M: -1, d: -1, h: 0, m: 0, s: 0, f: 0 };
  let half = "";
  let at = 0;
  for (let index = 0; index < format.length; ) {
    const char = format[index] as string;
    let run = 1;
    while (format[index + run] === char) run++;
    const number = (least: number, most: number): number | undefined => {
      const match = new RegExp(`^\\d{${least},${most}}`).exec(text.slice(at));
      if (!match) return undefined;
      at += match[0].length;
      return Number(match[0]);
    };
    let value: number | undefined;
    switch (char) {
      case "y":
        value = number(run, run);
        if (value === undefined) return "invalid";
        found["y"] = run <= 2 ? fullYear(String(value).padStart(2, "0")) : value;
        break;
      case "M":
      case "d": {
        if (run <= 2) {
          value = number(run, 2);
          if (value === undefined) return "invalid";
          found[char] = value;
          break;
        }
        const names = char === "M" ? MONTHS : DAYS;
        const place = names.findIndex((name) =>
          text
            .slice(at)
            .toLowerCase()
            .startsWith((run === 3 ? name.slice(0, 3) : name).toLowerCase()),
        );
        if (place < 0) return "invalid";
        at += run === 3 ? 3 : (names[place] as string).length;
        if (char === "M") found["M"] = place + 1;
        break;
      }
      case "H":
      case "h":
      case "m":
      case "s":
        value = number(run === 1 ? 1 : 2, 2);
        if (value === undefined) return "invalid";
        found[char.toLowerCase()] = value;
        break;
      case "f":
        value = number(run, run);
        if (value === undefined) return "invalid";
        found["f"] = Number(String(value).padStart(run, "0").padEnd(7, "0"));
        break;
      case "t": {
        const match = /^([AaPp])[Mm]?/.exec(text.slice(at));
        if (!match) return "invalid";
        half = (match[1] as string).toLowerCase();
        at += match[0].length;
        break;
      }
      case "z":
      case "K":
      case "F":
      case "g":
        return "open";
      case "'":
      case '"': {
        const end = format.indexOf(char, index + 1);
        if (end < 0) return "invalid";
        const literal = format.slice(index + 1, end);
        if (!text.startsWith(literal, at)) return "invalid";
        at += literal.length;
        index = end + 1;
        continue;
      }
      case "\\":
        if (text[at] !== format[index + 1]) return "invalid";
        at++;
        index += 2;
        continue;
      default:
        if (text[at] !== char) return "invalid";
        at++;
        index++;
        continue;
    }
    index += run;
  }
  if (at !== text.length) return "invalid";
  if (found["y"] === -1 || (found["M"] === -1 && found["d"] === -1)) return "open";
  let hour = found["h"] as number;
  if (half === "p" && hour < 12) hour += 12;
  if (half === "a" && hour === 12) hour = 0;
  const ticks = ticksOf(
    found["y"] as number,
    found["M"] === -1 ? 1 : (found["M"] as number),
    found["d"] === -1 ? 1 : (found["d"] as number),
    hour,
    found["m"],
    found["s"],
    found["f"],
  );
  return ticks === undefined ? "invalid" : { ticks, kind: "Unspecified" };
}
