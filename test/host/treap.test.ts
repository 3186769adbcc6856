import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { OrderedMap } from "../../host/treap.js";

type Command = { readonly op: "put" | "remove"; readonly key: string; readonly value: number };

const commands = fc.array(
  fc.record<Command>({
    op: fc.constantFrom("put", "put", "put", "remove"),
    key: fc.oneof(fc.string({ maxLength: 4 }), fc.constantFrom("__proto__", "a", "b", "a|b", "")),
    value: fc.integer({ min: 0, max: 3 }),
  }),
  { maxLength: 60 },
);

function apply(steps: readonly Command[]): { map: OrderedMap<number>; model: Map<string, number> } {
  let map = OrderedMap.empty<number>();
  const model = new Map<string, number>();
  for (const { op, key, value } of steps) {
    if (op === "put") {
      map = map.with(key, value);
      model.set(key, value);
    } else {
      map = map.without(key);
      model.delete(key);
    }
  }
  return { map, model };
}

const sorted = (model: Map<string, number>) => [...model].sort(([a], [b]) => (a < b ? -1 : 1));

describe("the persistent map", () => {
  test("behaves like a sorted Map", () => {
    fc.assert(
      fc.property(commands, fc.string({ maxLength: 2 }), (steps, prefix) => {
        const { map, model } = apply(steps);
        expect([...map.entries()]).toEqual(sorted(model));
        expect(map.size).toBe(model.size);
        for (const [key, value] of model) expect(map.get(key)).toBe(value);
        expect([...map.withPrefix(prefix)]).toEqual(sorted(model).filter(([key]) => key.startsWith(prefix)));
      }),
    );
  });

  test("names exactly the differing keys, in order", () => {
    fc.assert(
      fc.property(commands, commands, commands, (past, one, other) => {
        const a = apply([...past, ...one]);
        const b = apply([...past, ...other]);
        const keys = new Set([...a.model.keys(), ...b.model.keys()]);
        const expected = [...keys].filter((key) => a.model.get(key) !== b.model.get(key)).sort((x, y) => (x < y ? -1 : 1));
        expect(a.map.differences(b.map)).toEqual(expected);
        expect(b.map.differences(a.map)).toEqual(expected);
      }),
    );
  });

  test("leaves older versions as they were", () => {
    fc.assert(
      fc.property(commands, commands, (past, later) => {
        const before = apply(past);
        const snapshot = [...before.map.entries()];
        let map = before.map;
        for (const { key, value } of later) map = map.with(key, value).without(`${key}x`);
        expect([...before.map.entries()]).toEqual(snapshot);
      }),
    );
  });

  test("survives a hundred thousand ascending keys", () => {
    let map = OrderedMap.empty<number>();
    const key = (index: number): string => `k${String(index).padStart(6, "0")}`;
    for (let index = 0; index < 100_000; index++) map = map.with(key(index), index);
    expect(map.size).toBe(100_000);
    expect(map.with(key(5), -1).differences(map)).toEqual([key(5)]);
    expect([...map.withPrefix("k00001")]).toHaveLength(10);
  });
});
