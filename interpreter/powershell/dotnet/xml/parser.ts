/**
 * The parser behind [xml]: XML as XmlDocument reads it.
 * Ours, and not xmldom (which reads the documents of documents/xml.ts): xmldom gives `<a/>` and `<a></a>` as one, so OuterXml and
 * IsEmpty would be wrong; takes attributes without quotes, for which .NET throws; has no bound on depth (100,000 levels are read
 * in half a second, where this stops at 200); and takes about six times as long.
 */
import { NetException } from "../../errors/failures.js";

/** An XML text as a tree of plain data. Strict: what is not well-formed is an XmlException. No entities but the five, no DTD. */
export interface XmlNode {
  readonly kind: "element" | "text" | "cdata" | "comment" | "pi" | "declaration" | "doctype";
  /** Qualified name of an element; target of an instruction; name of the document type. */
  readonly name: string;
  readonly value: string;
  readonly attributes: readonly (readonly [name: string, value: string])[];
  readonly children: readonly XmlNode[];
  /** `<a/>` and not `<a></a>`. */
  readonly selfClosed: boolean;
}

const MAXIMUM_DEPTH = 200;
const MAXIMUM_NODES = 200_000;
const NAME = /[A-Za-z_:\u0080-\uffff][\w:.\-\u0080-\uffff]*/y;
const ENTITIES: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };

export function xmlError(message: string): NetException {
  return new NetException("System.Xml.XmlException", message);
}

/** Top-level nodes of a document. `fragment`: any number of elements and texts, as InnerXml takes them. */
export function parseXml(text: string, fragment = false): readonly XmlNode[] {
  const nodes = new Parser(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text).run();
  if (fragment) return nodes;
  const roots = nodes.filter((node) => node.kind === "element");
  if (roots.length === 0) throw xmlError("Root element is missing.");
  if (roots.length > 1) throw xmlError("There are multiple root elements. Line 1, position 1.");
  if (nodes.some((node) => node.kind === "cdata" || (node.kind === "text" && node.value.trim() !== "")))
    throw xmlError("Data at the root level is invalid. Line 1, position 1.");
  return nodes;
}

class Parser {
  private at = 0;
  private count = 0;

  constructor(private readonly text: string) {}

  run(): XmlNode[] {
    const nodes = this.content(0, null);
    if (this.at < this.text.length) throw this.error("Unexpected end tag.");
    return nodes;
  }

  private error(message: string): NetException {
    const before = this.text.slice(0, this.at).split("\n");
    return xmlError(`${message} Line ${before.length}, position ${(before[before.length - 1] ?? "").length + 1}.`);
  }

  private content(depth: number, open: string | null): XmlNode[] {
    if (depth > MAXIMUM_DEPTH) throw this.error("The nesting is too deep.");
    const nodes: XmlNode[] = [];
    while (this.at < this.text.length) {
      if (++this.count > MAXIMUM_NODES) throw this.error("There are too many nodes.");
      if (this.text[this.at] !== "<") {
        nodes.push(this.characters());
        continue;
      }
      if (this.text.startsWith("</", this.at)) {
        if (open === null) throw this.error("Unexpected end tag.");
        return nodes;
      }
      if (this.text.startsWith("<!--", this.at)) nodes.push(this.comment());
      else if (this.text.startsWith("<![CDATA[", this.at))
        nodes.push(leaf("cdata", "#cdata-section", this.upTo("<![CDATA[", "]]>")));
      else if (this.text.startsWith("<?", this.at)) nodes.push(this.instruction(depth, nodes.length));
      else if (this.text.startsWith("<!DOCTYPE", this.at)) nodes.push(this.doctype());
      else nodes.push(this.element(depth));
    }
    if (open !== null) throw this.error(`Unexpected end of file has occurred. The following elements are not closed: ${open}.`);
    return nodes;
  }

  private comment(): XmlNode {
    const value = this.upTo("<!--", "-->");
    if (value.includes("--") || value.endsWith("-"))
      throw this.error("An XML comment cannot contain '--', and '-' cannot be the last character.");
    return leaf("comment", "#comment", value);
  }

  private upTo(start: string, end: string): string {
    const from = this.at + start.length;
    const stop = this.text.indexOf(end, from);
    if (stop < 0) throw this.error("Unexpected end of file has occurred.");
    this.at = stop + end.length;
    return this.text.slice(from, stop);
  }

  private characters(): XmlNode {
    const stop = this.text.indexOf("<", this.at);
    const raw = this.text.slice(this.at, stop < 0 ? undefined : stop);
    if (raw.includes("]]>")) throw this.error("']]>' is not allowed in character data.");
    const value = this.decoded(raw);
    this.at += raw.length;
    return leaf("text", "#text", value);
  }

  /** Line ends become line feeds, references what they stand for. */
  private decoded(raw: string): string {
    return raw.replace(/\r\n?/g, "\n").replace(/&(#\d+|#x[0-9a-fA-F]+|\w+)?;?/g, (whole, name: string | undefined) => {
      if (!whole.endsWith(";") || name === undefined) throw this.error("An error occurred while parsing EntityName.");
      if (name.startsWith("#")) {
        const code = name[1] === "x" ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
        if (!(code > 0 && code <= 0x10ffff)) throw this.error("Invalid character reference.");
        return String.fromCodePoint(code);
      }
      const known = ENTITIES[name];
      if (known === undefined) throw this.error(`Reference to undeclared entity '${name}'.`);
      return known;
    });
  }

  private instruction(depth: number, index: number): XmlNode {
    const inner = this.upTo("<?", "?>");
    const name = /^[^\s?]+/.exec(inner)?.[0] ?? "";
    if (name === "") throw this.error("Invalid processing instruction.");
    const value = inner.slice(name.length).trim();
    if (name.toLowerCase() !== "xml") return leaf("pi", name, value);
    if (depth > 0 || index > 0)
      throw this.error(
        "Unexpected XML declaration. The XML declaration must be the first node in the document, and no white space characters are allowed to appear before it.",
      );
    return leaf(
      "declaration",
      "xml",
      value
        .replace(/\s+/g, " ")
        .replace(/\s*=\s*/g, "=")
        .replace(/'/g, '"'),
    );
  }

  private doctype(): XmlNode {
    const inner = this.upTo("<!DOCTYPE", ">");
    if (inner.includes("[")) throw this.error("For security reasons DTD is prohibited in this XML document.");
    return leaf("doctype", inner.trim().split(/\s/)[0] ?? "", inner.trim());
  }

  private name(): string {
    NAME.lastIndex = this.at;
    const found = NAME.exec(this.text)?.[0];
    if (!found) throw this.error("Name cannot begin with this character.");
    this.at += found.length;
    return found;
  }

  private skip(): boolean {
    const from = this.at;
    while (/[ \t\r\n]/.test(this.text[this.at] ?? "")) this.at++;
    return this.at > from;
  }

  private element(depth: number): XmlNode {
    this.at++;
    const name = this.name();
    const attributes: (readonly [string, string])[] = [];
    for (;;) {
      const blank = this.skip();
      if (this.text.startsWith("/>", this.at)) {
        this.at += 2;
        return { kind: "element", name, value: "", attributes, children: [], selfClosed: true };
      }
      if (this.text[this.at] === ">") break;
      if (!blank || this.at >= this.text.length) throw this.error("Unexpected token. The expected token is '>'.");
      attributes.push(this.attribute(attributes));
    }
    this.at++;
    const children = this.content(depth + 1, name);
    this.at += 2;
    const closing = this.name();
    this.skip();
    if (closing !== name || this.text[this.at] !== ">")
      throw this.error(`The '${name}' start tag does not match the end tag of '${closing}'.`);
    this.at++;
    return { kind: "element", name, value: "", attributes, children, selfClosed: false };
  }

  private attribute(before: readonly (readonly [string, string])[]): readonly [string, string] {
    const name = this.name();
    this.skip();
    if (this.text[this.at] !== "=") throw this.error("Unexpected token. The expected token is '='.");
    this.at++;
    this.skip();
    const quote = this.text[this.at];
    if (quote !== '"' && quote !== "'") throw this.error("An attribute value is not quoted.");
    const stop = this.text.indexOf(quote, this.at + 1);
    if (stop < 0) throw this.error("Unexpected end of file has occurred.");
    const raw = this.text.slice(this.at + 1, stop);
    if (raw.includes("<")) throw this.error("'<', hexadecimal value 0x3C, is an invalid attribute character.");
    if (before.some(([other]) => other === name)) throw this.error(`'${name}' is a duplicate attribute name.`);
    const value = this.decoded(raw.replace(/[\t\r\n]/g, " "));
    this.at = stop + 1;
    return [name, value];
  }
}

function leaf(kind: XmlNode["kind"], name: string, value: string): XmlNode {
  return { kind, name, value, attributes: [], children: [], selfClosed: false };
}
