/** What a finding is recognised by, across runs and line shifts. Nothing that may be a secret is part of it. */

import { createHash } from "node:crypto";
import { privilegeInfo } from "../host/privileges.js";
import type { Origin } from "../host/values/origin.js";

/** What identities and orders are made from. */
interface Placed {
  readonly identity: string;
  readonly message: string;
  readonly at: { readonly line: number | null; readonly column: number | null } | null;
}

/** Two findings of one identity are numbered. */
export function identityOf(...parts: readonly string[]): string {
  return parts.join("\u0000");
}

/** The parts of a place that stay when lines shift. */
export function placeParts(origin: Origin | null): string[] {
  return origin ? [origin.file ?? "", origin.resource ?? "", origin.property ?? "", origin.layers.join(">")] : [];
}

const KINDS: ReadonlySet<string> = new Set([
  "relay",
  "list",
  "service",
  "domain",
  "*",
  "*.*",
  "member",
  "account",
  "privilege",
  "acl",
]);
const KNOWN_OBJECTS: ReadonlySet<string> = new Set([
  "c:\\",
  "c:\\windows",
  "c:\\windows\\system32",
  "c:\\windows\\syswow64",
  "c:\\windows\\temp",
  "c:\\windows\\system32\\inetsrv",
  "c:\\windows\\system32\\inetsrv\\config",
  "c:\\windows\\system32\\inetsrv\\config\\applicationhost.config",
  "c:\\program files",
  "c:\\program files (x86)",
  "service:w3svc",
  "service:was",
  "service:smtpsvc",
  "service:iisadmin",
]);

/** The parts of a danger's id that are no names of anybody's: kinds, SIDs, rights, numbers of servers, objects of Windows itself. */
export function knownNames(id: string): string[] {
  return id
    .split("|")
    .filter(
      (part) =>
        /^(?:sid:)?S-1-[\d-]+$|^machine:\d+$|^\d{1,4}$/i.test(part) ||
        isRight(part) ||
        KINDS.has(part) ||
        KNOWN_OBJECTS.has(part),
    );
}

function isRight(part: string): boolean {
  return privilegeInfo(part) !== null;
}

/** Findings of one identity are numbered in the order of their places, so that each has its own fingerprint. */
export function fingerprinted<T extends Placed>(
  drafts: readonly T[],
): (Omit<T, "identity"> & { readonly fingerprint: string })[] {
  const counts = new Map<string, number>();
  const placed = [...drafts].sort(
    (a, b) =>
      (a.at?.line ?? 0) - (b.at?.line ?? 0) || (a.at?.column ?? 0) - (b.at?.column ?? 0) || compareText(a.message, b.message),
  );
  return placed.map(({ identity, ...rest }) => {
    const number = counts.get(identity) ?? 0;
    counts.set(identity, number + 1);
    const text = number === 0 ? identity : `${identity}\u0000#${number}`;
    return { ...rest, fingerprint: `v1:${createHash("sha256").update(text).digest("hex").slice(0, 32)}` };
  });
}

export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
