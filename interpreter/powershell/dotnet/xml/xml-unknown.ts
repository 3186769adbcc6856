import type { Machine } from "../../../machine/machine.js";
import { Files } from "../../../os/files.js";
import { EditedXml, type XmlEdit } from "../../../values/edited-xml.js";
import type { Trace } from "../../../values/source.js";
import { shownText, type TextValue } from "../../../values/texts.js";
import { array, Instance, NULL, type ObjectModel, Str, Unknown, type Value } from "../../../values/value.js";
import { toStr } from "../../types/text.js";

/** A document whose text nobody knows: what is selected in it is taken to be there, and what is set in it is remembered. */
class UnknownNode implements ObjectModel {
  readonly typeNames: readonly string[];
  constructor(
    protected readonly machine: Machine,
    private readonly document: Instance,
    private readonly base: Unknown,
    private readonly path: string | null,
    private readonly isNode: boolean,
  ) {
    this.typeNames = isNode
      ? ["System.Xml.XmlElement", "System.Xml.XmlLinkedNode", "System.Xml.XmlNode", "System.Object"]
      : ["System.Object"];
  }

  get(_self: Instance, name: string, at: Trace | null): Value | undefined {
    const key = name.toLowerCase();
    if (["innertext", "outerxml", "innerxml", "value", "#text"].includes(key)) return this.unknownText(key);
    if (key === "attributes") return this.open(this.path, at);
    if (key === "parentnode" || key === "ownerdocument") return this.open(null, at);
    if (key === "documentelement") return this.open("/*", at);
    if (key === "count" || key === "length") return undefined;
    // An element with nothing but text in it is its text here, and an attribute is one always.
    return this.open(this.path === null ? null : `${this.path}/${name}`, at, false);
  }

  set(_self: Instance, name: string, value: Value, at: Trace | null): boolean {
    if (["preservewhitespace", "xmlresolver"].includes(name.toLowerCase())) return true;
    this.record(this.path, name, value, at);
    return true;
  }

  index(_self: Instance, _args: readonly Value[], at: Trace | null): Value | undefined {
    return this.open(null, at);
  }

  invoke(_self: Instance, name: string, args: readonly Value[], at: Trace | null): Value | undefined {
    const first = args[0] === undefined ? "" : shownText(toStr(this.machine, this.machine.plain(args[0]), at));
    switch (name.toLowerCase()) {
      case "selectsinglenode":
        return this.open(this.below(first), at);
      case "selectnodes":
      case "getelementsbytagname":
        return array([this.open(name.toLowerCase() === "selectnodes" ? this.below(first) : `//${first}`, at)]);
      case "setattribute":
        this.record(this.path, first, args[1] ?? NULL, at);
        return NULL;
      case "removeattribute":
        this.record(null, first, NULL, at);
        return NULL;
      case "getattribute":
        return this.unknownText(`@${first}`);
      case "createelement":
      case "createattribute":
      case "clonenode":
      case "importnode":
        return this.open(null, at);
      case "appendchild":
      case "prependchild":
      case "insertbefore":
      case "insertafter":
      case "removechild":
      case "replacechild":
      case "removeall":
      case "append":
        this.record(null, name, NULL, at);
        return args[0] ?? NULL;
      case "load":
      case "loadxml":
        return NULL;
      case "save":
        this.save(first, at);
        return NULL;
    }
    return undefined;
  }

  text(): string | Unknown {
    return this.unknownText("text");
  }

  /** What may be an attribute, or an element with nothing but text in it, is compared as that text. */
  equals(self: Instance, other: Value): boolean | Unknown {
    return this.isNode ? self === other : this.unknownText("text");
  }

  scalar(): Unknown | undefined {
    return this.isNode ? undefined : this.unknownText("text");
  }

  private below(xpath: string): string | null {
    if (xpath.startsWith("/")) return xpath;
    return this.path === null ? null : `${this.path}/${xpath}`;
  }

  private unknownText(what: string): Unknown {
    return new Unknown(
      this.base.cause,
      this.base.why,
      `${this.base.symbol}.xml(${this.path ?? "?"}).${what}`,
      null,
      "System.String",
    );
  }

  private open(path: string | null, at: Trace | null, isNode = true): Instance {
    return new Instance(new UnknownNode(this.machine, this.document, this.base, path, isNode), at);
  }

  private edits(): readonly XmlEdit[] {
    return this.machine.field<readonly XmlEdit[]>(this.document, "edits") ?? [];
  }

  private record(path: string | null, attribute: string, value: Value, at: Trace | null): void {
    const edits = this.edits();
    if (edits.length < 256)
      this.machine.setField(this.document, "edits", [...edits, { path, attribute, value, at, key: `${path}@${attribute}` }]);
  }

  private save(path: string, at: Trace | null): void {
    new Files(this.machine).write(path, new EditedXml(this.base, this.edits()), at);
  }
}

/** A document with text that is not known. */
export function unknownDocument(machine: Machine, text: TextValue, at: Trace | null): Instance {
  const base = text instanceof Str ? new Unknown("unreadable", "a text that is no XML document", "xml:text", at) : text;
  const document: Instance = new Instance(
    {
      typeNames: ["System.Xml.XmlDocument", "System.Xml.XmlNode", "System.Object"],
      get: (self, name, place) => root.get(self, name, place),
      set: (self, name, value, place) => root.set(self, name, value, place),
      invoke: (self, name, args, place) => root.invoke(self, name, args, place),
      text: () => root.text(),
    },
    at,
  );
  const root = new UnknownNode(machine, document, base, "", true);
  return document;
}
