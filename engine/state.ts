/** What the outputs of a new resource are in a preview, in wire form. What is left out is unknown to the program. */

import { SIGNATURE_KEY, SIGNATURES, UNKNOWN_VALUE } from "../deployment/property-value.js";
import { nameInput } from "./azure-names.js";
import { isScalar } from "./structs.js";

export type Raw = Record<string, unknown>;

const SECRET = { key: SIGNATURE_KEY, value: SIGNATURES.secret } as const;

export function secretOf(value: unknown): object {
  return { [SIGNATURE_KEY]: SIGNATURES.secret, value };
}

export function isSecret(value: unknown): boolean {
  return typeof value === "object" && value !== null && (value as Raw)[SIGNATURE_KEY] === SIGNATURES.secret;
}

/** The scalars among the inputs. */
export function echo(raw: Raw): Map<string, unknown> {
  return new Map(Object.entries(raw).filter(([, value]) => isScalar(value, SECRET)));
}

/** @param location `azure-native:location` of the configuration */
export function managedState(
  type: string,
  raw: Raw,
  secretOutputs: readonly string[],
  location: string | undefined,
): Map<string, unknown> {
  // Only scalars are repeated: providers fill read-only fields into nested objects, and an echoed object would say that these are absent.
  const state = echo(raw);
  const named = nameInput(type);
  const own = named === undefined ? undefined : raw[named];
  if (own !== undefined && isScalar(own, SECRET) && raw.name === undefined) state.set("name", own);
  if (type.startsWith("azure-native") && raw.location === undefined && location !== undefined) state.set("location", location);
  for (const output of secretOutputs) {
    const value = state.get(output) ?? UNKNOWN_VALUE;
    state.set(output, isSecret(value) ? value : secretOf(value));
  }
  return state;
}
