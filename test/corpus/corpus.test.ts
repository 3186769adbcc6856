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

describe("the corpus", () => {
  const all = folders.flatMap((folder) => cases(folder).map((one) => ({ ...one, folder })));
  const findings = ({ expected }: (typeof all)[number]) => expected.findings;

  test("holds enough of what is hard", () => {
    const possible = all.filter((one) => findings(one).some(({ certainty }) => certainty === "possible"));
    const chains = all.filter((one) => findings(one).some(({ because = [] }) => because.length > 0));
    expect(possible.length).toBeGreaterThanOrEqual(80);
    expect(chains.length).toBeGreaterThanOrEqual(40);
    expect(all.filter(({ folder }) => folder === "realistic").length).toBeGreaterThanOrEqual(120);
  });

  test("holds innocent scripts in every folder", () => {
    const guilty = folders.filter((folder) => all.every((one) => one.folder !== folder || findings(one).length > 0));
    expect(guilty).toEqual([]);
  });
});
