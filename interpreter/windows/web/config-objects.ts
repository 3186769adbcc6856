import type { Machine } from "../../machine/machine.js";
import { hostValue, scalarInteger, scalarText } from "../../values/scalar-conversions.js";
import type { Trace } from "../../values/source.js";
import { shownText } from "../../values/texts.js";
import { Dict, Instance, int, NULL, type ObjectModel, str, type Value } from "../../values/value.js";
import { applicationNames, listedPools, listedSites } from "../shared/config-names.js";
import { nameValue } from "../shared/shown-names.js";
import { sitePlace } from "./config-keys.js";
import { setUnlocked } from "./config-lock.js";
import { addressId, type ConfigAddress, child, entry, homeAddress, sectionName } from "./config-path.js";
import type { ConfigSession } from "./config-session.js";
import type { Attributes } from "./config-store.js";

/**
 * Elements of the configuration as objects: those of Microsoft.Web.Administration, of the IISAdministration cmdlets and of the
 * `IIS:` drive behave alike. Names of attributes are those of the schema in any case; the typed properties of
 * Microsoft.Web.Administration are the same words (`ProcessModel.IdentityType`), but for those below.
 */
const TYPED_NAMES: ReadonlyMap<string, string> = new Map([["applicationpoolname", "applicationPool"]]);

const CHILDREN: ReadonlySet<string> = new Set([
  "processmodel",
  "recycling",
  "failure",
  "cpu",
  "applicationpooldefaults",
  "sitedefaults",
  "applicationdefaults",
  "virtualdirectorydefaults",
  "limits",
  "logfile",
  "tracefailedrequestslogging",
  "hsts",
  "ftpserver",
  "security",
  "authentication",
  "periodicrestart",
  "extendedprotection",
]);

const COLLECTIONS: ReadonlySet<string> = new Set([
  "applications",
  "virtualdirectories",
  "bindings",
  "collection",
  "schedule",
  "providers",
]);

export class ConfigElement implements ObjectModel {
  readonly typeNames: readonly string[];

  constructor(
    readonly session: ConfigSession,
    readonly address: ConfigAddress,
    readonly location: string,
    /** Attributes of an element that CreateElement made and Add did not take yet. */
    private readonly detached: boolean = false,
    readonly path: string | null = null,
  ) {
    this.typeNames = ["Microsoft.Web.Administration.ConfigurationElement", "System.Object"];
  }

  get(self: Instance, name: string, at: Trace | null): Value | undefined {
    const key = name.toLowerCase();
    switch (key) {
      case "attributes":
        return new Instance(new AttributesModel(this, self), at);
      case "pspath":
      case "itemxpath":
        return this.path === null ? undefined : str(this.path);
      case "psbase":
        return self;
      case "elementtagname":
        return str(this.address.steps.at(-1)?.kind === "child" ? (this.address.steps.at(-1) as { name: string }).name : "add");
    }
    if (CHILDREN.has(key)) return this.open(child(this.address, name), at);
    if (COLLECTIONS.has(key))
      return new Instance(new ConfigCollection(this.session, this.collectionAddress(key), this.location), at);
    return this.attribute(self, name);
  }

  private collectionAddress(key: string): ConfigAddress {
    return key === "bindings" ? child(this.address, "bindings") : this.address;
  }

  attribute(self: Instance, name: string): Value {
    const attribute = TYPED_NAMES.get(name.toLowerCase()) ?? name;
    if (this.detached)
      return this.session.machine.field<{ value: Value }>(self, `attribute:${attribute.toLowerCase()}`)?.value ?? NULL;
    const own = this.nameAttribute(attribute);
    if (own !== undefined) return own;
    return (
      this.session.value(homeAddress(this.address, attribute), this.location, attribute) ??
      hostValue(
        `${attribute} is known only on the host`,
        `iis:${addressId(this.address)}|${this.location.toLowerCase()}/${attribute.toLowerCase()}`,
        null,
      )
    );
  }

  /** The key attributes of an entry say which one it is. */
  private nameAttribute(attribute: string): Value | undefined {
    const last = this.address.steps.at(-1);
    const value = last?.kind === "entry" ? last.where.get(attribute.toLowerCase()) : undefined;
    return value === undefined ? undefined : nameValue(value);
  }

  set(self: Instance, name: string, value: Value, at: Trace | null): boolean {
    const { machine } = this.session;
    const plain = machine.plain(value);
    if (CHILDREN.has(name.toLowerCase()) && plain instanceof Dict) {
      for (const [attribute, given] of dictAttributes(machine, plain, at))
        this.session.set(child(this.address, name), this.location, attribute, given.value, given.at);
      return true;
    }
    if (name.toLowerCase() === "overridemode") {
      this.override(plain);
      return true;
    }
    const attribute = TYPED_NAMES.get(name.toLowerCase()) ?? name;
    if (this.detached) machine.setField(self, `attribute:${attribute.toLowerCase()}`, { key: attribute, value, at });
    else this.session.set(homeAddress(this.address, attribute), this.location, attribute, value, at);
    return true;
  }

  index(self: Instance, args: readonly Value[]): Value | undefined {
    const name = textArgument(this.session.machine, args[0]);
    return name === undefined ? undefined : this.attribute(self, name);
  }

  setIndex(self: Instance, args: readonly Value[], value: Value, at: Trace | null = null): boolean {
    const name = textArgument(this.session.machine, args[0]);
    return name !== undefined && this.set(self, name, value, at);
  }

  invoke(self: Instance, name: string, args: readonly Value[], at: Trace | null): Value | undefined {
    const { machine } = this.session;
    const first = textArgument(machine, args[0]);
    switch (name.toLowerCase()) {
      case "setattributevalue":
        if (first !== undefined) this.set(self, first, args[1] ?? NULL, at);
        return NULL;
      case "getattributevalue":
        return first === undefined ? NULL : this.attribute(self, first);
      case "getattribute":
        return first === undefined ? NULL : new Instance(new AttributeModel(this, self, first), at);
      case "getchildelement":
        return first === undefined ? NULL : this.open(child(this.address, first), at);
      case "getcollection":
        return new Instance(
          new ConfigCollection(this.session, first === undefined ? this.address : child(this.address, first), this.location),
          at,
        );
      case "delete":
        this.session.remove(this.address, this.location, at);
        return NULL;
      case "update":
        this.session.commit(at);
        return NULL;
      case "start":
      case "stop":
      case "recycle":
      case "setmetadata":
        if (first?.toLowerCase() === "overridemode") this.override(args[1] ?? NULL);
        return NULL;
      case "dispose":
      case "revert":
      case "reverttoparent":
        return NULL;
    }
    return undefined;
  }

  /** `SetMetadata("overrideMode", "Allow")`, `OverrideMode = "Allow"`. */
  private override(mode: Value): void {
    const text = textArgument(this.session.machine, mode)?.toLowerCase();
    setUnlocked(this.session.machine, this.address.section, this.location, text !== "deny" && text !== "2");
  }

  /** What CreateElement's object was given so far. */
  taken(self: Instance): Attributes {
    const attributes = new Map<string, { value: Value; at: Trace | null }>();
    for (const field of [...self.fields.keys()].sort()) {
      if (!field.startsWith("attribute:")) continue;
      const found = this.session.machine.field<{ value: Value; at: Trace | null }>(self, field);
      if (found) attributes.set(field.slice("attribute:".length), { value: found.value, at: found.at });
    }
    return attributes;
  }

  open(address: ConfigAddress, at: Trace | null): Instance {
    return new Instance(new ConfigElement(this.session, address, this.location), at);
  }
}

export function dictAttributes(machine: Machine, dict: Dict, at: Trace | null): Map<string, { value: Value; at: Trace | null }> {
  const attributes = new Map<string, { value: Value; at: Trace | null }>();
  for (const guarded of dict.entries.values()) {
    const found = machine.settled(guarded);
    if (typeof found !== "object") continue;
    const name = textArgument(machine, found.key);
    if (name === undefined) continue;
    const plain = machine.plain(found.value);
    if (plain instanceof Dict) {
      for (const [inner, value] of dictAttributes(machine, plain, at)) attributes.set(`${name.toLowerCase()}.${inner}`, value);
    } else attributes.set(name.toLowerCase(), { value: found.value, at });
  }
  return attributes;
}

function textArgument(machine: Machine, value: Value | undefined): string | undefined {
  const text = value === undefined ? undefined : scalarText(machine, value);
  return text === null || text === undefined ? undefined : shownText(text);
}

/** `.Attributes["x"].Value` */
class AttributesModel implements ObjectModel {
  readonly typeNames = ["Microsoft.Web.Administration.ConfigurationAttributeCollection", "System.Object"];
  constructor(
    private readonly element: ConfigElement,
    private readonly owner: Instance,
  ) {}

  index(_self: Instance, args: readonly Value[], at: Trace | null): Value | undefined {
    const name = textArgument(this.element.session.machine, args[0]);
    return name === undefined ? undefined : new Instance(new AttributeModel(this.element, this.owner, name), at);
  }

  invoke(self: Instance, name: string, args: readonly Value[], at: Trace | null): Value | undefined {
    return ["item", "get_item"].includes(name.toLowerCase()) ? this.index(self, args, at) : undefined;
  }
}

class AttributeModel implements ObjectModel {
  readonly typeNames = ["Microsoft.Web.Administration.ConfigurationAttribute", "System.Object"];
  constructor(
    private readonly element: ConfigElement,
    private readonly owner: Instance,
    private readonly name: string,
  ) {}

  get(_self: Instance, name: string): Value | undefined {
    if (name.toLowerCase() === "value") return this.element.attribute(this.owner, this.name);
    return name.toLowerCase() === "name" ? str(this.name) : undefined;
  }

  set(_self: Instance, name: string, value: Value, at: Trace | null): boolean {
    return name.toLowerCase() === "value" && this.element.set(this.owner, this.name, value, at);
  }

  invoke(_self: Instance, name: string, _args: readonly Value[], at: Trace | null): Value | undefined {
    if (name.toLowerCase() !== "delete") return undefined;
    this.element.session.removeAttribute(this.element.address, this.element.location, this.name, at);
    return NULL;
  }
}

/** Pools, sites, applications, virtual directories, bindings, or the entries of any other collection. */
export class ConfigCollection implements ObjectModel {
  readonly typeNames = ["Microsoft.Web.Administration.ConfigurationElementCollection", "System.Object"];
  constructor(
    readonly session: ConfigSession,
    readonly address: ConfigAddress,
    readonly location: string,
  ) {}

  private get machine(): Machine {
    return this.session.machine;
  }

  /** Attribute that names an entry. */
  private keyName(): "name" | "path" {
    return this.address.steps.length === 0 ? "name" : "path";
  }

  private names(): readonly string[] {
    const section = this.address.section.toLowerCase();
    if (section === "system.applicationhost/applicationpools") return listedPools(this.machine);
    if (section !== "system.applicationhost/sites") return [];
    const place = sitePlace(this.address.steps);
    if (!place || place.children.length > 0) return [];
    if (place.site === "") return listedSites(this.machine);
    return place.application === null ? applicationNames(this.machine, place.site) : ["/"];
  }

  element(name: string, at: Trace | null): Instance {
    const where = new Map([[this.keyName(), name]]);
    return new Instance(new ConfigElement(this.session, entry(this.address, where), this.location), at);
  }

  get(_self: Instance, name: string): Value | undefined {
    return name.toLowerCase() === "count" ? int(this.names().length) : undefined;
  }

  index(_self: Instance, args: readonly Value[], at: Trace | null): Value | undefined {
    const plain = args[0] === undefined ? NULL : this.machine.plain(args[0]);
    if (plain.kind === "num") {
      const position = scalarInteger(this.machine, plain);
      const name = typeof position === "number" ? this.names()[position] : undefined;
      return name === undefined ? NULL : this.element(name, at);
    }
    const name = textArgument(this.machine, plain);
    return name === undefined ? undefined : this.element(name, at);
  }

  enumerate(): readonly Value[] {
    return this.names().map((name) => this.element(name, null));
  }

  invoke(self: Instance, name: string, args: readonly Value[], at: Trace | null): Value | undefined {
    switch (name.toLowerCase()) {
      case "item":
      case "get_item":
        return this.index(self, args, at);
      case "createelement":
        return new Instance(new ConfigElement(this.session, this.address, this.location, true), at);
      case "add":
      case "addat":
        return this.add(name.toLowerCase() === "addat" ? args.slice(1) : args, at);
      case "remove":
      case "delete":
        this.removeOne(args[0] ?? NULL, at);
        return NULL;
      case "clear":
        this.session.remove(this.address, this.location, at);
        return NULL;
    }
    return undefined;
  }

  private removeOne(value: Value, at: Trace | null): void {
    const plain = this.machine.plain(value);
    if (plain instanceof Instance && plain.model instanceof ConfigElement)
      this.session.remove(plain.model.address, this.location, at);
    else {
      const name = textArgument(this.machine, plain);
      if (name !== undefined) this.session.remove(entry(this.address, new Map([[this.keyName(), name]])), this.location, at);
    }
  }

  private add(args: readonly Value[], at: Trace | null): Value {
    const first = args[0] === undefined ? NULL : this.machine.plain(args[0]);
    if (first instanceof Instance && first.model instanceof ConfigElement) {
      const attributes = first.model.taken(first);
      this.session.add(this.address, this.location, attributes, at);
      return first;
    }
    const name = textArgument(this.machine, first);
    if (name === undefined) return NULL;
    const isBindings = sitePlace(this.address.steps)?.children.at(-1) === "bindings";
    const attributes = new Map([[isBindings ? "bindinginformation" : this.keyName(), { value: first as Value, at }]]);
    this.session.add(this.address, this.location, attributes, at);
    if (isBindings) return NULL;
    const added = this.element(name, at);
    this.addRest(added, args, at);
    return added;
  }

  /** Sites.Add(name, path, port), Sites.Add(name, protocol, binding, path), Applications.Add(path, folder). */
  private addRest(added: Instance, args: readonly Value[], at: Trace | null): void {
    const section = this.address.section.toLowerCase();
    if (section !== "system.applicationhost/sites" || args.length < 2) return;
    const element = added.model as ConfigElement;
    const depth = element.address.steps.length;
    const folder = args.length >= 4 ? args[3] : args[1];
    let root = element.address;
    for (let level = depth; level < 3; level++) root = entry(root, new Map([["path", "/"]]));
    if (folder !== undefined) this.session.set(root, this.location, "physicalPath", folder, at);
    if (depth === 1 && args.length >= 4 && args[2] !== undefined) {
      this.session.add(
        child(element.address, "bindings"),
        this.location,
        new Map([["bindinginformation", { value: args[2], at }]]),
        at,
      );
    }
  }
}

/** GetApplicationHostConfiguration(), GetWebConfiguration(site): sections by path, optionally for a location. */
export class ConfigurationModel implements ObjectModel {
  readonly typeNames = ["Microsoft.Web.Administration.Configuration", "System.Object"];
  constructor(
    private readonly session: ConfigSession,
    private readonly location: string,
    private readonly inWebConfig: boolean,
  ) {}

  invoke(_self: Instance, name: string, args: readonly Value[], at: Trace | null): Value | undefined {
    const section = textArgument(this.session.machine, args[0]);
    if (name.toLowerCase() !== "getsection" || section === undefined) return undefined;
    const below = textArgument(this.session.machine, args[1]) ?? "";
    const location = [this.location, below].filter((part) => part !== "").join("/");
    return new Instance(
      new ConfigElement(this.session, { section: sectionName(section), steps: [], inWebConfig: this.inWebConfig }, location),
      at,
    );
  }
}
