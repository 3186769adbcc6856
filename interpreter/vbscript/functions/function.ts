/** What the functions of the language are given, and how they read it. */
import type { Machine } from "../../machine/machine.js";
import type { Trace } from "../../values/source.js";
import { joinTexts, type TextValue } from "../../values/texts.js";
import { type Plain, Str, type Unknown, type Value } from "../../values/value.js";
import { derived, toInteger, toNumber, toText, withoutObject } from "../values/convert.js";
import { runtimeError, type VbError } from "../values/error.js";

export interface FunctionCall {
  readonly machine: Machine;
  /** As it was written. */
  readonly name: string;
  readonly args: readonly Value[];
  readonly at: Trace;
}

export type BuiltIn = (call: FunctionCall) => Value;

/** An argument, or error 450 when it is not there. */
export function argument(call: FunctionCall, index: number): Value {
  const value = call.args[index];
  if (value === undefined) throw fails(call, 450);
  return value;
}

export function fails(call: FunctionCall, number: number): VbError {
  return runtimeError(number, call.at, call.name);
}

export function plain(call: FunctionCall, index: number): Plain {
  return withoutObject(call.machine, argument(call, index), call.at);
}

export function text(call: FunctionCall, index: number): TextValue {
  return toText(call.machine, argument(call, index), call.at);
}

export function number(call: FunctionCall, index: number): number | Unknown {
  return toNumber(call.machine, argument(call, index), call.at);
}

/** A whole number, or `otherwise` when the argument was left out. */
export function integer(call: FunctionCall, index: number, otherwise?: number): number | Unknown {
  const value = call.args[index];
  if (value === undefined || isLeftOut(call, value)) {
    if (otherwise === undefined) throw fails(call, 450);
    return otherwise;
  }
  return toInteger(call.machine, value, call.at);
}

function isLeftOut(call: FunctionCall, value: Value): boolean {
  const found = call.machine.now(value);
  return "kind" in found && found.kind === "null" && found.automation;
}

/** The result of a function that cannot be worked out; equal arguments give the same unknown. */
export function open(call: FunctionCall, type: string | null = null): Unknown {
  const args = call.args.map((arg) => call.machine.plain(arg));
  return derived(call.name.toLowerCase(), args, call.at, type);
}

/** A text that a function made: it remembers what it was made from. */
export function result(call: FunctionCall, value: string, from: TextValue): Str {
  call.machine.budget.size(value.length);
  return new Str(value, from.trace ? joinTexts([from], call.at, call.name).trace : call.at, from.secret);
}
