import { createHash } from "node:crypto";
import type { Guarded } from "../host/choice.js";
import { privilegeInfo } from "../host/privileges.js";
import type { Danger, Unknown } from "../host/questions/answer.js";
import { type Ending, type Verdict, type VerdictDanger, verdict } from "../host/questions/verdict.js";
import type { HostState } from "../host/state.js";
import type { Cause, Origin, Step } from "../host/values/origin.js";
import { type Exemption, holds, type Level, type PolicyConfig, type RuleConfig } from "./config.js";
import { type AppliedExemption, type Because, type Finding, placeOf } from "./finding.js";
import { type Confidential, NOTHING_CONFIDENTIAL, Redactor } from "./redact.js";
import type { Rule, Severity } from "./rule.js";
import { RULES, UNDECIDED_ID } from "./rules/index.js";

/** A host as it will be. */
export interface JudgedHost {
  readonly id: string;
  /** URN of the virtual machine or scale set; null for a lone script. */
  readonly urn: string | null;
  readonly state: HostState;
  readonly ending: Guarded<Ending>;
  /** What must not come out in a message. */
  readonly confidential?: Confidential;
}

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
    const speech = new Speech(host, options.discreet === true);
    const doubts = new Map<string, Doubt>();
    for (const rule of options.rules ?? RULES) {
      const config = settings(options.config, rule.id);
      if (config.level === "disabled") continue;
      const drafts = judgeRule(host, rule, doubts, speech);
      if (!isAsked(options, rule.id)) continue;
      for (const draft of numbered(drafts)) findings.push(...finished(draft, host, config, options.today, used));
    }
    const undecided = settings(options.config, UNDECIDED_ID);
    if (undecided.level === "disabled") continue;
    for (const draft of numbered(doubtDrafts(host, doubts, speech))) {
      if (!isAsked(options, UNDECIDED_ID) && !draft.affects.some((id) => isAsked(options, id))) continue;
      findings.push(...finished(draft, host, undecided, options.today, used));
    }
  }
  findings.sort(compareFindings);
  return { findings, stale: staleExemptions(options, used) };
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

/** Verdicts of a host, kept as long as the host: whoever judges it again for another rule's settings need not ask again. */
const verdicts = new WeakMap<JudgedHost, Map<Rule, Verdict>>();

function verdictOf(host: JudgedHost, rule: Rule): Verdict {
  let known = verdicts.get(host);
  if (!known) verdicts.set(host, (known = new Map()));
  let found = known.get(rule);
  if (!found) known.set(rule, (found = verdict(host.state, host.ending, rule.question)));
  return found;
}

function judgeRule(host: JudgedHost, rule: Rule, doubts: Map<string, Doubt>, speech: Speech): Draft[] {
  let result: Verdict;
  try {
    result = verdictOf(host, rule);
  } catch (error) {
    // One rule's defect must neither hide the other rules' findings nor pass as clean. The exception's text may hold anything.
    const what = error instanceof Error ? error.constructor.name : "an exception";
    addDoubt(doubts, rule.id, { cause: "internal", why: `the rule ${rule.id} failed (${what})`, origin: null, because: [] });
    return [];
  }
  // What is certain cannot get worse; anything weaker can, by what is not known.
  if (result.certainty !== "certain") for (const unknown of result.unknowns) addDoubt(doubts, rule.id, unknown);
  if (result.certainty !== "certain" && result.certainty !== "possible") return [];
  const certainty = result.certainty;
  return result.dangers.map((danger) => draft(host, rule, certainty, danger, speech));
}

function draft(
  host: JudgedHost,
  rule: Rule,
  certainty: "certain" | "possible",
  { danger, when }: VerdictDanger,
  speech: Speech,
): Draft {
  const conditions = when.map((one) => speech.condition(one, danger.at));
  return {
    rule: rule.id,
    severity: rule.severity,
    certainty,
    cause: null,
    affects: [],
    message: `${capitalised(speech.danger(danger, rule))}${conditions.length > 0 ? `, when ${conditions.join(" and ")}` : ""}.`,
    when: conditions,
    host: host.id,
    at: placeOf(danger.at),
    because: danger.because.map((step) => speech.step(step)),
    identity: [rule.id, hostPart(host, danger.at), ...knownNames(danger.id), ...placeParts(danger.at)].join("\u0000"),
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

function doubtDrafts(host: JudgedHost, doubts: ReadonlyMap<string, Doubt>, speech: Speech): Draft[] {
  return [...doubts.values()].map(({ unknown, affects }) => ({
    rule: UNDECIDED_ID,
    severity: "medium" as Severity,
    certainty: "undecided" as const,
    cause: unknown.cause,
    affects: [...affects].sort(),
    message: `${CAUSES[unknown.cause]}: ${speech.unknown(unknown)}.`,
    when: [],
    host: host.id,
    at: placeOf(unknown.origin),
    because: unknown.because.map((step) => speech.step(step)),
    identity: [UNDECIDED_ID, hostPart(host, unknown.origin), unknown.cause, ...placeParts(unknown.origin)].join("\u0000"),
  }));
}

/**
 * What may be said about a host. Names that stand in a text which may hold secrets are not repeated: a finding there names well-known
 * accounts, groups, rights and settings only.
 */
class Speech {
  private readonly redactor: Redactor;

  constructor(
    host: JudgedHost,
    private readonly discreet: boolean,
  ) {
    this.redactor = new Redactor(host.confidential ?? NOTHING_CONFIDENTIAL);
  }

  danger({ id, what, at }: Danger, rule: Rule): string {
    // Ids are made of kinds, principals and objects, so the id says whether anything else is in the sentence.
    if (this.isSecret(at) && knownNames(id).length < id.split("|").length) return rule.title;
    return this.redactor.clean(what);
  }

  condition(text: string, at: Origin | null): string {
    return at?.secret ? "a condition of the script holds" : this.redactor.clean(text);
  }

  unknown({ why, origin }: Unknown): string {
    return origin?.secret ? "in a text that may hold secrets" : this.redactor.clean(why);
  }

  step({ at, what }: Step): Because {
    return { at: placeOf(at), what: at?.secret ? withoutNames(what) : this.redactor.clean(what) };
  }

  private isSecret(at: Origin | null): boolean {
    return this.discreet || at?.secret === true;
  }
}

const KINDS: ReadonlySet<string> = new Set([
  "relay",
  "list",
  "service",
  "domain",
  "*",
  "*.*",
  "member",
  "account",
  "privilege",
  "acl",
]);
const KNOWN_OBJECTS: ReadonlySet<string> = new Set([
  "c:\\",
  "c:\\windows",
  "c:\\windows\\system32",
  "c:\\windows\\syswow64",
  "c:\\windows\\temp",
  "c:\\windows\\system32\\inetsrv",
  "c:\\windows\\system32\\inetsrv\\config",
  "c:\\windows\\system32\\inetsrv\\config\\applicationhost.config",
  "c:\\program files",
  "c:\\program files (x86)",
  "service:w3svc",
  "service:was",
  "service:smtpsvc",
  "service:iisadmin",
]);

/** The parts of a danger's id that are no names of anybody's: kinds, SIDs, rights, numbers of servers, objects of Windows itself. */
function knownNames(id: string): string[] {
  return id
    .split("|")
    .filter(
      (part) =>
        /^(?:sid:)?S-1-[\d-]+$|^machine:\d+$|^\d{1,4}$/i.test(part) ||
        isRight(part) ||
        KINDS.has(part) ||
        KNOWN_OBJECTS.has(part),
    );
}

function isRight(part: string): boolean {
  return privilegeInfo(part) !== null;
}

function withoutNames(what: string): string {
  // The place says where to look; the words may come from the text.
  const verb = /^[a-z]+(?: to| by| in)?(?= )/.exec(what)?.[0];
  return verb !== undefined && STEPS.has(verb)
    ? `${verb} something (text of a secret property is not shown)`
    : "a step (text of a secret property is not shown)";
}

const STEPS: ReadonlySet<string> = new Set(["assigned to", "concatenated", "returned by", "written to", "added to", "decoded"]);

/** Findings of one identity are numbered in the order of their places, so that each has its own fingerprint. */
function numbered(drafts: readonly Draft[]): (Omit<Draft, "identity"> & { readonly fingerprint: string })[] {
  const counts = new Map<string, number>();
  const placed = [...drafts].sort(
    (a, b) =>
      (a.at?.line ?? 0) - (b.at?.line ?? 0) || (a.at?.column ?? 0) - (b.at?.column ?? 0) || compareText(a.message, b.message),
  );
  return placed.map(({ identity, ...rest }) => {
    const number = counts.get(identity) ?? 0;
    counts.set(identity, number + 1);
    const text = number === 0 ? identity : `${identity}\u0000#${number}`;
    return { ...rest, fingerprint: `v1:${createHash("sha256").update(text).digest("hex").slice(0, 32)}` };
  });
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

function exemptionFor(
  draft: Fingerprinted,
  host: JudgedHost,
  exemptions: readonly Exemption[],
  today: string,
  used: Set<Exemption>,
): AppliedExemption | null {
  for (const one of exemptions) {
    const covers =
      one.finding !== null
        ? one.finding === draft.fingerprint
        : namesResource(one.resource as string, [draft.at?.resource ?? null, host.urn, host.id]);
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
    if (config.level === "disabled" || !isAsked(options, rule)) continue;
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
