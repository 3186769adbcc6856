import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { IisHostArgs } from "../../components/arguments.js";
import { type NetworkRule, networkRules } from "../../components/network-rules.js";
import { hostSettings } from "../../components/settings.js";
import { hostArguments } from "./generators.js";

const rules = (more: Partial<IisHostArgs> = {}, quarantine = false) =>
  networkRules(hostSettings({ resourceGroupName: "rg", subnetId: "s", adminPassword: "p", ...more }), quarantine);

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
    ["visitors of the web server", { web: { reachableFrom: ["Internet"] } }, ["Inbound 2000 Allow Tcp Internet -> 80"]],
    ["what is not installed needs no port", { mail: { enabled: false, reachableFrom: ["Internet"] } }, []],
  ])("%s", (_what, more, admitted) => {
    expect(rules(more).map(shown)).toEqual([...admitted, "Inbound 4096 Deny * * -> *", "Outbound 1000 Deny Tcp * -> 25"]);
  });

  it("mail leaves on port 25 only when that is asked for", () => {
    expect(rules({ mail: { allowOutboundSmtp: true } }).map(shown)).toEqual(["Inbound 4096 Deny * * -> *"]);
    expect(rules({ mail: { enabled: false, allowOutboundSmtp: true } }).map(shown)).toContain("Outbound 1000 Deny Tcp * -> 25");
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
          ...(args.web?.reachableFrom ?? []),
        ]);
        for (const rule of networkRules(hostSettings(args), false)) {
          if (rule.access === "Allow" && rule.direction === "Inbound") expect(named).toContain(rule.sourceAddressPrefix);
        }
      }),
    );
  });
});
