/** Files that a state names by path and SHA-256: which of them the program's folder still has as they were deployed. */

import { createHash } from "node:crypto";
import { decodeScript } from "../../interpreter/powershell/syntax/decode-script.js";
import { Archive, Asset, type PropertyMap, type PropertyValue, type ResourceGraph, Secret, Unknown } from "../graph.js";
import { isPropertyArray, isPropertyMap } from "../property-value.js";

/** A file of the program's folder, with its path relative to it. */
export interface AssetFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** Finds the files that a recorded path may mean; empty: the folder has none. */
export type FindFiles = (path: string) => readonly AssetFile[];

/**
 * The graph with every file asset checked: one whose file has the recorded hash becomes that file, any other becomes unknown with the reason.
 * @param find undefined: nobody said where the program's files lie
 */
export function withCheckedAssets(graph: ResourceGraph, find: FindFiles | undefined): ResourceGraph {
  let left = 0;
  const check = (asset: Asset): Asset => {
    if (asset.kind !== "path" || typeof asset.value !== "string") return asset;
    if (find === undefined) left++;
    return deployedFile(asset.value, asset.hash, find);
  };
  const resources = graph.resources.map((resource) => ({ ...resource, inputs: withinMap(resource.inputs, check) }));
  if (left === 0) return { ...graph, resources };
  const files = left === 1 ? "1 file" : `${left} files`;
  const note = {
    code: "state-assets",
    text: `a state holds only the hashes of files: --program DIR reads the ${files} from the program`,
  } as const;
  return { ...graph, resources, notes: [...graph.notes, note] };
}

/** The file that was deployed, a text as its text, or an asset that is not known and says why. */
function deployedFile(path: string, hash: string | undefined, find: FindFiles | undefined): Asset {
  const unknown = (why: string) => new Asset("path", new Unknown("input", `the file ${path}, ${why}`), hash);
  if (find === undefined) return unknown("of which a state holds only the hash");
  // Without a hash nobody can say whether it is the file that was deployed.
  if (hash === undefined) return unknown("of which the state holds no hash");
  const files = find(path);
  if (files.length === 0) return unknown("which is not in the program's folder");
  const same = files.find(({ bytes }) => createHash("sha256").update(bytes).digest("hex") === hash.toLowerCase());
  if (same === undefined) return unknown("which is not the one that was deployed (its SHA-256 differs)");
  const text = decodeScript(same.bytes);
  return text.includes("\0") ? new Asset("path", same.path, hash) : new Asset("text", text, hash);
}

function withinMap(map: PropertyMap, check: (asset: Asset) => Asset): PropertyMap {
  return new Map([...map].map(([key, value]) => [key, within(value, check)]));
}

function within(value: PropertyValue, check: (asset: Asset) => Asset): PropertyValue {
  if (value instanceof Asset) return check(value);
  if (value instanceof Secret) return new Secret(within(value.value, check));
  if (value instanceof Archive)
    return isPropertyMap(value.value as PropertyValue)
      ? new Archive(value.kind, withinMap(value.value as PropertyMap, check))
      : value;
  if (isPropertyArray(value)) return value.map((one) => within(one, check));
  if (isPropertyMap(value)) return withinMap(value, check);
  return value;
}
