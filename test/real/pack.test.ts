import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findEngine, type Ran, Sandbox } from "./engine.js";

/** The policy pack inside the real engine. */
const engine = findEngine();
const OPEN = "net localgroup Administrators IUSR /add";
const SHUT = "net localgroup Administrators IUSR /delete";

/** A program with one host, and what it is sent. `body` may use `vm`, `run(name, script, after)` and `pulumi`. */
function program(body: string): Record<string, string> {
  return {
    "Pulumi.yaml": "name: shop\nruntime:\n  name: nodejs\n  options:\n    typescript: false\nmain: index.js\n",
    "Pulumi.dev.yaml": "config:\n  azure-native:location: westeurope\n",
    "index.js": `
const compute = require("@pulumi/azure-native/compute");
const pulumi = require("@pulumi/pulumi");
const image = (sku) => ({ publisher: "MicrosoftWindowsServer", offer: "WindowsServer", sku, version: "latest" });
const machine = (name, sku = "2022-datacenter") =>
  new compute.VirtualMachine(name, { resourceGroupName: "rg", storageProfile: { imageReference: image(sku) } });
const vm = machine("web");
const run = (name, script, dependsOn = [], of = vm) =>
  new compute.VirtualMachineRunCommandByVirtualMachine(name, { resourceGroupName: "rg", vmName: of.name, source: { script } }, { dependsOn });
${body}
`,
  };
}

const said = ({ violations }: Ran) =>
  violations.map(({ rule, level, resource }) => `${rule} ${level} ${resource.split("::").pop()}`).sort();
const names = ({ created }: Ran) => created.map((one) => one.split("::").pop()).sort();

describe.skipIf(engine === undefined)("the pack in the real engine", () => {
  let sandbox: Sandbox;
  beforeAll(() => {
    sandbox = new Sandbox(engine as NonNullable<typeof engine>);
  });
  afterAll(() => sandbox.remove());

  it("judges every boundary: a preview says what its update would refuse halfway", async () => {
    const stack = await sandbox.stack(
      program(`const a = run("opens", ${JSON.stringify(OPEN)});\nrun("shuts", ${JSON.stringify(SHUT)}, [a]);`),
    );
    const preview = await stack.run("preview");
    expect(said(preview)).toEqual(["iis-anonymous-admin mandatory opens"]);
    expect(preview.violations[0]?.message).toContain("from opens until shuts");
    expect(preview.code).not.toBe(0);
    const update = await stack.run("skip-preview");
    expect(said(update)).toEqual(["iis-anonymous-admin mandatory opens"]);
    expect(names(update)).toEqual(["web"]);
  });

  it("lets through what one script opens and closes", async () => {
    const stack = await sandbox.stack(program(`run("both", ${JSON.stringify(`${OPEN}\n${SHUT}`)});`));
    for (const way of ["preview", "up"] as const) {
      const ran = await stack.run(way);
      expect([said(ran), ran.code]).toEqual([[], 0]);
    }
  });

  it("takes what only the update knows for advice in the preview, and decides in the update", async () => {
    const stack = await sandbox.stack(
      program(`run("known-later", vm.vmId.apply((id) => "# " + id + "\\n" + ${JSON.stringify(OPEN)}));`),
    );
    const preview = await stack.run("preview");
    expect(said(preview)).toEqual(["host-undecided advisory known-later"]);
    expect(preview.code).toBe(0);
    const update = await stack.run("up");
    expect(said(update)).toContain("iis-anonymous-admin mandatory known-later");
    expect(update.code).not.toBe(0);
    expect(names(update)).toEqual(["web"]);
  });

  it("has levels and exemptions, and refuses a setting that it does not know", async () => {
    const stack = await sandbox.stack(program(`run("opens", ${JSON.stringify(OPEN)});`));
    const advisory = await stack.run("preview", { config: { "iis-anonymous-admin": "advisory" } });
    expect([said(advisory), advisory.code]).toEqual([["iis-anonymous-admin advisory opens"], 0]);
    const disabled = await stack.run("preview", { config: { "iis-anonymous-admin": "disabled" } });
    expect([said(disabled), disabled.code]).toEqual([[], 0]);
    const exempt = { resource: "opens", reason: "old site", owner: "web team", expires: "2999-12-31" };
    const exempted = await stack.run("preview", { config: { "iis-anonymous-admin": { exempt: [exempt] } } });
    expect([said(exempted), exempted.code]).toEqual([["iis-anonymous-admin advisory opens"], 0]);
    expect(exempted.violations[0]?.message).toContain("exempt until 2999-12-31: old site (web team)");
    const misspelt = await stack.run("preview", { config: { "iis-anonymous-admin": { exmept: [exempt] } } });
    expect(misspelt.code).not.toBe(0);
    expect(misspelt.output).toContain("exmept");
  });

  it("looks at targets only as the engine shows them, and at a machine that is replaced", async () => {
    const files = program(`run("opens", ${JSON.stringify(OPEN)});\nmachine("other");`);
    const stack = await sandbox.stack(files);
    const other = "urn:pulumi:dev::shop::azure-native:compute:VirtualMachine::other";
    const targeted = await stack.run("skip-preview", { args: ["--target", other] });
    expect([said(targeted), targeted.code, names(targeted)]).toEqual([[], 0, ["other"]]);
    // Once it is there, an unchanged stack that is dangerous is still reported, also when its machine is made anew.
    await stack.run("skip-preview", { pack: null });
    const index = files["index.js"] as string;
    writeFileSync(join(stack.folder, "index.js"), index.replace('sku = "2022-datacenter"', 'sku = "2019-datacenter"'));
    const replaced = await stack.run("preview", { args: ["--refresh"] });
    expect(said(replaced)).toEqual(["iis-anonymous-admin mandatory opens"]);
    expect(replaced.output).toContain("create replacement");
  });

  it("survives hostile and slow scripts: no call fails, and each is a finding", async () => {
    const scripts = {
      loop: "while ($true) { $x = $x + 'a' }",
      deep: `${"(".repeat(5000)}1${")".repeat(5000)}`,
      regex: "'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!' -match '(a+)+$'",
      names: "$__proto__ = 1; $constructor = 2; ${hasOwnProperty} = 3",
    };
    const body = Object.entries(scripts).map(
      ([name, script]) => `run("${name}", ${JSON.stringify(`${script}\n`)}, [], machine("vm-${name}"));`,
    );
    const stack = await sandbox.stack(program([...body, `run("opens", ${JSON.stringify(OPEN)});`].join("\n")));
    const ran = await stack.run("preview");
    expect(ran.output).not.toMatch(/rpc error|failed to run policy|panic/i);
    expect(said(ran)).toContain("iis-anonymous-admin mandatory opens");
    expect(said(ran)).toContain("host-undecided advisory loop");
  });

  it("refuses a YAML program, whose export the command judges alike", async () => {
    const script = OPEN;
    const stack = await sandbox.stack({
      "Pulumi.yaml": `name: yamlshop
runtime: yaml
resources:
  web:
    type: azure-native:compute:VirtualMachine
    properties:
      resourceGroupName: rg
      storageProfile:
        imageReference: { publisher: MicrosoftWindowsServer, offer: WindowsServer, sku: 2022-datacenter, version: latest }
  setup:
    type: azure-native:compute:VirtualMachineRunCommandByVirtualMachine
    properties:
      resourceGroupName: rg
      vmName: \${web.name}
      source:
        script: ${script}
`,
    });
    const preview = await stack.run("preview");
    expect(said(preview)).toEqual(["iis-anonymous-admin mandatory setup"]);
    const update = await stack.run("skip-preview");
    expect([said(update), names(update)]).toEqual([["iis-anonymous-admin mandatory setup"], ["web"]]);
  });
});
