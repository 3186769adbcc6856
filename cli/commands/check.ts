import type { PolicyConfig } from "../../policies/config.js";
import type { StaleExemption } from "../../policies/exemptions.js";
import { compareFindings, type JudgeOptions, judge } from "../../policies/judge.js";
import { RULES, UNDECIDED_ID } from "../../policies/rules/index.js";
import { inOrder, refusals, refusedBy, refuseUseless } from "../applicable.js";
import { type BaselineOptions, checkBaseline, withBaseline } from "../baseline.js";
import { UsageError } from "../errors.js";
import { FORMATS, type Format, formatReport } from "../formats/index.js";
import { type InputOptions, unitsOf } from "../inputs.js";
import { judgeUnits, type ThreadOptions } from "../judge-units.js";
import type { JudgedUnit } from "../judged-unit.js";
import { checkDestination, destinations, type OutputOptions, writeReport } from "../output.js";
import { readPolicyConfig } from "../policy-file.js";
import { exitCode, type Report } from "../report.js";
import { withoutRunByOthers } from "../run-by-others.js";
import { type SelectionOptions, select } from "../selection.js";
import { type FailOn, withThreshold } from "../threshold.js";

export interface CheckOptions extends InputOptions, OutputOptions<Format> {
  readonly selection: SelectionOptions;
  readonly policyConfig: string | null;
  readonly rules: readonly string[];
  readonly exitZero: boolean;
  readonly failOn: FailOn | null;
  /** Judge a script of a folder alone, too, when another script of it runs it. */
  readonly each: boolean;
  readonly explain: boolean;
  readonly baseline: BaselineOptions;
  readonly threads: ThreadOptions;
  /** `YYYY-MM-DD` */
  readonly today: string;
}

/** `lycosa check`: analyses inputs and reports findings. Gives the exit code. */
export async function check(paths: readonly string[], options: CheckOptions): Promise<number> {
  const known = [...RULES.map((rule) => rule.id), UNDECIDED_ID];
  for (const id of options.rules)
    if (!known.includes(id)) throw new UsageError(`--rule ${id}: there is no such rule; known rules are ${known.join(", ")}`);
  const config = options.policyConfig === null ? options.settings.settings.policy : readPolicyConfig(options.policyConfig);
  const outputs = destinations(options, FORMATS);
  const selection = select(paths, options.stackExports, options.selection);
  refuseUseless(selection.inputs, options);
  const files = [
    ...selection.inputs.map(({ path }) => path),
    ...[options.policyConfig, options.settings.file].filter((file) => file !== null),
  ];
  for (const { file } of outputs) if (file !== null) checkDestination(file, files);

  const entries = checkBaseline(options.baseline, files);
  const only = options.rules.length > 0 ? new Set(options.rules) : null;
  const judging: JudgeOptions = { config, today: options.today, only };
  const draw = outputs.some(({ format }) => format === "html");
  const list = unitsOf(selection.inputs, options.together);
  const judgedUnits = await judgeUnits(list, options, judging, draw);
  const units = list.map((unit, index) => ({
    unit,
    named: unit.some((input) => input.named),
    judged: judgedUnits[index] as JudgedUnit,
  }));
  const kept = options.each ? units : withoutRunByOthers(units, ({ judged }) => judged);
  const judged = kept.map((one) => one.judged);

  const hosts = judged.flatMap((one) => one.hosts);
  const all = withThreshold(
    judged.flatMap(({ findings }) => findings),
    options.failOn,
  ).sort(compareFindings);
  const { findings, baseline } = withBaseline(
    all,
    hosts.map(({ id }) => id),
    options.baseline,
    entries,
  );
  const report: Report = {
    inputs: judged.flatMap(({ inputs }) => inputs),
    errors: inOrder(
      selection,
      kept.map((one) => ({ unit: one.unit, errors: one.judged.errors })),
    ),
    hosts,
    findings,
    stale: staleInAll(judged, judging),
    notes: [
      ...selection.notes,
      ...judged.flatMap(({ notes }) => notes),
      ...refusals(selection.inputs, [...refusedBy(selection.inputs), ...units.flatMap((one) => one.judged.refused)]),
    ],
    excerpts: new Map(judged.flatMap(({ excerpts }) => [...excerpts])),
    pictures: judged.flatMap(({ pictures }) => pictures),
    notAsked: notAsked(known, config, only),
    baseline,
  };
  for (const { format, file } of outputs) {
    const text = formatReport(report, format, {
      color: options.color && file === null,
      quiet: options.quiet,
      explain: options.explain,
      width: file === null ? options.width : null,
    });
    if (file === null) options.write(text);
    else writeReport(file, text);
  }
  const code = exitCode(report);
  return code === 1 && options.exitZero ? 0 : code;
}

/** An exemption is unused when no unit uses it. */
function staleInAll(units: readonly JudgedUnit[], judging: JudgeOptions): StaleExemption[] {
  const keyOf = (one: StaleExemption) => JSON.stringify([one.rule, one.why, one.exemption]);
  const inUnits = units.map(({ stale }) => new Set(stale.map(keyOf)));
  return judge([], judging).stale.filter((one) => inUnits.every((keys) => keys.has(keyOf(one))));
}

function notAsked(known: readonly string[], config: PolicyConfig, only: ReadonlySet<string> | null): Report["notAsked"] {
  return known.flatMap((rule): Report["notAsked"] => {
    if (only !== null && !only.has(rule)) return [{ rule, why: "not-selected" }];
    return config.rules.get(rule)?.level === "disabled" ? [{ rule, why: "disabled" }] : [];
  });
}
