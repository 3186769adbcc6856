import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { ResourceGraph } from "../../deployment/graph.js";
import { runProject } from "../../engine/run.js";
import { everything, find, outputsOfStack, plain, programs } from "./support.js";

describe("a program of ES modules in a folder of its own", () => {
  let graph: ResourceGraph;
  beforeAll(async () => {
    const run = await runProject({
      directory: join(programs, "shapes"),
      stack: "acme/shapes/prod",
      set: new Map([["azure-native:clientId", "the-client"]]),
    });
    if (!run.ok) throw new Error(JSON.stringify(run.error));
    graph = run.graph;
  }, 60_000);

  it("runs in the folder of main, with the options of the runtime and the names of the stack", () => {
    expect(graph.directory).toBe(join(programs, "shapes", "src"));
    expect(plain(outputsOfStack(graph))).toMatchObject({ holder: "exported", file: "acme/shapes/prod" });
    expect(plain(find(graph, "ResourceGroup::group").inputs.get("tags"))).toMatchObject({ title: "shapes program" });
    expect(find(graph, "Blob::asset").source).toMatchObject({ file: "src/index.js", column: 1 });
  });

  it("answers functions about the account, and puts markers where the cloud would have to be asked", () => {
    expect(plain(find(graph, "ResourceGroup::group").inputs.get("tags"))).toMatchObject({
      tenant: "11111111-2222-3333-4444-555555555555",
    });
    const { inputs } = find(graph, "Blob::asset");
    expect(plain(inputs.get("accountName"))).toBe("⟨getVirtualMachine().name⟩");
    expect(plain(inputs.get("containerName"))).toBe("c-⟨getVirtualMachine().location⟩-21");
    expect(plain(inputs.get("blobName"))).toBe("?");
    expect(plain(outputsOfStack(graph).get("same"))).toBe("false,true");
    expect(graph.notes.filter(({ code }) => code === "invoke-unanswered").map(({ text }) => text)).toEqual([
      "azure-native:compute:getDisk asks the cloud: its result is not known here",
      "azure-native:compute:getVirtualMachine asks the cloud: its result is not known here",
    ]);
  });

  it("reads assets, archives, references and what is inside of them", () => {
    expect(plain(find(graph, "Blob::asset").inputs.get("source"))).toEqual({ path: "./hello.ps1" });
    expect(plain(find(graph, "Blob::archive").inputs.get("source"))).toEqual({
      assets: { "a.ps1": { text: "exit 0" }, far: { uri: "https://example.invalid/a.zip" } },
    });
    const holder = find(graph, "shapes:index:Holder::holder");
    expect(plain(holder.inputs)).toEqual({
      group: { reference: "azure-native:resources:ResourceGroup::group", id: "?" },
      far: { reference: "far:index:Away::away", id: undefined },
    });
    expect(plain(holder.outputs.get("many"))).toEqual([1, "a", null, { deep: { secret: { a: "canary-deep" } } }]);
  });

  it("records replacement options, adoption and secret outputs", () => {
    expect(find(graph, "Blob::asset").options).toMatchObject({
      replaceOnChanges: ["source"],
      deleteBeforeReplace: true,
      retainOnDelete: true,
    });
    const adopted = find(graph, "ResourceGroup::adopted");
    expect(adopted).toMatchObject({
      id: "/subscriptions/0/resourceGroups/adopted",
      options: { importId: "/subscriptions/0/resourceGroups/adopted", additionalSecretOutputs: ["managedBy"] },
    });
    expect(plain(adopted.outputs.get("managedBy"))).toEqual({ secret: "?" });
  });

  it("says that it does not see into components of other processes", () => {
    expect(find(graph, "far:index:Away::away")).toMatchObject({ remote: true, custom: false });
    expect(graph.notes.map(({ code }) => code)).toContain("remote-component");
  });

  it("passes on what the program logs", () => {
    expect(graph.messages).toEqual([
      { severity: "warning", text: "a warning", urn: undefined },
      { severity: "info", text: "client 11111111-2222-3333-4444-555555555555", urn: undefined },
    ]);
    expect(everything(graph)).not.toContain("canary");
  });
});
