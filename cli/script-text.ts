import { decodeScript } from "../interpreter/powershell/syntax/decode-script.js";

/** Bytes of a file that somebody calls a script, as text, or why they are none. */
export type NoText = { readonly code: "binary" | "encoding"; readonly message: string };

export function scriptText(bytes: Uint8Array): string | NoText {
  const text = decodeScript(bytes);
  if (!text.includes("\0")) return text;
  const wide = utf16WithoutMark(bytes);
  if (wide !== null) {
    const message = `looks like UTF-16 (${wide}) without a byte order mark, which neither PowerShell nor cmd reads as text; save it as UTF-8, or with its mark`;
    return { code: "encoding", message };
  }
  return { code: "binary", message: "holds NUL characters, so it is no script; is it a program or an archive?" };
}

/** Latin text in UTF-16 has a zero in nearly every other byte. */
function utf16WithoutMark(bytes: Uint8Array): "little-endian" | "big-endian" | null {
  const marked = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (marked || bytes.length < 2) return null;
  const looked = Math.min(bytes.length - (bytes.length % 2), 4096);
  let even = 0;
  let odd = 0;
  for (let at = 0; at < looked; at += 2) {
    if (bytes[at] === 0) even++;
    if (bytes[at + 1] === 0) odd++;
  }
  const enough = (looked / 2) * 0.6;
  if (odd >= enough && even < enough) return "little-endian";
  return even >= enough && odd < enough ? "big-endian" : null;
}
