/**
 * The binary form of `RelayIpList` and `IPSecurity` in the metabase (an IPSECLIST).
 *
 * Header: four pointers (byte offsets with bit 31 set) to the denied addresses, granted addresses, denied names, granted
 * names; a flags word; the offset of the data area. All words are little-endian, addresses and masks in network order. An
 * address list is `{groups, total}` and that many 20-byte descriptors `{family 2, entries, 4, 0, pointer}`; the data of a
 * group is its mask and then its addresses, so `entries` is one more than the addresses.
 *
 * The layout of a list with one mask of granted addresses is verified against five independent public producers and consumers
 * (the Salt module win_smtp_server among them). That the first pointer is the denied addresses and the last two are names, and the
 * layout with several masks, is inferred by symmetry.
 */

import type { Cause } from "../values/origin.js";
import { type ClientAddress, type ClientDomain, clientSet, EVERYONE, type RelayList } from "./relay-list.js";

/** A byte, or an octet that is not known: one of the host's own addresses, or anything. */
export type ByteCell = number | UnknownByte;

export interface UnknownByte {
  readonly own: boolean;
  readonly cause: Cause;
  readonly why: string;
}

const HEADER = 24;
const DESCRIPTOR = 20;
const ALL_ONES = 0xffffffff;

class Malformed extends Error {}

/** The structure itself depends on bytes that are not known. */
export interface UnreadableList {
  readonly kind: "unreadable";
  readonly cause: Cause;
  readonly why: string;
}

class Unreadable extends Error {
  constructor(readonly byte: UnknownByte) {
    super(byte.why);
  }
}

/** What the service makes of the bytes. Bytes out of range are the writer's error and give a malformed list. */
export function decodeRelayList(bytes: readonly ByteCell[]): RelayList | UnreadableList {
  try {
    return decode(bytes);
  } catch (stop) {
    if (stop instanceof Malformed) return { kind: "malformed", reason: stop.message };
    if (stop instanceof Unreadable) return { kind: "unreadable", cause: stop.byte.cause, why: stop.byte.why };
    throw stop;
  }
}

/** The same from the hexadecimal text of `MetaBase.xml`. */
export function decodeRelayListHex(text: string): RelayList | UnreadableList {
  const digits = text.replace(/\s+/g, "");
  if (digits.length % 2 !== 0 || /[^0-9a-f]/i.test(digits)) return { kind: "malformed", reason: "it is not hexadecimal text" };
  return decodeRelayList((digits.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16)));
}

function decode(bytes: readonly ByteCell[]): RelayList {
  if (bytes.length === 0) return EVERYONE;
  for (const byte of bytes) {
    if (typeof byte === "number" && !(Number.isInteger(byte) && byte >= 0 && byte <= 255))
      throw new Malformed(`${byte} is not a byte`);
  }
  if (bytes.length < HEADER) throw new Malformed(`it is ${bytes.length} bytes long, shorter than its header of ${HEADER}`);
  const [denied, granted, deniedNames, grantedNames] = [0, 1, 2, 3].map((index) =>
    pointer(bytes, index * 4, `pointer ${index + 1}`),
  ) as [number, number, number, number];
  const deny = addresses(bytes, denied, "denied");
  const grant = addresses(bytes, granted, "granted");
  const deny2 = names(bytes, deniedNames, "denied");
  const grant2 = names(bytes, grantedNames, "granted");
  if (grant.length > 0 || grant2.length > 0)
    return {
      kind: "only",
      grant: clientSet(
        grant.filter((entry) => !isNobody(entry)),
        grant2,
      ),
    };
  if (deny.length > 0 || deny2.length > 0) return { kind: "all-except", deny: clientSet(deny, deny2) };
  return { kind: "undecided-empty", reason: "it holds neither granted nor denied entries" };
}

/** The dummy entry 0.0.0.0 with mask 255.255.255.255: how the metabase says "only the list below" with an empty list. */
function isNobody(entry: ClientAddress): boolean {
  return entry.kind === "range" && entry.address === 0 && entry.mask === ALL_ONES;
}

function addresses(bytes: readonly ByteCell[], at: number, what: string): ClientAddress[] {
  const groups = word(bytes, at, `the ${what} addresses' group count`);
  const total = word(bytes, at + 4, `the ${what} addresses' count`);
  if (groups > bytes.length / DESCRIPTOR)
    throw new Malformed(`${groups} groups of ${what} addresses do not fit into ${bytes.length} bytes`);
  const result: ClientAddress[] = [];
  let found = 0;
  for (let group = 0; group < groups; group++) {
    const descriptor = at + 8 + group * DESCRIPTOR;
    const family = word(bytes, descriptor, "an address family");
    const entries = word(bytes, descriptor + 4, "a group's entry count");
    const size = word(bytes, descriptor + 8, "an entry size");
    if (family !== 2 || size !== 4)
      throw new Malformed(`a group of ${what} addresses has family ${family} and ${size} bytes an entry`);
    const data = pointer(bytes, descriptor + 16, `the pointer of a group of ${what} addresses`);
    if (entries < 1) throw new Malformed(`a group of ${what} addresses has no mask`);
    if (data + entries * 4 > bytes.length) {
      throw new Malformed(
        `its header promises ${entries - 1} ${what} address${entries === 2 ? "" : "es"}, the data holds ${Math.max(0, Math.floor((bytes.length - data) / 4) - 1)}`,
      );
    }
    const mask = network(bytes, data);
    for (let index = 1; index < entries; index++) {
      const address = network(bytes, data + index * 4);
      found++;
      if (typeof address === "number" && typeof mask === "number") result.push({ kind: "range", address, mask });
      else
        result.push(
          typeof address !== "number" && address.own && mask === ALL_ONES ? { kind: "own" } : unknownEntry(address, mask),
        );
    }
  }
  if (found !== total) throw new Malformed(`its header counts ${total} ${what} addresses, its groups ${found}`);
  return result;
}

function unknownEntry(address: number | UnknownByte, mask: number | UnknownByte): ClientAddress {
  const hole = typeof address === "number" ? (mask as UnknownByte) : address;
  return { kind: "unknown", cause: hole.cause, why: hole.why };
}

/** No public example of a list with names was found: their presence counts, their text is not read. */
function names(bytes: readonly ByteCell[], at: number, what: string): ClientDomain[] {
  const groups = word(bytes, at, `the ${what} names' group count`);
  const total = word(bytes, at + 4, `the ${what} names' count`);
  if (groups === 0 && total === 0) return [];
  return [
    { kind: "unknown", cause: "unmodelled", why: `${total} ${what} domain name${total === 1 ? "" : "s"} in a binary list` },
  ];
}

function pointer(bytes: readonly ByteCell[], at: number, what: string): number {
  const value = word(bytes, at, what);
  if (value >>> 31 !== 1) throw new Malformed(`${what} is 0x${value.toString(16)}, which is no pointer`);
  const offset = value & 0x7fffffff;
  if (offset >= bytes.length) throw new Malformed(`${what} leads to offset ${offset}, behind the end`);
  return offset;
}

function word(bytes: readonly ByteCell[], at: number, what: string): number {
  let value = 0;
  for (let index = 3; index >= 0; index--) {
    const byte = bytes[at + index];
    if (byte === undefined) throw new Malformed(`it ends before ${what}`);
    if (typeof byte !== "number") throw new Unreadable(byte);
    value = value * 256 + byte;
  }
  return value;
}

function network(bytes: readonly ByteCell[], at: number): number | UnknownByte {
  let value = 0;
  for (let index = 0; index < 4; index++) {
    const byte = bytes[at + index] as ByteCell;
    if (typeof byte !== "number") return byte;
    value = value * 256 + byte;
  }
  return value;
}

/** The bytes of a list, or why it has no binary form that is known for certain. */
export function encodeRelayList(list: RelayList): Uint8Array | { readonly error: string } {
  switch (list.kind) {
    case "unset":
      return { error: "an absent property has no bytes" };
    case "malformed":
    case "undecided-empty":
      return { error: `a list that ${list.kind === "malformed" ? "contradicts itself" : "decides nothing"} is not written` };
    case "all-except":
      if (list.deny.addresses.length + list.deny.domains.length === 0) return new Uint8Array(0);
      return { error: "denied entries are written through the list object, not as bytes" };
    case "only": {
      const set = clientSet(list.grant.addresses, list.grant.domains);
      if (set.domains.length > 0) return { error: "domain names are written through the list object, not as bytes" };
      const words: number[] = [];
      for (const entry of set.addresses) {
        if (entry.kind === "loopback") words.push(0x7f000001);
        else if (entry.kind === "range" && entry.mask === ALL_ONES) words.push(entry.address);
        else if (entry.kind === "range") return { error: "ranges are written through the list object, not as bytes" };
        else return { error: `the address ${entry.kind === "own" ? "of the host itself" : "of an entry"} is not known` };
      }
      return singleMask(words.length === 0 ? [0] : words);
    }
  }
}

/** The verified shape: granted single addresses under the mask 255.255.255.255. Length 80 + 4 a address. */
function singleMask(addressWords: readonly number[]): Uint8Array {
  const count = addressWords.length;
  const bytes = new Uint8Array(80 + 4 * count);
  const view = new DataView(bytes.buffer);
  const header = [
    0x80000018,
    0x80000020,
    0x8000003c,
    0x80000044,
    1,
    76,
    0,
    0,
    1,
    count,
    2,
    count + 1,
    4,
    0,
    0x8000004c,
    0,
    0,
    0,
    0,
  ];
  for (const [index, value] of header.entries()) view.setUint32(index * 4, value, true);
  view.setUint32(76, ALL_ONES, false);
  for (const [index, value] of addressWords.entries()) view.setUint32(80 + index * 4, value, false);
  return bytes;
}
