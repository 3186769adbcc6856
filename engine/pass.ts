/** One pass: a server, the program in a process of its own, and what came of both. */

import { randomUUID } from "node:crypto";
import { join, resolve } from "node:path";
import type { Configuration } from "./configuration.js";
import { EngineService } from "./engine-service.js";
import { minimalEnvironment } from "./environment.js";
import type { HoleTable } from "./hole-table.js";
import { KNOWN_INVOKES } from "./invokes.js";
import { HOLE_KEY, Monitor, RESULTS_KEY } from "./monitor.js";
import { type ChildOutcome, REPORT_FD, runChild, WATCH_FD } from "./process.js";
import type { Project } from "./project.js";
import type { Sdk } from "./sdk.js";
import { startServer } from "./server.js";
import type { StackReferences } from "./stack-references.js";

export interface PassRequest {
  readonly project: Project;
  readonly configuration: Configuration;
  readonly sdk: Sdk;
  readonly holes: HoleTable;
  /** Variables that the program gets besides the minimal environment. */
  readonly environment: ReadonlyMap<string, string>;
  readonly timeoutSeconds: number;
  readonly memoryMegabytes: number;
  readonly dropGeneratedAliases: boolean;
  readonly quietDebugStacks: boolean;
  /** Answer textual outputs with markers. */
  readonly fillOutputs: boolean;
  readonly stackReferences: StackReferences;
}

export interface Pass {
  readonly monitor: Monitor;
  readonly engine: EngineService;
  readonly outcome: ChildOutcome;
}

/** Throws only for faults of our own. */
export async function runPass(request: PassRequest): Promise<Pass> {
  const { project, configuration, sdk, holes, fillOutputs } = request;
  const monitor = new Monitor({
    sdk,
    project: project.name,
    stack: configuration.stack,
    organization: configuration.organization,
    directory: project.directory,
    holes,
    configuration: configuration.values,
    fillOutputs,
    stackOutputs: (stack) => request.stackReferences.outputsOf(stack, holes),
  });
  const engine = new EngineService(sdk);
  let fault: unknown;
  const server = await startServer(sdk, monitor, engine, (error) => {
    fault ??= error;
  });
  try {
    const mark = randomUUID();
    const outcome = await runChild({
      arguments: programArguments(request, server.address),
      directory: project.programDirectory,
      environment: programEnvironment(request, mark),
      timeoutSeconds: request.timeoutSeconds,
      mark,
    });
    if (fault !== undefined) throw fault;
    // What the program made of holes is known only now, and texts in the resources are read after this.
    for (const report of outcome.reports) if (report.kind === "hole") holes.addPart(report.marker, report.parent, report.step);
    return { monitor, engine, outcome };
  } finally {
    monitor.close();
    server.close();
  }
}

function programArguments({ project, configuration, sdk, memoryMegabytes }: PassRequest, address: string): readonly string[] {
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

function programEnvironment(request: PassRequest, mark: string): Record<string, string> {
  const { project, configuration, sdk } = request;
  const values = [...configuration.values];
  const text = JSON.stringify(Object.fromEntries(values.map(([key, value]) => [key, value.text])));
  return {
    ...minimalEnvironment(process.env, request.environment),
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
      mark,
      dropGeneratedAliases: request.dropGeneratedAliases,
      quietDebugStacks: request.quietDebugStacks,
      fillOutputs: request.fillOutputs,
      resultsKey: RESULTS_KEY,
      holeKey: HOLE_KEY,
      knownInvokes: KNOWN_INVOKES,
    }),
  };
}
