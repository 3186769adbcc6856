/** The rules: as policies for a pack of one's own, and as data. */

export {
  ConfigError,
  defaultConfig,
  type Exemption,
  type Level,
  type PolicyConfig,
  parseConfig,
  type RuleConfig,
} from "./config.js";
export { type LycosaPolicy, lycosaPolicies } from "./crossguard/policies.js";
export type { AppliedExemption, Because, Finding, Place } from "./finding.js";
export { type Judgement, type JudgeOptions, judge } from "./judge.js";
export type { JudgedHost, Stage, StagedOrder } from "./judged-host.js";
export type { Framework, Rule, RuleExample, Severity } from "./rule.js";
export { RULES, ruleNamed, UNDECIDED_ID } from "./rules/index.js";
export { VERSION } from "./version.js";
