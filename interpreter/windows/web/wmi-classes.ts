import { locationPath } from "../../../host/web/location.js";
import type { Machine } from "../../machine/machine.js";
import { PsError } from "../../tools/script-error.js";
import type { Family } from "../../tools/toolbox.js";
import { type WmiArguments, type WmiClass, wmiArgument, wmiClass } from "../../tools/wmi-class.js";
import { hostValue, scalarText } from "../../values/scalar-conversions.js";
import type { Trace } from "../../values/source.js";
import { shownText, traceOf } from "../../values/texts.js";
import { Instance, Str, type Value } from "../../values/value.js";
import { applicationNames, listedPools, listedSites } from "../shared/config-names.js";
import { WEB_NAMESPACE } from "../wmi/find.js";
import { ConfigElement } from "./config-objects.js";
import { application, type ConfigAddress, child, POOLS, pool, SITES, site } from "./config-path.js";
import { ConfigSession } from "./config-session.js";
import { addEntry, attributeNow, ConfigError, entryExists, removeEntry, setAttribute } from "./config-store.js";

/** `root\WebAdministration` (IIS WMI provider): pools, sites, applications and the authentication sections. */

interface Entry {
  readonly keys: ReadonlyMap<string, string>;
  readonly address: ConfigAddress;
  readonly location: string;
  /** Embedded objects keep what was set on them until the object that holds them is written. */
  readonly session: ConfigSession;
}

function text(machine: Machine, value: Value | undefined): string | undefined {
  const found = value === undefined ? undefined : scalarText(machine, value);
  return found === null || found === undefined ? undefined : shownText(found);
}

const EMBEDDED = new Set([
  "processmodel",
  "recycling",
  "failure",
  "cpu",
  "limits",
  "applicationdefaults",
  "virtualdirectorydefaults",
  "logfile",
]);

function readEntry(machine: Machine, entry: Entry, property: string, at: Trace | null): Value | undefined {
  const key = entry.keys.get(property);
  if (key !== undefined) return new Str(key);
  if (EMBEDDED.has(property))
    return new Instance(new ConfigElement(entry.session, child(entry.address, property), entry.location), at);
  return (
    attributeNow(machine, entry.address, entry.location, property) ??
    hostValue(
      `${property} is known only on the host`,
      `wmi:web:${[...entry.keys.values()].join("|").toLowerCase()}.${property}`,
      null,
    )
  );
}

function writeEntry(machine: Machine, entry: Entry, changes: ReadonlyMap<string, Value>, at: Trace | null): void {
  try {
    for (const [name, value] of changes) {
      const plain = machine.plain(value);
      if (plain instanceof Instance && plain.model instanceof ConfigElement) plain.model.session.commit(at);
      else setAttribute(machine, entry.address, entry.location, name, value, traceOf(plain) ?? at, at);
    }
  } catch (error) {
    if (error instanceof ConfigError) throw failure(error.message, at);
    throw error;
  }
  entry.session.commit(at);
}

function failure(message: string, at: Trace | null): PsError {
  return new PsError({ id: "WMIMethodException", message, exception: "System.Management.ManagementException", at });
}

function collection(
  keys: readonly string[],
  list: (machine: Machine) => readonly (readonly string[])[],
  address: (names: readonly string[]) => ConfigAddress,
  create: (machine: Machine, args: WmiArguments, at: Trace | null) => void,
): WmiClass<Entry> {
  const make = (machine: Machine, names: readonly string[]): Entry => ({
    keys: new Map(keys.map((key, index) => [key.toLowerCase(), names[index] as string])),
    address: address(names),
    location: "",
    session: ConfigSession.open(machine),
  });
  return {
    keys,
    properties: "any",
    embedded: true,
    areas: ["web"],
    find: (machine, wanted, at) => {
      const names = keys.map((key) => text(machine, wanted.get(key.toLowerCase())));
      if (names.every((name): name is string => name !== undefined)) {
        const entry = make(machine, names);
        return entryExists(machine, entry.address, at) ? [entry] : [];
      }
      return list(machine).map((found) => make(machine, found));
    },
    read: readEntry,
    write: writeEntry,
    remove: (machine, entry, at) => removeEntry(machine, entry.address, "", at),
    invoke: (machine, instance, method, args, at) => {
      if (instance === null && method === "create") create(machine, args, at);
      return new Map();
    },
  };
}

function added(machine: Machine, parent: ConfigAddress, attribute: string, value: Value | undefined, at: Trace | null): void {
  if (value !== undefined)
    addEntry(machine, parent, "", new Map([[attribute, { value, at: traceOf(machine.plain(value)) ?? at }]]), at);
}

/** Sections by the path of the configuration they are read at: `MACHINE/WEBROOT/APPHOST/Default Web Site`. */
function section(name: string): WmiClass<Entry> {
  return {
    keys: ["Path", "Location"],
    properties: "any",
    areas: ["web"],
    find: (machine, wanted) => {
      const path = text(machine, wanted.get("path")) ?? "MACHINE/WEBROOT/APPHOST";
      const below = text(machine, wanted.get("location")) ?? "";
      const location = [locationPath(path), locationPath(below)].filter((part) => part !== "").join("/");
      const keys = new Map([
        ["path", path],
        ["location", below],
      ]);
      return [{ keys, address: { section: name, steps: [] }, location, session: ConfigSession.open(machine) }];
    },
    read: readEntry,
    write: writeEntry,
  };
}

const AUTHENTICATION = "system.webServer/security/authentication";

export const webClassesFamily: Family = {
  wmiClasses: [
    wmiClass(
      WEB_NAMESPACE,
      "ApplicationPool",
      collection(
        ["Name"],
        (machine) => listedPools(machine).map((name) => [name]),
        ([name]) => pool(name as string),
        (machine, args, at) => added(machine, POOLS, "name", wmiArgument(args, 0, "Name"), at),
      ),
    ),
    wmiClass(
      WEB_NAMESPACE,
      "Site",
      collection(
        ["Name"],
        (machine) => listedSites(machine).map((name) => [name]),
        ([name]) => site(name as string),
        (machine, args, at) => added(machine, SITES, "name", wmiArgument(args, 0, "Name"), at),
      ),
    ),
    wmiClass(
      WEB_NAMESPACE,
      "Application",
      collection(
        ["SiteName", "Path"],
        (machine) => listedSites(machine).flatMap((name) => applicationNames(machine, name).map((path) => [name, path])),
        ([name, path]) => application(name as string, path as string),
        (machine, args, at) => {
          const name = text(machine, wmiArgument(args, 1, "SiteName"));
          if (name !== undefined) added(machine, site(name), "path", wmiArgument(args, 0, "Path"), at);
        },
      ),
    ),
    ...["Anonymous", "Basic", "Digest", "Windows", "ClientCertificateMapping", "IisClientCertificateMapping"].map((name) => {
      const tag = `${name.charAt(0).toLowerCase()}${name.slice(1)}Authentication`;
      return wmiClass(WEB_NAMESPACE, `${name}AuthenticationSection`, section(`${AUTHENTICATION}/${tag}`));
    }),
  ],
};
