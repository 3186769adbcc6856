import { Joined, logicalEnd } from "./parse.js";
import { Places } from "./places.js";

/** A logical line: physical lines joined by carets and open parentheses. */
export interface Line {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Offsets in the source. */
  readonly places: Places;
}

/** Only a parenthesis or a caret makes a line go on in the next; a label has neither. */
function mayGoOn(line: string): boolean {
  return /[(^]/.test(line) && !/^\s*:/.test(line);
}

/** Where a logical line ends by the parentheses and carets in it, for a line that cannot be taken apart as it stands. */
function joinedEnd(source: string, from: number): number {
  const joined = new Joined();
  for (let start = from; ; ) {
    const newline = source.indexOf("\n", start);
    const end = newline < 0 ? source.length : newline;
    if (!joined.add(source.slice(start, end).replace(/\r$/, "")) || newline < 0) return end;
    start = end + 1;
  }
}

/** The logical lines of a script. Long scripts have very many, so a line is made when it is asked for. */
export class Lines {
  /** Offsets: where each line begins and ends, one after the other. */
  private readonly bounds: number[] = [];
  private readonly labels = new Map<string, number>();
  /** All labels, in the order in which they stand. */
  readonly labelNames: string[] = [];
  private readonly marked = new Set<number>();

  constructor(private readonly source: string) {
    // What is read ahead for a line that turns out to be none is bounded: a script of such lines would be read over and over.
    let ahead = 4 * source.length + 1000;
    for (let start = 0; start <= source.length; ) {
      const newline = source.indexOf("\n", start);
      let end = newline < 0 ? source.length : newline;
      if (mayGoOn(source.slice(start, end))) {
        const length = ahead > 0 ? logicalEnd(source.slice(start)) : null;
        const found = length === null ? joinedEnd(source, start) : start + length;
        ahead -= found - start;
        end = found;
      }
      if (source.slice(start, end).trim() !== "") this.add(start, end);
      start = end + 1;
    }
  }

  private add(start: number, end: number): void {
    const index = this.length;
    this.bounds.push(start, end);
    const text = this.source.slice(start, Math.min(end, start + 256));
    if (!/^\s*:/.test(text)) return;
    this.marked.add(index);
    const label = /^\s*:\s*([^\s:+]+)/.exec(text)?.[1]?.toLowerCase();
    if (label && !this.labels.has(label)) {
      this.labels.set(label, index);
      this.labelNames.push(label);
    }
  }

  get length(): number {
    return this.bounds.length / 2;
  }

  /** The line of a label; undefined: there is none. */
  label(name: string): number | undefined {
    return this.labels.get(name.toLowerCase());
  }

  isLabel(index: number): boolean {
    return this.marked.has(index);
  }

  /** The line without carriage returns at the ends of its physical lines. */
  line(index: number): Line {
    const start = this.bounds[2 * index] as number;
    const end = this.bounds[2 * index + 1] as number;
    const places = new Places();
    const parts: string[] = [];
    for (let at = start; at <= end; ) {
      const newline = this.source.indexOf("\n", at);
      const stop = newline < 0 || newline > end ? end : newline;
      const part = this.source.slice(at, stop).replace(/\r$/, "");
      if (at > start) places.copy(at - 1, 1);
      places.copy(at, part.length);
      parts.push(part);
      at = stop + 1;
    }
    return { text: parts.join("\n"), start, end, places };
  }
}
