import { RULES, ruleNamed, UNDECIDED, UNDECIDED_ID } from "../../policies/rules/index.js";
import { UsageError } from "../errors.js";
import { cleanLines, json, type Safe, safe } from "../safe.js";

/** `lycosa rules`: one line a rule. */
export function listRules(): Safe {
  const rows = [
    ...RULES.map((rule) => [rule.id, rule.severity, rule.title]),
    [UNDECIDED.id, UNDECIDED.severity, UNDECIDED.title],
  ] as const;
  const width = Math.max(...rows.map(([id]) => id?.length ?? 0));
  return cleanLines(
    `${rows.map(([id = "", severity = "", title]) => `${id.padEnd(width)}  ${severity.padEnd(8)}  ${title}`).join("\n")}\n`,
  );
}

/** `lycosa rules --format json`: what a rule is, for programs. */
export function rulesJson(): Safe {
  const known = RULES.map(({ id, title, severity, since, rationale, remediation, frameworks }) => ({
    id,
    title,
    severity,
    since,
    rationale,
    remediation,
    frameworks,
  }));
  const { id, title, severity, since, rationale, causes } = UNDECIDED;
  return safe`${json([...known, { id, title, severity, since, rationale, causes }])}\n`;
}

/** `lycosa explain RULE`: what it means, why it matters, what to change, with examples. */
export function explain(id: string): Safe {
  if (id === UNDECIDED_ID) return explainUndecided();
  const rule = ruleNamed(id);
  if (!rule)
    throw new UsageError(
      `explain ${id}: there is no such rule; known rules are ${[...RULES.map((one) => one.id), UNDECIDED_ID].join(", ")}`,
    );
  const lines = [`${rule.id} (${rule.severity}): ${rule.title}`, "", rule.rationale, "", "What to change"];
  lines.push(...rule.remediation.map((text) => `  - ${text}`), "", "Standards");
  for (const one of rule.frameworks) lines.push(`  - ${one.name} ${one.control} (${one.covers}): ${one.note}`);
  for (const example of rule.examples) {
    lines.push(
      "",
      `${example.expect === "none" ? "Passes" : "Reported"}: ${example.title}`,
      ...example.script
        .trimEnd()
        .split("\n")
        .map((line) => `    ${line}`),
    );
  }
  return cleanLines(`${lines.join("\n")}\n`);
}

function explainUndecided(): Safe {
  const width = Math.max(...UNDECIDED.causes.map(({ cause }) => cause.length));
  const causes = UNDECIDED.causes.flatMap(({ cause, what, remediation }) => [
    `  ${cause.padEnd(width)}  ${what}`,
    `  ${" ".repeat(width)}  ${remediation}`,
  ]);
  const levels = "Advisory by default. Set it to mandatory in the policy configuration to refuse what cannot be decided.";
  return cleanLines(
    `${[`${UNDECIDED.id} (${UNDECIDED.severity}): ${UNDECIDED.title}`, "", UNDECIDED.rationale, "", "Causes, and what to change", ...causes, "", levels].join("\n")}\n`,
  );
}
