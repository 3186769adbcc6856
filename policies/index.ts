/** The rules: as policies for a pack of one's own, and as data. */
export { type LycosaPolicy, lycosaPolicies } from "./crossguard/policies.js";
export { ConfigError, defaultConfig, type Exemption, type Level, parseConfig, type PolicyConfig, type RuleConfig } from "./config.js";
export type { AppliedExemption, Because, Finding, Place } from "./finding.js";
export { judge, type JudgedHost, type Judgement, type JudgeOptions } from "./judge.js";
export type { Framework, Rule, RuleExample, Severity } from "./rule.js";
export { ruleNamed, RULES, UNDECIDED_ID } from "./rules/index.js";
export { VERSION } from "./version.js";
