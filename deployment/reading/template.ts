/** Deployments of templates: what is inside is read as resources of its own; here is said what cannot be looked into. */

import { objectAt, templateOf } from "../arm/expand.js";
import { carried, note, type Reader, unknownNote } from "./carried.js";

export const readTemplate: Reader = (read) => {
  const { carrier, root, resource } = read;
  const notes = carrier.properties.flatMap(({ path, state }) => {
    const [node] = root.find(path);
    if (!node || state === "irrelevant") return [];
    if (state === "undecided") return [note("opaque", node, `${carrier.what} is read from elsewhere`)];
    if (node.state === "unknown") return [unknownNote(node, carrier.what)];
    // A policy without a deployment, a resource of another kind: there is no template in it.
    if (templateOf(resource) || objectAt(node)) return [];
    return [node.state === "partial" ? unknownNote(node, carrier.what) : note("unreadable", node, "the template is no JSON")];
  });
  return notes.length === 0 ? [] : [carried(read, [], notes)];
};
