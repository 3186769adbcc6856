/** Files that hold the state of a stack, read with bounds: JSON, plain or gzip, in the encodings that shells write. */

import { gunzipSync } from "node:zlib";
import { isStateDocument } from "../deployment/state/document.js";
import { decodeScript } from "../interpreter/powershell/syntax/decode-script.js";

/** A file that cannot be read as JSON; the message says why. */
export class StateFileError extends Error {
  constructor(
    readonly code: "too-large" | "invalid-document",
    message: string,
    readonly line: number | null = null,
    readonly column: number | null = null,
  ) {
    super(message);
  }
}

/** Stacks of ten thousand resources have states of some tens of megabytes. */
export const LARGEST_STATE = 256 << 20;

/** JSON in bytes. Throws `StateFileError`. */
export function parseJson(bytes: Uint8Array): unknown {
  const text = decodeScript(isGzip(bytes) ? unpacked(bytes) : bytes).replace(/^\ufeff/, "");
  try {
    return JSON.parse(text);
  } catch (error) {
    // The engine's message quotes the text, which may hold secrets; only the position is taken from it.
    const said = error instanceof Error ? error.message : "";
    if (said.includes("end of JSON")) throw new StateFileError("invalid-document", "is not valid JSON: it ends too early");
    const at = /at position (\d+)/.exec(said)?.[1];
    if (at === undefined) throw new StateFileError("invalid-document", "is not valid JSON");
    const before = text.slice(0, Number(at)).split("\n");
    throw new StateFileError("invalid-document", "is not valid JSON", before.length, (before.at(-1)?.length ?? 0) + 1);
  }
}

/** The state document that bytes hold, or undefined if they hold anything else. For inputs that do not say what they are. */
export function stateDocumentIn(bytes: Uint8Array): object | undefined {
  if (bytes.length > LARGEST_STATE) return undefined;
  try {
    const document = parseJson(bytes);
    return isStateDocument(document) ? (document as object) : undefined;
  } catch (error) {
    if (error instanceof StateFileError) return undefined;
    throw error;
  }
}

function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

function unpacked(bytes: Uint8Array): Uint8Array {
  try {
    return gunzipSync(bytes, { maxOutputLength: LARGEST_STATE });
  } catch (error) {
    const tooLarge =
      error instanceof RangeError || (error instanceof Error && "code" in error && error.code === "ERR_BUFFER_TOO_LARGE");
    throw tooLarge
      ? new StateFileError("too-large", `more than ${LARGEST_STATE} bytes when unpacked`)
      : new StateFileError("invalid-document", "is damaged gzip");
  }
}
