import type { Machine } from "../../machine/machine.js";
import { computerName, ownAddress } from "../../os/computer.js";
import { used } from "../../tools/open-world/uses.js";
import { areasOfWmiClass, reachOfWmiClass } from "../../tools/open-world/wmi.js";
import type { RegisteredClass, WmiClass } from "../../tools/wmi-class.js";
import type { Trace } from "../../values/source.js";
import { array, bool, int, NULL, Str, str, Unknown, type Value } from "../../values/value.js";

/**
 * A class that shows nothing a rule looks at: operating system, hardware, network cards. It has one instance whose properties
 * only the host knows; a query for particular ones may find it or not. Writing it and its methods change what the open-world
 * table says: mostly nothing.
 */
interface OrdinaryInstance {
  /** What a query asked for by equality: so the instance has it. */
  readonly pinned: ReadonlyMap<string, Value>;
}

export function ordinaryClass(namespace: string, name: string): RegisteredClass {
  return { name, namespace, model: ordinaryModel(namespace, name) };
}

/** Properties of ordinary classes that are known, or are unknowns with a name of their own. */
const KNOWN: ReadonlyMap<string, (machine: Machine) => Value> = new Map<string, (machine: Machine) => Value>([
  ["win32_operatingsystem.producttype", () => int(3)],
  ["win32_operatingsystem.primary", () => bool(true)],
  ["win32_operatingsystem.osarchitecture", () => str("64-bit")],
  ["win32_operatingsystem.systemdrive", () => str("C:")],
  ["win32_operatingsystem.windowsdirectory", () => str("C:\\Windows")],
  ["win32_operatingsystem.systemdirectory", () => str("C:\\Windows\\system32")],
  ["win32_operatingsystem.csname", computerName],
  ["win32_operatingsystem.version", (machine) => imageProperty(machine, "version")],
  ["win32_operatingsystem.buildnumber", (machine) => imageProperty(machine, "build")],
  ["win32_operatingsystem.caption", (machine) => imageProperty(machine, "caption")],
  ["win32_computersystem.name", computerName],
  ["win32_computersystem.dnshostname", computerName],
  ["win32_computersystem.caption", computerName],
  ["win32_processor.addresswidth", () => int(64)],
  ["win32_networkadapterconfiguration.ipenabled", () => bool(true)],
  ["win32_networkadapterconfiguration.ipaddress", () => array([ownAddress()], "System.String")],
  ["msft_netipaddress.ipaddress", ownAddress],
  ["msft_netipaddress.ipv4address", ownAddress],
]);

const BUILDS: readonly { readonly sku: string; readonly version: string; readonly build: string; readonly year: string }[] = [
  { sku: "2016", version: "10.0.14393", build: "14393", year: "2016" },
  { sku: "2019", version: "10.0.17763", build: "17763", year: "2019" },
  { sku: "2022", version: "10.0.20348", build: "20348", year: "2022" },
  { sku: "2025", version: "10.0.26100", build: "26100", year: "2025" },
];

function imageProperty(machine: Machine, what: "version" | "build" | "caption"): Value {
  const { initial } = machine.host;
  const build = initial.kind === "image" ? BUILDS.find(({ sku }) => initial.name.startsWith(sku)) : undefined;
  if (!build) return notKnown("Win32_OperatingSystem", what);
  if (what === "caption") return str(`Microsoft Windows Server ${build.year} Datacenter`);
  return str(build[what]);
}

function notKnown(className: string, property: string): Unknown {
  return new Unknown(
    "input",
    `${className}.${property} is known only on the host`,
    `wmi:${className.toLowerCase()}.${property.toLowerCase()}`,
  );
}

function ordinaryModel(namespace: string, name: string): WmiClass<OrdinaryInstance> {
  const changed = (machine: Machine, at: Trace | null): void => {
    const areas = areasOfWmiClass(namespace, name);
    if (areas.length > 0) machine.note("unmodelled", areas, `${name} of ${namespace} is changed, which is not modelled`, at);
  };
  return {
    keys: [],
    properties: "any",
    areas: [],
    find: (machine, wanted) => {
      const pinned = new Map([...wanted].filter(([property]) => !KNOWN.has(`${name.toLowerCase()}.${property}`)));
      if (pinned.size === 0) return [{ pinned }];
      const condition = [...pinned].map(([property, value]) => `${property} = ${shown(machine, value)}`).join(" and ");
      return machine.askWhether(
        `wmi:${name.toLowerCase()} ${condition}`,
        `there is a ${name} with ${condition}`,
        `there is no ${name} with ${condition}`,
      )
        ? [{ pinned }]
        : [];
    },
    read: (machine, instance, property) =>
      instance.pinned.get(property) ?? KNOWN.get(`${name.toLowerCase()}.${property}`)?.(machine) ?? notKnown(name, property),
    write: (machine, _instance, _changes, at) => changed(machine, at),
    create: (machine, _properties, at) => changed(machine, at),
    remove: (machine, _instance, at) => changed(machine, at),
    invoke: (machine, _instance, method, args, at) => {
      used(machine, reachOfWmiClass(namespace, name), method, [...args.ordered, ...args.named.values()], at);
      return new Map<string, Value>([["ReturnValue", int(0)]]);
    },
  };
}

function shown(machine: Machine, value: Value): string {
  const plain = machine.plain(value);
  if (plain instanceof Str) return JSON.stringify(plain.value);
  if (plain instanceof Unknown) return `⟨${plain.symbol}⟩`;
  if (plain.kind === "num") return String(plain.value);
  return plain === NULL ? "null" : plain.kind;
}
