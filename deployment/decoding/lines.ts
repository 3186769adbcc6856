/** Texts that are given as a list of lines: one text, whose lines keep the place of their element. */

import type { Node } from "../node.js";
import { Layer } from "./layer.js";

/** A text, or the lines of one; null: not there; "unknown": nothing is known of it. */
export function linesLayer(node: Node): Layer | "unknown" | null {
  if (!node.isList) return Layer.of(node);
  const lines = node.items().map((item) => Layer.of(item));
  if (lines.length === 0) return null;
  if (lines.some((line) => line === "unknown")) return "unknown";
  const known = lines.filter((line) => line !== null && line !== "unknown");
  return Layer.joined(known, "\n");
}
