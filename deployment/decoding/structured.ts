/** A document that is given as text (JSON, YAML) or as an object: read the same way. */

import type { Node } from "../node.js";
import { Layer } from "./layer.js";
import { readYaml, type YamlValue } from "./yaml.js";

/** "unknown": nothing is known of it; undefined: it is not there, or no document. */
export function structured(node: Node): YamlValue | "unknown" | undefined {
  if (node.isObject || node.isList) return fromNode(node);
  const layer = Layer.of(node);
  if (layer === null) return undefined;
  return layer === "unknown" ? "unknown" : readYaml(layer);
}

export function fromNode(node: Node): YamlValue {
  const layer = node.isObject || node.isList ? null : Layer.of(node);
  const known = layer === null || layer === "unknown" ? undefined : layer;
  return {
    text: known?.hasHoles === false ? known.text : undefined,
    layer: known,
    get items() {
      return node.items().map(fromNode);
    },
    get entries() {
      return node.members().map(([name, inner]) => [name, fromNode(inner)] as const);
    },
    at(key) {
      const inner = node.loose.member(key);
      return inner.present ? fromNode(inner) : undefined;
    },
  };
}

/** A text, or the lines of one. */
export function linesOf(value: YamlValue | undefined): Layer | undefined {
  if (value === undefined) return undefined;
  if (value.items.length === 0) return value.layer;
  const lines = value.items.flatMap((one) => one.layer ?? []);
  return lines.length === 0 ? undefined : Layer.joined(lines, "\n");
}
