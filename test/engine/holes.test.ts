import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { ResourceGraph } from "../../deployment/graph.js";
import { restoreHoles } from "../../deployment/holes.js";
import { runProject } from "../../engine/run.js";
import { everything, find, outputsOfStack, plain, programs } from "./support.js";

const directory = join(programs, "holes");
const BAD = "net localgroup Administrators IUSR /add";

async function graphOf(options: object): Promise<ResourceGraph> {
  const run = await runProject({ directory, ...options });
  if (!run.ok) throw new Error(JSON.stringify(run.error));
  return run.graph;
}
const scriptOf = (graph: ResourceGraph, index: number): unknown =>
  (plain(find(graph, `::run${index}`).inputs.get("source")) as { script: unknown }).script;

describe("values that are not known keep the text around them", () => {
  let graph: ResourceGraph;
  beforeAll(async () => {
    graph = await graphOf({ secondPass: true });
  }, 90_000);

  it.each([
    [0, "nested outputs", "# ⟨files.primaryEndpoints.blob⟩"],
    [1, "what is made of a part", "# ⟨files.primaryEndpoints.blob.replace.()⟩"],
    [
      2,
      "what the program gave, and what only the provider fills in",
      "# ⟨files.primaryEndpoints.web⟩ web-1 ⟨web.osProfile.secrets[0].sourceVault.id⟩",
    ],
    [3, "outputs of other stacks", "# ⟨stack contoso/base/prod.database⟩ ⟨stack contoso/base/prod.list[0].name⟩"],
    [4, "components of other processes", "# ⟨cluster.endpoint.url⟩:⟨cluster.endpoint.ports[0]⟩"],
    [5, "functions", "# ⟨getVirtualNetwork().subnets[0].addressPrefix⟩ ⟨getVirtualNetwork().name⟩"],
    [11, "what is parsed and decoded", "# ⟨files.id.JSON.name⟩ ⟨files.id.base64⟩"],
  ])("run%i: %s", (index, _what, first) => {
    expect(scriptOf(graph, index)).toBe(`${first}\n${BAD}`);
  });

  it("also in JSON and in base64", () => {
    expect(scriptOf(graph, 6)).toBe(
      JSON.stringify({ commands: [BAD], url: "⟨files.primaryEndpoints.blob⟩", all: "⟨files.primaryEndpoints⟩" }),
    );
    const text = Buffer.from(String(scriptOf(graph, 7)), "base64").toString();
    expect(plain(restoreHoles(text, graph.holes))).toBe(`# ⟨files.primaryEndpoints.file⟩ ⟨web.id⟩\n${BAD}`);
  });

  it("unless the program needs the value itself: then nothing is known, as in a preview", () => {
    expect(scriptOf(graph, 8)).toBe("?");
    expect(scriptOf(graph, 10)).toBe("⟨stack contoso/base/prod.script⟩");
  });

  it("tells two unknown values of one kind apart", () => {
    const identities = [...graph.holes.values()].map(({ identity }) => identity);
    expect(new Set(identities).size).toBe(identities.length);
  });

  it("leaves no stand-in behind, and says what was not given", () => {
    const { holes: _holes, ...rest } = graph;
    expect(/zqhole|__lycosa|\[object/.exec(everything(rest))).toBeNull();
    expect(plain(outputsOfStack(graph))).toEqual({
      list: ["⟨files.primaryEndpoints.blob⟩", "⟨stack contoso/base/prod.x⟩"],
      settings: { urls: ["⟨files.primaryEndpoints.blob⟩"], name: { value: "⟨stack contoso/base/prod.name⟩" } },
      whole: "⟨files.primaryEndpoints⟩",
    });
    expect(graph.notes.map(({ code }) => code).sort()).toEqual(["invoke-unanswered", "remote-component", "stack-reference"]);
  });
});

describe("outputs of other stacks that are given", () => {
  const SECRET = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext: "v1:abc" };
  const outputs = { database: "db.internal", list: [{ name: "first" }], script: SECRET };
  const root = { urn: "urn:pulumi:prod::base::pulumi:pulumi:Stack::base-prod", type: "pulumi:pulumi:Stack", custom: false };
  const exported = { version: 3, deployment: { resources: [{ ...root, outputs }] } };

  it.each<readonly [string, string, unknown]>([
    ["an export", "contoso/base/prod", exported],
    ["the outputs alone, by the short name", "base/prod", { ...outputs, script: "[secret]" }],
  ])(
    "as %s",
    async (_what, name, document) => {
      const graph = await graphOf({ secondPass: false, stackReferences: new Map([[name, document]]) });
      expect(scriptOf(graph, 3)).toBe(`# db.internal first\n${BAD}`);
      expect(scriptOf(graph, 10)).toEqual({ secret: "⟨stack contoso/base/prod.script⟩" });
      expect(graph.notes.map(({ code }) => code)).not.toContain("stack-reference");
    },
    90_000,
  );

  it.each<readonly [unknown, string]>([
    [[], "holds no object"],
    [{ version: 1, deployment: {} }, "has version 1"],
  ])("not as %j", async (document, message) => {
    const run = await runProject({ directory, stackReferences: new Map([["base/prod", document]]) });
    expect(run.ok ? undefined : run.error).toMatchObject({ code: "invalid-configuration" });
    expect(run.ok ? "" : run.error.message).toContain(`--stack-reference base/prod: the file ${message}`);
  });
});
