import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { IisHostArgs, SiteArgs } from "../../components/arguments/index.js";
import { type NetworkRule, networkRules } from "../../components/resources/network-rules.js";
import { hostSettings } from "../../components/settings/index.js";
import { hostArguments } from "./generators.js";
import { hostArgs } from "./host.js";

const rules = (more: Partial<IisHostArgs> = {}) => networkRules(hostSettings(hostArgs(more)), false);

const site = (name: string, more: Partial<SiteArgs> = {}): SiteArgs => ({ name, hostName: `${name}.contoso.com`, ...more });

/** `Inbound 1000 Allow Tcp 10.0.0.0/8 -> 25` */
const shown = (rule: NetworkRule): string =>
  `${rule.direction} ${rule.priority} ${rule.access} ${rule.protocol} ${rule.sourceAddressPrefix} -> ${rule.destinationPortRange}`;

describe("what the network lets through", () => {
  it("by default nothing in, everything but mail out", () => {
    expect(rules().map(shown)).toEqual(["Inbound 4096 Deny * * -> *", "Outbound 1000 Deny Tcp * -> 25"]);
  });

  it.each<[string, Partial<IisHostArgs>, string[]]>([
    [
      "who may relay can connect",
      { mail: { allowFrom: ["10.1.0.0/16", "10.2.0.9"] } },
      ["Inbound 1000 Allow Tcp 10.1.0.0/16 -> 25", "Inbound 1001 Allow Tcp 10.2.0.9 -> 25"],
    ],
    [
      "unless others are named",
      { mail: { allowFrom: ["10.1.0.0/16"], reachableFrom: ["VirtualNetwork"] } },
      ["Inbound 1000 Allow Tcp VirtualNetwork -> 25"],
    ],
    ["or nobody", { mail: { allowFrom: ["10.1.0.0/16"], reachableFrom: [] } }, []],
    [
      "on every port that it listens on",
      { mail: { ports: [25, 587], reachableFrom: ["10.0.0.0/8", "Internet"] } },
      [
        "Inbound 1000 Allow Tcp 10.0.0.0/8 -> 25",
        "Inbound 1001 Allow Tcp Internet -> 25",
        "Inbound 1002 Allow Tcp 10.0.0.0/8 -> 587",
        "Inbound 1003 Allow Tcp Internet -> 587",
      ],
    ],
    [
      "visitors of a site, who are sent on to HTTPS",
      { web: { sites: [site("a", { reachableFrom: ["Internet"] })] } },
      ["Inbound 2000 Allow Tcp Internet -> 80", "Inbound 2001 Allow Tcp Internet -> 443"],
    ],
    [
      "HTTP only where that is asked for",
      { web: { sites: [site("a", { reachableFrom: ["Internet"], withoutTls: { reason: "an old scanner" } })] } },
      ["Inbound 2000 Allow Tcp Internet -> 80"],
    ],
    [
      "HTTPS only where Windows cannot redirect",
      { image: "2016-datacenter-gensecond", web: { sites: [site("a", { reachableFrom: ["Internet"] })] } },
      ["Inbound 2000 Allow Tcp Internet -> 443"],
    ],
    [
      "each source once, however many sites name it",
      { web: { sites: [site("a", { reachableFrom: ["10.0.0.0/8"] }), site("b", { reachableFrom: ["10.0.0.0/8"] })] } },
      ["Inbound 2000 Allow Tcp 10.0.0.0/8 -> 80", "Inbound 2001 Allow Tcp 10.0.0.0/8 -> 443"],
    ],
    [
      "further servers on their own ports",
      { mail: { servers: [{ ports: [587], reachableFrom: ["VirtualNetwork"] }] } },
      ["Inbound 1000 Allow Tcp VirtualNetwork -> 587"],
    ],
  ])("%s", (_what, more, admitted) => {
    expect(rules(more).map(shown)).toEqual([...admitted, "Inbound 4096 Deny * * -> *", "Outbound 1000 Deny Tcp * -> 25"]);
  });

  it("mail leaves on port 25 only when that is asked for", () => {
    expect(rules({ mail: { allowOutboundSmtp: true } }).map(shown)).toEqual(["Inbound 4096 Deny * * -> *"]);
  });

  it("quarantine denies everything, whatever else is asked for", () => {
    fc.assert(
      fc.property(hostArguments, (args) => {
        expect(networkRules(hostSettings(args), true).map(shown)).toEqual([
          "Inbound 100 Deny * * -> *",
          "Outbound 100 Deny * * -> *",
        ]);
      }),
    );
  });

  it("names and priorities are unique in their direction, as Azure demands", () => {
    fc.assert(
      fc.property(hostArguments, (args) => {
        const all = networkRules(hostSettings(args), false);
        expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
        expect(new Set(all.map(({ direction, priority }) => `${direction} ${priority}`)).size).toBe(all.length);
        for (const { priority } of all) expect(priority >= 100 && priority <= 4096).toBe(true);
      }),
    );
  });

  it("nothing comes in from a source that was not named", () => {
    fc.assert(
      fc.property(hostArguments, (args) => {
        const named = new Set([
          ...(args.mail?.allowFrom ?? []),
          ...(args.mail?.reachableFrom ?? []),
          ...(args.mail?.servers ?? []).flatMap(({ allowFrom = [], reachableFrom = [] }) => [...allowFrom, ...reachableFrom]),
          ...(args.web?.sites ?? []).flatMap(({ reachableFrom = [] }) => reachableFrom),
        ]);
        for (const rule of networkRules(hostSettings(args), false)) {
          if (rule.access === "Allow" && rule.direction === "Inbound") expect(named).toContain(rule.sourceAddressPrefix);
        }
      }),
    );
  });
});
