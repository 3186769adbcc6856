import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hostsOf } from "../../deployment/hosts/hosts.js";
import { holds, type NetworkRule, openingOf, reachOfSource } from "../../deployment/network/rules.js";
import { SEED } from "../seed.js";
import { type Given, graphOf, JOIN, judged, WINDOWS_2022 } from "./support.js";

const rule = (priority: number, allows: boolean, ports: string, ...sources: string[]): NetworkRule => ({
  name: `rule-${priority}`,
  priority,
  allows,
  protocol: "tcp",
  ports: [ports],
  sources,
});

describe("a source", () => {
  it.each([
    ["*", "internet"],
    ["Any", "internet"],
    ["Internet", "internet"],
    ["0.0.0.0/0", "internet"],
    ["::/0", "internet"],
    ["80.0.0.0/4", "internet"],
    ["AzureCloud.westeurope", "shared"],
    ["203.0.113.0/24", "restricted"],
    ["2001:db8::/32", "restricted"],
    ["Storage.WestEurope", "restricted"],
    ["10.1.0.0/16", "internal"],
    ["172.20.0.1", "internal"],
    ["172.32.0.1", "restricted"],
    ["fd00::/8", "internal"],
    ["VirtualNetwork", "internal"],
    ["what is this", null],
  ])("%s is %s", (source, reach) => expect(reachOfSource(source)).toBe(reach));
});

describe("rules", () => {
  it.each<[string, readonly NetworkRule[], string, string | null]>([
    ["nothing", [], "internal", null],
    ["one that allows", [rule(100, true, "25", "*")], "internet", "rule-100"],
    ["another port", [rule(100, true, "80-443", "*")], "internal", null],
    ["a range", [rule(100, true, "20-30", "Internet")], "internet", "rule-100"],
    ["a list", [rule(100, true, "22, 25", "*")], "internet", "rule-100"],
    ["both halves", [rule(100, true, "*", "0.0.0.0/1", "128.0.0.0/1")], "internet", "rule-100"],
    ["one that denies before", [rule(90, false, "25", "Internet"), rule(100, true, "25", "*")], "internal", "rule-100"],
    ["everybody denied before", [rule(90, false, "25", "*"), rule(100, true, "25", "*")], "closed", null],
    ["one that denies after", [rule(110, false, "25", "*"), rule(100, true, "25", "*")], "internet", "rule-100"],
    ["some addresses", [rule(100, true, "25", "203.0.113.4")], "restricted", "rule-100"],
    [
      "some addresses before all are denied",
      [rule(100, true, "25", "203.0.113.4"), rule(200, false, "*", "*")],
      "restricted",
      "rule-100",
    ],
    ["nobody at all", [rule(100, false, "*", "VirtualNetwork")], "closed", null],
    ["a source that is not known", [{ ...rule(100, true, "25"), sources: null }], "unknown", "rule-100"],
    ["another protocol", [{ ...rule(100, true, "25", "*"), protocol: "udp" }], "internal", null],
  ])("%s", (_name, rules, reach, by) => expect(openingOf(rules, 25, "internal")).toEqual({ reach, rule: by }));

  const rules = fc.array(
    fc.record({
      name: fc.constant("r"),
      priority: fc.integer({ min: 100, max: 4096 }),
      allows: fc.boolean(),
      protocol: fc.constantFrom("tcp", "udp", null),
      ports: fc.constantFrom(["25"], ["*"], ["20-30"], ["80"], null),
      sources: fc.constantFrom(["*"], ["10.0.0.0/8"], ["203.0.113.1"], null),
    }),
    { maxLength: 8 },
  );
  it("keep to their order", () => {
    fc.assert(
      fc.property(rules, (given) => {
        const before = openingOf(given, 25, "internal");
        // One that denies everything in front of all others closes the port, one behind them opens nothing.
        expect(openingOf([...given, rule(1, false, "*", "*")], 25, "internal").reach).toBe("closed");
        const behind = openingOf([...given, rule(5000, false, "*", "*")], 25, "internal").reach;
        expect([before.reach, "closed"].includes(behind) || before.reach === "internal").toBe(true);
        expect(openingOf([...given, rule(1, true, "25", "*")], 25, "internal").reach).toBe("internet");
      }),
      { seed: SEED },
    );
  });

  it("hold the ports of a range and no others", () => {
    fc.assert(
      fc.property(fc.nat(65535), fc.nat(65535), fc.nat(65535), (a, b, port) => {
        const [from, to] = a < b ? [a, b] : [b, a];
        expect(holds(`${from}-${to}`, port)).toBe(port >= from && port <= to);
      }),
      { seed: SEED },
    );
  });
});

// ---------------------------------------------------------------- hosts

const nsg = (...securityRules: object[]): Given => ({
  type: "azure-native:network:NetworkSecurityGroup",
  name: "web-nsg",
  inputs: { securityRules },
});
const allow = (port: string, source = "*", priority = 100) => ({
  name: `allow-${port}`,
  priority,
  direction: "Inbound",
  access: "Allow",
  protocol: "Tcp",
  destinationPortRange: port,
  sourceAddressPrefix: source,
  sourcePortRange: "*",
  destinationAddressPrefix: "*",
});
const ip: Given = { type: "azure-native:network:PublicIPAddress", name: "ip", id: "/ip", inputs: { sku: { name: "Standard" } } };
const nic = (more: object, from: readonly string[]): Given => ({
  type: "azure-native:network:NetworkInterface",
  name: "nic",
  inputs: { ipConfigurations: [{ name: "a", publicIPAddress: { id: "/ip" } }], ...more },
  from: { ipConfigurations: ["ip"], networkSecurityGroup: from },
});
const vm: Given = {
  type: "azure-native:compute:VirtualMachine",
  name: "web",
  inputs: { vmName: "web", ...WINDOWS_2022, networkProfile: { networkInterfaces: [{ id: "/nic" }] } },
  from: { networkProfile: ["nic"] },
};
const guarded = nic({ networkSecurityGroup: { id: "/nsg" } }, ["web-nsg"]);
const nsgId = (given: Given): Given => ({ ...given, id: "/nsg" });
const nicId = (given: Given): Given => ({ ...given, id: "/nic" });

function port(given: readonly Given[], number: number): string | null {
  const [host] = hostsOf(graphOf(given));
  const found = host?.exposure()?.find((one) => one.port === number);
  return found ? `${found.reach} ${found.rule ?? "-"}` : null;
}

describe("a machine of Azure", () => {
  it.each<[string, readonly Given[], number, string | null]>([
    ["open by a rule", [ip, nsgId(nsg(allow("80"))), nicId(guarded), vm], 80, "internet allow-80 of web-nsg"],
    ["closed by none", [ip, nsgId(nsg(allow("80"))), nicId(guarded), vm], 25, "internal -"],
    [
      "open to some",
      [ip, nsgId(nsg(allow("443", "203.0.113.0/24"))), nicId(guarded), vm],
      443,
      "restricted allow-443 of web-nsg",
    ],
    [
      "denied before",
      [ip, nsgId(nsg(allow("80"), { ...allow("80", "Internet", 90), access: "Deny" })), nicId(guarded), vm],
      80,
      "internal allow-80 of web-nsg",
    ],
    [
      "without a public address",
      [
        nsgId(nsg(allow("80"))),
        nicId({
          ...guarded,
          inputs: { ...guarded.inputs, ipConfigurations: [{ name: "a" }] },
          from: { networkSecurityGroup: ["web-nsg"] },
        }),
        vm,
      ],
      80,
      "internal -",
    ],
    ["without a group and a standard address", [ip, nicId(nic({}, [])), vm], 80, "internal -"],
    [
      "without a group and a basic address",
      [{ ...ip, inputs: { sku: { name: "Basic" } } }, nicId(nic({}, [])), vm],
      80,
      "internet -",
    ],
    ["without interfaces", [{ ...vm, inputs: { vmName: "web", ...WINDOWS_2022 }, from: {} }], 80, null],
    [
      "a rule that is a resource of its own",
      [
        ip,
        nsgId(nsg()),
        {
          type: "azure-native:network:SecurityRule",
          name: "smtp",
          inputs: { ...allow("25"), securityRuleName: "smtp", networkSecurityGroupName: "x" },
          from: { networkSecurityGroupName: ["web-nsg"] },
        },
        nicId(guarded),
        vm,
      ],
      25,
      "internal -",
    ],
  ])("%s", (_name, given, number, expected) => expect(port(given, number)).toBe(expected));
});

describe("machines of other clouds", () => {
  const group = (...ingress: object[]): Given => ({
    type: "aws:ec2/securityGroup:SecurityGroup",
    name: "sg",
    id: "sg-1",
    inputs: { ingress },
  });
  const instance = (more: object = {}): Given => ({
    type: "aws:ec2/instance:Instance",
    name: "app",
    inputs: { ami: "a", vpcSecurityGroupIds: ["sg-1"], userData: "<powershell>hostname</powershell>", ...more },
    from: { vpcSecurityGroupIds: ["sg"] },
  });
  const web = { protocol: "tcp", fromPort: 80, toPort: 80, cidrBlocks: ["0.0.0.0/0"] };
  const gce = (more: object = {}): Given => ({
    type: "gcp:compute/instance:Instance",
    name: "g",
    inputs: {
      bootDisk: { initializeParams: { image: "windows-cloud/windows-2022" } },
      tags: ["web"],
      networkInterfaces: [{ accessConfigs: [{}] }],
      ...more,
    },
  });
  const firewall = (more: object = {}): Given => ({
    type: "gcp:compute/firewall:Firewall",
    name: "fw",
    inputs: {
      name: "fw",
      allows: [{ protocol: "tcp", ports: ["80"] }],
      sourceRanges: ["0.0.0.0/0"],
      targetTags: ["web"],
      ...more,
    },
  });
  it.each<[string, readonly Given[], number, string | null]>([
    ["EC2, open", [group(web), instance()], 80, "internet a rule of sg"],
    ["EC2, another port", [group(web), instance()], 25, "closed -"],
    ["EC2, without a public address", [group(web), instance({ associatePublicIpAddress: false })], 80, "internal a rule of sg"],
    ["EC2, all protocols", [group({ ...web, protocol: "-1", fromPort: 0, toPort: 0 }), instance()], 25, "internet a rule of sg"],
    ["Google, open", [firewall(), gce()], 80, "internet fw"],
    ["Google, for others", [firewall({ targetTags: ["db"] }), gce()], 80, null],
    ["Google, without a public address", [firewall(), gce({ networkInterfaces: [{}] })], 80, "internal fw"],
    [
      "Google, denied",
      [firewall(), { ...firewall({ name: "no", allows: [], denies: [{ protocol: "all" }], priority: 900 }), name: "no" }, gce()],
      80,
      "closed -",
    ],
  ])("%s", (_name, given, number, expected) => expect(port(given, number)).toBe(expected));
});

describe("a finding", () => {
  const run: Given = {
    type: "azure-native:compute:VirtualMachineRunCommandByVirtualMachine",
    name: "run",
    inputs: { vmName: "web", source: { script: JOIN } },
    from: { vmName: ["web"] },
  };
  const finding = (given: readonly Given[]) => judged(graphOf(given)).flatMap(({ findings }) => findings);

  it("says who reaches the host, and stays whoever does", () => {
    const [open] = finding([ip, nsgId(nsg(allow("80"))), nicId(guarded), vm, run]);
    expect(open?.message).toMatch(/\. Port 80 can be reached from the Internet \(allow-80 of web-nsg\)\.$/);
    expect(open?.exposure?.map(({ port: number, reach }) => [number, reach])).toEqual([
      [80, "internet"],
      [443, "internal"],
    ]);
    const [closed] = finding([ip, nsgId(nsg()), nicId(guarded), vm, run]);
    expect(closed?.message).toMatch(/\. Each of the ports 80 and 443 can be reached from inside its network only\.$/);
    const [unknown] = finding([vm, run]);
    expect(unknown?.exposure).toBeNull();
    expect(unknown?.message).toMatch(/full control of the host\.$/);
    expect([open, closed, unknown].map((one) => [one?.rule, one?.certainty, one?.blocking])).toEqual(
      Array(3).fill(["iis-anonymous-admin", "certain", true]),
    );
    expect(new Set([open, closed, unknown].map((one) => one?.fingerprint)).size).toBe(1);
  });
});
