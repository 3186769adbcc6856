import { objectPath } from "../acl/securable.js";
import type { InitialState } from "../initial.js";
import { groupExists, KEY_KINDS, type Key, type KeyKind, makeKey } from "../keys.js";
import { parsePrincipal } from "../principals/parse.js";
import { type PrincipalId, principalBody, principalKind } from "../principals/principal-id.js";
import { WELL_KNOWN } from "../principals/well-known.js";
import { HostState } from "../state.js";
import { type Json, ShapeError } from "../values/json.js";
import type { Origin } from "../values/origin.js";
import { locationPath } from "../web/location.js";
import type { HostDocument } from "./document.js";
import { PLACES, type Place, type PlaceStep, partOrder, SMTP_PROPERTIES } from "./places.js";
import { documentOf } from "./write.js";

/** The state that a document describes, over an initial state. Throws {@link ShapeError} where a value is none. */
export function lift(document: HostDocument, initial: InitialState, origin: Origin | null = null): HostState {
  let state = HostState.from(initial);
  for (const [key, value] of documentFacts(document)) state = state.set(key, value, origin);
  return state;
}

/** The same document in canonical form: sorted, names and lists in one spelling. */
export function canonicalDocument(document: HostDocument): HostDocument {
  const facts = new Map<string, readonly [Key<unknown>, unknown]>();
  for (const fact of documentFacts(document)) facts.set(fact[0].id, fact);
  return documentOf([...facts.keys()].sort().map((id) => facts.get(id) as readonly [Key<unknown>, unknown]));
}

/** Every fact that a document states. */
export function* documentFacts(document: HostDocument): Generator<readonly [Key<unknown>, unknown]> {
  for (const kind of KEY_KINDS) {
    if (kind === "disturbance") continue;
    yield* facts(kind, PLACES[kind], document as unknown as Json);
    if (kind === "smtpProperty") {
      for (const { property, steps } of SMTP_PROPERTIES) {
        const place: Place = { steps: ["smtp", "servers", { id: "name" }, ...steps] };
        yield* facts(kind, place, document as unknown as Json, property);
      }
    }
  }
}

function* facts(kind: KeyKind, place: Place, root: Json, last?: string): Generator<readonly [Key<unknown>, unknown]> {
  for (const found of walk(root, place.steps, [], "")) {
    const parts = [...found.parts, ...(last === undefined ? [] : [last])];
    const order = partOrder(kind).filter((index) => index < parts.length);
    const ordered = order.map((index) => parts[index] as string);
    const key = keyFor(kind, ordered);
    const value =
      place.value === "principal" ? principalAt(found.value, found.pointer) : key.codec.decode(found.value, found.pointer);
    yield [key, value];
  }
}

interface Found {
  readonly parts: readonly string[];
  readonly value: Json;
  readonly pointer: string;
}

function* walk(json: Json, steps: readonly PlaceStep[], parts: readonly string[], pointer: string): Generator<Found> {
  const [step, ...rest] = steps;
  if (step === undefined) {
    yield { parts, value: json, pointer };
    return;
  }
  if (typeof step === "string") {
    const value = memberOf(json, step);
    if (value !== undefined) yield* walk(value, rest, parts, `${pointer}/${step}`);
    return;
  }
  if ("yes" in step) {
    for (const [member, value] of [
      [step.yes, true],
      [step.no, false],
    ] as const) {
      const names = memberOf(json, member) ?? [];
      if (!Array.isArray(names)) throw new ShapeError(`${pointer}/${member}`, "a list of names");
      for (const [index, name] of names.entries()) {
        const at = `${pointer}/${member}/${index}`;
        yield { parts: [...parts, principalAt(name as Json, at)], value, pointer: at };
      }
    }
    return;
  }
  if (!Array.isArray(json)) throw new ShapeError(pointer, "a list");
  for (const [index, record] of json.entries()) {
    const at = `${pointer}/${index}`;
    const id = memberOf(record as Json, step.id);
    if (typeof id !== "string") throw new ShapeError(`${at}/${step.id}`, "a name");
    const part = step.names === undefined ? id : principalAt(id, `${at}/${step.id}`);
    yield* walk(record as Json, rest, [...parts, part], at);
  }
}

function memberOf(json: Json, name: string): Json | undefined {
  if (json === null || typeof json !== "object" || Array.isArray(json)) return undefined;
  return Object.hasOwn(json, name) ? (json as { readonly [name: string]: Json })[name] : undefined;
}

function principalAt(json: Json, pointer: string): PrincipalId {
  const id = typeof json === "string" ? parsePrincipal(json) : null;
  if (id === null) throw new ShapeError(pointer, "the name of an account or group");
  return id;
}

/** The key with its parts in the spelling that the constructors give. */
function keyFor(kind: KeyKind, parts: readonly string[]): Key<unknown> {
  const [first = "", second = ""] = parts;
  switch (kind) {
    case "groupExists":
      return groupExists(groupName(first)) as Key<unknown>;
    case "acl":
    case "aclExact":
    case "aclProtected":
    case "owner":
      return makeKey(kind, objectPath(first), ...parts.slice(1)) as Key<unknown>;
    case "anonymousUserName":
    case "anonymousLogonMethod":
    case "anonymousDenied":
    case "handlerAccess":
    case "physicalPath":
    case "directoryUserName":
      return makeKey(kind, locationPath(first)) as Key<unknown>;
    case "authentication":
    case "applicationExists":
    case "applicationPool":
      return makeKey(kind, first, locationPath(second)) as Key<unknown>;
    default:
      return makeKey(kind, ...parts) as Key<unknown>;
  }
}

/** A group's own name, without authority. */
function groupName(text: string): string {
  const id = parsePrincipal(text);
  if (id === null) return text;
  if (principalKind(id) === "sid") return WELL_KNOWN.find((entry) => entry.sid === principalBody(id))?.name ?? text;
  return principalKind(id) === "local" ? principalBody(id) : text;
}
