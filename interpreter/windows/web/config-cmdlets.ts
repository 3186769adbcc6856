import { locationPath } from "../../../host/web/location.js";
import { type CmdletCall, parameters, type Text, type Tool } from "../../tools/tool.js";
import { elementsOf, hostValue, scalarText } from "../../values/scalar-conversions.js";
import { shownText, traceOf } from "../../values/texts.js";
import { Dict, Instance, NULL, type Plain, Unknown, type Value } from "../../values/value.js";
import { setUnlocked } from "./config-lock.js";
import { ConfigElement, dictAttributes } from "./config-objects.js";
import { addressId, type ConfigAddress, child, entry, MAXIMUM_ADDRESS, parseDotted, parseFilter } from "./config-path.js";
import { ConfigSession } from "./config-session.js";
import {
  type Attributes,
  addEntry,
  attributeNow,
  ConfigError,
  clearElement,
  removeAttribute,
  removeEntry,
  setAttribute,
} from "./config-store.js";
import { ConfigValue } from "./config-value.js";

/** Get-, Set-, Add-, Remove- and Clear-WebConfiguration(Property) of the WebAdministration module. */

const COMMON = ["PSPath[]", "Location[]", "Force?"];

interface Site {
  readonly location: string;
  /** The path itself names a site, so the setting goes into its web.config; -Location goes into the file above. */
  readonly inWebConfig: boolean;
}

/** Where the setting is made: -PSPath (or the current location on `IIS:`) and -Location below it. */
function locations(call: CmdletCall): readonly Site[] {
  const paths = call.has("PSPath") ? call.texts("PSPath") : [currentPath(call)];
  const below = call.has("Location") ? call.texts("Location") : [""];
  const roots = paths instanceof Unknown ? [shownText(paths)] : paths.map(shownText);
  const tails = below instanceof Unknown ? [shownText(below)] : below.map(shownText);
  return roots.flatMap((given) => {
    const root = configRoot(given);
    return tails.map((tail) => ({
      location: locationPath([root, locationPath(tail)].filter((part) => part !== "").join("/")),
      inWebConfig: root !== "",
    }));
  });
}

function currentPath(call: CmdletCall): Text {
  const here = call.resolvePath(".");
  return typeof here === "string" && /^iis:/i.test(here) ? here : "";
}

/** `MACHINE/WEBROOT` (the root web.config) and `IIS:\` are the server. */
function configRoot(path: string): string {
  const text = path.replaceAll("\\", "/");
  if (/^\/?machine\/webroot\/?$/i.test(text) || /^iis:\/?(?:sites\/?)?$/i.test(text)) return "";
  return locationPath(text.replace(/^\/+/, "").replace(/^WebAdministration::/i, ""));
}

interface Place {
  readonly address: ConfigAddress;
  readonly attribute: string | null;
}

/** -Filter with -Name: `.`, an attribute, a child element, a collection or a dotted path of these. */
function places(call: CmdletCall): readonly Place[] | undefined {
  const filters = call.texts("Filter");
  if (filters instanceof Unknown) {
    call.undecided(filters.cause, `which configuration section ${call.name} addresses is not known`);
    return undefined;
  }
  const name = call.text("Name");
  if ([...filters, ...(name === undefined ? [] : [name])].some((text) => shownText(text).length > MAXIMUM_ADDRESS)) {
    call.undecided("unmodelled", `${call.name} addresses a configuration section by a text that is too long to read`);
    return undefined;
  }
  return filters.map((filter) => {
    const { address, attribute } = parseFilter(shownText(filter));
    if (name === undefined || shownText(name) === ".") return { address, attribute };
    const { steps, last } = parseDotted(shownText(name));
    const full = { ...address, steps: [...address.steps, ...steps] };
    return { address: full, attribute: last ?? attribute };
  });
}

function guarded(call: CmdletCall, run: () => void): void {
  try {
    run();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    call.fail({ id: "ConfigurationError", message: error.message, exception: "System.Runtime.InteropServices.COMException" });
  }
}

/** A hashtable as attributes; a scalar has none. */
function attributesOf(call: CmdletCall, value: Plain): Attributes | undefined {
  return value instanceof Dict ? dictAttributes(call.machine, value, traceOf(value) ?? call.at) : undefined;
}

/** Hashtables in a value: one, or a list of them. */
function entriesOf(call: CmdletCall, value: Plain): readonly Attributes[] | Unknown {
  const elements = elementsOf(call.machine, value);
  if (elements instanceof Unknown) return elements;
  return elements.flatMap((element) => {
    const attributes = attributesOf(call, element);
    // `-Value "x"` names the entry by the attribute that the collection needs: files, segments.
    return attributes ? [attributes] : [new Map([["value", { value: element as Value, at: traceOf(element) }]])];
  });
}

/** Collections whose entries are written where an attribute's name could stand. */
const COLLECTION_NAMES = new Set(["collection", "bindings", "files", "providers", "sites", "applicationpools"]);

/** A section or element that was read, changed and is written back. */
function writeBack(call: CmdletCall): boolean {
  const given = call.has("InputObject") ? [call.value("InputObject") as Value] : call.has("Value") ? [] : call.input;
  let written = false;
  for (const value of given) {
    const plain = call.machine.plain(value);
    if (!(plain instanceof Instance) || !(plain.model instanceof ConfigElement)) continue;
    plain.model.session.commit(call.at);
    written = true;
  }
  return written;
}

function set(call: CmdletCall): void {
  if (call.whatIf || writeBack(call)) return;
  const targets = places(call);
  if (!targets) return;
  const value = call.value("Value") ?? NULL;
  if (call.has("Metadata")) {
    lockOrUnlock(call, targets, value);
    return;
  }
  if (!call.has("Value")) return;
  const at = call.trace("Value");
  for (const { location, inWebConfig } of locations(call)) {
    for (const { address, attribute } of targets)
      guarded(call, () => setOne(call, { ...address, inWebConfig }, location, attribute, value, at));
  }
}

/** `-Metadata overrideMode -Value Allow` (or Inherit, Deny): unlocks the section and sets nothing. */
function lockOrUnlock(call: CmdletCall, targets: readonly Place[], value: Plain): void {
  const mode = scalarText(call.machine, value);
  const metadata = call.text("Metadata");
  if (typeof metadata !== "string" || metadata.toLowerCase() !== "overridemode") return;
  for (const { location } of locations(call)) {
    for (const { address } of targets)
      setUnlocked(call.machine, address.section, location, typeof mode !== "string" || mode.toLowerCase() !== "deny");
  }
}

function setOne(
  call: CmdletCall,
  address: ConfigAddress,
  location: string,
  attribute: string | null,
  value: Plain,
  at: CmdletCall["at"],
): void {
  const { machine } = call;
  const attributes = attributesOf(call, value);
  if (attributes) {
    const element = attribute === null || COLLECTION_NAMES.has(attribute.toLowerCase()) ? address : child(address, attribute);
    for (const [name, given] of attributes) {
      const parts = name.split(".");
      const last = parts.pop() as string;
      const target = parts.reduce((to, part) => child(to, part), element);
      setAttribute(machine, target, location, last, given.value, given.at ?? at, call.at);
    }
  } else if (attribute !== null) setAttribute(machine, address, location, attribute, value, at, call.at);
  else if (value instanceof Unknown) call.undecided(value.cause, `which attributes ${call.name} sets is not known`);
}

function add(call: CmdletCall): void {
  if (call.whatIf) return;
  const targets = places(call);
  const value = call.value("Value");
  if (!targets || value === undefined) return;
  const entries = entriesOf(call, value);
  if (entries instanceof Unknown) {
    call.undecided(entries.cause, `what ${call.name} adds is not known`);
    return;
  }
  for (const { location, inWebConfig } of locations(call)) {
    for (const { address: at, attribute } of targets) {
      const address = { ...at, inWebConfig };
      const collection = attribute === null || attribute.toLowerCase() === "collection" ? address : child(address, attribute);
      // The filter may end in the name of the entries: `.../authorization/add`.
      const last = collection.steps.at(-1);
      const parent =
        last?.kind === "entry" && last.where.size === 0 ? { ...collection, steps: collection.steps.slice(0, -1) } : collection;
      for (const attributes of entries) guarded(call, () => addEntry(call.machine, parent, location, attributes, call.at));
    }
  }
}

function remove(call: CmdletCall): void {
  if (call.whatIf) return;
  const targets = places(call);
  if (!targets) return;
  const element = call.value("AtElement");
  const name = call.text("AtName");
  for (const { location } of locations(call)) {
    for (const { address, attribute } of targets) {
      if (element instanceof Dict) removeEntry(call.machine, entry(address, whereOf(call, element)), location, call.at);
      else if (name !== undefined)
        removeEntry(call.machine, entry(address, new Map([["name", shownText(name)]])), location, call.at);
      else if (attribute === null || attribute.toLowerCase() === "collection") clear(call, address, location);
      else removeAttribute(call.machine, address, location, attribute, call.at);
    }
  }
}

function whereOf(call: CmdletCall, element: Dict): Map<string, string> {
  const where = new Map<string, string>();
  for (const [name, { value }] of dictAttributes(call.machine, element, null)) {
    const plain = call.machine.plain(value);
    if (plain.kind === "str" || plain instanceof Unknown) where.set(name, shownText(plain));
  }
  return where;
}

function clear(call: CmdletCall, address: ConfigAddress, location: string): void {
  const last = address.steps.at(-1);
  if (last?.kind === "entry") removeEntry(call.machine, address, location, call.at);
  else clearElement(call.machine, address, location, call.at);
}

function clearConfiguration(call: CmdletCall): void {
  if (call.whatIf) return;
  const targets = places(call);
  if (!targets) return;
  for (const { location } of locations(call)) {
    for (const { address, attribute } of targets) {
      if (attribute !== null) removeAttribute(call.machine, address, location, attribute, call.at);
      else clear(call, address, location);
    }
  }
}

function getProperty(call: CmdletCall): void {
  const targets = places(call);
  if (!targets) return call.out(call.unknown("a configuration property"));
  for (const { location } of locations(call)) {
    for (const { address, attribute } of targets) {
      if (attribute === null || attribute.toLowerCase() === "collection")
        call.out(call.unknown(`the entries of ${address.section}`));
      else call.out(new Instance(new ConfigValue(call.machine, attribute, valueAt(call, address, location, attribute)), call.at));
    }
  }
}

function valueAt(call: CmdletCall, address: ConfigAddress, location: string, attribute: string): Value {
  const symbol = `iis:${addressId(address)}|${location.toLowerCase()}/${attribute.toLowerCase()}`;
  return (
    attributeNow(call.machine, address, location, attribute) ??
    hostValue(`${attribute} of ${address.section} is known only on the host`, symbol, call.at)
  );
}

function getConfiguration(call: CmdletCall): void {
  const targets = places(call);
  if (!targets) return call.out(call.unknown("a configuration section"));
  for (const { location } of locations(call)) {
    for (const { address } of targets)
      call.out(new Instance(new ConfigElement(ConfigSession.open(call.machine), address, location), call.at));
  }
}

const cmdlet = (name: string, notations: readonly string[], run: (call: CmdletCall) => void): Tool => ({
  form: "cmdlet",
  names: [name],
  effect: "modelled",
  areas: ["web"],
  module: "WebAdministration",
  documented: "https://learn.microsoft.com/powershell/module/webadministration/",
  parameters: parameters(...notations),
  run,
});

export const configCmdlets: readonly Tool[] = [
  cmdlet(
    "Set-WebConfigurationProperty",
    ["Filter[]@0!", "Name@1!", "Value", "AtElement", "AtIndex", "AtName", "Clr", ...COMMON],
    set,
  ),
  cmdlet("Set-WebConfiguration", ["Filter[]@0", "Value", "InputObject<", "Metadata", "Clr", ...COMMON], set),
  cmdlet(
    "Add-WebConfigurationProperty",
    ["Filter[]@0!", "Name@1!", "Value@2", "AtElement", "AtIndex", "AtName", "Clr", "Type", ...COMMON],
    add,
  ),
  cmdlet("Add-WebConfiguration", ["Filter[]@0!", "Value@1", "AtIndex", "Clr", ...COMMON], add),
  cmdlet(
    "Remove-WebConfigurationProperty",
    ["Filter[]@0!", "Name@1!", "AtElement", "AtIndex", "AtName", "Clr", ...COMMON],
    remove,
  ),
  cmdlet("Clear-WebConfiguration", ["Filter[]@0!", "Clr", ...COMMON], clearConfiguration),
  cmdlet("Get-WebConfigurationProperty", ["Filter[]@0!", "Name@1!", "Recurse?", "Clr", ...COMMON], getProperty),
  cmdlet("Get-WebConfiguration", ["Filter[]@0!", "Metadata?", "Recurse?", "Clr", ...COMMON], getConfiguration),
];
