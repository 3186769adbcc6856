// Expressions of DSC 3 documents: `[concat(parameters('name'), '-web')]`.
import type { Machine } from "../../machine/machine.js";
import { Environment } from "../../os/environment.js";
import { scalarText } from "../../values/scalar-conversions.js";
import type { Trace } from "../../values/source.js";
import { joinTexts, shownText } from "../../values/texts.js";
import { array, Num, Str, Unknown, type Value } from "../../values/value.js";

/** Source: Microsoft, DSC configuration document expression syntax. Functions that are not known give what is not known. */
export class DscExpressions {
  constructor(
    private readonly machine: Machine,
    private readonly parameters: ReadonlyMap<string, Value>,
    private readonly variables: ReadonlyMap<string, Value>,
  ) {}

  /** The text itself, or what its expression gives. */
  value(text: Str): Value {
    const { value } = text;
    if (!value.startsWith("[") || !value.endsWith("]")) return text;
    if (value.startsWith("[[")) return new Str(value.slice(1), text.trace, text.secret);
    const parser = new Parser(value.slice(1, -1));
    const tree = parser.expression(0);
    return tree === null || !parser.ended ? this.unknown(value, text.trace) : this.evaluate(tree, text);
  }

  private unknown(what: string, at: Trace | null): Unknown {
    return new Unknown("unmodelled", `the expression ${what}`, `dsc:expression:${what.toLowerCase()}`, at, "System.String");
  }

  private evaluate(tree: Expression, text: Str): Value {
    this.machine.budget.step();
    if (typeof tree === "string") return new Str(tree, text.trace, text.secret);
    if (typeof tree === "number") return new Num("Int32", tree, text.trace);
    const args = tree.args.map((one) => this.evaluate(one, text));
    const first = args[0] === undefined ? undefined : scalarText(this.machine, args[0]);
    const name = typeof first === "string" ? first : null;
    switch (tree.name) {
      case "parameters":
        return (name === null ? undefined : this.parameters.get(name.toLowerCase())) ?? this.unknown(text.value, text.trace);
      case "variables":
        return (name === null ? undefined : this.variables.get(name.toLowerCase())) ?? this.unknown(text.value, text.trace);
      case "concat":
        return joinTexts(
          args.map((one) => scalarText(this.machine, one) ?? ""),
          text.trace,
        );
      case "envvar":
        return (name === null ? undefined : new Environment(this.machine).get(name)) ?? this.unknown(text.value, text.trace);
      case "systemroot":
        return new Str("C:\\", text.trace);
      case "tolower":
        return typeof first === "string" ? new Str(first.toLowerCase(), text.trace) : this.unknown(text.value, text.trace);
      case "toupper":
        return typeof first === "string" ? new Str(first.toUpperCase(), text.trace) : this.unknown(text.value, text.trace);
      case "createarray":
        return array(args, "System.Object", text.trace);
      case "resourceid":
        return new Str(args.map((one) => shownText(scalarText(this.machine, one) ?? "")).join(":"), text.trace);
      default:
        return this.unknown(text.value, text.trace);
    }
  }
}

type Expression = string | number | { readonly name: string; readonly args: readonly Expression[] };

class Parser {
  private at = 0;

  constructor(private readonly text: string) {}

  get ended(): boolean {
    this.blanks();
    return this.at === this.text.length;
  }

  private blanks(): void {
    while (/\s/.test(this.text[this.at] ?? "")) this.at++;
  }

  /** Null: it is none that is read here. */
  expression(depth: number): Expression | null {
    this.blanks();
    if (depth > 50) return null;
    const sign = this.text[this.at] ?? "";
    if (sign === "'") return this.string();
    const number = /^-?\d+/.exec(this.text.slice(this.at, this.at + 20))?.[0];
    if (number !== undefined) {
      this.at += number.length;
      return Number(number);
    }
    const name = /^[A-Za-z]\w*/.exec(this.text.slice(this.at, this.at + 100))?.[0];
    if (name === undefined) return null;
    this.at += name.length;
    this.blanks();
    if (this.text[this.at] !== "(") return null;
    this.at++;
    const args: Expression[] = [];
    this.blanks();
    if (this.text[this.at] === ")") this.at++;
    else
      for (;;) {
        const one = this.expression(depth + 1);
        if (one === null) return null;
        args.push(one);
        this.blanks();
        const next = this.text[this.at++];
        if (next === ")") break;
        if (next !== ",") return null;
      }
    return { name: name.toLowerCase(), args };
  }

  private string(): string | null {
    this.at++;
    let text = "";
    for (;;) {
      const sign = this.text[this.at++];
      if (sign === undefined) return null;
      if (sign !== "'") text += sign;
      else if (this.text[this.at] === "'") {
        text += "'";
        this.at++;
      } else return text;
    }
  }
}
