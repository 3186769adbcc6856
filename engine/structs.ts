/** Between protobuf structs and plain values. Objects have no prototype, so a property named `__proto__` is a property. */

import type { ProtoStruct, ProtoValue, StructModule } from "./sdk.js";

/** A struct as a plain object, for the decoder. */
export function readStruct(struct: ProtoStruct | undefined): object {
  const object = Object.create(null) as Record<string, unknown>;
  if (struct === undefined) return object;
  for (const [key, value] of fields(struct)) object[key] = readValue(value);
  return object;
}

// `Value.KindCase` of the generated code.
const NUMBER = 2;
const STRING = 3;
const BOOLEAN = 4;
const STRUCT = 5;
const LIST = 6;

export function readValue(value: ProtoValue): unknown {
  switch (value.getKindCase() as number) {
    case NUMBER:
      return value.getNumberValue();
    case STRING:
      return value.getStringValue();
    case BOOLEAN:
      return value.getBoolValue();
    case STRUCT:
      return readStruct(value.getStructValue());
    case LIST:
      return (value.getListValue()?.getValuesList() ?? []).map(readValue);
    default:
      return null;
  }
}

export function fields(struct: ProtoStruct): readonly (readonly [string, ProtoValue])[] {
  const found: (readonly [string, ProtoValue])[] = [];
  struct.getFieldsMap().forEach((value, key) => found.push([key, value]));
  return found;
}

export function writeStruct(module: StructModule, values: ReadonlyMap<string, unknown>): ProtoStruct {
  const struct = new module.Struct();
  const map = struct.getFieldsMap();
  for (const [key, value] of values) map.set(key, module.Value.fromJavaScript(value));
  return struct;
}

/** True for null, texts, numbers, booleans and lists of them, and for secrets of those. */
export function isScalar(value: unknown, secretSignature: { readonly key: string; readonly value: string }): boolean {
  if (Array.isArray(value)) return value.every((item) => item === null || typeof item !== "object");
  if (typeof value !== "object" || value === null) return true;
  const object = value as Record<string, unknown>;
  return object[secretSignature.key] === secretSignature.value && isScalar(object.value, secretSignature);
}
