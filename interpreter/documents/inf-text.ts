import type { Text } from "../tools/tool.js";
import { locate } from "../values/provenance.js";
import { Trace } from "../values/source.js";
import { joinTexts, pieces, type TextValue, textOf } from "../values/texts.js";
import type { Unknown } from "../values/value.js";
import { type InfDocument, type InfEntry, type InfField, parseInf } from "./inf.js";

/**
 * An INF document whose text may have unknown parts. They are set aside while the text is read (an unknown part never holds
 * a comma or a line end of its own here: it stands for one value), and come back in the fields.
 */
export class InfText {
  private readonly holes: readonly Unknown[];
  private readonly text: string;
  readonly document: InfDocument;

  constructor(private readonly content: TextValue) {
    const holes: Unknown[] = [];
    this.text = pieces(content)
      .map((piece) =>
        typeof piece === "string"
          ? piece.replaceAll(OPEN, "(").replaceAll(CLOSE, ")")
          : `${OPEN}${holes.push(piece) - 1}${CLOSE}`,
      )
      .join("");
    this.holes = holes;
    this.document = parseInf(this.text);
  }

  /** The field as a text, with the unknown parts that it has. */
  value(field: InfField): Text {
    const parts: (string | Unknown)[] = [];
    let rest = field.text;
    for (;;) {
      const open = rest.indexOf(OPEN);
      const close = open < 0 ? -1 : rest.indexOf(CLOSE, open);
      if (close < 0) break;
      const hole = this.holes[Number(rest.slice(open + 1, close))];
      if (open > 0) parts.push(rest.slice(0, open));
      if (hole) parts.push(hole);
      rest = rest.slice(close + 1);
    }
    if (rest !== "") parts.push(rest);
    return textOf(joinTexts(parts, null));
  }

  /** An unknown part of a text of the document, or undefined if all of it is known. */
  unknownIn(text: string): Unknown | undefined {
    const open = text.indexOf(OPEN);
    return open < 0 ? undefined : this.holes[Number(text.slice(open + 1, text.indexOf(CLOSE, open)))];
  }

  /** The whole line, with quotes and commas. */
  line(entry: InfEntry): Text {
    return this.value({ text: this.text.slice(entry.start, entry.end).trim(), start: entry.start, end: entry.end });
  }

  /** Where the field stands, as far as the line can be found in the sources of the text. */
  place(entry: InfEntry, field: InfField | null): Trace | null {
    const whole = this.text.slice(entry.start, entry.end);
    const line = locate(this.content.trace, whole.trim());
    if (field === null) return line;
    if (line !== null && line !== this.content.trace) {
      // The line stands there word for word; the same name may stand in lines before it.
      const start = line.start + field.start - (entry.start + whole.length - whole.trimStart().length);
      return new Trace(line.source, start, start + field.text.length, null, line.from);
    }
    // The line was put together: the name itself may stand somewhere, with or without the star before a SID.
    const found = locate(line, field.text);
    return found === line ? locate(line, field.text.replace(/^\*/, "")) : found;
  }
}

const OPEN = "\ue000";
const CLOSE = "\ue001";
