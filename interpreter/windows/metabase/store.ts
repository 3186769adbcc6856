import { feature, SMTP_SERVICE } from "../../../host/keys.js";
import type { Machine } from "../../machine/machine.js";
import { evidence } from "../../values/provenance.js";
import type { Trace } from "../../values/source.js";
import { Instance, NULL, type Value } from "../../values/value.js";
import { valueNow, whether } from "../shared/host-facts.js";
import { IpListModel } from "./ip-list.js";
import { type MetabaseNode, nodeName } from "./nodes.js";
import type { MetabaseProperty } from "./properties.js";
import {
  createNode,
  type MetabaseWrite,
  nodeExists,
  nodeMayExist,
  readProperty,
  removeNode,
  type SmtpNode,
  storedList,
  writeProperties,
} from "./smtp.js";
import { createWebNode, readWebProperty, removeWebNode, writeWebProperties } from "./web.js";

/** One tree for all who reach it: ADSI, WMI, adsutil, MetaBase.xml. */

/** False when it is known that there is no such node: the service is not installed, or nobody made the node. */
export function mayExist(machine: Machine, node: MetabaseNode): boolean {
  switch (node.kind) {
    case "smtp-server":
    case "smtp-domain":
      return smtpInstalled(machine) !== false && nodeMayExist(machine, node);
    case "smtp-domains":
      return smtpInstalled(machine) !== false;
    case "web":
    case "pool":
    case "pools":
      return valueNow(machine, feature("Web-Server")) !== false;
    default:
      return true;
  }
}

/** undefined: not known. */
export function smtpInstalled(machine: Machine): boolean | undefined {
  return valueNow(machine, feature("SMTP-Server"));
}

export function exists(machine: Machine, node: MetabaseNode, at: Trace | null): boolean {
  if (!mayExist(machine, node)) return false;
  if (node.kind === "smtp-server" && node.server === SMTP_SERVICE) {
    return whether(
      machine,
      feature("SMTP-Server"),
      "the SMTP service is installed",
      "the SMTP service is not installed",
      evidence(at),
    );
  }
  if (node.kind === "smtp-server" || node.kind === "smtp-domain") return nodeExists(machine, node, at);
  return machine.askWhether(
    `metabase:${nodeName(node).toLowerCase()}`,
    `${nodeName(node)} exists`,
    `${nodeName(node)} does not exist`,
  );
}

export function isSmtp(node: MetabaseNode): node is SmtpNode {
  return node.kind === "smtp-server" || node.kind === "smtp-domain";
}

/** The property as it is now. Lists are given as list objects. */
export function read(machine: Machine, node: MetabaseNode, property: MetabaseProperty, at: Trace | null): Value {
  if (isSmtp(node)) {
    if (property.type === "list") return listObject(machine, node, property, at);
    return readProperty(machine, node, property);
  }
  if (node.kind === "web" || node.kind === "pool" || node.kind === "pools") return readWebProperty(machine, node, property);
  return NULL;
}

export function listObject(machine: Machine, node: SmtpNode, property: MetabaseProperty, at: Trace | null): Instance {
  const what = `${property.name === "IPSecurity" ? "the connection control" : "the relay list"} of ${nodeName(node)}`;
  return new Instance(new IpListModel(machine, storedList(machine, node, property.name), what), at);
}

/** Applies all writes or, when one is refused, none (throws RefusedWrite). */
export function write(machine: Machine, node: MetabaseNode, writes: readonly MetabaseWrite[], commit: Trace | null): void {
  if (isSmtp(node)) writeProperties(machine, node, writes, commit);
  else if (node.kind === "web" || node.kind === "pool" || node.kind === "pools")
    writeWebProperties(machine, node, writes, commit);
}

export function create(machine: Machine, node: MetabaseNode, at: Trace | null): void {
  if (isSmtp(node)) createNode(machine, node, at);
  else if (node.kind === "web" || node.kind === "pool" || node.kind === "pools") createWebNode(machine, node, at);
}

export function remove(machine: Machine, node: MetabaseNode, at: Trace | null): void {
  if (isSmtp(node)) removeNode(machine, node, at);
  else if (node.kind === "web" || node.kind === "pool" || node.kind === "pools") removeWebNode(machine, node, at);
}
