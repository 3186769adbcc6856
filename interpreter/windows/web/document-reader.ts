// Reads a configuration document of IIS into facts: sections, location tags, entries, each with its place in the document.
import { applicationExists, poolExists, siteBindings, siteExists } from "../../../host/keys.js";
import { locationPath } from "../../../host/web/location.js";
import type { XmlElement } from "../../documents/xml.js";
import type { Machine } from "../../machine/machine.js";
import { evidence } from "../../values/provenance.js";
import type { Trace } from "../../values/source.js";
import { shownText, type TextValue } from "../../values/texts.js";
import type { Value } from "../../values/value.js";
import { put, reading, valueNow } from "../shared/host-facts.js";
import { configTarget, sitePlace } from "./config-keys.js";
import { setUnlocked } from "./config-lock.js";
import { type ConfigAddress, child, entry, isEntryElement, sectionAt } from "./config-path.js";
import { addEntry, attributeNow, ConfigError, clearElement, removeEntry, setAttribute } from "./config-store.js";

/** Elements nest a few levels; deeper ones are not looked at. */
const MAXIMUM_DEPTH = 12;

export class DocumentReader {
  /** Ids of the facts that the document says something of. */
  readonly said = new Set<string>();

  constructor(
    private readonly machine: Machine,
    private readonly name: string,
    private readonly commit: Trace | null,
    private readonly inWebConfig: boolean,
  ) {}

  /** Section groups down to sections; a location tag changes where they apply. */
  group(element: XmlElement, path: readonly string[], location: string, depth: number): void {
    if (depth > MAXIMUM_DEPTH) return;
    for (const found of element.children()) {
      this.machine.budget.step();
      if (path.length === 0 && found.is("location")) {
        const below = locationPath(found.shown("path") ?? "");
        const at = [location, below].filter((part) => part !== "").join("/");
        this.overrides(found, at);
        this.group(found, [], at, depth + 1);
        continue;
      }
      const full = [...path, found.name];
      const section = sectionAt(full.join("/"));
      if (section === undefined) this.group(found, full, location, depth + 1);
      else this.element(found, { section, steps: [], inWebConfig: this.inWebConfig }, location, depth + 1);
    }
  }

  /** A location tag unlocks or locks the sections it names. */
  private overrides(tag: XmlElement, location: string): void {
    const mode = (tag.shown("overrideMode") ?? tag.shown("allowOverride") ?? "").toLowerCase();
    if (!["allow", "true", "deny", "false"].includes(mode)) return;
    for (const section of sectionsIn(tag, [], 0))
      setUnlocked(this.machine, section, location, mode === "allow" || mode === "true");
  }

  private element(element: XmlElement, address: ConfigAddress, location: string, depth: number): void {
    if (depth > MAXIMUM_DEPTH) return;
    for (const name of element.attributeNames) this.attribute(address, location, name, element.attribute(name) as TextValue);
    for (const found of element.children()) {
      const tag = found.name.toLowerCase();
      if (isEntryElement(tag)) this.entry(found, address, location, depth);
      else if (tag === "clear") clearElement(this.machine, address, location, found.place);
      else if (tag === "remove") removeEntry(this.machine, entry(address, shownAttributes(found)), location, found.place);
      else if (tag === "bindings") this.bindings(found, address);
      else this.element(found, child(address, found.name), location, depth + 1);
    }
  }

  private entry(element: XmlElement, address: ConfigAddress, location: string, depth: number): void {
    if (depth > MAXIMUM_DEPTH) return;
    const shown = shownAttributes(element);
    const key = shown.has("name") ? "name" : "path";
    const added = entry(address, new Map([[key, shown.get(key) ?? ""]]));
    this.saidOf(added);
    const values = new Map(
      element.attributeNames.map((name) => {
        const value = element.attribute(name) as TextValue;
        return [name.toLowerCase(), { value: value as Value, at: value.trace }];
      }),
    );
    // An entry that is there already is not made anew; what it says is compared one by one.
    if (this.isThere(added)) for (const [name, { value }] of values) this.attribute(added, location, name, value as TextValue);
    else {
      this.guarded(element.place, () => addEntry(this.machine, address, location, values, this.commit));
      for (const name of values.keys()) this.remember(added, location, name);
    }
    for (const found of element.children()) {
      if (isEntryElement(found.name)) this.entry(found, added, location, depth + 1);
      else if (found.is("bindings")) this.bindings(found, added);
      else this.element(found, child(added, found.name), location, depth + 1);
    }
  }

  /** The bindings of a site, as a whole. */
  private bindings(element: XmlElement, address: ConfigAddress): void {
    const place = sitePlace(address.steps);
    if (place === undefined || place.site === "" || place.application !== null) return;
    const listed = element.children("binding").flatMap((one) => one.shown("bindingInformation") ?? []);
    const key = siteBindings(place.site);
    const before = valueNow(this.machine, key);
    if (before !== undefined && key.codec.equal(before, listed)) return;
    put(this.machine, key, listed, evidence(element.place, this.commit, `written to ${this.name}`));
  }

  private existence(address: ConfigAddress) {
    const [first] = address.steps;
    if (first?.kind !== "entry") return undefined;
    if (address.section === "system.applicationHost/applicationPools") return poolExists(first.where.get("name") ?? "");
    if (address.section !== "system.applicationHost/sites") return undefined;
    const place = sitePlace(address.steps);
    if (place === undefined || place.directory !== null || place.children.length > 0) return undefined;
    return place.application === null ? siteExists(place.site) : applicationExists(place.site, place.application);
  }

  private isThere(address: ConfigAddress): boolean {
    const key = this.existence(address);
    return key !== undefined && valueNow(this.machine, key) === true;
  }

  private saidOf(address: ConfigAddress): void {
    const key = this.existence(address);
    if (key !== undefined) this.said.add(key.id);
  }

  private remember(address: ConfigAddress, location: string, attribute: string): void {
    const target = configTarget(address, location, attribute);
    if (target !== undefined && target !== "secret") this.said.add(target.key.id);
  }

  private attribute(address: ConfigAddress, location: string, name: string, value: TextValue): void {
    this.remember(address, location, name);
    if (this.holdsAlready(address, location, name, value)) return;
    this.guarded(value.trace, () => setAttribute(this.machine, address, location, name, value, value.trace, this.commit));
  }

  /** What the document repeats of the host is not set by it. */
  private holdsAlready(address: ConfigAddress, location: string, name: string, value: TextValue): boolean {
    const target = configTarget(address, location, name);
    if (target === undefined || target === "secret") return false;
    const known = target.from(this.machine, value);
    if (known === null || !("value" in known)) return false;
    const now = reading(this.machine, target.key);
    if (!("value" in now)) return false;
    if (now.value !== null) return target.key.codec.equal(now.value, known.value);
    // Nothing of its own: the value that it has from around it.
    if (name.toLowerCase() !== "identitytype" || now.status === "set") return false;
    const effective = attributeNow(this.machine, address, location, name);
    const inherited = effective === undefined ? null : target.from(this.machine, effective);
    return inherited !== null && "value" in inherited && target.key.codec.equal(inherited.value, known.value);
  }

  private guarded(place: Trace | null, run: () => void): void {
    try {
      run();
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      // A locked section in a web.config is an error of every request below it, and sets nothing.
      if (!this.inWebConfig) this.machine.note("unreadable", ["web"], `${this.name}: ${error.message}`, place);
    }
  }
}

function sectionsIn(element: XmlElement, path: readonly string[], depth: number): string[] {
  if (depth > MAXIMUM_DEPTH) return [];
  return element.children().flatMap((found) => {
    const full = [...path, found.name];
    const section = sectionAt(full.join("/"));
    return section === undefined ? sectionsIn(found, full, depth + 1) : [section];
  });
}

function shownAttributes(element: XmlElement): Map<string, string> {
  return new Map(element.attributeNames.map((name) => [name.toLowerCase(), shownText(element.attribute(name) as TextValue)]));
}
