/** Functions on dates and times. What the clock says is not known. */
import { Instance, int, Str, Unknown, type Value } from "../../values/value.js";
import { toNumber } from "../values/convert.js";
import { DateModel, dateValue, now, parseDate, partsOf, serialOf } from "../values/dates.js";
import { numberOf } from "../values/numbers.js";
import { type BuiltIn, type FunctionCall, fails, integer, number, open, plain, text } from "./function.js";

/** A date as days since 1899; Unknown: nobody knows. */
function serial(call: FunctionCall, index: number): number | Unknown {
  const value = plain(call, index);
  if (value instanceof Unknown) return value;
  if (value instanceof Instance && value.model instanceof DateModel) return value.model.serial;
  if (value instanceof Str) {
    const parsed = parseDate(value.value);
    if (parsed === undefined) throw fails(call, 13);
    return parsed;
  }
  return toNumber(call.machine, value, call.at);
}

function part(name: keyof ReturnType<typeof partsOf>): BuiltIn {
  return (call) => {
    const value = serial(call, 0);
    return value instanceof Unknown ? open(call, "System.Int32") : int(partsOf(value)[name], call.at);
  };
}

function made(call: FunctionCall, make: (a: number, b: number, c: number) => number): Value {
  const values = [0, 1, 2].map((index) => integer(call, index));
  if (values.some((value) => value instanceof Unknown)) return open(call, "System.DateTime");
  const [a, b, c] = values as number[];
  return dateValue(make(a as number, b as number, c as number), call.at);
}

const fullYear = (year: number) => (year >= 0 && year < 30 ? year + 2000 : year >= 30 && year < 100 ? year + 1900 : year);

/** Days, or the unit's name for months and years. */
const UNITS: ReadonlyMap<string, number | "month" | "quarter" | "year"> = new Map<string, number | "month" | "quarter" | "year">([
  ["yyyy", "year"],
  ["q", "quarter"],
  ["m", "month"],
  ["y", 1],
  ["d", 1],
  ["w", 1],
  ["ww", 7],
  ["h", 1 / 24],
  ["n", 1 / 1440],
  ["s", 1 / 86_400],
]);

function added(call: FunctionCall): Value {
  const unit = text(call, 0);
  const count = number(call, 1);
  const from = serial(call, 2);
  if (!(unit instanceof Str) || count instanceof Unknown || from instanceof Unknown) return open(call, "System.DateTime");
  const step = UNITS.get(unit.value.toLowerCase());
  if (step === undefined) throw fails(call, 5);
  if (typeof step === "number") return dateValue(from + Math.trunc(count) * step, call.at);
  const { year, month, day } = partsOf(from);
  const months = Math.trunc(count) * (step === "year" ? 12 : step === "quarter" ? 3 : 1);
  const target = serialOf(year, month + months, 1);
  const last = partsOf(serialOf(year, month + months + 1, 0)).day;
  return dateValue(target + Math.min(day, last) - 1 + (from - Math.floor(from)), call.at);
}

function difference(call: FunctionCall): Value {
  const unit = text(call, 0);
  const from = serial(call, 1);
  const to = serial(call, 2);
  if (!(unit instanceof Str) || from instanceof Unknown || to instanceof Unknown) return open(call, "System.Int32");
  const step = UNITS.get(unit.value.toLowerCase());
  if (step === undefined) throw fails(call, 5);
  if (typeof step !== "number") {
    const a = partsOf(from);
    const b = partsOf(to);
    const months = (b.year - a.year) * 12 + b.month - a.month;
    if (step === "month") return numberOf(months, call.at);
    return numberOf(step === "year" ? b.year - a.year : Math.floor(months / 3), call.at);
  }
  const cut = step >= 1 ? Math.floor : (value: number) => Math.floor(Math.round(value * 86_400) / Math.round(step * 86_400));
  return numberOf(step >= 1 ? Math.trunc((cut(to) - cut(from)) / step) : cut(to) - cut(from), call.at);
}

const MONTHS = [
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
const DAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

function named(names: readonly string[]): BuiltIn {
  return (call) => {
    const index = integer(call, 0);
    if (index instanceof Unknown) return open(call, "System.String");
    const name = names[index - 1];
    if (name === undefined) throw fails(call, 5);
    const short = call.args[1] === undefined ? false : call.machine.plain(call.args[1]);
    return new Str(typeof short === "object" && short.kind === "bool" && short.value ? name.slice(0, 3) : name, call.at);
  };
}

export const DATE_FUNCTIONS: readonly (readonly [string, BuiltIn])[] = [
  ["now", (call) => now(call.at)],
  ["date", (call) => new Unknown("input", "the date", "vbs:date", call.at, "System.DateTime")],
  ["time", (call) => new Unknown("input", "the time of day", "vbs:time", call.at, "System.DateTime")],
  ["timer", (call) => new Unknown("input", "the time of day", call.machine.freshSymbol("vbs:timer"), call.at, "System.Double")],
  ["year", part("year")],
  ["month", part("month")],
  ["day", part("day")],
  ["hour", part("hour")],
  ["minute", part("minute")],
  ["second", part("second")],
  ["weekday", part("weekday")],
  ["dateserial", (call) => made(call, (year, month, day) => serialOf(fullYear(year), month, day))],
  ["timeserial", (call) => made(call, (hour, minute, second) => (hour * 3600 + minute * 60 + second) / 86_400)],
  [
    "datevalue",
    (call) => {
      const value = serial(call, 0);
      return value instanceof Unknown ? open(call, "System.DateTime") : dateValue(Math.floor(value), call.at);
    },
  ],
  [
    "timevalue",
    (call) => {
      const value = serial(call, 0);
      return value instanceof Unknown ? open(call, "System.DateTime") : dateValue(value - Math.floor(value), call.at);
    },
  ],
  ["dateadd", added],
  ["datediff", difference],
  ["datepart", (call) => open(call, "System.Int32")],
  ["formatdatetime", (call) => open(call, "System.String")],
  ["monthname", named(MONTHS)],
  ["weekdayname", named(DAYS)],
];
