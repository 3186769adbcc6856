/**
 * Reads the beginning of a JScript text as long as it goes straight: variables, calls, properties, texts that are joined. Such
 * statements mean in VBScript what they mean here, so they become its tree. From the first other statement on nothing is read.
 */
import type { Expression, Program, Statement } from "../syntax/ast.js";
import { type JsToken, tokenizeScript } from "./tokens.js";

export interface Beginning {
  readonly program: Program;
  /** Where reading stopped; null: at the end. */
  readonly stopped: number | null;
}

/** Names of objects that the host gives, in lower case as VBScript's tree has them. */
const HOST_OBJECTS: ReadonlyMap<string, string> = new Map([
  ["WScript", "wscript"],
  ["window", "window"],
]);
/** Functions that are there without an object: of the language, and of a page. */
const FUNCTIONS: ReadonlySet<string> = new Set(["GetObject", "close"]);
/** Deeper nesting is not read. */
const MAXIMUM_DEPTH = 100;

/** Stops the reading of a statement. */
class Unread {}

export function readBeginning(text: string): Beginning {
  return new Reader(tokenizeScript(text)).run();
}

class Reader {
  private index = 0;
  private depth = 0;
  private readonly variables = new Set<string>();

  constructor(private readonly tokens: readonly JsToken[]) {}

  run(): Beginning {
    const statements: Statement[] = [];
    let stopped: number | null = null;
    while (this.token.kind !== "end") {
      if (this.take(";")) continue;
      const from = this.token.start;
      try {
        statements.push(...this.statement());
      } catch (stop) {
        if (!(stop instanceof Unread)) throw stop;
        stopped = from;
        break;
      }
    }
    return { program: { statements, procedures: [], classes: [], explicit: false, size: statements.length }, stopped };
  }

  private get token(): JsToken {
    return this.tokens[this.index] as JsToken;
  }

  private take(symbol: string): boolean {
    if (this.token.kind !== "symbol" || this.token.text !== symbol) return false;
    this.index++;
    return true;
  }

  private need(symbol: string): void {
    if (!this.take(symbol)) throw new Unread();
  }

  private name(): JsToken {
    const { token } = this;
    if (token.kind !== "name") throw new Unread();
    this.index++;
    return token;
  }

  private statement(): Statement[] {
    const { token } = this;
    if (token.kind === "name" && token.text === "var") {
      this.index++;
      return this.declarations();
    }
    const target = this.postfix();
    if (this.take("=")) {
      if (this.token.text === "=") throw new Unread();
      return [this.assignment(target)];
    }
    this.endStatement();
    if (target.kind !== "call") throw new Unread();
    return [{ kind: "call", callee: target.callee, args: target.args, start: target.start, end: target.end }];
  }

  private declarations(): Statement[] {
    const found: Statement[] = [];
    do {
      const { text, start, end } = this.name();
      this.variables.add(text);
      const target: Expression = { kind: "name", name: text, key: keyOf(text), start, end };
      if (this.take("=")) {
        const value = this.expression();
        found.push({ kind: "assign", target, value, isSet: isObject(value), start, end: value.end });
      } else {
        const value: Expression = { kind: "literal", literal: { type: "empty" }, start, end };
        found.push({ kind: "assign", target, value, isSet: false, start, end });
      }
    } while (this.take(","));
    this.endStatement();
    return found;
  }

  private assignment(target: Expression): Statement {
    if (target.kind !== "name" && target.kind !== "member" && target.kind !== "call") throw new Unread();
    const value = this.expression();
    this.endStatement();
    return { kind: "assign", target, value, isSet: isObject(value), start: target.start, end: value.end };
  }

  /** At a semicolon, at a line's end where the next one begins a statement, or at the end. */
  private endStatement(): void {
    if (this.take(";") || this.token.kind === "end") return;
    if (!this.token.onNewLine || this.token.kind !== "name") throw new Unread();
  }

  /** Joined texts: with a literal among them, `+` joins. */
  private expression(): Expression {
    if (++this.depth > MAXIMUM_DEPTH) throw new Unread();
    const operands = [this.postfix()];
    while (this.take("+")) operands.push(this.postfix());
    this.depth--;
    // Sums of what may be numbers, and all other operators, are not read.
    if (operands.length > 1 && !operands.slice(0, 2).some(isText)) throw new Unread();
    if (this.token.kind === "symbol" && !";,)=".includes(this.token.text)) throw new Unread();
    return operands.reduce((left, right) => ({ kind: "binary", operator: "&", left, right, start: left.start, end: right.end }));
  }

  private postfix(): Expression {
    let value = this.primary();
    for (;;) {
      if (this.take(".")) {
        const { text, end } = this.name();
        value = { kind: "member", object: value, name: text, key: text.toLowerCase(), start: value.start, end };
      } else if (this.token.text === "(" && this.token.kind === "symbol") {
        // What is called is a member: functions of the script end the reading.
        if (value.kind !== "member" && !(value.kind === "name" && FUNCTIONS.has(value.name))) throw new Unread();
        value = { kind: "call", callee: value, args: this.args(), start: value.start, end: this.before };
      } else return value;
    }
  }

  private get before(): number {
    return (this.tokens[this.index - 1] as JsToken).end;
  }

  private args(): Expression[] {
    this.need("(");
    const found: Expression[] = [];
    if (this.take(")")) return found;
    do found.push(this.expression());
    while (this.take(","));
    this.need(")");
    return found;
  }

  private primary(): Expression {
    const { kind, text, start, end } = this.token;
    this.index++;
    if (kind === "string") return { kind: "literal", literal: { type: "string", value: text }, start, end };
    if (kind === "number") {
      const value = Number(text);
      return {
        kind: "literal",
        literal: { type: Number.isInteger(value) && value < 2 ** 31 ? "integer" : "double", value },
        start,
        end,
      };
    }
    if (kind === "symbol" && text === "(") {
      const inner = this.expression();
      this.need(")");
      return { kind: "paren", inner, start, end: this.before };
    }
    if (kind !== "name") throw new Unread();
    if (text === "true" || text === "false")
      return { kind: "literal", literal: { type: "boolean", value: text === "true" }, start, end };
    if (text === "null") return { kind: "literal", literal: { type: "null" }, start, end };
    if (text === "new") return this.construction(start);
    const host = HOST_OBJECTS.get(text);
    if (host !== undefined && !this.variables.has(text)) return { kind: "name", name: text, key: host, start, end };
    if (FUNCTIONS.has(text) && !this.variables.has(text))
      return { kind: "name", name: text, key: text.toLowerCase(), start, end };
    if (!this.variables.has(text)) throw new Unread();
    return { kind: "name", name: text, key: keyOf(text), start, end };
  }

  /** `new ActiveXObject("WScript.Shell")` */
  private construction(start: number): Expression {
    const { text } = this.name();
    if (text !== "ActiveXObject") throw new Unread();
    const callee: Expression = { kind: "name", name: "CreateObject", key: "createobject", start, end: this.before };
    return { kind: "call", callee, args: this.args(), start, end: this.before };
  }
}

/** Variables here have names with capitals and small letters, and none of them is a function of VBScript. */
function keyOf(name: string): string {
  return `jscript ${name}`;
}

function isText(e: Expression): boolean {
  return e.kind === "literal" ? e.literal.type === "string" : e.kind === "paren" ? isText(e.inner) : e.kind === "binary";
}

/** What is kept as it is, and not by its default property. */
function isObject(e: Expression): boolean {
  return e.kind === "call" || e.kind === "member" || e.kind === "name";
}
