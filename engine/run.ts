/**
 * The embedded run: a Pulumi program, unmodified, through its own copy of `@pulumi/pulumi`, against our engine. No CLI, cloud account or network.
 *
 * The program is executed. It runs in a process of its own with a minimal environment and limits, but with the rights of the user.
 */

import { join, resolve } from "node:path";
import type { GraphMessage, ResourceGraph } from "../deployment/graph.js";
import { type Configuration, readConfiguration } from "./configuration.js";
import { EngineService } from "./engine-service.js";
import { minimalEnvironment } from "./environment.js";
import { type EmbeddedError, EmbeddedRunError } from "./errors.js";
import { describeFailure, type FailureContext, succeeded, withoutConfigurationValue, withoutDirectory } from "./failure.js";
import { HoleTable } from "./hole-table.js";
import { KNOWN_INVOKES } from "./invokes.js";
import { Monitor, RESULTS_KEY } from "./monitor.js";
import { orderResources } from "./order.js";
import { REPORT_FD, runChild, stripControls, WATCH_FD } from "./process.js";
import { type Project, readProject } from "./project.js";
import { Redactor } from "./redact.js";
import { loadSdk, type Sdk } from "./sdk.js";
import { startServer } from "./server.js";

export interface EmbeddedRunOptions {
  /** The folder of Pulumi.yaml. */
  readonly directory: string;
  /** `stack`, `org/stack` or `org/project/stack`. Default: the only stack file there is, else `dev`. */
  readonly stack?: string | undefined;
  /** Configuration key (without a namespace: the project's) → value. */
  readonly set?: ReadonlyMap<string, string> | undefined;
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

/** Runs the project in a folder. Never throws for anything that the project or its program does. */
export async function runProject(options: EmbeddedRunOptions): Promise<EmbeddedRun> {
  try {
    const holes = new HoleTable();
    const project = readProject(options.directory);
    const configuration = readConfiguration(project, { stack: options.stack, set: options.set ?? new Map() }, holes);
    return await runProgram(project, configuration, loadSdk(project.programDirectory, project.shownDirectory), holes, options);
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

async function runProgram(
  project: Project,
  configuration: Configuration,
  sdk: Sdk,
  holes: HoleTable,
  options: EmbeddedRunOptions,
): Promise<EmbeddedRun> {
  const monitor = new Monitor({
    sdk,
    project: project.name,
    stack: configuration.stack,
    organization: configuration.organization,
    directory: project.directory,
    holes,
    configuration: configuration.values,
  });
  const engine = new EngineService(sdk);
  let fault: unknown;
  const server = await startServer(sdk, monitor, engine, (error) => {
    fault ??= error;
  });
  const timeoutSeconds = options.timeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS;
  const memoryMegabytes = options.memoryMegabytes ?? DEFAULT_MEMORY_MEGABYTES;
  const outcome = await runChild({
    arguments: programArguments(project, configuration, sdk, server.address, memoryMegabytes),
    directory: project.programDirectory,
    environment: programEnvironment(project, configuration, sdk, options),
    timeoutSeconds,
  }).finally(() => {
    monitor.close();
    server.close();
  });
  if (fault !== undefined) throw fault;

  const redactor = new Redactor();
  for (const { text, sensitive, encrypted } of configuration.values.values()) if (sensitive && !encrypted) redactor.add(text);
  const resources = orderResources(monitor.resources);
  for (const { inputs, outputs } of resources) {
    redactor.addSecretsOf(inputs);
    redactor.addSecretsOf(outputs);
  }
  for (const report of outcome.reports) if (report.kind === "secrets") for (const text of report.texts) redactor.add(text);
  const clean = ({ text, ...message }: GraphMessage): GraphMessage => {
    const plain = withoutDirectory(withoutConfigurationValue(stripControls(text)), project);
    return { ...message, text: holes.describe(redactor.redact(plain)) };
  };
  const graph: ResourceGraph = {
    project: project.name,
    stack: configuration.stack,
    resources,
    directory: project.programDirectory,
    messages: engine.messages.map(clean),
    notes: [...configuration.notes, ...monitor.notes],
    holes: holes.holes,
  };
  const context: FailureContext = {
    project,
    configuration,
    holes,
    redactor,
    outcome,
    messages: engine.messages,
    duplicate: monitor.duplicate,
    last: monitor.last?.name,
    registered: resources.length,
    timeoutSeconds,
    finished: monitor.finished,
    memoryMegabytes,
  };
  return succeeded(context, sdk.signalsEnd, project.directory)
    ? { ok: true, graph }
    : { ok: false, error: describeFailure(context), graph };
}

function programArguments(
  project: Project,
  configuration: Configuration,
  sdk: Sdk,
  address: string,
  memoryMegabytes: number,
): readonly string[] {
  return [
    `--max-old-space-size=${memoryMegabytes}`,
    ...project.nodeArguments,
    "-r",
    join(__dirname, "preload.cjs"),
    sdk.runScript,
    `--monitor=${address}`,
    `--engine=${address}`,
    `--project=${project.name}`,
    `--stack=${configuration.stack}`,
    `--organization=${configuration.organization}`,
    "--dry-run",
    `--root-directory=${project.directory}`,
    `--pwd=${project.programDirectory}`,
    "--parallel=16",
    project.entry,
  ];
}

function programEnvironment(
  project: Project,
  configuration: Configuration,
  sdk: Sdk,
  options: EmbeddedRunOptions,
): Record<string, string> {
  const values = [...configuration.values];
  const text = JSON.stringify(Object.fromEntries(values.map(([key, value]) => [key, value.text])));
  return {
    ...minimalEnvironment(process.env, options.environment ?? new Map()),
    PULUMI_CONFIG: text,
    PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(values.filter(([, { secret }]) => secret).map(([key]) => key)),
    PULUMI_NODEJS_TYPESCRIPT: String(project.typescript),
    // A deployment tool's business is what the program does, not whether it type-checks. The second is for ts-node's own hooks (ES modules).
    PULUMI_NODEJS_TRANSPILE_ONLY: "true",
    TS_NODE_TRANSPILE_ONLY: "true",
    ...(project.tsconfig === undefined ? {} : { PULUMI_NODEJS_TSCONFIG_PATH: resolve(project.directory, project.tsconfig) }),
    LYCOSA_PRELOAD: JSON.stringify({
      runScript: sdk.runScript,
      reportFd: REPORT_FD,
      watchFd: WATCH_FD,
      watchdog: join(__dirname, "watchdog.cjs"),
      directory: project.directory,
      dropGeneratedAliases: options.dropGeneratedAliases ?? true,
      quietDebugStacks: options.quietDebugStacks ?? true,
      resultsKey: RESULTS_KEY,
      knownInvokes: KNOWN_INVOKES,
    }),
  };
}
