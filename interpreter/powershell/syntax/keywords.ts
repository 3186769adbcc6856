/** The reserved words of the statement grammar. A word is one of them only when it is a whole token of command mode. */
const WORDS = [
  "begin",
  "break",
  "catch",
  "class",
  "clean",
  "configuration",
  "continue",
  "data",
  "define",
  "do",
  "dynamicparam",
  "else",
  "elseif",
  "end",
  "enum",
  "exit",
  "filter",
  "finally",
  "for",
  "foreach",
  "from",
  "function",
  "if",
  "in",
  "inlinescript",
  "parallel",
  "param",
  "process",
  "return",
  "sequence",
  "switch",
  "throw",
  "trap",
  "try",
  "until",
  "using",
  "var",
  "while",
  "workflow",
] as const;

/** Words that only classes, `using` and `switch` know, but that no type may stand before either. */
export const CONTEXTUAL_KEYWORDS: ReadonlySet<string> = new Set([
  "assembly",
  "base",
  "command",
  "default",
  "hidden",
  "interface",
  "module",
  "namespace",
  "private",
  "public",
  "static",
  "type",
]);

export type Keyword = (typeof WORDS)[number];

const TABLE: ReadonlyMap<string, Keyword> = new Map(
  WORDS.flatMap((word): [string, Keyword][] => [
    [word, word],
    [word.toUpperCase(), word],
    [`${word[0]?.toUpperCase()}${word.slice(1)}`, word],
  ]),
);

const LONGEST = Math.max(...WORDS.map((word) => word.length));

export function keywordOf(word: string): Keyword | null {
  if (word.length > LONGEST || word.length < 2) return null;
  return TABLE.get(word) ?? TABLE.get(word.toLowerCase()) ?? null;
}

/** Keywords of statements that take no attribute before them. */
export const UNATTRIBUTED: ReadonlySet<Keyword> = new Set<Keyword>([
  "break",
  "continue",
  "data",
  "define",
  "do",
  "exit",
  "filter",
  "for",
  "foreach",
  "from",
  "function",
  "if",
  "return",
  "switch",
  "throw",
  "trap",
  "try",
  "using",
  "var",
  "while",
  "workflow",
  "parallel",
  "sequence",
  "inlinescript",
]);
