import { siteBindings } from "../../../host/keys.js";
import type { Provider } from "../../tools/drives.js";
import type { CmdletCall, Text } from "../../tools/tool.js";
import type { Family } from "../../tools/toolbox.js";
import { evidence } from "../../values/provenance.js";
import { elementsOf, hostValue, scalarText } from "../../values/scalar-conversions.js";
import { shownText, traceOf } from "../../values/texts.js";
import { Dict, Instance, type Plain, Str, Unknown, type Value } from "../../values/value.js";
import { applicationNames, listedPools, listedSites } from "../shared/config-names.js";
import { put, valueNow } from "../shared/host-facts.js";
import { ConfigElement, dictAttributes } from "./config-objects.js";
import {
  addressId,
  application,
  type ConfigAddress,
  child,
  homeAddress,
  POOLS,
  parseDotted,
  pool,
  SITES,
  site,
  virtualDirectory,
} from "./config-path.js";
import { ConfigSession } from "./config-session.js";
import {
  type Attributes,
  addEntry,
  attributeNow,
  clearElement,
  entryExists,
  existenceKey,
  removeEntry,
  setAttribute,
  webInstalled,
} from "./config-store.js";
import { ConfigValue } from "./config-value.js";
import { attempt } from "./site-cmdlets.js";

/** The `IIS:` drive of WebAdministration: `AppPools\x`, `Sites\x`, `Sites\x\application`. */

type DriveItem =
  | { readonly kind: "root" | "pools" | "sites" | "other" }
  | { readonly kind: "pool"; readonly name: string }
  | { readonly kind: "site"; readonly name: string }
  /** An application, virtual directory or folder below a site; `path` without leading slash. */
  | { readonly kind: "below"; readonly site: string; readonly path: string };

function driveItem(path: Text): DriveItem {
  const parts = shownText(path)
    .replaceAll("/", "\\")
    .split("\\")
    .filter((part) => part !== "");
  const [head, name, ...rest] = parts;
  if (head === undefined) return { kind: "root" };
  if (head.toLowerCase() === "apppools") return name === undefined ? { kind: "pools" } : { kind: "pool", name };
  if (head.toLowerCase() !== "sites") return { kind: "other" };
  if (name === undefined) return { kind: "sites" };
  return rest.length === 0 ? { kind: "site", name } : { kind: "below", site: name, path: rest.join("/") };
}

function addressOf(found: DriveItem): ConfigAddress | undefined {
  switch (found.kind) {
    case "pools":
      return POOLS;
    case "sites":
      return SITES;
    case "pool":
      return pool(found.name);
    case "site":
      return site(found.name);
    case "below":
      return application(found.site, found.path);
    default:
      return undefined;
  }
}

function object(call: CmdletCall, address: ConfigAddress, shown: string): Instance {
  return new Instance(new ConfigElement(ConfigSession.open(call.machine), address, "", false, shown), call.at);
}

/** Whether the item is there. Where nobody knows and the script does not look whether the command fails, it is. */
function isThere(call: CmdletCall, address: ConfigAddress): boolean {
  if (!webInstalled(call.machine)) return false;
  const key = existenceKey(address);
  if (!key) return true;
  return call.guarded ? entryExists(call.machine, address, call.at) : valueNow(call.machine, key.key) !== false;
}

const iis: Provider = {
  name: "WebAdministration",

  exists(call, at) {
    const found = driveItem(at.path);
    if (found.kind === "other")
      return call.machine.askWhether(`path:${at.shown.toLowerCase()}`, `${at.shown} exists`, `${at.shown} does not exist`);
    const address = addressOf(found);
    if (!address) return webInstalled(call.machine);
    return existenceKey(address) ? entryExists(call.machine, address, call.at) : webInstalled(call.machine);
  },

  getItem(call, at) {
    const found = driveItem(at.path);
    const address = addressOf(found);
    if (!address) return call.unknown(`what ${at.shown} shows`);
    return isThere(call, address) ? object(call, address, at.shown) : undefined;
  },

  children(call, at) {
    const found = driveItem(at.path);
    const { machine } = call;
    if (found.kind === "pools") return listedPools(machine).map((name) => object(call, pool(name), `IIS:\\AppPools\\${name}`));
    if (found.kind === "sites") return listedSites(machine).map((name) => object(call, site(name), `IIS:\\Sites\\${name}`));
    if (found.kind !== "site") return call.unknown(`what is below ${at.shown}`);
    return applicationNames(machine, found.name)
      .filter((path) => path !== "/")
      .map((path) => object(call, application(found.name, path), `IIS:\\Sites\\${found.name}${path.replaceAll("/", "\\")}`));
  },

  newItem(call, at, options) {
    const found = driveItem(at.path);
    const address = addressOf(found);
    if (!address) return undefined;
    if (found.kind === "pool")
      return attempt(call, () => addEntry(call.machine, POOLS, "", named("name", found.name, call), call.at))
        ? object(call, address, at.shown)
        : undefined;
    if (found.kind === "site") return newSite(call, found.name, at.shown);
    if (found.kind === "below") return newBelow(call, found, options.type, at.shown);
    return undefined;
  },

  removeItem(call, at) {
    const address = addressOf(driveItem(at.path));
    if (address) removeEntry(call.machine, address, "", call.at);
  },

  setItem(call, _at, value) {
    for (const given of [value, ...call.input.map((piped) => call.machine.plain(piped))]) {
      if (given instanceof Instance && given.model instanceof ConfigElement) given.model.session.commit(call.at);
    }
  },

  getProperty(call, at, names) {
    const found = driveItem(at.path);
    const address = addressOf(found);
    if (!address) return call.unknown(`properties of ${at.shown}`);
    if (!isThere(call, address)) return undefined;
    if (names === undefined || names.length !== 1) return object(call, address, at.shown);
    return property(call, address, shownText(names[0] as Text));
  },

  setProperty(call, at, name, value) {
    const found = driveItem(at.path);
    const address = addressOf(found);
    if (!address) return;
    if (name instanceof Unknown && name.parts === null) {
      call.undecided(name.cause, `which property of ${at.shown} is set is not known`, ["web"]);
      return;
    }
    attempt(call, () => setNamed(call, found, address, shownText(name), value));
  },

  removeProperty(call, at, name) {
    const address = addressOf(driveItem(at.path));
    if (address) clearElement(call.machine, child(address, shownText(name)), "", call.at);
  },
};

function property(call: CmdletCall, address: ConfigAddress, name: string): Value {
  const { steps, last } = parseDotted(name);
  if (last === null) return call.unknown(`the property ${name}`);
  const element = { section: address.section, steps: [...address.steps, ...steps] };
  if (
    ["processmodel", "applicationpooldefaults", "recycling", "failure", "cpu", "limits", "logfile"].includes(last.toLowerCase())
  ) {
    return object(call, child(element, last), name);
  }
  const target = steps.length === 0 ? homeAddress(element, last) : element;
  const value = attributeNow(call.machine, target, "", last);
  const symbol = `iis:${addressId(target)}|/${last.toLowerCase()}`;
  return new Instance(
    new ConfigValue(call.machine, last, value ?? hostValue(`${last} is known only on the host`, symbol, call.at)),
    call.at,
  );
}

function setNamed(call: CmdletCall, found: DriveItem, address: ConfigAddress, name: string, value: Plain): void {
  const { steps, last } = parseDotted(name);
  if (last === null) return;
  const element = { section: address.section, steps: [...address.steps, ...steps] };
  const place = traceOf(value) ?? call.trace("Value");
  if (last.toLowerCase() === "bindings" && found.kind === "site") {
    setBindings(call, found.name, value);
    return;
  }
  if (value instanceof Dict) {
    for (const [attribute, given] of dictAttributes(call.machine, value, place)) {
      const parts = attribute.split(".");
      const leaf = parts.pop() as string;
      setAttribute(
        call.machine,
        parts.reduce((to, part) => child(to, part), child(element, last)),
        "",
        leaf,
        given.value,
        given.at,
        call.at,
      );
    }
    return;
  }
  // An element object taken from another item, changed and written back.
  if (value instanceof Instance && value.model instanceof ConfigElement) {
    value.model.session.commit(call.at);
    return;
  }
  setAttribute(call.machine, steps.length === 0 ? homeAddress(element, last) : element, "", last, value, place, call.at);
}

function setBindings(call: CmdletCall, name: string, value: Plain): void {
  const elements = elementsOf(call.machine, value);
  if (elements instanceof Unknown) return;
  const texts = elements.flatMap((element) => {
    if (!(element instanceof Dict)) return [];
    const information = dictAttributes(call.machine, element, null).get("bindinginformation");
    const text = information === undefined ? undefined : scalarText(call.machine, information.value);
    return text === null || text === undefined ? [] : [shownText(text)];
  });
  put(call.machine, siteBindings(name), texts, evidence(traceOf(value) ?? call.at));
}

function named(attribute: string, value: string, call: CmdletCall): Attributes {
  return new Map([[attribute, { value: new Str(value, call.trace("Path")), at: call.trace("Path") }]]);
}

function newSite(call: CmdletCall, name: string, shown: string): Value | undefined {
  const done = attempt(call, () => {
    addEntry(call.machine, SITES, "", named("name", name, call), call.at);
    const folder = call.value("PhysicalPath");
    if (folder !== undefined)
      setAttribute(
        call.machine,
        virtualDirectory(name, "/", "/"),
        "",
        "physicalPath",
        folder,
        call.trace("PhysicalPath"),
        call.at,
      );
    const poolName = call.value("ApplicationPool");
    if (poolName !== undefined)
      setAttribute(call.machine, application(name, "/"), "", "applicationPool", poolName, call.trace("ApplicationPool"), call.at);
    const bindings = call.value("Bindings");
    if (bindings !== undefined) setBindings(call, name, bindings);
  });
  return done ? object(call, site(name), shown) : undefined;
}

function newBelow(
  call: CmdletCall,
  found: Extract<DriveItem, { kind: "below" }>,
  type: Text | undefined,
  shown: string,
): Value | undefined {
  const isDirectory = type !== undefined && /^virtual/i.test(shownText(type));
  const address = isDirectory ? virtualDirectory(found.site, "/", found.path) : application(found.site, found.path);
  const done = attempt(call, () => {
    addEntry(
      call.machine,
      { section: address.section, steps: address.steps.slice(0, -1) },
      "",
      named("path", found.path, call),
      call.at,
    );
    const folder = call.value("PhysicalPath");
    const root = isDirectory ? address : virtualDirectory(found.site, found.path, "/");
    if (folder !== undefined) setAttribute(call.machine, root, "", "physicalPath", folder, call.trace("PhysicalPath"), call.at);
    const poolName = call.value("ApplicationPool");
    if (poolName !== undefined && !isDirectory)
      setAttribute(call.machine, address, "", "applicationPool", poolName, call.trace("ApplicationPool"), call.at);
  });
  return done ? object(call, address, shown) : undefined;
}

export const iisDriveFamily: Family = {
  drives: [{ drive: "IIS", provider: iis }],
};
