/** Outputs that are not known and are more than a text: what the preload (`preload-holes.cjs`) turns into values that answer any question with a hole. */

import { isSecret, type Raw, secretOf } from "./state.js";

/** What the program's SDK declares an output to be. */
export type OutputKind = "text" | "texts" | "boolean" | "number" | "any";

/** Marks a hole on its way to the program. */
export const HOLE_KEY = "__lycosaHole";

const KINDS: ReadonlySet<unknown> = new Set<OutputKind>(["text", "texts", "boolean", "number", "any"]);

/** What the preload says about the outputs of a request. */
export function declaredKinds(raw: unknown): ReadonlyMap<string, OutputKind> {
  const entries = typeof raw === "object" && raw !== null ? Object.entries(raw) : [];
  return new Map(entries.filter((entry): entry is [string, OutputKind] => KINDS.has(entry[1])));
}

/** A hole in wire form. @param members what is known of it */
export function holeWire(marker: string, members: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return { [HOLE_KEY]: marker, members };
}

const DEEPEST = 8;

/**
 * Gives every output that the state lacks a marker or a hole of its own. An input that is an object is known as far as the program gives it: the provider may fill in more.
 * @param marker the marker for an output, by its path
 */
export function fillState(
  state: Map<string, unknown>,
  raw: Raw,
  kinds: ReadonlyMap<string, OutputKind>,
  marker: (path: string) => string,
): void {
  for (const [output, kind] of kinds) {
    const known = state.get(output);
    if (output === "id" || output === "urn" || (known !== undefined && !isSecret(known))) continue;
    const given = raw[output];
    const value = given === undefined || given === null ? newOutput(output, kind, marker) : filled(given, output, marker, 0);
    if (value !== undefined) state.set(output, known === undefined ? value : secretOf(value));
  }
}

function newOutput(output: string, kind: OutputKind, marker: (path: string) => string): unknown {
  if (kind === "text") return marker(output);
  if (kind === "texts") return [marker(output)];
  // A hole would count as yes.
  return kind === "boolean" ? undefined : holeWire(marker(output));
}

/** An object of the inputs, with holes for what it does not say; undefined for what holds a secret or another special value. */
function filled(value: unknown, path: string, marker: (path: string) => string, depth: number): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (depth > DEEPEST) return undefined;
  if (Array.isArray(value)) {
    const items = value.map((item, index) => filled(item, `${path}[${index}]`, marker, depth + 1));
    return items.includes(undefined) ? undefined : items;
  }
  const members: Record<string, unknown> = {};
  for (const [name, inner] of Object.entries(value)) {
    // The signatures of secrets, assets and references are members with names of their own kind.
    if (/^[0-9a-f]{32}$/.test(name)) return undefined;
    const member = filled(inner, `${path}.${name}`, marker, depth + 1);
    if (member !== undefined) members[name] = member;
  }
  return holeWire(marker(path), members);
}

/** The value with each hole as its marker. What a program made of a hole's members and its own is an object of these. */
export function withoutHoles(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(withoutHoles);
  const object = value as Raw;
  const marker = object[HOLE_KEY];
  const names = Object.keys(object).filter((name) => name !== HOLE_KEY);
  if (typeof marker === "string" && names.every((name) => name === "members")) return marker;
  const plain = Object.create(null) as Raw;
  for (const name of names) plain[name] = withoutHoles(object[name]);
  return plain;
}
