import { RULES, UNDECIDED_ID } from "./rules/index.js";
import { didYouMean } from "./suggest.js";

/**
 * The policy configuration: Pulumi's own JSON (`--policy-pack-config`), read by the pack and by `lycosa check --policy-config`.
 *
 * { "all": "mandatory",
 *   "smtp-open-relay": { "enforcementLevel": "mandatory", "possible": "advisory",
 *                        "exempt": [{ "finding": "v1:...", "reason": "...", "owner": "...", "expires": "2027-01-31" }] },
 *   "host-undecided": "advisory" }
 */

export type Level = "mandatory" | "advisory" | "disabled";

export interface Exemption {
  /** URN or logical name of the resource whose findings are exempt; `*` at its end matches any ending. */
  readonly resource: string | null;
  /** Fingerprint of one finding. */
  readonly finding: string | null;
  readonly reason: string;
  readonly owner: string;
  /** As written; the last day is included; what is no date counts as expired. */
  readonly expires: string;
}

export interface RuleConfig {
  readonly level: Level;
  /** Level of findings that hold only in some worlds. */
  readonly possible: Level;
  readonly exempt: readonly Exemption[];
}

export interface PolicyConfig {
  readonly rules: ReadonlyMap<string, RuleConfig>;
}

export class ConfigError extends Error {
  constructor(
    /** Where in the document: `smtp-open-relay.exempt[0].reason`. */
    readonly path: string,
    readonly expected: string,
  ) {
    super(`policy configuration: ${path === "" ? "the document" : path} ${expected}`);
  }
}

const RULE_SETTINGS = ["enforcementLevel", "possible", "exempt"];
const EXEMPTION_KEYS = ["resource", "finding", "reason", "owner", "expires"];
const LEVELS: readonly Level[] = ["mandatory", "advisory", "disabled"];

/** Levels without any configuration: what is certain or possible blocks, what is undecided is advice. */
export function defaultConfig(): PolicyConfig {
  const rules = new Map<string, RuleConfig>();
  for (const rule of RULES) rules.set(rule.id, { level: "mandatory", possible: "mandatory", exempt: [] });
  rules.set(UNDECIDED_ID, { level: "advisory", possible: "advisory", exempt: [] });
  return { rules };
}

/** Keys of a configuration document. */
export const RULE_KEYS: readonly string[] = ["all", "environments", ...RULES.map(({ id }) => id), UNDECIDED_ID];

/**
 * Reads a configuration document. Throws {@link ConfigError} that names the place and what was expected there.
 * @param path where the document stands in a larger one
 */
export function parseConfig(document: unknown, path = ""): PolicyConfig {
  const root = record(document ?? {}, path);
  const at = (key: string) => (path === "" ? key : `${path}.${key}`);
  const rules = new Map(defaultConfig().rules);
  if ("all" in root) {
    const all = level(root["all"], at("all"));
    for (const [id, rule] of rules)
      rules.set(id, { ...rule, level: all, possible: weaker(all, id === UNDECIDED_ID ? "advisory" : "mandatory") });
  }
  for (const [id, value] of Object.entries(root)) {
    if (id === "all" || id === "environments") continue;
    const before = rules.get(id);
    if (!before) {
      const known = [...rules.keys()];
      throw new ConfigError(at(id), `is not a rule${didYouMean(id, known)}; known rules are ${known.join(", ")}`);
    }
    rules.set(id, ruleConfig(value, at(id), before));
  }
  return { rules };
}

function weaker(one: Level, other: Level): Level {
  return LEVELS.indexOf(one) > LEVELS.indexOf(other) ? one : other;
}

/** One rule's entry: a level, or an object. Also what a CrossGuard policy gets from the engine as its own configuration. */
export function ruleConfig(value: unknown, path: string, before: RuleConfig): RuleConfig {
  if (typeof value === "string") {
    const given = level(value, path);
    return { ...before, level: given, possible: weaker(given, before.possible) };
  }
  const entry = record(value, path);
  for (const key of Object.keys(entry)) {
    if (!RULE_SETTINGS.includes(key)) {
      const meant = didYouMean(key, RULE_SETTINGS);
      throw new ConfigError(`${path}.${key}`, `is not a setting${meant}; expected enforcementLevel, possible or exempt`);
    }
  }
  const own = "enforcementLevel" in entry ? level(entry["enforcementLevel"], `${path}.enforcementLevel`) : before.level;
  const possible = "possible" in entry ? level(entry["possible"], `${path}.possible`) : weaker(own, before.possible);
  const exempt = "exempt" in entry ? exemptions(entry["exempt"], `${path}.exempt`) : before.exempt;
  return { level: own, possible, exempt };
}

function exemptions(value: unknown, path: string): Exemption[] {
  if (!Array.isArray(value)) throw new ConfigError(path, "must be a list of exemptions");
  return value.map((item: unknown, index) => {
    const at = `${path}[${index}]`;
    const entry = record(item, at);
    for (const key of Object.keys(entry)) {
      if (!EXEMPTION_KEYS.includes(key)) {
        const meant = didYouMean(key, EXEMPTION_KEYS);
        throw new ConfigError(
          `${at}.${key}`,
          `is not part of an exemption${meant}; expected resource or finding, reason, owner, expires`,
        );
      }
    }
    const text = (key: string): string => {
      const found = entry[key];
      if (typeof found !== "string" || found.trim() === "")
        throw new ConfigError(`${at}.${key}`, "must be a text that is not empty");
      return found;
    };
    const has = (key: string) => key in entry;
    if (has("resource") === has("finding")) throw new ConfigError(at, "must name either a resource or a finding");
    return {
      resource: has("resource") ? text("resource") : null,
      finding: has("finding") ? text("finding") : null,
      reason: text("reason"),
      owner: text("owner"),
      expires: text("expires"),
    };
  });
}

function record(value: unknown, path: string): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new ConfigError(path, "must be a JSON object");
  return value as Record<string, unknown>;
}

function level(value: unknown, path: string): Level {
  // "remediate" is a level of Pulumi's; nothing here remediates, and Pulumi then treats it as mandatory.
  if (value === "remediate") return "mandatory";
  if (typeof value !== "string" || !LEVELS.includes(value as Level))
    throw new ConfigError(path, `must be one of ${LEVELS.join(", ")}`);
  return value as Level;
}

/** Whether an exemption still holds on a day (`YYYY-MM-DD`). Its last day is included; what is no date has expired. */
export function holds(exemption: Exemption, today: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(exemption.expires)) return false;
  const date = new Date(`${exemption.expires}T00:00:00Z`);
  if (Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== exemption.expires) return false;
  return today <= exemption.expires;
}
