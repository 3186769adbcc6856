import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import type { IisHardeningArgs } from "../../components/arguments/index.js";
import { hardeningProblems } from "../../components/checks/index.js";
import { hostExtras } from "../../components/document/extras.js";
import { hostDocument } from "../../components/document/index.js";
import { IisHardening, refuseFailure } from "../../components/resources/iis-hardening.js";
import { renderProvisioning } from "../../components/script.js";
import { hostSettings } from "../../components/settings/index.js";
import { one, runStack, type StackRun } from "./support.js";

const mail = { allowFrom: ["10.1.0.0/16"] };

const deploy = (more: Partial<IisHardeningArgs>): Promise<StackRun> =>
  runStack(() => void new IisHardening("web", { resourceGroupName: "rg", mail, ...more }));

const made = (run: StackRun): string[] =>
  run.resources
    .filter(({ type }) => type.startsWith("azure-native:"))
    .map(({ type, name }) => `${type.split(":").pop()} ${name}`);

/** What a new host of these arguments would be sent. */
const sent = renderProvisioning(
  hostDocument(hostSettings({ mail, dataDisks: [] })),
  hostExtras(hostSettings({ mail, dataDisks: [] })),
);

describe("a machine that exists", () => {
  it("gets the command of a new host, and nothing else is made", async () => {
    const run = await deploy({ virtualMachineName: "mail-01", runAgainOn: "vm-id-1", tags: { owner: "mail" } });
    expect(made(run)).toEqual(["VirtualMachineRunCommandByVirtualMachine web-provisioning"]);
    const command = one(run, "VirtualMachineRunCommandByVirtualMachine");
    expect(command.inputs).toMatchObject({
      resourceGroupName: "rg",
      vmName: "mail-01",
      source: { script: sent.script },
      parameters: sent.parameters,
      treatFailureAsDeploymentFailure: true,
      tags: { owner: "mail", vmId: "vm-id-1" },
    });
    expect(command.replaceOnChanges).toEqual(["tags"]);
  });

  it("of Azure Arc gets it from Arc", async () => {
    const run = await deploy({ arcMachineName: "branch-7" });
    expect(made(run)).toEqual(["MachineRunCommand web-provisioning"]);
    expect(one(run, "MachineRunCommand").inputs).toMatchObject({ machineName: "branch-7", source: { script: sent.script } });
  });

  it("of Azure Arc whose script failed fails the deployment, although Arc says that it succeeded", () => {
    expect(() => refuseFailure("web-provisioning", { exitCode: 1, error: "no such feature" })).toThrow(
      "web-provisioning failed on the machine of Azure Arc with exit code 1: no such feature",
    );
    for (const view of [undefined, {}, { exitCode: 0, error: "a warning" }])
      expect(() => refuseFailure("web-provisioning", view)).not.toThrow();
  });

  it("of a scale set gets it as an extension, with its secrets protected", async () => {
    const smartHost = { host: "smtp.contoso.com", userName: "u", password: pulumi.secret("canary") };
    const run = await deploy({ scaleSetName: "fleet", runAgainOn: "2", mail: { smartHost } });
    expect(made(run)).toEqual(["VirtualMachineScaleSetExtension web-provisioning"]);
    const { inputs } = one(run, "VirtualMachineScaleSetExtension");
    expect(inputs).toMatchObject({
      vmScaleSetName: "fleet",
      publisher: "Microsoft.CPlat.Core",
      type: "RunCommandWindows",
      forceUpdateTag: "2",
    });
    expect((inputs["settings"] as { script: string[] }).script.join("\n")).toBe(sent.script);
    const clear = JSON.stringify(inputs, (_key, value: unknown) =>
      value !== null && typeof value === "object" && "secret" in value ? "[secret]" : value,
    );
    expect(clear).toContain("[secret]");
    expect(clear).not.toContain(Buffer.from("canary").toString("base64").slice(0, 6));
  });

  it("runs scripts of one's own, and is verified after them", async () => {
    const run = await deploy({ virtualMachineName: "mail-01", provision: [{ name: "app", script: "'one'" }] });
    expect(made(run).map((line) => line.split(" ")[1])).toEqual(["web-provisioning", "web-script-app", "web-verification"]);
  });

  it("keeps its disks as they are", () => {
    const settings = hostSettings({ web: { sites: [{ name: "App", hostName: "www.contoso.com" }] }, dataDisks: [] });
    expect(hostExtras(settings).drives).toEqual([]);
  });
});

describe("arguments that are refused", () => {
  it.each<[object, string]>([
    [{}, "virtualMachineName is missing; expected it, scaleSetName or arcMachineName"],
    [{ virtualMachineName: "a", arcMachineName: "b" }, "arcMachineName is given beside virtualMachineName; expected one of them"],
    [
      { scaleSetName: "a", provision: [{ name: "x", script: "1" }] },
      "provision is given with scaleSetName, whose machines run one command; expected it left out",
    ],
    [{ virtualMachineName: "a", mail: undefined }, "web is missing and so is mail; expected at least one of them"],
    [{ virtualMachineName: "a", subnetId: "s" }, /^subnetId is no argument; expected resourceGroupName, /],
    [
      { virtualMachineName: "a", mail: { allowFrom: ["0.0.0.0/0"] } },
      /^mail\.allowFrom\[0\] is "0\.0\.0\.0\/0", which lets the Internet relay/,
    ],
  ] as [object, string][])("%o", (more, expected) => {
    const problems = hardeningProblems({ resourceGroupName: "rg", mail, ...more } as IisHardeningArgs);
    expect(problems.map(({ path, reason }) => `${path} ${reason}`)).toEqual([
      typeof expected === "string" ? expected : expect.stringMatching(expected),
    ]);
  });
});
