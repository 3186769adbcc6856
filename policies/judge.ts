import { createHash } from "node:crypto";
import type { Guarded } from "../host/choice.js";
import type { Cause, Origin, Step } from "../host/origin.js";
import type { Unknown } from "../host/questions/answer.js";
import type { HostState } from "../host/state.js";
import { type Ending, verdict, type VerdictDanger } from "../host/verdict.js";
import { type Exemption, holds, type Level, type PolicyConfig, type RuleConfig } from "./config.js";
import { type AppliedExemption, type Because, type Finding, placeOf } from "./finding.js";
import type { Rule, Severity } from "./rule.js";
import { RULES, UNDECIDED_ID } from "./rules/index.js";

/** A host as it will be. */
export interface JudgedHost {
  readonly id: string;
  /** URN of the virtual machine or scale set; null for a lone script. */
  readonly urn: string | null;
  readonly state: HostState;
  readonly ending: Guarded<Ending>;
}

export interface JudgeOptions {
  readonly config: PolicyConfig;
  /** Today as `YYYY-MM-DD`, for exemptions. */
  readonly today: string;
  /** Only these rules; null: all. */
  readonly only?: ReadonlySet<string> | null;
  readonly rules?: readonly Rule[];
}

export interface StaleExemption {
  readonly rule: string;
  readonly exemption: Exemption;
  /** `expired`, or `unused`: it covers nothing that is found. */
  readonly why: "expired" | "unused";
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
    const doubts = new Map<string, Doubt>();
    for (const rule of options.rules ?? RULES) {
      const config = settings(options.config, rule.id);
      if (config.level === "disabled") continue;
      const reported = judgeRule(host, rule, doubts);
      if (options.only && !options.only.has(rule.id)) continue;
      for (const finding of reported) findings.push(finished(finding, host, config, options.today, used));
    }
    const undecided = settings(options.config, UNDECIDED_ID);
    if (undecided.level === "disabled") continue;
    for (const finding of doubtFindings(host, doubts)) {
      if (options.only && !options.only.has(UNDECIDED_ID) && !finding.affects.some((id) => options.only?.has(id))) continue;
      findings.push(finished(finding, host, undecided, options.today, used));
    }
  }
  findings.sort(compareFindings);
  return { findings, stale: staleExemptions(options, used) };
}

function settings(config: PolicyConfig, id: string): RuleConfig {
  return config.rules.get(id) ?? { level: "mandatory", possible: "mandatory", exempt: [] };
}

type Draft = Omit<Finding, "blocking" | "exemption">;

function judgeRule(host: JudgedHost, rule: Rule, doubts: Map<string, Doubt>): Draft[] {
  let result: ReturnType<typeof verdict>;
  try {
    result = verdict(host.state, host.ending, rule.question);
  } catch (error) {
    // One rule's defect must neither hide the other rules' findings nor pass as clean.
    const what = error instanceof Error ? error.constructor.name : "an exception";
    addDoubt(doubts, rule.id, { cause: "internal", why: `the rule ${rule.id} failed (${what}); please report this`, origin: null, because: [] });
    return [];
  }
  // What is certain cannot get worse; anything weaker can, by what is not known.
  if (result.certainty !== "certain") for (const unknown of result.unknowns) addDoubt(doubts, rule.id, unknown);
  if (result.certainty !== "certain" && result.certainty !== "possible") return [];
  const certainty = result.certainty;
  return result.dangers.map((danger) => draft(host, rule, certainty, danger));
}

function draft(host: JudgedHost, rule: Rule, certainty: "certain" | "possible", { danger, when }: VerdictDanger): Draft {
  const what = sayable(danger.at, danger.id) ? danger.what : rule.title;
  const condition = when.length > 0 ? `, when ${when.join(" and ")}` : "";
  return {
    rule: rule.id,
    severity: rule.severity,
    certainty,
    cause: null,
    affects: [],
    message: `${capitalised(what)}${condition}.`,
    when,
    host: host.id,
    at: placeOf(danger.at),
    because: danger.because.map(becauseOf),
    fingerprint: fingerprint([rule.id, host.urn ?? host.id, sayable(danger.at, danger.id) ? danger.id : "", ...placeParts(danger.at)]),
  };
}

function becauseOf(step: Step): Because {
  return { at: placeOf(step.at), what: step.at?.secret ? withoutNames(step.what) : step.what };
}

/**
 * Names that stand in a text which may hold secrets are not repeated: a finding there names well-known accounts, groups, rights and
 * settings only. Ids are made of kinds and principals, so the id says whether anything else is in the sentence.
 */
function sayable(at: Origin | null, id: string): boolean {
  if (!at?.secret) return true;
  return id.split("|").every((part) => /^(?:sid:)?S-1-[\d-]+$|^machine:\d+$|^[a-z]+$|^Se[A-Z]\w+$|^\d+$|^service$|^grant-by-default$|^internet$/i.test(part));
}

function withoutNames(what: string): string {
  // The place says where to look; the words may come from the text.
  const verb = /^[a-z]+(?: [a-z]+)?/.exec(what)?.[0];
  return `${verb ?? "a step"} (text of a secret property is not shown)`;
}

function addDoubt(doubts: Map<string, Doubt>, rule: string, unknown: Unknown): void {
  const key = [unknown.cause, unknown.why, ...placeParts(unknown.origin), unknown.origin?.line ?? "", unknown.origin?.column ?? ""].join("\n");
  const known = doubts.get(key);
  if (known) known.affects.add(rule);
  else doubts.set(key, { unknown, affects: new Set([rule]) });
}

const CAUSES: Readonly<Record<Cause, string>> = {
  deferred: "is known only during the update",
  input: "depends on a value that is not given here",
  opaque: "runs code that is not available",
  unmodelled: "uses a command that is not modelled",
  unreadable: "cannot be read",
  budget: "is too much work to follow to its end",
  internal: "could not be judged",
};

function doubtFindings(host: JudgedHost, doubts: ReadonlyMap<string, Doubt>): Draft[] {
  return [...doubts.values()].map(({ unknown, affects }) => {
    const rules = [...affects].sort();
    const why = unknown.origin?.secret ? "in a text that may hold secrets" : unknown.why;
    return {
      rule: UNDECIDED_ID,
      severity: "medium" as Severity,
      certainty: "undecided" as const,
      cause: unknown.cause,
      affects: rules,
      message: `The host ${CAUSES[unknown.cause]}: ${why}.`,
      when: [],
      host: host.id,
      at: placeOf(unknown.origin),
      because: unknown.because.map(becauseOf),
      fingerprint: fingerprint([UNDECIDED_ID, host.urn ?? host.id, unknown.cause, ...placeParts(unknown.origin), unknown.origin?.secret ? "" : unknown.why]),
    };
  });
}

function finished(draft: Draft, host: JudgedHost, config: RuleConfig, today: string, used: Set<Exemption>): Finding {
  const exemption = exemptionFor(draft, host, config.exempt, today, used);
  return { ...draft, exemption, blocking: exemption === null && levelOf(draft, config) === "mandatory" };
}

function levelOf(draft: Draft, config: RuleConfig): Level {
  // What is known at the update is judged at the update: it never blocks a preview.
  if (draft.cause === "deferred") return "advisory";
  return draft.certainty === "possible" ? config.possible : config.level;
}

function exemptionFor(draft: Draft, host: JudgedHost, exemptions: readonly Exemption[], today: string, used: Set<Exemption>): AppliedExemption | null {
  for (const one of exemptions) {
    const covers = one.finding !== null ? one.finding === draft.fingerprint : namesResource(one.resource as string, [draft.at?.resource ?? null, host.urn, host.id]);
    if (!covers) continue;
    used.add(one);
    if (holds(one, today)) return { reason: one.reason, owner: one.owner, expires: one.expires };
  }
  return null;
}

function namesResource(pattern: string, names: readonly (string | null)[]): boolean {
  return names.some((name) => {
    if (name === null) return false;
    const last = name.split("::").pop() as string;
    if (pattern.endsWith("*")) return name.startsWith(pattern.slice(0, -1)) || last.startsWith(pattern.slice(0, -1));
    return name === pattern || last === pattern;
  });
}

function staleExemptions(options: JudgeOptions, used: ReadonlySet<Exemption>): StaleExemption[] {
  const stale: StaleExemption[] = [];
  for (const [rule, config] of options.config.rules) {
    for (const exemption of config.exempt) {
      if (!holds(exemption, options.today)) stale.push({ rule, exemption, why: "expired" });
      else if (!used.has(exemption)) stale.push({ rule, exemption, why: "unused" });
    }
  }
  return stale;
}

function placeParts(origin: Origin | null): string[] {
  return origin ? [origin.file ?? "", origin.resource ?? "", origin.property ?? "", origin.layers.join(">")] : [];
}

function fingerprint(parts: readonly string[]): string {
  return `v1:${createHash("sha256").update(parts.join("\u0000")).digest("hex").slice(0, 32)}`;
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function compareFindings(a: Finding, b: Finding): number {
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

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
