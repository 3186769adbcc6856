/** Settings of an extension: an object, or JSON text of one. */

import { plainValue } from "../decoding/json.js";
import type { Node } from "../node.js";

/** The settings as an object; "unknown": they are there and cannot be read. */
export function settingsOf(node: Node): Node | "unknown" | null {
  if (node.state === "absent") return null;
  if (node.isObject) return node.loose;
  const { value } = node;
  if (typeof value !== "string") return "unknown";
  if (value.trim() === "") return null;
  const parsed = plainValue(value);
  const decoded = parsed === undefined ? undefined : node.decoded(parsed);
  return decoded?.isObject ? decoded : "unknown";
}
