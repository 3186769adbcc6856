/** Casts, Parse and TryParse of types that are made from a text. */
import type { Machine } from "../../../machine/machine.js";
import type { Cast, Handler, Result } from "../../../tools/dotnet-type.js";
import { numberText } from "../../../values/number.js";
import type { Trace } from "../../../values/source.js";
import { derive } from "../../../values/unknowns.js";
import { type Plain, Str, TypeRef, type Value } from "../../../values/value.js";
import { badText, cannotConvert, NetException, shown } from "../../errors/failures.js";
import { convertTo } from "../../types/convert.js";
import { writeReference } from "../../types/reference.js";
import { typeNameOf } from "../../types/types.js";

/** A cast from text by the type's own parser; other values only when they are of the type already. */
export function castByParsing(
  name: string,
  errorId: string,
  parse: (machine: Machine, text: string, at: Trace | null) => Value,
  more?: (machine: Machine, value: Plain, at: Trace | null) => Value | undefined,
): Cast {
  return (machine, value, at) => {
    const plain = machine.plain(value);
    if (plain.kind === "unknown") return plain.type === name ? plain : derive([plain], `([${name}] ${plain.symbol})`, name, at);
    if (plain.kind === "instance" && plain.model.typeNames[0] === name) return plain;
    if (plain.kind === "null" && more === undefined) return plain;
    const other = more?.(machine, plain, at);
    if (other !== undefined) return other;
    if (plain.kind === "null") return plain;
    const text = plain.kind === "num" ? new Str(numberText(plain)) : plain;
    if (text.kind !== "str") throw cannotConvert(typeNameOf(plain), typeNameOf(plain), name, at);
    try {
      return parse(machine, text.value, at ?? text.trace);
    } catch (error) {
      if (error instanceof NetException) throw badText(errorId, shown(plain, text.value), name, error.message, at);
      throw error;
    }
  };
}

export function parser(parse: (machine: Machine, text: string, at: Trace | null) => Value): Handler {
  return (c) => {
    if (c.arg(0).kind === "null")
      throw new NetException("System.ArgumentNullException", "Value cannot be null. (Parameter 'input')");
    return parse(c.machine, c.string(0), c.at);
  };
}

export function tryParser(
  parse: (machine: Machine, text: string, at: Trace | null) => Value,
  otherwise: (machine: Machine) => Result,
): Handler {
  return (c) => {
    try {
      if (c.arg(0).kind === "null") throw new NetException("", "");
      writeReference(c.arg(1), parse(c.machine, c.string(0), c.at));
      return true;
    } catch (error) {
      if (!(error instanceof NetException)) throw error;
      writeReference(
        c.arg(1),
        (otherwise(c.machine) ?? convertTo(c.machine, new Str(""), new TypeRef("System.Object"), null)) as Value,
      );
      return false;
    }
  };
}
