import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findEngine, root, Sandbox, type Stack } from "./engine.js";

/** The component for programs in other languages: YAML programs on the real engine, through the package's own provider. */
const engine = findEngine();
const program = readFileSync(join(root, "examples", "yaml-host", "Pulumi.yaml"), "utf8");
const configuration = readFileSync(join(root, "examples", "yaml-host", "Pulumi.dev.yaml"), "utf8");

const HOST = "lycosa:index:IisHost";
const INSIDE = [
  `${HOST}$azure-native:compute:VirtualMachine::web-vm`,
  `${HOST}$azure-native:compute:VirtualMachineExtension::web-certificates`,
  `${HOST}$azure-native:compute:VirtualMachineRunCommandByVirtualMachine::web-provisioning`,
  `${HOST}$azure-native:network:NetworkInterface::web-nic`,
  `${HOST}$azure-native:network:NetworkSecurityGroup::web-nsg`,
  `${HOST}::web`,
];

describe.skipIf(engine === undefined)("a program in YAML", () => {
  let sandbox: Sandbox;
  beforeAll(() => {
    sandbox = new Sandbox(engine as NonNullable<typeof engine>);
  });
  afterAll(() => sandbox.remove());

  const stackOf = (yaml: string, config = configuration): Promise<Stack> =>
    sandbox.stack({ "Pulumi.yaml": yaml, "Pulumi.dev.yaml": config });

  it("makes the host, which the pack passes, and a second update changes nothing", async () => {
    const stack = await stackOf(program);
    const ran = await stack.run("up");
    expect(ran.output).not.toContain("error:");
    expect(ran.code).toBe(0);
    expect(ran.violations).toEqual([]);
    expect([...ran.created].sort()).toEqual(INSIDE);
    const again = await stack.run("up", { args: ["--expect-no-changes"] });
    expect(again.code).toBe(0);
  });

  it("keeps secrets out of the state", async () => {
    const stack = await stackOf(program);
    expect((await stack.run("skip-preview", { pack: null })).code).toBe(0);
    const state = JSON.stringify(await stack.export());
    expect(state).toContain("web-provisioning");
    expect(state).not.toContain("contoso-mail");
  });

  it("is refused when it gives a password in clear, which is not shown", async () => {
    const clear =
      "config:\n  yaml-host:adminPassword: canary-1\n  yaml-host:relayPassword: canary-2\n  yaml-host:subnetId: web\n";
    const stack = await stackOf(program.replaceAll("    secret: true\n", ""), clear);
    const { code, output } = await stack.run("preview", { pack: null });
    expect(code).not.toBe(0);
    expect(output).toContain("mail.smartHost.password is not a secret");
    expect(output).not.toContain("canary");
  });

  it("learns everything that is wrong with its arguments at once, with the path of each", async () => {
    const stack = await stackOf(
      program.replace("hostName: shop.contoso.com", "hostName: shop").replace("- 10.20.0.0/16", "- 0.0.0.0/0"),
    );
    const { code, output } = await stack.run("preview", { pack: null });
    expect(code).not.toBe(0);
    for (const part of ["mail.allowFrom[0]", "lets the Internet relay", "web.sites[0].hostName", "a full host name"])
      expect(output).toContain(part);
    expect(output).not.toMatch(/^\s+at /m);
  });
});
