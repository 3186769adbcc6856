/**
 * Pulumi's wire form of property values, read into `PropertyValue`.
 *
 * The wire form is JSON in which special objects carry a signature key (pulumi/pulumi `sdk/go/common/resource/sig`, `sdk/nodejs/runtime/rpc.ts`): secrets, assets,
 * archives, resource references, output values; unknown values are fixed strings (`sdk/go/common/resource/plugin/rpc.go`). State files use the same form, with
 * `ciphertext` or `plaintext` inside a secret (`pkg/resource/stack/deployment.go`).
 *
 * Objects are read through property descriptors, so a proxy that throws on reading an unknown is read without throwing.
 */

import {
  Archive,
  Asset,
  PartialText,
  type PropertyMap,
  type PropertyValue,
  ResourceReference,
  Secret,
  Unknown,
} from "./graph.js";

export const SIGNATURE_KEY = "4dabf18193072939515e22adb298388d";
export const SIGNATURES = {
  asset: "c44067f5952c0a294b673a41bacd8c17",
  archive: "0def7320c3a5731c473e5ecbe6d01bc7",
  secret: "1b47061264138c4ac30d75fd1eb44270",
  resource: "5cf8f73096256a8f31e491e813e4eb8e",
  output: "d0e6a833031e9bbcd3f4e8bde6ca49a4",
} as const;

/** The unknown string; SDKs send it for unknown values of every type. */
export const UNKNOWN_VALUE = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** All unknown sentinels: string, bool, number, array, asset, archive, object. */
const UNKNOWN_SENTINELS: ReadonlySet<string> = new Set([
  UNKNOWN_VALUE,
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

/** Deeper values are not read: protobuf parsers stop at similar depths, and no provider has such inputs. */
const MAX_DEPTH = 200;

export interface DecodeOptions {
  /** Called with every known text, to find the holes in it. */
  readonly text?: (text: string) => string | Unknown | PartialText;
  /** Called for every secret whose value is not there, or only as ciphertext. */
  readonly encrypted?: () => Unknown;
}

/** Whether a text is one of Pulumi's unknown sentinels. */
export function isUnknownSentinel(value: unknown): boolean {
  return typeof value === "string" && UNKNOWN_SENTINELS.has(value);
}

/**
 * Reads one value. Total: what is no JSON value (a function, a bigint, a symbol) and what is nested deeper than 200 levels becomes unknown; `undefined` becomes null.
 */
export function decodeValue(raw: unknown, options: DecodeOptions = {}): PropertyValue {
  return decode(raw, options, 0);
}

/** Reads an object as a property bag. Absent and undefined members are left out; something that is no object gives an empty bag. */
export function decodeProperties(raw: unknown, options: DecodeOptions = {}): PropertyMap {
  return typeof raw === "object" && raw !== null && !Array.isArray(raw) ? decodeMembers(raw, options, 0) : new Map();
}

function decode(raw: unknown, options: DecodeOptions, depth: number): PropertyValue {
  if (depth > MAX_DEPTH) return new Unknown("input", "a value nested too deeply");
  switch (typeof raw) {
    case "string":
      return decodeText(raw, options);
    case "boolean":
    case "number":
      return raw;
    case "undefined":
      return null;
    case "object":
      if (raw === null) return null;
      if (Array.isArray(raw)) return decodeArray(raw, options, depth);
      return decodeObject(raw, options, depth);
    default:
      return new Unknown("input", `a value of type ${typeof raw}`);
  }
}

function decodeText(raw: string, options: DecodeOptions): string | Unknown | PartialText {
  if (UNKNOWN_SENTINELS.has(raw)) return new Unknown();
  return options.text === undefined ? raw : options.text(raw);
}

function decodeArray(raw: readonly unknown[], options: DecodeOptions, depth: number): PropertyValue[] {
  return Array.from({ length: raw.length }, (_, index) => decode(member(raw, String(index)), options, depth + 1));
}

function decodeMembers(raw: object, options: DecodeOptions, depth: number): Map<string, PropertyValue> {
  const members = new Map<string, PropertyValue>();
  for (const key of Object.keys(raw)) {
    const value = member(raw, key);
    if (value !== undefined) members.set(key, decode(value, options, depth + 1));
  }
  return members;
}

function decodeObject(raw: object, options: DecodeOptions, depth: number): PropertyValue {
  switch (member(raw, SIGNATURE_KEY)) {
    case undefined:
      return decodeMembers(raw, options, depth);
    case SIGNATURES.secret:
      return decodeSecret(raw, options, depth);
    case SIGNATURES.output: {
      const value = member(raw, "value");
      const inner = value === undefined ? new Unknown() : decode(value, options, depth + 1);
      return member(raw, "secret") === true ? secret(inner) : inner;
    }
    case SIGNATURES.resource: {
      const urn = member(raw, "urn");
      const id = member(raw, "id");
      // An empty id is how the protocol writes "not known yet".
      const decoded = id === undefined ? undefined : id === "" ? new Unknown() : decode(id, options, depth + 1);
      return new ResourceReference(typeof urn === "string" && !UNKNOWN_SENTINELS.has(urn) ? urn : new Unknown(), decoded);
    }
    case SIGNATURES.asset:
      return decodeAsset(raw, options);
    case SIGNATURES.archive:
      return decodeArchive(raw, options, depth);
    default:
      // A signature of a later protocol: its meaning is not known, and neither is the value.
      return new Unknown("input", "a value of a kind that is not supported");
  }
}

/** Live secrets carry `value`; state files carry `plaintext` (JSON text) or only `ciphertext`. */
function decodeSecret(raw: object, options: DecodeOptions, depth: number): Secret {
  const value = member(raw, "value");
  if (value !== undefined) return secret(decode(value, options, depth + 1));
  const plaintext = member(raw, "plaintext");
  if (typeof plaintext === "string") {
    try {
      return secret(decode(JSON.parse(plaintext), options, depth + 1));
    } catch {
      return new Secret(new Unknown("input", "a secret whose text is damaged"));
    }
  }
  return new Secret(options.encrypted?.() ?? new Unknown("input", "an encrypted value"));
}

function secret(value: PropertyValue): Secret {
  return value instanceof Secret ? value : new Secret(value);
}

function decodeAsset(raw: object, options: DecodeOptions): PropertyValue {
  const given = member(raw, "hash");
  const hash = typeof given === "string" && given !== "" ? given : undefined;
  for (const [key, kind] of [
    ["text", "text"],
    ["path", "path"],
    ["uri", "uri"],
  ] as const) {
    const value = member(raw, key);
    // Assets in state files carry all three members, with the unused ones empty; only a text may truly be empty.
    if (typeof value === "string" && value !== "") return new Asset(kind, decodeText(value, options), hash);
  }
  if (member(raw, "text") === "") return new Asset("text", "", hash);
  return new Asset("text", new Unknown("input", "an asset without content"));
}

function decodeArchive(raw: object, options: DecodeOptions, depth: number): PropertyValue {
  const assets = member(raw, "assets");
  if (typeof assets === "object" && assets !== null) return new Archive("assets", decodeMembers(assets, options, depth));
  for (const kind of ["path", "uri"] as const) {
    const value = member(raw, kind);
    if (typeof value === "string" && value !== "") return new Archive(kind, decodeText(value, options));
  }
  return new Archive("uri", new Unknown("input", "an archive without content"));
}

/** An own data property, without running getters or proxy traps for reading. */
function member(raw: object, key: string): unknown {
  return Object.getOwnPropertyDescriptor(raw, key)?.value;
}

/** Looks through secret wrappers: the bare value, and whether it was marked. */
export function reveal(value: PropertyValue): { readonly value: Exclude<PropertyValue, Secret>; readonly secret: boolean } {
  let inner = value;
  let marked = false;
  while (inner instanceof Secret) {
    inner = inner.value;
    marked = true;
  }
  return { value: inner, secret: marked };
}

export function isPropertyMap(value: PropertyValue | undefined): value is PropertyMap {
  return value instanceof Map;
}

export function isPropertyArray(value: PropertyValue | undefined): value is readonly PropertyValue[] {
  return Array.isArray(value);
}

/** True when something unknown is anywhere inside. */
export function containsUnknown(value: PropertyValue): boolean {
  if (value instanceof Unknown || value instanceof PartialText) return true;
  if (value instanceof Secret) return containsUnknown(value.value);
  if (value instanceof Asset) return typeof value.value !== "string";
  if (value instanceof Archive) return typeof value.value !== "string" && containsUnknown(value.value);
  if (value instanceof ResourceReference)
    return value.urn instanceof Unknown || (value.id !== undefined && containsUnknown(value.id));
  if (isPropertyArray(value)) return value.some(containsUnknown);
  if (isPropertyMap(value)) return [...value.values()].some(containsUnknown);
  return false;
}

/** True when a secret is anywhere inside. */
export function containsSecret(value: PropertyValue): boolean {
  if (value instanceof Secret) return true;
  if (value instanceof Archive) return typeof value.value !== "string" && containsSecret(value.value);
  if (value instanceof ResourceReference) return value.id !== undefined && containsSecret(value.id);
  if (isPropertyArray(value)) return value.some(containsSecret);
  if (isPropertyMap(value)) return [...value.values()].some(containsSecret);
  return false;
}
