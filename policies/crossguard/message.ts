import type { StaleExemption } from "../exemptions.js";
import { describePlace, type Finding } from "../finding.js";
import { remediationOf, ruleNamed } from "../rules/index.js";

/**
 * A finding as a policy message: position and construct, never source text, because everything arrives here in clear and unmarked.
 */
export function messageOf(finding: Finding): string {
  const rule = ruleNamed(finding.rule);
  const lines = [finding.message, `  where: ${describePlace(finding.at)}, host ${finding.host} (${finding.certainty})`];
  if (finding.exemption)
    lines.push(`  exempt until ${finding.exemption.expires}: ${finding.exemption.reason} (${finding.exemption.owner})`);
  if (finding.affects.length > 0) lines.push(`  cannot be decided because of it: ${finding.affects.join(", ")}`);
  if (finding.cause !== null) lines.push(`  to change: ${remediationOf(finding.cause)}`);
  if (rule) lines.push(`  to change: ${rule.remediation[0]}`);
  lines.push(`  ${finding.fingerprint}`);
  return lines.join("\n");
}

/** An exemption that does nothing any more. */
export function staleMessage({ exemption, why }: StaleExemption): string {
  const what = `The exemption for ${exemption.resource ?? exemption.finding} (${exemption.owner})`;
  return why === "expired" ? `${what} has expired (${exemption.expires}).` : `${what} covers nothing that is found.`;
}
