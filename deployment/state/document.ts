/**
 * Pulumi's state documents as JSON: `pulumi stack export`, the checkpoint files of self-managed backends, and `pulumi preview --json`.
 * (Formats: pulumi/pulumi `sdk/go/common/apitype/core.go` and `pkg/display/json.go`.)
 */

/** A state document that cannot be read; the message says what was expected. */
export class StateError extends Error {}

export type JsonObject = Readonly<Record<string, unknown>>;

/** A resource that an operation was at work on when the update was interrupted. */
export interface PendingOperation {
  readonly operation: string;
  readonly resource: JsonObject;
}

export interface StateDocument {
  readonly kind: "stack-export" | "preview";
  readonly resources: readonly JsonObject[];
  readonly pending: readonly PendingOperation[];
  /** How many unchanged resources a preview counts and does not list. */
  readonly unlisted: number;
  /** What a preview reports as errors. */
  readonly errors: readonly string[];
}

/** Versions of the deployment schema that are read. 4 adds a list of features to 3. */
const VERSIONS: ReadonlySet<unknown> = new Set([3, 4]);

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether a JSON document is one of Pulumi's state documents, readable or not. */
export function isStateDocument(document: unknown): boolean {
  if (!isObject(document)) return false;
  if ("deployment" in document || "checkpoint" in document) return "version" in document || isObject(document["deployment"]);
  return isDeployment(document) || isPreview(document);
}

/** `deployment` without the envelope around it. */
function isDeployment(document: JsonObject): boolean {
  return isObject(document["manifest"]) && ("resources" in document || "secrets_providers" in document);
}

function isPreview(document: JsonObject): boolean {
  return isObject(document["changeSummary"]) || (Array.isArray(document["steps"]) && document["steps"].some(isStep));
}

function isStep(step: unknown): boolean {
  return isObject(step) && typeof step["op"] === "string" && typeof step["urn"] === "string";
}

/** Throws `StateError`. */
export function readStateDocument(document: unknown): StateDocument {
  if (!isObject(document) || !isStateDocument(document))
    throw new StateError(
      "is no state of a Pulumi stack: expected the output of 'pulumi stack export', a checkpoint file, or the output of 'pulumi preview --json --show-sames'",
    );
  if (isPreview(document)) return readPreview(document);
  if (isDeployment(document)) return readDeployment(document);
  if (!VERSIONS.has(document["version"]))
    throw new StateError(
      `has version ${JSON.stringify(document["version"]) ?? "none"} of Pulumi's state format: expected 3 or 4 (a current 'pulumi stack export' writes these)`,
    );
  const checkpoint = document["checkpoint"];
  const deployment = isObject(checkpoint) ? checkpoint["latest"] : document["deployment"];
  if (deployment === undefined || deployment === null) return readDeployment({});
  if (!isObject(deployment)) throw new StateError("has no object at 'deployment'");
  return readDeployment(deployment);
}

function readDeployment(deployment: JsonObject): StateDocument {
  const pending = listAt(deployment, "pending_operations").map((entry): PendingOperation => {
    const operation = entry["type"];
    const resource = entry["resource"];
    if (typeof operation !== "string" || !isObject(resource))
      throw new StateError("has an entry in 'pending_operations' without a type and a resource");
    return { operation, resource };
  });
  return { kind: "stack-export", resources: listAt(deployment, "resources"), pending, unlisted: 0, errors: [] };
}

/** Steps after which the resource of the new state is there no more. */
const REMOVING: ReadonlySet<string> = new Set([
  "delete",
  "delete-replaced",
  "discard",
  "discard-replaced",
  "remove-pending-replace",
]);

function readPreview(preview: JsonObject): StateDocument {
  const resources: JsonObject[] = [];
  let same = 0;
  for (const step of listAt(preview, "steps")) {
    const { op } = step;
    if (typeof op !== "string") throw new StateError("has a step without 'op'");
    if (op === "same") same++;
    if (REMOVING.has(op)) continue;
    const state = step["newState"] ?? step["oldState"];
    if (!isObject(state)) throw new StateError(`has a step '${op}' for ${JSON.stringify(step["urn"])} without a state`);
    resources.push(state);
  }
  const summary = preview["changeSummary"];
  const counted = isObject(summary) && typeof summary["same"] === "number" ? summary["same"] : 0;
  const errors = listAt(preview, "diagnostics").flatMap((one) =>
    one["severity"] === "error" && typeof one["message"] === "string" ? [one["message"]] : [],
  );
  return { kind: "preview", resources, pending: [], unlisted: Math.max(0, counted - same), errors };
}

/** A list of objects; absent and null are empty. */
function listAt(object: JsonObject, name: string): readonly JsonObject[] {
  const list = object[name];
  if (list === undefined || list === null) return [];
  if (!Array.isArray(list)) throw new StateError(`has no list at '${name}'`);
  return list.map((entry, index) => {
    if (!isObject(entry)) throw new StateError(`has no object at '${name}[${index}]'`);
    return entry;
  });
}
