import type { Cause } from "../values/origin.js";

/**
 * Who is on a list of the SMTP service: the value of `RelayIpList` (who may relay) and of `IPSecurity` (who may connect).
 * Both have the same shape in the metabase.
 */
export type RelayList =
  /** The property is absent: "only the list below", and the list is empty. Nobody is granted. */
  | { readonly kind: "unset" }
  /** Granted by default. A zero-length value is this, with nobody denied. */
  | { readonly kind: "all-except"; readonly deny: ClientSet }
  /** Only the listed are granted; an empty list grants nobody. */
  | { readonly kind: "only"; readonly grant: ClientSet }
  /** A binary value whose counts and pointers contradict each other. */
  | { readonly kind: "malformed"; readonly reason: string }
  /** A well-formed binary value with neither grants nor denials: meant as "nobody", possibly read as "no restriction". */
  | { readonly kind: "undecided-empty"; readonly reason: string };

export interface ClientSet {
  readonly addresses: readonly ClientAddress[];
  /** Domain names, matched against the client's PTR record. Lower case, without a leading `*.` or dot; `*` is everything. */
  readonly domains: readonly ClientDomain[];
}

export type ClientAddress =
  /** Both as unsigned 32-bit numbers in network order: 127.0.0.1 is 0x7f000001. */
  | { readonly kind: "range"; readonly address: number; readonly mask: number }
  /** 127.0.0.1. */
  | { readonly kind: "loopback" }
  /** An address of the host's own network cards. */
  | { readonly kind: "own" }
  /** What was on the host's list before: nobody knows it, and nobody here put it there. */
  | { readonly kind: "kept" }
  | { readonly kind: "unknown"; readonly cause: Cause; readonly why: string };

export type ClientDomain =
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "unknown"; readonly cause: Cause; readonly why: string };

export const NOBODY: ClientSet = { addresses: [], domains: [] };
export const UNSET: RelayList = { kind: "unset" };
/** Zero length: everyone is granted. */
export const EVERYONE: RelayList = { kind: "all-except", deny: NOBODY };

export function only(...addresses: readonly ClientAddress[]): RelayList {
  return { kind: "only", grant: clientSet(addresses, []) };
}

export function allExcept(...addresses: readonly ClientAddress[]): RelayList {
  return { kind: "all-except", deny: clientSet(addresses, []) };
}

/** A set in canonical form: sorted, without repetition, 127.0.0.1/32 as `loopback`. */
export function clientSet(addresses: readonly ClientAddress[], domains: readonly ClientDomain[]): ClientSet {
  return {
    addresses: distinct(addresses.map(canonicalAddress), addressKey),
    domains: distinct(domains, domainKey),
  };
}

function canonicalAddress(entry: ClientAddress): ClientAddress {
  if (entry.kind !== "range") return entry;
  const mask = entry.mask >>> 0;
  const address = (entry.address & mask) >>> 0;
  if (address === 0x7f000001 && mask === 0xffffffff) return { kind: "loopback" };
  return { kind: "range", address, mask };
}

function distinct<T>(items: readonly T[], key: (item: T) => string): T[] {
  const byKey = new Map(items.map((item) => [key(item), item]));
  return [...byKey.keys()].sort().map((text) => byKey.get(text) as T);
}

const hex = (word: number): string => (word >>> 0).toString(16).padStart(8, "0");

function addressKey(entry: ClientAddress): string {
  switch (entry.kind) {
    case "loopback":
      return "0";
    case "own":
      return "1";
    case "range":
      return `2${hex(entry.address)}${hex(entry.mask)}`;
    case "kept":
      return "4";
    case "unknown":
      return `3${entry.cause}:${entry.why}`;
  }
}

const domainKey = (entry: ClientDomain): string => (entry.kind === "name" ? `0${entry.name}` : `1${entry.cause}:${entry.why}`);

export function sameRelayList(a: RelayList, b: RelayList): boolean {
  return relayListKey(a) === relayListKey(b);
}

function relayListKey(list: RelayList): string {
  switch (list.kind) {
    case "unset":
      return "unset";
    case "all-except":
      return `all-except ${clientSetKey(list.deny)}`;
    case "only":
      return `only ${clientSetKey(list.grant)}`;
    case "malformed":
    case "undecided-empty":
      return `${list.kind} ${list.reason}`;
  }
}

function clientSetKey(set: ClientSet): string {
  const canonical = clientSet(set.addresses, set.domains);
  return `${canonical.addresses.map(addressKey).join(",")};${canonical.domains.map(domainKey).join(",")}`;
}
