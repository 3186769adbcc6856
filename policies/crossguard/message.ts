import type { StaleExemption } from "../exemptions.js";
import { describePlace, type Finding } from "../finding.js";
import { remediationOf, ruleNamed } from "../rules/index.js";

/**
 * A finding as a policy message: position and construct, never source text, because everything arrives here in clear and unmarked.
 */
export function messageOf(finding: Finding): string {
  const rule = ruleNamed(finding.rule);
  const lines = [finding.message, `  where: ${describePlace(finding.at)}, host ${finding.host} (${finding.certainty})`];
  const steps = chainOf(finding);
  if (steps.length > 0) lines.push(`  how: ${steps.join("; then ")}`);
  if (finding.exemption)
    lines.push(`  exempt until ${finding.exemption.expires}: ${finding.exemption.reason} (${finding.exemption.owner})`);
  if (finding.affects.length > 0) lines.push(`  cannot be decided because of it: ${finding.affects.join(", ")}`);
  if (finding.cause !== null) lines.push(`  to change: ${remediationOf(finding.cause)}`);
  if (rule) lines.push(`  to change: ${rule.remediation[0]}`);
  // The command reads the same deployment and may show the lines, which the pack may not.
  lines.push(`  more: lycosa explain ${finding.rule}; lycosa check --explain`);
  lines.push(`  ${finding.fingerprint}`);
  return lines.join("\n");
}

/** More steps than this are for the command to show. */
const MOST_STEPS = 4;

/** What led to it, each thing once, without what the message says already and without steps that may not be told. */
function chainOf({ because, message }: Finding): string[] {
  const said = message.toLowerCase();
  const told = because.map(({ what }) => what).filter((what) => !what.includes("***") && !what.includes("is not shown"));
  return [...new Set(told)].filter((what) => !said.includes(what.toLowerCase())).slice(-MOST_STEPS);
}

/** An exemption that does nothing any more. */
export function staleMessage({ exemption, why }: StaleExemption): string {
  const what = `The exemption for ${exemption.resource ?? exemption.finding} (${exemption.owner})`;
  return why === "expired" ? `${what} has expired (${exemption.expires}).` : `${what} covers nothing that is found.`;
}
