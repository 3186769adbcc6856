/** Numbers that are not known but of which something is: enough to answer most comparisons. */
import type { Cause } from "../../../host/values/origin.js";
import type { Trace } from "../../values/source.js";
import { Unknown } from "../../values/value.js";

export class BoundedNumber extends Unknown {
  constructor(
    cause: Cause,
    why: string,
    symbol: string,
    trace: Trace | null,
    /** It is this or more; null: nobody knows. */
    readonly least: number | null,
    /** It is anything but this. */
    readonly not: number | null,
  ) {
    super(cause, why, symbol, trace, "System.Int32");
  }

  /** The answer to a comparison with a known number; undefined: it may be either. */
  compare(operator: "=" | "<" | "<=", other: number): boolean | undefined {
    if (operator === "=") return this.not === other || (this.least !== null && other < this.least) ? false : undefined;
    if (this.least === null) return undefined;
    return (operator === "<" ? other <= this.least : other < this.least) ? false : undefined;
  }
}

export function atLeast(least: number, from: Unknown, symbol: string, at: Trace | null): BoundedNumber {
  return new BoundedNumber(from.cause, from.why, symbol, at, least, null);
}

export function otherThan(not: number, why: string, symbol: string, at: Trace | null): BoundedNumber {
  return new BoundedNumber("input", why, symbol, at, null, not);
}
