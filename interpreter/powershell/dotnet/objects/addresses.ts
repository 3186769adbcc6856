import ipaddr from "ipaddr.js";

/** IP addresses as System.Net.IPAddress reads and shows them. */
export interface Address {
  readonly bytes: readonly number[];
  /** Scope of a link-local IPv6 address. */
  readonly zone: string;
}

/** One to four numbers, decimal, octal (leading 0) or hexadecimal; the last one fills the bytes that are left. */
function parseV4(text: string): readonly number[] | null {
  const parts = text.split(".");
  if (parts.length > 4) return null;
  const numbers: number[] = [];
  for (const part of parts) {
    if (/^0x[0-9a-f]+$/i.test(part)) numbers.push(Number.parseInt(part, 16));
    else if (/^0[0-7]*$/.test(part)) numbers.push(Number.parseInt(part, 8));
    else if (/^[1-9]\d*$/.test(part)) numbers.push(Number(part));
    else return null;
  }
  const last = numbers.pop() as number;
  const room = 4 - numbers.length;
  if (numbers.some((value) => value > 255) || last >= 256 ** room) return null;
  for (let index = room - 1; index >= 0; index--) numbers.push(Math.floor(last / 256 ** index) % 256);
  return numbers;
}

export function parseAddress(text: string): Address | null {
  if (!text.includes(":")) {
    const bytes = parseV4(text);
    return bytes && { bytes, zone: "" };
  }
  const [bare = "", zone = ""] = text.replace(/^\[(.*)\](?::\d+)?$/, "$1").split("%");
  if (!ipaddr.IPv6.isValid(bare)) return null;
  return { bytes: ipaddr.IPv6.parse(bare).toByteArray(), zone };
}

export function showAddress(bytes: readonly number[], zone: string): string {
  if (bytes.length === 4) return bytes.join(".");
  const suffix = zone === "" ? "" : `%${zone}`;
  const zeros = bytes.slice(0, 10).every((byte) => byte === 0);
  const mapped = bytes[10] === 255 && bytes[11] === 255;
  const compatible = bytes[10] === 0 && bytes[11] === 0 && (bytes[12] !== 0 || bytes[13] !== 0);
  if (zeros && (mapped || compatible)) return `::${mapped ? "ffff:" : ""}${bytes.slice(12).join(".")}${suffix}`;
  return `${new ipaddr.IPv6([...bytes]).toRFC5952String()}${suffix}`;
}
