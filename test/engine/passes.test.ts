import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { PartialText, type PropertyValue, type ResourceGraph, Secret, Unknown } from "../../deployment/graph.js";
import { restoreHoles } from "../../deployment/holes.js";
import { mergeValues } from "../../engine/merge.js";
import { runProject } from "../../engine/run.js";
import { everything, find, outputsOfStack, plain, programs, shortUrn } from "./support.js";

const directory = join(programs, "outputs");

async function graphOf(secondPass: boolean, set: ReadonlyMap<string, string> = new Map()): Promise<ResourceGraph> {
  const run = await runProject({ directory, secondPass, set });
  if (!run.ok) throw new Error(JSON.stringify(run.error));
  return run.graph;
}

describe("a preview and a second pass", () => {
  let preview: ResourceGraph;
  let both: ResourceGraph;
  beforeAll(async () => {
    [preview, both] = await Promise.all([graphOf(false), graphOf(true)]);
  }, 90_000);

  it("knows nothing of a text that holds an output, and then all but the output", () => {
    const script = (graph: ResourceGraph): unknown => plain(find(graph, "::setup").inputs.get("source"));
    expect(script(preview)).toEqual({ script: "?" });
    expect(script(both)).toEqual({
      script: "Set-Content C:\\address.txt ⟨address.ipAddress⟩\nnet localgroup Administrators IUSR /add # ⟨web.vmId⟩",
    });
    expect(plain(outputsOfStack(both).get("name"))).toBe("⟨group.name⟩/⟨other.location⟩");
    expect(plain(find(both, "::setup").inputs.get("resourceGroupName"))).toBe("⟨group.name⟩");
  });

  it("believes what was made of a marker only where the marker can still be seen, or was not looked at", () => {
    const parameters = find(both, "::setup").inputs.get("parameters");
    const value = (index: number): PropertyValue | undefined =>
      ((parameters as PropertyValue[])[index] as ReadonlyMap<string, PropertyValue>).get("value");
    expect(plain(restoreHoles(Buffer.from(String(value(0)), "base64").toString("utf8"), both.holes))).toContain(
      "IUSR /add # ⟨web.vmId⟩",
    );
    expect([1, 2, 3, 4].map((index) => plain(value(index)))).toEqual(["?", "?", { secret: "canary ⟨web.vmId⟩" }, "constant"]);
  });

  it("finds what is made inside an apply, and says so", () => {
    expect(preview.resources.map(({ urn }) => shortUrn(urn))).not.toContain(
      "azure-native:compute:VirtualMachineExtension::inside",
    );
    expect(plain(find(both, "::inside").inputs.get("settings"))).toEqual({ commandToExecute: "echo ⟨web.vmId⟩" });
    expect(both.notes).toEqual([
      {
        code: "created-in-apply",
        text: "azure-native:compute:VirtualMachineExtension inside is only made once the values that it depends on are known",
      },
    ]);
  });

  it("keeps what the preview knows", () => {
    for (const resource of preview.resources) {
      const other = both.resources.find(({ urn }) => urn === resource.urn);
      expect({ ...other, inputs: undefined, outputs: undefined }).toEqual({ ...resource, inputs: undefined, outputs: undefined });
    }
    expect(everything(both)).not.toContain("canary");
  });

  it("takes what a callback cannot do with a marker for unknown, as the preview does", async () => {
    const graph = await graphOf(true, new Map([["fail", "true"]]));
    expect(graph.notes).toEqual([]);
    expect(graph.resources.map(({ urn }) => urn)).toEqual(preview.resources.map(({ urn }) => urn));
    expect(everything({ ...graph, holes: undefined })).not.toContain("zqhole");
  }, 90_000);
});

describe("merging two values", () => {
  const hole = new Unknown("deferred", "a.b");
  it.each<readonly [string, PropertyValue, PropertyValue, PropertyValue]>([
    ["takes a text with holes for an unknown", new Unknown(), new PartialText(["x", hole]), new PartialText(["x", hole])],
    ["takes an unknown with an origin", new Unknown(), hole, hole],
    ["keeps what is known", "a", "b", "a"],
    ["keeps an unknown before nothing", new Unknown(), null, new Unknown()],
    ["keeps an unknown before a number", new Unknown(), 14, new Unknown()],
    ["keeps an unknown before rubbish", new Unknown(), new PartialText(["undefined/", hole]), new Unknown()],
    ["keeps an unknown before rubbish inside", new Unknown(), new Map([["a", ["[object Object]"]]]), new Unknown()],
    ["looks into secrets", new Secret(new Unknown()), new Secret("p"), new Secret("p")],
    ["keeps the mark of a secret", new Secret(new Unknown()), "p", new Secret("p")],
    ["looks into lists of one length", [1, new Unknown()], [2, "x"], [1, "x"]],
    ["does not match lists of two lengths", [new Unknown()], ["x", "y"], [new Unknown()]],
    [
      "looks into maps, and adds no keys",
      new Map([["a", new Unknown()]]),
      new Map([
        ["a", "x"],
        ["b", "y"],
      ]),
      new Map([["a", "x"]]),
    ],
  ])("%s", (_name, known, filled, expected) => {
    expect(mergeValues(known, filled)).toEqual(expected);
  });
});
