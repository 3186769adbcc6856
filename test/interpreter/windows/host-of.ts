import { leaves } from "../../../host/choice.js";
import { EXISTING } from "../../../host/existing.js";
import type { Fact } from "../../../host/facts.js";
import { imageState } from "../../../host/images/image.js";
import type { KeyKind } from "../../../host/keys.js";
import { HostState } from "../../../host/state.js";
import { analyzeHost, type HostAnalysis } from "../../../interpreter/analysis.js";
import { NO_FILES } from "../../../interpreter/os/file-source.js";
import { Source } from "../../../interpreter/values/source.js";
import { defaultConfig } from "../../../policies/config.js";
import { judge } from "../../../policies/judge.js";

export interface Run {
  readonly language?: "powershell-any" | "powershell" | "pwsh" | "cmd";
  /** SKU of an image; left out: a host made elsewhere. */
  readonly image?: string | null;
}

export function analyze(script: string, { language = "powershell-any", image = null }: Run = {}): HostAnalysis {
  const initial = image === null ? EXISTING : imageState(image);
  if (initial === null) throw new Error(`no image: ${image}`);
  const source = new Source(script, { file: "script", resource: null, property: null, layers: [] }, false);
  return analyzeHost(HostState.from(initial), [[{ language, source, path: null }]], { files: NO_FILES });
}

/** The touched facts of some kinds, one line each: `member|group|principal: set true`; worlds are parted by ` | `. */
export function factLines(state: HostState, ...kinds: readonly KeyKind[]): string[] {
  const lines: string[] = [];
  for (const kind of kinds) {
    for (const { key, fact } of state.entries(kind)) {
      const texts = [...leaves(fact as Fact<unknown> | undefined)].map((leaf) =>
        describe(leaf, (value) => JSON.stringify((key.codec as { encode(value: unknown): unknown }).encode(value))),
      );
      lines.push(`${key.id}: ${[...new Set(texts)].join(" | ")}`);
    }
  }
  return lines;
}

function describe(fact: Fact<unknown> | undefined, encode: (value: unknown) => string): string {
  if (fact === undefined) return "untouched";
  return fact.status === "unknown" ? `unknown (${fact.cause})` : `${fact.status} ${encode(fact.value)}`;
}

/** The touched facts of some kinds after a script ran. */
export function factsAfter(script: string, kinds: readonly KeyKind[], run: Run = {}): string[] {
  const { state, unreadable } = analyze(script, run);
  if (unreadable.length > 0) throw new Error(`the script does not parse: ${unreadable[0]?.message}`);
  return factLines(state, ...kinds);
}

/** What the rules say of the host after the script: `iis-anonymous-admin certain 3`. */
export function findingLines(script: string, run: Run = {}): string[] {
  const { state, ending, unreadable } = analyze(script, run);
  if (unreadable.length > 0) throw new Error(`the script does not parse: ${unreadable[0]?.message}`);
  const { findings } = judge([{ id: "host", urn: null, state, ending }], { config: defaultConfig(), today: "2026-01-01" });
  return findings.map((finding) => `${finding.rule} ${finding.certainty} ${finding.at?.line ?? "-"}`);
}
