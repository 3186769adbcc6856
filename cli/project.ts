import { dirname, join, resolve } from "node:path";
import { analyzeDeployedHosts, type GraphNote, hostsOf, type ResourceGraph } from "../deployment/index.js";
import { codeOf } from "../engine/regular-file.js";
import { runProject } from "../engine/run.js";
import { shown } from "./files/names.js";
import { Tree } from "./files/tree.js";
import { type Analysed, addHost, type InputOptions } from "./inputs.js";
import { scriptsBelow } from "./places.js";
import { programFiles } from "./program-files.js";
import { failure, type Input } from "./selection.js";
import { LARGEST_STATE, parseJson, StateFileError } from "./state-file.js";

/** Runs a Pulumi project in the embedded engine and analyses the hosts of what it would deploy. */
export async function analyseProject(input: Input, options: InputOptions, result: Analysed): Promise<void> {
  const directory = input.path;
  const index = result.inputs.push({ path: input.name, kind: "pulumi-project" }) - 1;
  const stackReferences = new Map<string, unknown>();
  for (const [name, file] of options.stackReferences) {
    const document = referenceIn(name, file, result);
    if (document === undefined) return;
    stackReferences.set(name, document);
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
    const help = code === "timeout" ? " (--timeout SECONDS gives it more time)" : "";
    const made = run.graph?.resources.length ?? 0;
    const until =
      made === 0 ? "" : ` (what it had made until then, ${made === 1 ? "1 resource" : `${made} resources`}, is judged)`;
    result.errors.push({
      ...failure(directory, code, oneLine(`${withoutPlace(message, file)}${help}${until}`), line ?? null, column ?? null),
      file: file === undefined ? undefined : shown(resolve(directory, file)),
    });
    if (run.graph !== undefined) analyseGraph(run.graph, input.name, directory, result, options, false);
    return;
  }
  result.inputs[index] = { path: input.name, kind: "pulumi-project", resources: run.graph.resources.length };
  analyseGraph(run.graph, input.name, directory, result, options);
}

/** The outputs of another stack; undefined when the file cannot be read, which is then an error. */
function referenceIn(name: string, file: string, result: Analysed): unknown {
  const what = `--stack-reference ${name}:`;
  try {
    const bytes = new Tree(dirname(file)).read(resolve(file), LARGEST_STATE);
    if (bytes !== undefined && !("refused" in bytes)) return parseJson(bytes);
    result.errors.push(failure(file, "not-readable", `${what} ${bytes === undefined ? "there is no such file" : bytes.refused}`));
  } catch (error) {
    if (error instanceof StateFileError)
      result.errors.push(failure(file, error.code, `${what} ${error.message}`, error.line, error.column));
    else result.errors.push(failure(file, "not-readable", `${what} cannot be read (${codeOf(error)})`));
  }
  return undefined;
}

/**
 * Analyses the hosts of a graph of resources. `name` is the input's, `directory` the project; null: nobody said where it lies.
 * @param whole false: the graph is known to lack resources
 */
export function analyseGraph(
  graph: ResourceGraph,
  name: string,
  directory: string | null,
  result: Analysed,
  options: Pick<InputOptions, "settings">,
  whole = true,
): void {
  const hosts = hostsOf(graph, graph.directory === undefined ? undefined : programFiles(new Tree(graph.directory), shown));
  if (graph.directory !== undefined)
    for (const [text, file] of scriptsBelow(new Tree(graph.directory), shown)) result.scripts.set(text, file);
  for (const { urn, source } of graph.resources) {
    if (source && directory !== null)
      result.declarations.set(urn, {
        file: shown(join(directory, source.file)),
        line: source.line,
        column: source.column ?? null,
      });
  }
  for (const { host, analysis } of analyzeDeployedHosts(hosts, graph, options.settings.conventions))
    addHost(host.id, host.urn, host.initial.name, analysis, result, false, host.exposure);
  const note = (message: string) => result.notes.push({ input: name, message: oneLine(message) });
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

/** The message without the file that it begins with, which the error names as its place. */
function withoutPlace(message: string, file: string | undefined): string {
  if (file === undefined || !message.startsWith(file)) return message;
  return message.slice(file.length).replace(/^:?\s+/, "");
}

function oneLine(text: string): string {
  return text.replace(/\s*\r?\n\s*/g, "; ").trim();
}
