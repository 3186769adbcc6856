import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { crc32, deflateRawSync, gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { folderOf, lycosa } from "./run.js";

/** Files that are something else than they look like, and files of other tools that lie in the same folders. */

const DANGER = "net localgroup Administrators IUSR /add\n";
const main = join(__dirname, "..", "..", "dist", "cli", "main.js");

/** An archive of files, as `zip` writes it. */
function zip(files: Readonly<Record<string, Uint8Array>>): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [name, content] of Object.entries(files)) {
    const packed = deflateRawSync(content);
    const head = Buffer.alloc(30);
    head.writeUInt32LE(0x04034b50, 0);
    head.writeUInt16LE(20, 4);
    head.writeUInt16LE(8, 8);
    head.writeUInt32LE(crc32(content), 14);
    head.writeUInt32LE(packed.length, 18);
    head.writeUInt32LE(content.length, 22);
    head.writeUInt16LE(name.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(20, 6);
    head.copy(entry, 8, 6, 28);
    entry.writeUInt16LE(8, 10);
    entry.writeUInt32LE(at, 42);
    parts.push(head, Buffer.from(name), packed);
    directory.push(entry, Buffer.from(name));
    at += head.length + name.length + packed.length;
  }
  const size = directory.reduce((sum, one) => sum + one.length, 0);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Object.keys(files).length, 8);
  end.writeUInt16LE(Object.keys(files).length, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, ...directory, end]);
}

interface Told {
  readonly inputs: readonly { readonly path: string }[];
  readonly errors: readonly { readonly code: string; readonly message: string }[];
  readonly findings: readonly { readonly rule: string }[];
}

async function told(...args: string[]): Promise<Told & { readonly code: number }> {
  const { code, out, err } = await lycosa(["check", "--format", "json", ...args]);
  expect(err).toBe("");
  return { ...(JSON.parse(out) as Told), code };
}

describe("archives that unpack to far more than they are", () => {
  const zeros = Buffer.alloc(300 << 20);
  const files = folderOf({
    "package.zip": zip({ "web.mof": zeros }),
    "stack.json.gz": gzipSync(zeros),
  });

  it.each([
    ["a package", [files["package.zip"]]],
    ["a state", ["--stack-export", files["stack.json.gz"]]],
    ["a file that may be a state", [files["stack.json.gz"]]],
  ])("%s is an error, not a full memory", async (_what, args) => {
    const { code, errors, findings } = await told(...args);
    expect({ code, errors: errors.length, findings }).toEqual({ code: 2, errors: 1, findings: [] });
  });
});

describe.skipIf(process.platform === "win32")("what never ends, and what nobody writes to", () => {
  /** Runs the built command; a hang is killed, and then has no exit code. */
  const run = (args: readonly string[]) => spawnSync(process.execPath, [main, ...args], { encoding: "utf8", timeout: 50_000 });
  const PROJECT = { "Pulumi.yaml": "name: x\nruntime: nodejs\n", "index.js": "" };

  it.each([
    ["a policy configuration that is a FIFO", (fifo: string, script: string) => ["check", script, "--policy-config", fifo]],
    ["a policy configuration that is a device", (_: string, script: string) => ["check", script, "--policy-config", "/dev/zero"]],
    ["an export that is a FIFO", (fifo: string) => ["check", "--stack-export", fifo]],
    ["a script that is a FIFO", (fifo: string) => ["check", "--language", "cmd", fifo]],
    ["a report that is a FIFO", (fifo: string, script: string) => ["check", script, "--output", fifo]],
    [
      "a configuration of a stack that is a device",
      (_: string, script: string) => ["check", dirname(script), "--config-file", "/dev/zero"],
    ],
    [
      "outputs of a stack in a device",
      (_: string, script: string) => ["check", dirname(script), "--stack-reference", "a=/dev/zero"],
    ],
  ])("%s: exit 2, and nothing is waited for", (_what, args) => {
    const { "main.ps1": script } = folderOf({ ...PROJECT, "main.ps1": DANGER });
    const fifo = join(dirname(script), "fifo");
    spawnSync("mkfifo", [fifo]);
    const { status, stdout, stderr } = run(args(fifo, script));
    expect(status).toBe(2);
    expect(stdout + stderr).toMatch(/is a (FIFO|device), not a regular file/);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  it.each(["Pulumi.yaml", "Pulumi.dev.yaml"])("a project whose %s is a FIFO", (name) => {
    const { "index.js": program } = folderOf({ ...PROJECT, "index.js": "" });
    const folder = dirname(program);
    const fifo = join(folder, name);
    spawnSync("rm", ["-f", fifo]);
    spawnSync("mkfifo", [fifo]);
    const { status, stdout } = run(
      ["check", "--format", "json", fifo, folder, "--stack", "dev"].filter((one) => !one.endsWith("dev.yaml")),
    );
    expect(status).toBe(2);
    expect(JSON.parse(stdout).errors).toMatchObject([{ message: expect.stringMatching(/a FIFO, not a regular file/) }]);
  });

  it("standard input that never ends", async () => {
    const child = spawn(process.execPath, [main, "check", "-"], { stdio: ["pipe", "pipe", "pipe"] });
    const chunk = Buffer.alloc(1 << 20, "# ");
    const more = () => {
      while (child.stdin.writable && child.stdin.write(chunk));
    };
    child.stdin.on("drain", more).on("error", () => undefined);
    more();
    let err = "";
    child.stderr.on("data", (data: Buffer) => {
      err += data.toString();
    });
    const code = await new Promise((resolve) => child.on("close", resolve));
    expect({ code, err }).toEqual({ code: 2, err: "lycosa: -: more than 268435456 bytes came in, and more are not read\n" });
  });
});

describe("files of other tools in a folder are no inputs", () => {
  const others = {
    "openapi.yaml":
      "openapi: 3.0.0\ncomponents:\n  schemas:\n    A:\n      type: object\n      properties:\n        a: { type: string }\n",
    "chart/templates/a.yaml": "{{- if .Values.x }}\nresources:\n  - type: {{ .x }}\n{{- end }}\n",
    "k8s.yml": "apiVersion: v1\nresources:\n  - type: a/b\n    apiVersion: v1\n",
    "schema.json": '{\n"type": "object",\n"properties": { "a": { "type": "string" } }\n}\n',
    "packages.config": '<?xml version="1.0"?><packages><package id="a" version="1" /></packages>',
    "release.zip": zip({ "readme.txt": Buffer.from("hello"), "doc/a.mof": Buffer.from("") }),
    "package.json": '{ "name": "x", "version": 1 }',
  };
  const configuration =
    "resources:\n  - name: a\n    type: PSDesiredStateConfiguration/Group\n    properties: { GroupName: Administrators, MembersToInclude: [IUSR] }\n";
  const ours = {
    "dsc.yaml": configuration,
    "dsc.json": JSON.stringify({
      resources: [
        {
          name: "a",
          type: "PSDesiredStateConfiguration/Group",
          properties: { GroupName: "Administrators", MembersToInclude: ["IUSR"] },
        },
      ],
    }),
    "broken.dsc.yaml": `$schema: https://aka.ms/dsc/schemas/v3/bundled/config/document.json\n${configuration}  - {\n`,
    "host.json": '{"version":1,"features":[]}',
    "web.config": "<configuration><system.webServer /></configuration>",
  };

  it("those that configure a host are, also in JSON, and damaged ones are errors", async () => {
    const files = folderOf({ ...others, ...ours });
    const { inputs, errors, findings } = await told(dirname(files["k8s.yml"]));
    expect(inputs.map(({ path }) => path.split("/").at(-1)).sort()).toEqual(Object.keys(ours).sort());
    expect(errors.map(({ code }) => code)).toEqual(["syntax"]);
    expect(findings.map(({ rule }) => rule)).toEqual(["iis-anonymous-admin", "iis-anonymous-admin"]);
  });

  it("a template in a folder is judged", async () => {
    const script = {
      type: "Microsoft.Compute/virtualMachines/runCommands",
      apiVersion: "2023-03-01",
      name: "web/setup",
      properties: { source: { script: DANGER } },
    };
    const schema = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#";
    const files = folderOf({ "main.json": JSON.stringify({ $schema: schema, contentVersion: "1.0.0.0", resources: [script] }) });
    expect((await told(dirname(files["main.json"]))).findings.map(({ rule }) => rule)).toContain("iis-anonymous-admin");
  });

  it("an image is given to a document in JSON as to a script", async () => {
    const files = folderOf(ours);
    const { code } = await told("--image", "2022-datacenter", files["dsc.json"]);
    expect(code).toBe(1);
    expect((await lycosa(["check", "--image", "2022-datacenter", files["host.json"]])).err).toMatch(/--image: is for scripts/);
  });
});

describe("texts of the command line reach the terminal through one function", () => {
  const BAD = "x\u001b[31m\n::error::\u202e##vso[task.complete]";
  it.each([
    ["a path", ["check", BAD]],
    ["a rule", ["check", "--rule", BAD]],
    ["a rule to explain", ["explain", BAD]],
    ["an option", ["check", `--${BAD}`]],
    ["a command", [BAD]],
    ["a format", ["check", "--format", BAD]],
    ["an image", ["check", "--image", BAD]],
    ["a variable", ["check", "--env", BAD]],
    ["an output", ["check", "-", "--output", `${BAD}/x`]],
    ["a threshold", ["check", "--fail-on", BAD]],
    ["a reference", ["check", "--stack-reference", BAD]],
  ])("%s", async (_what, args) => {
    const { code, out, err } = await lycosa(args, { stdin: "$a = 1\n" });
    expect(code).toBe(2);
    expect((out + err).replaceAll("\n", "")).not.toMatch(/[\u0000-\u001f\u202e]/);
    expect(out + err).not.toMatch(/^\s*::|##vso/m);
  });

  it("a key of the policy configuration", async () => {
    const { "p.json": config, "s.ps1": script } = folderOf({ "p.json": JSON.stringify({ [BAD]: "mandatory" }), "s.ps1": "" });
    const { code, err } = await lycosa(["check", script, "--policy-config", config]);
    expect(code).toBe(2);
    expect(err.trimEnd()).not.toMatch(/[\u0000-\u001f\u202e]|##vso/);
  });

  it("what a project's error says", async () => {
    const files = folderOf({
      "Pulumi.yaml": "name: x\nruntime: nodejs\n",
      "index.js": `throw new Error(${JSON.stringify(BAD)});\n`,
    });
    mkdirSync(join(dirname(files["index.js"]), "node_modules"), { recursive: true });
    writeFileSync(join(dirname(files["index.js"]), "node_modules", "x"), "");
    const { out, err } = await lycosa(["check", dirname(files["index.js"])]);
    expect((out + err).replaceAll("\n", "")).not.toMatch(/[\u0000-\u001f\u202e]/);
    expect(out + err).not.toMatch(/^\s*::|##vso/m);
  });
});
