import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Archive, Asset, type PropertyMap, Secret, Unknown } from "../../deployment/graph.js";
import { UNKNOWN_VALUE } from "../../deployment/property-value.js";
import { withCheckedAssets } from "../../deployment/state/assets.js";
import { isStateDocument, StateError } from "../../deployment/state/document.js";
import { readState } from "../../deployment/state/state-graph.js";

const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";
const ASSET = "c44067f5952c0a294b673a41bacd8c17";
const urn = (type: string, name: string) => `urn:pulumi:dev::shop::${type}::${name}`;
const VM = "azure-native:compute:VirtualMachine";
const RUN = "azure-native:compute:VirtualMachineRunCommandByVirtualMachine";

const vm = { urn: urn(VM, "web"), custom: true, id: "/x/web", type: VM, inputs: { vmName: "web1" }, outputs: { name: "web1" } };
const run = (more: object = {}) => ({
  urn: urn(RUN, "setup"),
  custom: true,
  id: "/x/setup",
  type: RUN,
  inputs: { vmName: "web1", source: { script: "whoami" } },
  dependencies: [vm.urn],
  propertyDependencies: { vmName: [vm.urn], source: null },
  ...more,
});
const stackExport = (resources: readonly object[], more: object = {}) => ({
  version: 3,
  deployment: { manifest: { version: "v3.259.0" }, resources, ...more },
});
const names = (document: unknown) => readState(document).graph.resources.map(({ name }) => name);

describe("which documents are states", () => {
  it.each<readonly [string, unknown, boolean]>([
    ["an export", stackExport([]), true],
    ["an empty export", { version: 3, deployment: {} }, true],
    ["an export of version 4", { version: 4, features: ["views"], deployment: { resources: [] } }, true],
    ["an export of a version that is not read", { version: 1, deployment: {} }, true],
    ["a checkpoint", { version: 3, checkpoint: { stack: "dev", latest: { resources: [] } } }, true],
    ["a deployment without an envelope", { manifest: {}, resources: [] }, true],
    ["a preview", { steps: [], changeSummary: { create: 1 } }, true],
    ["a preview without a summary", { steps: [{ op: "create", urn: vm.urn }] }, true],
    ["a host document", { version: 1, groups: [] }, false],
    ["an ARM template", { $schema: "x", contentVersion: "1.0.0.0", resources: [] }, false],
    ["a pipeline with steps", { steps: [{ script: "npm test" }] }, false],
    ["a Kubernetes object", { kind: "Deployment", apiVersion: "apps/v1" }, false],
    ["a list", [], false],
    ["nothing", null, false],
  ])("%s", (_name, document, expected) => {
    expect(isStateDocument(document)).toBe(expected);
  });
});

describe("reading a state", () => {
  it.each<readonly [string, unknown]>([
    ["an export", stackExport([run(), vm])],
    ["version 4", { version: 4, features: ["views"], deployment: { resources: [run(), vm] } }],
    ["a checkpoint", { version: 3, checkpoint: { stack: "organization/shop/dev", latest: { resources: [run(), vm] } } }],
    ["a deployment alone", { manifest: {}, resources: [run(), vm] }],
    [
      "a preview",
      {
        steps: [
          { op: "create", urn: vm.urn, newState: vm },
          { op: "update", urn: run().urn, oldState: run({ inputs: {} }), newState: run() },
        ],
        changeSummary: { create: 1, update: 1 },
      },
    ],
  ])("%s gives the resources of a program, in their order", (_name, document) => {
    const { graph, incomplete } = readState(document);
    expect(incomplete).toEqual([]);
    expect(graph).toMatchObject({ project: "shop", stack: "dev" });
    expect(graph.resources.map(({ name }) => name)).toEqual(["web", "setup"]);
    expect(graph.resources[1]).toMatchObject({
      type: RUN,
      custom: true,
      external: false,
      dependencies: [vm.urn],
      propertyDependencies: new Map([["vmName", [vm.urn]]]),
      inputs: new Map<string, unknown>([
        ["vmName", "web1"],
        ["source", new Map([["script", "whoami"]])],
      ]),
    });
  });

  it("leaves out what waits to be deleted, and keeps its replacement", () => {
    const old = run({ delete: true, inputs: { vmName: "web1", source: { script: "old" } } });
    const { resources } = readState(stackExport([vm, run(), old])).graph;
    expect(resources.map(({ name }) => name)).toEqual(["web", "setup"]);
    expect(resources[1]?.inputs.get("source")).toEqual(new Map([["script", "whoami"]]));
  });

  it("takes what a preview leaves: no deleted resources, the new state of a replacement", () => {
    const replaced = { ...vm, inputs: { vmName: "web2" } };
    const { graph } = readState({
      steps: [
        { op: "create-replacement", urn: vm.urn, oldState: vm, newState: replaced },
        { op: "replace", urn: vm.urn, oldState: vm, newState: replaced },
        { op: "same", urn: run().urn, oldState: run(), newState: run() },
        { op: "delete", urn: urn(VM, "gone"), oldState: { ...vm, urn: urn(VM, "gone") } },
        { op: "delete-replaced", urn: vm.urn, oldState: vm },
      ],
      changeSummary: { replace: 1, same: 1, delete: 1 },
    });
    expect(graph.resources.map(({ name, inputs }) => [name, inputs.get("vmName")])).toEqual([
      ["web", "web2"],
      ["setup", "web1"],
    ]);
  });

  it("says when a preview is not the whole stack", () => {
    const step = { op: "create", urn: vm.urn, newState: vm };
    expect(readState({ steps: [step], changeSummary: { create: 1, same: 7 } }).incomplete).toEqual([
      "the preview leaves out 7 unchanged resources: make it with 'pulumi preview --json --show-sames'",
    ]);
    const failed = {
      steps: [step],
      diagnostics: [{ severity: "error", message: "no such image\n" }],
      changeSummary: { create: 1 },
    };
    expect(readState(failed).incomplete).toEqual(["the preview failed, so it may not list everything: no such image"]);
  });

  it("keeps what is not known marked, with its reason", () => {
    const inputs = {
      a: { [SIGNATURE]: SECRET, ciphertext: "v1:abc" },
      b: "[secret]",
      c: UNKNOWN_VALUE,
      d: { [SIGNATURE]: SECRET, plaintext: '"open sesame"' },
      e: "[secret] is only a word",
      __internal: "[secret]",
    };
    const { graph } = readState(stackExport([{ ...vm, inputs }]));
    expect(graph.resources[0]?.inputs).toEqual(
      new Map<string, unknown>([
        ["a", new Secret(new Unknown("input", "an encrypted secret"))],
        ["b", new Unknown("input", "a secret that is blanked")],
        ["c", new Unknown()],
        ["d", new Secret("open sesame")],
        ["e", "[secret] is only a word"],
      ]),
    );
    expect(graph.notes.map(({ code }) => code)).toEqual(["state-not-host", "state-secrets"]);
  });

  it("does not take two encrypted values for one", () => {
    const inputs = { a: { [SIGNATURE]: SECRET, ciphertext: "v1:abc" }, b: { [SIGNATURE]: SECRET, ciphertext: "v1:xyz" } };
    const values = [...(readState(stackExport([{ ...vm, inputs }])).graph.resources[0]?.inputs.values() ?? [])];
    for (const value of values) expect(((value as Secret).value as Unknown).identity).toBeUndefined();
  });

  it("counts an interrupted operation beside what was there", () => {
    const changed = run({ inputs: { vmName: "web1", source: { script: "new" } } });
    const { graph } = readState(
      stackExport([vm, run()], {
        pending_operations: [
          { type: "updating", resource: changed },
          { type: "creating", resource: { ...vm, urn: urn(VM, "second"), id: "" } },
          { type: "deleting", resource: vm },
          { type: "reading", resource: vm },
        ],
      }),
    );
    expect(graph.resources.map(({ name, inputs }) => [name, inputs.get("source")])).toEqual([
      ["second", undefined],
      ["web", undefined],
      ["setup", new Map([["script", "whoami"]])],
      ["setup", new Map([["script", "new"]])],
    ]);
    expect(new Set(graph.resources.map(({ urn: one }) => one)).size).toBe(4);
    expect(graph.notes.filter(({ code }) => code === "pending-operation")).toHaveLength(2);
  });

  it("knows where the program makes a resource, when the state says so", () => {
    const place = (more: object) => readState(stackExport([{ ...vm, ...more }])).graph.resources[0]?.source;
    expect(place({ sourcePosition: "project:///src/my%20host.ts#12,5" })).toEqual({
      file: "src/my host.ts",
      line: 12,
      column: 5,
    });
    expect(
      place({ sourcePosition: "project:///../lib.ts#1,1", stackTrace: [{ sourcePosition: "project:///index.ts#3" }] }),
    ).toEqual({
      file: "index.ts",
      line: 3,
      column: undefined,
    });
    for (const position of ["project:///node_modules/x/i.js#1,1", "project:///index.ts#x", "file:///x#1", "#", ""])
      expect(place({ sourcePosition: position })).toBeUndefined();
  });

  it.each<readonly [string, unknown, string]>([
    ["an old version", { version: 2, deployment: {} }, "has version 2 of"],
    ["no version", { deployment: {} }, "has version none of"],
    ["another kind of document", { groups: [] }, "is no state of a Pulumi stack"],
    ["a resource without a URN", stackExport([{ type: VM }]), "has no 'urn' in resource 1"],
    ["a resource with a broken URN", stackExport([vm, { urn: "web" }]), "has no URN in resource 2"],
    ["a list that is none", { version: 3, deployment: { resources: {} } }, "has no list at 'resources'"],
    ["an entry that is none", stackExport(["x" as unknown as object]), "has no object at 'resources[0]'"],
    [
      "a pending operation without a resource",
      stackExport([], { pending_operations: [{ type: "creating" }] }),
      "'pending_operations'",
    ],
    ["a step without a state", { steps: [{ op: "create", urn: vm.urn }] }, "without a state"],
  ])("refuses %s, and says what was expected", (_name, document, message) => {
    expect(() => readState(document)).toThrow(StateError);
    expect(() => readState(document)).toThrow(message);
  });

  it("gives a graph or a StateError for any JSON", () => {
    const part = fc.oneof(fc.jsonValue(), fc.constantFrom<unknown>(vm, run(), [vm], { latest: { resources: [run()] } }));
    const document = fc.record(
      {
        version: fc.constantFrom<unknown>(3, 4, 1, "3"),
        deployment: fc.oneof(part, fc.record({ resources: part, pending_operations: part })),
        checkpoint: part,
        steps: part,
        changeSummary: part,
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(document, (one) => {
        try {
          expect(readState(one).graph.resources).toBeInstanceOf(Array);
        } catch (error) {
          expect(error).toBeInstanceOf(StateError);
        }
      }),
    );
  });

  it("reads an empty stack", () => {
    expect(names({ version: 3, deployment: {} })).toEqual([]);
    expect(names({ version: 3, checkpoint: { stack: "dev" } })).toEqual([]);
  });
});

describe("files of a state", () => {
  const bytes = Buffer.from("net localgroup Administrators IUSR /add\n");
  const hash = createHash("sha256").update(bytes).digest("hex");
  const graphWith = (asset: object) =>
    readState(stackExport([{ ...vm, inputs: { source: { [SIGNATURE]: ASSET, text: "", uri: "", ...asset } } }])).graph;
  const asset = (given: object, found: readonly { path: string; bytes: Uint8Array }[] | null) =>
    withCheckedAssets(graphWith(given), found === null ? undefined : () => found).resources[0]?.inputs.get("source");

  it("are taken from the program's folder if they are the ones that were deployed", () => {
    const other = { path: "b.ps1", bytes: Buffer.from("x") };
    expect(asset({ path: "./a.ps1", hash }, [other, { path: "a.ps1", bytes }])).toEqual(
      new Asset("text", bytes.toString(), hash),
    );
    const zip = Buffer.from("PK\u0003\u0004\0\0");
    const sum = createHash("sha256").update(zip).digest("hex");
    expect(asset({ path: "./a.zip", hash: sum }, [{ path: "a.zip", bytes: zip }])).toEqual(new Asset("path", "a.zip", sum));
    expect(asset({ text: "whoami", hash: "00" }, [])).toEqual(new Asset("text", "whoami", "00"));
  });

  it.each<readonly [string, object, Parameters<typeof asset>[1], string]>([
    ["another file", { path: "a.ps1", hash: "00" }, [{ path: "a.ps1", bytes }], "not the one that was deployed"],
    ["no file", { path: "a.ps1", hash }, [], "not in the program's folder"],
    ["no hash", { path: "a.ps1" }, [{ path: "a.ps1", bytes }], "holds no hash"],
    ["no folder", { path: "a.ps1", hash }, null, "only the hash"],
  ])("are unknown with a reason: %s", (_name, given, found, why) => {
    const value = asset(given, found);
    expect(value).toBeInstanceOf(Asset);
    expect((value as Asset).value).toBeInstanceOf(Unknown);
    expect(((value as Asset).value as Unknown).origin).toContain(why);
  });

  it("are found inside secrets, lists and archives", () => {
    const inner = { [SIGNATURE]: ASSET, path: "a.ps1", hash };
    const inputs = {
      secret: { [SIGNATURE]: SECRET, plaintext: JSON.stringify([inner]) },
      archive: { [SIGNATURE]: "0def7320c3a5731c473e5ecbe6d01bc7", assets: { "a.ps1": inner } },
    };
    const checked = withCheckedAssets(readState(stackExport([{ ...vm, inputs }])).graph, undefined);
    const [secret, archive] = [...(checked.resources[0]?.inputs.values() ?? [])] as [Secret, Archive];
    const [listed] = secret.value as readonly Asset[];
    const kept = (archive.value as PropertyMap).get("a.ps1") as Asset;
    for (const one of [listed as Asset, kept]) expect((one.value as Unknown).origin).toContain("only the hash");
    expect(checked.notes.map(({ text }) => text).join()).toContain("--program DIR reads the 2 files");
  });
});
