// Resources for the web server, of xWebAdministration and WebAdministrationDsc.
import { applicationExists, siteBindings, siteExists } from "../../../host/keys.js";
import { locationPath } from "../../../host/web/location.js";
import { Unknown, type Value } from "../../values/value.js";
import { put } from "../shared/host-facts.js";
import { setUnlocked } from "../web/config-lock.js";
import {
  application,
  type ConfigAddress,
  child,
  entry,
  POOLS,
  parseDotted,
  parseFilter,
  pool,
  SITES,
  site,
  virtualDirectory,
} from "../web/config-path.js";
import { type Attributes, addEntry, ConfigError, removeAttribute, removeEntry, setAttribute } from "../web/config-store.js";
import type { ResourceCall, ResourceModel } from "./resource-call.js";

/** What a refused write does to a resource: it fails, and the rest of the configuration goes on. */
function guarded(run: () => void): void {
  try {
    run();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
  }
}

function nameOf(call: ResourceCall, property: string): string | undefined {
  return call.shown(property);
}

/** Sets an attribute from a property that is given. */
function attribute(call: ResourceCall, property: string, address: ConfigAddress, name: string, location = ""): void {
  const value = call.value(property);
  if (value === undefined || value.kind === "null") return;
  guarded(() => setAttribute(call.machine, address, location, name, value, call.place(property), call.at));
}

function attributesOf(call: ResourceCall, names: readonly (readonly [property: string, attribute: string])[]): Attributes {
  const found = new Map<string, { value: Value; at: ReturnType<ResourceCall["place"]> }>();
  for (const [property, name] of names) {
    const value = call.value(property);
    if (value !== undefined && value.kind !== "null") found.set(name, { value, at: call.place(property) });
  }
  return found;
}

const SCHEMES: readonly (readonly [string, string])[] = [
  ["Anonymous", "anonymousAuthentication"],
  ["Basic", "basicAuthentication"],
  ["Digest", "digestAuthentication"],
  ["Windows", "windowsAuthentication"],
];

/** AuthenticationInfo: written for the location in applicationHost.config. */
function authentication(call: ResourceCall, location: string): void {
  for (const info of call.embedded("AuthenticationInfo", ["web"]))
    for (const [property, section] of SCHEMES)
      attribute(
        info,
        property,
        { section: `system.webServer/security/authentication/${section}`, steps: [] },
        "enabled",
        location,
      );
}

// ---------------------------------------------------------------- sites

function setSite(call: ResourceCall): void {
  const name = nameOf(call, "Name");
  if (name === undefined) return;
  const address = site(name);
  const { machine } = call;
  if (call.isAbsent) return removeEntry(machine, address, "", call.place("Name"));
  const from = call.evidenceOf("Name", `${call.shownName} makes sure of the site`);
  put(machine, siteExists(name), true, from);
  put(machine, applicationExists(name, ""), true, from);
  attribute(call, "PhysicalPath", virtualDirectory(name, "/", "/"), "physicalPath");
  attribute(call, "ApplicationPool", application(name, "/"), "applicationPool");
  const bindings = call.embedded("BindingInfo", ["web"]);
  if (bindings.length > 0) {
    const shown = bindings.map(
      (one) =>
        one.shown("BindingInformation") ??
        [one.shown("IPAddress") ?? "*", one.shown("Port") ?? "80", one.shown("HostName") ?? ""].join(":"),
    );
    put(machine, siteBindings(name), shown, call.evidenceOf("BindingInfo"));
  }
  authentication(call, name);
}

function setApplication(call: ResourceCall): void {
  const website = nameOf(call, "Website");
  const name = nameOf(call, "Name");
  if (website === undefined || name === undefined) return;
  const address = application(website, name);
  if (call.isAbsent) return removeEntry(call.machine, address, "", call.place("Name"));
  put(
    call.machine,
    applicationExists(website, name),
    true,
    call.evidenceOf("Name", `${call.shownName} makes sure of the application`),
  );
  attribute(call, "WebAppPool", address, "applicationPool");
  attribute(call, "PhysicalPath", virtualDirectory(website, name, "/"), "physicalPath");
  authentication(call, `${website}/${locationPath(name)}`);
}

function setVirtualDirectory(call: ResourceCall): void {
  const website = nameOf(call, "Website");
  const name = nameOf(call, "Name");
  if (website === undefined || name === undefined) return;
  const address = virtualDirectory(website, nameOf(call, "WebApplication") ?? "/", name);
  if (call.isAbsent) return removeEntry(call.machine, address, "", call.place("Name"));
  attribute(call, "PhysicalPath", address, "physicalPath");
  const user = call.userOf("Credential");
  if (user !== undefined)
    guarded(() => setAttribute(call.machine, address, "", "userName", user, call.place("Credential"), call.at));
}

// ---------------------------------------------------------------- pools

function setPool(call: ResourceCall, address: ConfigAddress): void {
  const model = child(address, "processModel");
  attribute(call, "identityType", model, "identityType");
  attribute(call, "manualGroupMembership", model, "manualGroupMembership");
  const user = call.userOf("Credential");
  if (user !== undefined)
    guarded(() => setAttribute(call.machine, model, "", "userName", user, call.place("Credential"), call.at));
}

function setNamedPool(call: ResourceCall): void {
  const name = nameOf(call, "Name");
  if (name === undefined) return;
  if (call.isAbsent) return removeEntry(call.machine, pool(name), "", call.place("Name"));
  guarded(() => addEntry(call.machine, POOLS, "", attributesOf(call, [["Name", "name"]]), call.at));
  setPool(call, pool(name));
}

function setSiteDefaults(call: ResourceCall): void {
  attribute(call, "DefaultApplicationPool", child(SITES, "applicationDefaults"), "applicationPool");
}

// ---------------------------------------------------------------- sections

function location(call: ResourceCall): string {
  const path = call.shown("WebsitePath", "Path", "ConfigurationPath", "PSPath") ?? "";
  const text = path.replaceAll("\\", "/").replace(/^\/+/, "");
  if (/^machine\/webroot\/?$/i.test(text) || /^iis:\/?(?:sites\/?)?$/i.test(text)) return "";
  return locationPath(text);
}

function setProperty(call: ResourceCall): void {
  const filter = call.shown("Filter");
  const name = call.shown("PropertyName");
  if (filter === undefined || name === undefined) return;
  const { address } = parseFilter(filter);
  const { steps, last } = parseDotted(name);
  const at = location(call);
  const target = { ...address, steps: [...address.steps, ...steps], inWebConfig: at !== "" };
  if (last === null) return;
  if (call.isAbsent) removeAttribute(call.machine, target, at, last, call.place("PropertyName"));
  else attribute(call, "Value", target, last, at);
}

function setPropertyCollection(call: ResourceCall): void {
  const filter = call.shown("Filter");
  const key = call.shown("ItemKeyName");
  const keyValue = call.value("ItemKeyValue");
  if (filter === undefined || key === undefined || keyValue === undefined) return;
  const { address: base } = parseFilter(filter);
  const { steps, last } = parseDotted(call.shown("CollectionName") ?? ".");
  const address = {
    ...base,
    steps: [...base.steps, ...steps, ...(last === null ? [] : [{ kind: "child" as const, name: last }])],
  };
  const at = location(call);
  if (call.isAbsent)
    return removeEntry(
      call.machine,
      entry(address, new Map([[key.toLowerCase(), call.shown("ItemKeyValue") ?? ""]])),
      at,
      call.place("ItemKeyValue"),
    );
  const attributes = new Map([[key.toLowerCase(), { value: keyValue as Value, at: call.place("ItemKeyValue") }]]);
  const property = call.shown("ItemPropertyName");
  const value = call.value("ItemPropertyValue");
  if (property !== undefined && value !== undefined)
    attributes.set(property.toLowerCase(), { value, at: call.place("ItemPropertyValue") });
  guarded(() => addEntry(call.machine, address, at, attributes, call.at));
}

function setDelegation(call: ResourceCall): void {
  const filter = call.shown("Filter", "SectionName");
  if (filter === undefined) return;
  const mode = call.text("OverrideMode");
  if (mode instanceof Unknown) return call.undecided(mode, ["web"], `OverrideMode of ${call.shownName}`);
  setUnlocked(call.machine, parseFilter(filter).address.section, location(call), mode?.toLowerCase() === "allow");
}

const INERT: readonly string[] = [
  "xIisLogging",
  "IisLogging",
  "xIisMimeTypeMapping",
  "IisMimeTypeMapping",
  "xIisModule",
  "IisModule",
  "xIisHandler",
  "WebApplicationHandler",
  "xSslSettings",
  "SslSettings",
  "xWebConfigKeyValue",
  "WebConfigKeyValue",
];

export const webResources: readonly ResourceModel[] = [
  { types: ["xWebSite", "WebSite"], set: setSite },
  { types: ["xWebApplication", "WebApplication"], set: setApplication },
  { types: ["xWebVirtualDirectory", "WebVirtualDirectory"], set: setVirtualDirectory },
  { types: ["xWebAppPool", "WebAppPool"], set: setNamedPool },
  { types: ["xWebAppPoolDefaults", "WebAppPoolDefaults"], set: (call) => setPool(call, child(POOLS, "applicationPoolDefaults")) },
  { types: ["xWebSiteDefaults", "WebSiteDefaults"], set: setSiteDefaults },
  { types: ["xWebConfigProperty", "WebConfigProperty"], set: setProperty },
  { types: ["xWebConfigPropertyCollection", "WebConfigPropertyCollection"], set: setPropertyCollection },
  { types: ["xIisFeatureDelegation", "IisFeatureDelegation"], set: setDelegation },
  { types: INERT, set: () => undefined },
];
