import type { Source } from "../../values/source.js";
import type { Value } from "../../values/value.js";

interface Place {
  readonly folder: Value;
  readonly path: Value;
}

/**
 * `$PSScriptRoot` and `$PSCommandPath` belong to the file that the running code stands in: a function tells where its own file lies,
 * whoever calls it (about_Automatic_Variables).
 */
const places = new WeakMap<Source, Place>();
/** Values that PowerShell itself gave these variables; one that a script assigned stays as it is. */
const given = new WeakSet<object>();

export function rememberPlace(source: Source, place: Place): void {
  places.set(source, place);
  given.add(place.folder);
  given.add(place.path);
}

/** What a variable is in the code of a source, when a scope has `found` under its name. */
export function placeOf(source: Source, key: string, found: Value): Value {
  if ((key !== "psscriptroot" && key !== "pscommandpath") || !given.has(found)) return found;
  const place = places.get(source);
  if (place === undefined) return found;
  return key === "psscriptroot" ? place.folder : place.path;
}
