// XML documents as elements with the place of every value, read by xmldom within bounds.

import type { Attr, Element, Node } from "@xmldom/xmldom";
import type { Machine } from "../machine/machine.js";
import type { Area } from "../machine/notes.js";
import { xmlLibrary } from "../os/xml-library.js";
import { sourceWithHoles } from "../values/code-text.js";
import { type Source, Trace } from "../values/source.js";
import { firstUnknown, isPartlyUnknown, readText } from "../values/stand-ins.js";
import { shownText, type TextValue } from "../values/texts.js";

/** Longer documents are not read: configuration of one host has a few megabytes at most. */
const MAXIMUM_LENGTH = 8 << 20;
/** Elements nest a few levels in every kind of document that is read here. */
const MAXIMUM_DEPTH = 100;
const MAXIMUM_ELEMENTS = 200_000;

/** One element. Names are compared without their prefix; every text keeps its place and its unknown parts. */
export class XmlElement {
  private readonly list: readonly XmlElement[];
  /** A text of its own with unknown parts: between elements, it may be more elements. */
  private readonly loose: Node | null;

  constructor(
    private readonly reader: Reader,
    readonly element: Element,
    depth: number,
  ) {
    reader.count(depth);
    const children: XmlElement[] = [];
    let loose: Node | null = null;
    for (let node: Node | null = element.firstChild; node; node = node.nextSibling) {
      if (node.nodeType === 1) children.push(new XmlElement(reader, node as Element, depth + 1));
      else if (node.nodeType === 3 && isPartlyUnknown(reader.machine, node.nodeValue ?? "")) loose ??= node;
    }
    this.list = children;
    this.loose = loose;
  }

  /** Without prefix, as written. */
  get name(): string {
    return this.element.localName ?? this.element.tagName;
  }

  is(name: string): boolean {
    return this.name.toLowerCase() === name.toLowerCase();
  }

  /** Child elements, all or those of this name. */
  children(name?: string): readonly XmlElement[] {
    if (this.loose !== null) this.reader.mayHoldMore(this.name, this.loose);
    return name === undefined ? this.list : this.list.filter((child) => child.is(name));
  }

  child(name: string): XmlElement | undefined {
    if (this.loose !== null) this.reader.mayHoldMore(this.name, this.loose);
    return this.list.find((child) => child.is(name));
  }

  /** The element at the end of a way of child names; undefined: a step of it is not there. */
  at(...path: readonly string[]): XmlElement | undefined {
    let current: XmlElement | undefined = this;
    for (const name of path) current = current?.child(name);
    return current;
  }

  /** Attribute names as written, without prefix. */
  get attributeNames(): readonly string[] {
    return [...this.element.attributes].map((one) => one.localName ?? one.name);
  }

  /** Text of an attribute; undefined: it is not there. */
  attribute(name: string): TextValue | undefined {
    const found = this.attr(name);
    return found === undefined ? undefined : this.reader.value(found.value, found, 1);
  }

  /** Text of an attribute as far as it is known: unknown parts stand as holes. */
  shown(name: string): string | undefined {
    const found = this.attribute(name);
    return found === undefined ? undefined : shownText(found);
  }

  private attr(name: string): Attr | undefined {
    const wanted = name.toLowerCase();
    return [...this.element.attributes].find((one) => (one.localName ?? one.name).toLowerCase() === wanted);
  }

  /** All text inside, without the blanks around it. */
  get text(): TextValue {
    const first = firstText(this.element);
    const raw = this.element.textContent ?? "";
    const leading = raw.length - raw.trimStart().length;
    return this.reader.value(raw.trim(), first ?? this.element, leading);
  }

  /** Text of a child element; undefined: there is none. */
  textOf(name: string): TextValue | undefined {
    return this.child(name)?.text;
  }

  /** Text of a child element as far as it is known. */
  shownOf(name: string): string | undefined {
    const found = this.textOf(name);
    return found === undefined ? undefined : shownText(found);
  }

  get place(): Trace {
    return this.reader.place(this.element, 0, this.element.tagName.length + 1);
  }
}

export type XmlReading = XmlElement | { readonly problem: string; readonly at: Trace };

/**
 * The root of a document; a problem: it is no document, or more than is read. `content` must have known parts. An unknown part
 * where a reader looks for elements may be any elements, which leaves `affects` undecided.
 */
export function readXml(machine: Machine, content: TextValue, at: Trace, affects: readonly Area[] | "all"): XmlReading {
  const source = sourceWithHoles(machine, content, null, content.trace ?? at);
  const whole = (problem: string): XmlReading => ({ problem, at: content.trace ?? at });
  if (source === null) return whole("nothing of the document is known");
  if (source.text.length > MAXIMUM_LENGTH)
    return whole(`the document has ${source.text.length} characters; at most ${MAXIMUM_LENGTH} are read`);
  machine.budget.size(source.text.length);
  const mark = source.text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const text = mark === 1 ? source.text.slice(1) : source.text;
  // Entities of its own are how a small document becomes a large one; no document of these kinds has any.
  if (/<!DOCTYPE[^>]*\[/i.test(text.slice(0, 4096))) return whole("the document declares entities, which is not read");
  let line = 0;
  try {
    const { DOMParser } = xmlLibrary();
    const document = new DOMParser({
      onError: (_level, message, context) => {
        line = (context as { locator?: { lineNumber?: number } }).locator?.lineNumber ?? 0;
        throw new Error(message);
      },
    }).parseFromString(text.trimEnd(), "text/xml");
    const root = document.documentElement;
    if (root === null) return whole("the document has no root element");
    return new XmlElement(new Reader(machine, source, mark, content.secret, affects), root, 0);
  } catch (error) {
    if (error instanceof TooMuch) return whole(error.message);
    if (!isParseError(error)) throw error;
    const start = lineStart(source, line);
    const message = error instanceof Error ? (error.message.split("\n")[0] as string) : "not well-formed";
    return { problem: `the document is not well-formed: ${message}`, at: new Trace(source, start, start) };
  }
}

/** Only what the parser and the callback above throw; a defect of ours goes on. */
function isParseError(error: unknown): boolean {
  return error instanceof Error && !(error instanceof TypeError) && !(error instanceof RangeError);
}

class TooMuch extends Error {}

function lineStart(source: Source, line: number): number {
  if (line <= 1) return 0;
  let at = 0;
  for (let count = 1; count < line; count++) {
    const next = source.text.indexOf("\n", at);
    if (next < 0) return at;
    at = next + 1;
  }
  return at;
}

function firstText(element: Element): Node | null {
  for (let node: Node | null = element.firstChild; node; node = node.nextSibling)
    if (node.nodeType === 3 || node.nodeType === 4) return node;
  return null;
}

interface Placed {
  readonly lineNumber?: number;
  readonly columnNumber?: number;
}

class Reader {
  private elements = 0;
  private readonly noted = new Set<Node>();
  private readonly starts: number[] = [0];

  constructor(
    readonly machine: Machine,
    readonly source: Source,
    private readonly mark: number,
    private readonly secret: boolean,
    private readonly affects: readonly Area[] | "all",
  ) {
    const { text } = source;
    for (let index = 0; index < text.length; index++) {
      const unit = text.charCodeAt(index);
      if (unit === 10 || (unit === 13 && text.charCodeAt(index + 1) !== 10)) this.starts.push(index + 1);
    }
  }

  count(depth: number): void {
    if (depth > MAXIMUM_DEPTH) throw new TooMuch(`elements nest more than ${MAXIMUM_DEPTH} deep`);
    if (++this.elements > MAXIMUM_ELEMENTS) throw new TooMuch(`the document has more than ${MAXIMUM_ELEMENTS} elements`);
    if (this.elements % 64 === 0) this.machine.budget.step();
  }

  /** Notes, once, that an unknown text between elements may be elements. */
  mayHoldMore(element: string, text: Node): void {
    const hole = this.noted.has(text) ? undefined : firstUnknown(this.machine, text.nodeValue ?? "");
    if (hole === undefined) return;
    this.noted.add(text);
    this.machine.note(hole.cause, this.affects, `what else <${element}> holds: ${hole.why}`, this.place(text as Placed, 0, 1));
  }

  place(node: Placed, skip: number, length: number): Trace {
    const line = node.lineNumber ?? 1;
    const column = (node.columnNumber ?? 1) + (line === 1 ? this.mark : 0);
    const start = Math.min((this.starts[line - 1] ?? 0) + column - 1 + skip, this.source.text.length);
    return new Trace(this.source, start, Math.min(start + length, this.source.text.length));
  }

  value(text: string, node: Node, skip: number): TextValue {
    return readText(this.machine, text, this.place(node as Placed, skip, text.length), this.secret || this.source.secret);
  }
}
