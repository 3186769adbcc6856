import type { ResourceGraph, Urn } from "./graph.js";

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
 * The orders in which carriers of one host may run: every order that keeps to `before`, or for many carriers two of them.
 * Deterministic: where there is a choice, carriers are taken as they are given.
 */
export function ordersOf<T>(carriers: readonly T[], before: (one: T, other: T) => boolean): T[][] {
  const needed = new Map(carriers.map((one) => [one, carriers.filter((other) => other !== one && before(other, one))]));
  const orders: T[][] = [];
  const extend = (order: readonly T[], left: readonly T[]): void => {
    if (orders.length > MAXIMUM_ORDERS) return;
    if (left.length === 0) {
      orders.push([...order]);
      return;
    }
    for (const next of left) {
      if ((needed.get(next) as T[]).every((one) => order.includes(one)))
        extend(
          [...order, next],
          left.filter((other) => other !== next),
        );
    }
  };
  extend([], carriers);
  if (orders.length <= MAXIMUM_ORDERS) return orders.length > 0 ? orders : [[...carriers]];
  return [orders[0] as T[], lastOrder(carriers, needed)];
}

/** The order that takes carriers from the back wherever there is a choice. */
function lastOrder<T>(carriers: readonly T[], needed: ReadonlyMap<T, readonly T[]>): T[] {
  const order: T[] = [];
  while (order.length < carriers.length) {
    const next = [...carriers]
      .reverse()
      .find((one) => !order.includes(one) && (needed.get(one) ?? []).every((other) => order.includes(other)));
    if (next === undefined) break;
    order.push(next);
  }
  return order;
}
