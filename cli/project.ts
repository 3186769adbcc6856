import { statSync } from "node:fs";
import { dirname, join } from "node:path";
import { analyzeDeployedHost, type GraphNote, hostsOf, type ResourceGraph } from "../deployment/index.js";
import { runProject } from "../engine/run.js";
import { type Analysed, addHost, failure, type InputOptions, shown } from "./inputs.js";
import { scriptsBelow } from "./places.js";
import { programFiles } from "./program-files.js";
import { readJsonFile, StateFileError } from "./state-file.js";

/** Runs a Pulumi project in the embedded engine and analyses the hosts of what it would deploy. */
export async function analyseProject(path: string, options: InputOptions, result: Analysed): Promise<void> {
  const directory = statSync(path).isDirectory() ? path : dirname(path);
  result.inputs.push({ path: shown(path), kind: "pulumi-project" });
  const stackReferences = new Map<string, unknown>();
  for (const [name, file] of options.stackReferences) {
    try {
      stackReferences.set(name, readJsonFile(file));
    } catch (error) {
      if (!(error instanceof StateFileError)) throw error;
      result.errors.push(failure(file, error.code, `--stack-reference ${name}: ${error.message}`, error.line, error.column));
      return;
    }
  }
  const run = await runProject({
    directory,
    secondPass: true,
    ...(options.stack === null ? {} : { stack: options.stack }),
    set: options.set,
    environment: options.environment,
    stackReferences,
    ...(options.configFile === null ? {} : { configFile: options.configFile }),
    ...(options.timeoutSeconds === null ? {} : { timeoutSeconds: options.timeoutSeconds }),
  });
  if (!run.ok) {
    const { code, message, file, line, column } = run.error;
    // The place inside of the project stands in the message, the input's own place is the project.
    const where =
      file === undefined ? "" : `${file}${line === undefined ? "" : `:${line}${column === undefined ? "" : `:${column}`}`}: `;
    const help = code === "timeout" ? " (--timeout SECONDS gives it more time)" : "";
    const made = run.graph?.resources.length ?? 0;
    const until =
      made === 0 ? "" : ` (what it had made until then, ${made === 1 ? "1 resource" : `${made} resources`}, is judged)`;
    result.errors.push(failure(path, code, oneLine(`${where}${message}${help}${until}`)));
    if (run.graph !== undefined) analyseGraph(run.graph, path, directory, result, false);
    return;
  }
  analyseGraph(run.graph, path, directory, result);
}

/**
 * Analyses the hosts of a graph of resources. `path` names the input, `directory` the project; null: nobody said where it lies.
 * @param whole false: the graph is known to lack resources
 */
export function analyseGraph(graph: ResourceGraph, path: string, directory: string | null, result: Analysed, whole = true): void {
  const hosts = hostsOf(graph, graph.directory === undefined ? undefined : programFiles(graph.directory, shown));
  if (graph.directory !== undefined)
    for (const [text, file] of scriptsBelow(graph.directory, shown)) result.scripts.set(text, file);
  for (const { urn, source } of graph.resources) {
    if (source && directory !== null)
      result.declarations.set(urn, {
        file: shown(join(directory, source.file)),
        line: source.line,
        column: source.column ?? null,
      });
  }
  for (const host of hosts) addHost(host.id, host.urn, host.initial.name, analyzeDeployedHost(host, graph), result);
  const note = (message: string) => result.notes.push({ input: shown(path), message: oneLine(message) });
  if (hosts.length === 0 && whole) note("no Windows host is deployed, and no script is sent to one");
  for (const one of graph.notes) if (LESS_COMPLETE.has(one.code)) note(one.text);
  for (const message of graph.messages) if (message.severity === "error") note(message.text);
}

/** Notes of the run that make the result say less than a real deployment would show. What touches a script is a finding of its own besides. */
const LESS_COMPLETE: ReadonlySet<GraphNote["code"]> = new Set([
  "remote-component",
  "second-pass-failed",
  "transform-ignored",
  "created-in-apply",
  "call-unanswered",
  "environment-ignored",
  "environment-missing",
  "stack-reference",
  "state-not-host",
  "state-secrets",
  "state-assets",
  "pending-operation",
]);

function oneLine(text: string): string {
  return text.replace(/\s*\r?\n\s*/g, "; ").trim();
}
