import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Analyzer, type Diagnostic, type ResourceInput } from "./analyzer.js";

const RUN_COMMAND = "azure-native:compute:VirtualMachineRunCommandByVirtualMachine";
const ADMIN = "net localgroup Administrators IUSR /add\n";

let pack: Analyzer;
beforeAll(async () => {
  pack = await Analyzer.start(false);
  await pack.configureStack();
  await pack.configure();
});
afterAll(() => pack.stop());

let count = 0;

function machine(): ResourceInput {
  const name = `vm${++count}`;
  return { type: "azure-native:compute:VirtualMachine", name, props: { vmName: `${name}-a1b2`, resourceGroupName: "shop" } };
}

function command(vm: ResourceInput, name: string, script: string): ResourceInput {
  return {
    type: RUN_COMMAND,
    name: `${vm.name}-${name}`,
    props: { vmName: (vm.props as { vmName: string }).vmName, source: { script } },
  };
}

const short = (found: readonly Diagnostic[]) =>
  found.map(({ policy, level, urn }) => `${policy} ${level} ${urn.split("::").pop()}`);

describe("in an update", () => {
  it("refuses the resource that carries the script, at its own call", async () => {
    const vm = machine();
    const dangerous = command(vm, "setup", ADMIN);
    expect(await pack.analyze(vm)).toEqual([]);
    expect(short(await pack.analyze(dangerous))).toEqual([`iis-anonymous-admin mandatory ${dangerous.name}`]);
  });

  it("refuses the script that completes what an earlier one began", async () => {
    const vm = machine();
    const first = command(vm, "first", "New-LocalGroup WebOps\nAdd-LocalGroupMember -Group WebOps -Member IUSR\n");
    const second = command(vm, "second", "Add-LocalGroupMember -Group Administrators -Member WebOps\n");
    expect(await pack.analyze(vm)).toEqual([]);
    expect(await pack.analyze(first)).toEqual([]);
    expect(short(await pack.analyze(second))).toEqual([`iis-anonymous-admin mandatory ${second.name}`]);
    // Told once, whatever is registered after it, and not again for the stack.
    const third = command(vm, "third", "Get-Date\n");
    expect(await pack.analyze(third)).toEqual([]);
    expect(await pack.analyzeStack([vm, first, second, third])).toEqual([]);
  });

  it("blames the call that registered a script, however many calls are on their way", async () => {
    const vm = machine();
    const harmless = [1, 2, 3, 4].map((number) => command(vm, `harmless${number}`, "Get-Date\n"));
    const dangerous = command(vm, "dangerous", ADMIN);
    const all = [vm, ...harmless.slice(0, 2), dangerous, ...harmless.slice(2)];
    const found = await Promise.all(all.map((resource) => pack.analyze(resource)));
    // Calls that come after it see the same host; the defect is told once, by it or by a later call of the same burst.
    expect(found.flatMap(short)).toEqual([`iis-anonymous-admin mandatory ${dangerous.name}`]);
  });

  it("does not mix hosts", async () => {
    const [one, other] = [machine(), machine()];
    const found: Diagnostic[] = [];
    for (const resource of [
      one,
      other,
      command(one, "group", "New-LocalGroup WebOps\nAdd-LocalGroupMember -Group WebOps -Member IUSR\n"),
      command(other, "admin", "New-LocalGroup WebOps\nAdd-LocalGroupMember -Group Administrators -Member WebOps\n"),
    ]) {
      found.push(...(await pack.analyze(resource)));
    }
    expect(found).toEqual([]);
  });

  it("knows a Custom Script Extension in every form of its settings", async () => {
    const extension = (name: string, settings: object): ResourceInput => ({
      type: "azure-native:compute:VirtualMachineExtension",
      name: `extension-${name}`,
      props: {
        vmName: name,
        publisher: "Microsoft.Compute",
        type: "CustomScriptExtension",
        typeHandlerVersion: "1.10",
        ...settings,
      },
    });
    const forms = [
      extension("object", { settings: { commandToExecute: ADMIN } }),
      extension("text", { settings: JSON.stringify({ commandToExecute: ADMIN }) }),
      extension("protected", { protectedSettings: { commandToExecute: ADMIN } }),
      extension("case", {
        protectedSettings: JSON.stringify({
          CommandToExecute: `powershell -EncodedCommand ${Buffer.from(ADMIN, "utf16le").toString("base64")}`,
        }),
      }),
    ];
    for (const form of forms) {
      expect(short(await pack.analyze(form))).toEqual([`iis-anonymous-admin mandatory ${form.name}`]);
    }
  });

  it("reads the extensions of a scale set before the scale set is made", async () => {
    const scaleSet = (name: string, commandToExecute: string) => ({
      type: "azure-native:compute:VirtualMachineScaleSet",
      name,
      props: {
        virtualMachineProfile: {
          extensionProfile: {
            extensions: [
              { name: "setup", publisher: "Microsoft.Compute", type: "CustomScriptExtension", settings: { commandToExecute } },
            ],
          },
        },
      },
    });
    expect(short(await pack.analyze(scaleSet("set-join", ADMIN)))).toEqual(["iis-anonymous-admin mandatory set-join"]);
    expect(await pack.analyze(scaleSet("set-innocent", "net localgroup IIS_IUSRS IUSR /add"))).toEqual([]);
    expect(
      await pack.analyze({
        type: "azure-native:compute:VirtualMachineScaleSet",
        name: "set-plain",
        props: { sku: { name: "x" } },
      }),
    ).toEqual([]);
  });

  it("survives what no program should send", async () => {
    const vm = machine();
    const props = JSON.parse(
      '{"vmName": "__proto__", "source": {"script": "net localgroup constructor __proto__ /add"}, "__proto__": {"script": 1}, "parameters": [null, 1, {"name": "constructor", "value": {"a": [1]}}], "protectedParameters": "text"}',
    ) as object;
    expect(await pack.analyze({ type: RUN_COMMAND, name: `${vm.name}-odd`, props })).toEqual([]);
    expect(await pack.analyze({ type: RUN_COMMAND, name: `${vm.name}-empty`, props: {} })).toEqual([]);
    expect(await pack.analyze({ type: RUN_COMMAND, name: `${vm.name}-list`, props: { source: ["x"], vmName: 7 } })).toEqual([]);
    expect(pack.stderr).toBe("");
    expect(pack.stdout).toMatch(/^\d+\n$/);
  });
});
