import { analyzeDeployedHost, hostsOf } from "../deployment/index.js";
import { runProject } from "../engine/run.js";
import { addHost, type Analysed, failure, type InputOptions, shown } from "./inputs.js";
import { dirname } from "node:path";
import { statSync } from "node:fs";

/** Runs a Pulumi project in the embedded engine and analyses the hosts of what it would deploy. */
export async function analyseProject(path: string, options: InputOptions, result: Analysed): Promise<void> {
  const directory = statSync(path).isDirectory() ? path : dirname(path);
  result.inputs.push({ path: shown(path), kind: "pulumi-project" });
  const run = await runProject({ directory, ...(options.stack === null ? {} : { stack: options.stack }), set: options.set });
  if (!run.ok) {
    const { code, message, file, line, column } = run.error;
    result.errors.push(failure(path, code, file ? `${file}: ${message}` : message, line ?? null, column ?? null));
    return;
  }
  for (const host of hostsOf(run.graph)) {
    const analysis = analyzeDeployedHost(host, run.graph);
    addHost(host.id, host.urn, host.initial.name, analysis, result);
  }
  for (const message of run.graph.messages) {
    if (message.severity === "error") result.notes.push({ input: shown(path), message: message.text });
  }
}
