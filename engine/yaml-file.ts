/** Pulumi's own files (YAML or JSON), read with bounds and with errors that never quote the file: it may hold passwords. */

import { basename } from "node:path";
import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from "yaml";
import { EmbeddedRunError } from "./errors.js";
import { readFileAt } from "./regular-file.js";

/** A scalar keeps the spelling of the file, because configuration values are texts: `007` and `1.0` stay so. */
export type YamlValue = YamlScalar | readonly YamlValue[] | YamlMap;
export type YamlMap = ReadonlyMap<string, YamlValue>;
export interface YamlScalar {
  readonly text: string;
  readonly kind: "string" | "number" | "boolean" | "null";
}

const MAX_BYTES = 4 * 1024 * 1024;
const MAX_NODES = 50_000;
const MAX_DEPTH = 100;

/** Reads a file as a map; an empty file is an empty map. Throws `EmbeddedRunError` (`invalid-project`) with `file` and line. */
export function readYamlMap(path: string, file: string = basename(path)): YamlMap {
  const bytes = readFileAt(path, MAX_BYTES);
  if (bytes === undefined || "refused" in bytes) {
    const why = bytes === undefined ? "there is no such file" : bytes.refused;
    throw new EmbeddedRunError("invalid-project", `${file} is not read: ${why}`, { file });
  }
  const text = Buffer.from(bytes).toString("utf8");
  const lines = new LineCounter();
  const document = parseDocument(text, { prettyErrors: false, lineCounter: lines, logLevel: "error" });
  const [problem] = document.errors;
  if (problem !== undefined) {
    const { line, col } = lines.linePos(problem.pos[0]);
    throw new EmbeddedRunError(
      "invalid-project",
      `${file} is not valid YAML (${problem.code.toLowerCase().replaceAll("_", " ")}) at line ${line}`,
      { file, line, column: col },
    );
  }
  let nodes = 0;
  const convert = (node: Node | null | undefined, depth: number): YamlValue => {
    if (++nodes > MAX_NODES || depth > MAX_DEPTH)
      throw new EmbeddedRunError("invalid-project", `${file} holds too much data`, { file });
    if (isAlias(node)) return convert(node.resolve(document), depth + 1);
    if (isMap(node)) {
      return new Map(
        node.items.map((pair) => [scalarText(pair.key as Node | null), convert(pair.value as Node | null, depth + 1)]),
      );
    }
    if (isSeq(node)) return node.items.map((item) => convert(item as Node, depth + 1));
    return scalar(node);
  };
  const root = convert(document.contents, 0);
  if (root instanceof Map) return root;
  if (isYamlScalar(root) && root.kind === "null") return new Map();
  throw new EmbeddedRunError("invalid-project", `${file} must hold keys and values`, { file, line: 1 });
}

function scalar(node: Node | null | undefined): YamlScalar {
  if (!isScalar(node) || node.value === null || node.value === undefined) return { text: "", kind: "null" };
  const { value } = node;
  if (typeof value === "string") return { text: value, kind: "string" };
  const kind =
    typeof value === "boolean" ? "boolean" : typeof value === "number" || typeof value === "bigint" ? "number" : "string";
  return { text: node.source ?? String(value), kind };
}

function scalarText(node: Node | null): string {
  return scalar(node).text;
}

export function isYamlScalar(value: YamlValue | undefined): value is YamlScalar {
  return value !== undefined && !Array.isArray(value) && !(value instanceof Map);
}

export function isYamlMap(value: YamlValue | undefined): value is YamlMap {
  return value instanceof Map;
}

export function isYamlList(value: YamlValue | undefined): value is readonly YamlValue[] {
  return Array.isArray(value);
}

/** The text of a non-null scalar member. */
export function textOf(value: YamlValue | undefined): string | undefined {
  return isYamlScalar(value) && value.kind !== "null" ? value.text : undefined;
}
