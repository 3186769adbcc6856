import {
  Archive,
  Asset,
  PartialText,
  type PropertyMap,
  type PropertyValue,
  type Resource,
  ResourceReference,
  Secret,
  Unknown,
} from "../../../deployment/graph.js";
import { isPropertyArray, isPropertyMap } from "../../../deployment/property-value.js";
import { type ResourceInput, UNKNOWN } from "./analyzer.js";

/** As the engine sends it to an analyzer: secrets in clear, unknowns as sentinels, references as ids. */
function wire(value: PropertyValue): unknown {
  if (value instanceof Secret) return wire(value.value);
  if (value instanceof Unknown || value instanceof PartialText) return UNKNOWN;
  if (value instanceof ResourceReference)
    return value.id === undefined ? (value.urn instanceof Unknown ? UNKNOWN : value.urn) : wire(value.id);
  if (value instanceof Asset || value instanceof Archive) return UNKNOWN;
  if (isPropertyArray(value)) return value.map(wire);
  if (isPropertyMap(value)) return bag(value);
  return value;
}

function bag(properties: PropertyMap): object {
  return Object.fromEntries([...properties].map(([key, value]) => [key, wire(value)]));
}

/** A resource of the embedded engine as the pack gets it. */
export function resourceInput({ urn, type, name, inputs, dependencies, propertyDependencies }: Resource): ResourceInput {
  return { urn, type, name, props: bag(inputs), dependsOn: dependencies, from: Object.fromEntries(propertyDependencies) };
}
