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
    return new TextDecoder(hasUtf8Mark(bytes) ? "utf-8" : "windows-1252").decode(bytes);
  }
}

function evenLength(bytes: Uint8Array): Uint8Array {
  return bytes.subarray(0, bytes.length - (bytes.length % 2));
}

function hasUtf8Mark(bytes: Uint8Array): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
}
