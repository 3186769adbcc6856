import type { Machine } from "../../../machine/machine.js";
import type { Trace } from "../../../values/source.js";
import { StandIns } from "../../../values/stand-ins.js";
import { type Piece, pieces, textOf } from "../../../values/unknowns.js";
import { type Instance, type Plain, Str, type Unknown } from "../../../values/value.js";
import { fieldOf, makeInstance } from "../../types/calls.js";
import { parseXml, type XmlNode, xmlError } from "./parser.js";

/** Documents as objects of the machine: every node is an Instance whose fields change through the journal. */
export type NodeKind = XmlNode["kind"] | "document" | "attribute";

export const TYPES: Readonly<Record<NodeKind, string>> = {
  document: "System.Xml.XmlDocument",
  element: "System.Xml.XmlElement",
  attribute: "System.Xml.XmlAttribute",
  text: "System.Xml.XmlText",
  cdata: "System.Xml.XmlCDataSection",
  comment: "System.Xml.XmlComment",
  pi: "System.Xml.XmlProcessingInstruction",
  declaration: "System.Xml.XmlDeclaration",
  doctype: "System.Xml.XmlDocumentType",
};

export function isNode(value: Plain | null | undefined): value is Instance {
  return value?.kind === "instance" && value.model.typeNames.includes("System.Xml.XmlNode");
}

export function kindOf(node: Instance): NodeKind {
  return node.fields.get("kind") as NodeKind;
}

export function nameOf(node: Instance): string {
  return node.fields.get("name") as string;
}

export function localName(node: Instance): string {
  const name = nameOf(node);
  return name.slice(name.indexOf(":") + 1);
}

export function prefixOf(node: Instance): string {
  const name = nameOf(node);
  return name.includes(":") ? name.slice(0, name.indexOf(":")) : "";
}

export function childrenOf(machine: Machine, node: Instance): readonly Instance[] {
  return machine.field<readonly Instance[]>(node, "children") ?? [];
}

export function attributesOf(machine: Machine, node: Instance): readonly Instance[] {
  return machine.field<readonly Instance[]>(node, "attributes") ?? [];
}

export function parentOf(machine: Machine, node: Instance): Instance | null {
  return machine.field<Instance | null>(node, "parent") ?? null;
}

export function nodeValue(machine: Machine, node: Instance): Str | Unknown {
  return machine.field<Str | Unknown>(node, "value") ?? new Str("");
}

/** The document of a node; the node itself for a document. */
export function ownerOf(machine: Machine, node: Instance): Instance {
  return kindOf(node) === "document" ? node : fieldOf<Instance>(machine, node, "owner");
}

export function documentElement(machine: Machine, document: Instance): Instance | null {
  return childrenOf(machine, document).find((node) => kindOf(node) === "element") ?? null;
}

export function makeNode(
  machine: Machine,
  kind: NodeKind,
  name: string,
  owner: Instance | null,
  at: Trace | null,
  more: Readonly<Record<string, unknown>> = {},
): Instance {
  return makeInstance(
    machine,
    TYPES[kind],
    { kind, name, owner, parent: null, attributes: [], children: [], namespace: null, ...more },
    at,
  );
}

export function makeDocument(machine: Machine, at: Trace | null): Instance {
  return makeNode(machine, "document", "#document", null, at);
}

/** A text to be parsed as XML. */
export interface XmlSource {
  readonly text: string;
  readonly standIns: StandIns;
  readonly trace: Trace | null;
  readonly secret: boolean;
}

/** Throws XmlException if too much of the text is not known. */
export function xmlSource(source: Str | Unknown): XmlSource {
  const standIns = new StandIns();
  const text = standIns.encode(pieces(source));
  if (text === null) throw xmlError("There are too many unknown parts.");
  return { text, standIns, trace: source.trace, secret: source.secret };
}

function restored(value: string, source: XmlSource, at: Trace | null): Str | Unknown {
  return textOf(source.standIns.decode(value), source.trace ?? at, source.secret);
}

/** Reads a text into a document (or, as a fragment, into nodes that belong to it). Throws XmlException. */
export function loadInto(machine: Machine, document: Instance, source: XmlSource, at: Trace | null): void {
  machine.budget.size(source.text.length);
  const keep = machine.field<boolean>(document, "preserve") === true;
  const nodes = parseXml(source.text)
    .map((node) => build(machine, node, document, document, source, keep, at))
    .filter((node): node is Instance => node !== null);
  machine.setField(
    document,
    "children",
    nodes.filter((node) => kindOf(node) !== "text"),
  );
}

export function fragmentOf(machine: Machine, source: XmlSource, parent: Instance, at: Trace | null): readonly Instance[] {
  const owner = ownerOf(machine, parent);
  return parseXml(source.text, true)
    .map((node) => build(machine, node, parent, owner, source, true, at))
    .filter((node): node is Instance => node !== null);
}

/** null: white space that is not kept. */
function build(
  machine: Machine,
  node: XmlNode,
  parent: Instance,
  owner: Instance,
  source: XmlSource,
  keep: boolean,
  at: Trace | null,
): Instance | null {
  machine.budget.step();
  if (node.kind === "text" && !keep && node.value.trim() === "") return null;
  const made = makeNode(machine, node.kind, node.name, owner, at, {
    parent,
    value: restored(node.value, source, at),
    selfClosed: node.selfClosed,
  });
  if (node.kind !== "element") return made;
  made.fields.set(
    "attributes",
    node.attributes.map(([name, value]) =>
      makeNode(machine, "attribute", name, owner, at, { parent: made, value: restored(value, source, at) }),
    ),
  );
  // In preserved space the blanks between elements stay.
  made.fields.set(
    "children",
    node.children
      .map((child) => build(machine, child, made, owner, source, keep, at))
      .filter((child): child is Instance => child !== null),
  );
  return made;
}

/** Namespace of an element or attribute: what was given at its creation, else the nearest declaration. */
export function namespaceOf(machine: Machine, node: Instance): string {
  const given = machine.field<string | null>(node, "namespace");
  if (given !== null && given !== undefined) return given;
  const prefix = prefixOf(node);
  if (kindOf(node) === "attribute") {
    if (nameOf(node) === "xmlns" || prefix === "xmlns") return "http://www.w3.org/2000/xmlns/";
    if (prefix === "") return "";
  }
  if (prefix === "xml") return "http://www.w3.org/XML/1998/namespace";
  const wanted = prefix === "" ? "xmlns" : `xmlns:${prefix}`;
  for (
    let current: Instance | null = kindOf(node) === "attribute" ? parentOf(machine, node) : node;
    current;
    current = parentOf(machine, current)
  ) {
    const declared = attributesOf(machine, current).find((attribute) => nameOf(attribute) === wanted);
    if (declared) {
      const value = nodeValue(machine, declared);
      return value.kind === "str" ? value.value : "";
    }
  }
  return "";
}

/** A copy that belongs to a document and has no parent. */
export function cloneNode(machine: Machine, node: Instance, owner: Instance, deep: boolean, at: Trace | null): Instance {
  machine.budget.step();
  const copy = makeNode(machine, kindOf(node), nameOf(node), owner, at, {
    value: machine.field(node, "value"),
    namespace: machine.field(node, "namespace") ?? null,
    selfClosed: machine.field(node, "selfClosed") === true,
  });
  const adopt = (child: Instance): Instance => {
    const made = cloneNode(machine, child, owner, true, at);
    made.fields.set("parent", copy);
    return made;
  };
  copy.fields.set("attributes", attributesOf(machine, node).map(adopt));
  if (deep) copy.fields.set("children", childrenOf(machine, node).map(adopt));
  return copy;
}

// ---------------------------------------------------------------- text

/** The text of a node and all below it. */
export function innerText(machine: Machine, node: Instance): Str | Unknown {
  const kind = kindOf(node);
  if (kind !== "element" && kind !== "document") return nodeValue(machine, node);
  const parts: Piece[] = [];
  let secret = false;
  const visit = (current: Instance): void => {
    for (const child of childrenOf(machine, current)) {
      const type = kindOf(child);
      if (type === "text" || type === "cdata") {
        const text = nodeValue(machine, child);
        secret ||= text.secret;
        parts.push(...pieces(text));
      } else if (type === "element") visit(child);
    }
  };
  visit(node);
  const first = childrenOf(machine, node)[0];
  return textOf(parts, first ? nodeValue(machine, first).trace : node.trace, secret);
}

function escaped(text: Str | Unknown, attribute: boolean): readonly Piece[] {
  return pieces(text).map((piece) => {
    if (typeof piece !== "string") return piece;
    const plain = piece.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
    return attribute
      ? plain.replaceAll('"', "&quot;").replaceAll("\n", "&#xA;").replaceAll("\r", "&#xD;").replaceAll("\t", "&#x9;")
      : plain.replaceAll("\r", "&#xD;");
  });
}

/** The markup of a node. `indent`: as XmlDocument.Save lays it out; null: as OuterXml does. */
export function outerXml(machine: Machine, node: Instance, indent: number | null = null): Piece[] {
  const value = (): readonly Piece[] => pieces(nodeValue(machine, node));
  switch (kindOf(node)) {
    case "text":
      return [...escaped(nodeValue(machine, node), false)];
    case "cdata":
      return ["<![CDATA[", ...value(), "]]>"];
    case "comment":
      return ["<!--", ...value(), "-->"];
    case "pi":
      return [`<?${nameOf(node)} `, ...value(), "?>"];
    case "declaration":
      return ["<?xml ", ...value(), "?>"];
    case "doctype":
      return [`<!DOCTYPE ${nameOf(node)}[]>`];
    case "attribute":
      return [`${nameOf(node)}="`, ...escaped(nodeValue(machine, node), true), '"'];
    case "document":
      return innerXml(machine, node, indent);
    case "element":
      return elementXml(machine, node, indent);
  }
}

function elementXml(machine: Machine, node: Instance, indent: number | null): Piece[] {
  const name = nameOf(node);
  const parts: Piece[] = [`<${name}`];
  for (const attribute of attributesOf(machine, node)) parts.push(" ", ...outerXml(machine, attribute));
  const declared = machine.field<string | null>(node, "namespace");
  const wanted = prefixOf(node) === "" ? "xmlns" : `xmlns:${prefixOf(node)}`;
  const parent = parentOf(machine, node);
  if (
    declared !== null &&
    declared !== undefined &&
    !attributesOf(machine, node).some((one) => nameOf(one) === wanted) &&
    declared !== (parent && kindOf(parent) === "element" ? inherited(machine, parent, wanted) : "")
  ) {
    parts.push(` ${wanted}="${declared}"`);
  }
  const children = childrenOf(machine, node);
  if (children.length === 0) return [...parts, machine.field(node, "selfClosed") === false ? `></${name}>` : " />"];
  const mixed = indent === null || children.some((child) => kindOf(child) === "text" || kindOf(child) === "cdata");
  parts.push(">");
  let broken = !mixed;
  for (const child of children) {
    // After a text nothing is moved to a line of its own.
    if (kindOf(child) === "text" || kindOf(child) === "cdata") broken = false;
    else if (indent !== null && (broken || children.indexOf(child) === 0)) parts.push(`\r\n${"  ".repeat(indent + 1)}`);
    if (kindOf(child) === "element" && children.indexOf(child) === 0 && indent !== null) broken = true;
    parts.push(...outerXml(machine, child, indent === null ? null : indent + 1));
  }
  if (broken && indent !== null) parts.push(`\r\n${"  ".repeat(indent)}`);
  parts.push(`</${name}>`);
  return parts;
}

function inherited(machine: Machine, node: Instance, wanted: string): string {
  for (let current: Instance | null = node; current; current = parentOf(machine, current)) {
    const found = attributesOf(machine, current).find((attribute) => nameOf(attribute) === wanted);
    if (found) {
      const value = nodeValue(machine, found);
      return value.kind === "str" ? value.value : "";
    }
    const own = machine.field<string | null>(current, "namespace");
    if (own && (prefixOf(current) === "" ? "xmlns" : `xmlns:${prefixOf(current)}`) === wanted) return own;
  }
  return "";
}

export function innerXml(machine: Machine, node: Instance, indent: number | null = null): Piece[] {
  if (kindOf(node) !== "element" && kindOf(node) !== "document") return [...escaped(nodeValue(machine, node), false)];
  const parts: Piece[] = [];
  for (const [index, child] of childrenOf(machine, node).entries()) {
    if (indent !== null && index > 0) parts.push("\r\n");
    parts.push(...outerXml(machine, child, indent));
  }
  return parts;
}

// ---------------------------------------------------------------- changes

export function detach(machine: Machine, node: Instance): void {
  const parent = parentOf(machine, node);
  if (!parent) return;
  const list = kindOf(node) === "attribute" ? "attributes" : "children";
  const siblings = list === "attributes" ? attributesOf(machine, parent) : childrenOf(machine, parent);
  machine.setField(
    parent,
    list,
    siblings.filter((one) => one !== node),
  );
  machine.setField(node, "parent", null);
}

/** Puts a node among the children of another, at a place. */
export function insertAt(
  machine: Machine,
  parent: Instance,
  node: Instance,
  place: (children: readonly Instance[]) => number,
): void {
  detach(machine, node);
  const children = childrenOf(machine, parent);
  machine.setField(parent, "children", children.toSpliced(place(children), 0, node));
  machine.setField(node, "parent", parent);
}

export function setText(machine: Machine, node: Instance, text: Str | Unknown, at: Trace | null): void {
  const kind = kindOf(node);
  if (kind !== "element") return machine.setField(node, "value", text);
  for (const child of childrenOf(machine, node)) machine.setField(child, "parent", null);
  const leaf = makeNode(machine, "text", "#text", ownerOf(machine, node), at, { parent: node, value: text });
  machine.setField(node, "children", text.kind === "str" && text.value === "" ? [] : [leaf]);
  if (text.kind === "str" && text.value === "") machine.setField(node, "selfClosed", false);
}

/** More places than this of one document are not remembered. */
const MAXIMUM_PLACES = 64;

/** Places where attributes and texts below a node were made or set: what a saved text is followed to. */
export function placesIn(machine: Machine, node: Instance): readonly Trace[] {
  const places = new Set<Trace>();
  const visit = (current: Instance): void => {
    if (places.size >= MAXIMUM_PLACES) return;
    for (const one of [...attributesOf(machine, current), ...childrenOf(machine, current)]) {
      for (const place of [machine.field<Trace | null>(one, "set"), one.trace, machine.field<Str | Unknown>(one, "value")?.trace])
        if (place) places.add(place);
      visit(one);
    }
  };
  visit(node);
  return [...places].slice(0, MAXIMUM_PLACES);
}

export function attributeNamed(machine: Machine, node: Instance, name: string): Instance | undefined {
  return attributesOf(machine, node).find((attribute) => nameOf(attribute) === name);
}

export function setAttribute(
  machine: Machine,
  node: Instance,
  name: string,
  value: Str | Unknown,
  at: Trace | null,
  namespace: string | null = null,
): Instance {
  const existing = attributeNamed(machine, node, name);
  if (existing) {
    machine.setField(existing, "value", value);
    machine.setField(existing, "set", at);
    return existing;
  }
  const made = makeNode(machine, "attribute", name, ownerOf(machine, node), at, { parent: node, value, namespace });
  machine.setField(node, "attributes", [...attributesOf(machine, node), made]);
  return made;
}
