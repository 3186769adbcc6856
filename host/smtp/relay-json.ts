/**
 * Relay lists in JSON: `"unset"`, `{"allExcept": [...]}`, `{"only": [...]}`, `{"malformed": "why"}`, `{"undecidedEmpty": "why"}`.
 * Entries: `"loopback"`, `"own"`, `"kept"` (what was on the host's list before), `"10.0.0.4"`, `"10.0.0.0/8"`, `"1.2.3.4 mask 255.0.255.0"`, `"domain:contoso.com"`,
 * `{"unknown": cause, "why": text}` and `{"unknownDomain": cause, "why": text}`.
 */

import { type Codec, type Json, ShapeError } from "../values/json.js";
import { isCause } from "../values/origin.js";
import { formatIpv4, maskPrefix, parseIpv4, prefixMask } from "./ipv4.js";
import {
  type ClientAddress,
  type ClientDomain,
  type ClientSet,
  clientSet,
  type RelayList,
  sameRelayList,
  UNSET,
} from "./relay-list.js";

export const relayLists: Codec<RelayList> = { equal: sameRelayList, encode: encodeRelayListJson, decode: decodeRelayListJson };

function encodeRelayListJson(list: RelayList): Json {
  switch (list.kind) {
    case "unset":
      return "unset";
    case "all-except":
      return { allExcept: encodeClients(list.deny) };
    case "only":
      return { only: encodeClients(list.grant) };
    case "malformed":
      return { malformed: list.reason };
    case "undecided-empty":
      return { undecidedEmpty: list.reason };
  }
}

function encodeClients(set: ClientSet): Json[] {
  const canonical = clientSet(set.addresses, set.domains);
  return [
    ...canonical.addresses.map((entry): Json => {
      if (entry.kind === "unknown") return { unknown: entry.cause, why: entry.why };
      return entry.kind === "range" ? rangeText(entry.address, entry.mask) : entry.kind;
    }),
    ...canonical.domains.map((entry): Json => {
      if (entry.kind === "unknown") return { unknownDomain: entry.cause, why: entry.why };
      return `domain:${entry.name}`;
    }),
  ];
}

export function rangeText(address: number, mask: number): string {
  const prefix = maskPrefix(mask);
  if (prefix === null) return `${formatIpv4(address)} mask ${formatIpv4(mask)}`;
  return prefix === 32 ? formatIpv4(address) : `${formatIpv4(address)}/${prefix}`;
}

function decodeRelayListJson(json: Json, pointer: string): RelayList {
  if (json === "unset") return UNSET;
  if (json !== null && typeof json === "object" && !Array.isArray(json)) {
    const [name, ...others] = Object.keys(json);
    const value = name === undefined ? undefined : (json as { readonly [name: string]: Json })[name];
    if (others.length === 0 && value !== undefined) {
      if (name === "allExcept") return { kind: "all-except", deny: decodeClients(value, `${pointer}/allExcept`) };
      if (name === "only") return { kind: "only", grant: decodeClients(value, `${pointer}/only`) };
      if (name === "malformed" && typeof value === "string") return { kind: "malformed", reason: value };
      if (name === "undecidedEmpty" && typeof value === "string") return { kind: "undecided-empty", reason: value };
    }
  }
  throw new ShapeError(pointer, 'a relay list: "unset", {"only": [...]} or {"allExcept": [...]}');
}

function decodeClients(json: Json, pointer: string): ClientSet {
  if (!Array.isArray(json)) throw new ShapeError(pointer, "a list of addresses");
  const addresses: ClientAddress[] = [];
  const domains: ClientDomain[] = [];
  json.forEach((item: Json, index: number) => {
    const at = `${pointer}/${index}`;
    if (typeof item === "string") {
      if (item.startsWith("domain:")) domains.push({ kind: "name", name: item.slice("domain:".length).toLowerCase() });
      else addresses.push(decodeAddress(item, at));
    } else if (item !== null && typeof item === "object" && !Array.isArray(item)) {
      const entry = item as { readonly [name: string]: Json };
      const why = typeof entry["why"] === "string" ? entry["why"] : "";
      if (isCause(entry["unknown"])) addresses.push({ kind: "unknown", cause: entry["unknown"], why });
      else if (isCause(entry["unknownDomain"])) domains.push({ kind: "unknown", cause: entry["unknownDomain"], why });
      else throw new ShapeError(at, "an address");
    } else throw new ShapeError(at, "an address");
  });
  return clientSet(addresses, domains);
}

function decodeAddress(text: string, pointer: string): ClientAddress {
  if (text === "loopback" || text === "own" || text === "kept") return { kind: text };
  const range = parseRange(text);
  if (range === null)
    throw new ShapeError(pointer, "an IPv4 address, a range such as 10.0.0.0/8, loopback, own, kept or domain:NAME");
  return range;
}

function parseRange(text: string): ClientAddress | null {
  const withMask = text.split(" mask ");
  if (withMask.length === 2) {
    const address = parseIpv4(withMask[0] as string);
    const mask = parseIpv4(withMask[1] as string);
    return address === null || mask === null ? null : { kind: "range", address, mask };
  }
  const [base, length, ...rest] = text.split("/");
  const address = parseIpv4(base ?? "");
  if (address === null || rest.length > 0) return null;
  if (length === undefined) return { kind: "range", address, mask: 0xffffffff };
  return /^\d{1,2}$/.test(length) && Number(length) <= 32 ? { kind: "range", address, mask: prefixMask(Number(length)) } : null;
}
