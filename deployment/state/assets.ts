/** Files that a state names by path and SHA-256: which of them the program's folder still has as they were deployed. */

import { createHash } from "node:crypto";
import { Archive, Asset, type PropertyMap, type PropertyValue, type ResourceGraph, Secret, Unknown } from "../graph.js";
import { isPropertyArray, isPropertyMap } from "../property-value.js";

/** Reads a file of the program's folder; undefined: there is none, or it lies outside. */
export type ReadFile = (path: string) => Uint8Array | undefined;

/**
 * The graph with every file asset checked: one whose file has the recorded hash stays, any other becomes unknown with the reason.
 * @param read undefined: nobody said where the program's files lie
 */
export function withCheckedAssets(graph: ResourceGraph, read: ReadFile | undefined): ResourceGraph {
  let left = 0;
  const check = (asset: Asset): Asset => {
    if (asset.kind !== "path" || typeof asset.value !== "string") return asset;
    const why = whyUnreadable(asset.value, asset.hash, read);
    if (why === undefined) return asset;
    if (read === undefined) left++;
    return new Asset("path", new Unknown("input", why), asset.hash);
  };
  const resources = graph.resources.map((resource) => ({ ...resource, inputs: withinMap(resource.inputs, check) }));
  if (left === 0) return { ...graph, resources };
  const files = left === 1 ? "1 file" : `${left} files`;
  const note = { code: "state-assets", text: `a state holds only the hashes of files: --program DIR reads the ${files} from the program` } as const;
  return { ...graph, resources, notes: [...graph.notes, note] };
}

function whyUnreadable(path: string, hash: string | undefined, read: ReadFile | undefined): string | undefined {
  if (read === undefined) return `the file ${path}, of which a state holds only the hash`;
  const bytes = read(path);
  if (bytes === undefined) return `the file ${path}, which is not in the program's folder`;
  // Without a hash nobody can say whether it is the file that was deployed.
  if (hash === undefined) return `the file ${path}, of which the state holds no hash`;
  const found = createHash("sha256").update(bytes).digest("hex");
  return found === hash.toLowerCase() ? undefined : `the file ${path}, which is not the one that was deployed (another SHA-256)`;
}

function withinMap(map: PropertyMap, check: (asset: Asset) => Asset): PropertyMap {
  return new Map([...map].map(([key, value]) => [key, within(value, check)]));
}

function within(value: PropertyValue, check: (asset: Asset) => Asset): PropertyValue {
  if (value instanceof Asset) return check(value);
  if (value instanceof Secret) return new Secret(within(value.value, check));
  if (value instanceof Archive) return isPropertyMap(value.value as PropertyValue) ? new Archive(value.kind, withinMap(value.value as PropertyMap, check)) : value;
  if (isPropertyArray(value)) return value.map((one) => within(one, check));
  if (isPropertyMap(value)) return withinMap(value, check);
  return value;
}
