import type { Initial, InitialState } from "../initial.js";
import { NOT_KNOWN } from "../initial.js";
import type { Key, KeyKind } from "../keys.js";
import type { HostDocument } from "./document.js";
import { documentFacts } from "./read.js";

/** A host that is as a document says before anything of the deployment runs; about the rest of it nothing is known. Throws `ShapeError`. */
export function documentInitial(document: HostDocument, name: string): InitialState {
  const facts = new Map<string, { readonly key: Key<unknown>; readonly value: unknown }>();
  for (const [key, value] of documentFacts(document)) facts.set(key.id, { key, value });
  return {
    name,
    kind: "existing",
    language: null,
    computerName: null,
    featureAvailable: () => null,
    valueOf: <T>(key: Key<T>): Initial<T> => {
      const found = facts.get(key.id);
      return found === undefined ? NOT_KNOWN : { known: true, value: found.value as T };
    },
    entries: (kind: KeyKind, prefix) =>
      [...facts.values()]
        .map(({ key }) => key)
        .filter((key) => key.kind === kind && prefix.every((part, index) => key.parts[index] === part)),
  };
}
