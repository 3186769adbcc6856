/** Decoded texts with the program's unknown values put back into them, as the interpreter knows them. */

import { Str, Unknown as UnknownValue } from "../interpreter/index.js";
import { PartialText, type ResourceGraph, Unknown } from "./graph.js";
import { restoreHoles } from "./holes.js";

export function restoredText(text: string, holes: ResourceGraph["holes"]): Str | UnknownValue {
  const found = restoreHoles(text, holes);
  if (typeof found === "string") return new Str(found);
  const parts = (found instanceof PartialText ? found.parts : [found]).map((part) =>
    part instanceof Unknown ? interpreterValue(part) : part,
  );
  const first = parts.find((part): part is UnknownValue => typeof part !== "string") as UnknownValue;
  return new UnknownValue(
    first.cause,
    first.why,
    `decoded:${parts.map((part) => (typeof part === "string" ? part.length : part.symbol)).join("+")}`,
    null,
    "System.String",
    parts,
  );
}

function interpreterValue(unknown: Unknown): UnknownValue {
  return new UnknownValue(
    unknown.cause,
    unknown.origin ?? "a value that the deployment learns later",
    `output:${unknown.identity ?? unknown.origin ?? "?"}`,
    null,
    "System.String",
  );
}
