import type { Resource } from "./graph.js";

/**
 * Parents, providers and dependencies before what needs them; otherwise by URN, so that the same program gives the same order however its requests raced.
 * What is in a cycle (it cannot be, in a real deployment) comes last, by URN.
 */
export function orderResources<T extends Pick<Resource, "urn" | "parent" | "provider" | "dependencies">>(
  resources: readonly T[],
): readonly T[] {
  const byUrn = new Map([...resources].sort((a, b) => (a.urn < b.urn ? -1 : 1)).map((resource) => [resource.urn, resource]));
  const ordered: T[] = [];
  const waiting = new Map<string, number>();
  const dependents = new Map<string, string[]>();
  for (const resource of byUrn.values()) {
    const needs = new Set(
      [resource.parent, resource.provider, ...resource.dependencies].filter(
        (urn): urn is string => urn !== undefined && urn !== resource.urn && byUrn.has(urn),
      ),
    );
    waiting.set(resource.urn, needs.size);
    for (const need of needs) {
      const known = dependents.get(need);
      if (known === undefined) dependents.set(need, [resource.urn]);
      else known.push(resource.urn);
    }
  }
  // Level by level: each level is what the levels before it make possible.
  let level = [...byUrn.keys()].filter((urn) => waiting.get(urn) === 0);
  while (level.length > 0) {
    const next: string[] = [];
    for (const urn of level) {
      const resource = byUrn.get(urn);
      if (resource !== undefined) ordered.push(resource);
      for (const dependent of dependents.get(urn) ?? []) {
        const left = (waiting.get(dependent) ?? 0) - 1;
        waiting.set(dependent, left);
        if (left === 0) next.push(dependent);
      }
    }
    level = next.sort();
  }
  const placed = new Set(ordered.map(({ urn }) => urn));
  return [...ordered, ...[...byUrn.values()].filter(({ urn }) => !placed.has(urn))];
}
