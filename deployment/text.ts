import { deliveredAt, Str, Trace, Unknown as UnknownValue } from "../interpreter/index.js";
import { Source } from "../interpreter/values/source.js";
import { Asset, PartialText, type PropertyValue, type Resource, Secret, Unknown, type Urn } from "./graph.js";

/** A place inside a resource: `source.script`, `settings.commandToExecute`. */
export interface PropertyPlace {
  readonly resource: Resource;
  readonly path: string;
}

/** A property as a text for the interpreter. */
export interface PropertyText {
  /** Known, or unknown with what is known of it; null: the property is not there. */
  readonly value: Str | UnknownValue | null;
  /** A source for its place; holds the text when it is known. */
  readonly source: Source;
  readonly secret: boolean;
}

/** The resource that the program makes: what is written inside of another resource is part of that. */
export function urnOf({ resource }: PropertyPlace): Urn {
  return resource.within?.urn ?? resource.urn;
}

export function emptySource(place: PropertyPlace, secret: boolean, layers: readonly string[] = []): Source {
  return new Source("", { file: null, resource: urnOf(place), property: place.path === "" ? null : place.path, layers }, secret);
}

/** A property value as a text. What the engine learns later is unknown with cause `deferred`. */
export function textOf(value: PropertyValue | undefined, place: PropertyPlace, secret: boolean): PropertyText {
  let current = value;
  let hidden = secret;
  while (current instanceof Secret) {
    hidden = true;
    current = current.value;
  }
  const empty = emptySource(place, hidden);
  const nowhere = new Trace(empty, 0, 0);
  if (current === undefined || current === null) return { value: null, source: empty, secret: hidden };
  if (current instanceof PartialText) {
    const parts = current.parts.map((part, index) =>
      typeof part === "string" ? part : unknownOf(part, place, `${index}`, nowhere, hidden),
    );
    const first = parts.find((part): part is UnknownValue => typeof part !== "string") as UnknownValue;
    return {
      value: new UnknownValue(
        first.cause,
        first.why,
        `property:${place.resource.urn}:${place.path}`,
        // Positions count in the text as it is read, with a letter for each hole.
        deliveredAt(empty),
        "System.String",
        parts,
        hidden,
      ),
      source: empty,
      secret: hidden,
    };
  }
  if (current instanceof Unknown) return { value: unknownOf(current, place, "", nowhere, hidden), source: empty, secret: hidden };
  if (current instanceof Asset) {
    if (current.kind === "text" || typeof current.value !== "string") return textOf(current.value, place, hidden);
    return {
      value: new UnknownValue("opaque", "a file that is not at hand", `property:${place.resource.urn}:${place.path}`, nowhere),
      source: empty,
      secret: hidden,
    };
  }
  const text =
    typeof current === "string"
      ? current
      : typeof current === "boolean"
        ? current
          ? "True"
          : "False"
        : typeof current === "number"
          ? String(current)
          : null;
  if (text === null) {
    return {
      value: new UnknownValue("input", `${place.path} is no text`, `property:${place.resource.urn}:${place.path}`, nowhere),
      source: empty,
      secret: hidden,
    };
  }
  const source = new Source(text, { file: null, resource: urnOf(place), property: place.path, layers: [] }, hidden);
  return { value: new Str(text, new Trace(source, 0, text.length), hidden), source, secret: hidden };
}

function unknownOf(unknown: Unknown, place: PropertyPlace, part: string, trace: Trace, secret: boolean): UnknownValue {
  const from = unknown.origin ? ` (${unknown.origin})` : "";
  const why =
    unknown.cause === "deferred"
      ? `${place.path} is known only during the update${from}`
      : `${place.path} is not known here${from}`;
  // The same output used twice is the same unknown, wherever it is used. Two outputs may have one origin in words.
  const symbol = unknown.identity ? `output:${unknown.identity}` : `property:${place.resource.urn}:${place.path}:${part}`;
  return new UnknownValue(unknown.cause, why, symbol, trace, "System.String", null, secret);
}
