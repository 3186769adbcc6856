import {
  anonymousDenied,
  applicationExists,
  applicationPool,
  applicationPoolDefault,
  directoryUserName,
  feature,
  type Key,
  poolExists,
  poolIdentityType,
  poolManualGroupMembership,
  poolUserName,
  siteBindings,
  siteExists,
} from "../../../host/keys.js";
import type { Machine } from "../../machine/machine.js";
import { evidence } from "../../values/provenance.js";
import { hostValue, scalarOf, scalarText } from "../../values/scalar-conversions.js";
import type { Trace } from "../../values/source.js";
import { shownText, traceOf } from "../../values/texts.js";
import { Str, Unknown, type Value } from "../../values/value.js";
import { SITE_IDS } from "../metabase/web.js";
import { put, putUnknown, reading, valueNow, whether } from "../shared/host-facts.js";
import { configTarget, directoryLocation, sitePlace } from "./config-keys.js";
import { isLocked } from "./config-lock.js";
import { addressId, type ConfigAddress } from "./config-path.js";
import { forgetAttributes, rememberAttribute, rememberedAttribute } from "./other-attributes.js";

/**
 * The configuration of IIS as facts: writing attributes, adding and removing entries, reading. All tools come here, when
 * what they do takes effect (ServerManager's objects only in CommitChanges).
 */

/** Attributes and child elements given with an entry or an element; names as `processModel.identityType`, lower case. */
export type Attributes = ReadonlyMap<string, { readonly value: Value; readonly at: Trace | null }>;

/** The value is none that the attribute takes, or there is no such entry: nothing was changed. */
export class ConfigError extends Error {}

/** False: IIS is known not to be installed. */
export function webInstalled(machine: Machine): boolean {
  return valueNow(machine, feature("Web-Server")) !== false;
}

// ---------------------------------------------------------------- attributes

export function setAttribute(
  machine: Machine,
  address: ConfigAddress,
  location: string,
  attribute: string,
  value: Value,
  at: Trace | null,
  commit: Trace | null,
): void {
  const missing = missingEntry(machine, address);
  if (missing !== undefined) throw new ConfigError(`Cannot find ${missing}`);
  if (address.inWebConfig && isLocked(machine, address.section, location)) {
    throw new ConfigError(
      `This configuration section cannot be used at this path: ${address.section} is locked at a parent level`,
    );
  }
  const target = configTarget(address, location, attribute);
  if (target === undefined) rememberAttribute(machine, address, location, attribute, value);
  if (target === undefined || target === "secret") return;
  const plain = scalarOf(machine, value);
  const place = traceOf(plain) ?? at ?? commit;
  const found = evidence(place, commit, `sets ${attribute}`);
  const known = target.from(machine, plain);
  if (known === null) throw new ConfigError(`${attribute} does not take this value`);
  if (known instanceof Unknown) putUnknown(machine, target.key, known.cause, known.why, found);
  else put(machine, target.key, known.value, found);
}

export function removeAttribute(
  machine: Machine,
  address: ConfigAddress,
  location: string,
  attribute: string,
  at: Trace | null,
): void {
  const target = configTarget(address, location, attribute);
  if (target === undefined || target === "secret") return forgetAttributes(machine, address, location);
  put(machine, target.key, target.removed, evidence(at, at, `removes ${attribute}`));
}

/** All attributes of a section or element go back to what they inherit. */
export function clearElement(machine: Machine, address: ConfigAddress, location: string, at: Trace | null): void {
  for (const attribute of ["enabled", "userName", "logonMethod", "accessPolicy"])
    removeAttribute(machine, address, location, attribute, at);
  for (const attribute of ["identityType", "userName", "manualGroupMembership"])
    removeAttribute(machine, address, location, attribute, at);
  forgetAttributes(machine, address, location);
  if (isAuthorization(address)) put(machine, anonymousDenied(location), null, evidence(at));
}

/** The value now; Unknown when only the host knows; undefined: nothing that is modelled. */
export function attributeNow(machine: Machine, address: ConfigAddress, location: string, attribute: string): Value | undefined {
  const target = configTarget(address, location, attribute);
  const symbol = `iis:${addressId(address)}|${location.toLowerCase()}/${attribute.toLowerCase()}`;
  if (target === "secret") return hostValue("a password", symbol, null, "System.String");
  if (target === undefined) return rememberedAttribute(machine, address, location, attribute);
  const now = reading(machine, target.key);
  if ("value" in now && now.value !== null) return target.show(now.value);
  if (now.status === "unknown") return new Unknown(now.fact.cause, now.fact.why, symbol);
  return (
    inheritedValue(machine, address, location, attribute) ?? hostValue(`${attribute} is known only on the host`, symbol, null)
  );
}

/** What an attribute that is not set here gets from the place around it, as far as that is known. */
function inheritedValue(machine: Machine, address: ConfigAddress, location: string, attribute: string): Value | undefined {
  if (address.section.startsWith("system.webServer/") && location !== "") {
    const above = location.includes("/") ? location.slice(0, location.lastIndexOf("/")) : "";
    return attributeNow(machine, address, above, attribute);
  }
  const [first, ...rest] = address.steps;
  if (first?.kind === "entry" && address.section.endsWith("/applicationPools")) {
    return attributeNow(
      machine,
      { section: address.section, steps: [{ kind: "child", name: "applicationPoolDefaults" }, ...rest] },
      location,
      attribute,
    );
  }
  if (attribute.toLowerCase() === "applicationpool") {
    const place = sitePlace(address.steps);
    const fallback = place
      ? (valueNow(machine, applicationPoolDefault(place.site)) ?? valueNow(machine, applicationPoolDefault("")))
      : undefined;
    return typeof fallback === "string" ? new Str(fallback) : undefined;
  }
  return undefined;
}

// ---------------------------------------------------------------- entries

/** An entry on the address that is known not to be there; undefined: all may be. */
function missingEntry(machine: Machine, address: ConfigAddress): string | undefined {
  if (!webInstalled(machine)) return "IIS";
  const key = existenceKey(address);
  if (!key) return undefined;
  return valueNow(machine, key.key) === false ? key.shown : undefined;
}

interface Existence {
  readonly key: Key<boolean>;
  readonly shown: string;
}

/** The fact that says whether the entry at (the beginning of) the address exists. */
export function existenceKey(address: ConfigAddress): Existence | undefined {
  const section = address.section.toLowerCase();
  const [first] = address.steps;
  if (section === "system.applicationhost/applicationpools") {
    const name = first?.kind === "entry" ? first.where.get("name") : undefined;
    return name === undefined ? undefined : { key: poolExists(name), shown: `the application pool ${name}` };
  }
  if (section !== "system.applicationhost/sites") return undefined;
  const entries = address.steps.filter((step) => step.kind === "entry").slice(0, 2);
  const place = sitePlace(entries);
  if (!place || place.site === "") return undefined;
  if (place.application === null || place.application === "")
    return { key: siteExists(place.site), shown: `the site ${place.site}` };
  return { key: applicationExists(place.site, place.application), shown: `the application ${place.site}/${place.application}` };
}

/** Whether a pool, site or application is there; asks the host when nobody knows. */
export function entryExists(machine: Machine, address: ConfigAddress, at: Trace | null): boolean {
  if (!webInstalled(machine)) return false;
  const existence = existenceKey(address);
  if (!existence) return true;
  return whether(machine, existence.key, `${existence.shown} exists`, `${existence.shown} does not exist`, evidence(at));
}

/** A collection entry is added: a pool, a site, an application, a virtual directory, a rule, a binding. */
export function addEntry(
  machine: Machine,
  address: ConfigAddress,
  location: string,
  attributes: Attributes,
  commit: Trace | null,
): void {
  if (!webInstalled(machine)) throw new ConfigError("IIS is not installed");
  const section = address.section.toLowerCase();
  if (section === "system.applicationhost/applicationpools") addPool(machine, attributes, commit);
  else if (section === "system.applicationhost/sites") addToSites(machine, address, attributes, commit);
  else if (isAuthorization(address)) authorizationRule(machine, location, attributes, commit);
}

export function given(machine: Machine, attributes: Attributes, name: string): string | undefined {
  const found = attributes.get(name);
  const text = found === undefined ? undefined : scalarText(machine, found.value);
  return text === null || text === undefined ? undefined : shownText(text);
}

function addPool(machine: Machine, attributes: Attributes, commit: Trace | null): void {
  const name = given(machine, attributes, "name");
  if (name === undefined) return;
  put(machine, poolExists(name), true, evidence(attributes.get("name")?.at ?? commit));
  setAll(
    machine,
    { section: "system.applicationHost/applicationPools", steps: [{ kind: "entry", where: new Map([["name", name]]) }] },
    attributes,
    commit,
  );
}

function addToSites(machine: Machine, address: ConfigAddress, attributes: Attributes, commit: Trace | null): void {
  const depth = address.steps.filter((step) => step.kind === "entry").length;
  const last = address.steps.at(-1);
  const place = sitePlace(address.steps.filter((step) => step.kind === "entry"));
  const at = evidence(attributes.get("name")?.at ?? attributes.get("path")?.at ?? commit);
  if (last?.kind === "child" && last.name.toLowerCase() === "bindings") {
    const information = given(machine, attributes, "bindinginformation");
    if (!place || information === undefined) return;
    const before = valueNow(machine, siteBindings(place.site)) ?? [];
    put(machine, siteBindings(place.site), [...before, information], at);
    return;
  }
  const name = given(machine, attributes, depth === 0 ? "name" : "path");
  if (name === undefined || !place) return;
  const where = new Map([[depth === 0 ? "name" : "path", name]]);
  const added: ConfigAddress = { section: address.section, steps: [...address.steps, { kind: "entry", where }] };
  if (depth === 0) {
    put(machine, siteExists(name), true, at);
    put(machine, applicationExists(name, ""), true, at);
    const id = given(machine, attributes, "id");
    if (id !== undefined) machine.setRow(SITE_IDS, name.toLowerCase(), { key: id, name });
  } else if (depth === 1) put(machine, applicationExists(place.site, name), true, at);
  setAll(machine, added, attributes, commit);
}

/** Sets the attributes that are facts; `processmodel.identitytype` goes to the child element. */
export function setAll(
  machine: Machine,
  address: ConfigAddress,
  attributes: Attributes,
  commit: Trace | null,
  location = "",
): void {
  for (const [name, { value, at }] of attributes) {
    const parts = name.split(".");
    const attribute = parts.pop() as string;
    const target = {
      ...address,
      steps: [...address.steps, ...parts.map((part) => ({ kind: "child" as const, name: part }))],
    };
    setAttribute(machine, target, location, attribute, value, at, commit);
  }
}

export function removeEntry(machine: Machine, address: ConfigAddress, location: string, commit: Trace | null): void {
  forgetAttributes(machine, address, location);
  const found = evidence(commit);
  const [first] = address.steps;
  if (address.section.toLowerCase() === "system.applicationhost/applicationpools") {
    const name = first?.kind === "entry" ? first.where.get("name") : undefined;
    if (name === undefined) return;
    put(machine, poolExists(name), false, found);
    put(machine, poolIdentityType(name), null, found);
    put(machine, poolUserName(name), null, found);
    put(machine, poolManualGroupMembership(name), null, found);
    return;
  }
  if (isAuthorization(address)) {
    authorizationRemoved(machine, location, first?.kind === "entry" ? first.where : new Map(), commit);
    return;
  }
  if (address.section.toLowerCase() !== "system.applicationhost/sites") return;
  const place = sitePlace(address.steps);
  if (!place || place.site === "") return;
  if (place.application === null) {
    put(machine, siteExists(place.site), false, found);
    for (const key of machine.host.view(machine.assumptions).keys("applicationExists", place.site))
      put(machine, key, false, found);
    put(machine, applicationExists(place.site, ""), false, found);
  } else if (place.directory === null) {
    put(machine, applicationExists(place.site, place.application), false, found);
    put(machine, applicationPool(place.site, place.application), null, found);
  } else put(machine, directoryUserName(directoryLocation(place)), "", found);
}

// ---------------------------------------------------------------- URL authorization

const AUTHORIZATION = "system.webserver/security/authorization";

export function isAuthorization(address: ConfigAddress): boolean {
  return address.section.toLowerCase() === AUTHORIZATION;
}

/** A rule that turns everybody or the anonymous visitors (`?`) away, for all verbs, denies; one that lets `*` in allows. */
function authorizationRule(machine: Machine, location: string, attributes: Attributes, commit: Trace | null): void {
  const users = given(machine, attributes, "users") ?? "";
  if ((given(machine, attributes, "verbs") ?? "") !== "") return;
  const names = users.split(",").map((name) => name.trim());
  const access = (given(machine, attributes, "accesstype") ?? "").toLowerCase();
  const found = evidence(attributes.get("users")?.at ?? commit, commit, "adds an authorization rule");
  if ((access === "deny" || access === "1") && (names.includes("?") || names.includes("*")))
    put(machine, anonymousDenied(location), true, found);
  // A deny rule, here or above, is evaluated first: an allow rule does not undo it.
}

function authorizationRemoved(
  machine: Machine,
  location: string,
  where: ReadonlyMap<string, string>,
  commit: Trace | null,
): void {
  const users = where.get("users");
  const access = where.get("accesstype")?.toLowerCase();
  if (users === undefined || access === "allow") return;
  if (["?", "*"].includes(users)) put(machine, anonymousDenied(location), null, evidence(commit));
}
