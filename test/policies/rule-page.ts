import type { Rule } from "../../policies/rule.js";
import { UNDECIDED } from "../../policies/rules/index.js";

/** The page of a rule, made of its metadata: `docs/rules/<id>.md`. */
export function rulePage(rule: Rule): string {
  const lines = [
    ...head(rule),
    "## What to change",
    "",
    ...rule.remediation.map((text) => `- ${text}`),
    "",
    "## Standards",
    "",
    "| standard | control | covers | note |",
    "| --- | --- | --- | --- |",
    ...rule.frameworks.map(
      ({ name, control, covers, note }) => `| ${name} | ${control} | ${covers === "full" ? "all of it" : "a part"} | ${note} |`,
    ),
    "",
    "## Examples",
  ];
  for (const { title, script, expect, line } of rule.examples) {
    const verdict = expect === "none" ? "passes" : `reported as ${expect}, at line ${line}`;
    lines.push("", `${title}: ${verdict}.`, "", "```powershell", ...script.trimEnd().split("\n"), "```");
  }
  return `${lines.join("\n")}\n`;
}

export function undecidedPage(): string {
  const lines = [
    ...head(UNDECIDED),
    "## Causes, and what to change",
    "",
    "| cause | what it is | what to change |",
    "| --- | --- | --- |",
    ...UNDECIDED.causes.map(({ cause, what, remediation }) => `| \`${cause}\` | ${what} | ${remediation} |`),
    "",
    "Advisory by default. Set it to `mandatory` in the [policy configuration](../configuration.md) to refuse what cannot be decided.",
  ];
  return `${lines.join("\n")}\n`;
}

function head({
  id,
  title,
  severity,
  since,
  rationale,
}: Pick<Rule, "id" | "title" | "severity" | "since" | "rationale">): string[] {
  return [
    "<!-- Made from the rule's metadata: npx vitest run test/policies/rules.test.ts -u -->",
    "",
    `# ${id}`,
    "",
    `${title}. Severity ${severity}, since ${since}.`,
    "",
    rationale,
    "",
  ];
}
