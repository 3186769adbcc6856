/** YAML (and JSON, which is a part of it) with the place of every text in it. */

import { isAlias, isMap, isScalar, isSeq, parseDocument, type Scalar, type Node as YamlNode } from "yaml";
import type { Layer } from "./layer.js";

const LARGEST = 4 << 20;

export interface YamlValue {
  /** A scalar as a text. */
  readonly text: string | undefined;
  /** The same with its place. */
  readonly layer: Layer | undefined;
  readonly items: readonly YamlValue[];
  readonly entries: readonly (readonly [string, YamlValue])[];
  /** By key; in any case if there is no exact one. */
  at(key: string): YamlValue | undefined;
}

/** Undefined: the text is no YAML, or nothing but a text. */
export function readYaml(layer: Layer): YamlValue | undefined {
  if (layer.text.length > LARGEST) return undefined;
  let contents: YamlNode | null;
  try {
    const document = parseDocument(layer.text, { strict: false, uniqueKeys: false, logLevel: "silent" });
    if (document.errors.length > 0) return undefined;
    contents = document.contents as YamlNode | null;
  } catch {
    return undefined;
  }
  return isMap(contents) || isSeq(contents) ? yamlValue(contents, layer, 0) : undefined;
}

const EMPTY: readonly YamlValue[] = [];

function yamlValue(node: unknown, layer: Layer, depth: number): YamlValue {
  const items = isSeq(node) && depth < 100 ? node.items.map((one) => yamlValue(one, layer, depth + 1)) : EMPTY;
  const entries =
    isMap(node) && depth < 100
      ? node.items.map(({ key, value }) => [isScalar(key) ? String(key.value) : "", yamlValue(value, layer, depth + 1)] as const)
      : [];
  const scalar = isScalar(node) && !isAlias(node) ? node : undefined;
  const value = scalar?.value;
  const text = value === undefined || value === null ? undefined : String(value);
  return {
    text,
    layer: text === undefined || !scalar ? undefined : scalarLayer(scalar, text, layer),
    items,
    entries,
    at(key) {
      const exact = entries.find(([name]) => name === key) ?? entries.find(([name]) => name.toLowerCase() === key.toLowerCase());
      return exact?.[1];
    },
  };
}

/** The text of a scalar; lines of a block, and what is written as it is, keep their places. */
function scalarLayer(scalar: Scalar, text: string, layer: Layer): Layer {
  const start = scalar.range?.[0] ?? 0;
  const end = scalar.range?.[1] ?? start;
  const raw = layer.text.slice(start, end);
  if (raw === text) return layer.part(start, end);
  const map = raw.startsWith("|") || raw.startsWith(">") ? blockMap(layer.text, start, text) : quotedMap(raw, start, text);
  return layer.turned(text, scalar.type ?? "YAML", map);
}

/** Offsets of a block's text in the document: line by line, each behind its indentation. */
function blockMap(document: string, start: number, text: string): (offset: number) => number {
  const first = document.indexOf("\n", start) + 1;
  const rows: [number, number][] = [];
  let from = first;
  let indent = -1;
  for (let at = 0; at <= text.length; ) {
    const end = text.indexOf("\n", at);
    const line = text.slice(at, end < 0 ? text.length : end);
    const stop = document.indexOf("\n", from);
    const row = document.slice(from, stop < 0 ? document.length : stop);
    if (indent < 0 && line.trim() !== "")
      indent = row.length - row.replace(/\r$/, "").trimStart().length - (line.length - line.trimStart().length);
    rows.push([at, from + Math.max(0, Math.min(indent, row.length))]);
    if (end < 0 || stop < 0) break;
    at = end + 1;
    from = stop + 1;
  }
  return (offset) => {
    let index = rows.length - 1;
    while (index > 0 && (rows[index] as [number, number])[0] > offset) index--;
    const [textStart, documentStart] = rows[index] as [number, number];
    return documentStart + (offset - textStart);
  };
}

/** Offsets of a quoted text: escapes are longer than what they stand for. */
function quotedMap(raw: string, start: number, text: string): (offset: number) => number {
  const offsets: number[] = [];
  let at = 1;
  for (let index = 0; index < text.length; index++) {
    offsets.push(start + at);
    if (raw[0] === '"' && raw[at] === "\\") at += raw[at + 1] === "u" ? 6 : raw[at + 1] === "x" ? 4 : 2;
    else if (raw[0] === "'" && raw[at] === "'") at += 2;
    else at++;
  }
  return (offset) => offsets[offset] ?? start + raw.length - 1;
}
