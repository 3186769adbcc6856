import * as pulumi from "@pulumi/pulumi";
import type { ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";
import { ConfigError, type PolicyConfig, defaultConfig, ruleConfig } from "../config.js";
import type { Finding } from "../finding.js";
import { judge, type JudgedHost } from "../judge.js";
import type { Rule } from "../rule.js";
import { RULES, UNDECIDED_ID } from "../rules/index.js";
import { messageOf } from "./message.js";
import { concerns, Recorder, type SeenEdges } from "./recorder.js";

/** One policy that looks at resources as they come and at the stack as a whole. */
export type LycosaPolicy = ResourceValidationPolicy & Pick<StackValidationPolicy, "validateStack">;

/** A violation with a level of its own; the SDK accepts it though its declarations leave it out. */
interface LeveledViolation {
  readonly message: string;
  readonly urn?: string;
  readonly enforcementLevel?: "advisory" | "mandatory";
}

type Report = (message: string, urn?: string) => void;

/**
 * The policies of the pack, one a rule, for a pack of one's own: `new PolicyPack("ours", { policies: [...lycosaPolicies(), ...] })`.
 *
 * In a preview the judgement happens in the stack callback, when all edges are known and before anything is created. In an update each
 * resource is judged as it comes, so the resource that carries a dangerous script is refused before it is created.
 */
export function lycosaPolicies(): LycosaPolicy[] {
  const recorder = new Recorder();
  const reported = new Set<string>();
  const policies = RULES.map((rule) => policyOf(rule, recorder, reported));
  return [...policies, undecidedPolicy(recorder, reported)];
}

const CONFIG_SCHEMA = {
  properties: {
    possible: { type: "string" as const, enum: ["mandatory", "advisory", "disabled"], description: "Level of findings that hold only under a condition." },
    exempt: {
      type: "array" as const,
      items: {
        type: "object" as const,
        properties: {
          resource: { type: "string" as const },
          finding: { type: "string" as const },
          reason: { type: "string" as const },
          owner: { type: "string" as const },
          expires: { type: "string" as const },
        },
        required: ["reason", "owner", "expires"],
      },
      description: "Exemptions: resource or finding, reason, owner and the last day on which it holds (YYYY-MM-DD).",
    },
  },
};

function policyOf(rule: Rule, recorder: Recorder, reported: Set<string>): LycosaPolicy {
  const framework = rule.frameworks[0];
  return {
    name: rule.id,
    description: `${rule.title}.`,
    enforcementLevel: "mandatory",
    severity: rule.severity,
    displayName: rule.title,
    remediationSteps: rule.remediation.join("\n"),
    ...(framework ? { framework: { name: framework.name, version: "", reference: framework.control, specification: framework.note } } : {}),
    configSchema: CONFIG_SCHEMA,
    ...callbacks(rule.id, recorder, reported),
  };
}

function undecidedPolicy(recorder: Recorder, reported: Set<string>): LycosaPolicy {
  return {
    name: UNDECIDED_ID,
    description: "Something that a rule needs could not be read or is not known.",
    enforcementLevel: "advisory",
    severity: "medium",
    displayName: "The host cannot be decided",
    configSchema: CONFIG_SCHEMA,
    ...callbacks(UNDECIDED_ID, recorder, reported),
  };
}

function callbacks(id: string, recorder: Recorder, reported: Set<string>): Pick<LycosaPolicy, "validateResource" | "validateStack"> {
  return {
    validateResource: (args, report) => {
      if (!concerns(args.type)) return;
      guarded(id, report, args.urn, () => {
        recorder.record(args);
        if (pulumi.runtime.isDryRun()) return;
        deliver(id, recorder.soFar(), args.getConfig<object>(), reported, (finding) => reportTo(report, finding, args.urn, id));
      });
    },
    validateStack: (args, report) => {
      if (!pulumi.runtime.isDryRun()) return;
      guarded(id, report, undefined, () => {
        const edges = args.resources.map(
          (resource): SeenEdges => ({
            urn: resource.urn,
            dependencies: resource.dependencies.map((one) => one.urn),
            propertyDependencies: new Map(Object.entries(resource.propertyDependencies).map(([property, list]) => [property, list.map((one) => one.urn)])),
            parent: resource.parent?.urn,
          }),
        );
        deliver(id, recorder.ofStack(edges), args.getConfig<object>(), reported, (finding) => reportTo(report, finding, finding.at?.resource ?? undefined, id));
      });
    },
  };
}

/** Reports each finding of a rule once an operation. */
function deliver(id: string, hosts: readonly JudgedHost[], config: object, reported: Set<string>, send: (finding: Finding) => void): void {
  const { findings } = judge(hosts, { config: configOf(id, config), today: new Date().toISOString().slice(0, 10), only: new Set([id]) });
  for (const finding of findings) {
    if (finding.rule !== id) continue;
    const key = `${id} ${finding.fingerprint}`;
    if (reported.has(key)) continue;
    reported.add(key);
    send(finding);
  }
}

/** The engine gives each policy its own settings and applies the level itself; what is left are `possible` and `exempt`. */
function configOf(id: string, given: object): PolicyConfig {
  const rules = new Map(defaultConfig().rules);
  const before = rules.get(id);
  if (before) rules.set(id, ruleConfig(given, id, before));
  return { rules };
}

function reportTo(report: Report, finding: Finding, urn: string | undefined, id: string): void {
  const message = messageOf(finding);
  // The engine knows one level a policy. What must not block although the policy is mandatory says so itself.
  const weaker = finding.exemption !== null || finding.cause === "deferred" || (finding.certainty === "possible" && !finding.blocking);
  if (!weaker) {
    report(message, urn);
    return;
  }
  const violation: LeveledViolation = { message: `[${id}] ${message}`, enforcementLevel: "advisory", ...(urn === undefined ? {} : { urn }) };
  (report as unknown as (violation: LeveledViolation) => void)(violation);
}

/** A defect of ours must not take the other rules' results with it, and must not pass as clean. */
function guarded(id: string, report: Report, urn: string | undefined, run: () => void): void {
  try {
    run();
  } catch (error) {
    const what = error instanceof ConfigError ? error.message : `could not be judged (${error instanceof Error ? error.constructor.name : "exception"}); please report this`;
    report(`${id}: ${what}`, urn);
  }
}
