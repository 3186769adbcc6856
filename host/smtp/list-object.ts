/**
 * The list as ADSI and WMI show it: an object with `GrantByDefault`, `IPGrant`, `IPDeny`, `DomainGrant` and `DomainDeny`. Which pair counts
 * depends on `GrantByDefault`; the other is kept but ignored (Microsoft, IIsIPSecuritySetting).
 */

import { parseIpv4, prefixMask } from "./ipv4.js";
import { type ClientAddress, type ClientDomain, type ClientSet, clientSet, NOBODY, type RelayList } from "./relay-list.js";

export interface ListObject {
  readonly grantByDefault: boolean;
  readonly grant: ClientSet;
  readonly deny: ClientSet;
}

/** What the object shows for a stored list; null when the stored bytes cannot be shown as one. */
export function toListObject(list: RelayList): ListObject | null {
  switch (list.kind) {
    case "unset":
      return { grantByDefault: false, grant: NOBODY, deny: NOBODY };
    case "only":
      return { grantByDefault: false, grant: list.grant, deny: NOBODY };
    case "all-except":
      return { grantByDefault: true, grant: NOBODY, deny: list.deny };
    case "malformed":
    case "undecided-empty":
      return null;
  }
}

/** What is stored when the object is written back. */
export function fromListObject(object: ListObject): RelayList {
  return object.grantByDefault ? { kind: "all-except", deny: object.deny } : { kind: "only", grant: object.grant };
}

/**
 * An entry of `IPGrant` or `IPDeny`: `ip, mask`, `ip,mask;`, `ip mask`, `ip/length` or `ip` alone (a single host). Null when it is none.
 */
export function parseAddressEntry(text: string): ClientAddress | null {
  const cleaned = text.trim().replace(/;$/, "").trim();
  if (cleaned === "") return null;
  const [base = "", rest, ...more] = cleaned.includes("/")
    ? cleaned.split("/")
    : cleaned.split(/\s*,\s*|\s+/).filter((part) => part !== "");
  if (more.length > 0) return null;
  const address = parseIpv4(base);
  if (address === null) return null;
  let mask: number | null = 0xffffffff;
  if (rest !== undefined) {
    mask =
      cleaned.includes("/") && /^\d{1,2}$/.test(rest) ? (Number(rest) <= 32 ? prefixMask(Number(rest)) : null) : parseIpv4(rest);
  }
  if (mask === null) return null;
  return clientSet([{ kind: "range", address, mask }], []).addresses[0] as ClientAddress;
}

/** An entry of `DomainGrant` or `DomainDeny`. */
export function parseDomainEntry(text: string): ClientDomain | null {
  const name = text
    .trim()
    .toLowerCase()
    .replace(/^\*?\./, "");
  return name === "" ? null : { kind: "name", name };
}
