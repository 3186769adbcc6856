/** Whom a list lets in: sets of IPv4 addresses as sorted intervals, and how much of the public Internet they hold. */

import { prefixMask } from "./ipv4.js";
import type { ClientAddress, ClientSet, RelayList } from "./relay-list.js";

/** Inclusive bounds, unsigned. */
export interface Interval {
  readonly from: number;
  readonly to: number;
}

const END = 0xffffffff;
export const ALL_ADDRESSES: readonly Interval[] = [{ from: 0, to: END }];

const range = (a: number, b: number, c: number, d: number, length: number): Interval => {
  const from = ((a << 24) | (b << 16) | (c << 8) | d) >>> 0;
  return { from, to: (from | (~prefixMask(length) >>> 0)) >>> 0 };
};

/** Addresses that no client on the Internet has (IANA special-purpose registry): not public. */
const NOT_PUBLIC: readonly Interval[] = normalise([
  range(0, 0, 0, 0, 8),
  range(10, 0, 0, 0, 8),
  range(100, 64, 0, 0, 10),
  range(127, 0, 0, 0, 8),
  range(169, 254, 0, 0, 16),
  range(172, 16, 0, 0, 12),
  range(192, 0, 0, 0, 24),
  range(192, 0, 2, 0, 24),
  range(192, 168, 0, 0, 16),
  range(198, 18, 0, 0, 15),
  range(198, 51, 100, 0, 24),
  range(203, 0, 113, 0, 24),
  range(224, 0, 0, 0, 4),
  range(240, 0, 0, 0, 4),
]);

const PUBLIC: readonly Interval[] = subtract(ALL_ADDRESSES, NOT_PUBLIC);

/** As many public addresses as a /8 holds: from here on a list covers the Internet. */
export const INTERNET_SIZE = 2 ** 24;
/** More public addresses than a /24 are worth a warning. */
export const WIDE_SIZE = 2 ** 8;

/** Masks with more holes than this are counted, not enumerated. */
const MAX_PIECES = 4096;

export interface AddressSet {
  readonly intervals: readonly Interval[];
  /** Addresses of ranges with scattered masks, counted but not enumerated. */
  readonly scattered: number;
}

export function addressSet(entries: readonly ClientAddress[]): AddressSet {
  const pieces: Interval[] = [];
  let scattered = 0;
  for (const entry of entries) {
    if (entry.kind === "loopback") pieces.push({ from: 0x7f000001, to: 0x7f000001 });
    if (entry.kind !== "range") continue;
    const parts = maskPieces(entry.address, entry.mask);
    if (parts === null) scattered += 2 ** zeroBits(entry.mask);
    else pieces.push(...parts);
  }
  return { intervals: normalise(pieces), scattered };
}

function zeroBits(mask: number): number {
  let count = 0;
  for (let bit = 0; bit < 32; bit++) if (((mask >>> bit) & 1) === 0) count++;
  return count;
}

/** The intervals of `(x & mask) == (address & mask)`; null when there are too many. */
function maskPieces(address: number, mask: number): Interval[] | null {
  const trailing = mask === 0 ? 32 : 31 - Math.clz32(mask & -mask);
  const free: number[] = [];
  for (let bit = trailing; bit < 32; bit++) if (((mask >>> bit) & 1) === 0) free.push(bit);
  if (2 ** free.length > MAX_PIECES) return null;
  const base = (address & mask) >>> 0;
  const size = 2 ** trailing;
  const pieces: Interval[] = [];
  for (let combination = 0; combination < 2 ** free.length; combination++) {
    let from = base;
    for (const [index, bit] of free.entries()) if ((combination >>> index) & 1) from += 2 ** bit;
    pieces.push({ from, to: from + size - 1 });
  }
  return pieces;
}

/** Sorted, disjoint, touching intervals joined. */
export function normalise(intervals: readonly Interval[]): Interval[] {
  const sorted = [...intervals].sort((a, b) => a.from - b.from || a.to - b.to);
  const result: Interval[] = [];
  for (const interval of sorted) {
    const last = result[result.length - 1];
    if (last !== undefined && interval.from <= last.to + 1) {
      if (interval.to > last.to) result[result.length - 1] = { from: last.from, to: interval.to };
    } else result.push(interval);
  }
  return result;
}

export function subtract(from: readonly Interval[], what: readonly Interval[]): Interval[] {
  const holes = normalise(what);
  const result: Interval[] = [];
  for (const interval of normalise(from)) {
    let start = interval.from;
    for (const hole of holes) {
      if (hole.to < start || hole.from > interval.to) continue;
      if (hole.from > start) result.push({ from: start, to: hole.from - 1 });
      start = hole.to + 1;
    }
    if (start <= interval.to) result.push({ from: start, to: interval.to });
  }
  return result;
}

export function intersect(a: readonly Interval[], b: readonly Interval[]): Interval[] {
  return subtract(a, subtract(ALL_ADDRESSES, b));
}

export function sizeOf(intervals: readonly Interval[]): number {
  return normalise(intervals).reduce((sum, { from, to }) => sum + to - from + 1, 0);
}

export function publicPart(intervals: readonly Interval[]): Interval[] {
  return intersect(intervals, PUBLIC);
}

export type Breadth =
  /** At least a /8 of public addresses. */
  | "internet"
  /** Public addresses, more than a /24. */
  | "wide"
  /** Public addresses, a /24 or less. */
  | "narrow"
  /** Private, loopback, own and link-local addresses only. */
  | "private";

export function breadth(publicAddresses: number): Breadth {
  if (publicAddresses >= INTERNET_SIZE) return "internet";
  if (publicAddresses > WIDE_SIZE) return "wide";
  return publicAddresses > 0 ? "narrow" : "private";
}

/** Whom a list admits, as far as that is known. */
export interface Admitted {
  readonly addresses: AddressSet;
  /** Entries or values that are not known and could admit more. */
  readonly unknown: readonly { readonly cause: import("../values/origin.js").Cause; readonly why: string }[];
  /** Domain names whose clients are admitted, by PTR record. */
  readonly domains: readonly string[];
}

/**
 * Whom the list admits. `whenUnset`: an absent relay list grants nobody, an absent connection list lets everyone connect.
 * Unknown denials take nothing away: a deny list cannot enumerate the Internet.
 */
export function admitted(list: RelayList, whenUnset: "nobody" | "everyone"): Admitted {
  const everyone: Admitted = { addresses: { intervals: ALL_ADDRESSES, scattered: 0 }, unknown: [], domains: [] };
  switch (list.kind) {
    case "unset":
      return whenUnset === "everyone" ? everyone : { addresses: { intervals: [], scattered: 0 }, unknown: [], domains: [] };
    case "all-except":
      return {
        addresses: { intervals: subtract(ALL_ADDRESSES, addressSet(list.deny.addresses).intervals), scattered: 0 },
        unknown: [],
        domains: [],
      };
    case "only":
      return {
        addresses: addressSet(list.grant.addresses),
        unknown: unknownEntries(list.grant),
        domains: list.grant.domains.flatMap((entry) => (entry.kind === "name" ? [entry.name] : [])),
      };
    case "malformed":
      return {
        addresses: { intervals: [], scattered: 0 },
        unknown: [{ cause: "unreadable", why: `the list is malformed: ${list.reason}` }],
        domains: [],
      };
    case "undecided-empty":
      return {
        addresses: { intervals: [], scattered: 0 },
        unknown: [{ cause: "unreadable", why: `the list decides nothing: ${list.reason}, which may mean nobody or everybody` }],
        domains: [],
      };
  }
}

function unknownEntries(set: ClientSet): Admitted["unknown"][number][] {
  return [...set.addresses, ...set.domains].flatMap((entry) =>
    entry.kind === "unknown" ? [{ cause: entry.cause, why: entry.why }] : [],
  );
}

/** How many public addresses are admitted by both. */
export function publicSize(a: AddressSet, b: AddressSet): number {
  const size = sizeOf(publicPart(intersect(a.intervals, b.intervals)));
  return size + Math.min(a.scattered, Math.max(sizeOf(publicPart(b.intervals)), b.scattered));
}

export function contains(set: AddressSet, address: number): boolean {
  return set.intervals.some(({ from, to }) => address >= from && address <= to);
}
