import type { StaleExemption } from "../policies/exemptions.js";
import type { Because, Finding } from "../policies/finding.js";
import { type JudgeOptions, judge } from "../policies/judge.js";
import { refusedBy } from "./applicable.js";
import type { InputError } from "./errors.js";
import { excerptsOf } from "./excerpts.js";
import { withoutMount } from "./files/project-files.js";
import type { HostPicture } from "./host/picture.js";
import { type Analysed, analyseUnit, type InputOptions, nothingAnalysed, type Unit } from "./inputs.js";
import { Places } from "./places.js";
import type { Note, ReportHost, ReportInput } from "./report.js";

/** What is left of a unit when it is judged: plain data, so that it can come from another thread and its host is forgotten. */
export interface JudgedUnit {
  readonly inputs: readonly ReportInput[];
  readonly errors: readonly InputError[];
  readonly hosts: readonly ReportHost[];
  readonly findings: readonly Finding[];
  readonly stale: readonly StaleExemption[];
  readonly notes: readonly Note[];
  readonly excerpts: ReadonlyMap<string, string>;
  /** Files that ran here besides the inputs themselves, by the names that reports give them. */
  readonly ran: readonly string[];
  /** What the hosts will be, for formats that draw them; empty where none is asked for. */
  readonly pictures: readonly HostPicture[];
  /** Paths that were asked for and not read, with why. */
  readonly refused: readonly (readonly [string, string])[];
}

export async function judgeUnit(unit: Unit, options: InputOptions, judging: JudgeOptions, draw = false): Promise<JudgedUnit> {
  const analysed = nothingAnalysed();
  await analyseUnit(unit, options, analysed);
  const pictures = draw ? (await import("./host/picture.js")).picturesOf(analysed.judged) : [];
  return { ...judgedUnit(analysed, judging), pictures, refused: refusedBy(unit) };
}

export function judgedUnit(analysed: Analysed, judging: JudgeOptions): Omit<JudgedUnit, "refused" | "pictures"> {
  const { findings, stale } = judge(analysed.judged, judging);
  const places = new Places(analysed.sources, analysed.scripts, analysed.declarations);
  return {
    inputs: analysed.inputs,
    errors: analysed.errors,
    hosts: analysed.hosts.map((host) => ({
      ...host,
      coverage: { ...host.coverage, names: host.coverage.names.map(withoutMount) },
    })),
    findings: findings.map((finding) => shownFinding(places.finding(finding))),
    stale,
    notes: analysed.notes,
    excerpts: excerptsOf(findings, analysed.sources, analysed.hidden),
    ran: ranBy(analysed, places),
  };
}

/** Where a project lies on the host is a stand-in of ours and appears nowhere. */
function shownFinding(finding: Finding): Finding {
  return {
    ...finding,
    message: withoutMount(finding.message),
    when: finding.when.map(withoutMount),
    because: finding.because.map((step): Because => ({ ...step, what: withoutMount(step.what) })),
  };
}

/** Files that ran in a unit besides its inputs themselves. */
export function ranBy(analysed: Analysed, places: Places): string[] {
  const own = new Set(analysed.inputs.map(({ path }) => path));
  const ran = new Set(places.sent);
  for (const { place } of analysed.sources)
    if (place.file !== null && place.resource === null && !own.has(place.file)) ran.add(place.file);
  return [...ran].sort();
}
