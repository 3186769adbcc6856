import type { Machine } from "../../../machine/machine.js";
import type { Instance, Unknown } from "../../../values/value.js";
import { NetException } from "../../errors/failures.js";
import {
  attributesOf,
  childrenOf,
  innerText,
  kindOf,
  localName,
  nameOf,
  namespaceOf,
  ownerOf,
  parentOf,
  prefixOf,
} from "./tree.js";

/**
 * XPath 1.0 on documents: location paths with the common axes, predicates, unions and core functions.
 * Throws {@link NotModelled} for what is missing, and NetException for what is no XPath.
 */
export class NotModelled extends Error {
  constructor(readonly what: string) {
    super(`XPath with ${what} is not modelled`);
  }
}

/** Thrown where a comparison needs a text that is not known. */
export class OpenText extends Error {
  constructor(readonly unknown: Unknown) {
    super("a text that is not known");
  }
}

type Result = readonly Instance[] | string | number | boolean;

interface Context {
  readonly node: Instance;
  readonly position: number;
  readonly size: number;
}

type Expr = (context: Context) => Result;

export class XPath {
  private at = 0;
  private readonly tokens: readonly string[];

  constructor(
    private readonly machine: Machine,
    source: string,
    /** Prefixes that the caller declared. */
    private readonly prefixes: ReadonlyMap<string, string>,
  ) {
    this.tokens = tokenize(source);
  }

  select(node: Instance): readonly Instance[] {
    const expression = this.or();
    if (this.at < this.tokens.length) throw this.error();
    const result = expression({ node, position: 1, size: 1 });
    if (!Array.isArray(result))
      throw new NetException("System.Xml.XPath.XPathException", "Expression must evaluate to a node-set.");
    return result as readonly Instance[];
  }

  private error(): NetException {
    return new NetException("System.Xml.XPath.XPathException", "Expression must evaluate to a node-set.");
  }

  private peek(): string | undefined {
    return this.tokens[this.at];
  }

  private take(token: string): boolean {
    if (this.tokens[this.at] !== token) return false;
    this.at++;
    return true;
  }

  private expect(token: string): void {
    if (!this.take(token)) throw this.error();
  }

  // ------------------------------------------------------------ operators

  private or(): Expr {
    let left = this.and();
    while (this.take("or")) {
      const [a, b] = [left, this.and()];
      left = (c) => this.truth(a(c)) || this.truth(b(c));
    }
    return left;
  }

  private and(): Expr {
    let left = this.equality();
    while (this.take("and")) {
      const [a, b] = [left, this.equality()];
      left = (c) => this.truth(a(c)) && this.truth(b(c));
    }
    return left;
  }

  private equality(): Expr {
    let left = this.relational();
    for (;;) {
      const operator = this.peek();
      if (operator !== "=" && operator !== "!=") return left;
      this.at++;
      const [a, b] = [left, this.relational()];
      left = (c) => this.compare(a(c), b(c), operator);
    }
  }

  private relational(): Expr {
    let left = this.additive();
    for (;;) {
      const operator = this.peek();
      if (operator !== "<" && operator !== ">" && operator !== "<=" && operator !== ">=") return left;
      this.at++;
      const [a, b] = [left, this.additive()];
      left = (c) => this.compare(a(c), b(c), operator);
    }
  }

  private additive(): Expr {
    let left = this.union();
    for (;;) {
      const operator = this.peek();
      if (operator !== "+" && operator !== "-") return left;
      this.at++;
      const [a, b] = [left, this.union()];
      left = (c) => (operator === "+" ? this.number(a(c)) + this.number(b(c)) : this.number(a(c)) - this.number(b(c)));
    }
  }

  private union(): Expr {
    let left = this.path();
    while (this.take("|")) {
      const [a, b] = [left, this.path()];
      left = (c) => this.inOrder([...this.nodes(a(c)), ...this.nodes(b(c))]);
    }
    return left;
  }

  // ------------------------------------------------------------ paths

  private path(): Expr {
    const token = this.peek();
    if (token === undefined) throw this.error();
    if (/^["']/.test(token)) {
      this.at++;
      const text = token.slice(1, -1);
      return () => text;
    }
    if (/^\d/.test(token)) {
      this.at++;
      return () => Number(token);
    }
    if (token === "(") {
      this.at++;
      const inner = this.or();
      this.expect(")");
      return this.steps(this.predicated(inner));
    }
    if (this.tokens[this.at + 1] === "(" && !/^(text|node|comment|processing-instruction)$/.test(token)) return this.call();
    if (token === "/" || token === "//") {
      this.at++;
      const root: Expr = (c) => [this.rootOf(c.node)];
      if (token === "/" && (this.peek() === undefined || this.peek() === "|" || this.peek() === "]" || this.peek() === ")"))
        return root;
      return this.steps(this.step(token === "//" ? this.descend(root) : root));
    }
    return this.steps(this.step((c) => [c.node]));
  }

  private steps(start: Expr): Expr {
    let current = start;
    for (;;) {
      if (this.take("/")) current = this.step(current);
      else if (this.take("//")) current = this.step(this.descend(current));
      else return current;
    }
  }

  private descend(from: Expr): Expr {
    return (c) => this.inOrder(this.nodes(from(c)).flatMap((node) => [node, ...this.descendants(node)]));
  }

  private step(from: Expr): Expr {
    if (this.take(".")) return from;
    if (this.take(".."))
      return this.predicates(
        (c) => this.nodes(from(c)),
        (node) => this.parents(node),
      );
    let axis = "child";
    if (this.take("@")) axis = "attribute";
    else if (this.tokens[this.at + 1] === "::") {
      axis = this.tokens[this.at] as string;
      this.at += 2;
    }
    const test = this.nodeTest(axis);
    return this.predicates(
      (c) => this.nodes(from(c)),
      (node) => this.along(axis, node).filter(test),
    );
  }

  private nodeTest(axis: string): (node: Instance) => boolean {
    const name = this.tokens[this.at++];
    if (name === undefined) throw this.error();
    if (this.take("(")) {
      while (this.peek() !== ")" && this.peek() !== undefined) this.at++;
      this.expect(")");
      if (name === "node") return () => true;
      if (name === "text") return (node) => kindOf(node) === "text" || kindOf(node) === "cdata";
      if (name === "comment") return (node) => kindOf(node) === "comment";
      throw new NotModelled(`the test ${name}()`);
    }
    const principal = axis === "attribute" ? "attribute" : "element";
    if (name === "*") return (node) => kindOf(node) === principal;
    if (!/^[A-Za-z_\u0080-\uffff]/.test(name)) throw this.error();
    const [prefix, local] = name.includes(":")
      ? [name.slice(0, name.indexOf(":")), name.slice(name.indexOf(":") + 1)]
      : ["", name];
    const namespace = prefix === "" ? "" : this.prefixes.get(prefix);
    if (namespace === undefined)
      throw new NetException(
        "System.Xml.XPath.XPathException",
        "Namespace Manager or XsltContext needed. This query has a prefix, variable, or user-defined function.",
      );
    return (node) =>
      kindOf(node) === principal &&
      (local === "*" || localName(node) === local) &&
      namespaceOf(this.machine, node) === namespace &&
      !(prefix === "" && prefixOf(node) === "xmlns");
  }

  private predicated(inner: Expr): Expr {
    if (this.peek() !== "[") return inner;
    return this.predicates(
      (c) => [c.node],
      (node) => this.nodes(inner({ node, position: 1, size: 1 })),
    );
  }

  /** Applies the predicates that follow to what each node gives along an axis. */
  private predicates(from: (context: Context) => readonly Instance[], along: (node: Instance) => readonly Instance[]): Expr {
    const filters: Expr[] = [];
    while (this.take("[")) {
      filters.push(this.or());
      this.expect("]");
    }
    return (context) =>
      this.inOrder(
        from(context).flatMap((node) => {
          let found = along(node);
          for (const filter of filters) {
            const size = found.length;
            found = found.filter((candidate, index) => {
              this.machine.budget.step();
              const result = filter({ node: candidate, position: index + 1, size });
              return typeof result === "number" ? result === index + 1 : this.truth(result);
            });
          }
          return found;
        }),
      );
  }

  private rootOf(node: Instance): Instance {
    return ownerOf(this.machine, node);
  }

  private parents(node: Instance): readonly Instance[] {
    const parent = parentOf(this.machine, node);
    return parent ? [parent] : [];
  }

  private descendants(node: Instance): readonly Instance[] {
    const found: Instance[] = [];
    const visit = (current: Instance): void => {
      for (const child of childrenOf(this.machine, current)) {
        this.machine.budget.step();
        found.push(child);
        visit(child);
      }
    };
    visit(node);
    return found;
  }

  private along(axis: string, node: Instance): readonly Instance[] {
    switch (axis) {
      case "child":
        return childrenOf(this.machine, node);
      case "attribute":
        return attributesOf(this.machine, node);
      case "self":
        return [node];
      case "parent":
        return this.parents(node);
      case "descendant":
        return this.descendants(node);
      case "descendant-or-self":
        return [node, ...this.descendants(node)];
      case "ancestor":
      case "ancestor-or-self": {
        const found: Instance[] = axis === "ancestor" ? [] : [node];
        for (let current = parentOf(this.machine, node); current; current = parentOf(this.machine, current)) found.push(current);
        return found;
      }
      case "following-sibling":
      case "preceding-sibling": {
        const parent = parentOf(this.machine, node);
        const siblings = parent ? childrenOf(this.machine, parent) : [];
        const place = siblings.indexOf(node);
        return axis === "following-sibling" ? siblings.slice(place + 1) : siblings.slice(0, place).reverse();
      }
      default:
        throw new NotModelled(`the axis ${axis}`);
    }
  }

  /** Without doubles, in the order of the document. */
  private inOrder(nodes: readonly Instance[]): readonly Instance[] {
    if (nodes.length < 2) return nodes;
    const wanted = new Set(nodes);
    if (wanted.size === 1) return [nodes[0] as Instance];
    const result: Instance[] = [];
    const visit = (node: Instance): void => {
      if (wanted.has(node)) result.push(node);
      for (const attribute of attributesOf(this.machine, node)) if (wanted.has(attribute)) result.push(attribute);
      for (const child of childrenOf(this.machine, node)) visit(child);
    };
    visit(this.rootOf(nodes[0] as Instance));
    return result.length === wanted.size ? result : [...wanted];
  }

  // ------------------------------------------------------------ values

  private nodes(value: Result): readonly Instance[] {
    if (!Array.isArray(value)) throw this.error();
    return value as readonly Instance[];
  }

  private textOf(node: Instance): string {
    const text = innerText(this.machine, node);
    if (text.kind === "unknown") throw new OpenText(text);
    return text.value;
  }

  private string(value: Result): string {
    if (typeof value === "string") return value;
    if (typeof value === "number") return Number.isInteger(value) ? String(value) : String(value);
    if (typeof value === "boolean") return value ? "true" : "false";
    return value.length === 0 ? "" : this.textOf(value[0] as Instance);
  }

  private number(value: Result): number {
    if (typeof value === "number") return value;
    if (typeof value === "boolean") return value ? 1 : 0;
    const text = this.string(value).trim();
    return /^-?(\d+\.?\d*|\.\d+)$/.test(text) ? Number(text) : Number.NaN;
  }

  private truth(value: Result): boolean {
    if (typeof value === "boolean") return value;
    if (typeof value === "number") return value !== 0 && !Number.isNaN(value);
    return value.length > 0;
  }

  private compare(a: Result, b: Result, operator: string): boolean {
    if (Array.isArray(a))
      return typeof b === "boolean"
        ? this.scalar(this.truth(a), b, operator)
        : (a as readonly Instance[]).some((node) => this.compare(this.textOf(node), b, operator));
    if (Array.isArray(b))
      return typeof a === "boolean"
        ? this.scalar(a, this.truth(b), operator)
        : (b as readonly Instance[]).some((node) => this.compare(a, this.textOf(node), operator));
    return this.scalar(a as string | number | boolean, b as string | number | boolean, operator);
  }

  private scalar(a: string | number | boolean, b: string | number | boolean, operator: string): boolean {
    if (operator === "=" || operator === "!=") {
      const same =
        typeof a === "boolean" || typeof b === "boolean"
          ? this.truth(a) === this.truth(b)
          : typeof a === "number" || typeof b === "number"
            ? this.number(a) === this.number(b)
            : a === b;
      return same === (operator === "=");
    }
    const [x, y] = [this.number(a), this.number(b)];
    return operator === "<" ? x < y : operator === ">" ? x > y : operator === "<=" ? x <= y : x >= y;
  }

  private call(): Expr {
    const name = this.tokens[this.at] as string;
    this.at += 2;
    const args: Expr[] = [];
    while (!this.take(")")) {
      args.push(this.or());
      if (!this.take(",") && this.peek() !== ")") throw this.error();
    }
    const text = (index: number, c: Context): string => (args[index] ? this.string(args[index](c)) : this.textOf(c.node));
    const subject = (c: Context): Instance | undefined => (args[0] ? this.nodes(args[0](c))[0] : c.node);
    switch (name) {
      case "position":
        return (c) => c.position;
      case "last":
        return (c) => c.size;
      case "count":
        return (c) => this.nodes((args[0] as Expr)(c)).length;
      case "not":
        return (c) => !this.truth((args[0] as Expr)(c));
      case "true":
        return () => true;
      case "false":
        return () => false;
      case "boolean":
        return (c) => this.truth((args[0] as Expr)(c));
      case "string":
        return (c) => text(0, c);
      case "number":
        return (c) => this.number(args[0] ? args[0](c) : this.textOf(c.node));
      case "contains":
        return (c) => text(0, c).includes(text(1, c));
      case "starts-with":
        return (c) => text(0, c).startsWith(text(1, c));
      case "concat":
        return (c) => args.map((_, index) => text(index, c)).join("");
      case "string-length":
        return (c) => text(0, c).length;
      case "normalize-space":
        return (c) => text(0, c).trim().replace(/\s+/g, " ");
      case "substring-before":
        return (c) => (text(0, c).includes(text(1, c)) ? text(0, c).slice(0, text(0, c).indexOf(text(1, c))) : "");
      case "substring-after":
        return (c) =>
          text(0, c).includes(text(1, c)) ? text(0, c).slice(text(0, c).indexOf(text(1, c)) + text(1, c).length) : "";
      case "translate":
        return (c) =>
          Array.from(text(0, c), (char) =>
            text(1, c).includes(char) ? (text(2, c)[text(1, c).indexOf(char)] ?? "") : char,
          ).join("");
      case "local-name":
        return (c) => {
          const node = subject(c);
          return node ? localName(node) : "";
        };
      case "name":
        return (c) => {
          const node = subject(c);
          return node ? nameOf(node) : "";
        };
      case "namespace-uri":
        return (c) => {
          const node = subject(c);
          return node ? namespaceOf(this.machine, node) : "";
        };
      default:
        throw new NotModelled(`the function ${name}()`);
    }
  }
}

function tokenize(source: string): string[] {
  const pattern =
    /\s*(\/\/|::|\.\.|!=|<=|>=|"[^"]*"|'[^']*'|\d+(?:\.\d+)?|[A-Za-z_\u0080-\uffff][\w.\-\u0080-\uffff]*(?::(?!:)(?:[A-Za-z_\u0080-\uffff][\w.\-\u0080-\uffff]*|\*))?|[/@.|()[\]=<>,*+-])/y;
  const tokens: string[] = [];
  const text = source.trimEnd();
  while (pattern.lastIndex < text.length) {
    const at = pattern.lastIndex;
    const match = pattern.exec(text);
    if (!match) throw new NetException("System.Xml.XPath.XPathException", `'${source}' has an invalid token.`);
    if (pattern.lastIndex === at) break;
    tokens.push(match[1] as string);
  }
  if (tokens.length === 0 || tokens.length > 2000)
    throw new NetException("System.Xml.XPath.XPathException", `'${source}' has an invalid token.`);
  return tokens;
}
