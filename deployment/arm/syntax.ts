/** The expression language of Azure templates: `[concat('a', parameters('b'))]`. */

export type Expression =
  | { readonly kind: "literal"; readonly value: string | number }
  | { readonly kind: "call"; readonly name: string; readonly args: readonly Expression[] }
  | { readonly kind: "member"; readonly object: Expression; readonly key: Expression; readonly safe: boolean };

/** An expression that breaks the language's rules. */
export class ExpressionError extends Error {}

const DEEPEST = 60;
const LARGEST = 200_000;

/** The expression of a text, or null when the text stands for itself. */
export function expressionIn(text: string): string | null {
  return text.length >= 2 && text.startsWith("[") && text.endsWith("]") && !text.startsWith("[[") ? text.slice(1, -1) : null;
}

/** A text that stands for itself: `[[` is how a bracket is written. */
export function literalText(text: string): string {
  return text.startsWith("[[") ? text.slice(1) : text;
}

export function parseExpression(text: string): Expression {
  if (text.length > LARGEST) throw new ExpressionError("the expression is too long");
  const parser = new Parser(text);
  const expression = parser.expression(0);
  parser.end();
  return expression;
}

class Parser {
  private at = 0;

  constructor(private readonly text: string) {}

  end(): void {
    this.space();
    if (this.at < this.text.length) throw this.error();
  }

  expression(depth: number): Expression {
    if (depth > DEEPEST) throw new ExpressionError("the expression is nested too deeply");
    let found = this.primary(depth);
    for (;;) {
      this.space();
      const safe = this.text.startsWith(".?", this.at) || this.text.startsWith("[?", this.at);
      const opening = this.text[this.at];
      if (opening === ".") {
        this.at += safe ? 2 : 1;
        found = { kind: "member", object: found, key: { kind: "literal", value: this.name() }, safe };
      } else if (opening === "[") {
        this.at += safe ? 2 : 1;
        const key = this.expression(depth + 1);
        this.expect("]");
        found = { kind: "member", object: found, key, safe };
      } else return found;
    }
  }

  private primary(depth: number): Expression {
    this.space();
    const first = this.text[this.at];
    if (first === "'") return { kind: "literal", value: this.string() };
    const number = /^-?\d+(?:\.\d+)?/.exec(this.text.slice(this.at, this.at + 40))?.[0];
    if (number !== undefined) {
      this.at += number.length;
      return { kind: "literal", value: Number(number) };
    }
    let name = this.name();
    while (
      this.text[this.at] === "." &&
      /^\.[A-Za-z_]\w*\s*[(.]/.test(this.text.slice(this.at, this.at + 200)) &&
      !this.called()
    ) {
      this.at++;
      name += `.${this.name()}`;
    }
    this.expect("(");
    const args: Expression[] = [];
    this.space();
    if (this.text[this.at] !== ")") {
      do args.push(this.expression(depth + 1));
      while (this.accept(","));
    }
    this.expect(")");
    return { kind: "call", name: name.toLowerCase(), args };
  }

  private called(): boolean {
    this.space();
    return this.text[this.at] === "(";
  }

  private string(): string {
    let value = "";
    for (let at = this.at + 1; at < this.text.length; at++) {
      if (this.text[at] !== "'") value += this.text[at];
      else if (this.text[at + 1] === "'") {
        value += "'";
        at++;
      } else {
        this.at = at + 1;
        return value;
      }
    }
    throw this.error();
  }

  private name(): string {
    this.space();
    const found = /^[A-Za-z_$][\w$]*/.exec(this.text.slice(this.at, this.at + 300))?.[0];
    if (found === undefined) throw this.error();
    this.at += found.length;
    return found;
  }

  private accept(letter: string): boolean {
    this.space();
    if (this.text[this.at] !== letter) return false;
    this.at++;
    return true;
  }

  private expect(letter: string): void {
    if (!this.accept(letter)) throw this.error();
  }

  private space(): void {
    while (/\s/.test(this.text[this.at] ?? "")) this.at++;
  }

  private error(): ExpressionError {
    return new ExpressionError(`the expression cannot be read at character ${this.at + 2}`);
  }
}
