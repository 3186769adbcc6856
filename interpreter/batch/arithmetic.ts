import type { Machine } from "../machine/machine.js";
import { Environment } from "../os/environment.js";
import type { Trace } from "../values/source.js";
import { Str, Unknown } from "../values/value.js";

/** A 32-bit number, or what nobody knows. */
type Amount = number | Unknown;

/** `set /a`: what the expression gives. `invalid`: cmd does not accept it, and nothing was computed behind that place. */
export interface Computed {
  readonly value: Amount;
  readonly invalid: boolean;
}

const TOKEN = /\s*(<<=|>>=|<<|>>|[-+*/%&^|]=|[-+*/%&^|~!(),=]|0x[\da-f]+|\d+|[^\s<>\-+*/%&^|~!(),=]+)/iy;

/** Binary operators by how tightly they bind, loosest first ("set /?"). */
const LEVELS: readonly (readonly string[])[] = [["|"], ["^"], ["&"], ["<<", ">>"], ["+", "-"], ["*", "/", "%"]];

class Invalid extends Error {}

/**
 * Evaluates `A=1, B=(A+2)*3, C<<=1`. Numbers are decimal, octal (`017`) or hexadecimal (`0x1F`); names are variables without
 * percent signs, and one that does not hold a number counts as 0.
 */
export function compute(machine: Machine, expression: string, at: Trace): Computed {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  const text = expression.replaceAll('"', "");
  while (TOKEN.lastIndex < text.trimEnd().length) {
    const match = TOKEN.exec(text);
    if (!match) return { value: 0, invalid: true };
    tokens.push(match[1] as string);
  }
  const reader = new Reader(machine, tokens, at);
  let value: Amount = 0;
  try {
    do value = reader.assignment();
    while (reader.take(","));
    if (!reader.done) throw new Invalid();
  } catch (stop) {
    if (!(stop instanceof Invalid)) throw stop;
    return { value, invalid: true };
  }
  return { value, invalid: false };
}

class Reader {
  private index = 0;

  constructor(
    private readonly machine: Machine,
    private readonly tokens: readonly string[],
    private readonly at: Trace,
  ) {}

  get done(): boolean {
    return this.index >= this.tokens.length;
  }

  take(token: string): boolean {
    if (this.tokens[this.index] !== token) return false;
    this.index++;
    return true;
  }

  assignment(): Amount {
    const name = this.tokens[this.index];
    const operator = this.tokens[this.index + 1];
    if (name === undefined || operator === undefined || !isName(name) || !/^(?:[-+*/%&^|]|<<|>>)?=$/.test(operator))
      return this.binary(0);
    this.index += 2;
    const right = this.assignment();
    const value = operator === "=" ? right : this.apply(operator.slice(0, -1), this.variable(name), right);
    new Environment(this.machine).set(name, typeof value === "number" ? new Str(String(value), this.at) : value);
    return value;
  }

  private binary(level: number): Amount {
    const operators = LEVELS[level];
    if (!operators) return this.unary();
    let left = this.binary(level + 1);
    for (;;) {
      const operator = operators.find((one) => one === this.tokens[this.index]);
      if (operator === undefined) return left;
      this.index++;
      left = this.apply(operator, left, this.binary(level + 1));
    }
  }

  private unary(): Amount {
    this.machine.budget.step();
    if (this.take("-")) return this.apply("-", 0, this.unary());
    if (this.take("+")) return this.unary();
    if (this.take("~")) return this.apply("^", -1, this.unary());
    if (this.take("!")) {
      const value = this.unary();
      return typeof value === "number" ? Number(value === 0) : this.unknown("!", value);
    }
    if (this.take("(")) {
      const value = this.assignment();
      if (!this.take(")")) throw new Invalid();
      return value;
    }
    const token = this.tokens[this.index++];
    if (token === undefined) throw new Invalid();
    if (isName(token)) return this.variable(token);
    const number = numberOf(token);
    if (number === null) throw new Invalid();
    return number;
  }

  private variable(name: string): Amount {
    const value = new Environment(this.machine).get(name);
    if (value === undefined) return 0;
    if (value instanceof Unknown) return value;
    const sign = /^\s*-/.test(value.value) ? -1 : 1;
    return sign * (numberOf(value.value.replace(/^\s*[-+]?\s*/, "").trim()) ?? 0);
  }

  private apply(operator: string, left: Amount, right: Amount): Amount {
    if (typeof left !== "number") return this.unknown(operator, left);
    if (typeof right !== "number") return this.unknown(operator, right);
    switch (operator) {
      case "+":
        return (left + right) | 0;
      case "-":
        return (left - right) | 0;
      case "*":
        return Math.imul(left, right);
      case "/":
        if (right === 0) throw new Invalid();
        return Math.trunc(left / right) | 0;
      case "%":
        if (right === 0) throw new Invalid();
        return (left % right) | 0;
      case "&":
        return left & right;
      case "|":
        return left | right;
      case "^":
        return left ^ right;
      case "<<":
        return right > 31 ? 0 : left << right;
      default:
        return left >> Math.min(right, 31);
    }
  }

  private unknown(operator: string, from: Unknown): Unknown {
    return new Unknown(
      from.cause,
      `a number that is computed from: ${from.why}`,
      `number:${operator}:${from.symbol}:${this.at.start}`,
      this.at,
      "System.String",
      null,
      from.secret,
    );
  }
}

function isName(token: string): boolean {
  return !/^[\d\-+*/%&^|~!(),=<>]/.test(token);
}

function numberOf(text: string): number | null {
  if (/^0x[\da-f]+$/i.test(text)) return Number.parseInt(text, 16) | 0;
  if (/^0[0-7]*$/.test(text)) return Number.parseInt(text, 8) | 0;
  return /^[1-9]\d*$/.test(text) && Number(text) < 2 ** 31 ? Number(text) : null;
}
