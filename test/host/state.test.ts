import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Alternatives, type Assumptions, Choice, explore, type Guarded, NO_ASSUMPTIONS } from "../../host/choice.js";
import { EXISTING } from "../../host/existing.js";
import { type Fact, observedFact, setFact, unknownFact } from "../../host/facts.js";
import { imageState } from "../../host/images/image.js";
import type { InitialState } from "../../host/initial.js";
import {
  feature,
  hardening,
  KEY_KINDS,
  type Key,
  makeKey,
  member,
  membershipExact,
  relayForAuth,
  serviceBinary,
} from "../../host/keys.js";
import { HostState } from "../../host/state.js";
import { canonicalJson } from "../../host/values/json.js";

const keys: readonly Key<boolean>[] = [
  feature("A"),
  feature("B"),
  member("sid:S-1-5-32-544", "sid:S-1-5-17"),
  feature("__proto__"),
];

const facts: fc.Arbitrary<Fact<boolean>> = fc.oneof(
  fc.boolean().map((value) => setFact(value, null)),
  fc.boolean().map((value) => observedFact(value, null)),
  fc.constantFrom("one", "other").map((why) => unknownFact("input", why, null)),
);

const writes = fc.array(fc.tuple(fc.nat({ max: keys.length - 1 }), fc.option(facts, { nil: undefined })), { maxLength: 8 });

function build(start: HostState, steps: readonly (readonly [number, Fact<boolean> | undefined])[]): HostState {
  let state = start;
  for (const [index, fact] of steps) state = state.write(keys[index] as Key<boolean>, fact);
  return state;
}

/** What a state says in one world, as text. */
function world(state: HostState, assumptions: Assumptions): string {
  const view = state.view(assumptions);
  return JSON.stringify(keys.map((key) => view.fact(key) ?? null));
}

const empty = HostState.from(EXISTING);
let serial = 0;
const choice = (outcomes = 2): Choice =>
  new Choice(
    `c${serial}`,
    Array.from({ length: outcomes }, (_, index) => `${index}`),
    serial++,
  );

describe("joining states", () => {
  test("loses no world and adds none", () => {
    fc.assert(
      fc.property(writes, writes, writes, writes, (past, a, b, c) => {
        const base = build(empty, past);
        const outer = choice();
        const inner = choice();
        const [one, two, three] = [a, b, c].map((steps) => build(base, steps)) as [HostState, HostState, HostState];
        const joined = HostState.join(outer, [one, HostState.join(inner, [two, three])]);
        expect(world(joined, new Map([[outer, 0]]))).toBe(world(one, NO_ASSUMPTIONS));
        expect(
          world(
            joined,
            new Map([
              [outer, 1],
              [inner, 0],
            ]),
          ),
        ).toBe(world(two, NO_ASSUMPTIONS));
        expect(
          world(
            joined,
            new Map([
              [outer, 1],
              [inner, 1],
            ]),
          ),
        ).toBe(world(three, NO_ASSUMPTIONS));
      }),
    );
  });

  test("of equal states is that state, without a choice", () => {
    fc.assert(
      fc.property(writes, (past) => {
        const base = build(empty, past);
        const again = build(empty, past);
        const joined = HostState.join(choice(), [base, again]);
        expect(joined.equals(base)).toBe(true);
        expect(joined.choices()).toEqual([]);
      }),
    );
  });

  test("keeps states apart by outcome: permuting the outcomes permutes the worlds", () => {
    fc.assert(
      fc.property(writes, writes, writes, (past, a, b) => {
        const base = build(empty, past);
        const [one, two] = [build(base, a), build(base, b)];
        const straight = choice();
        const swapped = choice();
        const left = HostState.join(straight, [one, two]);
        const right = HostState.join(swapped, [two, one]);
        for (const outcome of [0, 1]) {
          expect(world(left, new Map([[straight, outcome]]))).toBe(world(right, new Map([[swapped, 1 - outcome]])));
        }
      }),
    );
  });

  test("of the same choice twice is cut to the outcome at hand", () => {
    const asked = choice();
    const a = empty.set(feature("A"), true, null);
    const b = empty.set(feature("A"), false, null);
    const once = HostState.join(asked, [a, b]);
    expect(HostState.join(asked, [once, once]).equals(once)).toBe(true);
  });

  test("only facts that differ depend on the choice", () => {
    const asked = choice();
    const base = empty.set(feature("A"), true, null);
    const joined = HostState.join(asked, [base.set(feature("B"), true, null), base]);
    expect(joined.read(feature("A"))).not.toBeInstanceOf(Alternatives);
    expect(joined.read(feature("B"))).toBeInstanceOf(Alternatives);
    const { worlds } = explore((assumptions) => joined.view(assumptions).valueOf(feature("A")), 10);
    expect(worlds).toHaveLength(1);
  });

  test("of states with different beginnings is refused", () => {
    const image = HostState.from(imageState("2022-datacenter") as InitialState);
    expect(() => HostState.join(choice(), [empty, image])).toThrow(RangeError);
    expect(() => HostState.join(choice(3), [empty, empty])).toThrow(RangeError);
  });
});

describe("reading", () => {
  test("tells who says so", () => {
    const key = feature("Web-Server");
    const view = (fact: Guarded<Fact<boolean> | undefined>, initial: InitialState = EXISTING) =>
      HostState.from(initial).write(key, fact).view(NO_ASSUMPTIONS).read(key);
    expect(view(undefined)).toEqual({ status: "untouched" });
    expect(view(undefined, imageState("2022-datacenter") as InitialState)).toEqual({ status: "initial", value: false });
    expect(view(setFact(true, null))).toMatchObject({ status: "set", value: true });
    expect(view(observedFact(true, null))).toMatchObject({ status: "observed", value: true });
    expect(view(unknownFact("input", "why", null))).toMatchObject({ status: "unknown", fact: { cause: "input", why: "why" } });
  });

  test("a fact that depends on a choice stops a read, not an iteration", () => {
    const asked = choice();
    const key = member("sid:S-1-5-32-544", "local:bob");
    const state = HostState.join(asked, [empty.set(key, true, null), empty]);
    const view = state.view(NO_ASSUMPTIONS);
    expect([...view.touched("member", "sid:S-1-5-32-544")].map((found) => found.parts[1])).toEqual(["local:bob"]);
    expect(() => view.read(key)).toThrow();
    const { worlds } = explore((assumptions) => state.view(assumptions).read(key).status, 10);
    expect(worlds.map(({ result }) => result)).toEqual(["set", "untouched"]);
  });

  test("a membership that was replaced as a whole has no other members", () => {
    const admins = "sid:S-1-5-32-544";
    const state = empty.set(membershipExact(admins), true, null).set(member(admins, "local:bob"), true, null);
    const view = state.view(NO_ASSUMPTIONS);
    expect(view.read(member(admins, "local:eve"))).toEqual({ status: "initial", value: false });
    expect(view.valueOf(member(admins, "local:bob"))).toBe(true);
    expect(view.read(member("sid:S-1-5-32-545", "local:eve"))).toEqual({ status: "untouched" });
  });
});

describe("keys", () => {
  test("fold case as Windows does, and keep the first spelling", () => {
    const state = empty.set(feature("Web-Server"), true, null).set(feature("WEB-SERVER"), false, null);
    expect(state.size).toBe(1);
    expect([...state.entries("feature")].map((entry) => entry.key.parts)).toEqual([["Web-Server"]]);
    expect(state.view(NO_ASSUMPTIONS).valueOf(feature("web-server"))).toBe(false);
  });

  test("of different parts are different, whatever characters they hold", () => {
    const part = fc.oneof(fc.string({ maxLength: 5 }), fc.constantFrom("a|b", "a", "b", "%7c", "|", "__proto__"));
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 3 }), fc.array(part, { minLength: 1, maxLength: 3 }), (a, b) => {
        const same = a.length === b.length && a.every((text, index) => text.toLowerCase() === b[index]?.toLowerCase());
        expect(makeKey("feature", ...a).id === makeKey("feature", ...b).id).toBe(same);
      }),
    );
  });

  test("every kind writes its values as JSON and reads them back", () => {
    expect(KEY_KINDS.length).toBeGreaterThan(40);
    const samples: readonly [Key<never>, unknown][] = [
      [hardening("EnableLUA") as Key<never>, 1],
      [relayForAuth("1") as Key<never>, null],
      [serviceBinary("x") as Key<never>, "C:\\x.exe"],
    ];
    for (const [key, value] of samples) {
      const json = key.codec.encode(value as never);
      expect(key.codec.decode(JSON.parse(canonicalJson(json)), "")).toEqual(value);
      expect(() => key.codec.decode({ no: "value" }, "/x")).toThrow(/\/x/);
    }
  });
});
