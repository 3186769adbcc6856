import { PsError } from "../../tools/script-error.js";
import { compareNums, numberText } from "../../values/number.js";
import type { Trace } from "../../values/source.js";
import { Arr, Num, type Plain, Str, TypeRef, type Value } from "../../values/value.js";
import { binary } from "../operators/operators.js";
import { outputValue, type Runtime } from "../session/runtime.js";
import type { Attribute, Expression } from "../syntax/ast.js";
import { convertTo, toText } from "../types/convert.js";
import { enumerate } from "../types/enumerate.js";
import { shortName, typeNameOf } from "../types/types.js";
import { truthOf } from "./plain-values.js";
import { evaluate, runBlock } from "./recursion.js";

/**
 * Checks a value that is assigned to a variable against its `[Validate...]` attributes. Unknown values pass: a script is taken to
 * be given what it accepts.
 */
export function validate(r: Runtime, attributes: readonly Attribute[], value: Value, name: string, at: Trace): void {
  if (objection(r, attributes, value, at) === null) return;
  const shown = text(r, r.machine.plain(value)) ?? "";
  throw new PsError({
    id: "ValidateSetFailure",
    message: `The attribute cannot be added because variable ${name} with value ${shown} would no longer be valid.`,
    exception: "System.Management.Automation.ValidationMetadataException",
    at,
    category: "MetadataError",
  });
}

/** What the first attribute that does not accept a value says; null: all accept it. */
export function objection(r: Runtime, attributes: readonly Attribute[], value: Value, at: Trace): string | null {
  for (const attribute of attributes) {
    const check = CHECKS.get(
      attribute.name.name
        .toLowerCase()
        .replace(/^system\.management\.automation\./, "")
        .replace(/attribute$/, ""),
    );
    if (!check) continue;
    const plain = r.machine.plain(value);
    if (plain.kind === "unknown") continue;
    const why = check(r, attribute, plain, at);
    if (why !== null) return why;
  }
  return null;
}

/** What is wrong with the value, in the words of PowerShell; null: nothing. */
type Check = (r: Runtime, attribute: Attribute, value: Plain, at: Trace) => string | null;

/** Validation looks at each element of a list. */
function eachElement(r: Runtime, value: Plain, test: (element: Plain) => string | null): string | null {
  const elements = value.kind === "str" ? null : enumerate(r.machine, value);
  if (elements === null || !Array.isArray(elements)) return test(value);
  for (const element of elements as readonly Value[]) {
    const plain = r.machine.plain(element);
    const why = plain.kind === "unknown" ? null : test(plain);
    if (why !== null) return why;
  }
  return null;
}

/** Attributes that look at each element refuse $null, alone and in a list. */
function eachGiven(r: Runtime, value: Plain, test: (element: Plain) => string | null): string | null {
  return eachElement(r, value, (element) => (element.kind === "null" ? NULL_ELEMENT : test(element)));
}

const NULL_ELEMENT =
  "The argument is null, empty, or an element of the argument collection contains a null value. Supply a collection that does not contain any null values and then try the command again.";

function constants(r: Runtime, expressions: readonly Expression[]): Plain[] {
  return expressions.flatMap((one) =>
    one.kind === "ArrayLiteral" ? constants(r, one.items) : [r.machine.plain(evaluate(r, one))],
  );
}

function text(r: Runtime, value: Plain): string | null {
  const result = value.kind === "num" && value.text !== null ? value.text : toText(r.machine, value);
  return typeof result === "string" ? result : null;
}

function isFalse(attribute: Attribute, name: string): boolean {
  const value = attribute.named.find((one) => one.name.toLowerCase() === name)?.value;
  return value?.kind === "Variable" && value.key === "false";
}

/** The value in the type of the limits; undefined: it cannot be converted to it. */
function likeLimit(r: Runtime, element: Plain, limit: Plain, at: Trace): Plain | undefined {
  if (typeNameOf(element) === typeNameOf(limit)) return element;
  try {
    return r.machine.plain(convertTo(r.machine, element, new TypeRef(typeNameOf(limit)), at));
  } catch (error) {
    if (error instanceof PsError) return undefined;
    throw error;
  }
}

const CHECKS: ReadonlyMap<string, Check> = new Map<string, Check>([
  [
    "validateset",
    (r, attribute, value) => {
      const allowed = constants(r, attribute.positional).map((one) => text(r, one));
      const exact = isFalse(attribute, "ignorecase");
      return eachGiven(r, value, (element) => {
        const given = text(r, element);
        const found = allowed.some(
          (one) => one === null || given === null || (exact ? one === given : one.toLowerCase() === given.toLowerCase()),
        );
        return found
          ? null
          : `The argument "${given}" does not belong to the set "${allowed.join(",")}" specified by the ValidateSet attribute. Supply an argument that is in the set and then try the command again.`;
      });
    },
  ],
  [
    "validaterange",
    (r, attribute, value, at) => {
      const [low, high] = constants(r, attribute.positional);
      if (low?.kind !== "num" || high?.kind !== "num") return null;
      return eachGiven(r, value, (element) => {
        const like = likeLimit(r, element, low, at);
        if (like === undefined)
          return `The argument cannot be validated because its type "${shortName(typeNameOf(element))}" is not the same type (${shortName(typeNameOf(low))}) as the maximum and minimum limits of the parameter. Make sure the argument is of type ${shortName(typeNameOf(low))} and then try the command again.`;
        if (like.kind !== "num") return null;
        if (compareNums(like, low) < 0)
          return `The ${numberText(like)} argument is less than the minimum allowed range of ${text(r, low)}. Supply an argument that is greater than or equal to ${text(r, low)} and then try the command again.`;
        if (compareNums(like, high) > 0)
          return `The ${numberText(like)} argument is greater than the maximum allowed range of ${text(r, high)}. Supply an argument that is less than or equal to ${text(r, high)} and then try the command again.`;
        return null;
      });
    },
  ],
  [
    "validatepattern",
    (r, attribute, value, at) => {
      const [pattern] = constants(r, attribute.positional);
      if (pattern === undefined) return null;
      return eachGiven(r, value, (element) => {
        const given = text(r, element);
        if (given === null || truthOf(r, binary(r.machine, "match", false, new Str(given), pattern, at))) return null;
        return `The argument "${given}" does not match the "${text(r, pattern)}" pattern. Supply an argument that matches "${text(r, pattern)}" and try the command again.`;
      });
    },
  ],
  [
    "validatelength",
    (r, attribute, value) => {
      const [low, high] = constants(r, attribute.positional);
      return eachGiven(r, value, (element) => {
        const given = text(r, element);
        if (given === null || !(low instanceof Num) || !(high instanceof Num)) return null;
        if (given.length < Number(low.value))
          return `The character length (${given.length}) of the argument is too short. Specify an argument with a length that is greater than or equal to "${low.value}", and then try the command again.`;
        if (given.length > Number(high.value))
          return `The character length of the ${given.length} argument is too long. Shorten the character length of the argument so it is fewer than or equal to "${high.value}" characters, and then try the command again.`;
        return null;
      });
    },
  ],
  [
    "validatecount",
    (r, attribute, value) => {
      const [low, high] = constants(r, attribute.positional);
      if (!(value instanceof Arr) || !(low instanceof Num) || !(high instanceof Num)) return null;
      const count = r.machine.settled(value.items).length;
      return count >= Number(low.value) && count <= Number(high.value)
        ? null
        : `The parameter requires at least ${low.value} value(s) and no more than ${high.value} value(s) - ${count} value(s) were provided.`;
    },
  ],
  [
    "validatenotnull",
    (r, _attribute, value) =>
      value.kind === "null"
        ? "The argument is null. Provide a valid value for the argument, and then try running the command again."
        : eachGiven(r, value, () => null),
  ],
  [
    "validatenotnullorempty",
    (r, _attribute, value) => {
      if (value.kind === "null" || (value instanceof Str && value.value === ""))
        return "The argument is null or empty. Provide an argument that is not null or empty, and then try the command again.";
      if (value instanceof Arr && r.machine.settled(value.items).length === 0) return NULL_ELEMENT;
      return eachGiven(r, value, (element) => (element instanceof Str && element.value === "" ? NULL_ELEMENT : null));
    },
  ],
  [
    "validatescript",
    (r, attribute, value) => {
      const block = attribute.positional[0];
      if (block?.kind !== "ScriptBlockExpression") return null;
      return eachGiven(r, value, (element) => {
        const passes = truthOf(
          r,
          outputValue(
            r.collect(() => runBlock(r, { ast: block.body, source: r.source }, { underscore: element, newScope: true })),
          ),
        );
        const written = r.source.text.slice(block.start + 1, block.end - 1);
        return passes
          ? null
          : `The "${written}" validation script for the argument with value "${text(r, element) ?? ""}" did not return a result of True. Determine why the validation script failed, and then try the command again.`;
      });
    },
  ],
]);
