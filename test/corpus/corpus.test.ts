import { describe, expect, test } from "vitest";
import { cases, type ExpectedFinding, findingsOf, folders, told, wanted } from "./cases.js";

describe.each(folders)("scripts of test/corpus/%s", (folder) => {
  test.each(cases(folder))("$name: $expected.note", (one) => {
    const { findings, undecided } = one.expected;
    const found = findingsOf(one);
    const isDoubt = ({ rule }: { readonly rule: string }) => rule === "host-undecided";
    const decided = (list: readonly ExpectedFinding[]) => list.filter((finding) => !isDoubt(finding));
    expect(
      told(
        found.filter((finding) => !isDoubt(finding)),
        findings,
      ).sort(),
    ).toEqual(wanted(decided(findings)).sort());
    for (const { rule, line, because = [] } of decided(findings)) {
      const steps = found.find((one) => one.rule === rule && one.at?.line === line)?.because.map(({ what }) => what) ?? [];
      let after = -1;
      for (const part of because) {
        const next = steps.findIndex((step, index) => index > after && step.includes(part));
        expect(next, `"${part}" after step ${after} of: ${steps.join("; ")}`).toBeGreaterThan(after);
        after = next;
      }
    }
    const doubts = findings.filter(isDoubt);
    if (undecided !== undefined) {
      expect([...new Set(found.filter(isDoubt).map(({ cause }) => cause))].sort()).toEqual([...undecided].sort());
    } else if (doubts.some(({ affects }) => affects !== undefined)) {
      expect([...new Set(found.filter(isDoubt).flatMap(({ affects }) => affects))].sort()).toEqual(
        [...new Set(doubts.flatMap(({ affects }) => affects ?? []))].sort(),
      );
    } else {
      expect(found.filter(isDoubt).map(({ message, at }) => `${message} (line ${at?.line ?? "-"})`)).toHaveLength(doubts.length);
    }
  });
});
