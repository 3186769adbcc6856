/**
 * The text of a script file: UTF-8 or UTF-16 by its byte order mark, without one UTF-8 when the bytes are valid UTF-8, else
 * Windows-1252, which is what Windows PowerShell takes on Western systems. The mark is no part of the text. An odd last
 * byte of UTF-16 is dropped. Never throws.
 */
export function decodeScript(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(evenLength(bytes));
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder("utf-16be").decode(evenLength(bytes));
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return hasUtf8Mark(bytes) ? new TextDecoder("utf-8").decode(bytes) : decodeWindows1252(bytes);
  }
}

function evenLength(bytes: Uint8Array): Uint8Array {
  return bytes.subarray(0, bytes.length - (bytes.length % 2));
}

function hasUtf8Mark(bytes: Uint8Array): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
}

/** What 0x80 to 0x9F stand for; all other bytes are their own code points (WHATWG Encoding, index windows-1252). */
const WINDOWS_1252 =
  "\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f" +
  "\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178";

/** Not with TextDecoder: Node 20 reads its windows-1252 as Latin-1. */
function decodeWindows1252(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += byte >= 0x80 && byte < 0xa0 ? WINDOWS_1252[byte - 0x80] : String.fromCharCode(byte);
  return text;
}
