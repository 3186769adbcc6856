// The schema of IIS sections as objects, read from its text on first use.
import { once } from "../../../host/cache.js";
import { IIS_SCHEMA } from "./schema-text.js";

export type AttributeType = "string" | "bool" | "enum" | "flags" | "uint" | "int" | "int64" | "timeSpan";

export interface AttributeSchema {
  readonly name: string;
  readonly type: AttributeType;
  readonly required: boolean;
  readonly caseSensitive: boolean;
  /** `key`: alone; `part`: together with the other parts. */
  readonly identifies: "key" | "part" | null;
  readonly members: readonly string[];
  readonly byDefault: string;
}

export interface ElementSchema {
  readonly attributes: Map<string, AttributeSchema>;
  readonly elements: Map<string, ElementSchema>;
  readonly collections: CollectionSchema[];
}

export interface CollectionSchema {
  readonly add: readonly string[];
  readonly remove: string | null;
  readonly clear: string | null;
  /** Own entries come before inherited ones. */
  readonly prepend: boolean;
  readonly duplicates: boolean;
  /** The element beside it whose attributes are the defaults of its entries. */
  readonly defaults: string | null;
  readonly entry: ElementSchema;
}

const ZERO: Readonly<Record<AttributeType, string>> = {
  string: "",
  bool: "false",
  enum: "",
  flags: "",
  uint: "0",
  int: "0",
  int64: "0",
  timeSpan: "00:00:00",
};

/** Sections by their full name. */
export const iisSections = once(() => read(IIS_SCHEMA));

function emptyElement(): ElementSchema {
  return { attributes: new Map(), elements: new Map(), collections: [] };
}

function read(text: string): ReadonlyMap<string, ElementSchema> {
  const found = new Map<string, ElementSchema>();
  const open: ElementSchema[] = [];
  for (const line of text.split("\n")) {
    if (line.trim() === "") continue;
    const body = line.trimStart();
    const depth = (line.length - body.length) / 2;
    open.length = depth;
    const parent = open[depth - 1];
    if (parent === undefined) {
      const section = emptyElement();
      found.set(body, section);
      open.push(section);
    } else if (body.startsWith("@")) {
      const attribute = readAttribute(body);
      parent.attributes.set(attribute.name, attribute);
    } else if (body.startsWith("<")) {
      const element = emptyElement();
      parent.elements.set(body.slice(1), element);
      open.push(element);
    } else {
      const collection = readCollection(body);
      parent.collections.push(collection);
      open.push(collection.entry);
    }
  }
  return found;
}

function readAttribute(line: string): AttributeSchema {
  const equals = line.indexOf(" = ");
  const head = equals < 0 ? line : line.slice(0, equals);
  const braces = /\{([^}]*)\}/.exec(head);
  const [name = "", type = "string", ...marks] = head
    .replace(/\{[^}]*\}/, "")
    .trim()
    .split(/\s+/);
  const kind = type as AttributeType;
  return {
    name: name.slice(1),
    type: kind,
    required: marks.includes("!"),
    caseSensitive: marks.includes("cs"),
    identifies: marks.includes("key") ? "key" : marks.includes("part") ? "part" : null,
    members: braces ? (braces[1] as string).split(" ").filter((one) => one !== "") : [],
    byDefault: equals < 0 ? ZERO[kind] : line.slice(equals + 3).replace(/^"|"$/g, ""),
  };
}

function readCollection(line: string): CollectionSchema {
  const [, add = "", remove = "-", clear = "-", ...marks] = line.split(" ");
  return {
    add: add.split(","),
    remove: remove === "-" ? null : remove,
    clear: clear === "-" ? null : clear,
    prepend: marks.includes("prepend"),
    duplicates: marks.includes("duplicates"),
    defaults: marks.find((mark) => mark.startsWith("defaults:"))?.slice("defaults:".length) ?? null,
    entry: emptyElement(),
  };
}
