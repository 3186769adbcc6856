/** Texts in encodings that programs put around scripts: base64, gzip, UTF-16. Sizes are bounded. */

import { gunzipSync } from "node:zlib";
import { decodeText } from "../../interpreter/index.js";

const LARGEST = 32 << 20;

/** The bytes of a base64 text, also of its URL-safe form and with line breaks; undefined when it is none. */
export function base64Bytes(text: string): Uint8Array | undefined {
  const clean = text.trim().replace(/\r?\n/g, "");
  if (clean === "" || clean.length > LARGEST * 2 || !/^[A-Za-z0-9+/_-]*={0,2}$/.test(clean)) return undefined;
  const bare = clean.replace(/=+$/, "");
  // Words may look like base64; what was encoded has its padding, and gives a text without control characters.
  if (bare.length % 4 === 1 || (clean.length % 4 !== 0 && !/[-_]/.test(clean))) return undefined;
  return Buffer.from(bare.replaceAll("-", "+").replaceAll("_", "/"), "base64");
}

/** Bytes as a text, gunzipped when they are compressed; undefined: they are no text, or too many. */
export function textOfBytes(bytes: Uint8Array): string | undefined {
  const { data } = unpacked(bytes);
  if (data === undefined) return undefined;
  const { text, binary } = decodeText(data);
  return binary ? undefined : text.replace(/^\ufeff/, "");
}

function unpacked(bytes: Uint8Array): { readonly data: Uint8Array | undefined } {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return { data: bytes };
  try {
    return { data: gunzipSync(bytes, { maxOutputLength: LARGEST }) };
  } catch {
    return { data: undefined };
  }
}

/** A base64 text as the text that is in it; undefined: it is no base64 of a text. */
export function base64Text(text: string): string | undefined {
  const bytes = base64Bytes(text);
  const found = bytes && textOfBytes(bytes);
  return found === undefined || /[\u0000-\u0008\u000e-\u001f\ufffd]/.test(found) ? undefined : found;
}
