import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PartialText, type Resource, type ResourceGraph, Secret } from "../../deployment/graph.js";
import { restoreHoles } from "../../deployment/holes.js";
import { isPropertyMap } from "../../deployment/property-value.js";
import { runProject } from "../../engine/run.js";
import { everything, find, outputsOfStack, plain, programs, shortUrn } from "./support.js";

const group = "azure-native:resources:ResourceGroup::group";

describe("a TypeScript program", () => {
  let graph: ResourceGraph;
  beforeAll(async () => {
    process.env.FACTS_TOKEN = "canary-of-the-environment";
    const run = await runProject({ directory: join(programs, "facts") });
    if (!run.ok) throw new Error(JSON.stringify(run.error));
    graph = run.graph;
  }, 60_000);
  afterAll(() => {
    delete process.env.FACTS_TOKEN;
  });

  it("has a URN for every resource, with the types of its parents but not the stack's", () => {
    expect(graph.resources.map(({ urn }) => urn.replace("urn:pulumi:dev::facts::", "")).sort()).toEqual([
      "azure-native:compute:VirtualMachine::web",
      "azure-native:compute:VirtualMachineExtension::encoded",
      "azure-native:compute:VirtualMachineRunCommandByVirtualMachine::setup",
      "azure-native:network:NetworkInterface::nic",
      "azure-native:resources:ResourceGroup::existing",
      "azure-native:resources:ResourceGroup::first",
      "azure-native:resources:ResourceGroup::group",
      "facts:index:Pair$azure-native:resources:ResourceGroup::first",
      "facts:index:Pair$azure-native:resources:ResourceGroup::second",
      "facts:index:Pair$pulumi:providers:azure-native::pair-provider",
      "facts:index:Pair::pair",
      "pulumi:providers:azure-native::default_3_28_0",
      "pulumi:pulumi:Stack::facts-dev",
      "pulumi:pulumi:StackReference::organization/network/dev",
    ]);
  });

  it("lists parents, providers and dependencies before what needs them", () => {
    const position = new Map(graph.resources.map(({ urn }, index) => [urn, index]));
    for (const resource of graph.resources) {
      for (const need of [resource.parent, resource.provider, ...resource.dependencies]) {
        if (need !== undefined)
          expect(position.get(need), `${need} before ${resource.urn}`).toBeLessThan(position.get(resource.urn) ?? -1);
      }
    }
  });

  it("gives a resource the default provider of its package, or the one of its parents", () => {
    const providerOf = (name: string): string => shortUrn(find(graph, name).provider ?? "::::none");
    expect(providerOf(group)).toBe("pulumi:providers:azure-native::default_3_28_0");
    expect(providerOf("Pair$azure-native:resources:ResourceGroup::first")).toBe(
      "facts:index:Pair$pulumi:providers:azure-native::pair-provider",
    );
    expect(providerOf("StackReference::organization/network/dev")).toBe("none");
    expect(providerOf("facts:index:Pair::pair")).toBe("none");
    expect(plain(find(graph, "default_3_28_0").inputs)).toEqual({ location: "westeurope", version: "3.28.0" });
  });

  it("records options, and inherits protection from the parent", () => {
    const { options } = find(graph, "VirtualMachine::web");
    expect(options).toMatchObject({ protect: true, ignoreChanges: ["tags"], timeouts: { create: 5400, update: undefined } });
    expect(find(graph, "Pair$azure-native:resources:ResourceGroup::first").options.protect).toBe(true);
    expect(find(graph, "Pair$azure-native:resources:ResourceGroup::second").options.protect).toBe(false);
    expect(find(graph, group).options.protect).toBe(false);
  });

  it("knows which resources a property was made from", () => {
    const setup = find(graph, "RunCommandByVirtualMachine::setup");
    expect(setup.dependencies.map(shortUrn)).toEqual(["azure-native:compute:VirtualMachine::web", group]);
    expect([...setup.propertyDependencies].map(([key, urns]) => [key, urns.map(shortUrn)])).toEqual([
      ["parameters", ["azure-native:compute:VirtualMachine::web"]],
      ["resourceGroupName", [group]],
      ["vmName", ["azure-native:compute:VirtualMachine::web"]],
    ]);
  });

  it("keeps unknown values where they are, and answers names that the program gave", () => {
    const web = find(graph, "VirtualMachine::web");
    expect(plain(web.id)).toBe("⟨web.id⟩");
    expect(plain(web.inputs.get("networkProfile"))).toEqual({ networkInterfaces: [{ id: "?" }] });
    expect(plain(find(graph, "::setup").inputs.get("vmName"))).toBe("web-1");
    expect(plain(outputsOfStack(graph))).toMatchObject({ vmName: "web-1", groupId: "?", otherName: "?", first: "?" });
  });

  it("keeps secrets marked where they are, with their known parts, and never decrypts", () => {
    const hidden = "⟨configuration value facts:adminPassword⟩";
    expect(plain(find(graph, "VirtualMachine::web").inputs.get("osProfile"))).toEqual({
      adminPassword: { secret: hidden },
      adminUsername: "ops",
      computerName: { secret: "web-1" },
    });
    const setup = find(graph, "::setup");
    expect(plain(setup.inputs.get("source"))).toEqual({
      script: { secret: `net user svc ${hidden} /add\nnet localgroup Administrators svc /add` },
    });
    expect(plain(setup.inputs.get("parameters"))).toEqual([
      { name: "token", value: { secret: "⟨configuration value facts:settings⟩" } },
      { name: "vmId", value: "?" },
    ]);
    expect(plain(outputsOfStack(graph).get("secretOut"))).toEqual({ secret: "canary-output" });
  });

  it("finds the holes again in what the program encoded", () => {
    const settings = find(graph, "::encoded").inputs.get("protectedSettings");
    const command = isPropertyMap(settings) ? settings.get("commandToExecute") : undefined;
    if (!(command instanceof Secret) || typeof command.value !== "string") throw new Error("the command must be a secret text");
    const decoded = restoreHoles(Buffer.from(command.value, "base64").toString("utf8"), graph.holes);
    expect(decoded).toBeInstanceOf(PartialText);
    expect(plain(decoded)).toBe("net user svc ⟨configuration value facts:adminPassword⟩");
  });

  it("gives configuration its texts: defaults, spelling, structure", () => {
    const web = find(graph, "VirtualMachine::web");
    expect(plain(web.inputs.get("tags"))).toEqual({ count: "2", greeting: "007" });
    expect(plain(web.inputs.get("hardwareProfile"))).toEqual({ vmSize: "Standard_B2s" });
  });

  it("replaces the outputs of a component by what it registers", () => {
    const pair = find(graph, "facts:index:Pair::pair");
    expect(plain(pair.inputs)).toEqual({ group: "rg-facts", note: "n" });
    expect(plain(pair.outputs)).toEqual({ first: "?", second: "?", fixed: "fixed" });
    expect(pair).toMatchObject({ custom: false, id: undefined });
  });

  it("marks what is only read, and does not know the outputs of other stacks", () => {
    expect(find(graph, "::existing")).toMatchObject({ external: true, id: "/subscriptions/0/resourceGroups/existing" });
    expect(String(plain(outputsOfStack(graph).get("subnet")))).toMatch(/^⟨stack .*subnet.*⟩$/);
    expect(graph.notes.map(({ code }) => code)).toEqual(["encrypted-configuration", "stack-reference"]);
  });

  it("says where in the program each resource is made", () => {
    const lines = readFileSync(join(programs, "facts", "index.ts"), "utf8").split("\n");
    const place = (resource: Resource): string => `${resource.source?.file}: ${lines[(resource.source?.line ?? 0) - 1]?.trim()}`;
    expect(place(find(graph, "VirtualMachine::web"))).toBe("index.ts: const vm = new compute.VirtualMachine(");
    expect(place(find(graph, "::setup"))).toBe("index.ts: new compute.VirtualMachineRunCommandByVirtualMachine(");
    expect(find(graph, "Pair$azure-native:resources:ResourceGroup::first").source?.file).toBe("pair.ts");
    expect(find(graph, "Stack::facts-dev").source).toBeUndefined();
  });

  it("shows the program a small environment", () => {
    expect(plain(outputsOfStack(graph).get("leaked"))).toBe("");
  });

  it("prints no secret, also when everything is printed", () => {
    expect(everything(graph)).not.toContain("canary");
  });

  it("comes out the same without the patches of the SDK", async () => {
    const run = await runProject({ directory: join(programs, "facts"), dropGeneratedAliases: false, quietDebugStacks: false });
    if (!run.ok) throw new Error(JSON.stringify(run.error));
    const aliases = (of: ResourceGraph): number => Number(plain(outputsOfStack(of).get("aliases")));
    expect(aliases(graph)).toBe(0);
    expect(aliases(run.graph)).toBeGreaterThan(20);
    const withoutCount = (of: ResourceGraph): ResourceGraph => ({
      ...of,
      resources: of.resources.map((resource) => ({
        ...resource,
        outputs: new Map([...resource.outputs].filter(([key]) => key !== "aliases")),
      })),
    });
    expect(withoutCount(run.graph)).toEqual(withoutCount(graph));
  }, 60_000);
});
