/** Applications of a gallery: the commands that install one run with cmd.exe on every machine that names it. */

import type { HostNote, HostScript } from "../../interpreter/index.js";
import { carriersOf } from "../carriers/table.js";
import { typeName } from "../carriers/token.js";
import { Layer } from "../decoding/layer.js";
import type { Resource } from "../graph.js";
import { Node } from "../node.js";
import { carried, type Reader, unknownNote } from "./carried.js";

export const APPLICATION_VERSIONS: ReadonlySet<string> = new Set([
  "compute:GalleryApplicationVersion",
  "azure:compute/galleryApplicationVersion:GalleryApplicationVersion",
]);

export function installation(version: Resource): { scripts: HostScript[]; notes: HostNote[] } {
  const scripts: HostScript[] = [];
  const notes: HostNote[] = [];
  const root = Node.root(version);
  const paths = carriersOf(version.type).flatMap(({ properties }) => properties);
  for (const { path } of paths.filter((one) => one.state === "read" && one.path.endsWith("install"))) {
    for (const node of root.find(path)) {
      const layer = Layer.of(node);
      if (layer === "unknown") notes.push(unknownNote(node, "the command that installs the application"));
      else if (layer !== null) scripts.push(layer.script("cmd"));
    }
  }
  return { scripts, notes };
}

/** A version that no machine of the program names: whoever installs it, this is what it does. */
export const readApplication: Reader = (read) => {
  const references = read.deployment.graph.resources.filter((one) =>
    carriersOf(one.type).some(
      ({ reading, properties }) =>
        reading === "machine-data" &&
        properties
          .filter(({ path }) => /\.(?:packageReferenceId|versionId)$/.test(path))
          .flatMap(({ path }) => Node.root(one).find(path))
          .some((node) => read.deployment.referred(node, APPLICATION_VERSIONS) === read.resource),
    ),
  );
  if (references.length > 0 || !APPLICATION_VERSIONS.has(typeName(read.resource.type))) return [];
  const { scripts, notes } = installation(read.resource);
  return scripts.length + notes.length === 0 ? [] : [carried(read, scripts, notes)];
};
