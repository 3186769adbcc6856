import type { Machine } from "../../../machine/machine.js";
import { fits } from "../../../values/number.js";
import type { Trace } from "../../../values/source.js";
import { isPartlyUnknown, readText } from "../../../values/stand-ins.js";
import { Arr, Bool, Dict, NULL, Num, PsObject, type Value } from "../../../values/value.js";
import type { Dialect } from "../../syntax/ast.js";

/** JSON as PowerShell reads it: comments, single quotes, names without quotes and trailing commas are let through. */
export class JsonError extends Error {
  constructor(
    message: string,
    readonly offset: number,
  ) {
    super(message);
  }
}

export interface JsonOptions {
  readonly dialect: Dialect;
  readonly asHashtable: boolean;
  readonly at: Trace | null;
  readonly secret: boolean;
}

const MAXIMUM_DEPTH = 100;

/** Reads one value that takes the whole text. Throws {@link JsonError}. */
export function readJson(machine: Machine, text: string, options: JsonOptions): Value {
  const reader = new Reader(machine, text, options);
  return reader.whole();
}

class Reader {
  private offset = 0;

  constructor(
    private readonly machine: Machine,
    private readonly text: string,
    private readonly options: JsonOptions,
  ) {}

  whole(): Value {
    const value = this.value(0);
    this.blanks();
    if (this.offset < this.text.length) this.fail("more text after the value");
    return value;
  }

  private fail(message: string): never {
    throw new JsonError(message, this.offset);
  }

  private blanks(): void {
    for (;;) {
      const unit = this.text[this.offset];
      if (unit === " " || unit === "\t" || unit === "\r" || unit === "\n" || unit === "\ufeff" || unit === "\u00a0")
        this.offset++;
      else if (unit === "/" && this.text[this.offset + 1] === "/") {
        const end = this.text.indexOf("\n", this.offset);
        this.offset = end < 0 ? this.text.length : end + 1;
      } else if (unit === "/" && this.text[this.offset + 1] === "*") {
        const end = this.text.indexOf("*/", this.offset + 2);
        if (end < 0) this.fail("a comment does not end");
        this.offset = end + 2;
      } else return;
    }
  }

  private value(depth: number): Value {
    this.machine.budget.step();
    if (depth > MAXIMUM_DEPTH) this.fail("too deep");
    this.blanks();
    const unit = this.text[this.offset];
    if (unit === "{") return this.object(depth);
    if (unit === "[") return this.list(depth);
    if (unit === '"' || unit === "'") return readText(this.machine, this.string(unit), this.options.at, this.options.secret);
    if (unit === undefined) this.fail("the text ends too early");
    return this.word();
  }

  private object(depth: number): Value {
    this.offset++;
    const entries = new Map<string, readonly [string, Value]>();
    for (;;) {
      this.blanks();
      if (this.text[this.offset] === "}") break;
      const name = this.name();
      this.blanks();
      if (this.text[this.offset] !== ":") this.fail("a colon is missing");
      this.offset++;
      entries.set(name, [name, this.value(depth + 1)]);
      this.blanks();
      if (this.text[this.offset] === ",") this.offset++;
      else if (this.text[this.offset] !== "}") this.fail("a comma or a closing brace is missing");
    }
    this.offset++;
    return this.options.asHashtable ? this.table([...entries.values()]) : this.bag([...entries.values()]);
  }

  private bag(entries: readonly (readonly [string, Value])[]): PsObject {
    const object = new PsObject(["System.Management.Automation.PSCustomObject", "System.Object"], this.options.at);
    for (const [name, value] of entries) {
      if (object.properties.has(name.toLowerCase())) this.fail(`two names differ only in case: ${name}`);
      object.properties.set(name.toLowerCase(), { name, value });
    }
    return object;
  }

  private table(entries: readonly (readonly [string, Value])[]): Dict {
    const table = new Dict("ordered", "System.Management.Automation.OrderedHashtable", true, this.options.at);
    for (const [name, value] of entries) {
      table.entries.set(`s:${name}`, { key: readText(this.machine, name, this.options.at, this.options.secret), value });
    }
    return table;
  }

  private name(): string {
    const unit = this.text[this.offset];
    if (unit === '"' || unit === "'") return this.string(unit);
    const match = /^[A-Za-z_$][\w$-]*/.exec(this.text.slice(this.offset, this.offset + 256));
    if (!match) this.fail("a name is missing");
    this.offset += match[0].length;
    return match[0];
  }

  private list(depth: number): Arr {
    this.offset++;
    const items: Value[] = [];
    for (;;) {
      this.blanks();
      if (this.text[this.offset] === "]") break;
      items.push(this.value(depth + 1));
      this.blanks();
      if (this.text[this.offset] === ",") this.offset++;
      else if (this.text[this.offset] !== "]") this.fail("a comma or a closing bracket is missing");
    }
    this.offset++;
    this.machine.budget.size(items.length);
    return new Arr("System.Object", items, "array", null, this.options.at);
  }

  private string(quote: string): string {
    let result = "";
    let start = ++this.offset;
    for (;;) {
      const unit = this.text[this.offset];
      if (unit === undefined) this.fail("a string does not end");
      if (unit === quote) break;
      if (unit !== "\\") {
        this.offset++;
        continue;
      }
      result += this.text.slice(start, this.offset) + this.escape();
      start = this.offset;
    }
    result += this.text.slice(start, this.offset);
    this.offset++;
    return result;
  }

  private escape(): string {
    const unit = this.text[this.offset + 1];
    this.offset += 2;
    switch (unit) {
      case "n":
        return "\n";
      case "t":
        return "\t";
      case "r":
        return "\r";
      case "b":
        return "\b";
      case "f":
        return "\f";
      case "u": {
        const digits = this.text.slice(this.offset, this.offset + 4);
        if (!/^[0-9a-fA-F]{4}$/.test(digits)) this.fail("a bad unicode escape");
        this.offset += 4;
        return String.fromCharCode(Number.parseInt(digits, 16));
      }
      case '"':
      case "'":
      case "\\":
      case "/":
        return unit;
      default:
        return this.fail("a bad escape");
    }
  }

  /** A number, `true`, `false`, `null`, or an unknown that stands for a whole value. */
  private word(): Value {
    const start = this.offset;
    while (this.offset < this.text.length && !/[\s,:{}[\]/"']/.test(this.text[this.offset] as string)) this.offset++;
    const word = this.text.slice(start, this.offset);
    if (word === "true") return new Bool(true, this.options.at);
    if (word === "false") return new Bool(false, this.options.at);
    if (word === "null") return NULL;
    if (isPartlyUnknown(this.machine, word)) return readText(this.machine, word, this.options.at, this.options.secret);
    if (/^[+-]?\d+$/.test(word)) return this.integer(BigInt(word.replace("+", "")));
    if (/^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(word)) return this.fraction(word);
    this.offset = start;
    return this.fail(`'${word.slice(0, 20)}' is no value`);
  }

  private integer(value: bigint): Num {
    if (this.options.dialect === "5.1" && fits("Int32", value)) return new Num("Int32", Number(value), this.options.at);
    if (fits("Int64", value)) return new Num("Int64", value, this.options.at);
    return this.options.dialect === "7"
      ? new Num("BigInteger", value, this.options.at)
      : new Num("Double", Number(value), this.options.at);
  }

  private fraction(word: string): Num {
    const plain = /^([+-]?)(\d*)\.(\d+)$/.exec(word);
    if (this.options.dialect === "5.1" && plain && (plain[3] as string).length <= 28) {
      const unscaled = BigInt(`${plain[1] === "-" ? "-" : ""}${plain[2]}${plain[3]}`);
      return new Num("Decimal", { unscaled, scale: (plain[3] as string).length }, this.options.at);
    }
    return new Num("Double", Number(word), this.options.at);
  }
}
