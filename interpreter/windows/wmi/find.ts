import { feature } from "../../../host/keys.js";
import type { Machine } from "../../machine/machine.js";
import type { Text } from "../../tools/tool.js";
import { namespaceName, type RegisteredClass } from "../../tools/wmi-class.js";
import type { Trace } from "../../values/source.js";
import { shownText } from "../../values/texts.js";
import { NULL, Str, Unknown, type Value } from "../../values/value.js";
import { ordinaryClass } from "./ordinary.js";
import { holds, parseWql, parseWqlCondition, type WqlCondition, WqlError, wantedBy } from "./wql.js";

/** What WMI answers when it cannot: the status code's name and its message. */
export interface WmiFailure {
  readonly failed: "InvalidNamespace" | "InvalidClass" | "InvalidQuery" | "NotFound" | "NotSupported" | "InvalidMethod";
  readonly message: string;
}

export interface WmiInstances {
  readonly registered: RegisteredClass;
  readonly instances: readonly unknown[];
}

export type WmiFound = WmiInstances | WmiFailure | Unknown;

export function isFailure(found: object): found is WmiFailure {
  return "failed" in found;
}

export const METABASE_NAMESPACE = "root\\MicrosoftIISv2";
export const WEB_NAMESPACE = "root\\WebAdministration";

/** Namespaces that come with a feature. On a host where nothing is known of the feature they are there. */
const NAMESPACE_FEATURES: ReadonlyMap<string, readonly string[]> = new Map([
  [METABASE_NAMESPACE.toLowerCase(), ["SMTP-Server", "Web-Server", "Web-WMI"]],
  [WEB_NAMESPACE.toLowerCase(), ["Web-Server"]],
]);

export function namespaceExists(machine: Machine, namespace: string): boolean {
  const features = NAMESPACE_FEATURES.get(namespaceName(namespace).toLowerCase());
  if (!features) return true;
  const view = machine.host.view(machine.assumptions);
  return features.some((name) => view.valueOf(feature(name)) !== false);
}

/** The class with this name, or why there is none. */
export function classNamed(machine: Machine, namespace: Text, name: Text): RegisteredClass | WmiFailure | Unknown {
  if (namespace instanceof Unknown) return namespace;
  if (name instanceof Unknown) return name;
  if (!namespaceExists(machine, namespace)) return { failed: "InvalidNamespace", message: `Invalid namespace "${namespace}"` };
  const registered = machine.toolbox.wmiClass(namespace, name.trim());
  if (registered) return registered;
  if (machine.toolbox.isInvalidWmiClass(namespace, name)) return { failed: "InvalidClass", message: `Invalid class "${name}"` };
  return ordinaryClass(namespaceName(namespace), name.trim());
}

/** The instances of a class that meet a condition (what -Filter takes). */
export function instancesOf(machine: Machine, namespace: Text, name: Text, filter: Text | undefined, at: Trace | null): WmiFound {
  const registered = classNamed(machine, namespace, name);
  if (registered instanceof Unknown || isFailure(registered)) return registered;
  let condition: WqlCondition | null = null;
  if (filter !== undefined && shownText(filter).trim() !== "") {
    if (filter instanceof Unknown && filter.parts === null) {
      // A condition nobody knows: the class's objects meet it or not.
      const meets = machine.askWhether(
        `wmi:filter:${filter.symbol}`,
        `the filter of ${name} matches`,
        `the filter of ${name} matches nothing`,
      );
      return meets ? matching(machine, registered, null, at) : { registered, instances: [] };
    }
    try {
      condition = parseWqlCondition(filter);
    } catch (error) {
      return invalidQuery(error);
    }
  }
  return matching(machine, registered, condition, at);
}

export function queryInstances(machine: Machine, namespace: Text, query: Text, at: Trace | null): WmiFound {
  if (query instanceof Unknown && query.parts === null) return query;
  const head = shownText(query).trim().toLowerCase();
  if (head.startsWith("associators") || head.startsWith("references")) {
    return new Unknown("unmodelled", "what a WMI association query gives", `wmi:${head}`, at, null, null, false, {
      what: "an object that a WMI association query gives",
      areas: "all",
    });
  }
  try {
    const { className, where } = parseWql(query);
    const registered = classNamed(machine, namespace, className);
    if (registered instanceof Unknown || isFailure(registered)) return registered;
    return matching(machine, registered, where, at);
  } catch (error) {
    return invalidQuery(error);
  }
}

function invalidQuery(error: unknown): WmiFailure {
  if (error instanceof WqlError) return { failed: "InvalidQuery", message: "Invalid query" };
  throw error;
}

function matching(machine: Machine, registered: RegisteredClass, condition: WqlCondition | null, at: Trace | null): WmiInstances {
  const { model } = registered;
  const found = model.find(machine, wantedBy(condition), at);
  const instances = found.filter(
    (instance) => condition === null || holds(machine, condition, (name) => propertyOf(machine, registered, instance, name, at)),
  );
  return { registered, instances };
}

/** A property as the host has it; the system properties are every object's. */
export function propertyOf(
  machine: Machine,
  registered: RegisteredClass,
  instance: unknown,
  name: string,
  at: Trace | null,
): Value {
  const key = name.toLowerCase();
  if (key === "__class") return new Str(registered.name);
  if (key === "__namespace") return new Str(registered.namespace);
  if (key === "__relpath") return new Str(relativePath(machine, registered, instance));
  if (key === "__path") return new Str(`\\\\.\\${registered.namespace}:${relativePath(machine, registered, instance)}`);
  return registered.model.read(machine, instance, key, at) ?? NULL;
}

/** `Win32_Service.Name="W3SVC"` */
export function relativePath(machine: Machine, registered: RegisteredClass, instance: unknown): string {
  const keys = registered.model.keys.map((name) => {
    const value = machine.plain(registered.model.read(machine, instance, name.toLowerCase(), null) ?? NULL);
    const text = value instanceof Str || value instanceof Unknown ? shownText(value) : "";
    return `${name}="${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
  });
  return keys.length === 0 ? `${registered.name}=@` : `${registered.name}.${keys.join(",")}`;
}

/**
 * An object path: `root\cimv2:Win32_Service.Name='W3SVC'`, `\\.\root\MicrosoftIISv2:IIsSmtpServer`, `Win32_Service='W3SVC'`.
 * `key` is null for the path of a class.
 */
export interface WmiPath {
  readonly namespace: Text;
  readonly className: Text;
  readonly filter: Text | null;
}

export function parseWmiPath(path: Text, keysOf: (namespace: string, className: string) => readonly string[]): WmiPath {
  const text = shownText(path);
  const head = /^(?:(?:\\\\|\/\/)[^\\/]+[\\/])?([^:."'=]*):(.*)$/s.exec(text);
  const namespace = head ? namespaceName(head[1] as string) : namespaceName("");
  const rest = head ? (head[2] as string) : text;
  const equals = rest.search(/[.=]/);
  if (equals < 0) return { namespace, className: rest.trim(), filter: null };
  const className = rest.slice(0, equals).trim();
  const keys = rest.slice(equals + 1).trim();
  if (keys === "@") return { namespace, className, filter: null };
  const condition = rest[equals] === "=" ? `${keysOf(namespace, className)[0] ?? "Name"}=${keys}` : keyConditions(keys);
  return { namespace, className, filter: withUnknowns(condition, path) };
}

/** `Domain="X",Name="Y"` as a condition: commas outside quotes separate keys. */
function keyConditions(keys: string): string {
  let quote: string | null = null;
  let result = "";
  for (let index = 0; index < keys.length; index++) {
    const unit = keys[index] as string;
    if (quote !== null && unit === "\\") {
      result += unit + (keys[++index] ?? "");
      continue;
    }
    if (quote === unit) quote = null;
    else if (quote === null && (unit === '"' || unit === "'")) quote = unit;
    result += quote === null && unit === "," ? " and " : unit;
  }
  return result;
}

/** The text with the holes of another one put back as unknowns. */
export function withUnknowns(text: string, from: Text): Text {
  if (typeof from === "string") return text;
  const unknowns = (from.parts ?? [from]).filter((part): part is Unknown => typeof part !== "string");
  const parts: (string | Unknown)[] = [];
  let rest = text;
  for (;;) {
    const next = unknowns
      .map((unknown) => ({ unknown, mark: shownText(unknown), at: rest.indexOf(shownText(unknown)) }))
      .filter(({ at }) => at >= 0)
      .sort((a, b) => a.at - b.at)[0];
    if (!next) break;
    if (next.at > 0) parts.push(rest.slice(0, next.at));
    parts.push(next.unknown);
    rest = rest.slice(next.at + next.mark.length);
  }
  if (parts.length === 0) return text;
  if (rest !== "") parts.push(rest);
  const first = parts.find((part): part is Unknown => typeof part !== "string") as Unknown;
  return new Unknown(first.cause, first.why, text, from.trace, "System.String", parts, from.secret);
}
