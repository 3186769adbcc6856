/**
 * The embedded run: a Pulumi program, unmodified, through its own copy of `@pulumi/pulumi`, against our engine. No CLI, cloud account or network.
 *
 * The program is executed. It runs in a process of its own with a minimal environment and limits, but with the rights of the user.
 */

import { type GraphMessage, type GraphNote, type Resource, type ResourceGraph, Unknown } from "../deployment/graph.js";
import { orderResources } from "../deployment/resource-order.js";
import { readConfiguration, suggestsSecret } from "./configuration.js";
import { type EmbeddedError, EmbeddedRunError } from "./errors.js";
import {
  describeFailure,
  type FailureContext,
  missingVariables,
  succeeded,
  withoutConfigurationValue,
  withoutDirectory,
} from "./failure.js";
import { HoleTable } from "./hole-table.js";
import { mergePasses } from "./merge.js";
import { type Pass, type PassRequest, runPass } from "./pass.js";
import { stripControls } from "./process.js";
import { readProject } from "./project.js";
import { Redactor } from "./redact.js";
import { loadSdk } from "./sdk.js";
import { needsSecondPass } from "./second-pass.js";
import { StackReferences } from "./stack-references.js";

export interface EmbeddedRunOptions {
  /** The folder of Pulumi.yaml. */
  readonly directory: string;
  /** `stack`, `org/stack` or `org/project/stack`. Default: the only stack file there is, else `dev`. */
  readonly stack?: string | undefined;
  /** Configuration key (without a namespace: the project's) → value. */
  readonly set?: ReadonlyMap<string, string> | undefined;
  /** The stack's configuration file; default: `Pulumi.<stack>.yaml` beside Pulumi.yaml. */
  readonly configFile?: string | undefined;
  /** Other stacks that the program refers to: name -> a state document, or the JSON of `pulumi stack output --json`. */
  readonly stackReferences?: ReadonlyMap<string, unknown> | undefined;
  /** Variables that the program gets besides the minimal environment. */
  readonly environment?: ReadonlyMap<string, string> | undefined;
  /** Default 180. */
  readonly timeoutSeconds?: number | undefined;
  /** Heap limit of the program. Default 2048. */
  readonly memoryMegabytes?: number | undefined;
  /** Leave out the aliases that generated SDKs give every resource: same graph, a fraction of the time. Default true. */
  readonly dropGeneratedAliases?: boolean | undefined;
  /** Do not record a stack for every promise: same graph, less time. Default true. */
  readonly quietDebugStacks?: boolean | undefined;
  /**
   * Run the program a second time after the preview, where that can change what is judged, with markers for the textual outputs of resources: texts that hold an id, a name or an address keep their known parts
   * (`PartialText`), and resources that are made inside an `apply` are found. Code inside `apply` runs, as it would in an update. Default false.
   */
  readonly secondPass?: boolean | undefined;
}

export type EmbeddedRun =
  | { readonly ok: true; readonly graph: ResourceGraph }
  | {
      readonly ok: false;
      readonly error: EmbeddedError;
      /** What had been registered until then; undefined when the program did not start. */
      readonly graph: ResourceGraph | undefined;
    };

const DEFAULT_TIMEOUT_SECONDS = 180;
const DEFAULT_MEMORY_MEGABYTES = 2048;
const MAX_MESSAGE_CHARACTERS = 32 * 1024;

/** Runs the project in a folder. Never throws for anything that the project or its program does. */
export async function runProject(options: EmbeddedRunOptions): Promise<EmbeddedRun> {
  try {
    const holes = new HoleTable();
    const project = readProject(options.directory);
    const configuration = readConfiguration(
      project,
      { stack: options.stack, set: options.set ?? new Map(), file: options.configFile },
      holes,
    );
    const sdk = loadSdk(project.programDirectory, project.shownDirectory);
    const request: PassRequest = {
      project,
      configuration,
      sdk,
      holes,
      stackReferences: new StackReferences(options.stackReferences ?? new Map()),
      environment: options.environment ?? new Map(),
      timeoutSeconds: options.timeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS,
      memoryMegabytes: options.memoryMegabytes ?? DEFAULT_MEMORY_MEGABYTES,
      dropGeneratedAliases: options.dropGeneratedAliases ?? true,
      quietDebugStacks: options.quietDebugStacks ?? true,
      fillOutputs: false,
    };
    const preview = await runPass(request);
    const skipped = preview.outcome.reports.some(({ kind }) => kind === "skipped");
    // One after the other: two programs of thousands of resources at once take the memory of both.
    const isWorthwhile = options.secondPass === true && !preview.outcome.timedOut && !preview.outcome.interrupted;
    const second =
      isWorthwhile && needsSecondPass(preview.monitor.resources, skipped)
        ? await runPass({ ...request, fillOutputs: true })
        : undefined;
    return assemble(request, preview, second);
  } catch (error) {
    if (error instanceof EmbeddedRunError) return { ok: false, error: error.detail, graph: undefined };
    const message = `the embedded engine failed: ${error instanceof Error ? error.message : "unknown error"}`;
    return {
      ok: false,
      error: { code: "internal", message, file: undefined, line: undefined, column: undefined },
      graph: undefined,
    };
  }
}

function assemble(request: PassRequest, preview: Pass, second: Pass | undefined): EmbeddedRun {
  const { project, configuration, holes, sdk } = request;
  const redactor = redactorOf(request, second === undefined ? [preview] : [preview, second]);
  const contextOf = ({ monitor, engine, outcome }: Pass): FailureContext => ({
    project,
    configuration,
    holes,
    redactor,
    outcome,
    messages: engine.messages,
    duplicate: monitor.duplicate,
    last: monitor.last?.name,
    registered: monitor.size,
    timeoutSeconds: request.timeoutSeconds,
    finished: monitor.finished,
    memoryMegabytes: request.memoryMegabytes,
  });
  const isComplete = (pass: Pass): boolean => succeeded(contextOf(pass), sdk.signalsEnd, project.directory);

  let resources: readonly Resource[] = preview.monitor.resources;
  const notes: GraphNote[] = [...configuration.notes, ...preview.monitor.notes];
  const variables = missingVariables(preview.outcome);
  if (variables !== undefined)
    notes.push({ code: "environment-missing", text: variables.replace(/^it looks/, "the program looks") });
  if (second !== undefined) {
    // A second pass that fails loses only what it would have added after that.
    const merged = mergePasses(resources, second.monitor.resources);
    resources = merged.resources;
    for (const { type, name } of merged.added)
      notes.push({ code: "created-in-apply", text: `${type} ${name} is only made once the values that it depends on are known` });
    if (!isComplete(second)) notes.push({ code: "second-pass-failed", text: describeFailure(contextOf(second)).message });
  }
  const clean = ({ text, ...message }: GraphMessage): GraphMessage => {
    const plain = withoutDirectory(withoutConfigurationValue(stripControls(text)), project);
    return { ...message, text: holes.describe(redactor.redact(plain)).slice(0, MAX_MESSAGE_CHARACTERS) };
  };
  const graph: ResourceGraph = {
    project: project.name,
    stack: configuration.stack,
    resources: orderResources(resources),
    directory: project.programDirectory,
    messages: preview.engine.messages.map(clean),
    notes,
    holes: new Map([...holes.holes].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
  return isComplete(preview) ? { ok: true, graph } : { ok: false, error: describeFailure(contextOf(preview)), graph };
}

/** Knows every secret that the run has seen. */
function redactorOf({ configuration, environment, holes }: PassRequest, passes: readonly Pass[]): Redactor {
  const redactor = new Redactor();
  for (const [name, value] of environment) if (suggestsSecret(name)) redactor.add(value);
  for (const { text, sensitive, encrypted } of configuration.values.values()) if (sensitive && !encrypted) redactor.add(text);
  for (const { monitor, outcome } of passes) {
    for (const { inputs, outputs } of monitor.resources) {
      redactor.addSecretsOf(inputs);
      redactor.addSecretsOf(outputs);
    }
    for (const report of outcome.reports) {
      // A marker alone stands for a value that is not known, and gives nothing away.
      if (report.kind === "secrets")
        for (const text of report.texts) if (!(holes.restore(text) instanceof Unknown)) redactor.add(text);
    }
  }
  return redactor;
}
