import type { Origin } from "../../host/values/origin.js";

/** Tells where a part of a text stands in the texts that it was made from. */
export interface Enclosing {
  origin(start: number, end: number): Origin;
}

/** A text that is read as code or data, and where it came from. */
export class Source {
  private lines: number[] | null = null;
  private privateUse: boolean | null = null;

  constructor(
    readonly text: string,
    readonly place: {
      readonly file: string | null;
      readonly resource: string | null;
      readonly property: string | null;
      /** Layers that were peeled off to get here, outermost first. */
      readonly layers: readonly string[];
    },
    /** True when the text may hold secrets: it is never shown. */
    readonly secret: boolean,
    /** Where the text's parts come from, when a script made it: positions in it mean nothing to whoever reads that script. */
    readonly inside: Enclosing | null = null,
  ) {}

  /** Whether parts of the text may be unknown: then a letter of private use stands for each (see `values/stand-ins.ts`). */
  get mayHaveStandIns(): boolean {
    this.privateUse ??= /[\ue000-\uf8ff]/.test(this.text);
    return this.privateUse;
  }

  /** Zero-based offset to one-based line and column. */
  position(offset: number): { line: number; column: number } {
    this.lines ??= lineStarts(this.text);
    const lines = this.lines;
    let low = 0;
    let high = lines.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((lines[middle] as number) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (lines[low] as number) + 1 };
  }

  lineText(line: number): string {
    this.lines ??= lineStarts(this.text);
    const start = this.lines[line - 1] ?? this.text.length;
    const end = this.lines[line] ?? this.text.length;
    return this.text.slice(start, end).replace(/[\r\n]+$/, "");
  }

  origin(start: number, end: number): Origin {
    if (this.inside) {
      const origin = this.inside.origin(start, end);
      return this.secret && !origin.secret ? { ...origin, secret: true } : origin;
    }
    const from = this.position(start);
    const to = this.position(Math.max(start, end));
    return {
      file: this.place.file,
      resource: this.place.resource,
      property: this.place.property,
      layers: this.place.layers,
      line: from.line,
      column: from.column,
      endLine: to.line,
      endColumn: to.column,
      secret: this.secret,
    };
  }

  /** A text decoded from this one (another encoding, another language): positions count in the new text. */
  derive(text: string, layer: string, secret = this.secret): Source {
    return new Source(text, { ...this.place, layers: [...this.place.layers, layer] }, secret);
  }
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit === 10) starts.push(index + 1);
    else if (unit === 13 && text.charCodeAt(index + 1) !== 10) starts.push(index + 1);
  }
  return starts;
}

const NO_TRACES: readonly Trace[] = [];

/** How a value came to be: a span, and the values that went into it. */
export class Trace {
  constructor(
    readonly source: Source,
    readonly start: number,
    readonly end: number,
    /** What happened here: null for a literal, else `assigned to $x`, `concatenated`, `returned by Get-Path`. */
    readonly what: string | null = null,
    readonly from: readonly Trace[] = NO_TRACES,
  ) {}

  get origin(): Origin {
    return this.source.origin(this.start, this.end);
  }
}

/** What happened to a text that a deployment delivers: it lies where the trace says, and nowhere in a script. */
export const DELIVERED = "delivered";
