import type { Unknown } from "../host/questions/answer.js";
import type { Cause, Origin } from "../host/values/origin.js";
import type { Exemption, Level, PolicyConfig, RuleConfig } from "./config.js";
import { capitalised, Disclosure } from "./disclosure.js";
import { exemptionFor, type StaleExemption, staleExemptions } from "./exemptions.js";
import { exposureFor, exposureSentence, severityWith } from "./exposure.js";
import { type Finding, nameOf, placeOf } from "./finding.js";
import { compareText, dangerParts, fingerprinted, identityOf, placeParts } from "./fingerprint.js";
import type { JudgedHost } from "./judged-host.js";
import { NOTHING_CONFIDENTIAL } from "./redact.js";
import type { Rule, Severity } from "./rule.js";
import { RULES, UNDECIDED_ID } from "./rules/index.js";
import { type StagedDanger, type StagedVerdict, stagedVerdict } from "./staged-verdict.js";

export interface JudgeOptions {
  readonly config: PolicyConfig;
  /** Today as `YYYY-MM-DD`, for exemptions. */
  readonly today: string;
  /** Only these rules; null: all. */
  readonly only?: ReadonlySet<string> | null;
  readonly rules?: readonly Rule[];
  /**
   * Take every text as one that may hold secrets: messages then name well-known accounts, groups, rights and settings only. For the pack,
   * where everything arrives in clear and unmarked.
   */
  readonly discreet?: boolean;
}

export interface Judgement {
  readonly findings: readonly Finding[];
  readonly stale: readonly StaleExemption[];
}

interface Doubt {
  readonly unknown: Unknown;
  readonly affects: Set<string>;
}

/** Judges hosts by all rules: pure, and the same input gives the same findings in the same order. */
export function judge(hosts: readonly JudgedHost[], options: JudgeOptions): Judgement {
  const findings: Finding[] = [];
  const used = new Set<Exemption>();
  for (const host of hosts) {
    const disclosure = new Disclosure(host.confidential ?? NOTHING_CONFIDENTIAL, options.discreet === true);
    const doubts = new Map<string, Doubt>();
    for (const rule of options.rules ?? RULES) {
      const config = settings(options.config, rule.id);
      if (config.level === "disabled") continue;
      const drafts = judgeRule(host, rule, doubts, disclosure);
      if (!isAsked(options, rule.id)) continue;
      for (const draft of fingerprinted(drafts)) findings.push(...finished(draft, host, config, options.today, used));
    }
    const undecided = settings(options.config, UNDECIDED_ID);
    if (undecided.level === "disabled") continue;
    for (const draft of fingerprinted(doubtDrafts(host, doubts, disclosure))) {
      if (!isAsked(options, UNDECIDED_ID) && !draft.affects.some((id) => isAsked(options, id))) continue;
      findings.push(...finished(draft, host, undecided, options.today, used));
    }
  }
  findings.sort(compareFindings);
  return { findings, stale: staleExemptions(options.config, options.today, used, (rule) => isAsked(options, rule)) };
}

function isAsked(options: JudgeOptions, id: string): boolean {
  return !options.only || options.only.has(id);
}

function settings(config: PolicyConfig, id: string): RuleConfig {
  return config.rules.get(id) ?? { level: "mandatory", possible: "mandatory", exempt: [] };
}

/** A finding before levels and exemptions; `identity` is what its fingerprint is made of, apart from a number. */
interface Draft extends Omit<Finding, "blocking" | "exemption" | "fingerprint"> {
  readonly identity: string;
}

function judgeRule(host: JudgedHost, rule: Rule, doubts: Map<string, Doubt>, disclosure: Disclosure): Draft[] {
  let result: StagedVerdict;
  try {
    result = stagedVerdict(host, rule);
  } catch (error) {
    // One rule's defect must neither hide the other rules' findings nor pass as clean. The exception's text may hold anything.
    const what = error instanceof Error ? error.constructor.name : "an exception";
    addDoubt(doubts, rule.id, { cause: "internal", why: `the rule ${rule.id} failed (${what})`, origin: null, because: [] });
    return [];
  }
  for (const unknown of result.unknowns) addDoubt(doubts, rule.id, unknown);
  return result.dangers.map((danger) => draft(host, rule, danger, disclosure));
}

function draft(host: JudgedHost, rule: Rule, { certainty, danger, when, between }: StagedDanger, disclosure: Disclosure): Draft {
  const conditions = when.map((one) => disclosure.condition(one, danger.at));
  const exposure = exposureFor(rule.id, host.exposure?.() ?? null);
  const reached = exposureSentence(exposure, disclosure.discreet);
  const span =
    between === null ? "" : `, from ${nameOf(between.from)} until ${nameOf(between.until)}, and a deployment can stop in between`;
  return {
    rule: rule.id,
    severity: severityWith(rule.severity, exposure),
    certainty,
    cause: null,
    exposure,
    affects: [],
    message: `${capitalised(disclosure.danger(danger, rule.title))}${span}${conditions.length > 0 ? `, when ${conditions.join(" and ")}` : ""}.${reached === "" ? "" : ` ${reached}`}`,
    when: conditions,
    between,
    host: host.id,
    at: placeOf(danger.at),
    because: danger.because.map((step) => disclosure.step(step)),
    identity: identityOf(rule.id, hostPart(host, danger.at), ...dangerParts(danger), ...placeParts(danger.at)),
  };
}

/** A host that is made elsewhere has only a name, which may be a secret; the resource that reaches it tells it apart as well. */
function hostPart(host: JudgedHost, at: Origin | null): string {
  return host.urn ?? (at?.resource ? "" : host.id);
}

function addDoubt(doubts: Map<string, Doubt>, rule: string, unknown: Unknown): void {
  const key = [
    unknown.cause,
    unknown.why,
    ...placeParts(unknown.origin),
    unknown.origin?.line ?? "",
    unknown.origin?.column ?? "",
  ].join("\n");
  const known = doubts.get(key);
  if (known) known.affects.add(rule);
  else doubts.set(key, { unknown, affects: new Set([rule]) });
}

const CAUSES: Readonly<Record<Cause, string>> = {
  deferred: "Known only during the update",
  input: "Not known here",
  opaque: "Code that is not available",
  unmodelled: "Not modelled",
  unreadable: "Cannot be read",
  budget: "Too much to follow to its end",
  internal: "A defect of lycosa, please report it",
};

function doubtDrafts(host: JudgedHost, doubts: ReadonlyMap<string, Doubt>, disclosure: Disclosure): Draft[] {
  return [...doubts.values()].map(({ unknown, affects }) => ({
    rule: UNDECIDED_ID,
    severity: "medium" as Severity,
    exposure: null,
    certainty: "undecided" as const,
    cause: unknown.cause,
    affects: [...affects].sort(),
    message: `${CAUSES[unknown.cause]}: ${disclosure.unknown(unknown)}.`,
    when: [],
    between: null,
    host: host.id,
    at: placeOf(unknown.origin),
    because: unknown.because.map((step) => disclosure.step(step)),
    identity: identityOf(UNDECIDED_ID, hostPart(host, unknown.origin), unknown.cause, ...placeParts(unknown.origin)),
  }));
}

type Fingerprinted = Omit<Finding, "blocking" | "exemption">;

/** The finding with its level and exemption; none when the level of what is possible is "disabled". */
function finished(draft: Fingerprinted, host: JudgedHost, config: RuleConfig, today: string, used: Set<Exemption>): Finding[] {
  const level = levelOf(draft, config);
  if (level === "disabled") return [];
  const exemption = exemptionFor(draft, host, config.exempt, today, used);
  return [{ ...draft, exemption, blocking: exemption === null && level === "mandatory" }];
}

function levelOf(draft: Fingerprinted, config: RuleConfig): Level {
  // What is known at the update is judged at the update: it never blocks a preview.
  if (draft.cause === "deferred") return "advisory";
  return draft.certainty === "possible" ? config.possible : config.level;
}

/** The order of findings in reports. */
export function compareFindings(a: Finding, b: Finding): number {
  const order = ["certain", "possible", "undecided"];
  return (
    compareText(a.host, b.host) ||
    order.indexOf(a.certainty) - order.indexOf(b.certainty) ||
    compareText(a.at?.file ?? "", b.at?.file ?? "") ||
    compareText(a.at?.resource ?? "", b.at?.resource ?? "") ||
    (a.at?.line ?? 0) - (b.at?.line ?? 0) ||
    (a.at?.column ?? 0) - (b.at?.column ?? 0) ||
    compareText(a.rule, b.rule) ||
    compareText(a.fingerprint, b.fingerprint)
  );
}
