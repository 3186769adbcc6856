import Ajv2020, { type ValidateFunction } from "ajv/dist/2020.js";
import { once } from "../cache.js";
import { type Json, ShapeError } from "../values/json.js";
import type { HostDocument } from "./document.js";
import schema from "./host-document.schema.json";
import { canonicalDocument } from "./read.js";

const validator = once((): ValidateFunction => new Ajv2020({ allErrors: false, allowUnionTypes: true }).compile(schema));

/** A host document from JSON, in canonical form. Throws {@link ShapeError} with the place of the first defect. */
export function readDocument(json: Json): HostDocument {
  const validate = validator();
  if (!validate(json)) {
    const [error] = validate.errors ?? [];
    const unexpected =
      error?.keyword === "additionalProperties" ? ` (${JSON.stringify(error.params["additionalProperty"])})` : "";
    throw new ShapeError(error?.instancePath ?? "", `a host document: ${error?.message ?? "not valid"}${unexpected}`);
  }
  return canonicalDocument(json as unknown as HostDocument);
}

/** The JSON Schema of host documents. */
export const HOST_DOCUMENT_SCHEMA: Json = schema as unknown as Json;
