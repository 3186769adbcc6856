/** Carriers that are known and not read: what they hold is never passed in silence. */

import type { Node } from "../node.js";
import { carried, note, type Reader, unknownNote } from "./carried.js";

export const readUnread: Reader = (read) => {
  const notes = read.carrier.properties
    .filter(({ state }) => state === "undecided")
    .flatMap(({ path }) => read.root.find(path))
    .filter((node) => hasWord(node, read.carrier.words))
    .map((node) =>
      node.state === "unknown"
        ? unknownNote(node, read.carrier.what)
        : note("unmodelled", node, `${read.carrier.what} is not read yet`),
    );
  return notes.length === 0 ? [] : [carried(read, [], notes)];
};

/** What is not a known text may hold any word. */
function hasWord(node: Node, words: readonly string[] | null): boolean {
  if (words === null || node.text === undefined) return true;
  const found = new Set(node.text.toLowerCase().split(/[^a-z0-9.-]+/));
  return words.some((word) => found.has(word));
}
