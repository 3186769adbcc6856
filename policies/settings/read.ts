import { type Document, isMap, isScalar, isSeq, LineCounter, type Node, type Pair, parseDocument } from "yaml";
import { ConfigError } from "../config.js";
import { type Settings, settingsOf } from "./settings.js";

/** What a file of settings is called, in the order in which they are looked for. */
export const SETTINGS_FILES = ["lycosa.yaml", "lycosa.yml", "lycosa.json"] as const;

/** More characters are not read. */
export const LARGEST_SETTINGS = 1 << 20;

/** Something in a file of settings: what, and where. */
export class SettingsError extends Error {
  constructor(
    message: string,
    readonly line: number,
    readonly column: number,
  ) {
    super(message);
  }
}

/** Reads YAML, of which JSON is a part. Throws {@link SettingsError}. */
export function readSettings(text: string): Settings {
  const lines = new LineCounter();
  const document = parseDocument(text.replace(/^\ufeff/, ""), { lineCounter: lines, prettyErrors: false, logLevel: "silent" });
  const failed = (message: string, offset: number) => {
    const { line, col } = lines.linePos(offset);
    return new SettingsError(message, line, col);
  };
  const [error] = document.errors;
  if (error !== undefined) throw failed(error.message.split("\n")[0]?.trim() ?? "is not valid", error.pos[0]);
  let plain: unknown;
  try {
    plain = document.toJS({ maxAliasCount: 100 });
  } catch {
    throw failed("its aliases stand for too much", 0);
  }
  try {
    return settingsOf(plain);
  } catch (problem) {
    if (!(problem instanceof ConfigError)) throw problem;
    const what = problem.path === "" ? "the document" : problem.path;
    throw failed(`${what} ${problem.expected}`, offsetOf(document, problem.path));
  }
}

/** Where a path such as `rules.smtp-open-relay.exempt[0].reason` stands: the key of what it names, or the nearest that is there. */
function offsetOf(document: Document, path: string): number {
  let node: Node | null = document.contents as Node | null;
  let offset = node?.range?.[0] ?? 0;
  let rest = path;
  while (rest !== "") {
    const index = /^\[(\d+)\]\.?/.exec(rest);
    if (index !== null && isSeq(node)) {
      node = (node.items[Number(index[1])] as Node | undefined) ?? null;
      if (node?.range == null) return offset;
      offset = node.range[0];
      rest = rest.slice(index[0].length);
      continue;
    }
    // Names may hold dots themselves: the longest key that fits is meant.
    const pairs: readonly Pair[] = isMap(node) ? node.items : [];
    const fitting = pairs
      .flatMap((pair) => (isScalar(pair.key) ? [{ key: pair.key, name: String(pair.key.value), value: pair.value }] : []))
      .filter(({ name }) => rest === name || (rest.startsWith(name) && /^[.[]/.test(rest.slice(name.length))))
      .sort((a, b) => b.name.length - a.name.length)[0];
    if (fitting === undefined) return offset;
    offset = fitting.key.range?.[0] ?? offset;
    node = fitting.value as Node | null;
    rest = rest.slice(fitting.name.length).replace(/^\./, "");
  }
  return offset;
}
