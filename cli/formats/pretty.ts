import picocolors from "picocolors";
import type { Source } from "../../interpreter/values/source.js";
import { type Because, describePlace, type Finding, type Place } from "../../policies/finding.js";
import { Redactor } from "../../policies/redact.js";
import { remediationOf, ruleNamed } from "../../policies/rules/index.js";
import type { InputError } from "../errors.js";
import { type Report, type ReportHost, summary } from "../report.js";
import { visible } from "./visible.js";

export interface PrettyOptions {
  readonly color: boolean;
  readonly quiet: boolean;
}

export type Paint = ReturnType<typeof picocolors.createColors>;

/** A report for people: what is wrong, where, how it comes about, and what to change. */
export function formatPretty(report: Report, options: PrettyOptions): string {
  const paint = picocolors.createColors(options.color);
  const texts = new Texts(report, paint);
  const lines: string[] = [];
  for (const error of report.errors) lines.push(...errorLines(error, paint), "");
  const explained = new Set<string>();
  for (const finding of report.findings) lines.push(...findingLines(finding, texts, explained, paint), "");
  for (const { rule, exemption, why } of report.stale) {
    const what = `exemption of ${rule} for ${visible(exemption.resource ?? exemption.finding ?? "")} (${visible(exemption.owner)})`;
    lines.push(
      `${paint.yellow("stale")} ${what} ${why === "expired" ? `expired on ${visible(exemption.expires)}` : "covers nothing that is found"}`,
    );
  }
  if (!options.quiet) {
    for (const note of report.notes) lines.push(`${paint.dim("note")} ${visible(note.input)}: ${visible(note.message)}`);
    for (const host of report.hosts)
      if (host.coverage.commands > 0) lines.push(paint.dim(`host ${visible(host.id)}: ${coverageLine(host)}`));
  }
  lines.push(summaryLine(report, paint));
  return `${lines.join("\n")}\n`;
}

export function errorLines(error: InputError, paint: Paint): string[] {
  const at = error.line === null ? error.input : `${error.input}:${error.line}${error.column === null ? "" : `:${error.column}`}`;
  return [`${paint.red("error")} ${paint.bold(visible(at))} ${visible(error.message)}`];
}

/** `12 commands: 10 modelled, 1 inert, 1 not modelled (Set-Contoso)` */
export function coverageLine({ coverage }: ReportHost, redactor: Redactor | null = null): string {
  const { commands, modelled, inert, unmodelled, names } = coverage;
  const shown = names.slice(0, 8).map((name) => visible(redactor === null ? name : redactor.clean(name)));
  const list = names.length > 0 ? ` (${shown.join(", ")}${names.length > 8 ? ", ..." : ""})` : "";
  return `${count(commands, "command")}: ${modelled} modelled, ${inert} without effect on what is judged, ${unmodelled} not modelled${list}`;
}

function findingLines(finding: Finding, texts: Texts, explained: Set<string>, paint: Paint): string[] {
  const label = finding.exemption
    ? paint.dim("exempt")
    : finding.blocking
      ? paint.red(finding.certainty)
      : paint.yellow(finding.certainty);
  const lines = [`${label} ${paint.bold(finding.rule)} ${paint.dim(`[${finding.severity}]`)} ${visible(finding.message)}`];
  lines.push(
    `  ${paint.cyan("-->")} ${visible(describePlace(finding.at))}${finding.host !== finding.at?.file ? paint.dim(`  host ${visible(finding.host)}`) : ""}`,
  );
  lines.push(...texts.excerpt(finding.at));
  if (finding.at?.declared)
    lines.push(paint.dim(`  resource made at ${visible(`${finding.at.declared.file}:${finding.at.declared.line}`)}`));
  const chain = chainOf(finding);
  if (chain.length > 0) {
    lines.push("  how it comes about");
    for (const step of chain) {
      const line = texts.line(step.at);
      lines.push(
        `    ${visible(step.what)}${step.at ? paint.dim(`  ${visible(shortPlace(step.at))}${line === null ? "" : ` | ${line}`}`) : ""}`,
      );
    }
  }
  if (finding.cause !== null && finding.affects.length > 0)
    lines.push(`  cannot be decided because of it: ${finding.affects.join(", ")}`);
  if (finding.exemption) {
    const { reason, owner, expires } = finding.exemption;
    lines.push(`  exempt until ${visible(expires)}: ${visible(reason)} (${visible(owner)})`);
  } else lines.push(...advice(finding, explained));
  lines.push(paint.dim(`  ${finding.fingerprint}`));
  return lines;
}

/** The finding's own line names the resource; here the file or property and the line are enough. */
export function shortPlace(at: Place | null): string {
  return describePlace(at === null || at.file === null ? at : { ...at, resource: null });
}

/** Why it matters is said once a rule; what to change each time, the likeliest first. */
function advice(finding: Finding, explained: Set<string>): string[] {
  if (finding.cause !== null) return [`  to change: ${remediationOf(finding.cause)}`];
  const rule = ruleNamed(finding.rule);
  if (!rule) return [];
  const [first = "", ...others] = rule.remediation;
  if (explained.has(rule.id)) return [`  to change: ${first}`];
  explained.add(rule.id);
  return [`  why it matters: ${rule.rationale}`, `  to change: ${first}`, ...others.map((text) => `         or: ${text}`)];
}

/** The steps that say something new: not what the first line says already, nothing twice. */
function chainOf(finding: Finding): Because[] {
  const message = finding.message.toLowerCase();
  const chain: Because[] = [];
  const seen = new Set<string>();
  for (const step of finding.because) {
    const key = `${step.what}\n${describePlace(step.at)}`;
    if (step.what === "" || step.what === "concatenated" || seen.has(key)) continue;
    if (step.at !== null && describePlace(step.at) === describePlace(finding.at) && message.includes(step.what.toLowerCase()))
      continue;
    seen.add(key);
    chain.push(step);
  }
  return chain;
}

const WIDTH = 160;
const BEFORE = 60;
const CHAIN_WIDTH = 80;

/** Lines of the texts that findings point into; never of a text that may hold secrets, and passwords are blanked. */
class Texts {
  private readonly byPlace = new Map<string, { readonly source: Source; readonly hidden: readonly string[] }>();
  private readonly redactors = new Map<readonly string[], Redactor>();

  constructor(
    { sources, hidden }: Report,
    private readonly paint: Paint,
  ) {
    for (const source of sources) {
      if (source.secret || source.inside !== null) continue;
      // The same file may have run on several hosts.
      const key = placeKey(source.place);
      const before = this.byPlace.get(key)?.hidden ?? [];
      const own = hidden.get(source) ?? [];
      this.byPlace.set(key, { source, hidden: before.length === 0 ? own : [...before, ...own] });
    }
  }

  /** The offending line with a caret under the value. */
  excerpt(at: Place | null): string[] {
    const text = this.text(at);
    if (text === null || at?.line == null || at.column === null) return [];
    const width =
      at.endLine === at.line && at.endColumn !== null
        ? Math.max(1, at.endColumn - at.column)
        : Math.max(1, text.trimEnd().length - at.column + 1);
    // Long lines are cut around the place, and the indentation is left out.
    const indent = text.length - text.trimStart().length;
    const from = Math.min(at.column - 1, Math.max(indent, at.column - 1 - BEFORE));
    const shown = text.slice(from, from + WIDTH).trimEnd();
    const mark = " ".repeat(at.column - 1 - from) + "^".repeat(Math.max(1, Math.min(width, WIDTH - (at.column - 1 - from))));
    const gutter = String(at.line);
    const bar = (head: string, rest: string) => `  ${this.paint.dim(`${head} |`)} ${rest}`;
    return [bar(gutter, shown), bar(" ".repeat(gutter.length), this.paint.red(mark))];
  }

  /** A short form of the line, for a step of a chain: from the place on when the line is long. */
  line(at: Place | null): string | null {
    const whole = this.text(at);
    const text = whole?.trim() ?? "";
    if (whole === null || text === "") return null;
    if (text.length <= CHAIN_WIDTH) return text;
    const from = whole.slice((at?.column ?? 1) - 1).trim();
    return from.length <= CHAIN_WIDTH ? from : `${from.slice(0, CHAIN_WIDTH - 3)}...`;
  }

  private text(at: Place | null): string | null {
    if (!at || at.secret || at.line === null) return null;
    const found = this.byPlace.get(placeKey(at));
    if (found === undefined) return null;
    return visible(withoutPasswords(this.redactor(found.hidden).cleanSource(found.source.lineText(at.line))));
  }

  private redactor(hidden: readonly string[]): Redactor {
    let redactor = this.redactors.get(hidden);
    if (!redactor) this.redactors.set(hidden, (redactor = new Redactor({ values: hidden, texts: [] })));
    return redactor;
  }
}

function placeKey(place: Pick<Place, "file" | "resource" | "property" | "layers">): string {
  // A property's text may have been read from a file, which is then named besides.
  return JSON.stringify([place.resource === null ? place.file : null, place.resource, place.property, place.layers]);
}

/**
 * What stands where a password belongs, by the look of the line: on a line that was not run nobody knows more. Only what is shown depends
 * on it.
 */
function withoutPasswords(line: string): string {
  return line.replace(
    /((?:pass(?:wd|word|phrase)|pwd|secret|token(?!s\b)|api_?key)[\w]*["']?(?:\s*[:=]\s*|\s+))("[^"]*"?|'[^']*'?|[^\s"'`$@({;|,)]+)/gi,
    (_all, name: string, value: string) =>
      name +
      (/^["']/.test(value) ? value[0] : "") +
      "*".repeat(Math.max(1, value.replace(/^["']|["']$/g, "").length)) +
      (/["']$/.test(value) && value.length > 1 ? value[0] : ""),
  );
}

function summaryLine(report: Report, paint: Paint): string {
  const { blocking, certain, possible, undecided } = summary(report);
  if (report.findings.length === 0 && report.errors.length === 0)
    return paint.green(`No findings in ${count(report.inputs.length, "input")}.`);
  const parts = [`${certain} certain`, `${possible} possible`, `${undecided} undecided`];
  const errors = report.errors.length > 0 ? `, ${count(report.errors.length, "input")} not read` : "";
  return paint.bold(`${parts.join(", ")}; ${blocking} blocking${errors}`);
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
