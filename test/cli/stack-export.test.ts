import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { folderOf, lycosa } from "./run.js";

/** The state that the real engine keeps of `examples/open-relay`, with a stand-in for the provider. */
const RELAY = readFileSync(join(__dirname, "exports", "open-relay.json"));

const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = { [SIGNATURE]: "1b47061264138c4ac30d75fd1eb44270", ciphertext: "v1:abc" };
const urn = (type: string, name: string) => `urn:pulumi:dev::shop::${type}::${name}`;
const VM = "azure-native:compute:VirtualMachine";
const RUN = "azure-native:compute:VirtualMachineRunCommandByVirtualMachine";
const image = { publisher: "MicrosoftWindowsServer", offer: "WindowsServer", sku: "2022-datacenter", version: "latest" };
const vm = {
  urn: urn(VM, "web"),
  custom: true,
  type: VM,
  id: "/x",
  inputs: { vmName: "web1", resourceGroupName: "rg", storageProfile: { imageReference: image } },
};
const run = (script: unknown, more: object = {}) => ({
  urn: urn(RUN, "setup"),
  custom: true,
  type: RUN,
  id: "/y",
  inputs: { vmName: "web1", resourceGroupName: "rg", source: { script } },
  outputs: { source: { script: "net localgroup Administrators Everyone /add" } },
  dependencies: [vm.urn],
  ...more,
});
const state = (...resources: object[]) => ({ version: 3, deployment: { manifest: {}, resources } });
const BAD = "net localgroup Administrators IUSR /add";

interface Report {
  readonly inputs: readonly { readonly kind: string }[];
  readonly errors: readonly { readonly code: string; readonly message: string; readonly line: number | null }[];
  readonly hosts: readonly { readonly id: string; readonly initial: string }[];
  readonly findings: readonly {
    readonly rule: string;
    readonly certainty: string;
    readonly cause: string | null;
    readonly host: string;
    readonly message: string;
  }[];
  readonly notes: readonly { readonly message: string }[];
}

async function check(args: readonly string[], stdin?: string | Uint8Array): Promise<{ code: number; report: Report }> {
  const { code, out, err } = await lycosa(["check", "--format", "json", ...args], stdin === undefined ? {} : { stdin });
  expect(err).toBe("");
  return { code, report: JSON.parse(out) as Report };
}
const verdicts = ({ findings }: Report) =>
  findings.map(({ rule, certainty, cause, host }) => [rule, cause ?? certainty, host].join(" "));

describe("an export by the real engine", () => {
  const files = folderOf({
    "relay.json": RELAY,
    "relay.json.gz": gzipSync(RELAY),
    "dev.json.bak": RELAY,
    "utf16.json": Buffer.from(`\ufeff${RELAY.toString("utf8")}`, "utf16le"),
  });
  const expected = ["smtp-open-relay certain news-mail", "smtp-open-relay certain orders-mail"];

  it.each(Object.keys(files) as (keyof typeof files)[])("%s is told by its content", async (name) => {
    const { code, report } = await check([files[name]]);
    expect(verdicts(report)).toEqual(expected);
    expect(report.inputs.map(({ kind }) => kind)).toEqual(["pulumi-stack"]);
    expect(report.hosts.map(({ initial }) => initial)).toEqual(["2019-datacenter-gensecond", "2022-datacenter-g2"]);
    expect(code).toBe(1);
  });

  it.each([
    ["--stack-export -", ["--stack-export", "-"], RELAY],
    ["-", ["-"], RELAY],
    ["packed, on a pipe", ["--stack-export", "-"], gzipSync(RELAY)],
  ])("is read from a pipe: %s", async (_name, args, stdin) => {
    const { code, report } = await check(args, stdin);
    expect(verdicts(report)).toEqual(expected);
    expect(code).toBe(1);
  });
});

describe("what a state says", () => {
  const files = folderOf({
    "bad.json": JSON.stringify(state(vm, run(BAD))),
    "outputs.json": JSON.stringify(state(vm, run("whoami"))),
    "deleted.json": JSON.stringify(state(vm, run(BAD, { delete: true }))),
    "secret.json": JSON.stringify(state(vm, run(SECRET))),
    "blanked.json": JSON.stringify(state(vm, run("[secret]"))),
    "computed.json": JSON.stringify(state(vm, run("04da6b54-80e4-46f7-96ec-b56ff0331ba9"))),
    "interrupted.json": JSON.stringify({
      version: 3,
      deployment: { resources: [vm, run("whoami")], pending_operations: [{ type: "updating", resource: run(BAD) }] },
    }),
    "linux.json": JSON.stringify(
      state({ ...vm, inputs: { ...vm.inputs, storageProfile: { osDisk: { osType: "Linux" } } } }, run("rm -rf /tmp/x")),
    ),
    "empty.json": JSON.stringify({ version: 3, deployment: {} }),
  });

  it.each<readonly [keyof typeof files, number, readonly string[]]>([
    ["bad.json", 1, ["iis-anonymous-admin certain web"]],
    ["outputs.json", 0, []],
    ["deleted.json", 0, []],
    ["secret.json", 0, ["host-undecided input web"]],
    ["blanked.json", 0, ["host-undecided input web"]],
    ["computed.json", 0, ["host-undecided deferred web"]],
    ["interrupted.json", 1, ["iis-anonymous-admin certain web"]],
    ["linux.json", 0, []],
    ["empty.json", 0, []],
  ])("%s", async (name, exit, expected) => {
    const { code, report } = await check(["--stack-export", files[name]]);
    expect(report.errors).toEqual([]);
    expect(verdicts(report)).toEqual(expected);
    expect(code).toBe(exit);
  });

  it("says from what the host is judged, and what could not be read", async () => {
    const notes = (await check([files["secret.json"]])).report.notes.map(({ message }) => message);
    expect(notes.find((note) => note.includes("as its image"))).toBeDefined();
    expect(notes.find((note) => note.includes("1 secret value"))).toContain("--show-secrets");
  });
});

describe("a preview that is not the whole stack", () => {
  const files = folderOf({
    "part.json": JSON.stringify({ steps: [{ op: "create", urn: vm.urn, newState: vm }], changeSummary: { create: 1, same: 3 } }),
  });

  it("is an error beside what was found, and is not called clean", async () => {
    const { code, report } = await check([files["part.json"]]);
    expect(report.errors).toMatchObject([{ code: "incomplete-state" }]);
    expect(report.errors[0]?.message).toContain("--show-sames");
    expect(report.hosts.map(({ id }) => id)).toEqual(["web"]);
    expect(code).toBe(2);
  });
});

describe("what cannot be read", () => {
  const files = folderOf({
    "broken.json": '{"version": 3,\n "deployment": {"resources": [}}',
    "damaged.gz": gzipSync(RELAY).subarray(0, 500),
    "old.json": JSON.stringify({ version: 1, deployment: {} }),
    "host.json": JSON.stringify({ version: 1, groups: [] }),
    "bomb.gz": gzipSync(Buffer.alloc(300 << 20)),
  });

  it.each<readonly [keyof typeof files, string, string]>([
    ["broken.json", "invalid-document", "is not valid JSON"],
    ["damaged.gz", "invalid-document", "is damaged gzip"],
    ["old.json", "invalid-document", "version 1"],
    ["host.json", "invalid-document", "is no state of a Pulumi stack"],
    ["bomb.gz", "too-large", "when unpacked"],
  ])("%s is one clear error", async (name, code, message) => {
    const { code: exit, report } = await check(["--stack-export", files[name]]);
    expect(report.errors).toHaveLength(1);
    expect(report.errors[0]?.code).toBe(code);
    expect(report.errors[0]?.message).toContain(message);
    expect(exit).toBe(2);
  });

  it("names a missing file, a missing folder and a missing input", async () => {
    expect((await check(["--stack-export", "/no/such/file.json"])).report.errors).toMatchObject([{ code: "not-found" }]);
    expect((await lycosa(["check", "--stack-export", files["old.json"], "--program", "/no/such"])).err).toContain(
      "no such folder",
    );
    expect((await lycosa(["check", "-", "--stack-export", "-"])).err).toContain("read only once");
  });
});

describe("files that the program deployed", () => {
  const script = `${BAD}\n`;
  const hash = createHash("sha256").update(script).digest("hex");
  const asset = (path: string, sum: string) => ({
    [SIGNATURE]: "c44067f5952c0a294b673a41bacd8c17",
    path,
    text: "",
    uri: "",
    hash: sum,
  });
  const files = folderOf({
    "app/scripts/setup.ps1": script,
    "same.json": JSON.stringify(state(vm, run(asset("./scripts/setup.ps1", hash)))),
    "absolute.json": JSON.stringify(state(vm, run(asset("/home/ci/build/app/scripts/setup.ps1", hash)))),
    "other.json": JSON.stringify(state(vm, run(asset("./scripts/setup.ps1", "0".repeat(64))))),
    "outside.json": JSON.stringify(state(vm, run(asset("../same.json", hash)))),
  });
  const program = join(dirname(files["same.json"]), "app");

  it.each(["same.json", "absolute.json"] as const)("%s: the file is read where it is the one that was deployed", async (name) => {
    const { code, report } = await check([files[name], "--program", program]);
    expect(verdicts(report)).toEqual(["iis-anonymous-admin certain web"]);
    expect(code).toBe(1);
  });

  it("are not looked for without --program, which a note names", async () => {
    const { code, report } = await check([files["same.json"]]);
    expect(verdicts(report)).toEqual(["host-undecided input web"]);
    expect(report.notes.map(({ message }) => message).join()).toContain("--program DIR");
    expect(code).toBe(0);
  });

  it.each(["other.json", "outside.json"] as const)("%s: a file that does not fit is a cause", async (name) => {
    const { code, report } = await check([files[name], "--program", program]);
    expect(verdicts(report)).toEqual(["host-undecided input web"]);
    expect(code).toBe(0);
  });
});
