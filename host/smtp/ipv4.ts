/** IPv4 addresses and masks as unsigned 32-bit numbers in network order. */

export function parseIpv4(text: string): number | null {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text.trim());
  if (match === null) return null;
  let word = 0;
  for (const part of match.slice(1)) {
    const octet = Number(part);
    if (octet > 255) return null;
    word = word * 256 + octet;
  }
  return word;
}

export function formatIpv4(word: number): string {
  return [24, 16, 8, 0].map((shift) => (word >>> shift) & 0xff).join(".");
}

/** The mask of a prefix length 0 to 32. */
export function prefixMask(length: number): number {
  return length === 0 ? 0 : (0xffffffff << (32 - length)) >>> 0;
}

/** The prefix length of a contiguous mask, or null. */
export function maskPrefix(mask: number): number | null {
  const length = Math.clz32(~mask >>> 0);
  return prefixMask(length) === mask >>> 0 ? length : null;
}
