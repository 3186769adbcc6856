import type { BinaryOperator, Unary } from "./ast.js";

export interface BinaryEntry {
  readonly operator: BinaryOperator;
  readonly caseSensitive: boolean;
  /** Higher binds tighter. */
  readonly precedence: number;
}

const LOGICAL = 1;
const BITWISE = 2;
const COMPARISON = 5;
const COALESCE = 7;
const ADDITIVE = 9;
const MULTIPLICATIVE = 10;
const FORMAT = 12;
const RANGE = 13;

function entry(operator: BinaryOperator, precedence: number, caseSensitive = false): BinaryEntry {
  return { operator, precedence, caseSensitive };
}

/** Operators that are words, by their name in lower case without the dash. */
export const WORD_OPERATORS: ReadonlyMap<string, BinaryEntry> = wordOperators();

function wordOperators(): Map<string, BinaryEntry> {
  const table = new Map<string, BinaryEntry>();
  const cased: BinaryOperator[] = [
    "eq",
    "ne",
    "gt",
    "ge",
    "lt",
    "le",
    "like",
    "notlike",
    "match",
    "notmatch",
    "replace",
    "contains",
    "notcontains",
    "in",
    "notin",
    "split",
  ];
  for (const operator of cased) {
    table.set(operator, entry(operator, COMPARISON));
    table.set(`i${operator}`, entry(operator, COMPARISON));
    table.set(`c${operator}`, entry(operator, COMPARISON, true));
  }
  for (const operator of ["is", "isnot", "as", "join", "shl", "shr"] as const) table.set(operator, entry(operator, COMPARISON));
  for (const operator of ["and", "or", "xor"] as const) table.set(operator, entry(operator, LOGICAL));
  for (const operator of ["band", "bor", "bxor"] as const) table.set(operator, entry(operator, BITWISE));
  table.set("f", entry("f", FORMAT));
  return table;
}

export const PLUS = entry("+", ADDITIVE);
export const MINUS = entry("-", ADDITIVE);
export const TIMES = entry("*", MULTIPLICATIVE);
export const DIVIDE = entry("/", MULTIPLICATIVE);
export const REMAINDER = entry("%", MULTIPLICATIVE);
export const DOT_DOT = entry("..", RANGE);
export const NULL_COALESCE = entry("??", COALESCE);

export const UNARY_WORDS: ReadonlyMap<string, Unary["operator"]> = new Map<string, Unary["operator"]>([
  ["not", "not"],
  ["bnot", "bnot"],
  ["split", "split"],
  ["isplit", "isplit"],
  ["csplit", "csplit"],
  ["join", "join"],
]);
