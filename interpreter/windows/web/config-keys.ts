import {
  type AuthenticationScheme,
  anonymousEnabled,
  anonymousLogonMethod,
  anonymousUserName,
  applicationPool,
  applicationPoolDefault,
  authentication,
  directoryUserName,
  handlerAccess,
  type Key,
  type LogonMethod,
  type PoolIdentityType,
  physicalPath,
  poolIdentityType,
  poolManualGroupMembership,
  poolUserName,
} from "../../../host/keys.js";
import { locationPath } from "../../../host/web/location.js";
import type { Machine } from "../../machine/machine.js";
import { scalarBoolean, scalarInteger, scalarText } from "../../values/scalar-conversions.js";
import { shownText } from "../../values/texts.js";
import { bool, NULL, Str, Unknown, type Value } from "../../values/value.js";
import { nameText } from "../accounts/accounts.js";
import type { ConfigAddress, ConfigStep } from "./config-path.js";

/** Which fact an attribute of the configuration is, with the conversions both ways. */
export interface ConfigTarget<T = unknown> {
  readonly key: Key<T>;
  /** The value written; null: none is legal, so IIS refuses the write. */
  readonly from: (machine: Machine, value: Value) => { readonly value: T } | Unknown | null;
  readonly show: (value: T) => Value;
  /** What the attribute is when it is removed. */
  readonly removed: T;
}

const SCHEMES: ReadonlyMap<string, AuthenticationScheme> = new Map([
  ["anonymousauthentication", "anonymous"],
  ["basicauthentication", "basic"],
  ["digestauthentication", "digest"],
  ["windowsauthentication", "windows"],
  ["clientcertificatemappingauthentication", "clientCertificate"],
  ["iisclientcertificatemappingauthentication", "iisClientCertificate"],
]);

const IDENTITIES: readonly PoolIdentityType[] = [
  "LocalSystem",
  "LocalService",
  "NetworkService",
  "SpecificUser",
  "ApplicationPoolIdentity",
];
const LOGON_METHODS: readonly LogonMethod[] = ["Interactive", "Batch", "Network", "ClearText"];

const AUTHENTICATION = "system.webserver/security/authentication/";

/** The fact behind an attribute; "secret": a password, never kept; undefined: nothing that a rule looks at. */
export function configTarget(address: ConfigAddress, location: string, attribute: string): ConfigTarget | "secret" | undefined {
  const section = address.section.toLowerCase();
  const name = attribute.toLowerCase();
  if (name === "password") return "secret";
  const found = section.startsWith(AUTHENTICATION)
    ? authenticationTarget(section.slice(AUTHENTICATION.length), location, name)
    : section === "system.webserver/handlers" && address.steps.length === 0 && name === "accesspolicy"
      ? flags(handlerAccess(location))
      : section === "system.applicationhost/applicationpools"
        ? poolTarget(address.steps, name)
        : section === "system.applicationhost/sites"
          ? siteTarget(address.steps, name)
          : undefined;
  return found as ConfigTarget | undefined;
}

function authenticationTarget(name: string, location: string, attribute: string): unknown {
  const scheme = SCHEMES.get(name);
  if (scheme === undefined) return undefined;
  if (attribute === "enabled")
    return flag(scheme === "anonymous" ? anonymousEnabled(location) : authentication(scheme, location));
  if (scheme !== "anonymous") return undefined;
  if (attribute === "username") return account(anonymousUserName(location));
  return attribute === "logonmethod" ? oneOf(anonymousLogonMethod(location), LOGON_METHODS) : undefined;
}

function poolTarget(steps: readonly ConfigStep[], attribute: string): unknown {
  const [first, second] = steps;
  const isDefaults = first?.kind === "child" && first.name.toLowerCase() === "applicationpooldefaults";
  const pool = isDefaults ? "" : first?.kind === "entry" ? first.where.get("name") : undefined;
  if (pool === undefined || second?.kind !== "child" || second.name.toLowerCase() !== "processmodel" || steps.length !== 2)
    return undefined;
  switch (attribute) {
    case "identitytype":
      return oneOf(poolIdentityType(pool), IDENTITIES);
    case "username":
      return account(poolUserName(pool));
    case "manualgroupmembership":
      return flag(poolManualGroupMembership(pool));
  }
  return undefined;
}

/** Location of the entries of sites that an address goes through. */
export interface SitePlace {
  /** `""`: the defaults of all sites. */
  readonly site: string;
  /** null: the site itself. */
  readonly application: string | null;
  readonly directory: string | null;
  /** Child elements after the entries: `applicationDefaults`. */
  readonly children: readonly string[];
}

export function sitePlace(steps: readonly ConfigStep[]): SitePlace | undefined {
  const entries: string[] = [];
  const children: string[] = [];
  for (const step of steps) {
    if (step.kind === "child") children.push(step.name.toLowerCase());
    else if (children.length > 0) return undefined;
    else {
      const name = step.where.get(entries.length === 0 ? "name" : "path");
      if (name === undefined) return undefined;
      entries.push(entries.length === 0 ? name : locationPath(name));
    }
  }
  return { site: entries[0] ?? "", application: entries[1] ?? null, directory: entries[2] ?? null, children };
}

export function directoryLocation(place: SitePlace): string {
  return [place.site, place.application ?? "", place.directory ?? ""].filter((part) => part !== "").join("/");
}

function siteTarget(steps: readonly ConfigStep[], attribute: string): unknown {
  const place = sitePlace(steps);
  if (!place) return undefined;
  const defaults = place.children.at(-1) === "applicationdefaults";
  if (attribute === "applicationpool") {
    if (defaults && place.application === null) return text(applicationPoolDefault(place.site));
    return place.application !== null && place.children.length === 0
      ? text(applicationPool(place.site, place.application))
      : undefined;
  }
  if (place.children.length > 0 || place.application === null) return undefined;
  // The root directory of an application, or a virtual directory of its own.
  const location = directoryLocation(place);
  if (attribute === "physicalpath") return text(physicalPath(location) as Key<string | null>);
  return attribute === "username" ? account(directoryUserName(location) as Key<string | null>) : undefined;
}

// ---------------------------------------------------------------- conversions

function text(key: Key<string | null>): ConfigTarget<string | null> {
  return {
    key,
    from: (machine, value) => {
      const found = scalarText(machine, value);
      if (found === null) return { value: "" };
      if (found instanceof Unknown && found.parts === null) return found;
      return found === undefined ? null : { value: shownText(found) };
    },
    show: (value) => (value === null ? NULL : new Str(value)),
    removed: null,
  };
}

/** The name of an account, in which the host's own name is the one that the model of the host knows. */
function account(key: Key<string | null>): ConfigTarget<string | null> {
  return {
    ...text(key),
    from: (machine, value) => {
      const found = scalarText(machine, value);
      if (found === null) return { value: "" };
      if (found instanceof Unknown && found.parts === null) return found;
      return found === undefined ? null : { value: nameText(found) };
    },
  };
}

function flag(key: Key<boolean | null>): ConfigTarget<boolean | null> {
  return {
    key,
    from: (machine, value) => {
      const found = scalarBoolean(machine, value);
      return found === undefined ? null : found instanceof Unknown ? found : { value: found };
    },
    show: (value) => (value === null ? NULL : bool(value)),
    removed: null,
  };
}

function oneOf<T extends string>(key: Key<T | null>, names: readonly T[]): ConfigTarget<T | null> {
  return {
    key,
    from: (machine, value) => {
      const plain = machine.plain(value);
      if (plain instanceof Unknown) return plain;
      const shown = scalarText(machine, plain);
      const byName =
        typeof shown === "string" ? names.find((name) => name.toLowerCase() === shown.trim().toLowerCase()) : undefined;
      if (byName !== undefined) return { value: byName };
      const number = scalarInteger(machine, plain);
      const byNumber = typeof number === "number" ? names[number] : undefined;
      return byNumber === undefined ? null : { value: byNumber };
    },
    show: (value) => (value === null ? NULL : new Str(value)),
    removed: null,
  };
}

const ACCESS = [
  "Read",
  "Write",
  "Execute",
  "Source",
  "Script",
  "NoRemoteWrite",
  "NoRemoteRead",
  "NoRemoteExecute",
  "NoRemoteScript",
];

function flags(key: Key<readonly string[] | null>): ConfigTarget<readonly string[] | null> {
  return {
    key,
    from: (machine, value) => {
      const found = scalarText(machine, value);
      if (found instanceof Unknown) return found;
      if (typeof found !== "string") return null;
      const names = found.split(",").map((part) => part.trim().toLowerCase());
      return { value: ACCESS.filter((name) => names.includes(name.toLowerCase())) };
    },
    show: (value) => (value === null ? NULL : new Str(value.join(", "))),
    removed: null,
  };
}
