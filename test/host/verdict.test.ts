import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Choice, type Guarded, guard } from "../../host/choice.js";
import { EXISTING } from "../../host/existing.js";
import { type Fact, observedFact, setFact, unknownFact } from "../../host/facts.js";
import { feature } from "../../host/keys.js";
import { answer, dangerOf, link, unknownFrom } from "../../host/questions/answer.js";
import { wordSubject } from "../../host/questions/subject.js";
import { type Certainty, type Ending, type Question, verdict } from "../../host/questions/verdict.js";
import { HostState } from "../../host/state.js";
import { choice, line, summary } from "./questions/support.js";

const key = feature("Danger");

/** Dangerous when the feature is there. */
const question: Question = (view) => {
  const reading = view.read(key);
  if (reading.status === "unknown") return answer([], [unknownFrom(reading.fact)]);
  if (reading.status === "untouched" || !reading.value) return answer([], []);
  return answer([dangerOf("relay", [wordSubject("danger")], "it is there", [link(reading, "it is there")])], []);
};

type World = "set" | "observed" | "off" | "unknown" | "untouched";

const FACTS: Record<World, Fact<boolean> | undefined> = {
  set: setFact(true, line(3)),
  observed: observedFact(true, line(2)),
  off: setFact(false, line(4)),
  unknown: unknownFact("input", "a parameter", line(5)),
  untouched: undefined,
};

const same = <T>(a: T, b: T): boolean => a === b;

function judge(worlds: readonly (readonly [World, Ending])[]): string {
  const asked: Choice = choice(...worlds.map((_, index) => `way ${index + 1}`), ...(worlds.length < 2 ? ["never"] : []));
  const all = worlds.length < 2 ? [...worlds, ...worlds] : worlds;
  const states = all.map(([fact]) => HostState.from(EXISTING).write(key, FACTS[fact]));
  const ending: Guarded<Ending> = guard<Ending>(
    asked,
    all.map(([, end]) => end),
    same,
  );
  return summary(verdict(HostState.join(asked, states), ending, question));
}

describe("certainty", () => {
  // A world that ends in failure has an exclamation mark.
  test.each([
    ["in every world", "set", "certain 3"],
    ["in every world that does not fail", "set, off!", "certain 3"],
    ["caused in one, found in the other", "set, observed", "certain 3"],
    ["found in the only world that does not fail", "observed, set!", "possible 3 when way 2"],
    ["found only", "observed", "no"],
    ["found in one, not in the other", "observed, off", "no"],
    ["in some", "set, off", "possible 3 when way 1"],
    ["in some, untouched in others", "set, untouched", "possible 3 when way 1"],
    ["in one that fails", "off, set!", "possible 3 when way 2"],
    ["all fail", "set!, set!", "certain 3"],
    ["all fail, in some", "set!, off!", "possible 3 when way 1"],
    ["unknown everywhere", "unknown", "undecided (input)"],
    ["unknown in some", "off, unknown", "undecided (input)"],
    ["in some, unknown in others", "set, unknown", "possible 3 when way 1 (input)"],
    ["in every world that does not fail, unknown in one that does", "set, unknown!", "certain 3 (input)"],
    ["in none", "off, untouched", "no"],
  ])("%s", (_, text, expected) => {
    const worlds = text
      .split(", ")
      .map((word) => [word.replace("!", "") as World, word.endsWith("!") ? "failed" : "ok"] as const);
    expect(judge(worlds)).toBe(expected);
  });

  test("agrees with the definition for any worlds", () => {
    const worlds = fc.array(
      fc.tuple(fc.constantFrom<World>("set", "observed", "off", "unknown", "untouched"), fc.constantFrom<Ending>("ok", "failed")),
      { minLength: 2, maxLength: 5 },
    );
    fc.assert(
      fc.property(worlds, (list) => {
        const passing = list.filter(([, end]) => end === "ok");
        const counted = passing.length > 0 ? passing : list;
        const there = (fact: World): boolean => fact === "set" || fact === "observed";
        let expected: Certainty = "no";
        if (counted.every(([fact]) => there(fact)) && counted.some(([fact]) => fact === "set")) expected = "certain";
        else if (list.some(([fact]) => fact === "set")) expected = "possible";
        else if (list.some(([fact]) => fact === "unknown")) expected = "undecided";
        expect(judge(list).split(" ")[0]).toBe(expected);
      }),
    );
  });
});

describe("conditions", () => {
  test("name only the choices that matter", () => {
    const [first, second, third] = [choice("a", "not a"), choice("b", "not b"), choice("c", "not c")];
    const none = HostState.from(EXISTING);
    const some = none.set(key, true, line(3));
    // Dangerous when a and b; c is looked at on the way but changes nothing.
    const split = HostState.join(third, [some, some.set(feature("Other"), true, line(9))]);
    const state = HostState.join(first, [HostState.join(second, [split, none]), none]);
    const looking: Question = (view) => {
      view.read(feature("Other"));
      return question(view);
    };
    expect(summary(verdict(state, "ok", looking))).toBe("possible 3 when a and b");
  });

  test("too many worlds leave it possible, or undecided, with the budget as cause", () => {
    let state = HostState.from(EXISTING);
    const keys = Array.from({ length: 12 }, (_, index) => feature(`F${index}`));
    for (const [index, each] of keys.entries())
      state = HostState.join(choice(`f${index}`, `not f${index}`), [state.set(each, true, line(index)), state]);
    const all: Question = (view) => {
      for (const each of keys) view.read(each);
      return question(view);
    };
    expect(summary(verdict(state, "ok", all, 16))).toBe("undecided (budget)");
    expect(summary(verdict(state.set(key, true, line(3)), "ok", all, 16))).toMatch(/^possible 3 when .*\(budget\)$/);
  });

  test("how worlds end matters only where there is something to say", () => {
    const asked = Array.from({ length: 12 }, (_, index) => choice(`e${index}`, `not e${index}`));
    const ending = asked.reduce<Guarded<Ending>>((inner, each) => guard<Ending>(each, [inner, "failed"], same), "ok");
    const result = verdict(HostState.from(EXISTING), ending, question, 4);
    expect([result.certainty, result.worlds, result.complete]).toEqual(["no", 1, true]);
  });

  test("several dangers: those that hold everywhere are certain, else one of them stands for all", () => {
    const one = feature("One");
    const two = feature("Two");
    const ask: Question = (view) =>
      answer(
        [one, two].flatMap((each) => {
          const reading = view.read(each);
          return reading.status === "set" && reading.value
            ? [dangerOf("relay", [wordSubject(each.id)], each.id, [link(reading, each.id)])]
            : [];
        }),
        [],
      );
    const none = HostState.from(EXISTING);
    const either = HostState.join(choice("x", "not x"), [none.set(one, true, line(1)), none.set(two, true, line(2))]);
    expect(summary(verdict(either, "ok", ask))).toBe("certain 1");
    const both = HostState.join(choice("y", "not y"), [
      none.set(one, true, line(1)).set(two, true, line(2)),
      none.set(two, true, line(2)),
    ]);
    expect(summary(verdict(both, "ok", ask))).toBe("certain 2");
  });
});
