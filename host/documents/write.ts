import type { Key } from "../keys.js";
import { describePrincipal, parsePrincipal } from "../principals/parse.js";
import type { PrincipalId } from "../principals/principal-id.js";
import type { Json } from "../values/json.js";
import type { HostView } from "../view.js";
import type { HostDocument } from "./document.js";
import { type PlaceStep, partOrder, placeOf } from "./places.js";

/** A document under construction. Maps, because names in it come from scripts. */
interface Draft {
  readonly members: Map<string, Draft | DraftList | string[] | Json>;
}

/** Records by their folded id. */
interface DraftList {
  readonly id: string;
  readonly records: Map<string, Draft>;
}

/**
 * What the deployment says about the host in one world. Facts that are not known are left out: {@link unknownKeys} names them. Throws
 * `Undecided` when a fact depends on a choice that the view does not assume.
 */
export function toDocument(view: HostView): HostDocument {
  const facts: (readonly [Key<unknown>, unknown])[] = [];
  for (const { key } of view.state.all()) {
    const fact = view.fact(key);
    if (fact !== undefined && fact.status !== "unknown") facts.push([key, fact.value]);
  }
  return documentOf(facts);
}

/** The touched facts whose values are not known in this world. */
export function unknownKeys(view: HostView): Key<unknown>[] {
  return [...view.state.all()].map(({ key }) => key).filter((key) => view.fact(key)?.status === "unknown");
}

/** The document that says exactly these facts. */
export function documentOf(facts: Iterable<readonly [Key<unknown>, unknown]>): HostDocument {
  const root: Draft = { members: new Map() };
  for (const [key, value] of facts) put(root, key, value);
  return { version: 1, ...(finish(root) as object) };
}

function put(root: Draft, key: Key<unknown>, value: unknown): void {
  const place = placeOf(key.kind, key.parts);
  if (place === null) return;
  const parts = partOrder(key.kind).flatMap((index) => key.parts[index] ?? []);
  let next = 0;
  let record = root;
  const steps = [...place.steps];
  for (;;) {
    const step = steps.shift() as PlaceStep;
    if (typeof step === "object" && "yes" in step) {
      const list = named(record, value === true ? step.yes : step.no);
      list.push(describePrincipal(parts[next] as PrincipalId));
      return;
    }
    if (typeof step !== "string") throw new TypeError("a list has a name");
    const [selector] = steps;
    if (steps.length === 0) {
      record.members.set(step, place.value === "principal" ? describePrincipal(value as PrincipalId) : key.codec.encode(value));
      return;
    }
    if (typeof selector === "object" && "id" in selector) {
      steps.shift();
      record = select(record, step, selector.id, nameOf(key, selector, parts[next++] as string));
    } else record = inside(record, step);
  }
}

function nameOf(key: Key<unknown>, selector: { readonly names?: "principal" | "group" }, part: string): string {
  if (selector.names !== undefined) return describePrincipal(part as PrincipalId);
  // A group that exists and a group with members are one record.
  if (key.kind === "groupExists") {
    const id = parsePrincipal(part);
    if (id !== null) return describePrincipal(id);
  }
  return part;
}

function inside(record: Draft, member: string): Draft {
  const existing = record.members.get(member) as Draft | undefined;
  if (existing !== undefined) return existing;
  const made: Draft = { members: new Map() };
  record.members.set(member, made);
  return made;
}

function named(record: Draft, member: string): string[] {
  const existing = record.members.get(member) as string[] | undefined;
  if (existing !== undefined) return existing;
  const made: string[] = [];
  record.members.set(member, made);
  return made;
}

function select(record: Draft, member: string, id: string, name: string): Draft {
  let list = record.members.get(member) as DraftList | undefined;
  if (list === undefined) {
    list = { id, records: new Map() };
    record.members.set(member, list);
  }
  const folded = name.toLowerCase();
  let found = list.records.get(folded);
  if (found === undefined) {
    found = { members: new Map([[id, name]]) };
    list.records.set(folded, found);
  }
  return found;
}

function finish(draft: Draft): Json {
  const result: Record<string, Json> = {};
  // Member names are the schema's own; only values come from scripts.
  for (const name of [...draft.members.keys()].sort())
    result[name] = finishValue(draft.members.get(name) as Draft | DraftList | Json);
  return result;
}

function finishValue(value: Draft | DraftList | Json): Json {
  if (value instanceof Object && "members" in value && value.members instanceof Map) return finish(value as Draft);
  if (value instanceof Object && "records" in value && value.records instanceof Map) {
    const { records } = value as DraftList;
    return [...records.keys()].sort().map((folded) => finish(records.get(folded) as Draft));
  }
  return value as Json;
}
