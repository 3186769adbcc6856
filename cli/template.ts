/** Azure templates as inputs: a template (or what Bicep compiles to), with the parameters file beside it. */

import { basename, dirname, join } from "node:path";
import { isParametersFile, templateGraph, templateUrn } from "../deployment/index.js";
import { readRegular } from "../engine/regular-file.js";
import type { Analysed, InputOptions } from "./inputs.js";
import { analyseGraph } from "./project.js";
import { failure, type Input } from "./selection.js";

/** Judges the hosts that a template makes or reaches. */
export function analyseTemplate(json: unknown, input: Input, options: InputOptions, result: Analysed): void {
  result.inputs.push({ path: input.name, kind: "arm-template" });
  const name = basename(input.path);
  const parameters = parametersBeside(input.path, result);
  result.declarations.set(templateUrn(name), { file: input.name, line: 1, column: null });
  analyseGraph(templateGraph(name, json, parameters), input.name, null, result, options);
}

const LARGEST = 4 << 20;

/** `main.json` goes with `main.parameters.json`; undefined: there is none. */
function parametersBeside(path: string, result: Analysed): unknown {
  const file = join(dirname(path), `${basename(path).replace(/\.json$/i, "")}.parameters.json`);
  // A link may lead anywhere, and is not followed.
  const bytes = readRegular(file, LARGEST);
  if ("refused" in bytes) return undefined;
  try {
    const json: unknown = JSON.parse(
      Buffer.from(bytes)
        .toString("utf8")
        .replace(/^\ufeff/, ""),
    );
    if (isParametersFile(json)) return json;
  } catch {
    result.errors.push(failure(file, "invalid-document", "the file is not valid JSON"));
  }
  return undefined;
}
