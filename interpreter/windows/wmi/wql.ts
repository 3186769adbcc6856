import { hasHole } from "../../../host/values/holes.js";
import type { Machine } from "../../machine/machine.js";
import type { Text } from "../../tools/tool.js";
import { scalarText } from "../../values/scalar-conversions.js";
import { partlyKnown, pieces, shownText } from "../../values/texts.js";
import { Bool, FALSE, int, NULL, Null, Num, Str, TRUE, Unknown, type Value } from "../../values/value.js";

/**
 * The query language of WMI, as far as documents of it go: `select a, b from Class where ...`. A text whose parts are not all
 * known is parsed with holes in it; what a hole stands for is an Unknown in the conditions.
 */
export interface WqlQuery {
  /** `*` or the property names, as written. */
  readonly properties: readonly string[];
  readonly className: string;
  readonly where: WqlCondition | null;
}

export type WqlCondition =
  | { readonly kind: "and" | "or"; readonly left: WqlCondition; readonly right: WqlCondition }
  | { readonly kind: "not"; readonly operand: WqlCondition }
  | { readonly kind: "compare"; readonly property: string; readonly operator: WqlOperator; readonly literal: Value };

export type WqlOperator = "=" | "<>" | "<" | ">" | "<=" | ">=" | "like";

/** The text is no query: WMI answers "Invalid query". */
export class WqlError extends Error {}

interface Token {
  readonly kind: "word" | "text" | "number" | "symbol" | "end";
  readonly text: string;
}

class Lexer {
  private at = 0;
  constructor(private readonly text: string) {}

  tokens(): Token[] {
    const tokens: Token[] = [];
    for (;;) {
      const token = this.next();
      tokens.push(token);
      if (token.kind === "end") return tokens;
    }
  }

  private next(): Token {
    const text = this.text;
    while (/\s/.test(text[this.at] ?? "")) this.at++;
    const start = this.at;
    const unit = text[start];
    if (unit === undefined) return { kind: "end", text: "" };
    if (unit === "'" || unit === '"') return this.quoted(unit);
    const two = text.slice(start, start + 2);
    if (["<=", ">=", "<>", "!="].includes(two)) return this.symbol(2);
    if ("=<>(),*{}.".includes(unit)) return this.symbol(1);
    const number = /^[+-]?\d+(?:\.\d+)?/.exec(text.slice(start));
    if (number) {
      this.at += number[0].length;
      return { kind: "number", text: number[0] };
    }
    const word = /^(?:[\p{L}_⟨][^\s=<>(),'"!]*)/u.exec(text.slice(start));
    if (!word) throw new WqlError(`unexpected character at ${start}`);
    this.at += word[0].length;
    return { kind: "word", text: word[0] };
  }

  private symbol(length: number): Token {
    const start = this.at;
    this.at += length;
    return { kind: "symbol", text: this.text.slice(start, this.at) };
  }

  private quoted(quote: string): Token {
    let value = "";
    for (this.at++; ; this.at++) {
      const unit = this.text[this.at];
      if (unit === undefined) throw new WqlError("a text is not closed");
      if (unit === quote) break;
      if (unit === "\\" && this.at + 1 < this.text.length) value += this.text[++this.at];
      else value += unit;
    }
    this.at++;
    return { kind: "text", text: value };
  }
}

/** Longer queries and deeper conditions are refused, as WMI refuses them (its quota is of this order). */
const MAXIMUM_LENGTH = 16_384;
const MAXIMUM_NESTING = 64;
/** Patterns and texts whose lengths multiply to more than this are not compared. */
const MAXIMUM_PATTERN_WORK = 1 << 20;

class Parser {
  private at = 0;
  private nesting = 0;
  private readonly tokens: readonly Token[];
  constructor(
    text: string,
    private readonly unknowns: ReadonlyMap<string, Unknown>,
  ) {
    if (text.length > MAXIMUM_LENGTH) throw new WqlError("too long");
    this.tokens = new Lexer(text).tokens();
  }

  query(): WqlQuery {
    this.word("select");
    const properties: string[] = [];
    do {
      if (this.takeSymbol("*")) properties.push("*");
      else properties.push(this.name());
    } while (this.takeSymbol(","));
    this.word("from");
    const className = this.name();
    const where = this.takeWord("where") ? this.disjunction() : null;
    this.finish();
    return { properties, className, where };
  }

  condition(): WqlCondition {
    const condition = this.disjunction();
    this.finish();
    return condition;
  }

  private finish(): void {
    if (this.peek().kind !== "end") throw new WqlError(`unexpected ${this.peek().text}`);
  }

  private disjunction(): WqlCondition {
    let left = this.conjunction();
    while (this.takeWord("or")) left = { kind: "or", left, right: this.conjunction() };
    return left;
  }

  private conjunction(): WqlCondition {
    let left = this.negation();
    while (this.takeWord("and")) left = { kind: "and", left, right: this.negation() };
    return left;
  }

  private negation(): WqlCondition {
    if (++this.nesting > MAXIMUM_NESTING) throw new WqlError("too deep");
    const condition = this.operand();
    this.nesting--;
    return condition;
  }

  private operand(): WqlCondition {
    if (this.takeWord("not")) return { kind: "not", operand: this.negation() };
    if (!this.takeSymbol("(")) return this.comparison();
    const inner = this.disjunction();
    if (!this.takeSymbol(")")) throw new WqlError("a parenthesis is not closed");
    return inner;
  }

  private comparison(): WqlCondition {
    const first = this.peek();
    // `'x' = Name` is allowed as well as `Name = 'x'`.
    if (first.kind !== "word") {
      const literal = this.literal();
      const operator = this.operator();
      return { kind: "compare", property: this.name(), operator: mirrored(operator), literal };
    }
    const property = this.name();
    if (this.takeWord("is")) {
      const negated = this.takeWord("not");
      this.word("null");
      return { kind: "compare", property, operator: negated ? "<>" : "=", literal: NULL };
    }
    const negated = this.takeWord("not");
    const operator = this.operator();
    const comparison: WqlCondition = { kind: "compare", property, operator, literal: this.literal() };
    return negated ? { kind: "not", operand: comparison } : comparison;
  }

  private operator(): WqlOperator {
    const token = this.take();
    if (token.kind === "word" && token.text.toLowerCase() === "like") return "like";
    if (token.kind !== "symbol") throw new WqlError(`unexpected ${token.text}`);
    if (token.text === "!=") return "<>";
    if (["=", "<>", "<", ">", "<=", ">="].includes(token.text)) return token.text as WqlOperator;
    throw new WqlError(`unexpected ${token.text}`);
  }

  private literal(): Value {
    const token = this.take();
    if (token.kind === "text") return this.text(token.text);
    if (token.kind === "number") return int(Number(token.text));
    if (token.kind === "word") {
      const word = token.text.toLowerCase();
      if (word === "true") return TRUE;
      if (word === "false") return FALSE;
      if (word === "null") return NULL;
      const unknown = this.unknowns.get(token.text);
      if (unknown) return unknown;
    }
    throw new WqlError(`unexpected ${token.text}`);
  }

  private text(text: string): Value {
    const whole = this.unknowns.get(text);
    if (whole) return whole;
    const parts: (string | Unknown)[] = [];
    let rest = text;
    while (rest !== "") {
      const next = [...this.unknowns]
        .map(([mark, unknown]) => ({ mark, unknown, at: rest.indexOf(mark) }))
        .filter(({ at }) => at >= 0);
      const first = next.sort((a, b) => a.at - b.at)[0];
      if (!first) break;
      if (first.at > 0) parts.push(rest.slice(0, first.at));
      parts.push(first.unknown);
      rest = rest.slice(first.at + first.mark.length);
    }
    if (parts.length === 0) return new Str(text);
    if (rest !== "") parts.push(rest);
    return partlyKnown(parts, null);
  }

  private name(): string {
    const token = this.take();
    if (token.kind !== "word") throw new WqlError(`a name is missing`);
    return token.text;
  }

  private peek(): Token {
    return this.tokens[this.at] as Token;
  }

  private take(): Token {
    const token = this.peek();
    if (token.kind !== "end") this.at++;
    return token;
  }

  private takeWord(word: string): boolean {
    const token = this.peek();
    if (token.kind !== "word" || token.text.toLowerCase() !== word) return false;
    this.at++;
    return true;
  }

  private takeSymbol(symbol: string): boolean {
    const token = this.peek();
    if (token.kind !== "symbol" || token.text !== symbol) return false;
    this.at++;
    return true;
  }

  private word(word: string): void {
    if (!this.takeWord(word)) throw new WqlError(`${word} is missing`);
  }
}

function mirrored(operator: WqlOperator): WqlOperator {
  const mirror: Partial<Record<WqlOperator, WqlOperator>> = { "<": ">", ">": "<", "<=": ">=", ">=": "<=" };
  return mirror[operator] ?? operator;
}

function parser(text: Text): Parser {
  // Numbered marks: a symbol may hold quotes.
  const unknowns = new Map<string, Unknown>();
  let marked = "";
  for (const piece of pieces(text)) {
    if (typeof piece === "string") marked += piece;
    else {
      const mark = `⟨${unknowns.size}⟩`;
      unknowns.set(mark, piece);
      marked += mark;
    }
  }
  return new Parser(marked, unknowns);
}

/** Throws {@link WqlError} when the text is no query. */
export function parseWql(text: Text): WqlQuery {
  return parser(text).query();
}

/** What -Filter takes: a condition without `where`. */
export function parseWqlCondition(text: Text): WqlCondition {
  return parser(text).condition();
}

/** What the condition asks for by equality, wherever it must hold: property name in lower case to the value. */
export function wantedBy(condition: WqlCondition | null): ReadonlyMap<string, Value> {
  const wanted = new Map<string, Value>();
  const visit = (part: WqlCondition | null): void => {
    if (part?.kind === "and") {
      visit(part.left);
      visit(part.right);
    } else if (part?.kind === "compare" && (part.operator === "=" || (part.operator === "like" && isExact(part.literal)))) {
      if (!wanted.has(part.property.toLowerCase())) wanted.set(part.property.toLowerCase(), part.literal);
    }
  };
  visit(condition);
  return wanted;
}

function isExact(literal: Value): boolean {
  return literal instanceof Str && !/[%_[]/.test(literal.value);
}

/** Whether the condition holds for an object with these properties, in the world that is running. */
export function holds(machine: Machine, condition: WqlCondition, read: (property: string) => Value): boolean {
  switch (condition.kind) {
    case "and":
      return holds(machine, condition.left, read) && holds(machine, condition.right, read);
    case "or":
      return holds(machine, condition.left, read) || holds(machine, condition.right, read);
    case "not":
      return !holds(machine, condition.operand, read);
    case "compare":
      return compare(machine, condition.property, read(condition.property), condition.operator, condition.literal);
  }
}

function compare(machine: Machine, property: string, actual: Value, operator: WqlOperator, literal: Value): boolean {
  const left = machine.plain(actual);
  const right = machine.plain(literal);
  if (left instanceof Null || right instanceof Null) {
    if (left instanceof Unknown || right instanceof Unknown) return openComparison(machine, property, left, operator, right);
    const both = left instanceof Null && right instanceof Null;
    return operator === "=" ? both : operator === "<>" ? !both : false;
  }
  const a = scalarText(machine, left);
  const b = scalarText(machine, right);
  if (a === undefined || b === undefined || a === null || b === null) return false;
  if (typeof a !== "string" || typeof b !== "string") {
    if (shownText(a).toLowerCase() === shownText(b).toLowerCase())
      return operator === "=" || operator === "<=" || operator === ">=" || operator === "like";
    return openComparison(machine, property, left, operator, right);
  }
  if (hasHole(a) !== hasHole(b)) return openComparison(machine, property, left, operator, right);
  if (operator === "like" && a.length * b.length > MAXIMUM_PATTERN_WORK)
    return openComparison(machine, property, left, operator, right);
  if (operator === "like") return like(a.toLowerCase(), b.toLowerCase());
  const order =
    left instanceof Num || left instanceof Bool
      ? Number(numeric(a)) - Number(numeric(b))
      : compareTexts(a.toLowerCase(), b.toLowerCase());
  switch (operator) {
    case "=":
      return order === 0;
    case "<>":
      return order !== 0;
    case "<":
      return order < 0;
    case ">":
      return order > 0;
    case "<=":
      return order <= 0;
    case ">=":
      return order >= 0;
  }
}

function numeric(text: string): string {
  return text === "True" ? "1" : text === "False" ? "0" : text;
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function openComparison(machine: Machine, property: string, left: Value, operator: WqlOperator, right: Value): boolean {
  const name = (value: Value): string => shownText((scalarText(machine, value) ?? "null") as Text);
  const text = `${property} (${name(left)}) ${operator} ${name(right)}`;
  return machine.askWhether(`wql:${text.toLowerCase()}`, `${text}`, `not ${text}`);
}

/** `%` any text, `_` one character, `[a-z]` and `[^a]` a character of a set; both sides in lower case. Linear in both. */
function like(text: string, pattern: string): boolean {
  const steps = likeSteps(pattern);
  let states = new Set([0]);
  const spread = (set: Set<number>): Set<number> => {
    for (const state of set) if (steps[state] === "any") set.add(state + 1);
    return set;
  };
  states = spread(states);
  for (const unit of text) {
    const next = new Set<number>();
    for (const state of states) {
      const step = steps[state];
      if (step === undefined) continue;
      if (step === "any") next.add(state);
      else if (step(unit)) next.add(state + 1);
    }
    states = spread(next);
    if (states.size === 0) return false;
  }
  return states.has(steps.length);
}

type LikeStep = "any" | ((unit: string) => boolean);

function likeSteps(pattern: string): LikeStep[] {
  const steps: LikeStep[] = [];
  const units = [...pattern];
  for (let at = 0; at < units.length; at++) {
    const unit = units[at] as string;
    const close = unit === "[" ? units.indexOf("]", at + 1) : -1;
    if (unit === "%") steps.push("any");
    else if (unit === "_") steps.push(() => true);
    else if (close > 0) {
      steps.push(setStep(units.slice(at + 1, close)));
      at = close;
    } else steps.push((other) => other === unit);
  }
  return steps;
}

function setStep(units: readonly string[]): LikeStep {
  const negated = units[0] === "^";
  const body = negated ? units.slice(1) : units;
  const ranges: [string, string][] = [];
  for (let at = 0; at < body.length; at++) {
    const from = body[at] as string;
    if (body[at + 1] === "-" && body[at + 2] !== undefined) {
      ranges.push([from, body[at + 2] as string]);
      at += 2;
    } else ranges.push([from, from]);
  }
  return (unit) => ranges.some(([from, to]) => unit >= from && unit <= to) !== negated;
}
