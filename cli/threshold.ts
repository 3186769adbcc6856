import type { Finding } from "../policies/finding.js";
import type { Severity } from "../policies/rule.js";
import { UsageError } from "./errors.js";

/** From which findings on the exit code is 1, given on the command line in place of the configured levels. */
export interface FailOn {
  readonly certainty: Finding["certainty"];
  /** Findings of a lower severity never block; null: all count. */
  readonly severity: Severity | null;
}

const CERTAINTIES: readonly Finding["certainty"][] = ["certain", "possible", "undecided"];
const SEVERITIES: readonly Severity[] = ["critical", "high", "medium", "low"];

/** Reads `possible`, `high` or `possible,high`. */
export function failOn(text: string): FailOn {
  let certainty: Finding["certainty"] | null = null;
  let severity: Severity | null = null;
  for (const word of text.split(",").map((one) => one.trim())) {
    const asCertainty = CERTAINTIES.find((one) => one === word);
    const asSeverity = SEVERITIES.find((one) => one === word);
    if (asCertainty !== undefined && certainty === null) certainty = asCertainty;
    else if (asSeverity !== undefined && severity === null) severity = asSeverity;
    else
      throw new UsageError(
        `--fail-on ${text}: expected one of ${CERTAINTIES.join(", ")}, one of ${SEVERITIES.join(", ")}, or one of each with a comma`,
      );
  }
  return { certainty: certainty ?? "possible", severity };
}

/** Findings as the threshold has them. What is exempt or known only at the update never blocks. */
export function withThreshold(findings: readonly Finding[], threshold: FailOn | null): Finding[] {
  if (threshold === null) return [...findings];
  const certainties = CERTAINTIES.slice(0, CERTAINTIES.indexOf(threshold.certainty) + 1);
  const severities = threshold.severity === null ? SEVERITIES : SEVERITIES.slice(0, SEVERITIES.indexOf(threshold.severity) + 1);
  return findings.map((finding) => {
    const reaches = certainties.includes(finding.certainty) && severities.includes(finding.severity);
    return { ...finding, blocking: reaches && finding.exemption === null && finding.cause !== "deferred" };
  });
}
