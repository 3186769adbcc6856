/**
 * A text from a script or a file name as a terminal may get it: no control characters (which could move the cursor or recolour the
 * report), no direction marks, and one sign for each part that is not known. Lengths stay as they are.
 */
export function visible(text: string): string {
  return text
    .replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g, (sign) =>
      sign === "\t" ? " " : "\ufffd",
    )
    .replace(/[\ue000-\uf8ff]/g, "\u2026");
}
