import { createDecipheriv } from "node:crypto";
import type { Machine } from "../../../machine/machine.js";
import { perMachine } from "../../../machine/per-machine.js";
import type { Trace } from "../../../values/source.js";
import { Str, Unknown } from "../../../values/value.js";

/** Encrypted texts as ConvertFrom-SecureString writes them and ConvertTo-SecureString reads them. */

/** The bytes of a key; null: encrypted for the user; undefined: the key is not known. */
type Key = Uint8Array | null | undefined;

/** What was encrypted here, by the symbol of the text that came of it. A symbol is made once, so this is no state of a world. */
const encryptedOn = perMachine(() => new Map<string, { readonly text: Str | Unknown; readonly key: Key }>());

/** A text encrypted here: what it reads is not known, as part of it is chance, but what is inside is. */
export function encryptedText(machine: Machine, text: Str | Unknown, key: Key, at: Trace | null): Unknown {
  const symbol = machine.freshSymbol("encrypted");
  encryptedOn(machine).set(symbol, { text, key });
  return new Unknown("input", "a password as an encrypted text", symbol, at, "System.String", null, true);
}

/** Returns what is inside an encrypted text, or null if the key is another one. */
export function decryptedText(machine: Machine, encrypted: Str | Unknown, key: Key): Str | Unknown | null {
  if (encrypted instanceof Unknown) {
    const own = encryptedOn(machine).get(encrypted.symbol);
    if (own !== undefined) return areApart(own.key, key) ? null : own.text;
  } else if (key) {
    const text = decrypted(encrypted.value, key);
    if (text === null) return null;
    if (text !== undefined) {
      const inside = new Str(text, encrypted.trace, true);
      machine.secrets.add(inside);
      return inside;
    }
  }
  const symbol = `decrypted(${encrypted instanceof Unknown ? encrypted.symbol : machine.freshSymbol("text")})`;
  return new Unknown("input", "the password in an encrypted text", symbol, encrypted.trace, "System.String", null, true);
}

function areApart(one: Key, other: Key): boolean {
  if (one === undefined || other === undefined) return false;
  if (one === null || other === null) return one !== other;
  return one.length !== other.length || one.some((byte, index) => byte !== other[index]);
}

/** What every text encrypted with a key begins with. */
const HEADER = "76492d1116743f0423413b16050a5345";

/**
 * AES in CBC mode over UTF-16, as base64 of `2|IV|HEX` behind the header. Returns undefined if the text is of another form, and null
 * if the key is not the right one.
 */
function decrypted(text: string, key: Uint8Array): string | null | undefined {
  if (!text.startsWith(HEADER) || ![16, 24, 32].includes(key.length)) return undefined;
  const [version, iv, hex] = Buffer.from(text.slice(HEADER.length), "base64").toString("utf16le").split("|");
  if (version !== "2" || iv === undefined || hex === undefined) return undefined;
  const vector = Buffer.from(iv, "base64");
  if (vector.length !== 16) return undefined;
  try {
    const decipher = createDecipheriv(`aes-${key.length * 8}-cbc`, key, vector);
    return Buffer.concat([decipher.update(Buffer.from(hex, "hex")), decipher.final()]).toString("utf16le");
  } catch {
    return null;
  }
}
