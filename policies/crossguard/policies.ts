import type { ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";
import * as pulumi from "@pulumi/pulumi";
import { concernsHosts } from "../../deployment/carriers/table.js";
import { ConfigError, type Level, type PolicyConfig, ruleConfig } from "../config.js";
import type { Finding } from "../finding.js";
import { type Judgement, judge } from "../judge.js";
import type { JudgedHost } from "../judged-host.js";
import type { Rule } from "../rule.js";
import { RULES, UNDECIDED, UNDECIDED_ID } from "../rules/index.js";
import { messageOf, staleMessage } from "./message.js";
import { Recorder, type StackResource } from "./recorder.js";
import { type PackSettings, packSettings } from "./settings.js";

/** One policy that looks at resources as they come and at the stack as a whole. */
export type LycosaPolicy = ResourceValidationPolicy & Pick<StackValidationPolicy, "validateStack">;

/** A violation with a level of its own; the SDK accepts it though its declarations leave it out. */
interface LeveledViolation {
  readonly message: string;
  readonly urn?: string;
  readonly enforcementLevel?: "advisory" | "mandatory";
}

type Report = (message: string, urn?: string) => void;

/** What the policies of one pack share: a pack's process serves one operation. */
interface Operation {
  readonly recorder: Recorder;
  /** Fingerprints of what was reported: one defect is reported once. */
  readonly reported: Set<string>;
  /** Defects of ours, until the policy for what is undecided reports them. */
  readonly failures: Set<string>;
  readonly given: PackSettings;
}

/**
 * The policies of the pack, one a rule, for a pack of one's own: `new PolicyPack("ours", { policies: [...lycosaPolicies(), ...] })`.
 *
 * In a preview the judgement happens in the stack callback, when all edges are known and before anything is created. In an update each
 * resource is judged as it comes, so the resource that carries a dangerous script is refused before it is created.
 *
 * @param folder where `lycosa.yaml` or `lycosa.json` is looked for, from there upwards to the repository's root; left out: nowhere
 */
export function lycosaPolicies(folder?: string): LycosaPolicy[] {
  const given = packSettings(folder);
  const operation: Operation = { recorder: new Recorder(given.conventions), reported: new Set(), failures: new Set(), given };
  return [...RULES.map((rule) => policyOf(rule, operation)), undecidedPolicy(operation)];
}

const CONFIG_SCHEMA = {
  properties: {
    possible: {
      type: "string" as const,
      enum: ["mandatory", "advisory", "disabled"],
      description: "Level of findings that hold only under a condition.",
    },
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

function policyOf(rule: Rule, operation: Operation): LycosaPolicy {
  const framework = rule.frameworks[0];
  return {
    name: rule.id,
    description: `${rule.title}.`,
    enforcementLevel: levelOf(rule.id, operation),
    severity: rule.severity,
    displayName: rule.title,
    remediationSteps: rule.remediation.join("\n"),
    ...(framework
      ? { framework: { name: framework.name, version: "", reference: framework.control, specification: framework.note } }
      : {}),
    configSchema: CONFIG_SCHEMA,
    ...callbacks(rule.id, operation),
  };
}

function undecidedPolicy(operation: Operation): LycosaPolicy {
  return {
    name: UNDECIDED.id,
    description: `${UNDECIDED.title}.`,
    enforcementLevel: levelOf(UNDECIDED_ID, operation),
    severity: UNDECIDED.severity,
    displayName: UNDECIDED.title,
    configSchema: CONFIG_SCHEMA,
    ...callbacks(UNDECIDED_ID, operation),
  };
}

/** A file that cannot be read disables nothing. */
function levelOf(id: string, { given }: Operation): Level {
  return given.settings.policy.rules.get(id)?.level ?? "mandatory";
}

function callbacks(id: string, operation: Operation): Pick<LycosaPolicy, "validateResource" | "validateStack"> {
  const { recorder, reported } = operation;
  return {
    // Untagged functions that compare normalised tokens: a class would skip versioned and parameterised types.
    validateResource: async (args, report) => {
      if (!concernsHosts(args.type)) return;
      await guarded(id, report, operation, async () => {
        recorder.record(args);
        if (pulumi.runtime.isDryRun()) return;
        const { findings } = judgement(id, await recorder.soFar(args.urn), configOf(id, args.getConfig<object>(), operation));
        for (const finding of unreported(findings, reported)) send(report, id, messageOf(finding), levelFor(finding), args.urn);
      });
    },
    validateStack: async (args, report) => {
      await guarded(id, report, operation, async () => {
        const config = args.getConfig<{ readonly exempt?: readonly unknown[] }>();
        const rules = configOf(id, config, operation);
        if (!pulumi.runtime.isDryRun() && !rules.rules.get(id)?.exempt.length) return;
        const { findings, stale } = judgement(id, await recorder.ofStack(args.resources.map(stackResource)), rules);
        // In an update each resource was judged as it came.
        if (pulumi.runtime.isDryRun()) {
          for (const finding of unreported(findings, reported))
            send(report, id, messageOf(finding), levelFor(finding), finding.at?.resource ?? undefined);
        }
        for (const one of stale) send(report, id, staleMessage(one), "advisory", undefined);
      });
    },
  };
}

type StackArgs = Parameters<StackValidationPolicy["validateStack"]>[0];

function stackResource(resource: StackArgs["resources"][number]): StackResource {
  return {
    urn: resource.urn,
    type: resource.type,
    name: resource.name,
    props: resource.props,
    dependencies: resource.dependencies.map((one) => one.urn),
    propertyDependencies: new Map(
      Object.entries(resource.propertyDependencies).map(([property, list]) => [property, list.map((one) => one.urn)]),
    ),
  };
}

/** What a rule says of the hosts under the settings that the engine gives its policy. */
function judgement(id: string, hosts: readonly JudgedHost[], config: PolicyConfig): Judgement {
  const judged = judge(hosts, {
    config,
    today: new Date().toISOString().slice(0, 10),
    only: new Set([id]),
    discreet: true,
  });
  return { ...judged, findings: judged.findings.filter((finding) => finding.rule === id) };
}

/** Each finding is reported once an operation. */
function unreported(findings: readonly Finding[], reported: Set<string>): Finding[] {
  return findings.filter((finding) => {
    const known = reported.has(finding.fingerprint);
    reported.add(finding.fingerprint);
    return !known;
  });
}

/** The engine applies the policy's own level; what is left for us are `possible` and `exempt`. */
function configOf(id: string, given: object, operation: Operation): PolicyConfig {
  const rules = new Map(operation.given.settings.policy.rules);
  const before = rules.get(id);
  // Whoever disables a rule does so at the engine or in the file; one that is asked all the same is enabled.
  if (before) rules.set(id, ruleConfig(given, id, before.level === "disabled" ? { ...before, level: "mandatory" } : before));
  return { rules };
}

/** The engine knows one level a policy. What must not block although the policy is mandatory says so itself. */
function levelFor(finding: Finding): "advisory" | null {
  return finding.exemption !== null || finding.cause === "deferred" || (finding.certainty === "possible" && !finding.blocking)
    ? "advisory"
    : null;
}

/** `level`: null for the policy's own. */
function send(report: Report, id: string, message: string, level: "advisory" | null, urn: string | undefined): void {
  if (level === null) {
    report(message, urn);
    return;
  }
  const violation: LeveledViolation = {
    message: `[${id}] ${message}`,
    enforcementLevel: level,
    ...(urn === undefined ? {} : { urn }),
  };
  (report as unknown as (violation: LeveledViolation) => void)(violation);
}

/**
 * A setting that cannot be read is the policy's own violation. A defect of ours must not take the other rules' results with it, and must
 * not pass as clean: it is reported as undecided, by the last policy of the pack.
 */
async function guarded(id: string, report: Report, operation: Operation, run: () => Promise<void>): Promise<void> {
  const { failures, reported } = operation;
  const { problem } = operation.given;
  if (problem !== null && !reported.has(problem)) {
    reported.add(problem);
    report(`The configuration is not read, and everything is judged without it: ${problem}`);
  }
  try {
    await run();
  } catch (error) {
    if (error instanceof ConfigError) {
      if (!reported.has(error.message)) report(error.message);
      reported.add(error.message);
    } else
      failures.add(
        `A defect of lycosa, please report it: the rule ${id} failed (${error instanceof Error ? error.constructor.name : "an exception"}).`,
      );
  }
  if (id !== UNDECIDED_ID) return;
  for (const failure of failures) report(failure);
  failures.clear();
}
