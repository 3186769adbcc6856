import type { Dialect, Node } from "./ast.js";
import { IDENTIFIER, isAsciiLetter, isBlankOrLineEnd, isDash, traitsOf, WHITE } from "./characters.js";
import { keywordOf } from "./keywords.js";
import { parseScript } from "./parse.js";

export type TokenKind =
  | "whitespace"
  | "newline"
  | "comment"
  /** A backtick before a line end or blank. */
  | "continuation"
  | "keyword"
  /** A bare word, a member name, a hash key. */
  | "word"
  | "string"
  /** A string or word with expansions, as one token. */
  | "expandable"
  | "number"
  | "variable"
  | "splat"
  | "parameter"
  /** The raw rest of a line behind `--%`. */
  | "verbatim"
  | "type"
  | "operator"
  | "punctuation";

/** Offsets are UTF-16 code units, `end` exclusive. */
export interface Token {
  readonly kind: TokenKind;
  readonly start: number;
  readonly end: number;
}

/**
 * Tokens and trivia of a script, for colouring and excerpts; put together they are the text. The parser itself needs no
 * token list: the leaves of the tree are tokens, and what lies between them is lexed here. A text that does not parse is
 * lexed without a tree, so its quotes and words are told apart by their look only.
 */
export function tokenize(text: string, options: { readonly dialect: Dialect }): Token[] {
  const tokens: Token[] = [];
  const result = parseScript(text, options);
  let end = 0;
  for (const leaf of result.ok ? leaves(result.ast) : []) {
    if (leaf.start < end) continue;
    lexGap(text, end, leaf.start, tokens);
    tokens.push(leaf);
    end = leaf.end;
  }
  lexGap(text, end, text.length, tokens);
  return tokens;
}

function leaves(root: object): Token[] {
  const found: Token[] = [];
  const pending: object[] = [root];
  for (let value = pending.pop(); value !== undefined; value = pending.pop()) {
    const leaf = "kind" in value ? leafOf(value as Node) : null;
    if (leaf !== null && leaf.end > leaf.start) found.push(leaf);
    if (leaf === null || "elements" in value || "type" in value || "generic" in value || "value" in value) {
      for (const child of Object.values(value)) if (typeof child === "object" && child !== null) pending.push(child);
    }
  }
  return found.sort((a, b) => a.start - b.start || b.end - a.end);
}

function leafOf(node: Node): Token | null {
  const { start, end } = node;
  switch (node.kind) {
    case "String":
      return { kind: node.quote === "bare" ? "word" : "string", start, end };
    case "Expandable":
      return { kind: "expandable", start, end };
    case "Number":
      return { kind: "number", start, end };
    case "Variable":
      return { kind: "variable", start, end };
    case "Splat":
      return { kind: "splat", start, end };
    case "Verbatim":
      return { kind: "verbatim", start, end };
    case "CommandParameter":
      return { kind: "parameter", start, end: start + node.text.length };
    case "TypeName":
      return { kind: "type", start, end: start + node.name.length };
    default:
      return null;
  }
}

/** Lexes text without values in it: blanks, comments, keywords, operators and brackets. */
function lexGap(text: string, from: number, to: number, tokens: Token[]): void {
  let i = from;
  while (i < to) {
    const start = i;
    let kind: TokenKind = "punctuation";
    const code = text.charCodeAt(i++);
    const next = i < to ? text.charCodeAt(i) : -1;
    if (code === 10 || code === 13) {
      kind = "newline";
      if (code === 13 && next === 10) i++;
    } else if ((traitsOf(code) & WHITE) !== 0 || code === 0xfeff) {
      kind = "whitespace";
      while (i < to && (traitsOf(text.charCodeAt(i)) & WHITE) !== 0) i++;
    } else if (code === 96 && next >= 0 && isBlankOrLineEnd(next)) {
      kind = "continuation";
      i += next === 13 && i + 1 < to && text.charCodeAt(i + 1) === 10 ? 2 : 1;
    } else if (code === 35) {
      kind = "comment";
      while (i < to && text.charCodeAt(i) !== 10 && text.charCodeAt(i) !== 13) i++;
    } else if (code === 60 && next === 35) {
      kind = "comment";
      const close = text.indexOf("#>", i + 1);
      i = close < 0 || close + 2 > to ? to : close + 2;
    } else if ((traitsOf(code) & IDENTIFIER) !== 0) {
      while (i < to && (traitsOf(text.charCodeAt(i)) & IDENTIFIER) !== 0) i++;
      kind = keywordOf(text.slice(start, i)) === null ? "word" : "keyword";
    } else if (isDash(code) && next >= 0 && isAsciiLetter(next)) {
      kind = "operator";
      while (i < to && isAsciiLetter(text.charCodeAt(i))) i++;
    } else if (next >= 0 && OPERATOR_PAIRS.has(text.slice(start, i + 1))) {
      kind = "operator";
      i++;
    } else if ("=+-*/%!?:.|&".includes(text[start] as string) || isDash(code)) kind = "operator";
    tokens.push({ kind, start, end: i });
  }
}

const OPERATOR_PAIRS: ReadonlySet<string> = new Set([
  "++",
  "--",
  "+=",
  "-=",
  "*=",
  "/=",
  "%=",
  "..",
  "::",
  "&&",
  "||",
  "??",
  "?.",
  "@(",
  "@{",
  "$(",
  ">>",
]);
