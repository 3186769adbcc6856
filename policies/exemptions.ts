import { type Exemption, holds, type PolicyConfig } from "./config.js";
import type { AppliedExemption, Finding } from "./finding.js";

export interface StaleExemption {
  readonly rule: string;
  readonly exemption: Exemption;
  /** `expired`, or `unused`: it covers nothing that is found. */
  readonly why: "expired" | "unused";
}

/** The exemption that covers a finding today, or null. Every exemption that covers it is added to `used`, also one that has expired. */
export function exemptionFor(
  finding: Pick<Finding, "fingerprint" | "at">,
  host: { readonly id: string; readonly urn: string | null },
  exemptions: readonly Exemption[],
  today: string,
  used: Set<Exemption>,
): AppliedExemption | null {
  for (const one of exemptions) {
    const covers =
      one.finding !== null
        ? one.finding === finding.fingerprint
        : namesResource(one.resource as string, [finding.at?.resource ?? null, host.urn, host.id]);
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

/** Exemptions of the rules that were asked for which do nothing any more. */
export function staleExemptions(
  config: PolicyConfig,
  today: string,
  used: ReadonlySet<Exemption>,
  isAsked: (rule: string) => boolean,
): StaleExemption[] {
  const stale: StaleExemption[] = [];
  for (const [rule, settings] of config.rules) {
    if (settings.level === "disabled" || !isAsked(rule)) continue;
    for (const exemption of settings.exempt) {
      if (!holds(exemption, today)) stale.push({ rule, exemption, why: "expired" });
      else if (!used.has(exemption)) stale.push({ rule, exemption, why: "unused" });
    }
  }
  return stale;
}
