import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { EXISTING } from "../../../host/existing.js";
import { imageState } from "../../../host/images/image.js";
import { HostState } from "../../../host/state.js";
import { analyzeHost } from "../../../interpreter/analysis.js";
import { NO_FILES } from "../../../interpreter/file-source.js";
import { Source } from "../../../interpreter/source.js";
import { defaultConfig } from "../../../policies/config.js";
import { judge } from "../../../policies/judge.js";

/** Whole scripts against the verdicts that people gave them: `x.ps1` beside `x.expect.json`. */
interface Expected {
  readonly rule: string;
  readonly certainty: string;
  readonly line?: number;
  readonly affects?: readonly string[];
}

interface Case {
  readonly name: string;
  readonly script: string;
  readonly findings: readonly Expected[];
  readonly image: string | null;
}

const root = join(__dirname, "..", "..", "corpus");

function cases(folder: string): Case[] {
  return readdirSync(join(root, folder))
    .filter((file) => file.endsWith(".ps1"))
    .map((file) => {
      const name = file.slice(0, -".ps1".length);
      const { findings, image } = JSON.parse(readFileSync(join(root, folder, `${name}.expect.json`), "utf8")) as {
        findings: Expected[];
        image: string | null;
      };
      return { name, script: readFileSync(join(root, folder, file), "utf8"), findings, image };
    });
}

function findingsOf(one: Case): Expected[] {
  const initial = one.image === null ? EXISTING : imageState(one.image);
  if (initial === null) throw new Error(`no image ${one.image}`);
  const source = new Source(one.script, { file: `${one.name}.ps1`, resource: null, property: null, layers: [] }, false);
  const { state, ending } = analyzeHost(HostState.from(initial), [[{ language: "powershell-any", source, path: null }]], {
    files: NO_FILES,
  });
  const { findings } = judge([{ id: "host", urn: null, state, ending }], { config: defaultConfig(), today: "2026-01-01" });
  return findings.map(({ rule, certainty, at, affects }) => ({ rule, certainty, line: at?.line ?? 0, affects }));
}

describe.each(["smtp", "web"])("scripts of test/corpus/%s", (folder) => {
  it.each(cases(folder).map((one) => [one.name, one] as const))("%s", (_name, one) => {
    const found = findingsOf(one);
    const undecided = (list: readonly Expected[]) => list.filter(({ rule }) => rule === "host-undecided");
    const decided = (list: readonly Expected[]) =>
      list
        .filter(({ rule }) => rule !== "host-undecided")
        .map(({ rule, certainty, line }) => ({ rule, certainty, line }))
        .sort((a, b) => a.rule.localeCompare(b.rule));
    expect(decided(found)).toEqual(
      decided(one.findings).map((expected) =>
        expected.line === undefined ? { ...expected, line: expect.anything() } : expected,
      ),
    );
    const affected = new Set(undecided(found).flatMap(({ affects }) => affects ?? []));
    expect([...affected].sort()).toEqual([...new Set(undecided(one.findings).flatMap(({ affects }) => affects ?? []))].sort());
  });
});
