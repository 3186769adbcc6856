import { readFileSync } from "node:fs";
import { ConfigError, defaultConfig, type PolicyConfig, parseConfig } from "../../policies/config.js";
import { judge } from "../../policies/judge.js";
import { RULES, UNDECIDED_ID } from "../../policies/rules/index.js";
import { UsageError } from "../errors.js";
import { formatJson } from "../formats/json.js";
import { formatPretty } from "../formats/pretty.js";
import { analyseInputs, type InputOptions } from "../inputs.js";
import { deliver, type OutputOptions } from "../output.js";
import { Places } from "../places.js";
import { exitCode, type Report } from "../report.js";

export interface CheckOptions extends InputOptions, OutputOptions {
  readonly policyConfig: string | null;
  readonly rules: readonly string[];
  readonly exitZero: boolean;
  /** `YYYY-MM-DD` */
  readonly today: string;
}

/** `lycosa check`: analyses inputs and reports findings. Gives the exit code. */
export async function check(paths: readonly string[], options: CheckOptions): Promise<number> {
  for (const id of options.rules) {
    if (id !== UNDECIDED_ID && !RULES.some((rule) => rule.id === id)) {
      throw new UsageError(
        `--rule ${id}: there is no such rule; known rules are ${[...RULES.map((rule) => rule.id), UNDECIDED_ID].join(", ")}`,
      );
    }
  }
  const config = options.policyConfig === null ? defaultConfig() : readConfig(options.policyConfig);
  const analysed = await analyseInputs(paths, options);
  const { findings, stale } = judge(analysed.judged, {
    config,
    today: options.today,
    only: options.rules.length > 0 ? new Set(options.rules) : null,
  });
  const places = new Places(analysed.sources, analysed.scripts, analysed.declarations);
  const report: Report = { ...analysed, findings: findings.map((finding) => places.finding(finding)), stale };
  const text =
    options.format === "json"
      ? formatJson(report)
      : formatPretty(report, { color: options.color && options.output === null, quiet: options.quiet });
  deliver(text, options);
  const code = exitCode(report);
  return code === 1 && options.exitZero ? 0 : code;
}

function readConfig(path: string): PolicyConfig {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch {
    throw new UsageError(`--policy-config ${path}: there is no such file, or it cannot be read`);
  }
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (error) {
    throw new UsageError(
      `--policy-config ${path}: is not valid JSON (${error instanceof Error ? error.message : "unknown error"})`,
    );
  }
  try {
    return parseConfig(document);
  } catch (error) {
    if (error instanceof ConfigError) throw new UsageError(`--policy-config ${path}: ${error.message}`);
    throw error;
  }
}
