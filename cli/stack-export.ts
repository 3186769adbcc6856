/** `--stack-export`: the state of a stack as an input. It is read and never run, so it is the way in for programs in every language. */

import { isAbsolute } from "node:path";
import { type AssetFile, withCheckedAssets } from "../deployment/state/assets.js";
import { StateError } from "../deployment/state/document.js";
import { readState } from "../deployment/state/state-graph.js";
import { UsageError } from "./errors.js";
import { Tree } from "./files/tree.js";
import type { Analysed, InputOptions } from "./inputs.js";
import { analyseGraph } from "./project.js";
import { failure, type Input } from "./selection.js";
import { parseJson, StateFileError } from "./state-file.js";

/** Analyses the export that an input holds. */
export function analyseStackExport(input: Input, bytes: Uint8Array, options: InputOptions, result: Analysed): void {
  let document: unknown;
  try {
    document = parseJson(bytes);
  } catch (error) {
    if (!(error instanceof StateFileError)) throw error;
    result.errors.push(failure(input.path, error.code, error.message, error.line, error.column));
    return;
  }
  analyseState(document, input, options, result);
}

/** Analyses a state document that was parsed from JSON. */
export function analyseState(document: unknown, input: Input, options: InputOptions, result: Analysed): void {
  const program = programFolder(options.program);
  try {
    const { graph, incomplete } = readState(document);
    result.inputs.push({ path: input.name, kind: "pulumi-stack", resources: graph.resources.length });
    // A preview that shows less than the stack must not look like a whole one that is clean.
    for (const why of incomplete) result.errors.push(failure(input.path, "incomplete-state", why));
    const checked = withCheckedAssets(
      { ...graph, directory: program?.root ?? undefined },
      program === null ? undefined : (file) => filesOf(program, file),
    );
    analyseGraph(checked, input.name, program?.root ?? null, result, options, incomplete.length === 0);
  } catch (error) {
    if (!(error instanceof StateError)) throw error;
    result.errors.push(failure(input.path, "invalid-document", error.message));
  }
}

function programFolder(given: string | null): Tree | null {
  if (given === null) return null;
  try {
    const tree = new Tree(given);
    if (tree.list("") !== undefined) return tree;
  } catch {
    // The same answer as for a file.
  }
  throw new UsageError(`--program ${given}: there is no such folder`);
}

/**
 * The files of the program's folder that a recorded path may mean. A program that was deployed elsewhere may have recorded an absolute path: then what
 * ends like it is tried, longest first; the hash decides.
 */
function filesOf(program: Tree, recorded: string): AssetFile[] {
  const parts = recorded.split(/[\\/]/).filter((part) => part !== "" && part !== ".");
  const tries = isAbsolute(recorded) || /^[A-Za-z]:/.test(recorded) ? parts.map((_part, index) => parts.slice(index)) : [parts];
  return tries.slice(-32).flatMap((names): AssetFile[] => {
    const path = names.join("/");
    const bytes = program.read(path);
    return bytes === undefined || "refused" in bytes ? [] : [{ path, bytes }];
  });
}
