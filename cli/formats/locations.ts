import type { Finding, Place } from "../../policies/finding.js";
import { shown } from "../files/names.js";

/** Where a format that knows files and lines only puts a finding. */
export interface FileLocation {
  /** From the root of the repository on, or absolute. */
  readonly file: string;
  readonly line: number | null;
  readonly column: number | null;
  readonly endLine: number | null;
  readonly endColumn: number | null;
  /** The script is inline in a program: its own line is not one of this file. */
  readonly inner: { readonly line: number; readonly property: string | null } | null;
}

/**
 * The file and line that people see: that of the script, or for a script inside of a program the place that makes the resource. Null: the
 * finding has no file.
 */
export function fileLocation(finding: Finding): FileLocation | null {
  return placeLocation(finding.at) ?? inputLocation(finding.host);
}

export function placeLocation(at: Place | null): FileLocation | null {
  if (at === null) return null;
  const { file, line, column, endLine, endColumn, declared, layers } = at;
  // A decoded text has lines of its own.
  if (file !== null && file !== "standard input") {
    if (layers.length === 0) return { file, line, column, endLine, endColumn, inner: null };
    return {
      file,
      line: null,
      column: null,
      endLine: null,
      endColumn: null,
      inner: line === null ? null : { line, property: null },
    };
  }
  if (declared === null) return null;
  const inner = line === null ? null : { line, property: at.property };
  return { file: declared.file, line: declared.line, column: declared.column, endLine: null, endColumn: null, inner };
}

/** A finding without a place is put at its input, when that is a file. */
function inputLocation(host: string): FileLocation | null {
  if (!/[\\/.]/.test(host) || host.includes("::")) return null;
  return { file: shown(host), line: null, column: null, endLine: null, endColumn: null, inner: null };
}

/** ` (line 3 of the script in source.script)` */
export function innerText({ inner }: FileLocation): string {
  if (inner === null) return "";
  return ` (line ${inner.line} of the script${inner.property === null ? "" : ` in ${inner.property}`})`;
}
