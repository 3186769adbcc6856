import picocolors from "picocolors";
import type { Source } from "../../interpreter/source.js";
import { describePlace, type Finding, type Place } from "../../policies/finding.js";
import { ruleNamed } from "../../policies/rules/index.js";
import { type Report, summary } from "../report.js";

export interface PrettyOptions {
  readonly color: boolean;
  readonly quiet: boolean;
}

/** A report for people: what is wrong, where, why, and what to change. */
export function formatPretty(report: Report, options: PrettyOptions): string {
  const paint = picocolors.createColors(options.color);
  const lines: string[] = [];
  for (const error of report.errors) {
    const at = error.line === null ? error.input : `${error.input}:${error.line}:${error.column}`;
    lines.push(`${paint.red("error")} ${paint.bold(at)} ${error.message}`, "");
  }
  for (const finding of report.findings) lines.push(...findingLines(finding, report.sources, paint), "");
  if (!options.quiet) {
    for (const note of report.notes) lines.push(`${paint.dim("note")} ${note.input}: ${note.message}`);
    for (const host of report.hosts) {
      const { commands, modelled, inert, unmodelled, names } = host.coverage;
      const list = names.length > 0 ? ` (${names.slice(0, 8).join(", ")}${names.length > 8 ? ", ..." : ""})` : "";
      lines.push(paint.dim(`host ${host.id}: ${count(commands, "command")}, ${modelled} modelled, ${inert} inert, ${unmodelled} not modelled${list}`));
    }
  }
  for (const { rule, exemption, why } of report.stale) {
    lines.push(`${paint.yellow("exemption")} of ${rule} for ${exemption.resource ?? exemption.finding} is ${why === "expired" ? `expired (${exemption.expires})` : "not used: nothing it covers is found"}`);
  }
  lines.push(summaryLine(report, paint));
  return `${lines.join("\n")}\n`;
}

type Paint = ReturnType<typeof picocolors.createColors>;

function findingLines(finding: Finding, sources: readonly Source[], paint: Paint): string[] {
  const label = finding.exemption ? paint.dim("exempt") : finding.blocking ? paint.red(finding.certainty) : paint.yellow(finding.certainty);
  const lines = [`${label} ${paint.bold(finding.rule)} ${paint.dim(`[${finding.severity}]`)} ${finding.message}`];
  lines.push(`  at ${describePlace(finding.at)}${finding.host && finding.host !== finding.at?.file ? `, host ${finding.host}` : ""}`);
  lines.push(...excerpt(finding.at, sources, paint));
  const steps = finding.because.filter((step) => step.what !== "");
  if (steps.length > 0) {
    lines.push("  because");
    for (const step of steps) lines.push(`    ${step.what}${step.at ? paint.dim(`  ${describePlace(step.at)}`) : ""}`);
  }
  if (finding.when.length > 0) lines.push(`  when ${finding.when.join(" and ")}`);
  if (finding.cause !== null && finding.affects.length > 0) lines.push(`  affects ${finding.affects.join(", ")}`);
  const rule = ruleNamed(finding.rule);
  if (rule) lines.push(`  why it matters: ${rule.rationale}`, ...rule.remediation.map((text, index) => `  ${index === 0 ? "to change:" : "       or:"} ${text}`));
  if (finding.exemption) lines.push(`  exempt until ${finding.exemption.expires}: ${finding.exemption.reason} (${finding.exemption.owner})`);
  lines.push(paint.dim(`  ${finding.fingerprint}`));
  return lines;
}

/** The offending line with a caret under the value; never for a text that may hold secrets. */
function excerpt(at: Place | null, sources: readonly Source[], paint: Paint): string[] {
  if (!at || at.secret || at.line === null || at.column === null) return [];
  const source = sources.find(
    (one) =>
      !one.secret && one.inside === null && one.place.file === at.file && one.place.resource === at.resource && one.place.property === at.property && one.place.layers.join("\n") === at.layers.join("\n"),
  );
  if (!source) return [];
  const text = source.lineText(at.line);
  const width = at.endLine === at.line && at.endColumn !== null ? Math.max(1, at.endColumn - at.column) : Math.max(1, text.length - at.column + 1);
  // Long lines are cut around the place.
  const from = Math.max(0, at.column - 1 - 60);
  const shown = text.slice(from, from + 160).replaceAll("\t", " ");
  const mark = " ".repeat(at.column - 1 - from) + "^".repeat(Math.min(width, 160 - (at.column - 1 - from)));
  const gutter = String(at.line);
  return [`  ${paint.dim(`${gutter} |`)} ${shown}`, `  ${paint.dim(`${" ".repeat(gutter.length)} |`)} ${paint.red(mark)}`];
}

function summaryLine(report: Report, paint: Paint): string {
  const { blocking, certain, possible, undecided } = summary(report);
  if (report.findings.length === 0 && report.errors.length === 0) return paint.green(`No findings in ${count(report.inputs.length, "input")}.`);
  const parts = [`${certain} certain`, `${possible} possible`, `${undecided} undecided`];
  const errors = report.errors.length > 0 ? `, ${count(report.errors.length, "input")} not read` : "";
  return paint.bold(`${parts.join(", ")}; ${blocking} blocking${errors}`);
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
