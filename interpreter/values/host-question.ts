import type { Cause } from "../../host/values/origin.js";
import type { Machine } from "../machine/machine.js";
import type { Trace } from "./source.js";
import { Unknown } from "./value.js";

/** A test that a script makes of a text, with the other side known. */
export interface TextTest {
  /** `equal`: the whole text; `pattern`: a wildcard, a regular expression, a search for a part. */
  readonly form: "equal" | "pattern";
  /** The other side as written. */
  readonly text: string;
  /** Whether a concrete text passes. */
  passes(candidate: string): boolean;
}

/**
 * An unknown text that can be asked about: the name of "whoever else is a member of this group", a line of a listing that only
 * the host knows. Comparing it with a known text is a question to the host, whose answer is then recorded as a fact
 * (so `if the name is among the members ... else add it` ends with a member in both worlds). The text is never empty, and has no
 * blanks at its ends.
 *
 * Operators and text tools call {@link enquire} before they make a choice of their own for an unknown operand.
 */
export class Enquiry extends Unknown {
  constructor(
    why: string,
    symbol: string,
    /** The answer in the world that is running (it may ask the machine); undefined: this test says nothing that is modelled. */
    readonly answer: (machine: Machine, test: TextTest) => boolean | undefined,
    trace: Trace | null = null,
    cause: Cause = "input",
    /** Its known fragments around unknown ones, when it has a known shape. */
    parts: readonly (string | Unknown)[] | null = null,
  ) {
    super(cause, why, symbol, trace, "System.String", parts);
  }
}

/**
 * What the known host says of a test of an unknown text; undefined: nothing. For a text with parts every hole is asked:
 * one that passes on its own decides a pattern; all that fail decide nothing.
 */
export function enquire(machine: Machine, unknown: Unknown, test: TextTest): boolean | undefined {
  if (unknown instanceof Enquiry) return unknown.answer(machine, test);
  if (unknown.parts === null || test.form === "equal") return undefined;
  let answered = false;
  for (const part of unknown.parts) {
    if (!(part instanceof Enquiry)) {
      if (typeof part !== "string") return undefined;
      continue;
    }
    const answer = part.answer(machine, test);
    if (answer === true) return true;
    if (answer === undefined) return undefined;
    answered = true;
  }
  // No part that could vary passes: what is left is whether the known text does.
  return answered ? test.passes(unknown.parts.map((part) => (typeof part === "string" ? part : "")).join("")) : undefined;
}
