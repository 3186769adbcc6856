import type { Resource, ResourceGraph, Urn } from "./graph.js";

/** More orders than this are not tried: then one order and its reverse stand for all. */
const MAXIMUM_ORDERS = 6;

/** For each resource the resources it waits for, directly or through others. */
export function prerequisites(graph: ResourceGraph): (urn: Urn) => ReadonlySet<Urn> {
  const direct = new Map<Urn, Set<Urn>>();
  for (const resource of graph.resources) {
    const before = new Set(resource.dependencies);
    for (const urns of resource.propertyDependencies.values()) for (const urn of urns) before.add(urn);
    direct.set(resource.urn, before);
  }
  const known = new Map<Urn, ReadonlySet<Urn>>();
  const closure = (urn: Urn): ReadonlySet<Urn> => {
    const done = known.get(urn);
    if (done) return done;
    const all = new Set<Urn>();
    known.set(urn, all);
    const pending = [...(direct.get(urn) ?? [])];
    while (pending.length > 0) {
      const next = pending.pop() as Urn;
      if (all.has(next)) continue;
      all.add(next);
      pending.push(...(direct.get(next) ?? []));
    }
    return all;
  };
  return closure;
}

/**
 * The orders in which carriers of one host may run: every order that keeps to the dependencies, or for many carriers two of them.
 * Deterministic: carriers are taken by URN.
 */
export function ordersOf(carriers: readonly Resource[], waitsFor: (urn: Urn) => ReadonlySet<Urn>): Resource[][] {
  const sorted = [...carriers].sort((a, b) => (a.urn < b.urn ? -1 : a.urn > b.urn ? 1 : 0));
  const before = new Map(
    sorted.map((one) => [one.urn, sorted.filter((other) => waitsFor(one.urn).has(other.urn)).map((other) => other.urn)]),
  );
  const orders: Resource[][] = [];
  const extend = (order: readonly Resource[], left: readonly Resource[]): void => {
    if (orders.length > MAXIMUM_ORDERS) return;
    if (left.length === 0) {
      orders.push([...order]);
      return;
    }
    const placed = new Set(order.map((one) => one.urn));
    for (const next of left) {
      if ((before.get(next.urn) as Urn[]).every((urn) => placed.has(urn)))
        extend(
          [...order, next],
          left.filter((other) => other !== next),
        );
    }
  };
  extend([], sorted);
  if (orders.length <= MAXIMUM_ORDERS) return orders.length > 0 ? orders : [sorted];
  return [orders[0] as Resource[], lastOrder(sorted, before)];
}

/** The order that takes carriers from the back wherever the dependencies leave a choice. */
function lastOrder(sorted: readonly Resource[], before: ReadonlyMap<Urn, readonly Urn[]>): Resource[] {
  const order: Resource[] = [];
  const placed = new Set<Urn>();
  while (order.length < sorted.length) {
    const next = [...sorted]
      .reverse()
      .find((one) => !placed.has(one.urn) && (before.get(one.urn) ?? []).every((urn) => placed.has(urn)));
    if (!next) break;
    placed.add(next.urn);
    order.push(next);
  }
  return order;
}
