import { isParametersFile, isTemplate } from "../deployment/index.js";
import { lift } from "../host/documents/read.js";
import { readDocument } from "../host/documents/validate.js";
import { EXISTING } from "../host/existing.js";
import { type Json, ShapeError } from "../host/values/json.js";
import type { Origin } from "../host/values/origin.js";
import type { Analysed, InputOptions } from "./inputs.js";
import { NOTHING_COVERED } from "./report.js";
import { failure, type Input } from "./selection.js";
import { analyseTemplate } from "./template.js";

/** Reads a host document and judges what it says as if a deployment had asked for it. */
export function analyseDocument(input: Input, bytes: Uint8Array, options: InputOptions, result: Analysed): void {
  const { path, name } = input;
  let json: Json;
  try {
    json = JSON.parse(
      Buffer.from(bytes)
        .toString("utf8")
        .replace(/^\ufeff/, ""),
    ) as Json;
  } catch {
    result.errors.push(failure(path, "invalid-document", "the file is not valid JSON"));
    return;
  }
  if (isTemplate(json)) {
    analyseTemplate(json, input, options, result);
    return;
  }
  if (isParametersFile(json)) {
    result.inputs.push({ path: name, kind: "arm-template" });
    result.notes.push({ input: name, message: "parameters of a template: read with the template of the same name" });
    return;
  }
  const other = otherKind(json);
  if (other !== null) {
    result.errors.push(failure(path, "unsupported", `this looks like ${other}, which is not read yet; expected a host document`));
    return;
  }
  try {
    const document = readDocument(json);
    // Line 0: the file as a whole.
    const origin: Origin = {
      file: name,
      resource: null,
      property: null,
      layers: [],
      line: 0,
      column: 0,
      endLine: 0,
      endColumn: 0,
      secret: false,
    };
    const state = lift(document, EXISTING, origin);
    result.inputs.push({ path: name, kind: "host-document" });
    result.hosts.push({ id: name, urn: null, initial: EXISTING.name, coverage: NOTHING_COVERED });
    result.judged.push({ id: name, urn: null, state, ending: "ok" });
  } catch (error) {
    if (!(error instanceof ShapeError)) throw error;
    result.errors.push(failure(path, "invalid-document", `not a host document: ${error.message}`));
  }
}

/** Other JSON that people have at hand. */
function otherKind(json: Json): string | null {
  if (typeof json !== "object" || json === null || Array.isArray(json)) return null;
  const has = (...names: readonly string[]) => names.every((name) => Object.hasOwn(json, name));
  if (has("tool", "findings")) return "a report of lycosa";
  if (has("tool", "hosts")) return "what lycosa host prints (its host documents are hosts[].documents[].document)";
  return null;
}

/** Whether a text is a template, or a file of parameters for one. */
export function isAzureTemplate(text: string): boolean {
  try {
    const json: unknown = JSON.parse(text);
    return isTemplate(json) || isParametersFile(json);
  } catch {
    return false;
  }
}
