import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { PartialText, type PropertyValue, type Resource, Unknown } from "../../deployment/graph.js";
import { NO_OPTIONS } from "../../engine/registration.js";
import { runProject } from "../../engine/run.js";
import { needsSecondPass } from "../../engine/second-pass.js";

const VM = "azure-native:compute:VirtualMachine";
const RUN = "azure-native:compute:VirtualMachineRunCommandByVirtualMachine";
const urn = (type: string) => `urn:pulumi:dev::shop::${type}::x`;

function resource(type: string, inputs: Record<string, PropertyValue>, from: Record<string, readonly string[]> = {}): Resource {
  return {
    urn: urn(type),
    type,
    name: "x",
    custom: true,
    remote: false,
    external: false,
    id: new Unknown(),
    parent: undefined,
    inputs: new Map(Object.entries(inputs)),
    outputs: new Map(),
    dependencies: [],
    propertyDependencies: new Map(Object.entries(from)),
    provider: undefined,
    options: NO_OPTIONS,
    source: undefined,
  };
}
const script = (text: PropertyValue) => new Map([["script", text]]);

describe("whether a second pass can change what is judged", () => {
  it.each<readonly [string, readonly Resource[], boolean]>([
    ["everything is known", [resource(RUN, { vmName: "a", source: script("whoami") })], false],
    ["a script is not known", [resource(RUN, { vmName: "a", source: script(new Unknown()) })], true],
    ["a part of one is not known", [resource(RUN, { vmName: "a", source: script(new PartialText(["a", new Unknown()])) })], true],
    [
      "the name of a machine that it was made from",
      [resource(VM, {}), resource(RUN, { vmName: new Unknown(), source: script("x") }, { vmName: [urn(VM)] })],
      false,
    ],
    [
      "a name that came through something else",
      [resource(RUN, { vmName: new Unknown(), source: script("x") }, { vmName: [urn("a:b:C")] })],
      true,
    ],
    ["a name from nowhere", [resource(RUN, { vmName: new Unknown(), source: script("x") })], true],
    ["where a machine stands", [resource(VM, { resourceGroupName: new Unknown(), networkProfile: new Unknown() })], false],
    ["what a machine is made from", [resource(VM, { storageProfile: new Unknown() })], true],
    ["a resource that concerns no host", [resource("azure-native:network:VirtualNetwork", { subnets: new Unknown() })], false],
    ["a machine that is only read", [{ ...resource(VM, { storageProfile: new Unknown() }), external: true }], false],
  ])("%s", (_name, resources, expected) => {
    expect(needsSecondPass(resources, false)).toBe(expected);
    expect(needsSecondPass(resources, true)).toBe(true);
  });

  it("is seen in programs: one whose callbacks all run is run once, one that makes resources in a callback twice", async () => {
    const programs = join(__dirname, "..", "cli", "programs");
    const notes = async (name: string) => {
      const run = await runProject({ directory: join(programs, name), secondPass: true });
      if (!run.ok) throw new Error(run.error.message);
      return { markers: run.graph.holes.size, notes: run.graph.notes.map(({ code }) => code) };
    };
    // A second pass answers every output, so it leaves markers behind.
    expect(await notes("looks-dangerous")).toEqual({ markers: 0, notes: [] });
    const twice = await notes("inside-apply");
    expect(twice.notes).toEqual(["created-in-apply", "created-in-apply"]);
    expect(twice.markers).toBeGreaterThan(0);
  }, 60_000);
});
