import { describePlace, type Finding } from "../../policies/finding.js";
import { remediationOf, ruleNamed } from "../../policies/rules/index.js";
import { lineOf } from "../excerpts.js";
import { type Report, summary } from "../report.js";
import { clean, joinSafe, markdown, type Safe, safe } from "../safe.js";
import { chainOf, shortPlace } from "./chain.js";

/** A comment on a pull request: the sum first, then a part for each finding that opens. */
export function formatMarkdown(report: Report): Safe {
  const { blocking, certain, possible, undecided } = summary(report);
  const lines: Safe[] = [safe`### Lycosa: ${title(report)}`, safe``];
  if (report.findings.length > 0 || report.errors.length > 0)
    lines.push(
      safe`| blocking | certain | possible | undecided | not read |`,
      safe`| --- | --- | --- | --- | --- |`,
      safe`| ${blocking} | ${certain} | ${possible} | ${undecided} | ${report.errors.length} |`,
      safe``,
    );
  for (const { input, file, line, message } of report.errors)
    lines.push(safe`- **not read** ${code(`${file ?? input}${line === null ? "" : `:${line}`}`)}: ${markdown(message)}`);
  if (report.errors.length > 0) lines.push(safe``);
  const parts: readonly (readonly [Safe, readonly Finding[]])[] = [
    [safe`Blocks`, report.findings.filter((finding) => finding.blocking)],
    [safe`Advice`, report.findings.filter((finding) => !finding.blocking && finding.exemption === null)],
    [safe`Exempt`, report.findings.filter((finding) => finding.exemption !== null)],
  ];
  for (const [name, findings] of parts) {
    if (findings.length === 0) continue;
    lines.push(safe`#### ${name}`, safe``);
    for (const finding of findings) lines.push(...details(finding, report), safe``);
  }
  return safe`${joinSafe(lines, "\n")}\n`;
}

function title(report: Report): Safe {
  const { blocking } = summary(report);
  if (blocking > 0) return safe`${blocking} ${blocking === 1 ? safe`finding blocks` : safe`findings block`}`;
  if (report.errors.length > 0) return safe`${report.errors.length} not read`;
  return report.findings.length === 0 ? safe`no findings` : safe`nothing blocks`;
}

function details(finding: Finding, report: Report): Safe[] {
  const lines = [
    safe`<details><summary><b>${clean(finding.certainty)}</b> ${code(finding.rule)} ${markdown(finding.message)}</summary>`,
    safe``,
    safe`at ${code(describePlace(finding.at))}, host ${code(finding.host)}, ${clean(finding.severity)}`,
    safe``,
  ];
  const line = lineOf(report.excerpts, finding.at);
  if (line !== null) lines.push(safe`<pre>${markdown(line.trim())}</pre>`, safe``);
  for (const step of chainOf(finding))
    lines.push(safe`1. ${markdown(step.what)}${step.at === null ? safe`` : safe` (${code(shortPlace(step.at))})`}`);
  if (finding.exemption) {
    const { reason, owner, expires } = finding.exemption;
    lines.push(safe``, safe`Exempt until ${markdown(expires)}: ${markdown(reason)} (${markdown(owner)})`);
  } else {
    const changes = finding.cause !== null ? [remediationOf(finding.cause)] : (ruleNamed(finding.rule)?.remediation ?? []);
    lines.push(safe``, safe`To change:`, safe``, ...changes.map((text) => safe`- ${markdown(text)}`));
  }
  lines.push(safe``, safe`${code(finding.fingerprint)}`, safe`</details>`);
  return lines;
}

/** Text as code, in HTML: nothing inside ends it. */
function code(text: string): Safe {
  return safe`<code>${markdown(text)}</code>`;
}
