import { Cell } from "../machine/journal.js";
import type { Machine } from "../machine/machine.js";
import { splitPartlyKnown } from "../values/partial-text.js";
import type { Trace } from "../values/source.js";
import { traceOf } from "../values/texts.js";
import { Str, Unknown, type Value } from "../values/value.js";

/** Standard input of commands: the lines of a file or of what is on the left of a pipe, each of which is read once. */
export class StandardInput {
  private readonly read = new Cell(0);

  constructor(private readonly lines: readonly Value[]) {}

  /** What nobody has read yet. */
  rest(machine: Machine): readonly Value[] {
    return this.lines.slice(machine.settled(this.read.value));
  }

  /** The next line; undefined: there is none. */
  next(machine: Machine): Value | undefined {
    const position = machine.settled(this.read.value);
    if (position < this.lines.length) machine.journal.put(this.read, position + 1);
    return this.lines[position];
  }
}

/** Texts as lines. What is not known of a text may hold ends of lines: then the text stays whole. */
export function inputLines(machine: Machine, values: readonly Value[], at: Trace): readonly Value[] {
  return values.flatMap((value): readonly Value[] => {
    const text = machine.toolbox.textOf(machine, value);
    if (text instanceof Unknown) return splitPartlyKnown(machine, text, ["\r\n", "\n"], at) ?? [text];
    const lines = text.split(/\r\n|\n|\r/);
    if (lines.length > 1 && lines[lines.length - 1] === "") lines.pop();
    const plain = machine.plain(value);
    const secret = plain instanceof Str && plain.secret;
    return lines.map((line) => new Str(line, traceOf(plain) ?? at, secret));
  });
}
