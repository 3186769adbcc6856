import { describePlace, type Finding, type Place } from "../../policies/finding.js";
import type { Redactor } from "../../policies/redact.js";
import { remediationOf, ruleNamed } from "../../policies/rules/index.js";
import type { InputError } from "../errors.js";
import { lineOf } from "../excerpts.js";
import { shownHere } from "../files/names.js";
import { type Report, type ReportHost, summary } from "../report.js";
import { clean, joinSafe, type Safe, safe, sliceSafe } from "../safe.js";
import { chainOf, shortPlace } from "./chain.js";
import { type Paint, paintOf } from "./paint.js";
import { hanging, wrap } from "./wrap.js";

export interface PrettyOptions {
  readonly color: boolean;
  readonly quiet: boolean;
  /** Whether each finding tells how it comes about. */
  readonly explain: boolean;
  /** Columns that text is wrapped to; null: it is not. */
  readonly width: number | null;
}

/** A report for people: what is wrong, where, how it comes about, and what to change. */
export function formatPretty(report: Report, options: PrettyOptions): Safe {
  const writer = new Writer(report, options);
  const lines: Safe[] = [];
  for (const error of report.errors) lines.push(...errorLines(error, writer.paint), safe``);
  for (const finding of report.findings) lines.push(...writer.finding(finding), safe``);
  lines.push(...writer.stale());
  if (!options.quiet) lines.push(...writer.remarks());
  lines.push(...writer.summary());
  return safe`${joinSafe(lines, "\n")}\n`;
}

/** `error infra/index.ts:3:1: message`, as editors link it. */
export function errorLines(error: InputError, paint: Paint): Safe[] {
  const file = shownHere(error.file ?? error.input);
  const at = error.line === null ? file : `${file}:${error.line}${error.column === null ? "" : `:${error.column}`}`;
  return [safe`${paint.red(safe`error`)} ${paint.bold(safe`${clean(at)}:`)} ${clean(error.message)}`];
}

/** `12 commands: 10 modelled, 1 inert, 1 not modelled (Set-Contoso)` */
export function coverageLine({ coverage }: ReportHost, redactor: Redactor | null = null): Safe {
  const { commands, modelled, inert, unmodelled, names } = coverage;
  const shown = names.slice(0, 8).map((name) => clean(redactor === null ? name : redactor.clean(name)));
  const list = names.length > 0 ? safe` (${joinSafe(shown, ", ")}${names.length > 8 ? safe`, ...` : safe``})` : safe``;
  return safe`${count(commands, "command")}: ${modelled} modelled, ${inert} without effect on what is judged, ${unmodelled} not modelled${list}`;
}

export function count(number: number, noun: string): Safe {
  return clean(`${number} ${noun}${number === 1 ? "" : "s"}`);
}

/** A place as people find it in the folder they are in. */
export function here(at: Place | null): Place | null {
  return at === null || at.file === null ? at : { ...at, file: shownHere(at.file) };
}

const WIDTH = 160;
const BEFORE = 60;
const CHAIN_WIDTH = 80;

class Writer {
  readonly paint: Paint;
  private readonly explained = new Set<string>();
  private hinted = false;

  constructor(
    private readonly report: Report,
    private readonly options: PrettyOptions,
  ) {
    this.paint = paintOf(options.color);
  }

  finding(finding: Finding): Safe[] {
    const { paint } = this;
    const label = this.label(finding);
    const head = safe`${clean(finding.rule)} [${clean(finding.severity)}] `;
    const [first = safe``, ...rest] = wrap(clean(finding.message), this.width(2), label.plain.length + head.length - 1);
    const lines = [
      safe`${label.painted} ${paint.bold(clean(finding.rule))} ${paint.dim(safe`[${clean(finding.severity)}]`)} ${first}`,
      ...rest.map((line) => safe`  ${line}`),
    ];
    const host = finding.host !== finding.at?.file ? paint.dim(safe`  host ${clean(shownHere(finding.host))}`) : safe``;
    lines.push(safe`  ${paint.cyan(safe`-->`)} ${clean(describePlace(here(finding.at)))}${host}`);
    lines.push(...this.excerpt(finding.at));
    const declared = finding.at?.declared;
    if (declared) {
      const column = declared.column === null ? "" : `:${declared.column}`;
      lines.push(paint.dim(safe`  resource made at ${clean(`${shownHere(declared.file)}:${declared.line}${column}`)}`));
    }
    lines.push(...this.chain(finding));
    if (finding.cause !== null && finding.affects.length > 0)
      lines.push(...this.paragraph(safe`cannot be decided because of it`, clean(finding.affects.join(", "))));
    if (finding.exemption) {
      const { reason, owner, expires } = finding.exemption;
      lines.push(safe`  exempt until ${clean(expires)}: ${clean(reason)} (${clean(owner)})`);
    } else lines.push(...this.advice(finding));
    lines.push(paint.dim(safe`  ${clean(finding.fingerprint)}`));
    return lines;
  }

  /** What blocks and what is advice look different with and without colours. */
  private label(finding: Finding): { readonly plain: Safe; readonly painted: Safe } {
    const { paint } = this;
    if (finding.exemption) return { plain: safe`exempt`, painted: paint.dim(safe`exempt`) };
    const certainty = clean(finding.certainty);
    if (finding.blocking) return { plain: certainty, painted: paint.red(certainty) };
    const advice = safe`${certainty} (advice)`;
    return { plain: advice, painted: paint.yellow(advice) };
  }

  private chain(finding: Finding): Safe[] {
    const steps = chainOf(finding);
    if (steps.length === 0) return [];
    if (!this.options.explain) {
      if (this.hinted || this.options.quiet) return [];
      this.hinted = true;
      return [this.paint.dim(safe`  how it comes about: ${count(steps.length, "step")}, shown with --explain`)];
    }
    const lines = [safe`  how it comes about`];
    for (const step of steps) {
      const text = this.shortLine(step.at);
      const place = step.at
        ? this.paint.dim(safe`  ${clean(shortPlace(here(step.at)))}${text === null ? safe`` : safe` | ${text}`}`)
        : safe``;
      lines.push(safe`    ${clean(step.what)}${place}`);
    }
    return lines;
  }

  /** Why it matters is said once a rule; what to change each time, the likeliest first. */
  private advice(finding: Finding): Safe[] {
    if (finding.cause !== null) return this.paragraph(safe`to change`, clean(remediationOf(finding.cause)));
    const rule = ruleNamed(finding.rule);
    if (!rule) return [];
    const [first = "", ...others] = rule.remediation;
    if (this.explained.has(rule.id)) return this.paragraph(safe`to change`, clean(first));
    this.explained.add(rule.id);
    return [
      ...this.paragraph(safe`why it matters`, clean(rule.rationale)),
      ...this.paragraph(safe`to change`, clean(first)),
      ...others.flatMap((text) => this.paragraph(safe`       or`, clean(text))),
    ];
  }

  private paragraph(title: Safe, text: Safe): Safe[] {
    return [safe`  ${title}: ${hanging(wrap(text, this.width(4), title.length), safe`    `)}`];
  }

  private width(indent: number): number | null {
    return this.options.width === null ? null : this.options.width - indent;
  }

  stale(): Safe[] {
    return this.report.stale.map(({ rule, exemption, why }) => {
      const what = safe`exemption of ${clean(rule)} for ${clean(exemption.resource ?? exemption.finding ?? "")} (${clean(exemption.owner)})`;
      const state = why === "expired" ? safe`expired on ${clean(exemption.expires)}` : safe`covers nothing that is found`;
      return safe`${this.paint.yellow(safe`stale`)} ${what} ${state}`;
    });
  }

  remarks(): Safe[] {
    const { report, paint } = this;
    const lines = report.notes.map(
      ({ input, message }) => safe`${paint.dim(safe`note`)} ${clean(shownHere(input))}: ${clean(message)}`,
    );
    if (report.hosts.length <= MOST_HOSTS) {
      for (const host of report.hosts)
        if (host.coverage.commands > 0) lines.push(paint.dim(safe`host ${clean(shownHere(host.id))}: ${coverageLine(host)}`));
    }
    for (const { path, resources } of report.inputs)
      if (resources !== undefined)
        lines.push(paint.dim(safe`project ${clean(shownHere(path))}: ${count(resources, "resource")}`));
    return lines;
  }

  summary(): Safe[] {
    const { report, paint } = this;
    const { blocking, certain, possible, undecided } = summary(report);
    const lines: Safe[] = [];
    if (report.notAsked.length > 0) {
      const rules = report.notAsked.map(
        ({ rule, why }) => safe`${clean(rule)} (${why === "disabled" ? safe`disabled` : safe`not selected`})`,
      );
      lines.push(paint.dim(safe`not asked: ${joinSafe(rules, ", ")}`));
    }
    if (report.baseline !== null) {
      const { known, gone } = report.baseline;
      const more = gone === 0 ? safe`` : safe`; ${gone} of it are gone (--prune-baseline takes them out)`;
      lines.push(paint.dim(safe`${count(known, "finding")} in the baseline${more}`));
    }
    if (report.findings.length === 0 && report.errors.length === 0)
      return [...lines, paint.green(safe`No findings in ${count(report.inputs.length, "input")}.`)];
    const errors = report.errors.length > 0 ? safe`, ${count(report.errors.length, "input")} not read` : safe``;
    return [
      ...lines,
      paint.bold(safe`${certain} certain, ${possible} possible, ${undecided} undecided; ${blocking} blocking${errors}`),
    ];
  }

  /** The offending line with a caret under the value. */
  private excerpt(at: Place | null): Safe[] {
    const found = lineOf(this.report.excerpts, at);
    if (found === null || at?.line == null || at.column === null) return [];
    const text = clean(found);
    const width =
      at.endLine === at.line && at.endColumn !== null
        ? Math.max(1, at.endColumn - at.column)
        : Math.max(1, text.trimEnd().length - at.column + 1);
    // Long lines are cut around the place, and the indentation is left out.
    const indent = text.length - text.trimStart().length;
    const from = Math.min(at.column - 1, Math.max(indent, at.column - 1 - BEFORE));
    const shown = sliceSafe(text, from, Math.max(from, Math.min(from + WIDTH, text.trimEnd().length)));
    const marks = "^".repeat(Math.max(1, Math.min(width, WIDTH - (at.column - 1 - from))));
    const mark = clean(" ".repeat(at.column - 1 - from) + marks);
    const gutter = clean(String(at.line));
    const bar = (head: Safe, rest: Safe) => safe`  ${this.paint.dim(safe`${head} |`)} ${rest}`;
    return [bar(gutter, shown), bar(clean(" ".repeat(gutter.length)), this.paint.red(mark))];
  }

  /** A short form of the line, for a step of a chain: from the place on when the line is long. */
  private shortLine(at: Place | null): Safe | null {
    const whole = lineOf(this.report.excerpts, at);
    const text = whole?.trim() ?? "";
    if (whole === null || text === "") return null;
    if (text.length <= CHAIN_WIDTH) return clean(text);
    const from = whole.slice((at?.column ?? 1) - 1).trim();
    return clean(from.length <= CHAIN_WIDTH ? from : `${from.slice(0, CHAIN_WIDTH - 3)}...`);
  }
}

/** Of more hosts than this only the findings are worth a line. */
const MOST_HOSTS = 12;
