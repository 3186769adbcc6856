/** The resource graph of a state document: the same data that a program gives, so that everything after it is the same. */

import {
  type GraphNote,
  type PropertyMap,
  type Resource,
  type ResourceGraph,
  type ResourceOptions,
  type SourcePlace,
  Unknown,
  type Urn,
} from "../graph.js";
import { type DecodeOptions, decodeProperties, decodeValue, isUnknownSentinel } from "../property-value.js";
import { orderResources } from "../resource-order.js";
import { parseUrn } from "../urn.js";
import { isObject, type JsonObject, type PendingOperation, readStateDocument, StateError } from "./document.js";

/** What a state document says. */
export interface StateReading {
  readonly graph: ResourceGraph;
  readonly kind: "stack-export" | "preview";
  /** Why the graph is less than the whole stack, one sentence each; empty: it is whole. */
  readonly incomplete: readonly string[];
}

const MOST_RESOURCES = 200_000;

/** What Pulumi prints instead of a secret (`pulumi preview --json`, `pulumi policy analyze`). */
const BLANKED = "[secret]";

/** Reads a state document that was parsed from JSON. Throws `StateError`. */
export function readState(document: unknown): StateReading {
  const { kind, resources, pending, unlisted, errors } = readStateDocument(document);
  if (resources.length > MOST_RESOURCES)
    throw new StateError(`has ${resources.length} resources: at most ${MOST_RESOURCES} are read`);
  const secrets = new SecretCount();
  const found = new Map<Urn, Resource>();
  for (const [index, raw] of resources.entries()) {
    // Replaced and waiting to be deleted: what takes its place stands in the state, too.
    if (raw["delete"] === true) continue;
    const resource = readResource(raw, `resource ${index + 1}`, secrets);
    found.set(resource.urn, resource);
  }
  const interrupted = pending.flatMap((one, index) => readPending(one, index, found, secrets));
  const all = orderResources([...found.values(), ...interrupted.map(({ resource }) => resource)]);
  const root = all.map(({ urn }) => parseUrn(urn)).find((parts) => parts !== undefined);
  const graph: ResourceGraph = {
    project: root?.project ?? "",
    stack: root?.stack ?? "",
    resources: all,
    directory: undefined,
    messages: [],
    notes: [...notesOf(kind, secrets), ...interrupted.map(({ note }) => note)],
    holes: new Map(),
  };
  const incomplete = errors.map((message) => `the preview failed, so it may not list everything: ${message.trim()}`);
  if (unlisted > 0) {
    const left = unlisted === 1 ? "1 unchanged resource" : `${unlisted} unchanged resources`;
    incomplete.push(`the preview leaves out ${left}: make it with 'pulumi preview --json --show-sames'`);
  }
  return { graph, kind, incomplete };
}

function notesOf(kind: StateReading["kind"], secrets: SecretCount): GraphNote[] {
  const notes: GraphNote[] = [
    {
      code: "state-not-host",
      text: "each host is judged as its image and the scripts of this state make it; what else was done to it does not stand in a state",
    },
  ];
  if (secrets.unreadable > 0) {
    const values = secrets.unreadable === 1 ? "1 secret value" : `${secrets.unreadable} secret values`;
    const remedy =
      kind === "preview"
        ? "check the program or its export instead"
        : "'pulumi stack export --show-secrets' gives them, and no report shows them";
    notes.push({ code: "state-secrets", text: `${values} cannot be read here: ${remedy}` });
  }
  return notes;
}

/** Counts the secrets that a state does not give away. */
class SecretCount {
  unreadable = 0;

  readonly options: DecodeOptions = {
    text: (text) => {
      if (text !== BLANKED) return text;
      this.unreadable++;
      return new Unknown("input", "a secret that is blanked");
    },
    encrypted: () => {
      this.unreadable++;
      return new Unknown("input", "an encrypted secret");
    },
  };
}

function readResource(raw: JsonObject, where: string, secrets: SecretCount): Resource {
  const { urn, type, id } = raw;
  if (typeof urn !== "string") throw new StateError(`has no 'urn' in ${where}`);
  const parts = parseUrn(urn);
  if (parts === undefined) throw new StateError(`has no URN in ${where}: expected urn:pulumi:STACK::PROJECT::TYPE::NAME`);
  // Components have no id; whoever reads an older state without the flag sees it by that.
  const custom = typeof raw["custom"] === "boolean" ? raw["custom"] : typeof id === "string";
  return {
    urn,
    type: typeof type === "string" ? type : parts.type,
    name: parts.name,
    custom,
    remote: false,
    external: raw["external"] === true,
    id: custom ? readId(id, parts.name) : undefined,
    parent: text(raw["parent"]),
    inputs: propertiesOf(raw["inputs"], secrets.options),
    // What a provider says it has made. Only names and ids of it are looked at, so its secrets are not missed.
    outputs: propertiesOf(raw["outputs"], new SecretCount().options),
    dependencies: [...new Set(texts(raw["dependencies"]))].sort(),
    propertyDependencies: readPropertyDependencies(raw["propertyDependencies"]),
    provider: readProvider(raw["provider"]),
    options: readOptions(raw, secrets),
    source: readSource(raw),
  };
}

/** Names with two underscores in front are the provider's own bookkeeping, except for the code of dynamic providers. */
function propertiesOf(raw: unknown, options: DecodeOptions): PropertyMap {
  const properties = decodeProperties(raw, options);
  return new Map([...properties].filter(([name]) => !name.startsWith("__") || name === "__provider"));
}

function readId(id: unknown, name: string): string | Unknown {
  return typeof id === "string" && id !== "" && !isUnknownSentinel(id) ? id : new Unknown("deferred", `${name}.id`);
}

function readPropertyDependencies(raw: unknown): ReadonlyMap<string, readonly Urn[]> {
  if (!isObject(raw)) return new Map();
  const entries = Object.keys(raw).map((name) => [name, [...new Set(texts(raw[name]))].sort()] as const);
  return new Map(entries.filter(([, urns]) => urns.length > 0).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** `urn::id` */
function readProvider(raw: unknown): Urn | undefined {
  const reference = text(raw);
  return reference?.slice(0, reference.lastIndexOf("::"));
}

function readOptions(raw: JsonObject, secrets: SecretCount): ResourceOptions {
  const timeouts = isObject(raw["customTimeouts"]) ? raw["customTimeouts"] : {};
  const seconds = (name: string) => (typeof timeouts[name] === "number" ? (timeouts[name] as number) : undefined);
  const trigger = raw["replacementTrigger"];
  return {
    protect: raw["protect"] === true,
    ignoreChanges: texts(raw["ignoreChanges"]),
    replaceOnChanges: texts(raw["replaceOnChanges"]),
    additionalSecretOutputs: texts(raw["additionalSecretOutputs"]),
    deleteBeforeReplace: typeof raw["deleteBeforeReplace"] === "boolean" ? raw["deleteBeforeReplace"] : undefined,
    retainOnDelete: raw["retainOnDelete"] === true,
    deletedWith: text(raw["deletedWith"]),
    replaceWith: [...texts(raw["replaceWith"])].sort(),
    replacementTrigger: trigger === undefined || trigger === null ? undefined : decodeValue(trigger, secrets.options),
    importId: text(raw["importID"]),
    timeouts: { create: seconds("create"), update: seconds("update"), delete: seconds("delete") },
  };
}

/** The innermost place in the program's own files: what is outside the project's folder or installed is none of them. */
function readSource(raw: JsonObject): SourcePlace | undefined {
  const trace = Array.isArray(raw["stackTrace"]) ? raw["stackTrace"] : [];
  for (const position of [raw, ...trace.filter(isObject)]) {
    const place = placeOf(text(position["sourcePosition"]));
    if (place !== undefined) return place;
  }
  return undefined;
}

const PROJECT = "project:///";

/** `project:///index.ts#12,5` */
function placeOf(position: string | undefined): SourcePlace | undefined {
  const hash = position?.lastIndexOf("#") ?? -1;
  if (position === undefined || hash < 0 || !position.startsWith(PROJECT)) return undefined;
  const file = decoded(position.slice(PROJECT.length, hash));
  const [line, column] = position
    .slice(hash + 1)
    .split(",")
    .map(Number);
  const isOwn = !file.split("/").some((part) => part === ".." || part === "node_modules");
  if (!isOwn || line === undefined || !isPosition(line)) return undefined;
  return { file, line, column: column !== undefined && isPosition(column) ? column : undefined };
}

function isPosition(number: number): boolean {
  return Number.isInteger(number) && number > 0;
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** What an interrupted operation would have made; what it removes or only looks at stands in the state. */
const MAKES: ReadonlySet<string> = new Set(["creating", "updating", "importing"]);

/**
 * An operation that was under way when an update was interrupted: whether it took place is not known, so its resource counts beside the one that the
 * state holds, if there is one.
 */
function readPending(
  { operation, resource: raw }: PendingOperation,
  index: number,
  found: ReadonlyMap<Urn, Resource>,
  secrets: SecretCount,
): { readonly resource: Resource; readonly note: GraphNote }[] {
  if (!MAKES.has(operation)) return [];
  const resource = readResource(raw, `pending operation ${index + 1}`, secrets);
  const before = found.get(resource.urn);
  const note: GraphNote = {
    code: "pending-operation",
    text: `${operation} ${resource.name} (${resource.type}) was interrupted: it is judged as if it had taken place; 'pulumi refresh' tells whether it has`,
  };
  if (before === undefined) return [{ resource, note }];
  // A URN stands for one resource in a graph. What was there came first.
  const after: Resource = {
    ...resource,
    urn: `${resource.urn} (interrupted ${operation})`,
    dependencies: [...new Set([...resource.dependencies, before.urn])].sort(),
  };
  return [{ resource: after, note }];
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === "string" && one !== "") : [];
}
