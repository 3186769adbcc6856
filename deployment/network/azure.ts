/** Network security groups of Azure, of both providers, and where a machine's interfaces are open. */

import { typeName } from "../carriers/token.js";
import type { Resource } from "../graph.js";
import type { Deployment } from "../joins/deployment.js";
import type { Machine } from "../joins/machines.js";
import { Node } from "../node.js";
import { type NetworkRule, narrower, type Opening, openingOf, wider } from "./rules.js";

const NICS: ReadonlySet<string> = new Set(["network:NetworkInterface", "azure:network/networkInterface:NetworkInterface"]);
const GROUPS: ReadonlySet<string> = new Set([
  "network:NetworkSecurityGroup",
  "azure:network/networkSecurityGroup:NetworkSecurityGroup",
]);
const RULES: ReadonlySet<string> = new Set(["network:SecurityRule", "azure:network/networkSecurityRule:NetworkSecurityRule"]);
const SUBNETS: ReadonlySet<string> = new Set(["network:Subnet", "azure:network/subnet:Subnet"]);
const ADDRESSES: ReadonlySet<string> = new Set(["network:PublicIPAddress", "azure:network/publicIp:PublicIp"]);
const BALANCERS: ReadonlySet<string> = new Set(["network:LoadBalancer"]);
const NIC_TO_GROUP = "azure:network/networkInterfaceSecurityGroupAssociation:NetworkInterfaceSecurityGroupAssociation";
const SUBNET_TO_GROUP = "azure:network/subnetNetworkSecurityGroupAssociation:SubnetNetworkSecurityGroupAssociation";

const CLOSED: Opening = { reach: "closed", rule: null };
const UNKNOWN: Opening = { reach: "unknown", rule: null };

export function azureOpening(machine: Machine, port: number, deployment: Deployment): Opening {
  const profile = machine.root.at(machine.kind === "scale-set" ? "virtualMachineProfile.networkProfile" : "networkProfile");
  const named = [
    ...profile
      .member("networkInterfaces")
      .items(true)
      .map((one) => one.member("id")),
    ...machine.root.member("networkInterfaceIds").items(true),
  ];
  const inline = [
    ...profile.member("networkInterfaceConfigurations").items(true),
    ...machine.root.member("networkInterfaces").items(true),
  ];
  if (named.length + inline.length === 0) return UNKNOWN;
  let found: Opening = CLOSED;
  for (const node of named) {
    const nic = deployment.referred(node, NICS);
    found = wider(found, nic ? interfaceOpening(Node.root(nic), nic, port, deployment) : UNKNOWN);
  }
  for (const node of inline) found = wider(found, interfaceOpening(node, undefined, port, deployment));
  return found;
}

function interfaceOpening(nic: Node, resource: Resource | undefined, port: number, deployment: Deployment): Opening {
  const own = groupOf(nic, resource, NIC_TO_GROUP, "networkInterfaceId", deployment);
  const groups: (Opening | null)[] = [own === null ? null : groupOpening(own, port, deployment)];
  let entry: Opening = { reach: "internal", rule: null };
  for (const ip of nic.member("ipConfigurations").items(true)) {
    const subnet = deployment.referred(ip.at("subnet.id").present ? ip.at("subnet.id") : ip.member("subnetId"), SUBNETS);
    if (subnet) {
      const group = groupOf(Node.root(subnet), subnet, SUBNET_TO_GROUP, "subnetId", deployment);
      groups.push(group === null ? null : groupOpening(group, port, deployment));
    } else if (ip.member("subnet").present || ip.member("subnetId").present) groups.push(UNKNOWN);
    entry = wider(
      entry,
      entryOf(
        ip,
        port,
        deployment,
        groups.every((one) => one === null),
      ),
    );
  }
  return groups.reduce<Opening>((one, group) => (group === null ? one : inOrder(one, group)), entry);
}

/** What is let in by both; the rule that is named is the one of a group. */
function inOrder(entry: Opening, group: Opening): Opening {
  const found = narrower(entry, group);
  return found.reach === group.reach ? { reach: found.reach, rule: group.rule ?? entry.rule } : found;
}

/** The way in from outside: a public address, or a load balancer that has one. */
function entryOf(ip: Node, port: number, deployment: Deployment, unguarded: boolean): Opening {
  const given = [
    "publicIPAddress",
    "publicIPAddressConfiguration",
    "publicIpAddressId",
    "publicIpAddresses",
    "publicIpAddressConfiguration",
  ]
    .map((name) => ip.member(name))
    .find((node) => node.present);
  if (given) {
    const address = deployment.referred(given.member("id").present ? given.member("id") : given, ADDRESSES);
    const sku = address
      ? (Node.root(address).at("sku.name").text ?? Node.root(address).member("sku").text)
      : given.at("sku.name").text;
    // A standard address is closed until a security group opens it.
    return unguarded && sku?.toLowerCase() === "standard" ? { reach: "internal", rule: null } : { reach: "internet", rule: null };
  }
  const pool = [
    ...ip.member("loadBalancerBackendAddressPools").items(true),
    ...ip.member("loadBalancerInboundNatRules").items(true),
  ][0];
  if (!pool) return { reach: "internal", rule: null };
  const balancer = deployment.referred(pool.member("id"), BALANCERS);
  if (!balancer) return UNKNOWN;
  const root = Node.root(balancer);
  const isPublic = root
    .member("frontendIPConfigurations")
    .items(true)
    .some((one) => one.member("publicIPAddress").present);
  if (!isPublic) return { reach: "internal", rule: null };
  for (const list of ["loadBalancingRules", "inboundNatRules"])
    for (const rule of root.member(list).items(true)) {
      const backend = rule.member("backendPort").text;
      if (backend === String(port) || (backend === "0" && rule.member("protocol").text?.toLowerCase() === "all"))
        return { reach: "internet", rule: `${rule.member("name").text ?? "a rule"} of ${balancer.name}` };
    }
  return { reach: "internal", rule: null };
}

/** The security group of an interface or subnet; null: it has none, "unknown": one that is not known. */
function groupOf(
  node: Node,
  resource: Resource | undefined,
  association: string,
  property: string,
  deployment: Deployment,
): Resource | "unknown" | null {
  const given = node.at("networkSecurityGroup.id").present
    ? node.at("networkSecurityGroup.id")
    : node.member("networkSecurityGroupId");
  if (given.present) return deployment.referred(given, GROUPS) ?? "unknown";
  for (const one of deployment.graph.resources) {
    if (resource === undefined || one.external || typeName(one.type) !== association) continue;
    const root = Node.root(one);
    if (deployment.referred(root.member(property), new Set([typeName(resource.type)])) === resource)
      return deployment.referred(root.member("networkSecurityGroupId"), GROUPS) ?? "unknown";
  }
  return null;
}

function groupOpening(group: Resource | "unknown", port: number, deployment: Deployment): Opening {
  if (group === "unknown") return UNKNOWN;
  const root = Node.root(group);
  if (root.member("securityRules").state === "unknown") return UNKNOWN;
  const rules = root
    .member("securityRules")
    .items()
    .flatMap((node) => ruleOf(node, node.member("name").text, group.name) ?? []);
  for (const one of deployment.graph.resources) {
    if (one.external || !RULES.has(typeName(one.type))) continue;
    const rule = Node.root(one);
    if (deployment.referred(rule.member("networkSecurityGroupName"), GROUPS) !== group) continue;
    const read = ruleOf(rule, rule.member("securityRuleName").text ?? one.name, group.name);
    if (read) rules.push(read);
  }
  return openingOf(rules, port, "internal");
}

function ruleOf(node: Node, name: string | undefined, group: string): NetworkRule | undefined {
  const direction = node.member("direction").text?.toLowerCase();
  if (direction === "outbound") return undefined;
  const protocol = node.member("protocol").text?.toLowerCase();
  const hidden = node.secret || node.member("name").secret;
  return {
    name: `${hidden ? "a rule" : (name ?? "a rule")} of ${group}`,
    priority: Number(node.member("priority").text ?? 4097),
    allows: node.member("access").text?.toLowerCase() !== "deny",
    protocol: protocol === undefined || protocol === "*" ? null : protocol,
    ports: texts(node, "destinationPortRange", "destinationPortRanges"),
    sources:
      texts(node, "sourceAddressPrefix", "sourceAddressPrefixes") ??
      (node.member("sourceApplicationSecurityGroups").present ? ["VirtualNetwork"] : null),
  };
}

/** One text, or a list of them; null: not known. */
function texts(node: Node, one: string, several: string): string[] | null {
  const list = node.member(several).items();
  const all = list.length > 0 ? list : [node.member(one)];
  const found = all.flatMap(({ text }) => text ?? []);
  return found.length === all.length && found.length > 0 ? found : null;
}
