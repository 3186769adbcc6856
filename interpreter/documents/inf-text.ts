import type { Text } from "../tools/tool.js";
import { locate } from "../values/provenance.js";
import { Trace } from "../values/source.js";
import { StandIns } from "../values/stand-ins.js";
import { joinTexts, pieces, type TextValue, textOf } from "../values/texts.js";
import type { Unknown } from "../values/value.js";
import { type InfDocument, type InfEntry, type InfField, parseInf } from "./inf.js";

/**
 * An INF document whose text may have unknown parts. They are set aside while the text is read (an unknown part never holds
 * a comma or a line end of its own here: it stands for one value), and come back in the fields.
 */
export class InfText {
  private readonly standIns = new StandIns();
  private readonly text: string;
  readonly document: InfDocument;

  constructor(private readonly content: TextValue) {
    // A text with more unknown parts than there are letters says nothing that can be read.
    this.text = this.standIns.encode(pieces(content)) ?? "";
    this.document = parseInf(this.text);
  }

  /** The field as a text, with the unknown parts that it has. */
  value(field: InfField): Text {
    return textOf(joinTexts(this.standIns.decode(field.text), null));
  }

  /** An unknown part of a text of the document, or undefined if all of it is known. */
  unknownIn(text: string): Unknown | undefined {
    return this.standIns.decode(text).find((part): part is Unknown => typeof part !== "string");
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
