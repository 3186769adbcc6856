import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { EXISTING } from "../../host/existing.js";
import { HostState } from "../../host/state.js";
import { CAUSES } from "../../host/values/origin.js";
import { analyzeHost, NO_FILES, Source } from "../../interpreter/index.js";
import { defaultConfig } from "../../policies/config.js";
import { judge } from "../../policies/judge.js";
import { RULES, UNDECIDED } from "../../policies/rules/index.js";
import { rulePage, undecidedPage } from "./rule-page.js";

const pages = join(__dirname, "..", "..", "docs", "rules");

describe("rules", () => {
  // Ids are what exemptions and levels name: they never change.
  it("have these ids and severities", () => {
    expect([...RULES, UNDECIDED].map(({ id, severity }) => `${id} ${severity}`)).toEqual([
      "smtp-open-relay critical",
      "iis-anonymous-admin critical",
      "iis-worker-admin high",
      "iis-anonymous-takeover critical",
      "host-undecided medium",
    ]);
  });

  it("say what to do about every cause of doubt", () => {
    expect(UNDECIDED.causes.map(({ cause }) => cause).sort()).toEqual([...CAUSES].sort());
  });

  it.each(RULES.map((rule) => [rule.id, rule] as const))("%s has what its page needs", (_id, rule) => {
    expect(rule.title).toMatch(/^[A-Z].*[^.]$/);
    expect(rule.rationale).toMatch(/\.$/);
    expect(rule.remediation.length).toBeGreaterThan(0);
    expect(rule.frameworks.length).toBeGreaterThan(0);
    expect(rule.examples.some((example) => example.expect === "certain")).toBe(true);
    expect(rule.examples.some((example) => example.expect === "none")).toBe(true);
  });
});

describe.each(RULES.flatMap((rule) => rule.examples.map((example) => ({ rule, example, id: rule.id, title: example.title }))))(
  "$id: $title",
  ({ rule, example }) => {
    it("comes out as its page says", () => {
      const source = new Source(example.script, { file: "example.ps1", resource: null, property: null, layers: [] }, false);
      const { state, ending, unreadable, coverage } = analyzeHost(
        HostState.from(EXISTING),
        [[{ language: "powershell", source, path: null }]],
        { files: NO_FILES },
      );
      expect(unreadable).toEqual([]);
      expect(coverage.unmodelled).toBe(0);
      const { findings } = judge([{ id: "host", urn: null, state, ending }], { config: defaultConfig(), today: "2026-06-15" });
      const found = findings.map(({ rule: id, certainty, at }) => `${id} ${certainty} ${at?.line}`);
      expect(found).toEqual(example.expect === "none" ? [] : [`${rule.id} ${example.expect} ${example.line}`]);
    });
  },
);

describe("pages", () => {
  it("are these", () => {
    expect(readdirSync(pages).sort()).toEqual([...RULES, UNDECIDED].map(({ id }) => `${id}.md`).sort());
  });

  it.each([...RULES.map((rule) => [rule.id, rulePage(rule)] as const), [UNDECIDED.id, undecidedPage()] as const])(
    "%s is current",
    async (id, text) => {
      const path = join(pages, `${id}.md`);
      if (process.env["CI"]) expect(existsSync(path)).toBe(true);
      await expect(text).toMatchFileSnapshot(path);
    },
  );
});
