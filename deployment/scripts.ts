import type { HostNote, HostScript } from "../interpreter/index.js";
import { type ScriptArgument, Str, Trace } from "../interpreter/index.js";
import { type Carried, scriptOf, unknownNote } from "./carried.js";
import { CARRIERS, type RunCommandCarrier } from "./carriers/table.js";
import { azureTypeName } from "./carriers/token.js";
import { extensionProfile, extensionResource } from "./extensions.js";
import { PartialText, type PropertyValue, type Resource, Unknown } from "./graph.js";
import { isPropertyArray, isPropertyMap, reveal } from "./property-value.js";
import { emptySource, type PropertyPlace, propertyAt, textOf } from "./text.js";

/** What a resource sends to a host, one entry for everything that runs on its own; empty: it is no carrier. */
export function carriedBy(resource: Resource): readonly Carried[] {
  const name = azureTypeName(resource.type);
  const carrier = name === undefined ? undefined : CARRIERS.get(name);
  switch (carrier?.kind) {
    case undefined:
      return [];
    case "run-command":
      return [runCommand(resource, carrier)];
    case "extension":
      return [extensionResource(resource, carrier)];
    case "extension-profile":
      return extensionProfile(resource, carrier);
  }
}

// ---------------------------------------------------------------- run commands

function runCommand(resource: Resource, carrier: RunCommandCarrier): Carried {
  const scripts: HostScript[] = [];
  const notes: HostNote[] = [];
  const place = (path: string): PropertyPlace => ({ resource, path });
  const source = propertyAt(resource.inputs, ["source"]);
  if (source.value instanceof Unknown) {
    notes.push(unknownNote(textOf(source.value, place("source"), source.secret), "the script of the run command"));
    return { resource, index: 0, extension: null, scripts, notes };
  }
  const inline = propertyAt(resource.inputs, ["source", "script"]);
  const text = textOf(inline.value, place("source.script"), inline.secret);
  const args = ["parameters", "protectedParameters"].flatMap((property) => parameters(resource, property, notes));
  const found = scriptOf(text, carrier.language, args);
  if (found) scripts.push(found);
  const uri = propertyAt(resource.inputs, ["source", "scriptUri"]);
  if (uri.value !== undefined && uri.value !== null) {
    notes.push({
      cause: "opaque",
      affects: "all",
      why: "the run command downloads its script from a URI",
      place: emptySource(place("source.scriptUri"), uri.secret),
    });
  }
  return { resource, index: 0, extension: null, scripts, notes };
}

/**
 * Parameters become named arguments of the script: `script.ps1 -name value`. Where it is not known which there are, none of the script's
 * defaults is certain.
 */
function parameters(resource: Resource, property: string, notes: HostNote[]): ScriptArgument[] {
  const list = propertyAt(resource.inputs, [property]);
  if (list.value === undefined || list.value === null) return [];
  const hidden = list.secret || property === "protectedParameters";
  const unknown = (value: PropertyValue | undefined, path: string): void => {
    // What is known and no list of parameters is refused by Azure.
    if (value instanceof Unknown || value instanceof PartialText)
      notes.push(unknownNote(textOf(value, { resource, path }, hidden), `the list of ${property} of the run command`));
  };
  if (!isPropertyArray(list.value)) {
    unknown(list.value, property);
    return [];
  }
  return list.value.flatMap((entry, index): ScriptArgument[] => {
    const { value: bag, secret } = reveal(entry);
    const path = `${property}[${index}]`;
    const name = isPropertyMap(bag) ? propertyAt(bag, ["name"]).value : undefined;
    if (!isPropertyMap(bag) || typeof name !== "string") {
      unknown(isPropertyMap(bag) ? name : bag, isPropertyMap(bag) ? `${path}.name` : path);
      return [];
    }
    const value = propertyAt(bag, ["value"]);
    const text = textOf(value.value, { resource, path: `${path}.value` }, hidden || secret || value.secret);
    return [{ name, value: text.value ?? new Str("", new Trace(text.source, 0, 0), hidden || secret) }];
  });
}
