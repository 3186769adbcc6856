// The scripts of test/corpus with the verdicts that people gave, and what the program says of them.
import { readdirSync, readFileSync } from "node:fs";
import { basename, join, relative, sep } from "node:path";
import { EXISTING } from "../../host/existing.js";
import { imageState } from "../../host/images/image.js";
import { HostState } from "../../host/state.js";
import { analyzeHost } from "../../interpreter/analysis.js";
import { DOCUMENT_EXTENSIONS } from "../../interpreter/documents/kinds.js";
import type { FileSource } from "../../interpreter/os/file-source.js";
import { decodeScript } from "../../interpreter/powershell/syntax/decode-script.js";
import { Source } from "../../interpreter/values/source.js";
import { SCRIPT_HOST_EXTENSIONS } from "../../interpreter/os/script-files.js";
import type { Language } from "../../interpreter/tools/tool.js";
import { Str } from "../../interpreter/values/value.js";
import { defaultConfig } from "../../policies/config.js";
import type { Finding } from "../../policies/finding.js";
import { judge } from "../../policies/judge.js";

/**
 * Every script of this folder that has a verdict beside it: `x.ps1` and `x.expect.json`. People gave the verdicts, from what
 * docs/semantics.md says; the program has to come to the same. A script without a verdict is material of another script.
 */
export interface Expectation {
  /** Exactly these. A `host-undecided` one names the rules it affects, or its cause. */
  readonly findings: readonly ExpectedFinding[];
  /** SKU of the image that the script starts from; null: a host made elsewhere. */
  readonly image: string | null;
  /** Named arguments, as a run command gives them. */
  readonly args?: Readonly<Record<string, string>>;
  readonly language?: Language;
  /** Causes of the `host-undecided` findings, each once. Left out: nothing may be undecided, unless `findings` names it. */
  readonly undecided?: readonly string[];
  readonly note: string;
}

export interface ExpectedFinding {
  readonly rule: string;
  readonly certainty: string;
  /** Of the deciding value, in the innermost text that was decoded. Required unless it is `host-undecided`. */
  readonly line?: number;
  readonly affects?: readonly string[];
  readonly cause?: string;
  /** A part of the condition of a possible finding; required there. */
  readonly when?: string;
  /** Parts of the chain's steps, in order; other steps may stand between them. */
  readonly because?: readonly string[];
}

const root = import.meta.dirname;
const LANGUAGES = new Map([
  ["ps1", "powershell-any"],
  ["cmd", "cmd"],
  ["bat", "cmd"],
  ...[...SCRIPT_HOST_EXTENSIONS].map(([extension, language]) => [extension.slice(1), language] as const),
  ...DOCUMENT_EXTENSIONS.map((extension) => [extension.slice(1), "document"] as const),
  ["json", "document"],
] as const);

export interface Case {
  readonly name: string;
  readonly script: string;
  readonly expected: Expectation;
}

export function cases(folder: string): Case[] {
  const names = readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((name) => name.split(sep).join("/"));
  return names
    .filter((name) => name.endsWith(".expect.json"))
    .sort()
    .map((name) => {
      const stem = name.slice(0, -".expect.json".length);
      const script = [...LANGUAGES.keys()]
        .map((extension) => `${stem}.${extension}`)
        .find((one) => one !== name && names.includes(one));
      if (script === undefined) throw new Error(`${folder}/${name} has no script beside it`);
      const expected = JSON.parse(readFileSync(join(root, folder, name), "utf8")) as Expectation;
      for (const finding of expected.findings) {
        if (finding.rule === "host-undecided") continue;
        if (finding.line === undefined) throw new Error(`${folder}/${name}: ${finding.rule} needs its "line"`);
        if (finding.certainty === "possible" && finding.when === undefined)
          throw new Error(`${folder}/${name}: what is possible needs its "when"`);
      }
      return { name: script, script: join(root, folder, script), expected };
    });
}

export function findingsOf({ script, expected }: Case): readonly Finding[] {
  const initial = expected.image === null ? EXISTING : imageState(expected.image);
  if (initial === null) throw new Error(`there is no image ${expected.image}`);
  const language = expected.language ?? LANGUAGES.get(script.slice(script.lastIndexOf(".") + 1) as "ps1");
  if (language === undefined) throw new Error(`no language for ${script}`);
  const place = { file: "script", resource: null, property: null, layers: [] };
  const bytes = readFileSync(script);
  const isBinary = /\.(?:zip|pol)$/.test(script);
  const source = isBinary ? { bytes, place: new Source("", place, false) } : new Source(decodeScript(bytes), place, false);
  const path = language === "document" ? `C:\\corpus\\${basename(script)}` : "C:\\corpus\\script";
  // A script of the script host without arguments here has some that nobody knows.
  const args = expected.args === undefined ? "unknown" : Object.entries(expected.args).map(([name, value]) => ({ name, value: new Str(value) }));
  const { state, ending } = analyzeHost(HostState.from(initial), [[{ language, source, path, args }]], {
    files: beside(join(script, "..")),
  });
  return judge([{ id: "host", urn: null, state, ending }], { config: defaultConfig(), today: "2026-01-01" }).findings;
}

function beside(folder: string): FileSource {
  return {
    read(path) {
      const name = path.replace(/^C:\\corpus\\/i, "").replaceAll("\\", "/");
      const file = join(folder, name);
      if (/^(?:[A-Za-z]:|\/)/.test(name) || relative(folder, file).startsWith("..")) return undefined;
      try {
        return readFileSync(file);
      } catch {
        return undefined;
      }
    },
  };
}

/** The findings in words, each cut to what the expectation of its rule speaks of. */
export function told(findings: readonly Finding[], expected: readonly ExpectedFinding[]): string[] {
  const speaksOf = (rule: string, key: keyof ExpectedFinding) =>
    expected.some((one) => one.rule === rule && one[key] !== undefined);
  return findings.map(({ rule, certainty, at, when, affects, cause }) => {
    const line = speaksOf(rule, "line") ? ` line ${at?.line ?? "-"}` : "";
    const rules = speaksOf(rule, "affects") ? ` affects ${affects.join(", ")}` : "";
    const why = speaksOf(rule, "cause") ? ` cause ${cause}` : "";
    const condition = expected.find(
      (one) => one.rule === rule && one.when !== undefined && when.join(" and ").includes(one.when),
    );
    return `${rule} ${certainty}${line}${rules}${why}${condition ? ` when ${condition.when}` : ""}`;
  });
}

export function wanted(expected: readonly ExpectedFinding[]): string[] {
  return expected.map(({ rule, certainty, line, affects, cause, when }) => {
    const rules = affects === undefined ? "" : ` affects ${[...affects].sort().join(", ")}`;
    return `${rule} ${certainty}${line === undefined ? "" : ` line ${line}`}${rules}${cause === undefined ? "" : ` cause ${cause}`}${when === undefined ? "" : ` when ${when}`}`;
  });
}

export const folders = readdirSync(root, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
