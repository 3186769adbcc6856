/** `--stack-export`: the state of a stack as an input. It is read and never run, so it is the way in for programs in every language. */

import { readFileSync, realpathSync, statSync } from "node:fs";
import { isAbsolute, join, resolve, sep } from "node:path";
import { type AssetFile, withCheckedAssets } from "../deployment/state/assets.js";
import { StateError } from "../deployment/state/document.js";
import { readState } from "../deployment/state/state-graph.js";
import { UsageError } from "./errors.js";
import { type Analysed, failure, type InputOptions, shown } from "./inputs.js";
import { analyseGraph } from "./project.js";
import { parseJson, readJsonFile, StateFileError } from "./state-file.js";

/** Analyses the export in a file, or on standard input (`-`). */
export function analyseStackExport(path: string, options: InputOptions, result: Analysed): void {
  let document: unknown;
  try {
    document = path === "-" ? parseJson(options.stdin()) : readJsonFile(path);
  } catch (error) {
    if (!(error instanceof StateFileError)) throw error;
    result.errors.push(failure(path, error.code, error.message, error.line, error.column));
    return;
  }
  analyseState(document, path, options, result);
}

/** Analyses a state document that was parsed from JSON. */
export function analyseState(document: unknown, path: string, options: InputOptions, result: Analysed): void {
  const program = programFolder(options.program);
  try {
    const { graph, incomplete } = readState(document);
    result.inputs.push({ path: shown(path), kind: "pulumi-stack" });
    // A preview that shows less than the stack must not look like a whole one that is clean.
    for (const why of incomplete) result.errors.push(failure(path, "incomplete-state", why));
    const checked = withCheckedAssets(
      { ...graph, directory: program ?? undefined },
      program === null ? undefined : (file) => filesOf(program, file),
    );
    analyseGraph(checked, path, program, result, incomplete.length === 0);
  } catch (error) {
    if (!(error instanceof StateError)) throw error;
    result.errors.push(failure(path, "invalid-document", error.message));
  }
}

function programFolder(given: string | null): string | null {
  if (given === null) return null;
  try {
    if (statSync(given).isDirectory()) return realpathSync(given);
  } catch {
    // The same answer as for a file.
  }
  throw new UsageError(`--program ${given}: there is no such folder`);
}

const LARGEST_ASSET = 32 << 20;

/**
 * The files of the program's folder that a recorded path may mean. A program that was deployed elsewhere may have recorded an absolute path: then what
 * ends like it is tried, longest first; the hash decides.
 */
function filesOf(program: string, recorded: string): AssetFile[] {
  const parts = recorded.split(/[\\/]/).filter((part) => part !== "" && part !== ".");
  const tries = isAbsolute(recorded) || /^[A-Za-z]:/.test(recorded) ? parts.map((_part, index) => parts.slice(index)) : [parts];
  return tries.slice(-32).flatMap((names): AssetFile[] => {
    const path = names.join("/");
    try {
      const full = realpathSync(resolve(join(program, path)));
      const stats = statSync(full);
      // Never outside the folder, whatever the state says.
      if (!full.startsWith(program + sep) || !stats.isFile() || stats.size > LARGEST_ASSET) return [];
      return [{ path, bytes: readFileSync(full) }];
    } catch {
      return [];
    }
  });
}
