/** What a finding is recognised by, across runs and line shifts. Nothing that may be a secret is part of it. */

import { createHash } from "node:crypto";
import type { Danger } from "../host/questions/answer.js";
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

/** What a danger is, without the names that are somebody's. */
export function dangerParts({ kind, subjects }: Danger): string[] {
  return [kind, ...subjects.filter(({ known }) => known).map(({ text }) => text)];
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
