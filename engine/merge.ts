/**
 * Two passes over one program. In a preview, one unknown id makes a whole text unknown, and what is created inside an `apply` does not exist. The second pass answers outputs with
 * markers, so that texts keep their known parts. What the preview knows stands; the second pass only fills in.
 */

import { PartialText, type PropertyMap, type PropertyValue, type Resource, Secret, Unknown } from "../deployment/graph.js";
import { isPropertyArray, isPropertyMap } from "../deployment/property-value.js";

/** The resources of a preview with what a second pass knows more, and the resources that only the second pass has. */
export function mergePasses(
  preview: readonly Resource[],
  second: readonly Resource[],
): { readonly resources: readonly Resource[]; readonly added: readonly Resource[] } {
  const byUrn = new Map(second.map((resource) => [resource.urn, resource]));
  const resources = preview.map((resource) => {
    const other = byUrn.get(resource.urn);
    byUrn.delete(resource.urn);
    return other === undefined
      ? resource
      : { ...resource, inputs: mergeMaps(resource.inputs, other.inputs), outputs: mergeOutputs(resource.outputs, other.outputs) };
  });
  const added = [...byUrn.values()];
  return { resources: [...resources, ...added], added };
}

function mergeMaps(known: PropertyMap, filled: PropertyMap): PropertyMap {
  return new Map(
    [...known].map(([key, value]) => {
      const other = filled.get(key);
      return [key, other === undefined ? value : mergeValues(value, other)];
    }),
  );
}

/** Outputs that the preview leaves out are unknown to it. */
function mergeOutputs(known: PropertyMap, filled: PropertyMap): PropertyMap {
  return new Map([...filled, ...mergeMaps(known, filled)]);
}

export function mergeValues(known: PropertyValue, filled: PropertyValue): PropertyValue {
  if (known instanceof Secret) {
    const inner = mergeValues(known.value, filled instanceof Secret ? filled.value : filled);
    return inner === known.value ? known : new Secret(inner);
  }
  if (known instanceof Unknown) return isBelievable(filled) ? filled : known;
  if (isPropertyArray(known)) {
    if (!isPropertyArray(filled) || filled.length !== known.length) return known;
    return known.map((item, index) => mergeValues(item, filled[index] ?? null));
  }
  if (isPropertyMap(known)) return isPropertyMap(filled) ? mergeMaps(known, filled) : known;
  return known;
}

/** What JavaScript makes of a missing part of a value, and what is left of a marker, when a program takes a marker apart. */
const RUBBISH = /undefined|NaN|\[object |zqh|__lycosa|\d\dqz/i;

function isBelievable(value: PropertyValue): boolean {
  if (typeof value === "string") return !RUBBISH.test(value);
  if (value instanceof PartialText) return value.parts.every((part) => part instanceof Unknown || isBelievable(part));
  if (value instanceof Secret) return isBelievable(value.value);
  if (isPropertyArray(value)) return value.every(isBelievable);
  if (isPropertyMap(value)) return [...value].every(([key, inner]) => !RUBBISH.test(key) && isBelievable(inner));
  // A number or truth that was made from a marker says nothing.
  return value !== null && typeof value !== "number" && typeof value !== "boolean";
}
