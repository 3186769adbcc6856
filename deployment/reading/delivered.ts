/** Files that a carrier fetches onto the host before it runs: from the program's own storage where that is known, else named by where they come from. */

import { deliveredAt, type HostFile, Unknown as UnknownValue } from "../../interpreter/index.js";
import { type Location, locationOf } from "../decoding/locations.js";
import { Unknown } from "../graph.js";
import type { FileContent } from "../joins/stored-files.js";
import type { Node } from "../node.js";
import type { Read } from "./carried.js";

/** The content behind the address at a node: always something, unknown with where it comes from at least. */
export function fetched(node: Node, { deployment }: Pick<Read, "deployment">): FileContent {
  const found = deployment.stored.contentAt(node);
  if (found !== undefined && !(found instanceof UnknownValue && found.parts === null)) return found;
  const location = locationOf(node);
  const deferred = location.known === undefined && unknownCause(node) === "deferred";
  const why =
    found instanceof UnknownValue ? found.why : `${fileName(location) ?? "a file"}, which is downloaded from ${location.shown}`;
  return new UnknownValue(
    found === undefined && !deferred ? "opaque" : (found?.cause ?? "deferred"),
    why,
    `fetched:${node.resource.urn}:${node.path}`,
    deliveredAt(node.place(false)),
    "System.String",
  );
}

function unknownCause({ value }: Node): "deferred" | "input" | undefined {
  if (value instanceof Unknown) return value.cause;
  return undefined;
}

export function fileName(location: Location): string | undefined {
  return location.path[location.path.length - 1];
}

/** The files of a list of addresses, in a folder. */
export function fetchedFiles(nodes: readonly Node[], folder: string, read: Pick<Read, "deployment">): HostFile[] {
  return nodes.flatMap((node): HostFile[] => {
    const location = locationOf(node);
    const content = fetched(node, read);
    const name = fileName(location);
    if (name === undefined || name.includes("\u2026")) return [];
    // The path below the container is kept; many commands name the file alone all the same.
    const below = location.path.slice(1);
    const names = new Set([name, ...(below.length > 1 ? [below.join("\\")] : [])]);
    return [...names].map((one) => ({ path: `${folder}\\${one.replaceAll("/", "\\")}`, content }));
  });
}
