/** Addresses of files: what may be said about one, and the name under which a file arrives. */

import { PartialText, Unknown } from "../graph.js";
import type { Node } from "../node.js";

/** An address taken apart; parts that are not known are missing. */
export interface Location {
  /** Host and path in lower case, without query: for comparisons. Undefined when a part is not known. */
  readonly key: string | undefined;
  /** What may be shown: host and path, never the query or a user's name. */
  readonly shown: string;
  /** Path after the host, `/`-separated, as far as its end is known. */
  readonly path: readonly string[];
  /** What its unknown parts come from, in the program's words. */
  readonly origins: readonly string[];
  readonly known: string | undefined;
}

export function locationOf(node: Node): Location {
  const { value } = node;
  const parts: readonly (string | Unknown)[] =
    typeof value === "string" ? [value] : value instanceof PartialText ? value.parts : value instanceof Unknown ? [value] : [];
  const origins = parts.flatMap((part) => (typeof part === "string" || part.origin === undefined ? [] : [part.origin]));
  const whole = parts.map((part) => (typeof part === "string" ? part : "\u2026")).join("");
  const bare = withoutQuery(whole);
  const known = typeof value === "string" ? value : undefined;
  const shown = shownAddress(bare);
  const path = shown
    .split("/")
    .slice(1)
    .filter((part) => part !== "");
  return { key: known === undefined ? undefined : shown.toLowerCase(), shown, path, origins, known };
}

/** As `locationOf`, for a text that is known. */
export function locationOfText(text: string): Location {
  const shown = shownAddress(withoutQuery(text));
  return {
    key: shown.toLowerCase(),
    shown,
    path: shown
      .split("/")
      .slice(1)
      .filter((part) => part !== ""),
    origins: [],
    known: text,
  };
}

function withoutQuery(text: string): string {
  const end = text.search(/[?#]/);
  return end < 0 ? text : text.slice(0, end);
}

function shownAddress(text: string): string {
  const rest = text.replace(/^[a-z][a-z0-9+.-]*:\/\//i, "");
  const slash = rest.indexOf("/");
  const host = slash < 0 ? rest : rest.slice(0, slash);
  const path = slash < 0 ? "" : rest.slice(slash);
  const at = host.lastIndexOf("@");
  return host.slice(at + 1) + decoded(path);
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
