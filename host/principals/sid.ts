import { createHash } from "node:crypto";

/** The SID of `IIS APPPOOL\<pool>`: S-1-5-82 and the SHA-1 of the lower-cased name in UTF-16LE, as five little-endian words. */
export function poolSid(pool: string): string {
  return hashedSid("S-1-5-82", mapCase(pool, "lower"));
}

/** The SID of `NT SERVICE\<service>`: S-1-5-80 and the SHA-1 of the upper-cased name in UTF-16LE. */
export function serviceSid(service: string): string {
  return hashedSid("S-1-5-80", mapCase(service, "upper"));
}

function hashedSid(prefix: string, name: string): string {
  const digest = createHash("sha1").update(Buffer.from(name, "utf16le")).digest();
  const words = [0, 4, 8, 12, 16].map((offset) => digest.readUInt32LE(offset));
  return [prefix, ...words].join("-");
}

/** Windows maps case one UTF-16 unit at a time; mappings that change the length (`ß`) leave the unit as it is. */
function mapCase(text: string, to: "lower" | "upper"): string {
  let result = "";
  for (let index = 0; index < text.length; index++) {
    const unit = text.charAt(index);
    const mapped = to === "lower" ? unit.toLowerCase() : unit.toUpperCase();
    result += mapped.length === 1 ? mapped : unit;
  }
  return result;
}

/** `S-1-5-32-544` in canonical spelling, or null when the text is not a SID. */
export function parseSid(text: string): string | null {
  const trimmed = text.trim();
  if (!/^s-1-(0x[0-9a-f]{1,12}|\d{1,15})(-\d{1,10}){1,15}$/i.test(trimmed)) return null;
  const parts = trimmed.toUpperCase().split("-");
  const authority = Number(parts[2]);
  const sub = parts.slice(3).map(Number);
  if (sub.some((value) => value > 0xffffffff)) return null;
  return ["S", "1", authority, ...sub].join("-");
}

/** The relative id of an account of some machine or domain (`S-1-5-21-a-b-c-RID`), or null. */
export function domainRid(sid: string): number | null {
  const match = /^S-1-5-21-\d+-\d+-\d+-(\d+)$/.exec(sid);
  return match === null ? null : Number(match[1]);
}
