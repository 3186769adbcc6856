import { type Initial, type InitialState, NOT_KNOWN } from "./initial.js";

/** A host about which nothing is known at the start. */
export const EXISTING: InitialState = {
  name: "existing",
  kind: "existing",
  language: null,
  computerName: null,
  featureAvailable: () => null,
  valueOf: <T>(): Initial<T> => NOT_KNOWN,
  entries: () => [],
};
