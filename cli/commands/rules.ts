import { RULES, ruleNamed, UNDECIDED_ID } from "../../policies/rules/index.js";
import { UsageError } from "../errors.js";

/** `lycosa rules`: one line a rule. */
export function listRules(): string {
  const rows = [...RULES.map((rule) => [rule.id, rule.severity, rule.title]), [UNDECIDED_ID, "medium", "Something that a rule needs could not be read or is not known"]] as const;
  const width = Math.max(...rows.map(([id]) => id?.length ?? 0));
  return `${rows.map(([id = "", severity = "", title]) => `${id.padEnd(width)}  ${severity.padEnd(8)}  ${title}`).join("\n")}\n`;
}

/** `lycosa explain RULE`: what it means, why it matters, what to change, with examples. */
export function explain(id: string): string {
  if (id === UNDECIDED_ID) return explainUndecided();
  const rule = ruleNamed(id);
  if (!rule) throw new UsageError(`explain ${id}: there is no such rule; known rules are ${[...RULES.map((one) => one.id), UNDECIDED_ID].join(", ")}`);
  const lines = [`${rule.id} (${rule.severity}): ${rule.title}`, "", rule.rationale, "", "What to change"];
  lines.push(...rule.remediation.map((text) => `  - ${text}`), "", "Standards");
  for (const one of rule.frameworks) lines.push(`  - ${one.name} ${one.control} (${one.covers}): ${one.note}`);
  for (const example of rule.examples) {
    lines.push("", `${example.expect === "none" ? "Passes" : "Reported"}: ${example.title}`, ...example.script.trimEnd().split("\n").map((line) => `    ${line}`));
  }
  return `${lines.join("\n")}\n`;
}

function explainUndecided(): string {
  return `${[
    `${UNDECIDED_ID} (medium): Something that a rule needs could not be read or is not known`,
    "",
    "A host that cannot be read is never called clean. Each finding names one cause, the place, and the rules that it affects.",
    "",
    "Causes",
    "  deferred    a value that only the update knows; judged again then, never blocks a preview",
    "  input       a value that is not given here: a parameter, an environment variable, something typed in",
    "  opaque      code that runs and is not available: a download, a file from elsewhere, an unknown text given to Invoke-Expression",
    "  unmodelled  a command of a modelled area that has no model yet",
    "  unreadable  a text that its language does not accept",
    "  budget      more work than the counts allow",
    "  internal    a defect of this tool; please report it",
    "",
    "Advisory by default. Set it to mandatory in the policy configuration to refuse what cannot be decided.",
  ].join("\n")}\n`;
}
