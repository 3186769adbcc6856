import type { ScriptArgument } from "../../tools/tool.js";
import { Trace } from "../../values/source.js";
import { Arr, Dict, NULL, Num, Str, Unknown, type Value } from "../../values/value.js";
import { shown } from "../errors/failures.js";
import type { Runtime } from "../session/runtime.js";
import type { CommandElement, Expression } from "../syntax/ast.js";
import { toText } from "../types/convert.js";
import { dictEntries } from "../types/dict.js";
import { typeNameOf } from "../types/types.js";
import { type ArgumentReader, ParameterWord } from "./binding.js";
import { evaluate } from "./recursion.js";

/** What a command was given, in order: a parameter (`name`), or an argument (`value` alone). */
export interface Actual {
  /** Parameter name without dash; null for an argument. */
  readonly name: string | null;
  /** The argument, or the value after the parameter's colon. */
  readonly value: Value | undefined;
  /** The token as written, for commands that take no such parameter. */
  readonly text: string;
  /** Came from `@splat`: a following argument does not belong to it. */
  readonly splatted: boolean;
  /** It stands for arguments that are not known, however many: `@unknown`. */
  readonly isOpen?: boolean;
  /** After `--%`: text that goes to a program as it is. */
  readonly verbatim: boolean;
  readonly at: Trace;
}

/** Bytes that an argument takes, about. */
const ACTUAL = 256;
/** Fewer than so many arguments of one command are not worth counting. */
const MANY = 1000;

/** An argument that comes from outside of the script. */
export function actualOf(argument: ScriptArgument, at: Trace): Actual {
  const { name, value } = argument;
  return {
    name,
    value: value ?? undefined,
    text: name === null ? "" : `-${name}`,
    splatted: value !== null,
    verbatim: false,
    at,
  };
}

/** An argument; a bare number keeps how it was written. */
function written(r: Runtime, value: Expression): Value {
  if (value.kind !== "Number") return argument(evaluate(r, value));
  const number = evaluate(r, value);
  return number instanceof Num ? new Num(number.type, number.value, number.trace, value.text) : number;
}

/** Evaluates the elements of a command, splats spread. */
export function evaluateArguments(r: Runtime, elements: readonly CommandElement[]): Actual[] {
  const actuals: Actual[] = [];
  if (elements.length > MANY) r.machine.budget.weigh(elements.length * ACTUAL);
  let ended = false;
  for (const element of elements) {
    const at = r.trace(element);
    switch (element.kind) {
      case "CommandParameter":
        actuals.push(
          ended
            ? { name: null, value: new Str(element.text, at), text: element.text, splatted: false, verbatim: false, at }
            : {
                name: element.name,
                value: element.value ? written(r, element.value) : undefined,
                text: element.text,
                splatted: false,
                verbatim: false,
                at: element.value ? r.trace(element.value) : at,
              },
        );
        break;
      case "Argument": {
        const value = element.value;
        if (value.kind === "Splat") splat(r, actuals, evaluate(r, value), at);
        else if (value.kind === "Number") {
          actuals.push({ name: null, value: written(r, value), text: value.text, splatted: false, verbatim: false, at });
        } else actuals.push({ name: null, value: argument(evaluate(r, value)), text: "", splatted: false, verbatim: false, at });
        break;
      }
      case "Verbatim":
        actuals.push({ name: null, value: new Str(element.text, at), text: element.text, splatted: false, verbatim: true, at });
        break;
      case "EndOfParameters":
        ended = true;
        break;
    }
  }
  return actuals;
}

function argument(value: Value): Value {
  return "kind" in value && value.kind === "null" ? NULL : value;
}

function splat(r: Runtime, actuals: Actual[], value: Value, at: Trace): void {
  const plain = r.machine.plain(value);
  if (plain instanceof Dict) {
    for (const { key, value: given } of dictEntries(r.machine, plain)) {
      const name = toText(r.machine, key);
      const traced = "trace" in given && given.trace instanceof Trace ? given.trace : at;
      if (typeof name === "string")
        actuals.push({ name, value: given, text: `-${name}:`, splatted: true, verbatim: false, at: traced });
    }
    return;
  }
  if (plain instanceof Arr) {
    r.machine.budget.weigh(r.machine.settled(plain.items).length * ACTUAL);
    for (const item of r.machine.settled(plain.items)) {
      const traced = "trace" in item && item.trace instanceof Trace ? item.trace : at;
      if (item instanceof ParameterWord) {
        actuals.push({
          name: item.value.replace(/^-/, "").replace(/:$/, ""),
          value: undefined,
          text: item.value,
          splatted: false,
          verbatim: false,
          at: traced,
        });
        continue;
      }
      actuals.push({ name: null, value: item, text: "", splatted: true, verbatim: false, at: traced });
    }
    return;
  }
  if (plain.kind === "null") {
    actuals.push({ name: null, value: NULL, text: "", splatted: true, verbatim: false, at });
    return;
  }
  if (plain instanceof Unknown) {
    actuals.push({
      name: null,
      value: new Unknown(plain.cause, `splatted arguments: ${plain.why}`, plain.symbol, at),
      text: "",
      splatted: true,
      isOpen: true,
      verbatim: false,
      at,
    });
    return;
  }
  actuals.push({ name: null, value: plain, text: "", splatted: true, verbatim: false, at });
}

/** An argument as a message shows it; null: its text is not known. */
export function shownArgument(r: Runtime, value: Value): string | null {
  const plain = r.machine.plain(value);
  if (plain.kind === "null") return "$null";
  if (plain.kind === "str") return shown(plain, plain.value);
  if (plain.kind === "num" && plain.text !== null) return plain.text;
  const text = plain.kind === "arr" || plain.kind === "dict" ? typeNameOf(plain) : toText(r.machine, plain);
  return typeof text === "string" ? text : null;
}

/** How the values of arguments are read where they are bound. */
export function argumentReader(r: Runtime): ArgumentReader {
  return { shown: (value) => shownArgument(r, value), plain: (value) => r.machine.plain(value) };
}
