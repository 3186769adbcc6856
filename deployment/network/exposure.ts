/** From where a host's ports can be reached, and by which rule: said beside a finding, never instead of one. */

import { typeName } from "../carriers/token.js";
import type { Resource } from "../graph.js";
import type { Deployment } from "../joins/deployment.js";
import type { Machine } from "../joins/machines.js";
import { Node } from "../node.js";
import { azureOpening } from "./azure.js";
import { type NetworkRule, type Opening, openingOf, type Reach } from "./rules.js";

/** Ports of mail, web and remote administration. */
export const PORTS = [25, 465, 587, 80, 443, 3389, 5985] as const;
export type Port = (typeof PORTS)[number];

export interface PortExposure {
  readonly port: Port;
  readonly reach: Reach;
  /** The rule that opens it: `allow-smtp of web-nsg`; null where no rule says it. */
  readonly rule: string | null;
}

/** Null: nothing is known of the network around the host. */
export function exposureOf(machine: Machine, deployment: Deployment): readonly PortExposure[] | null {
  const opening = OPENINGS.get(machine.kind);
  if (!opening) return null;
  const found = PORTS.map((port) => ({ port, ...opening(machine, port, deployment) }));
  return found.every(({ reach }) => reach === "unknown") ? null : found;
}

type Opener = (machine: Machine, port: number, deployment: Deployment) => Opening;

const OPENINGS: ReadonlyMap<Machine["kind"], Opener> = new Map<Machine["kind"], Opener>([
  ["vm", azureOpening],
  ["scale-set", azureOpening],
  ["ec2", awsOpening],
  ["gce", googleOpening],
]);

// ---------------------------------------------------------------- AWS

const AWS_GROUPS: ReadonlySet<string> = new Set(["aws:ec2/securityGroup:SecurityGroup", "aws-native:ec2:SecurityGroup"]);

/** Security groups only allow; without a public address only the network reaches the instance. */
function awsOpening({ root, resource }: Machine, port: number, deployment: Deployment): Opening {
  const list = ["vpcSecurityGroupIds", "securityGroupIds", "securityGroups"]
    .map((name) => root.member(name))
    .find((node) => node.present);
  if (!list) return { reach: "unknown", rule: null };
  const groups = groupsOf(list, deployment);
  if (groups === null) return { reach: "unknown", rule: null };
  const rules = groups.flatMap((group) => awsRules(group, deployment));
  const found = openingOf(rules, port, "closed");
  const isPublic = root.member("associatePublicIpAddress").flag;
  const eip = deployment.graph.resources.some(
    (one) => typeName(one.type).startsWith("aws:ec2/eip") && deployment.waitsFor(one.urn).has(resource.urn),
  );
  // Whether a subnet gives public addresses is not seen: only a plain "no" counts.
  return isPublic === false && !eip && found.reach !== "closed" ? { reach: "internal", rule: found.rule } : found;
}

function groupsOf(list: Node, deployment: Deployment): Resource[] | null {
  const found: Resource[] = [];
  for (const node of list.items(true)) {
    const group = deployment.referred(node, AWS_GROUPS);
    if (!group) return null;
    found.push(group);
  }
  return found;
}

function awsRules(group: Resource, deployment: Deployment): NetworkRule[] {
  const root = Node.root(group);
  const inline = [...root.member("ingress").items(true), ...root.member("securityGroupIngress").items(true)];
  const apart = deployment.graph.resources
    .filter((one) => /^aws:(?:ec2\/securityGroupRule|vpc\/securityGroupIngressRule):/.test(typeName(one.type)))
    .map((one) => Node.root(one))
    .filter(
      (one) =>
        one.member("type").text?.toLowerCase() !== "egress" &&
        deployment.referred(one.member("securityGroupId"), AWS_GROUPS) === group,
    );
  return [...inline, ...apart].map((node): NetworkRule => {
    const protocol = (node.member("protocol").text ?? node.member("ipProtocol").text ?? "").toLowerCase();
    const [from, to] = [node.member("fromPort").text, node.member("toPort").text];
    const sources = ["cidrBlocks", "ipv6CidrBlocks", "cidrIpv4", "cidrIpv6", "cidrIp"].flatMap((name) =>
      node.member(name).items(true),
    );
    const known = sources.flatMap(({ text }) => text ?? []);
    const groups = ["securityGroups", "sourceSecurityGroupId", "referencedSecurityGroupId", "self"].some(
      (name) => node.member(name).present,
    );
    const every = protocol === "-1" || protocol === "all";
    return {
      name: `a rule of ${group.name}`,
      priority: 0,
      allows: true,
      protocol: every || protocol === "" ? null : protocol === "6" ? "tcp" : protocol,
      ports: every ? ["*"] : from === undefined ? null : [`${from}-${to ?? from}`],
      sources: known.length < sources.length || (known.length === 0 && !groups) ? null : [...known, ...(groups ? ["self"] : [])],
    };
  });
}

// ---------------------------------------------------------------- Google

/** Firewall rules of the network that name the instance's tags, or none. */
function googleOpening({ root }: Machine, port: number, deployment: Deployment): Opening {
  const interfaces = root.member("networkInterfaces").items(true);
  if (interfaces.length === 0) return { reach: "unknown", rule: null };
  const tags = new Set(
    root
      .member("tags")
      .items()
      .flatMap(({ text }) => text ?? []),
  );
  const rules = deployment.graph.resources
    .filter((one) => !one.external && typeName(one.type) === "gcp:compute/firewall:Firewall")
    .flatMap((one) => googleRules(one, tags));
  // Firewalls that are made elsewhere are not seen.
  const found = openingOf(rules, port, "closed");
  if (found.reach === "closed") return rules.length === 0 ? { reach: "unknown", rule: null } : found;
  const isPublic = interfaces.some((one) => one.member("accessConfigs").present || one.member("ipv6AccessConfigs").present);
  return isPublic ? found : { reach: "internal", rule: found.rule };
}

function googleRules(firewall: Resource, tags: ReadonlySet<string>): NetworkRule[] {
  const root = Node.root(firewall);
  if (root.member("direction").text?.toUpperCase() === "EGRESS" || root.member("disabled").flag === true) return [];
  const targets = root
    .member("targetTags")
    .items()
    .flatMap(({ text }) => text ?? []);
  if (targets.length > 0 && !targets.some((one) => tags.has(one))) return [];
  const ranges = root.member("sourceRanges").items();
  const known = ranges.flatMap(({ text }) => text ?? []);
  const bySender = root.member("sourceTags").present || root.member("sourceServiceAccounts").present;
  const sources = known.length < ranges.length ? null : known.length > 0 ? known : bySender ? ["self"] : ["0.0.0.0/0"];
  const of = (list: Node, allows: boolean) =>
    list.items(true).map((node): NetworkRule => {
      const protocol = node.member("protocol").text?.toLowerCase();
      const ports = node
        .member("ports")
        .items()
        .flatMap(({ text }) => text ?? []);
      return {
        name: root.member("name").text ?? firewall.name,
        // Of two rules of one priority the one that denies decides.
        priority: Number(root.member("priority").text ?? 1000) + (allows ? 0.5 : 0),
        allows,
        protocol: protocol === undefined || protocol === "all" ? null : protocol === "6" ? "tcp" : protocol,
        ports: ports.length > 0 ? ports : ["*"],
        sources,
      };
    });
  return [...of(root.member("allows"), true), ...of(root.member("denies"), false)];
}
