import { observedFact } from "../../../host/facts.js";
import { connectionControl, domainRelayList, type Key, relayList, SMTP_SERVICE, type SmtpServer } from "../../../host/keys.js";
import { encodeRelayList } from "../../../host/smtp/relay-codec.js";
import { type RelayList, UNSET } from "../../../host/smtp/relay-list.js";
import type { Machine } from "../../machine/machine.js";
import { joinTexts } from "../../values/texts.js";
import { Arr, Bool, Num, Str, Unknown, type Value } from "../../values/value.js";
import { reading } from "../shared/host-facts.js";
import { nodeName } from "./nodes.js";
import { type MetabaseProperty, metabaseProperty, SMTP_PROPERTIES } from "./properties.js";
import { smtpDomains, smtpServers } from "./servers.js";
import { readProperty, type SmtpNode } from "./smtp.js";

/** Stands for what else is in the file of a host that is not known. */
export const REST = new Unknown("input", "the rest of MetaBase.xml", "metabase:rest", null, "System.String");

/**
 * `MetaBase.xml` as the service writes it: what a script reads that has not written the file itself. One element a node, its
 * path in `Location`, one property a line (Microsoft, "Metabase Structure"). Nodes of other services, access lists and time
 * stamps are left out where the host is known, and one unknown piece of text where it is not.
 */
export function renderMetabase(machine: Machine): Value {
  const parts: (string | Unknown)[] = [
    '<?xml version ="1.0"?>\r\n<configuration xmlns="urn:microsoft-catalog:XML_Metabase_V64_0">\r\n<MBProperty>\r\n',
  ];
  const servers = smtpServers(machine);
  if (!servers.every((server) => wholly(machine, server))) {
    parts.push(REST, "\r\n");
  }
  parts.push(...element(machine, "IIsSmtpService", { kind: "smtp-server", server: SMTP_SERVICE }));
  for (const server of servers) {
    parts.push(...element(machine, "IIsSmtpServer", { kind: "smtp-server", server }));
    for (const domain of smtpDomains(machine, server)) {
      parts.push(...element(machine, "IIsSmtpDomain", { kind: "smtp-domain", server, domain }));
    }
  }
  parts.push("</MBProperty>\r\n</configuration>\r\n");
  return joinTexts(parts, null);
}

/** Whether the host was made from an image that is known: then nothing is in the file but what the model tells. */
function wholly(machine: Machine, server: SmtpServer): boolean {
  return "value" in reading(machine, relayList(server)) && "value" in reading(machine, connectionControl(server));
}

/** A property that is no list, as the document spells it now; null: it is not set at this node, or not known. */
export function renderedText(machine: Machine, node: SmtpNode, property: MetabaseProperty): string | null {
  const value = readProperty(machine, node, property);
  return value instanceof Unknown ? null : shown(machine, value);
}

function element(machine: Machine, name: string, node: SmtpNode): (string | Unknown)[] {
  const parts: (string | Unknown)[] = [`<${name}\tLocation ="/LM/${nodeName(node)}"\r\n`];
  for (const property of [...SMTP_PROPERTIES].sort((a, b) => (a < b ? -1 : 1))) {
    const value = attribute(machine, node, property);
    if (value !== null) parts.push(`\t\t${property}="`, ...value, '"\r\n');
  }
  parts.push(`\t>\r\n</${name}>\r\n`);
  return parts;
}

/** Text of an attribute; null: the property is not set here. */
function attribute(machine: Machine, node: SmtpNode, name: string): (string | Unknown)[] | null {
  const property = metabaseProperty(name);
  if (!property || property.flag) return null;
  if (property.type === "list") return list(machine, node, name);
  // What is not known is left out: no script decides by it whether to edit another property.
  const text = renderedText(machine, node, property);
  return text === null ? null : [escaped(text)];
}

function shown(machine: Machine, value: Value): string | null {
  const plain = machine.plain(value);
  if (plain instanceof Str) return plain.value;
  if (plain instanceof Num) return String(plain.value);
  if (plain instanceof Bool) return plain.value ? "TRUE" : "FALSE";
  if (!(plain instanceof Arr)) return null;
  return machine
    .settled(plain.items)
    .flatMap((item) => shown(machine, item) ?? [])
    .join("\r\n\t\t\t");
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}

// ---------------------------------------------------------------- lists

/** Key of a list at a node, or undefined where the node has no such list. */
function listKey(node: SmtpNode, name: string): Key<RelayList> | undefined {
  if (node.kind === "smtp-domain") return name === "RelayIpList" ? domainRelayList(node.server, node.domain) : undefined;
  return name === "RelayIpList" ? relayList(node.server) : connectionControl(node.server);
}

function list(machine: Machine, node: SmtpNode, name: string): (string | Unknown)[] | null {
  const key = listKey(node, name);
  if (!key) return null;
  const now = reading(machine, key);
  const stored = unknownList(node, name);
  if ("value" in now) {
    if (now.value.kind === "unset") return null;
    const bytes = encodeRelayList(now.value);
    return bytes instanceof Uint8Array ? [[...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("")] : [stored];
  }
  if (now.status === "unknown") return [stored];
  // Of the one attribute that everyone edits it decides whether it is there already; the others stay as they are, unseen.
  if (name !== "RelayIpList" || node.kind !== "smtp-server" || node.server === SMTP_SERVICE) return null;
  const where = `${nodeName(node)} has a ${name} of its own`;
  if (machine.askWhether(`metabase:${name}:${nodeName(node)}`.toLowerCase(), where, where.replace("has a", "has no")))
    return [stored];
  machine.setFact(key, observedFact(UNSET, null, []));
  return null;
}

/** Stands in the text for a list that is not known, or has no certain form: reading it back leaves the list as it is. */
export function unknownList(node: SmtpNode, name: string): Unknown {
  const what = `${name} of ${nodeName(node)}`;
  return new Unknown("input", `${what} as it is on the host`, `metabase:list:${what}`.toLowerCase(), null, "System.String");
}
