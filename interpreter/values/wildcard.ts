import type { Piece } from "./unknowns.js";

/**
 * Wildcards of `-like`, of `switch -wildcard` and of path parameters: `*`, `?`, `[a-z]`, and the backtick that takes the next
 * character as it is. Matching takes time proportional to text times pattern.
 */
export type WildcardToken =
  | { readonly kind: "char"; readonly char: string }
  | { readonly kind: "any" }
  | { readonly kind: "star" }
  | { readonly kind: "set"; readonly ranges: readonly (readonly [string, string])[] };

/** null: the pattern is not valid (a bracket is not closed). */
export function parseWildcard(pattern: string): readonly WildcardToken[] | null {
  const tokens: WildcardToken[] = [];
  for (let index = 0; index < pattern.length; index++) {
    const char = pattern[index] as string;
    if (char === "`") {
      if (index + 1 < pattern.length) tokens.push({ kind: "char", char: pattern[++index] as string });
    } else if (char === "*") {
      if (tokens[tokens.length - 1]?.kind !== "star") tokens.push({ kind: "star" });
    } else if (char === "?") tokens.push({ kind: "any" });
    else if (char === "[") {
      const set = parseSet(pattern, index + 1);
      if (!set) return null;
      tokens.push({ kind: "set", ranges: set.ranges });
      index = set.end;
    } else tokens.push({ kind: "char", char });
  }
  return tokens;
}

function parseSet(pattern: string, start: number): { ranges: (readonly [string, string])[]; end: number } | null {
  const chars: { readonly char: string; readonly escaped: boolean }[] = [];
  let index = start;
  for (; index < pattern.length; index++) {
    const char = pattern[index] as string;
    if (char === "]" && index > start) break;
    if (char === "`" && index + 1 < pattern.length) chars.push({ char: pattern[++index] as string, escaped: true });
    else chars.push({ char, escaped: false });
  }
  if (index >= pattern.length) return null;
  const ranges: (readonly [string, string])[] = [];
  for (let at = 0; at < chars.length; at++) {
    const from = (chars[at] as { char: string }).char;
    const middle = chars[at + 1];
    const to = chars[at + 2];
    if (middle && to && middle.char === "-" && !middle.escaped) {
      ranges.push([from, to.char]);
      at += 2;
    } else ranges.push([from, from]);
  }
  return { ranges, end: index };
}

/** Whether the pattern has characters with a meaning. */
export function hasWildcard(pattern: string): boolean {
  return /[*?[]/.test(pattern.replace(/`./g, ""));
}

export function escapeWildcard(text: string): string {
  return text.replace(/[*?[\]`]/g, (char) => (char === "`" ? char : `\`${char}`));
}

export function unescapeWildcard(text: string): string {
  return text.replace(/`([*?[\]])/g, "$1");
}

type Symbol = string | null;

function accepts(token: WildcardToken, char: string, caseSensitive: boolean): boolean {
  switch (token.kind) {
    case "any":
    case "star":
      return true;
    case "char":
      return token.char === char || (!caseSensitive && fold(token.char) === fold(char));
    case "set":
      return token.ranges.some(
        ([from, to]) =>
          inRange(char, from, to) ||
          (!caseSensitive &&
            (inRange(fold(char), fold(from), fold(to)) || inRange(char.toUpperCase(), from.toUpperCase(), to.toUpperCase()))),
      );
  }
}

function inRange(char: string, from: string, to: string): boolean {
  return from <= char && char <= to;
}

/** One character folded, keeping its length. */
function fold(char: string): string {
  const lower = char.toLowerCase();
  return lower.length === char.length ? lower : char;
}

/**
 * Whether a text matches. With holes in the text: `true` when it matches whatever they are, `false` when it cannot match,
 * else `undefined`.
 */
export function matchWildcard(
  tokens: readonly WildcardToken[],
  text: readonly Piece[],
  caseSensitive: boolean,
): boolean | undefined {
  const only = text[0];
  if (text.length === 1 && typeof only === "string") return matchText(tokens, only, caseSensitive);
  const symbols: Symbol[] = [];
  let open = false;
  for (const piece of text) {
    if (typeof piece === "string") for (let index = 0; index < piece.length; index++) symbols.push(piece[index] as string);
    else {
      symbols.push(null);
      open = true;
    }
  }
  if (run(tokens, symbols, caseSensitive, false)) return true;
  if (!open) return false;
  return run(tokens, symbols, caseSensitive, true) ? undefined : false;
}

/** A text without holes. When something behind a star does not fit, only the latest star can stand over more. */
function matchText(tokens: readonly WildcardToken[], text: string, caseSensitive: boolean): boolean {
  let token = 0;
  let at = 0;
  let star = -1;
  let covered = 0;
  while (at < text.length) {
    const current = tokens[token];
    if (current?.kind === "star") {
      star = token++;
      covered = at;
    } else if (current !== undefined && accepts(current, text[at] as string, caseSensitive)) {
      token++;
      at++;
    } else if (star >= 0) {
      token = star + 1;
      at = ++covered;
    } else return false;
  }
  while (tokens[token]?.kind === "star") token++;
  return token === tokens.length;
}

/** Simulates all ways to match at once. `loose`: a hole may be anything; else only a star may stand over it. */
function run(tokens: readonly WildcardToken[], symbols: readonly Symbol[], caseSensitive: boolean, loose: boolean): boolean {
  let states = new Uint8Array(tokens.length + 1);
  const close = (set: Uint8Array): void => {
    for (let state = 0; state < tokens.length; state++)
      if (set[state] === 1 && tokens[state]?.kind === "star") set[state + 1] = 1;
  };
  states[0] = 1;
  close(states);
  for (const symbol of symbols) {
    const next = new Uint8Array(tokens.length + 1);
    if (symbol === null && loose) {
      const first = states.indexOf(1);
      if (first >= 0) next.fill(1, first);
    } else {
      for (let state = 0; state < tokens.length; state++) {
        if (states[state] !== 1) continue;
        const token = tokens[state] as WildcardToken;
        if (token.kind === "star") next[state] = 1;
        else if (symbol !== null && accepts(token, symbol, caseSensitive)) next[state + 1] = 1;
      }
    }
    close(next);
    states = next;
  }
  return states[tokens.length] === 1;
}
