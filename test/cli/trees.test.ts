import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { lycosa } from "./run.js";

/** Trees of strangers: nothing outside of them is read, nothing in them makes the command wait. */

const DANGER = "net localgroup Administrators IUSR /add\n";
const CANARY = "canary-outside-the-tree";
const root = join(__dirname, "..", "..");

const made: string[] = [];
afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

/** A folder `tree` with files in it, and beside it a file that nobody may read. */
function tree(files: Readonly<Record<string, string>>): { readonly path: string; readonly outside: string } {
  const around = realpathSync(mkdtempSync(join(tmpdir(), "lycosa-tree-")));
  made.push(around);
  const outside = join(around, "outside.ps1");
  writeFileSync(outside, `# ${CANARY}\nnet localgroup Administrators 'IUSR' /add\n`);
  const path = join(around, "tree");
  mkdirSync(path);
  for (const [name, text] of Object.entries(files)) {
    const full = join(path, name);
    mkdirSync(join(full, ".."), { recursive: true });
    writeFileSync(full, text);
  }
  return { path, outside };
}

interface Told {
  readonly inputs: readonly { readonly path: string }[];
  readonly errors: readonly { readonly code: string; readonly message: string }[];
  readonly findings: readonly {
    readonly rule: string;
    readonly certainty: string;
    readonly message: string;
    readonly at: { readonly file: string; readonly line: number };
  }[];
  readonly notes: readonly { readonly input: string; readonly message: string }[];
}

async function told(...args: string[]): Promise<Told & { readonly code: number; readonly out: string }> {
  const { code, out, err } = await lycosa(["check", "--format", "json", ...args]);
  expect(err).toBe("");
  expect(out).not.toContain(CANARY);
  expect(out).not.toMatch(/lycosa[\\/-]+(?:input|source)/);
  return { ...(JSON.parse(out) as Told), code, out };
}

const dangers = ({ findings }: Told) =>
  findings
    .filter(({ rule }) => rule !== "host-undecided")
    .map(({ rule, certainty, at }) => `${rule} ${certainty} ${at.file.split("/tree/")[1]}:${at.line}`);
const undecided = ({ findings }: Told) => findings.filter(({ rule }) => rule === "host-undecided").length;

describe.skipIf(process.platform === "win32")("what leads out of a tree is refused and named", () => {
  it.each([
    ["a link to a file", (at: string, outside: string) => symlinkSync(outside, join(at, "lib.ps1"))],
    [
      "a link to a link",
      (at: string, outside: string) => {
        symlinkSync(outside, join(at, "middle.txt"));
        symlinkSync("middle.txt", join(at, "lib.ps1"));
      },
    ],
    ["a link to /proc", (at: string) => symlinkSync("/proc/self/environ", join(at, "lib.ps1"))],
    ["a link to a device", (at: string) => symlinkSync("/dev/zero", join(at, "lib.ps1"))],
    ["a FIFO", (at: string) => void spawnSync("mkfifo", [join(at, "lib.ps1")])],
    [
      "a huge sparse file",
      (at: string) => {
        writeFileSync(join(at, "lib.ps1"), "");
        truncateSync(join(at, "lib.ps1"), 2 ** 40);
      },
    ],
    ["a folder", (at: string) => mkdirSync(join(at, "lib.ps1"))],
    ["a link to itself", (at: string) => symlinkSync("lib.ps1", join(at, "lib.ps1"))],
  ])("%s beside a script", async (_what, make) => {
    const { path, outside } = tree({ "main.ps1": `${DANGER}. $PSScriptRoot\\lib.ps1\n` });
    make(path, outside);
    const result = await told(join(path, "main.ps1"));
    expect(dangers(result)).toEqual(["iis-anonymous-admin certain main.ps1:1"]);
    // Code that runs and is not read is never silent.
    expect(undecided(result)).toBe(1);
    expect(result.errors).toEqual([]);
    // And by name.
    const named = await told(join(path, "lib.ps1"));
    expect(named.findings).toEqual([]);
    expect(named.code === 2 || named.inputs.length === 0).toBe(true);
  });

  it.each([
    ["a folder outside", (at: string) => symlinkSync("..", join(at, "lib"))],
    ["/proc/self", (at: string) => symlinkSync("/proc/self", join(at, "lib"))],
    ["the root", (at: string) => symlinkSync("/", join(at, "lib"))],
  ])("a link to %s, as a folder of scripts", async (_what, make) => {
    const script = `${DANGER}Get-ChildItem $PSScriptRoot\\lib\\*.ps1 | ForEach-Object { . $_.FullName }\n. $PSScriptRoot\\lib\\outside.ps1\n`;
    const { path } = tree({ "main.ps1": script, ".git/HEAD": "" });
    make(path);
    const result = await told(path);
    expect(dangers(result)).toEqual(["iis-anonymous-admin certain main.ps1:1"]);
    expect(undecided(result)).toBeGreaterThan(0);
    expect(result.notes.map(({ message }) => message)).toContainEqual(expect.stringMatching(/link that leads out of tree/));
    expect((await told(join(path, "lib"))).errors.map(({ code }) => code)).toEqual(["outside"]);
    expect((await told(join(path, "lib", "outside.ps1"))).errors.length).toBe(1);
  });

  it("a link that stays inside is read", async () => {
    const { path } = tree({ "main.ps1": ". $PSScriptRoot\\lib.ps1\n", "shared/real.ps1": DANGER });
    symlinkSync("shared/real.ps1", join(path, "lib.ps1"));
    expect(dangers(await told(join(path, "main.ps1")))).toEqual(["iis-anonymous-admin certain lib.ps1:1"]);
  });

  it("a socket is no input", async () => {
    const { path } = tree({ "main.ps1": DANGER });
    const server = createServer();
    const socket = join(path, "s.ps1");
    await new Promise<void>((resolve) => server.listen(socket, resolve));
    try {
      expect((await told(socket)).errors.map(({ message }) => message)).toEqual(["is a socket, not a regular file"]);
      expect(dangers(await told(path))).toEqual(["iis-anonymous-admin certain main.ps1:1"]);
    } finally {
      server.close();
    }
  });

  it("names with escapes and line ends do not reach the terminal", async () => {
    const { path } = tree({ "a\u001b[31m\n::error::b.ps1": DANGER, "##vso[task.complete]x.ps1": DANGER });
    for (const format of ["pretty", "json"]) {
      const { out } = await lycosa(["check", "--format", format, path]);
      expect(out.replaceAll("\n", "")).not.toMatch(/[\u0000-\u001f]/);
      expect(out).not.toMatch(/^\s*::|##vso/m);
      expect(out.match(/iis-anonymous-admin/g)).toHaveLength(2);
    }
  });

  it("very many files are looked at once, and what is ignored is not opened", async () => {
    const { path } = tree({ ".gitignore": "cache/\n", "main.ps1": DANGER });
    mkdirSync(join(path, "cache"));
    mkdirSync(join(path, "many"));
    for (let index = 0; index < 100_000; index++) writeFileSync(join(path, index % 2 ? "many" : "cache", `f${index}.txt`), "");
    writeFileSync(join(path, "cache", "x.ps1"), DANGER);
    expect(dangers(await told(path))).toEqual(["iis-anonymous-admin certain main.ps1:1"]);
  });
});

describe.skipIf(process.platform === "win32")("seen from outside of the process", () => {
  const main = join(root, "dist", "cli", "main.js");

  it("opens nothing outside of the tree but its own program", () => {
    const { path, outside } = tree({
      "main.ps1":
        ". $PSScriptRoot\\lib.ps1\n. $PSScriptRoot\\..\\outside.ps1\n. ..\\outside.ps1\niex (gc /etc/hostname -Raw)\niex (gc \\\\?\\C:\\outside.ps1 -Raw)\nGet-ChildItem .. | % { . $_ }\n",
      "run.cmd": 'call "%~dp0..\\outside.cmd"\r\ntype ..\\outside.ps1 | cmd\r\n',
    });
    symlinkSync(outside, join(path, "lib.ps1"));
    // Every way by which Node opens or lists something, told on standard error.
    const spy = `
      const fs = require("node:fs");
      for (const name of ["openSync", "readFileSync", "readdirSync", "createReadStream", "open", "readFile", "opendirSync"]) {
        const real = fs[name];
        fs[name] = (...args) => { process.stderr.write("opened " + JSON.stringify(String(args[0])) + "\\n"); return real(...args); };
      }`;
    const file = join(path, "..", "spy.cjs");
    writeFileSync(file, spy);
    const run = spawnSync(process.execPath, ["--require", file, main, "check", "--format", "json", path], { encoding: "utf8" });
    expect(run.stdout).not.toContain(CANARY);
    const OWN = ["dist", join("policies", "bundle")];
    const opened = run.stderr.split("\n").flatMap((line) => /^opened (.*)$/.exec(line)?.[1] ?? []);
    const elsewhere = opened
      .map((one) => JSON.parse(one) as string)
      .filter((one) => !one.startsWith(`${path}/`) && one !== path && !OWN.some((folder) => one.startsWith(join(root, folder))));
    expect(opened).toContain(JSON.stringify(join(path, "main.ps1")));
    expect(elsewhere).toEqual([]);
  });

  it.each([
    ["a full disk", "/dev/full"],
    ["a file that may not be written", "/proc/version"],
  ])("standard output to %s: exit 2 and one line", (_what, target) => {
    const { path } = tree({ "main.ps1": DANGER });
    const run = spawnSync("sh", ["-c", `exec "$0" "$1" check "$2" > ${target}`, process.execPath, main, path], {
      encoding: "utf8",
    });
    expect(run.status).toBe(2);
    expect(run.stderr.trimEnd().split("\n")).toHaveLength(1);
    expect(run.stderr).not.toMatch(/^\s+at /m);
  });

  it("a reader that goes away: exit 2 and one line", async () => {
    const { path } = tree({ "main.ps1": DANGER.repeat(2000) });
    const child = spawn(process.execPath, [main, "check", "--format", "json", path], { stdio: ["ignore", "pipe", "pipe"] });
    child.stdout.destroy();
    let err = "";
    child.stderr.on("data", (data: Buffer) => {
      err += data.toString();
    });
    const code = await new Promise((resolve) => child.on("close", resolve));
    expect(code).toBe(2);
    expect(err).toMatch(/^lycosa: standard output: cannot be written .*\n$/);
  });
});

describe("where a report is written", () => {
  it("never over an input, a link, or what is no file", async () => {
    const { path, outside } = tree({ "main.ps1": DANGER });
    const script = join(path, "main.ps1");
    symlinkSync(outside, join(path, "report.txt"));
    for (const [target, message] of [
      [script, /is an input and would be overwritten/],
      [join(path, "report.txt"), /is a link/],
      [path, /is a folder, not a regular file/],
    ] as const) {
      const { code, out, err } = await lycosa(["check", "--output", target, path]);
      expect({ code, out }).toEqual({ code: 2, out: "" });
      expect(err).toMatch(message);
      expect(err.trimEnd().split("\n")).toHaveLength(1);
    }
    expect(readFileSync(script, "utf8")).toBe(DANGER);
    expect(readFileSync(outside, "utf8")).toContain(CANARY);
  });

  it("several at once, each in its format", async () => {
    const { path } = tree({ "main.ps1": DANGER });
    const target = join(path, "..", "report.json");
    const { out } = await lycosa(["check", "--output", `json:${target}`, path]);
    expect(out).toContain("1 certain");
    expect(JSON.parse(readFileSync(target, "utf8")).summary).toMatchObject({ certain: 1 });
    expect((await lycosa(["check", "--output", target, "--output", `json:${target}`, path])).err).toMatch(/is given twice/);
  });
});

describe("scripts live in trees", () => {
  const dangerIn = async (files: Readonly<Record<string, string>>, script: string) => {
    const { path } = tree(files);
    const result = await told(join(path, script));
    return { dangers: dangers(result), undecided: undecided(result) };
  };
  const only = (file: string, certainty = "certain") => ({ dangers: [`iis-anonymous-admin ${certainty} ${file}`], undecided: 0 });
  const ROOT = { "Pulumi.yaml": "name: x\nruntime: yaml\n" };

  it.each([
    ["..\\helpers", "scripts/deploy.ps1", ". $PSScriptRoot\\..\\helpers\\admin.ps1\n"],
    ["Join-Path and Split-Path", "scripts/deploy.ps1", ". (Join-Path (Split-Path -Parent $PSScriptRoot) 'helpers/admin.ps1')\n"],
    ["another case", "scripts/deploy.ps1", '& "$PSScriptRoot\\..\\HELPERS\\Admin.PS1"\n'],
    ["MyInvocation", "scripts/deploy.ps1", "$here = Split-Path $MyInvocation.MyCommand.Path\n. $here\\..\\helpers\\admin.ps1\n"],
    ["a relative path", "scripts/deploy.ps1", ". ..\\helpers\\admin.ps1\n"],
    ["a relative path from the root", "scripts/deploy.ps1", ". .\\helpers\\admin.ps1\n"],
    [
      "a folder listed",
      "scripts/deploy.ps1",
      "Get-ChildItem $PSScriptRoot\\..\\helpers\\*.ps1 | ForEach-Object { . $_.FullName }\n",
    ],
    ["a folder listed, with $_", "scripts/deploy.ps1", "Get-ChildItem ..\\helpers -Filter *.ps1 | % { . $_.FullName }\n"],
    [
      "a folder listed, recursively",
      "scripts/deploy.ps1",
      'foreach ($f in Get-ChildItem "$PSScriptRoot\\.." -Recurse -Include admin.ps1) { . $f.FullName }\n',
    ],
    ["another process", "scripts/deploy.ps1", "powershell -File $PSScriptRoot\\..\\helpers\\admin.ps1\n"],
    ["a copy", "scripts/deploy.ps1", "Copy-Item $PSScriptRoot\\..\\helpers C:\\deploy -Recurse\n. C:\\deploy\\admin.ps1\n"],
    ["Set-Location", "scripts/deploy.ps1", "Set-Location $PSScriptRoot\\..\n. .\\helpers\\admin.ps1\n"],
    ["Push-Location", "scripts/deploy.ps1", "Push-Location ..\n. .\\helpers\\admin.ps1\n"],
    ["%~dp0", "scripts/deploy.cmd", 'call "%~dp0..\\helpers\\admin.cmd"\r\n'],
    ["cd /d %~dp0", "scripts/deploy.cmd", "cd /d %~dp0\r\ncall ..\\helpers\\admin.cmd\r\n"],
    ["for over files", "scripts/deploy.cmd", 'for %%f in ("%~dp0..\\helpers\\*.cmd") do call "%%f"\r\n'],
    ["PowerShell from cmd", "scripts/deploy.cmd", 'powershell -ExecutionPolicy Bypass -File "%~dp0..\\helpers\\admin.ps1"\r\n'],
  ])("%s", async (_what, name, text) => {
    const files = { ...ROOT, [name]: text, "helpers/admin.ps1": DANGER, "helpers/admin.cmd": DANGER };
    const helper = name.endsWith(".cmd") && !text.includes(".ps1") ? "helpers/admin.cmd:1" : "helpers/admin.ps1:1";
    expect(await dangerIn(files, name)).toEqual(only(helper));
  });

  it("modules by manifest, with nested modules", async () => {
    const files = {
      ...ROOT,
      "deploy.ps1": "Import-Module .\\mod\\Web.psd1\nGrant-Web\n",
      "mod/Web.psd1": "@{ RootModule = 'Web.psm1'; NestedModules = @('inner\\Admin.psm1'); FunctionsToExport = '*' }\n",
      "mod/Web.psm1": "function Grant-Web { Add-Admin }\n",
      "mod/inner/Admin.psm1": `function Add-Admin {\n  ${DANGER}}\n`,
    };
    expect(await dangerIn(files, "deploy.ps1")).toEqual(only("mod/inner/Admin.psm1:2"));
    const innocent = { ...files, "deploy.ps1": "Import-Module .\\mod\\Web.psd1\n" };
    expect(await dangerIn(innocent, "deploy.ps1")).toEqual({ dangers: [], undecided: 0 });
  });

  it("without a root, what lies above the script is not known", async () => {
    const files = { "scripts/deploy.ps1": ". $PSScriptRoot\\..\\helpers\\admin.ps1\n", "helpers/admin.ps1": DANGER };
    expect(await dangerIn(files, "scripts/deploy.ps1")).toEqual({ dangers: [], undecided: 1 });
    const { path } = tree(files);
    const result = await told("--root", path, join(path, "scripts/deploy.ps1"));
    expect(dangers(result)).toEqual(["iis-anonymous-admin certain helpers/admin.ps1:1"]);
  });

  it("a script that another one runs is judged there, and alone only when asked or named", async () => {
    const { path } = tree({
      "deploy.ps1": ". $PSScriptRoot\\lib.ps1 -Who IUSR\n",
      "lib.ps1": "param($Who = 'Guest')\nnet localgroup Administrators $Who /add\n",
    });
    const inputs = (result: Told) => result.inputs.map((one) => one.path.split("/tree/")[1]);
    const together = await told(path);
    expect(inputs(together)).toEqual(["deploy.ps1"]);
    expect(dangers(together)).toEqual(["iis-anonymous-admin certain deploy.ps1:1"]);
    expect(inputs(await told("--each", path))).toEqual(["deploy.ps1", "lib.ps1"]);
    expect(inputs(await told(path, join(path, "lib.ps1"), join(path, "lib.ps1")))).toEqual(["deploy.ps1", "lib.ps1"]);
    expect(inputs(await told(join(path, "lib.ps1"), path))).toEqual(["lib.ps1", "deploy.ps1"]);
  });

  it("what is written into a folder, or taken out of it, is told by its listing", async () => {
    const base = { ...ROOT, "functions/a.ps1": "$null = 1\n" };
    const run = "Get-ChildItem $PSScriptRoot\\functions\\*.ps1 | % { . $_.FullName }\n";
    const write = "Set-Content $PSScriptRoot\\functions\\b.ps1 'net localgroup Administrators IUSR /add'\n";
    expect((await dangerIn({ ...base, "m.ps1": write + run }, "m.ps1")).dangers).toHaveLength(1);
    expect(await dangerIn({ ...base, "m.ps1": `${write}Remove-Item $PSScriptRoot\\functions\\b.ps1\n${run}` }, "m.ps1")).toEqual({
      dangers: [],
      undecided: 0,
    });
    const gone = { ...base, "functions/a.ps1": DANGER, "m.ps1": `Remove-Item $PSScriptRoot\\functions -Recurse\n${run}` };
    expect((await dangerIn(gone, "m.ps1")).dangers).toEqual([]);
  });

  it("the excerpt is the neighbour's own line", async () => {
    const { path } = tree({ "m.ps1": ". .\\lib.ps1\n", "lib.ps1": `$a = 1\n${DANGER}` });
    const { out } = await lycosa(["check", join(path, "m.ps1")]);
    expect(out).toMatch(/--> .*\/tree\/lib\.ps1:2:\d+ {2}host .*m\.ps1/);
    expect(out).toContain("2 | net localgroup Administrators IUSR /add");
  });
});

describe("what cannot be a script", () => {
  it.each([
    ["nothing", "", "empty"],
    ["UTF-16 without a mark", Buffer.from(DANGER, "utf16le"), "encoding"],
    ["UTF-16 the other way", Buffer.from(DANGER, "utf16le").swap16(), "encoding"],
    ["NUL characters", `${DANGER}\0\0`, "binary"],
  ])("on standard input: %s", async (_what, stdin, code) => {
    const { code: exit, out } = await lycosa(["check", "--format", "json", "-"], { stdin });
    expect(exit).toBe(2);
    expect((JSON.parse(out) as Told).errors.map((error) => error.code)).toEqual([code]);
  });

  it("UTF-16 with its mark is read", async () => {
    const { code } = await lycosa(["check", "-"], { stdin: Buffer.from(`\ufeff${DANGER}`, "utf16le") });
    expect(code).toBe(1);
  });
});

describe("arguments of a script", () => {
  const PARAMS = "param([string] $Who = 'Guest', [switch] $Go)\nif ($Go) { net localgroup Administrators $Who /add }\n";
  it.each([
    [["-Who", "IUSR", "-Go"], 1],
    [["IUSR", "-Go"], 1],
    [["-Go:$true", "-Who:IUSR"], 1],
    [["-Who", "IUSR"], 0],
    [["-Who", "IUSR", "-Go:$false"], 0],
  ])("%j", async (args, expected) => {
    const { path } = tree({ "p.ps1": PARAMS });
    expect(dangers(await told(join(path, "p.ps1"), "--", ...args))).toHaveLength(expected);
  });

  it("of a batch file", async () => {
    const { path } = tree({ "p.cmd": "net localgroup Administrators %1 /add\r\n", "q.ps1": "" });
    expect(dangers(await told(join(path, "p.cmd"), "--", "IUSR"))).toHaveLength(1);
    expect((await lycosa(["check", path, "--", "IUSR"])).err).toMatch(/-- ARGS: are for one script, and there are 2/);
  });
});

describe("options that fit none of the inputs", () => {
  it.each([
    [["--stack", "dev"], "p.ps1", /--stack: is for Pulumi projects/],
    [["--set", "a=b"], "p.ps1", /--set: is for Pulumi projects/],
    [["--image", "2022-datacenter"], "h.json", /--image: is for scripts/],
    [["--together"], "h.json", /--together: is for scripts/],
  ])("%j on %s", async (args, name, message) => {
    const { path } = tree({ "p.ps1": DANGER, "h.json": '{"version":1}' });
    const { code, err } = await lycosa(["check", ...args, join(path, name)]);
    expect(code).toBe(2);
    expect(err).toMatch(message);
  });
});
