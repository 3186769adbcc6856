import type { Trace } from "../source.js";
import { Arr, Num, type Plain, Str, type Value } from "../value.js";
import type { Attribute, Expression } from "./ast.js";
import { runBlock } from "./blocks.js";
import { toNumber, toText } from "./convert.js";
import { enumerate } from "./enumerate.js";
import { PsError } from "./error.js";
import { evaluate, truthOf } from "./expressions.js";
import { binary } from "./operators.js";
import { outputValue, type Runtime } from "./runtime.js";

/** Checks a value against `[Validate...]` attributes. Unknown values pass: a script is taken to be given what it accepts. */
export function validate(r: Runtime, attributes: readonly Attribute[], value: Value, name: string, at: Trace): void {
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
    if (!check(r, attribute, plain, at)) {
      throw new PsError(
        "ValidateSetFailure",
        `The argument for '${name}' does not pass [${attribute.name.name}].`,
        "System.Management.Automation.ValidationMetadataException",
        at,
        false,
        null,
        "MetadataError",
      );
    }
  }
}

type Check = (r: Runtime, attribute: Attribute, value: Plain, at: Trace) => boolean;

/** Validation looks at each element of a list. */
function eachElement(r: Runtime, value: Plain, test: (element: Plain) => boolean): boolean {
  if (value.kind === "str") return test(value);
  const elements = enumerate(r.machine, value);
  if (elements === null || !Array.isArray(elements)) return test(value);
  return elements.every((element: Value) => {
    const plain = r.machine.plain(element);
    return plain.kind === "unknown" || test(plain);
  });
}

function constants(r: Runtime, expressions: readonly Expression[]): Plain[] {
  return expressions.flatMap((one) =>
    one.kind === "ArrayLiteral" ? constants(r, one.items) : [r.machine.plain(evaluate(r, one))],
  );
}

function text(r: Runtime, value: Plain): string | null {
  const result = toText(r.machine, value);
  return typeof result === "string" ? result : null;
}

function isFalse(attribute: Attribute, name: string): boolean {
  const value = attribute.named.find((one) => one.name.toLowerCase() === name)?.value;
  return value?.kind === "Variable" && value.key === "false";
}

const CHECKS: ReadonlyMap<string, Check> = new Map<string, Check>([
  [
    "validateset",
    (r, attribute, value) => {
      const allowed = constants(r, attribute.positional).map((one) => text(r, one));
      const exact = isFalse(attribute, "ignorecase");
      return eachElement(r, value, (element) => {
        const given = text(r, element);
        return allowed.some(
          (one) => one !== null && given !== null && (exact ? one === given : one.toLowerCase() === given.toLowerCase()),
        );
      });
    },
  ],
  [
    "validaterange",
    (r, attribute, value) => {
      const [low, high] = constants(r, attribute.positional);
      if (low === undefined || high === undefined) return true;
      return eachElement(r, value, (element) => {
        const number = toNumber(r.machine, element);
        const from = toNumber(r.machine, low);
        const to = toNumber(r.machine, high);
        return (
          typeof number !== "number" || typeof from !== "number" || typeof to !== "number" || (number >= from && number <= to)
        );
      });
    },
  ],
  [
    "validatepattern",
    (r, attribute, value, at) => {
      const [pattern] = constants(r, attribute.positional);
      if (pattern === undefined) return true;
      return eachElement(r, value, (element) => {
        const given = text(r, element);
        return given === null || truthOf(r, binary(r.machine, "match", false, new Str(given), pattern, at));
      });
    },
  ],
  [
    "validatelength",
    (r, attribute, value) => {
      const [low, high] = constants(r, attribute.positional);
      return eachElement(r, value, (element) => {
        const given = text(r, element);
        if (given === null || !(low instanceof Num) || !(high instanceof Num)) return true;
        return given.length >= Number(low.value) && given.length <= Number(high.value);
      });
    },
  ],
  [
    "validatecount",
    (r, attribute, value) => {
      const [low, high] = constants(r, attribute.positional);
      if (!(value instanceof Arr) || !(low instanceof Num) || !(high instanceof Num)) return true;
      const count = r.machine.settled(value.items).length;
      return count >= Number(low.value) && count <= Number(high.value);
    },
  ],
  [
    "validatenotnull",
    (r, _attribute, value) => value.kind !== "null" && eachElement(r, value, (element) => element.kind !== "null"),
  ],
  [
    "validatenotnullorempty",
    (r, _attribute, value) => {
      if (value.kind === "null") return false;
      if (value instanceof Arr && r.machine.settled(value.items).length === 0) return false;
      return eachElement(r, value, (element) => element.kind !== "null" && !(element instanceof Str && element.value === ""));
    },
  ],
  [
    "validatescript",
    (r, attribute, value) => {
      const block = attribute.positional[0];
      if (block?.kind !== "ScriptBlockExpression") return true;
      return eachElement(r, value, (element) =>
        truthOf(
          r,
          outputValue(
            r.collect(() => runBlock(r, { ast: block.body, source: r.source }, { underscore: element, newScope: true })),
          ),
        ),
      );
    },
  ],
]);
