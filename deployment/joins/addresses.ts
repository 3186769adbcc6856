/** Addresses on the network: which machine answers at one, by the resources that an address and a machine are made from. */

import { typeName } from "../carriers/token.js";
import type { PropertyValue, Resource, ResourceGraph, Urn } from "../graph.js";
import { isPropertyArray, isPropertyMap, reveal } from "../property-value.js";
import type { Machine } from "./machines.js";

/** Resources that are an address, or hold one for a machine that is made after them. */
const HOLDERS: ReadonlySet<string> = new Set([
  "network:PublicIPAddress",
  "network:NetworkInterface",
  "azure:network/publicIp:PublicIp",
  "azure:network/networkInterface:NetworkInterface",
  "aws:ec2/eip:Eip",
  "aws:ec2/eipAssociation:EipAssociation",
  "aws:ec2/networkInterface:NetworkInterface",
  "aws-native:ec2:Eip",
  "aws-native:ec2:EIP",
  "gcp:compute/address:Address",
]);
/** Properties whose texts are addresses. */
const NAMED = /(?:^|_)(?:ip|address|dns|fqdn)|(?:Ip|IP|Address|Addresses|Dns|Fqdn|DnsName)$/;
const DEEPEST = 5;

export class Addresses {
  private readonly byText = new Map<string, Resource>();
  private readonly holders: readonly Resource[];

  constructor(
    graph: ResourceGraph,
    private readonly machines: readonly Machine[],
    private readonly waitsFor: (urn: Urn) => ReadonlySet<Urn>,
  ) {
    this.holders = graph.resources.filter((one) => !one.external && HOLDERS.has(typeName(one.type)));
    for (const resource of [...this.holders, ...machines.map((one) => one.resource)])
      for (const bag of [resource.outputs, resource.inputs])
        for (const [name, value] of bag) this.collect(name, value, resource, 0);
  }

  private collect(name: string, given: PropertyValue, resource: Resource, depth: number): void {
    const { value } = reveal(given);
    if (depth > DEEPEST) return;
    if (isPropertyArray(value)) for (const one of value) this.collect(name, one, resource, depth + 1);
    else if (isPropertyMap(value)) for (const [key, one] of value) this.collect(key, one, resource, depth + 1);
    else if (typeof value === "string" && value !== "" && NAMED.test(name) && !value.includes("/"))
      this.byText.set(value.toLowerCase(), resource);
  }

  /** The machine at an address; undefined: none of the program's, or one of several. */
  at(address: string): Machine | undefined {
    const found = this.byText.get(address.toLowerCase());
    return found && this.behind(found);
  }

  /** The one machine that a resource is, or that an address belongs to. */
  behind(resource: Resource): Machine | undefined {
    const self = this.machines.find((one) => one.resource === resource || one.resource.urn === resource.urn);
    if (self) return self;
    if (!HOLDERS.has(typeName(resource.type))) return undefined;
    const before = this.waitsFor(resource.urn);
    const near = this.machines.filter((one) => before.has(one.resource.urn) || this.waitsFor(one.resource.urn).has(resource.urn));
    return near.length === 1 ? near[0] : undefined;
  }
}
