import type { Machine } from "../../machine/machine.js";
import { elsewhere, isThisComputer } from "../../os/computer.js";
import { PsError } from "../../tools/script-error.js";
import type { Text } from "../../tools/tool.js";
import type { Family } from "../../tools/toolbox.js";
import { elementsOf, scalarText } from "../../values/scalar-conversions.js";
import type { Trace } from "../../values/source.js";
import { shownText } from "../../values/texts.js";
import { array, bool, Instance, int, NULL, type ObjectModel, str, Unknown, type Value } from "../../values/value.js";
import { DIRECTORY_ENTRY } from "../adsi/adsi.js";
import { reflected } from "../adsi/com-reflection.js";
import { listedPools } from "../shared/config-names.js";
import { childNode, type MetabaseNode, metabaseNode, metabaseParts, nodeClass, nodeName } from "./nodes.js";
import { metabaseProperty } from "./properties.js";
import { smtpServers } from "./servers.js";
import { type MetabaseWrite, RefusedWrite } from "./smtp.js";
import { create, exists, mayExist, read, remove, write } from "./store.js";

/** The IIS provider of ADSI: `IIS://localhost/SmtpSvc/1`, for PowerShell's DirectoryEntry and VBScript's GetObject alike. */

const PENDING = "pending:";
const CREATED = "created";

/** A value that waits for SetInfo. The field names make equal values of two worlds merge. */
interface Pending {
  readonly key: string;
  readonly value: Value;
  readonly at: Trace | null;
  readonly removed: boolean;
}

function comError(message: string, at: Trace | null): PsError {
  return new PsError({ id: "COMException", message, exception: "System.Runtime.InteropServices.COMException", at });
}

export class NodeModel implements ObjectModel {
  readonly typeNames = [DIRECTORY_ENTRY, "System.ComponentModel.Component", "System.MarshalByRefObject", "System.Object"];

  constructor(
    readonly machine: Machine,
    readonly node: MetabaseNode,
  ) {}

  get(self: Instance, name: string, at: Trace | null): Value | undefined {
    switch (name.toLowerCase()) {
      case "psbase":
      case "nativeobject":
        return self;
      case "properties":
        return new Instance(new PropertiesModel(this, self), at);
      case "children":
        return this.children(at);
      case "name":
        return str(metabaseParts(nodeName(this.node)).at(-1) ?? "localhost");
      case "path":
      case "adspath":
        if (name.toLowerCase() === "path" && this.node.kind === "web") break;
        return str(`IIS://localhost/${nodeName(this.node)}`);
      case "schemaclassname":
      case "class":
        return str(nodeClass(this.node));
      case "parent":
        return this.open(metabaseNode(metabaseParts(nodeName(this.node)).slice(0, -1).join("/")), at);
    }
    return this.value(self, name, at);
  }

  set(self: Instance, name: string, value: Value, at: Trace | null): boolean {
    this.assign(self, name, value, at);
    return true;
  }

  invoke(self: Instance, name: string, args: readonly Value[], at: Trace | null): Value | undefined {
    const [first = NULL, second = NULL] = args;
    switch (name.toLowerCase()) {
      case "put":
      case "invokeset":
        this.assignNamed(self, first, second, at);
        return NULL;
      case "putex":
        // ADS_PROPERTY_CLEAR is 1; 2 to 4 set, append and delete values.
        if (scalarText(this.machine, first) === "1") this.clear(self, scalarText(this.machine, second), at);
        else this.assignNamed(self, second, this.only(args[2] ?? NULL), at);
        return NULL;
      case "get":
      case "getex":
      case "invokeget":
        return this.named(self, first, at);
      case "setinfo":
      case "commitchanges":
        this.commit(self, at);
        return NULL;
      case "getinfo":
      case "getinfoex":
      case "refreshcache":
        this.forget(self);
        return NULL;
      case "close":
      case "dispose":
      case "start":
      case "stop":
      case "pause":
      case "continue":
      case "recycle":
        return NULL;
      case "invoke":
        return this.invokeNamed(self, args, at);
      case "create":
        return this.create(second, at);
      case "delete":
        remove(this.machine, this.child(second), at);
        return NULL;
      case "deletetree":
        remove(this.machine, this.node, at);
        return NULL;
      case "getobject":
        return this.open(this.child(second), at);
      case "exists":
        return bool(exists(this.machine, this.node, at));
      case "invokemember":
        return reflected(this.machine, self, name, args, at);
    }
    return undefined;
  }

  text(): string {
    return DIRECTORY_ENTRY;
  }

  /** The pending value, else the one in the metabase; undefined: there is no such property. */
  value(self: Instance, name: string, at: Trace | null): Value | undefined {
    this.mustExist(self, at);
    const property = metabaseProperty(name);
    if (!property) return undefined;
    const pending = this.machine.field<Pending>(self, PENDING + property.name);
    return pending ? pending.value : read(this.machine, this.node, property, at);
  }

  assign(self: Instance, name: string, value: Value, at: Trace | null): void {
    const property = metabaseProperty(name);
    // What is no property of the metabase changes nothing: the provider refuses it at the latest in SetInfo.
    if (!property) return;
    this.machine.setField(self, PENDING + property.name, { key: property.name, value, at, removed: false } satisfies Pending);
  }

  /** The property goes from this node when it is committed. */
  clear(self: Instance, name: Text | null | undefined, at: Trace | null): void {
    const property = typeof name === "string" ? metabaseProperty(name) : undefined;
    if (property)
      this.machine.setField(self, PENDING + property.name, {
        key: property.name,
        value: NULL,
        at,
        removed: true,
      } satisfies Pending);
  }

  private assignNamed(self: Instance, name: Value, value: Value, at: Trace | null): void {
    const text = scalarText(this.machine, name);
    if (text instanceof Unknown) {
      if (text.parts === null || !this.isInert())
        this.machine.note(text.cause, ["smtp", "web"], `which property of ${nodeName(this.node)} is written is not known`, at);
      return;
    }
    if (typeof text === "string") this.assign(self, text, value, at);
  }

  /** PutEx takes values in an array: that of a property with one value holds this one. */
  private only(value: Value): Value {
    const plain = this.machine.plain(value);
    if (plain.kind !== "arr") return value;
    const items = this.machine.settled(plain.items);
    const first = items[0] === undefined ? undefined : this.machine.plain(items[0]);
    return items.length === 1 && first instanceof Instance ? first : value;
  }

  private isInert(): boolean {
    return this.node.kind === "other" || this.node.kind === "computer";
  }

  private named(self: Instance, name: Value, at: Trace | null): Value {
    const text = scalarText(this.machine, name);
    if (text instanceof Unknown) return new Unknown(text.cause, text.why, `metabase:${nodeName(this.node)}/${text.symbol}`, at);
    return (typeof text === "string" ? this.get(self, text, at) : undefined) ?? NULL;
  }

  private invokeNamed(self: Instance, args: readonly Value[], at: Trace | null): Value {
    const method = scalarText(this.machine, args[0] ?? NULL);
    if (typeof method !== "string") {
      const why = method instanceof Unknown ? method.why : "no method is named";
      this.machine.note("input", ["smtp", "web"], `which method of ${nodeName(this.node)} is called is not known: ${why}`, at);
      return NULL;
    }
    // Invoke(name, params object[]): an array spreads.
    const rest = args.slice(1).flatMap((arg) => {
      const plain = this.machine.plain(arg);
      const elements =
        args.length === 2 && plain.kind === "arr" && plain.element === "System.Object" ? elementsOf(this.machine, plain) : null;
      return elements === null || elements instanceof Unknown ? [arg] : [...elements];
    });
    return this.invoke(self, method, rest, at) ?? NULL;
  }

  commit(self: Instance, at: Trace | null): void {
    const made = this.machine.field<boolean>(self, CREATED) === true;
    if (made) {
      create(this.machine, this.node, at);
      this.machine.setField(self, CREATED, false);
    } else this.mustExist(self, at);
    const writes: MetabaseWrite[] = [];
    for (const field of [...self.fields.keys()].sort()) {
      if (!field.startsWith(PENDING)) continue;
      const pending = this.machine.field<Pending>(self, field);
      const property = metabaseProperty(field.slice(PENDING.length));
      if (pending && property) writes.push({ property, value: pending.value, at: pending.at, removed: pending.removed });
    }
    try {
      write(this.machine, this.node, writes, at);
    } catch (error) {
      if (error instanceof RefusedWrite) throw comError(error.message, at);
      throw error;
    }
    this.forget(self);
  }

  private forget(self: Instance): void {
    for (const field of [...self.fields.keys()])
      if (field.startsWith(PENDING)) this.machine.journal.deleteEntry(self.fields, field);
  }

  private mustExist(self: Instance, at: Trace | null): void {
    if (this.machine.field<boolean>(self, CREATED) === true || mayExist(this.machine, this.node)) return;
    throw comError("The system cannot find the path specified.", at);
  }

  child(name: Value): MetabaseNode {
    const text = scalarText(this.machine, name);
    return childNode(this.node, text === null || text === undefined ? "" : shownText(text));
  }

  create(name: Value, at: Trace | null): Value {
    const made = new Instance(new NodeModel(this.machine, this.child(name)), at);
    made.fields.set(CREATED, true);
    return made;
  }

  open(node: MetabaseNode, at: Trace | null): Instance {
    return new Instance(new NodeModel(this.machine, node), at);
  }

  private children(at: Trace | null): Value {
    return new Instance(new ChildrenModel(this), at);
  }
}

/** `.Children`: enumerated, `Add(name, class)`, `Find(name, class)`, `Remove(entry)`. */
class ChildrenModel implements ObjectModel {
  readonly typeNames = ["System.DirectoryServices.DirectoryEntries", "System.Object"];
  constructor(private readonly parent: NodeModel) {}

  enumerate(): readonly Value[] | Unknown {
    const { machine, node } = this.parent;
    switch (node.kind) {
      case "smtp-server":
        if (node.server !== "service") break;
        return smtpServers(machine).map((server) => this.parent.open({ kind: "smtp-server", server }, null));
      case "pools":
        return listedPools(machine).map((name) => this.parent.open({ kind: "pool", name }, null));
      case "pool":
      case "smtp-domain":
        return [];
      default:
    }
    const name = nodeName(node);
    return new Unknown("input", `what lies below ${name}`, `metabase:below:${name.toLowerCase()}`, null, DIRECTORY_ENTRY);
  }

  invoke(_self: Instance, name: string, args: readonly Value[], at: Trace | null): Value | undefined {
    const [first = NULL] = args;
    switch (name.toLowerCase()) {
      case "add":
        return this.parent.create(first, at);
      case "find":
        return this.parent.open(this.parent.child(first), at);
      case "remove": {
        const entry = this.parent.machine.plain(first);
        if (entry instanceof Instance && entry.model instanceof NodeModel) remove(this.parent.machine, entry.model.node, at);
        return NULL;
      }
    }
    return undefined;
  }
}

/** `.Properties`: by name a collection of values. */
class PropertiesModel implements ObjectModel {
  readonly typeNames = ["System.DirectoryServices.PropertyCollection", "System.Object"];
  constructor(
    private readonly entry: NodeModel,
    private readonly owner: Instance,
  ) {}

  index(_self: Instance, args: readonly Value[], at: Trace | null): Value | undefined {
    return this.item(args[0] ?? NULL, at);
  }

  get(_self: Instance, name: string, at: Trace | null): Value | undefined {
    return metabaseProperty(name) ? this.item(str(name), at) : undefined;
  }

  invoke(_self: Instance, name: string, args: readonly Value[], at: Trace | null): Value | undefined {
    switch (name.toLowerCase()) {
      case "item":
      case "get_item":
        return this.item(args[0] ?? NULL, at);
      case "contains": {
        const text = scalarText(this.entry.machine, args[0] ?? NULL);
        return bool(typeof text === "string" && metabaseProperty(text) !== undefined);
      }
    }
    return undefined;
  }

  private item(name: Value, at: Trace | null): Value {
    const text = scalarText(this.entry.machine, name);
    if (typeof text === "string") return new Instance(new PropertyValues(this.entry, this.owner, text), at);
    const cause = text instanceof Unknown ? text.cause : "unmodelled";
    this.entry.machine.note(cause, ["smtp", "web"], `which property of ${nodeName(this.entry.node)} is meant is not known`, at);
    return new Unknown(cause, "a property of an ADSI object", `metabase:${nodeName(this.entry.node)}/?`, at);
  }
}

/** PropertyValueCollection: `.Value`, `[0]`, `.Add`, `.Clear`. */
class PropertyValues implements ObjectModel {
  readonly typeNames = ["System.DirectoryServices.PropertyValueCollection", "System.Collections.CollectionBase", "System.Object"];
  constructor(
    private readonly entry: NodeModel,
    private readonly owner: Instance,
    private readonly name: string,
  ) {}

  get(self: Instance, name: string, at: Trace | null): Value | undefined {
    switch (name.toLowerCase()) {
      case "value":
        return this.value(at);
      case "propertyname":
        return str(this.name);
      case "count":
        return int(this.enumerate(self).length);
    }
    // The members of the one value show through, as PowerShell's adapter does for a single value.
    const value = this.entry.machine.plain(this.value(at));
    return value instanceof Instance ? value.model.get?.(value, name, at) : undefined;
  }

  set(_self: Instance, name: string, value: Value, at: Trace | null): boolean {
    if (name.toLowerCase() !== "value") return false;
    this.entry.assign(this.owner, this.name, value, at);
    return true;
  }

  index(_self: Instance, args: readonly Value[], at: Trace | null): Value | undefined {
    const position = scalarText(this.entry.machine, args[0] ?? NULL);
    const elements = elementsOf(this.entry.machine, this.value(at));
    return elements instanceof Unknown ? elements : (elements[Number(position)] ?? NULL);
  }

  setIndex(_self: Instance, _args: readonly Value[], value: Value, at: Trace | null = null): boolean {
    this.entry.assign(this.owner, this.name, value, at);
    return true;
  }

  invoke(self: Instance, name: string, args: readonly Value[], at: Trace | null): Value | undefined {
    switch (name.toLowerCase()) {
      case "clear":
        this.entry.clear(this.owner, this.name, at);
        return NULL;
      case "add":
      case "addrange": {
        const before = this.enumerate(self);
        const added = elementsOf(this.entry.machine, args[0] ?? NULL);
        this.entry.assign(
          this.owner,
          this.name,
          before.length === 0 ? (args[0] ?? NULL) : array([...before, ...(added instanceof Unknown ? [added] : added)]),
          at,
        );
        return int(before.length);
      }
      case "tostring":
        return undefined;
    }
    return undefined;
  }

  enumerate(_self?: Instance): readonly Value[] {
    const elements = elementsOf(this.entry.machine, this.value(null));
    return elements instanceof Unknown ? [elements] : elements;
  }

  private value(at: Trace | null): Value {
    return this.entry.value(this.owner, this.name, at) ?? NULL;
  }
}

/** `IIS://computer/path` */
function openIis(machine: Machine, path: Text, at: Trace | null): Value {
  const shown = shownText(path);
  const match = /^[^:]*:\/\/([^/\\]*)[/\\]?(.*)$/s.exec(shown);
  const computer = match?.[1] ?? "";
  const rest = match?.[2] ?? "";
  if (!isThisComputer(machine, computer)) return elsewhere("another computer's metabase", `iis:${computer}`, at, DIRECTORY_ENTRY);
  return new Instance(new NodeModel(machine, metabaseNode(rest)), at);
}

export const metabaseDirectoryFamily: Family = {
  directories: [{ scheme: "iis", open: openIis }],
};
