import type { Question } from "../host/questions/verdict.js";

export type Severity = "critical" | "high" | "medium" | "low";

/** A control of a public standard that a rule covers, wholly or in part. */
export interface Framework {
  readonly name: string;
  /** Control id as the standard writes it: `V-228572`, `CM-7`. */
  readonly control: string;
  readonly covers: "full" | "part";
  /** What of the control the rule does not look at, or why it is only part. */
  readonly note: string;
  readonly url?: string;
}

/** A short script with what the rule says of it; executed by a test and printed on the rule's page. */
export interface RuleExample {
  readonly title: string;
  readonly script: string;
  /** `none`: a near miss that must pass. */
  readonly expect: "certain" | "possible" | "none";
  /** Line of the finding in the script; left out where nothing is found. */
  readonly line?: number;
}

/** One danger that a host can be in. Ids never change. */
export interface Rule {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly frameworks: readonly Framework[];
  /** Why it matters, for a tired reader. */
  readonly rationale: string;
  /** What to change, most likely first. */
  readonly remediation: readonly string[];
  /** First version that has the rule. */
  readonly since: string;
  readonly question: Question;
  readonly examples: readonly RuleExample[];
}
