import type { Key, KeyKind } from "./keys.js";

/** What a fact is when nobody touched it. */
export type Initial<T> = { readonly known: true; readonly value: T } | { readonly known: false };

export const NOT_KNOWN: Initial<never> = { known: false };

export function knownInitially<T>(value: T): Initial<T> {
  return { known: true, value };
}

/** What initial values may depend on: other facts of the same world (installing the web server brings its default pool). */
export interface CurrentFacts {
  /** The current value, from a fact or else from the initial state; undefined when it is not known. */
  valueOf<T>(key: Key<T>): T | undefined;
}

/** The host before the deployment touches it. */
export interface InitialState {
  /** `existing`, or the image: for reports. */
  readonly name: string;
  readonly kind: "existing" | "image";
  /** The language of the display names of built-in accounts, as a BCP 47 primary tag; null when not known. */
  readonly language: string | null;
  /** The host's own name, where it is known. */
  readonly computerName: string | null;
  /** Can a feature (by its Get-WindowsFeature name) be installed? Null: not known. */
  featureAvailable(name: string): boolean | null;
  /** The value of an untouched fact. */
  valueOf<T>(key: Key<T>, current: CurrentFacts): Initial<T>;
  /** Untouched facts of a kind whose value is other than the kind's empty one (members that are there, services that exist). */
  entries(kind: KeyKind, prefix: readonly string[], current: CurrentFacts): readonly Key<unknown>[];
}
