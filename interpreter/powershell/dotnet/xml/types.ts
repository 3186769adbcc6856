import type { Machine } from "../../../machine/machine.js";
import { Files } from "../../../os/files.js";
import type { Call, DotnetType, Getter, NetType, Result, Signatures } from "../../../tools/dotnet-type.js";
import { PsError } from "../../../tools/script-error.js";
import { Trace } from "../../../values/source.js";
import { derive, pieces, symbolOf, textOf, unmodelled } from "../../../values/unknowns.js";
import { Arr, type Instance, NULL, type Plain, Str, TypeRef, Unknown, type Value } from "../../../values/value.js";
import { badText, NetException, shown } from "../../errors/failures.js";
import { fieldOf, invokeNet, makeInstance } from "../../types/calls.js";
import { convertTo, listItems } from "../../types/convert.js";
import { toStr } from "../../types/text.js";
import { NotModelled, OpenText, XPath } from "./path.js";
import {
  attributeNamed,
  attributesOf,
  childrenOf,
  cloneNode,
  detach,
  documentElement,
  fragmentOf,
  innerText,
  innerXml,
  insertAt,
  isNode,
  kindOf,
  loadInto,
  localName,
  makeDocument,
  makeNode,
  nameOf,
  namespaceOf,
  nodeValue,
  outerXml,
  ownerOf,
  parentOf,
  placesIn,
  prefixOf,
  setAttribute,
  setText,
  TYPES,
  xmlSource,
} from "./tree.js";
import { unknownDocument } from "./xml-unknown.js";

/** System.Xml: documents with the properties that PowerShell adds (elements and attributes by name). */
const NODE = "System.Xml.XmlNode";
const LIST = "System.Xml.XmlNodeList";

/** What stands for a document whose text nobody knows: it remembers what is set in it. */
function openOf(machine: Machine, document: Instance): Instance | undefined {
  return machine.field<Instance | undefined>(document, "open");
}

function nodeOf(value: Plain): Instance {
  if (!isNode(value)) throw new NetException("System.ArgumentException", "The node is not a node of a document.");
  return value;
}

function self(call: Call): Instance {
  return call.self as Instance;
}

function listValue(nodes: readonly Instance[], at: Trace | null): Arr {
  return new Arr("System.Object", nodes, "list", LIST, at);
}

// ---------------------------------------------------------------- properties by name

/** What an element or attribute is as a property: its text when it has nothing else. */
function asValue(machine: Machine, node: Instance): Value {
  const kind = kindOf(node);
  if (kind === "attribute") return nodeValue(machine, node);
  if (kind === "element") {
    const children = childrenOf(machine, node);
    const first = children[0];
    if (attributesOf(machine, node).length > 0 || children.length > 1) return node;
    if (first === undefined) return new Str("", node.trace);
    return kindOf(first) === "text" ? nodeValue(machine, first) : node;
  }
  return kind === "document" || kind === "doctype" ? node : nodeValue(machine, node);
}

function matches(machine: Machine, node: Instance, name: string): readonly Instance[] {
  const wanted = name.toLowerCase();
  const found = [...attributesOf(machine, node).filter((one) => localName(one).toLowerCase() === wanted)];
  for (const child of childrenOf(machine, node)) if (localName(child).toLowerCase() === wanted) found.push(child);
  return found;
}

function byName(machine: Machine, value: Plain, name: string, at: Trace | null): Value | undefined {
  const node = value as Instance;
  if (kindOf(node) === "attribute") return undefined;
  const open = openOf(machine, node);
  if (open) return open.model.get?.(open, name, at);
  const found = matches(machine, node, name);
  if (found.length === 0) return undefined;
  const values = found.map((one) => asValue(machine, one));
  return values.length === 1 ? values[0] : new Arr("System.Object", values, "array", null, at);
}

function setByName(machine: Machine, value: Plain, name: string, given: Value, at: Trace | null): boolean {
  const node = value as Instance;
  const open = openOf(machine, node);
  if (open) return open.model.set?.(open, name, given, at) === true;
  if (kindOf(node) === "attribute") return false;
  const found = matches(machine, node, name);
  const refuse = (id: string): PsError =>
    new PsError({
      id,
      message: `Cannot set "${name}" because only strings can be used as values to set XmlNode properties.`,
      exception: "System.Management.Automation.SetValueException",
      at,
    });
  if (found.length > 1) throw refuse("XmlNodeSetRestrictionsMoreThanOneNode");
  const target = found[0];
  if (!target) return false;
  const plain = machine.plain(given);
  const text = plain.kind === "null" ? new Str("") : toStr(machine, plain, null);
  if (kindOf(target) === "element") {
    if (attributesOf(machine, target).length > 0) throw refuse("XmlNodeSetRestrictionsNodeWithAttributes");
    if (childrenOf(machine, target).some((child) => kindOf(child) !== "text"))
      throw refuse("XmlNodeSetRestrictionsUnknownNodeType");
  }
  setText(machine, target, text, at);
  return true;
}

// ---------------------------------------------------------------- XPath

function prefixesOf(machine: Machine, manager: Plain): ReadonlyMap<string, string> {
  return manager.kind === "instance" ? (machine.field<ReadonlyMap<string, string>>(manager, "prefixes") ?? new Map()) : new Map();
}

/** Nodes that a path selects; Unknown: it cannot be decided. */
export function selectNodes(
  machine: Machine,
  node: Instance,
  path: string,
  prefixes: ReadonlyMap<string, string>,
): readonly Instance[] | Unknown {
  const symbol = `xpath(${symbolOf(node)},${JSON.stringify(path)})`;
  try {
    return new XPath(machine, path, prefixes).select(node);
  } catch (error) {
    if (error instanceof NotModelled) return unmodelled(error.message, symbol, null);
    if (error instanceof OpenText) return derive([error.unknown], symbol, null, null);
    throw error;
  }
}

function selected(call: Call, one: boolean): Result {
  const path = call.piece(0);
  if (path.kind === "unknown") return derive([path], `xpath(${symbolOf(call.self)},${path.symbol})`, null, call.at);
  const found = selectNodes(call.machine, self(call), path.value, prefixesOf(call.machine, call.arg(1)));
  if (found instanceof Unknown) return found;
  return one ? (found[0] ?? NULL) : listValue(found, call.at);
}

function byTag(call: Call): Result {
  const wanted = call.string(0);
  const found: Instance[] = [];
  const visit = (node: Instance): void => {
    for (const child of childrenOf(call.machine, node)) {
      call.machine.budget.step();
      if (kindOf(child) === "element" && (wanted === "*" || nameOf(child) === wanted)) found.push(child);
      visit(child);
    }
  };
  visit(self(call));
  return listValue(found, call.at);
}

// ---------------------------------------------------------------- members of every node

const KINDS: Readonly<Record<string, string>> = {
  document: "Document",
  element: "Element",
  attribute: "Attribute",
  text: "Text",
  cdata: "CDATA",
  comment: "Comment",
  pi: "ProcessingInstruction",
  declaration: "XmlDeclaration",
  doctype: "DocumentType",
};

function ofNode(get: (machine: Machine, node: Instance, at: Trace | null) => Result): Getter {
  return (value, machine, at) => get(machine, value as Instance, at);
}

function sibling(machine: Machine, node: Instance, step: number): Result {
  const parent = parentOf(machine, node);
  const siblings = parent ? childrenOf(machine, parent) : [];
  return siblings[siblings.indexOf(node) + step] ?? NULL;
}

const GETTERS: Readonly<Record<string, (machine: Machine, node: Instance, at: Trace | null) => Result>> = {
  Name: (_machine, node) => nameOf(node),
  LocalName: (_machine, node) => localName(node),
  Prefix: (_machine, node) => prefixOf(node),
  NamespaceURI: (machine, node) => namespaceOf(machine, node),
  NodeType: (machine, node, at) =>
    convertTo(machine, new Str(KINDS[kindOf(node)] as string), new TypeRef("System.Xml.XmlNodeType"), at),
  Value: (machine, node) => (kindOf(node) === "element" || kindOf(node) === "document" ? NULL : nodeValue(machine, node)),
  InnerText: (machine, node) => innerText(machine, node),
  InnerXml: (machine, node, at) => textOf(innerXml(machine, node), at ?? node.trace),
  OuterXml: (machine, node, at) => textOf(outerXml(machine, node), at ?? node.trace),
  ParentNode: (machine, node) => (kindOf(node) === "attribute" ? NULL : (parentOf(machine, node) ?? NULL)),
  OwnerDocument: (machine, node) => (kindOf(node) === "document" ? NULL : ownerOf(machine, node)),
  ChildNodes: (machine, node, at) => listValue(childrenOf(machine, node), at),
  FirstChild: (machine, node) => childrenOf(machine, node)[0] ?? NULL,
  LastChild: (machine, node) => childrenOf(machine, node).at(-1) ?? NULL,
  NextSibling: (machine, node) => sibling(machine, node, 1),
  PreviousSibling: (machine, node) =>
    parentOf(machine, node) && childrenOf(machine, parentOf(machine, node) as Instance).indexOf(node) > 0
      ? sibling(machine, node, -1)
      : NULL,
  HasChildNodes: (machine, node) => childrenOf(machine, node).length > 0,
  Attributes: (machine, node, at) =>
    kindOf(node) === "element" ? makeInstance(machine, "System.Xml.XmlAttributeCollection", { node }, at) : NULL,
  HasAttributes: (machine, node) => attributesOf(machine, node).length > 0,
  IsEmpty: (machine, node) => machine.field(node, "selfClosed") === true && childrenOf(machine, node).length === 0,
  IsReadOnly: () => false,
  OwnerElement: (machine, node) => (kindOf(node) === "attribute" ? (parentOf(machine, node) ?? NULL) : NULL),
  Data: (machine, node) => nodeValue(machine, node),
};

/** Names that only some kinds of nodes have. */
const ONLY: Readonly<Record<string, readonly string[]>> = {
  Attributes: ["element"],
  HasAttributes: ["element"],
  IsEmpty: ["element"],
  OwnerElement: ["attribute"],
  Data: ["text", "cdata", "comment", "pi"],
};

function clearAndAdd(machine: Machine, node: Instance, children: readonly Instance[]): void {
  for (const child of childrenOf(machine, node)) machine.setField(child, "parent", null);
  machine.setField(node, "children", children);
}

const SETTERS: NonNullable<NetType["setters"]> = {
  InnerText: (value, given, machine, at) => setText(machine, value as Instance, toStr(machine, given, null), at),
  Value: (value, given, machine, at) => setText(machine, value as Instance, toStr(machine, given, null), at),
  InnerXml: (value, given, machine, at) => {
    const node = value as Instance;
    const text = toStr(machine, given, null);
    clearAndAdd(machine, node, fragmentOf(machine, xmlSource(text), node, at));
  },
};

function added(call: Call, place: (children: readonly Instance[]) => number): Result {
  const child = nodeOf(call.arg(0));
  const parent = self(call);
  if (kindOf(parent) !== "document" && ownerOf(call.machine, child) !== ownerOf(call.machine, parent)) {
    throw new NetException("System.ArgumentException", "The node to be inserted is from a different document context.");
  }
  insertAt(call.machine, parent, child, place);
  return child;
}

const METHODS: Signatures = {
  "SelectSingleNode(text xpath) object": (c) => selected(c, true),
  "SelectSingleNode(text xpath, object nsmgr) object": (c) => selected(c, true),
  "SelectNodes(text xpath) object": (c) => selected(c, false),
  "SelectNodes(text xpath, object nsmgr) object": (c) => selected(c, false),
  "AppendChild(object newChild) object": (c) => added(c, (children) => children.length),
  "PrependChild(object newChild) object": (c) => added(c, () => 0),
  "InsertBefore(object newChild, object refChild) object": (c) =>
    added(c, (children) => (c.arg(1).kind === "null" ? children.length : Math.max(0, children.indexOf(c.arg(1) as Instance)))),
  "InsertAfter(object newChild, object refChild) object": (c) =>
    added(c, (children) => (c.arg(1).kind === "null" ? 0 : children.indexOf(c.arg(1) as Instance) + 1)),
  "RemoveChild(object oldChild) object": (c) => {
    const child = nodeOf(c.arg(0));
    if (parentOf(c.machine, child) !== c.self)
      throw new NetException("System.ArgumentException", "The removed node is not a child of this node.");
    detach(c.machine, child);
    // An element that had children is written with an end tag.
    if (childrenOf(c.machine, self(c)).length === 0) c.machine.setField(self(c), "selfClosed", false);
    return child;
  },
  "ReplaceChild(object newChild, object oldChild) object": (c) => {
    const [next, old] = [nodeOf(c.arg(0)), nodeOf(c.arg(1))];
    insertAt(c.machine, self(c), next, (children) => children.indexOf(old));
    detach(c.machine, old);
    return old;
  },
  "RemoveAll() void": (c) => {
    clearAndAdd(c.machine, self(c), []);
    c.machine.setField(self(c), "attributes", []);
    c.machine.setField(self(c), "selfClosed", false);
  },
  "Clone() object": (c) => cloneNode(c.machine, self(c), ownerOf(c.machine, self(c)), true, c.at),
  "CloneNode(bool deep) object": (c) => cloneNode(c.machine, self(c), ownerOf(c.machine, self(c)), c.bool(0), c.at),
  "GetElementsByTagName(string name) object": byTag,
  "GetNamespaceOfPrefix(string prefix) string": (c) =>
    namespaceOf(
      c.machine,
      makeNode(c.machine, "element", c.string(0) === "" ? "x" : `${c.string(0)}:x`, ownerOf(c.machine, self(c)), null, {
        parent: self(c),
      }),
    ),
  "ToString() string": (c) => localName(self(c)),
};

const ELEMENT: Signatures = {
  "GetAttribute(string name) string": (c) => {
    const found = attributeNamed(c.machine, self(c), c.string(0));
    return found ? nodeValue(c.machine, found) : "";
  },
  "SetAttribute(string name, text value) void": (c) =>
    void setAttribute(c.machine, self(c), c.string(0), c.arg(1).kind === "null" ? new Str("") : c.piece(1), c.at),
  "SetAttribute(string localName, string namespaceURI, text value) string": (c) => {
    setAttribute(c.machine, self(c), c.string(0), c.piece(2), c.at, c.string(1));
    return c.piece(2);
  },
  "RemoveAttribute(string name) void": (c) => {
    const found = attributeNamed(c.machine, self(c), c.string(0));
    if (found) detach(c.machine, found);
  },
  "HasAttribute(string name) bool": (c) => attributeNamed(c.machine, self(c), c.string(0)) !== undefined,
  "GetAttributeNode(string name) object": (c) => attributeNamed(c.machine, self(c), c.string(0)) ?? NULL,
  "SetAttributeNode(object newAttr) object": (c) => attach(c.machine, self(c), nodeOf(c.arg(0))),
  "RemoveAllAttributes() void": (c) => c.machine.setField(self(c), "attributes", []),
};

function attach(machine: Machine, node: Instance, attribute: Instance): Value {
  const before = attributeNamed(machine, node, nameOf(attribute));
  if (before) detach(machine, before);
  machine.setField(node, "attributes", [...attributesOf(machine, node), attribute]);
  machine.setField(attribute, "parent", node);
  return before ?? attribute;
}

// ---------------------------------------------------------------- documents

/** Whether something of a document is known: a text that is one hole says nothing. */
function hasMarkup(text: Unknown): boolean {
  return text.parts?.some((part) => typeof part === "string" && part.includes("<")) ?? false;
}

function loadText(call: Call, text: Str | Unknown): void {
  const document = self(call);
  if (text.kind === "unknown" && !hasMarkup(text)) {
    call.machine.setField(document, "open", unknownDocument(call.machine, text, call.at));
    return;
  }
  call.machine.setField(document, "open", undefined);
  loadInto(call.machine, document, xmlSource(text), call.at);
}

/** `.Load(path)`, or a reader or stream with a text in it. */
function loadFrom(call: Call): void {
  const source = call.arg(0);
  if (source.kind === "instance") {
    const read = invokeNet(call.machine, source, source.model.typeNames[0] as string, "ReadToEnd", [], call.at);
    return loadText(
      call,
      read === undefined ? derive([], `read(${symbolOf(source)})`, "System.String", call.at) : toStr(call.machine, read, null),
    );
  }
  const path = call.piece(0);
  const text = new Files(call.machine).readText(path.kind === "str" ? path.value : path);
  if (text === undefined)
    throw new NetException("System.IO.FileNotFoundException", `Could not find file '${path.kind === "str" ? path.value : ""}'.`);
  loadText(call, text);
}

function savedText(call: Call): Str | Unknown {
  const { machine } = call;
  const document = self(call);
  const keep = machine.field<boolean>(document, "preserve") === true;
  const text = textOf(innerXml(machine, document, keep ? null : 0), call.at);
  const at = call.at && new Trace(call.at.source, call.at.start, call.at.end, null, placesIn(machine, document));
  return text.kind === "str"
    ? new Str(text.value, at, text.secret)
    : new Unknown(text.cause, text.why, text.symbol, at, text.type, text.parts, text.secret);
}

function save(call: Call): void {
  const target = call.arg(0);
  const text = savedText(call);
  if (target.kind === "instance") {
    if (target.model.typeNames.includes("System.IO.TextWriter")) {
      const head = '<?xml version="1.0" encoding="utf-16"?>\r\n';
      const body = pieces(text).map((piece, index) =>
        index === 0 && typeof piece === "string" ? piece.replace(/^<\?xml[^>]*\?>(\r\n)?/, "") : piece,
      );
      invokeNet(call.machine, target, target.model.typeNames[0] as string, "Write", [textOf([head, ...body], call.at)], call.at);
      return;
    }
    call.machine.note("unmodelled", "all", `saves a document to a ${target.model.typeNames[0]}`, call.at);
    return;
  }
  const path = call.piece(0);
  new Files(call.machine).write(path.kind === "str" ? path.value : path, text, call.at);
}

function newNode(call: Call, kind: "element" | "attribute"): Result {
  const [prefix, name, namespace] =
    call.args.length === 3
      ? [call.string(0), call.string(1), call.string(2)]
      : ["", call.string(0), call.has(1) ? call.string(1) : null];
  if (!/^[A-Za-z_\u0080-\uffff][\w.\-:\u0080-\uffff]*$/.test(name))
    throw new NetException("System.Xml.XmlException", `The '${name[0] ?? ""}' character cannot be included in a name.`);
  return makeNode(call.machine, kind, prefix === "" ? name : `${prefix}:${name}`, self(call), call.at, {
    namespace: namespace ?? (kind === "element" ? "" : null),
    selfClosed: true,
    value: new Str(""),
  });
}

const DOCUMENT: Signatures = {
  "LoadXml(text xml) void": (c) => loadText(c, c.piece(0)),
  "Load(object source) void": loadFrom,
  "Save(object target) void": save,
  "CreateElement(string name) object": (c) => newNode(c, "element"),
  "CreateElement(string qualifiedName, string namespaceURI) object": (c) => newNode(c, "element"),
  "CreateElement(string prefix, string localName, string namespaceURI) object": (c) => newNode(c, "element"),
  "CreateAttribute(string name) object": (c) => newNode(c, "attribute"),
  "CreateAttribute(string qualifiedName, string namespaceURI) object": (c) => newNode(c, "attribute"),
  "CreateTextNode(text text) object": (c) => makeNode(c.machine, "text", "#text", self(c), c.at, { value: c.piece(0) }),
  "CreateComment(text data) object": (c) => makeNode(c.machine, "comment", "#comment", self(c), c.at, { value: c.piece(0) }),
  "CreateCDataSection(text data) object": (c) =>
    makeNode(c.machine, "cdata", "#cdata-section", self(c), c.at, { value: c.piece(0) }),
  "CreateXmlDeclaration(string version, string encoding, string standalone) object": (c) => {
    const encoding = c.arg(1).kind === "null" || c.string(1) === "" ? "" : ` encoding="${c.string(1)}"`;
    const standalone = c.arg(2).kind === "null" || c.string(2) === "" ? "" : ` standalone="${c.string(2)}"`;
    return makeNode(c.machine, "declaration", "xml", self(c), c.at, {
      value: new Str(`version="${c.string(0)}"${encoding}${standalone}`),
    });
  },
  "CreateNode(string nodeTypeString, string name, string namespaceURI) object": (c) =>
    c.string(0).toLowerCase() === "element"
      ? newNode(
          { ...c, args: c.args.slice(1), string: (index) => c.string(index + 1), has: (index) => c.has(index + 1) },
          "element",
        )
      : unmodelled("CreateNode of this kind is not modelled", `createnode(${c.string(0)})`, c.at),
  "ImportNode(object node, bool deep) object": (c) => cloneNode(c.machine, nodeOf(c.arg(0)), self(c), c.bool(1), c.at),
  "GetElementById(string elementId) object": () => NULL,
};

function nodeType(name: string, kind: string, more: Partial<NetType>): NetType {
  const names = Object.keys(GETTERS).filter(
    (getter) => ONLY[getter] === undefined || (ONLY[getter] as readonly string[]).includes(kind),
  );
  return {
    name,
    ancestors: [NODE],
    dynamicGet: byName,
    dynamicSet: setByName,
    dynamicNames: (machine, value) => {
      const node = value as Instance;
      return [...new Set([...attributesOf(machine, node), ...childrenOf(machine, node)].map(localName))];
    },
    setters: SETTERS,
    ...more,
    properties: { ...Object.fromEntries(names.map((getter) => [getter, ofNode(GETTERS[getter] as never)])), ...more.properties },
    methods: { ...METHODS, ...more.methods },
  };
}

const documentType = nodeType(TYPES.document, "document", {
  dynamicInvoke: (machine, value, name, args, at) => {
    const open = openOf(machine, value as Instance);
    return open && !/^load/i.test(name) ? open.model.invoke?.(open, name, args, at) : undefined;
  },
  constructors: { "XmlDocument() object": (c) => makeDocument(c.machine, c.at) },
  methods: DOCUMENT,
  properties: {
    DocumentElement: ofNode((machine, node) => documentElement(machine, node) ?? NULL),
    PreserveWhitespace: (value, machine) => machine.field<boolean>(value as Instance, "preserve") === true,
    NameTable: (_value, machine, at) => makeInstance(machine, "System.Xml.NameTable", {}, at),
  },
  setters: {
    ...SETTERS,
    PreserveWhitespace: (value, given, machine) => {
      const plain = machine.plain(given);
      machine.setField(value as Instance, "preserve", plain.kind === "bool" && plain.value);
    },
    XmlResolver: () => undefined,
  },
});
const elementType = nodeType(TYPES.element, "element", { methods: ELEMENT });
const otherTypes: readonly NetType[] = (["attribute", "text", "cdata", "comment", "pi", "declaration", "doctype"] as const).map(
  (kind) => nodeType(TYPES[kind], kind, {}),
);
const nameTableType: NetType = { name: "System.Xml.NameTable" };

function attributeBy(call: Call): Result {
  const node = fieldOf<Instance>(call.machine, call.self, "node");
  if (call.arg(0).kind === "num") return attributesOf(call.machine, node)[call.int(0)] ?? NULL;
  return attributeNamed(call.machine, node, call.string(0)) ?? NULL;
}

const xmlAttributeCollectionType: NetType = {
  name: "System.Xml.XmlAttributeCollection",
  properties: { Count: (value, machine) => attributesOf(machine, fieldOf<Instance>(machine, value, "node")).length },
  enumerate: (machine, value) => attributesOf(machine, fieldOf<Instance>(machine, value, "node")),
  indexer: attributeBy,
  methods: {
    "Item(object name) object": attributeBy,
    "GetNamedItem(string name) object": attributeBy,
    "Append(object node) object": (c) => {
      attach(c.machine, fieldOf<Instance>(c.machine, c.self, "node"), nodeOf(c.arg(0)));
      return c.arg(0);
    },
    "SetNamedItem(object node) object": (c) => attach(c.machine, fieldOf<Instance>(c.machine, c.self, "node"), nodeOf(c.arg(0))),
    "Remove(object node) object": (c) => {
      detach(c.machine, nodeOf(c.arg(0)));
      return c.arg(0);
    },
    "RemoveNamedItem(string name) object": (c) => {
      const found = attributeNamed(c.machine, fieldOf<Instance>(c.machine, c.self, "node"), c.string(0));
      if (found) detach(c.machine, found);
      return found ?? NULL;
    },
    "RemoveAll() void": (c) => c.machine.setField(fieldOf<Instance>(c.machine, c.self, "node"), "attributes", []),
  },
};

const listType: NetType = {
  name: LIST,
  properties: { Count: (value, machine) => (value.kind === "arr" ? machine.settled(value.items).length : 0) },
  methods: {
    "Item(int index) object": (c) => (c.self.kind === "arr" ? (c.machine.settled(c.self.items)[c.int(0)] ?? NULL) : NULL),
  },
};

const xmlNamespaceManagerType: NetType = {
  name: "System.Xml.XmlNamespaceManager",
  constructors: {
    "XmlNamespaceManager(object nameTable) object": (c) =>
      makeInstance(c.machine, "System.Xml.XmlNamespaceManager", { prefixes: new Map() }, c.at),
  },
  methods: {
    "AddNamespace(string prefix, string uri) void": (c) => {
      const before = fieldOf<ReadonlyMap<string, string>>(c.machine, c.self, "prefixes");
      c.machine.setField(c.self as Instance, "prefixes", new Map(before).set(c.string(0), c.string(1)));
    },
    "LookupNamespace(string prefix) string": (c) =>
      fieldOf<ReadonlyMap<string, string>>(c.machine, c.self, "prefixes").get(c.string(0)) ?? null,
    "HasNamespace(string prefix) bool": (c) =>
      fieldOf<ReadonlyMap<string, string>>(c.machine, c.self, "prefixes").has(c.string(0)),
  },
};

function castDocument(machine: Machine, value: Value, at: Trace | null): Value {
  const plain = machine.plain(value);
  if (plain.kind === "null" || (isNode(plain) && kindOf(plain) === "document")) return plain;
  // The lines of a file are one text again.
  const items = plain.kind === "arr" ? listItems(machine, plain) : null;
  const text =
    plain.kind === "arr" && items !== null && !(items instanceof Unknown)
      ? textOf(
          items.flatMap((item, index) =>
            index === 0 ? pieces(toStr(machine, item, null)) : ["\n", ...pieces(toStr(machine, item, null))],
          ),
          at,
        )
      : toStr(machine, plain, null);
  if (text.kind === "unknown" && !hasMarkup(text)) return unknownDocument(machine, text, at);
  const document = makeDocument(machine, at ?? text.trace);
  if (text.kind === "str" && text.value === "") return document;
  try {
    loadInto(machine, document, xmlSource(text), at);
  } catch (error) {
    if (!(error instanceof NetException)) throw error;
    // What is unknown may hold the markup that is missed.
    if (text.kind === "unknown") return unknownDocument(machine, text, at);
    throw badText("InvalidCastToXmlDocument", shown(plain, text.value), TYPES.document, error.message, at);
  }
  return document;
}

export const xmlTypes: readonly DotnetType[] = [
  { ...documentType, cast: castDocument },
  elementType,
  ...otherTypes,
  nameTableType,
  xmlAttributeCollectionType,
  listType,
  xmlNamespaceManagerType,
];
