import { PsError } from "../../../tools/script-error.js";
import { type CmdletCall, cmdletsWith, type Tool } from "../../../tools/tool.js";
import { asNumber } from "../../../values/number.js";
import { derive } from "../../../values/unknowns.js";
import { int, NULL, Num, type Plain, PsObject, Str, str, Unknown, type Value } from "../../../values/value.js";
import { areEqual, compareValues } from "../../types/compare.js";
import { operandNumber, scalarNumber } from "../../types/convert-number.js";
import { dialectOf } from "../../types/session-cells.js";
import { toText } from "../../types/text.js";
import { inputObjects, makeObject } from "../shared/common.js";
import { mayBeList, type PropertySpec, propertyOf, propertySpecs, specValue } from "../shared/property-spec.js";

/** Measure-Object and Compare-Object. */

function measureObject(call: CmdletCall): void {
  const input = inputObjects(call).filter((value) => call.machine.plain(value).kind !== "null");
  if (input.some((value) => mayBeList(call, value))) {
    const first = input.find((value) => mayBeList(call, value)) as Unknown;
    call.out(call.unknown(first.why, { symbol: `measure(${first.symbol})`, cause: first.cause }));
    return;
  }
  if (["Line", "Word", "Character"].some((name) => call.flag(name) === true)) return measureText(call, input);
  const names = call.texts("Property");
  if (names instanceof Unknown || names.length === 0) {
    measured(call, input, null);
    return;
  }
  for (const name of names) {
    if (typeof name !== "string") continue;
    const values = input.flatMap((value) => {
      const found = propertyOf(call, value, name);
      return found === undefined || call.machine.plain(found).kind === "null" ? [] : [found];
    });
    if (values.length === 0 && input.length > 0) {
      call.fail({
        id: "GenericMeasurePropertyNotFound",
        message: `The property "${name}" cannot be found in the input for any objects.`,
        exception: "System.Management.Automation.PSArgumentException",
      });
      continue;
    }
    measured(call, values, name);
  }
}

function measured(call: CmdletCall, values: readonly Value[], property: string | null): void {
  const all = call.flag("AllStats") === true;
  const wants = (name: string): boolean => all || call.flag(name) === true;
  const plain = values.map((value) => call.machine.plain(value));
  const unknown = plain.filter((value): value is Unknown => value instanceof Unknown);
  const numbers = plain.map((value) => numberOf(call, value));
  const numeric = unknown.length === 0 && numbers.every((value) => value !== undefined);
  const number = (compute: (list: readonly number[]) => number | null, name: string): Value => {
    if (unknown.length > 0)
      return derive(unknown, `${name}(${unknown.map((value) => value.symbol).join(",")})`, "System.Double", call.at);
    const list = numbers.flatMap((value) => (value === undefined ? [] : [asNumber(value)]));
    const result = compute(list);
    return result === null ? NULL : new Num("Double", result, call.at);
  };
  if (!numeric && unknown.length === 0 && ["Sum", "Average"].some(wants)) {
    call.fail({
      id: "NonNumericInputObject",
      message: "Input object is not numeric.",
      exception: "System.Management.Automation.PSInvalidCastException",
    });
  }
  const extreme = (sign: 1 | -1): Value => {
    if (unknown.length > 0)
      return derive(unknown, `${sign > 0 ? "max" : "min"}(${unknown.map((value) => value.symbol).join(",")})`, null, call.at);
    if (plain.length === 0) return NULL;
    const best = plain.reduce((a, b) => (order(call, b, a) * sign > 0 ? b : a));
    const asNum = numeric ? numberOf(call, best) : undefined;
    return asNum ? new Num("Double", asNumber(asNum), call.at) : best;
  };
  call.out(
    makeObject(
      "Microsoft.PowerShell.Commands.GenericMeasureInfo",
      [
        ["Count", int(values.length, call.at)],
        [
          "Average",
          wants("Average")
            ? number((list) => (list.length === 0 ? null : list.reduce((a, b) => a + b, 0) / list.length), "average")
            : NULL,
        ],
        ["Sum", wants("Sum") ? number((list) => list.reduce((a, b) => a + b, 0), "sum") : NULL],
        ["Maximum", wants("Maximum") ? extreme(1) : NULL],
        ["Minimum", wants("Minimum") ? extreme(-1) : NULL],
        ["StandardDeviation", wants("StandardDeviation") ? number(deviation, "deviation") : NULL],
        ["Property", property === null ? NULL : str(property)],
      ],
      call.at,
    ),
  );
}

/** Texts that read as numbers count as numbers. */
function numberOf(call: CmdletCall, value: Plain): Num | undefined {
  if (value instanceof Unknown) return undefined;
  if (value instanceof Str) return operandNumber(value.value, dialectOf(call.machine)) ?? undefined;
  return scalarNumber(value);
}

function deviation(list: readonly number[]): number | null {
  if (list.length < 2) return list.length === 0 ? null : 0;
  const mean = list.reduce((a, b) => a + b, 0) / list.length;
  return Math.sqrt(list.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (list.length - 1));
}

function order(call: CmdletCall, a: Plain, b: Plain): number {
  try {
    return compareValues(call.machine, a, b, false, call.at) ?? 0;
  } catch (error) {
    if (!(error instanceof PsError)) throw error;
    const x = String(toText(call.machine, a));
    const y = String(toText(call.machine, b));
    return x < y ? -1 : x > y ? 1 : 0;
  }
}

function measureText(call: CmdletCall, input: readonly Value[]): void {
  const texts = input.map((value) => toText(call.machine, value));
  const unknown = texts.find((text): text is Unknown => text instanceof Unknown);
  const known = texts.filter((text): text is string => typeof text === "string");
  const whitespace = call.flag("IgnoreWhiteSpace") === true;
  const count = (name: string, of: (text: string) => number): Value => {
    if (call.flag(name) !== true) return NULL;
    if (unknown)
      return call.unknown(unknown.why, {
        symbol: `${name.toLowerCase()}(${unknown.symbol})`,
        type: "System.Int32",
        cause: unknown.cause,
      });
    return int(
      known.reduce((sum, text) => sum + of(text), 0),
      call.at,
    );
  };
  call.out(
    makeObject(
      "Microsoft.PowerShell.Commands.TextMeasureInfo",
      [
        ["Lines", count("Line", (text) => (text === "" ? 0 : text.split("\n").length))],
        ["Words", count("Word", (text) => text.split(/\s+/).filter((word) => word !== "").length)],
        ["Characters", count("Character", (text) => (whitespace ? text.replace(/\s/g, "") : text).length)],
        ["Property", NULL],
      ],
      call.at,
    ),
  );
}

// ---------------------------------------------------------------- Compare-Object

interface Side {
  readonly value: Value;
  matched: boolean;
}

function compareObject(call: CmdletCall): void {
  const reference = call.list("ReferenceObject");
  const difference =
    call.piped && call.input.length > 0 ? call.input.map((value) => call.machine.plain(value)) : call.list("DifferenceObject");
  if (
    reference instanceof Unknown ||
    difference instanceof Unknown ||
    [...reference, ...difference].some((value) => mayBeList(call, value))
  ) {
    call.out(call.unknown("the differences of lists that are not known", { symbol: call.machine.freshSymbol("compare") }));
    return;
  }
  const specs = propertySpecs(call);
  const window = call.integer("SyncWindow");
  const reach = typeof window === "number" ? window : Number.POSITIVE_INFINITY;
  const left = reference.map((value): Side => ({ value, matched: false }));
  const right = difference.map((value): Side => ({ value, matched: false }));
  const equal: Side[] = [];
  left.forEach((one, index) => {
    for (let other = 0; other < right.length; other++) {
      const candidate = right[other] as Side;
      call.machine.budget.step();
      if (candidate.matched || Math.abs(other - index) > reach || !sameBy(call, specs, one.value, candidate.value)) continue;
      candidate.matched = true;
      one.matched = true;
      equal.push(one);
      break;
    }
  });
  const emit = (side: Side, indicator: string): void => {
    if (call.flag("PassThru") === true) {
      const plain = call.machine.plain(side.value);
      if (plain instanceof PsObject)
        call.machine.journal.setEntry(plain.properties, "sideindicator", { name: "SideIndicator", value: str(indicator) });
      return call.out(side.value);
    }
    const properties: (readonly [string, Value])[] =
      specs.length === 0
        ? [["InputObject", side.value]]
        : specs.map((spec) => [spec.name ?? "", specValue(call, spec, side.value) ?? NULL] as const);
    call.out(
      makeObject("System.Management.Automation.PSCustomObject", [...properties, ["SideIndicator", str(indicator)]], call.at),
    );
  };
  if (call.flag("IncludeEqual") === true) for (const side of equal) emit(side, "==");
  if (call.flag("ExcludeDifferent") === true) return;
  for (const side of right) if (!side.matched) emit(side, "=>");
  for (const side of left) if (!side.matched) emit(side, "<=");
}

function sameBy(call: CmdletCall, specs: readonly PropertySpec[], a: Value, b: Value): boolean {
  const caseSensitive = call.flag("CaseSensitive") === true;
  const same = (x: Value, y: Value): boolean => {
    const left = call.machine.plain(x);
    const right = call.machine.plain(y);
    if (left.kind === "null" || right.kind === "null") return left.kind === right.kind;
    if (left instanceof PsObject && right instanceof PsObject) return left === right || textsEqual(call, left, right);
    try {
      return areEqual(call.machine, left, right, caseSensitive);
    } catch (error) {
      if (!(error instanceof PsError)) throw error;
      return false;
    }
  };
  if (specs.length === 0) return same(a, b);
  return specs.every((spec) => same(specValue(call, spec, a) ?? NULL, specValue(call, spec, b) ?? NULL));
}

/** Objects that cannot be compared are compared by their text. */
function textsEqual(call: CmdletCall, a: Plain, b: Plain): boolean {
  const x = toText(call.machine, a);
  const y = toText(call.machine, b);
  return typeof x === "string" && typeof y === "string" && x.toLowerCase() === y.toLowerCase();
}

const utility = cmdletsWith({ module: "Microsoft.PowerShell.Utility" });

export const measureCmdlets: readonly Tool[] = [
  utility(
    "Measure-Object",
    [
      "Property[]@0",
      "InputObject<",
      "StandardDeviation?",
      "Sum?",
      "AllStats?",
      "Average?",
      "Maximum?",
      "Minimum?",
      "Line?",
      "Word?",
      "Character?",
      "IgnoreWhiteSpace?",
    ],
    measureObject,
  ),
  utility(
    "Compare-Object",
    [
      "ReferenceObject[]@0",
      "DifferenceObject[]@1<",
      "SyncWindow",
      "Property[]",
      "ExcludeDifferent?",
      "IncludeEqual?",
      "PassThru?",
      "Culture",
      "CaseSensitive?",
    ],
    compareObject,
  ),
];
