/** VBScript.RegExp, on the engine for .NET's regular expressions, whose patterns it shares but for details. */

import type { Machine } from "../../../machine/machine.js";
import { perMachine } from "../../../machine/per-machine.js";
import { ComFailure } from "../../../tools/com-failure.js";
import type { Family } from "../../../tools/toolbox.js";
import { enquire } from "../../../values/host-question.js";
import { scalarBoolean, scalarText } from "../../../values/scalar-conversions.js";
import type { Trace } from "../../../values/source.js";
import { joinTexts, type TextValue } from "../../../values/texts.js";
import { array, bool, Instance, int, type ObjectModel, Str, Unknown, type Value } from "../../../values/value.js";
import { chargeMatching, meterOf } from "../../regex/charge.js";
import { IGNORE_CASE, Inexpressible, MULTILINE } from "../../regex/options.js";
import { type NetMatch, type NetRegex, netRegex } from "../../regex/regex.js";

const FLAGS = ["global", "ignorecase", "multiline"] as const;

const model = perMachine<ObjectModel>((machine) => {
  const flag = (self: Instance, name: (typeof FLAGS)[number]) => machine.field<boolean>(self, name) ?? false;
  return {
    typeNames: ["System.__ComObject", "IRegExp2"],
    isWhole: true,
    get: (self, name, at) => {
      const key = name.toLowerCase();
      if (key === "pattern") return machine.field<Value>(self, "pattern") ?? new Str("", at);
      return FLAGS.some((one) => one === key) ? bool(flag(self, key as (typeof FLAGS)[number])) : undefined;
    },
    set: (self, name, value) => {
      const key = name.toLowerCase();
      if (key === "pattern") machine.setField(self, key, value);
      else if (FLAGS.some((one) => one === key)) machine.setField(self, key, scalarBoolean(machine, value) === true);
      else return false;
      return true;
    },
    invoke: (self, name, args, at) => {
      const key = name.toLowerCase();
      if (args[0] === undefined || !["test", "execute", "replace"].includes(key)) return undefined;
      const subject = textOf(machine, args[0], at);
      const regex = compiled(machine, self, at);
      if (!(subject instanceof Str) || regex === null) return openAnswer(machine, key, subject, regex, at);
      const found = matches(machine, regex, subject.value, key !== "test" && flag(self, "global"), at);
      if (found === null) return openAnswer(machine, key, subject, null, at);
      if (key === "test") return bool(found.length > 0);
      if (key === "execute") return new Instance(matchList(subject, found), at);
      return replaced(machine, subject, found, textOf(machine, args[1] ?? new Str(""), at), at);
    },
  };
});

export const regexpClasses: NonNullable<Family["comClasses"]> = [
  { progId: "VBScript.RegExp", make: (machine, at) => new Instance(model(machine), at) },
];

function textOf(machine: Machine, value: Value, at: Trace | null): TextValue {
  const plain = machine.plain(value);
  if (plain instanceof Str || plain instanceof Unknown) return plain;
  const text = scalarText(machine, plain);
  return typeof text === "string" ? new Str(text, at) : (text ?? new Str("", at));
}

/** Null: the pattern is not known, or not matched here. */
function compiled(machine: Machine, self: Instance, at: Trace | null): NetRegex | null {
  const pattern = scalarText(machine, machine.field<Value>(self, "pattern") ?? new Str(""));
  if (typeof pattern !== "string") return null;
  const is = (name: string) => machine.field<boolean>(self, name) === true;
  const options = (is("ignorecase") ? IGNORE_CASE : 0) | (is("multiline") ? MULTILINE : 0);
  try {
    return netRegex(pattern, options, meterOf(machine));
  } catch (error) {
    if (error instanceof Inexpressible) return null;
    if (error instanceof Error) throw new ComFailure(5017, "Syntax error in regular expression", at);
    throw error;
  }
}

function matches(machine: Machine, regex: NetRegex, text: string, all: boolean, _at: Trace | null): readonly NetMatch[] | null {
  try {
    const found: NetMatch[] = [];
    for (const match of regex.all(text)) {
      machine.budget.step();
      found.push(match);
      chargeMatching(machine);
      if (!all) break;
    }
    chargeMatching(machine);
    return found;
  } catch (error) {
    if (error instanceof Inexpressible) return null;
    throw error;
  }
}

/** Of a text that is not known: a question, or an unknown. */
function openAnswer(machine: Machine, method: string, subject: TextValue, regex: NetRegex | null, at: Trace | null): Value {
  if (method === "test" && subject instanceof Unknown && regex !== null) {
    const answer = enquire(machine, subject, { form: "pattern", text: regex.pattern, passes: (one) => regex.find(one) !== null });
    if (answer !== undefined) return bool(answer);
  }
  const from = subject instanceof Unknown ? subject : null;
  const symbol = `regexp:${method}:${regex?.pattern ?? "?"}:${from?.symbol ?? machine.freshSymbol("text")}`;
  const type = method === "test" ? "System.Boolean" : method === "replace" ? "System.String" : null;
  return new Unknown(from?.cause ?? "unmodelled", from?.why ?? "what a regular expression finds", symbol, at, type);
}

function group(subject: Str, match: NetMatch, index: number): Value {
  const span = match.groups[index];
  return new Str(span ? subject.value.slice(span[0], span[1]) : "", subject.trace, subject.secret);
}

function matchList(subject: Str, found: readonly NetMatch[]): ObjectModel {
  const items = found.map((match) => new Instance(matchModel(subject, match), subject.trace));
  return {
    typeNames: ["System.__ComObject", "IMatchCollection2"],
    isWhole: true,
    get: (_self, name, at) => (name.toLowerCase() === "count" ? int(items.length, at) : undefined),
    index: (_self, args, at) => itemAt(items, args, at),
    invoke: (_self, name, args, at) => (name.toLowerCase() === "item" ? itemAt(items, args, at) : undefined),
    enumerate: () => items,
  };
}

function itemAt(items: readonly Value[], args: readonly Value[], at: Trace | null): Value | undefined {
  const [index] = args;
  if (index === undefined) return undefined;
  const place = Number("kind" in index && index.kind === "num" ? index.value : Number.NaN);
  const found = items[place];
  if (found === undefined) throw new ComFailure(5, "Invalid procedure call or argument", at);
  return found;
}

function matchModel(subject: Str, match: NetMatch): ObjectModel {
  return {
    typeNames: ["System.__ComObject", "IMatch2"],
    isWhole: true,
    text: () => subject.value.slice(match.index, match.end),
    get: (_self, name, at) => {
      switch (name.toLowerCase()) {
        case "value":
          return group(subject, match, 0);
        case "firstindex":
          return int(match.index, at);
        case "length":
          return int(match.end - match.index, at);
        case "submatches":
          return array(
            match.groups.slice(1).map((_, index) => group(subject, match, index + 1)),
            "System.Object",
            at,
          );
        default:
          return undefined;
      }
    },
  };
}

/** `$1` in the replacement is a group, `$$` a dollar, `$&` the match. */
function replaced(machine: Machine, subject: Str, found: readonly NetMatch[], by: TextValue, at: Trace | null): Value {
  const parts: (string | TextValue)[] = [];
  let from = 0;
  for (const match of found) {
    parts.push(subject.value.slice(from, match.index));
    if (by instanceof Str)
      parts.push(
        by.value.replace(/\$(?:(\d{1,2})|([$&]))/g, (whole, number: string | undefined, sign: string | undefined) => {
          if (sign === "$") return "$";
          const index = sign === "&" ? 0 : Number(number);
          const span = match.groups[index];
          return index < match.groups.length ? (span ? subject.value.slice(span[0], span[1]) : "") : whole;
        }),
      );
    else parts.push(by);
    from = match.end;
  }
  parts.push(subject.value.slice(from));
  const whole = joinTexts(
    parts.map((part) => (typeof part === "string" ? new Str(part, subject.trace, subject.secret) : part)),
    at,
    "replaced",
  );
  machine.budget.size(whole instanceof Str ? whole.value.length : 1);
  return whole;
}
