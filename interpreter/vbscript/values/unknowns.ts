/** Names and words for values in questions to the host. */
import { Alternatives } from "../../../host/choice.js";
import type { Machine } from "../../machine/machine.js";
import { Arr, FALSE, Instance, type Plain, TRUE, Unknown, type Value } from "../../values/value.js";
import { DateModel } from "./dates.js";
import { textOfNumber } from "./numbers.js";

/** A canonical name of a value: equal questions are asked once. Secrets do not show. */
export function symbolOf(value: Value): string {
  if (value instanceof Alternatives) return `one-of(${value.choice.subject})`;
  switch (value.kind) {
    case "unknown":
      return value.symbol;
    case "str":
      return value.secret ? `secret#${value.value.length}` : JSON.stringify(value.value);
    case "num":
      return textOfNumber(value);
    case "bool":
      return value.value ? "True" : "False";
    case "null":
      return value.automation ? "Empty" : "Null";
    case "instance":
      return value.model instanceof DateModel ? `#${value.model.text()}#` : `object#${value.birth}`;
    default:
      return "birth" in value ? `${value.kind}#${value.birth}` : value.kind;
  }
}

/** How a value reads in a sentence. */
export function wording(value: Value): string {
  if (value instanceof Alternatives) return "a value that depends on the host";
  if (value instanceof Unknown) {
    if (value.parts) return `"${value.parts.map((part) => (typeof part === "string" ? part : "⟨…⟩")).join("")}"`;
    return `a value (${value.why})`;
  }
  if (value.kind === "str") return value.secret ? "a secret" : JSON.stringify(shortened(value.value));
  if (value instanceof Arr) return "an array";
  if (value instanceof Instance && !(value.model instanceof DateModel)) return "an object";
  return symbolOf(value);
}

function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

/** A condition that only the host decides. */
export function question(machine: Machine, subject: string, yes: string, no: string, negated = false): Value {
  const choice = machine.choice(subject, [yes, no]);
  return machine.now(new Alternatives<Plain>(choice, negated ? [FALSE, TRUE] : [TRUE, FALSE])) as Value;
}

/** Subject and outcomes of "is this value true", the same for all who ask. */
export function truthQuestion(unknown: Unknown): readonly [string, string, string] {
  return [`true:${unknown.symbol}`, `${unknown.why} (taken as true)`, `${unknown.why} (taken as false)`];
}

/** The same unknown with another history; what its class knows of it stays. */
export function retraced(value: Unknown, trace: Unknown["trace"]): Unknown {
  const copy = Object.create(Object.getPrototypeOf(value) as object) as Unknown;
  return Object.assign(copy, value, { trace });
}
