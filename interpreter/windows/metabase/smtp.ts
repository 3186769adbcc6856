import {
  authFlags,
  connectionControl,
  domainRelayForAuth,
  domainRelayList,
  domainRouteAction,
  type Key,
  type MetabaseValue,
  relayForAuth,
  relayList,
  SMTP_SERVICE,
  smtpBindings,
  smtpDomainExists,
  smtpDomainProperty,
  smtpProperty,
  smtpServerExists,
} from "../../../host/keys.js";
import { parseBinding } from "../../../host/smtp/bindings.js";
import { DEFAULT_AUTH_FLAGS } from "../../../host/smtp/flags.js";
import { type RelayList, UNSET } from "../../../host/smtp/relay-list.js";
import type { Machine } from "../../machine/machine.js";
import { evidence } from "../../values/provenance.js";
import { elementsOf, hostValue, scalarBoolean, scalarInteger, scalarText, strings } from "../../values/scalar-conversions.js";
import type { Trace } from "../../values/source.js";
import { shownText, traceOf } from "../../values/texts.js";
import { bool, Dict, Instance, int, NULL, type Plain, PsObject, Str, Unknown, type Value } from "../../values/value.js";
import { put, putUnknown, reading, whether } from "../shared/host-facts.js";
import { listValue } from "./ip-list.js";
import { type MetabaseNode, nodeName } from "./nodes.js";
import { type MetabaseProperty, metabaseProperty } from "./properties.js";

/** The SMTP part of the metabase: what a property of a node is now, and what writing it makes of the host. */

export type SmtpNode = Extract<MetabaseNode, { readonly kind: "smtp-server" | "smtp-domain" }>;

/** A value on its way into the metabase. `commit` is the place of SetInfo, Put, Set-CimInstance. */
export interface MetabaseWrite {
  readonly property: MetabaseProperty;
  readonly value: Value;
  /** Where the value was assigned. */
  readonly at: Trace | null;
  /** The property is deleted at this node: what encloses it applies again. */
  readonly removed?: boolean;
}

/** Thrown before anything is changed: the value is none that the property takes. */
export class RefusedWrite extends Error {}

function isDomain(node: SmtpNode): node is Extract<SmtpNode, { readonly kind: "smtp-domain" }> {
  return node.kind === "smtp-domain";
}

export function nodeExists(machine: Machine, node: SmtpNode, at: Trace | null): boolean {
  const name = nodeName(node);
  if (isDomain(node))
    return whether(machine, smtpDomainExists(node.server, node.domain), `${name} exists`, `${name} does not exist`, evidence(at));
  if (node.server === SMTP_SERVICE) return true;
  return whether(machine, smtpServerExists(node.server), `${name} exists`, `${name} does not exist`, evidence(at));
}

/** Not known to be missing: binding to it works. */
export function nodeMayExist(machine: Machine, node: SmtpNode): boolean {
  if (!isDomain(node) && node.server === SMTP_SERVICE) return true;
  const now = isDomain(node)
    ? reading(machine, smtpDomainExists(node.server, node.domain))
    : reading(machine, smtpServerExists(node.server));
  return !("value" in now) || now.value;
}

export function createNode(machine: Machine, node: SmtpNode, at: Trace | null): void {
  const found = evidence(at);
  if (isDomain(node)) {
    const isNew = !("value" in reading(machine, smtpDomainExists(node.server, node.domain)));
    put(machine, smtpDomainExists(node.server, node.domain), true, found);
    // A domain that is made here has no settings of its own yet.
    if (isNew && reading(machine, domainRouteAction(node.server, node.domain)).status === "untouched")
      put(machine, domainRouteAction(node.server, node.domain), null, found);
  } else if (node.server !== SMTP_SERVICE) put(machine, smtpServerExists(node.server), true, found);
}

/** A removed node takes its settings with it. */
export function removeNode(machine: Machine, node: SmtpNode, at: Trace | null): void {
  const found = evidence(at);
  if (isDomain(node)) {
    put(machine, smtpDomainExists(node.server, node.domain), false, found);
    put(machine, domainRelayList(node.server, node.domain), { kind: "unset" }, found);
    put(machine, domainRelayForAuth(node.server, node.domain), null, found);
    put(machine, domainRouteAction(node.server, node.domain), null, found);
    return;
  }
  if (node.server === SMTP_SERVICE) return;
  put(machine, smtpServerExists(node.server), false, found);
  put(machine, relayList(node.server), { kind: "unset" }, found);
  put(machine, connectionControl(node.server), { kind: "unset" }, found);
  put(machine, relayForAuth(node.server), null, found);
  put(machine, authFlags(node.server), null, found);
}

// ---------------------------------------------------------------- keys

function listKey(node: SmtpNode, property: string): Key<RelayList> | undefined {
  if (property === "IPSecurity") return isDomain(node) ? undefined : connectionControl(node.server);
  return isDomain(node) ? domainRelayList(node.server, node.domain) : relayList(node.server);
}

function numberKey(node: SmtpNode, property: string): Key<number | null> | undefined {
  if (property === "AuthFlags" && !isDomain(node)) return authFlags(node.server);
  if (property === "RouteAction" && isDomain(node)) return domainRouteAction(node.server, node.domain);
  return undefined;
}

function authKey(node: SmtpNode): Key<boolean | null> {
  return isDomain(node) ? domainRelayForAuth(node.server, node.domain) : relayForAuth(node.server);
}

function otherKey(node: SmtpNode, property: string): Key<MetabaseValue> {
  return isDomain(node) ? smtpDomainProperty(node.server, node.domain, property) : smtpProperty(node.server, property);
}

// ---------------------------------------------------------------- writing

/**
 * Applies the writes: all of them, or, when a value is refused, none ({@link RefusedWrite}). Flag words come before the
 * aliases of their bits, whatever the order in which a script assigned them.
 */
export function writeProperties(machine: Machine, node: SmtpNode, writes: readonly MetabaseWrite[], commit: Trace | null): void {
  const ordered = [...writes].sort((a, b) => Number(a.property.flag !== undefined) - Number(b.property.flag !== undefined));
  const effects = ordered.map((write) => effect(machine, node, write, commit));
  for (const apply of effects) apply();
}

type Effect = () => void;

function effect(machine: Machine, node: SmtpNode, write: MetabaseWrite, commit: Trace | null): Effect {
  const { property, value } = write;
  const place = traceOf(machine.plain(value)) ?? write.at ?? commit;
  const found = evidence(place, commit, `written to ${nodeName(node)}`);
  const store = <T>(key: Key<T>, known: T | Unknown): Effect =>
    known instanceof Unknown
      ? () => putUnknown(machine, key, known.cause, known.why, found)
      : () => put(machine, key, known, found);
  if (write.removed && property.type !== "secret" && property.type !== "list" && !property.flag)
    return removal(machine, node, property, found);
  switch (property.type) {
    case "secret":
      return () => undefined;
    case "list":
      return listEffect(machine, node, write, commit);
    case "binary":
      return store(otherKey(node, property.name), binary(machine, value));
    case "strings": {
      const texts = bindings(machine, value);
      if (property.name === "ServerBindings" && !isDomain(node)) return store(smtpBindings(node.server), texts);
      return store(otherKey(node, property.name), texts);
    }
    case "string":
      return store(otherKey(node, property.name), textValue(machine, value, property));
    case "boolean":
      if (property.flag) return flagEffect(machine, node, write, found);
      return store(otherKey(node, property.name), booleanValue(machine, value, property));
    case "dword": {
      if (property.name === "RelayForAuth") return store(authKey(node), relayForAuthOf(machine, value, property));
      const key = numberKey(node, property.name);
      const number = numberValue(machine, value, property);
      return key ? store(key, number) : store(otherKey(node, property.name), number);
    }
  }
}

function listEffect(machine: Machine, node: SmtpNode, write: MetabaseWrite, commit: Trace | null): Effect {
  const key = listKey(node, write.property.name);
  if (!key) return () => undefined;
  if (write.removed)
    return () => put(machine, key, UNSET, evidence(write.at ?? commit, commit, `removed from ${nodeName(node)}`));
  const result = listValue(machine, write.value, write.at ?? commit);
  if (result.kind === "refused") throw new RefusedWrite(`${write.property.name}: ${result.why}`);
  const found = evidence(result.at, commit, `written to ${nodeName(node)}`);
  if (result.kind === "unknown") return () => putUnknown(machine, key, result.cause, result.why, found);
  return () => put(machine, key, result.list, found);
}

function removal(machine: Machine, node: SmtpNode, property: MetabaseProperty, found: ReturnType<typeof evidence>): Effect {
  if (property.name === "RelayForAuth") return () => put(machine, authKey(node), null, found);
  if (property.name === "ServerBindings" && !isDomain(node)) return () => put(machine, smtpBindings(node.server), null, found);
  return () => put(machine, (numberKey(node, property.name) ?? otherKey(node, property.name)) as Key<MetabaseValue>, null, found);
}

function flagEffect(machine: Machine, node: SmtpNode, write: MetabaseWrite, found: ReturnType<typeof evidence>): Effect {
  const { of, bit } = write.property.flag as { of: string; bit: number };
  const on = booleanValue(machine, write.value, write.property);
  const word = metabaseProperty(of) as MetabaseProperty;
  return () => {
    const key = numberKey(node, of) ?? otherKey(node, of);
    if (on instanceof Unknown) return putUnknown(machine, key as Key<MetabaseValue>, on.cause, on.why, found);
    const before = scalarInteger(machine, readProperty(machine, node, word));
    // Of a word that is not known, setting or clearing one bit leaves the rest unknown; for AuthFlags the other bits matter little.
    const known = typeof before === "number" ? before : of === "AuthFlags" ? DEFAULT_AUTH_FLAGS : 0;
    put(machine, key as Key<MetabaseValue>, on === true ? known | bit : known & ~bit, found);
  };
}

function refused(property: MetabaseProperty, what: string): RefusedWrite {
  return new RefusedWrite(`${property.name} takes ${what}`);
}

function numberValue(machine: Machine, value: Value, property: MetabaseProperty): number | null | Unknown {
  if (machine.plain(value).kind === "null") return null;
  const number = scalarInteger(machine, value);
  if (number === undefined) throw refused(property, "a number");
  return number instanceof Unknown ? number : number;
}

function relayForAuthOf(machine: Machine, value: Value, property: MetabaseProperty): boolean | null | Unknown {
  if (machine.plain(value).kind === "null") return null;
  const flag = scalarBoolean(machine, value);
  if (flag === undefined) throw refused(property, "a number");
  return flag;
}

function booleanValue(machine: Machine, value: Value, property: MetabaseProperty): boolean | null | Unknown {
  if (machine.plain(value).kind === "null") return null;
  const flag = scalarBoolean(machine, value);
  if (flag === undefined) throw refused(property, "a boolean");
  return flag;
}

function textValue(machine: Machine, value: Value, property: MetabaseProperty): string | null {
  const text = scalarText(machine, value);
  if (text === undefined) throw refused(property, "a text");
  return text === null ? null : shownText(text);
}

function binary(machine: Machine, value: Value): MetabaseValue | Unknown {
  const elements = elementsOf(machine, value);
  if (elements instanceof Unknown) return elements;
  if (elements.length === 0) return null;
  let hex = "";
  for (const element of elements) {
    const byte = scalarInteger(machine, element);
    if (byte instanceof Unknown) return byte;
    hex += ((byte ?? 0) & 255).toString(16).padStart(2, "0");
  }
  return hex;
}

/** Multi-strings; elements of ServerBindings may be objects with IP, Port and Hostname (WMI's ServerBinding). */
function bindings(machine: Machine, value: Value): readonly string[] | null | Unknown {
  const plain = machine.plain(value);
  if (plain.kind === "null") return null;
  const elements = elementsOf(machine, plain);
  if (elements instanceof Unknown) return elements;
  const texts: string[] = [];
  for (const element of elements) {
    const text = scalarText(machine, element);
    if (typeof text === "string") texts.push(text);
    else if (text instanceof Unknown) texts.push(shownText(text));
    else {
      const binding = bindingObject(machine, element);
      if (binding === undefined) return new Unknown("unmodelled", "a binding that is no text", "metabase:binding");
      texts.push(binding);
    }
  }
  return texts;
}

function bindingObject(machine: Machine, element: Plain): string | undefined {
  const read = memberReader(machine, element);
  if (!read) return undefined;
  const part = (name: string): string => {
    const text = scalarText(machine, read(name) ?? NULL);
    return text === null || text === undefined ? "" : shownText(text);
  };
  return `${part("ip")}:${part("port")}:${part("hostname")}`;
}

function memberReader(machine: Machine, element: Plain): ((name: string) => Value | undefined) | undefined {
  if (element instanceof PsObject) {
    return (name) => {
      const property = machine.settled(element.properties.get(name) ?? (undefined as never));
      return typeof property === "object" ? property.value : undefined;
    };
  }
  if (element instanceof Instance) return (name) => element.model.get?.(element, name, null);
  if (element instanceof Dict) {
    return (name) => {
      for (const guarded of element.entries.values()) {
        const entry = machine.settled(guarded);
        if (typeof entry === "object" && scalarText(machine, entry.key)?.toString().toLowerCase() === name) return entry.value;
      }
      return undefined;
    };
  }
  return undefined;
}

// ---------------------------------------------------------------- reading

function symbolFor(node: SmtpNode, property: string): string {
  return `metabase:${nodeName(node)}/${property}`.toLowerCase();
}

function known<T>(
  machine: Machine,
  keyOf: (node: SmtpNode) => Key<T>,
  node: SmtpNode,
  property: string,
  show: (value: T) => Value,
): Value {
  const now = reading(machine, keyOf(node));
  const parent = above(node);
  if (parent && (now.status === "untouched" || ("value" in now && now.value === null))) {
    const service = reading(machine, keyOf(parent));
    if ("value" in service && service.value !== null) return show(service.value);
  }
  if ("value" in now) return show(now.value);
  if (now.status === "unknown") return new Unknown(now.fact.cause, now.fact.why, symbolFor(node, property));
  return hostValue(`${property} of ${nodeName(node)} is known only on the host`, symbolFor(node, property), null);
}

/** The service node, whose values a numbered server has where it sets none of its own. */
function above(node: SmtpNode): SmtpNode | undefined {
  return isDomain(node) || node.server === SMTP_SERVICE ? undefined : { kind: "smtp-server", server: SMTP_SERVICE };
}

/** The list that counts at the node in the world that is running; null: it is not known. */
export function storedList(machine: Machine, node: SmtpNode, property: string): RelayList | null {
  const key = listKey(node, property);
  if (!key) return UNSET;
  const now = reading(machine, key);
  const parent = above(node);
  const own = "value" in now ? now.value : null;
  if (parent && (now.status === "untouched" || own?.kind === "unset")) {
    const inherited = listKey(parent, property);
    const service = inherited ? reading(machine, inherited) : undefined;
    if (service?.status === "set" && service.value.kind !== "unset") return service.value;
  }
  return own;
}

/** A property as scripts read it; lists are read by their objects ({@link storedList}). */
export function readProperty(machine: Machine, node: SmtpNode, property: MetabaseProperty): Value {
  const { name } = property;
  if (property.type === "secret") return hostValue(`${name} is secret`, symbolFor(node, name), null);
  if (property.flag) return flagValue(machine, node, property);
  if (name === "RelayForAuth") {
    return known(machine, authKey, node, name, (value) =>
      value === null ? hostValue(`${name} is not set`, symbolFor(node, name), null) : int(value ? -1 : 0),
    );
  }
  if (name === "ServerBindings" && !isDomain(node)) {
    return known(
      machine,
      (at) => smtpBindings(at.server),
      node,
      name,
      (value) => strings(value ?? [":25:"]),
    );
  }
  if (numberKey(node, name))
    return known(
      machine,
      (at) => numberKey(at, name) as Key<number | null>,
      node,
      name,
      (value) => int(value ?? (name === "AuthFlags" ? DEFAULT_AUTH_FLAGS : 0)),
    );
  return known(machine, (at) => otherKey(at, name), node, name, shown);
}

function shown(value: MetabaseValue): Value {
  if (value === null) return NULL;
  if (typeof value === "number") return int(value);
  if (typeof value === "boolean") return bool(value);
  return typeof value === "string" ? new Str(value) : strings(value);
}

function flagValue(machine: Machine, node: SmtpNode, property: MetabaseProperty): Value {
  const { of, bit } = property.flag as { of: string; bit: number };
  const word = scalarInteger(machine, readProperty(machine, node, metabaseProperty(of) as MetabaseProperty));
  if (typeof word === "number") return bool((word & bit) !== 0);
  return hostValue(
    `${property.name} of ${nodeName(node)} is known only on the host`,
    symbolFor(node, property.name),
    null,
    "System.Boolean",
  );
}

/** WMI shows bindings as objects with IP, Port and Hostname. */
export function bindingParts(text: string): { ip: string; port: string; hostname: string } {
  const binding = parseBinding(text);
  return { ip: binding.address, port: binding.port === null ? "" : String(binding.port), hostname: binding.host };
}
