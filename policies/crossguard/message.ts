import { describePlace, type Finding } from "../finding.js";
import { ruleNamed } from "../rules/index.js";

/**
 * A finding as a policy message: position and construct, never source text, because everything arrives here in clear and unmarked.
 */
export function messageOf(finding: Finding): string {
  const rule = ruleNamed(finding.rule);
  const lines = [`${finding.message} (${finding.certainty}; host ${finding.host}; at ${describePlace(finding.at)})`];
  if (finding.exemption) lines.push(`Exempt until ${finding.exemption.expires}: ${finding.exemption.reason} (${finding.exemption.owner}).`);
  if (finding.affects.length > 0) lines.push(`Cannot decide: ${finding.affects.join(", ")}.`);
  if (finding.cause === "deferred") lines.push("The same rules are applied again during the update, when the value is known.");
  if (rule) lines.push(`To change: ${rule.remediation[0]}`);
  lines.push(finding.fingerprint);
  return lines.join("\n");
}
