/** Dates of VBScript: days since 30 December 1899, with the time of day as a fraction. */
import type { Trace } from "../../values/source.js";
import { Instance, type ObjectModel, Unknown } from "../../values/value.js";

const DAY = 86_400_000;
const ZERO = Date.UTC(1899, 11, 30);

export class DateModel implements ObjectModel {
  readonly typeNames = ["Date"];
  constructor(readonly serial: number) {}
  text(): string {
    return dateText(this.serial);
  }
}

export function dateValue(serial: number, at: Trace | null): Instance {
  return new Instance(new DateModel(serial), at);
}

export function serialOf(year: number, month: number, day: number, hours = 0, minutes = 0, seconds = 0): number {
  const date = new Date(Date.UTC(2000, 0, 1, hours, minutes, seconds));
  date.setUTCFullYear(year, month - 1, day);
  return (date.getTime() - ZERO) / DAY;
}

/** The parts of a date in the proleptic Gregorian calendar. */
export function partsOf(serial: number): {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  weekday: number;
} {
  const date = new Date(ZERO + Math.round(serial * 86_400) * 1000);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    weekday: date.getUTCDay() + 1,
  };
}

/** As `CStr` writes it with the settings of the United States. */
function dateText(serial: number): string {
  const { year, month, day, hour, minute, second } = partsOf(serial);
  const two = (value: number) => String(value).padStart(2, "0");
  const time = `${((hour + 11) % 12) + 1}:${two(minute)}:${two(second)} ${hour < 12 ? "AM" : "PM"}`;
  const date = `${month}/${day}/${year}`;
  if (Math.floor(serial) === 0) return time;
  return hour === 0 && minute === 0 && second === 0 ? date : `${date} ${time}`;
}

/** `12/31/2020`, `2020-12-31 14:30`, `10:15:00 PM`; undefined: no date that is read here. */
export function parseDate(text: string): number | undefined {
  const match = /^\s*(?:(\d{1,4})[-/.](\d{1,2})[-/.](\d{1,4}))?\s*(?:(\d{1,2}):(\d{2})(?::(\d{2}))?\s*(am|pm)?)?\s*$/i.exec(text);
  if (!match || (match[1] === undefined && match[4] === undefined)) return undefined;
  const [, first, second, third, hour, minute, seconds, half] = match;
  let hours = Number(hour ?? 0);
  if (half !== undefined) hours = (hours % 12) + (half.toLowerCase() === "pm" ? 12 : 0);
  const time = (hours * 3600 + Number(minute ?? 0) * 60 + Number(seconds ?? 0)) / 86_400;
  if (first === undefined) return time;
  const yearFirst = first.length === 4;
  const year = Number(yearFirst ? first : third);
  const month = Number(yearFirst ? second : first);
  const day = Number(yearFirst ? third : second);
  if (month < 1 || month > 12 || day < 1 || day > 31) return undefined;
  return serialOf(year < 30 ? year + 2000 : year < 100 ? year + 1900 : year, month, day) + time;
}

/** The date and time when the script runs. */
export function now(at: Trace | null): Unknown {
  return new Unknown("input", "the date and time", "vbs:now", at, "System.DateTime");
}
