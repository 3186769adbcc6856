import type { Trace } from "./source.js";
import { Unknown, type Value } from "./value.js";

/**
 * A document whose text nobody knows. What is selected in it is taken to be there; what is set in it is remembered with the
 * way to it, so that whoever knows what the file is for can tell what an edit means.
 */
export interface XmlEdit {
  /** The way from the root as an XPath; null: the place of the edit is not known, or the edit is of another kind. */
  readonly path: string | null;
  readonly attribute: string;
  readonly value: Value;
  readonly at: Trace | null;
  readonly key: string;
}

/** The text of such a document, saved. */
export class EditedXml extends Unknown {
  constructor(
    base: Unknown,
    readonly edits: readonly XmlEdit[],
  ) {
    super(base.cause, base.why, base.symbol, base.trace, "System.String", null, base.secret);
  }
}
