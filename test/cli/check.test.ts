import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import Ajv2020 from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import schema from "../../cli/formats/report.schema.json";
import { main } from "../../cli/main.js";
import { exitCode, type Report } from "../../cli/report.js";
import { ADMIN_WHEN_LEGACY, folderOf, lycosa, OPEN_RELAY } from "./run.js";

const files = folderOf({
  "open.ps1": OPEN_RELAY,
  "possible.ps1": ADMIN_WHEN_LEGACY,
  "clean.ps1": "Install-WindowsFeature Web-Server\n",
  "undecided.ps1": "iex (Get-Content \\\\server\\share\\setup.ps1 -Raw)\n",
  "broken.ps1": "if ($x -eq 1 {\n  'x'\n}\n",
  "picture.ps1": Uint8Array.from([
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x28, 0x28, 0x7b, 0x1b, 0x5b, 0x33, 0x31, 0x6d,
  ]),
  "seven.ps1": "$null ?? 'x' | Out-Null\nnet localgroup Administrators IUSR /add\n",
  "batch.cmd": "@echo off\r\nnet localgroup Administrators IUSR /add\r\n",
  "module.psm1": "function Set-It { net localgroup Administrators IUSR /add }\n",
  "first.ps1": "$who = 'IUSR'\nNew-LocalGroup WebOps | Out-Null\nAdd-LocalGroupMember WebOps $who\n",
  "second.ps1": "Add-LocalGroupMember Administrators WebOps\n",
  "notes.txt": "hello",
  "lib/part.ps1": "net localgroup Administrators IUSR /add\n",
  "uses-part.ps1": ". $PSScriptRoot\\lib\\part.ps1\n",
  "escapes.ps1":
    "iex (Get-Content $PSScriptRoot\\..\\..\\..\\etc\\hostname -Raw)\niex (Get-Content ..\\..\\etc\\hostname -Raw)\n",
  "host.json": JSON.stringify({ version: 1, groups: [{ name: "Administrators", members: ["NT AUTHORITY\\IUSR"] }] }),
  "bad-host.json": JSON.stringify({ version: 1, gruops: [] }),
  "stack.json": JSON.stringify({ version: 1, deployment: {} }),
  "no.json": "{",
});

interface ReportJson {
  readonly inputs: readonly { readonly path: string; readonly kind: string }[];
  readonly errors: readonly {
    readonly input: string;
    readonly code: string;
    readonly message: string;
    readonly line: number | null;
  }[];
  readonly hosts: readonly { readonly id: string; readonly initial: string }[];
  readonly findings: readonly {
    readonly rule: string;
    readonly certainty: string;
    readonly cause: string | null;
    readonly affects: readonly string[];
    readonly message: string;
    readonly at: { readonly file: string | null; readonly line: number | null } | null;
    readonly fingerprint: string;
  }[];
  readonly notes: readonly { readonly message: string }[];
  readonly summary: Readonly<Record<string, number>>;
}

const validate = new Ajv2020({ allErrors: true, allowUnionTypes: true }).compile<ReportJson>(schema);

async function report(args: readonly string[]): Promise<{ code: number; json: ReportJson }> {
  const { code, out, err } = await lycosa(["check", "--format", "json", ...args]);
  expect(err).toBe("");
  const json: unknown = JSON.parse(out);
  expect(validate(json) ? [] : validate.errors).toEqual([]);
  return { code, json: json as ReportJson };
}

const verdicts = (json: ReportJson) => json.findings.map(({ rule, certainty, at }) => `${rule} ${certainty} ${at?.line}`);

describe("verdicts and exit codes", () => {
  it.each([
    ["clean.ps1", 0, []],
    ["open.ps1", 1, ["smtp-open-relay certain 3"]],
    ["possible.ps1", 1, ["iis-anonymous-admin possible 3"]],
    ["undecided.ps1", 0, ["host-undecided undecided 1"]],
    ["seven.ps1", 1, ["iis-anonymous-admin certain 2"]],
    ["batch.cmd", 1, ["iis-anonymous-admin certain 2"]],
    ["uses-part.ps1", 1, ["iis-anonymous-admin certain 1"]],
    ["module.psm1", 0, []],
    ["host.json", 1, ["iis-anonymous-admin certain null"]],
  ] as const)("%s: exit %i", async (name, expected, found) => {
    const { code, json } = await report([files[name]]);
    expect(verdicts(json)).toEqual(found);
    expect(code).toBe(expected);
    expect(json.errors).toEqual([]);
  });

  it("says that a module with functions only was not run", async () => {
    const { json } = await report([files["module.psm1"]]);
    expect(json.notes.map((note) => note.message)).toEqual(["the module only defines functions; nothing of it was run"]);
  });

  it("never reads outside of the script's folder", async () => {
    const { json } = await report([files["escapes.ps1"]]);
    expect(json.findings.map(({ rule, cause }) => `${rule} ${cause}`)).toEqual([
      "host-undecided opaque",
      "host-undecided opaque",
    ]);
  });

  it("gives 3 for a defect of its own, in one line and without the text of the exception", async () => {
    let err = "";
    const code = await main(["node", "lycosa", "check", files["clean.ps1"]], {
      stdout: () => {
        throw new TypeError("canary of an exception");
      },
      stderr: (text) => {
        err += text;
      },
      stdin: () => Buffer.alloc(0),
      env: {},
      terminal: false,
      today: "2026-06-15",
    });
    expect(code).toBe(3);
    expect(err).toBe(
      "lycosa: internal error (TypeError). This is a defect of lycosa; please report it with the command that you ran.\n",
    );
  });

  it("gives 3 when the embedded engine itself failed", () => {
    const base: Report = {
      inputs: [],
      errors: [],
      hosts: [],
      findings: [],
      stale: [],
      notes: [],
      excerpts: new Map(),
      pictures: [],
      notAsked: [],
      baseline: null,
    };
    const error = (code: string) => ({ input: "x", code, message: "m", line: null, column: null });
    expect(exitCode({ ...base, errors: [error("program-error")] })).toBe(2);
    expect(exitCode({ ...base, errors: [error("program-error"), error("internal")] })).toBe(3);
  });
});

describe("inputs that cannot be read", () => {
  it.each([
    ["broken.ps1", "syntax", /^PowerShell does not accept this: /],
    ["picture.ps1", "binary", /^holds NUL characters/],
    ["notes.txt", "unsupported", /^files of this kind are not read/],
    ["bad-host.json", "invalid-document", /^not a host document: .*gruops/],
    ["stack.json", "invalid-document", /version 1 of Pulumi's state format/],
    ["no.json", "invalid-document", /not valid JSON/],
  ] as const)("%s: %s", async (name, errorCode, message) => {
    const { code, json } = await report([files[name]]);
    expect(code).toBe(2);
    expect(json.errors.map((error) => error.code)).toEqual([errorCode]);
    expect(json.errors[0]?.message).toMatch(message);
    expect(json.findings).toEqual([]);
  });

  it("hide nothing of the others", async () => {
    const { code, json } = await report([files["broken.ps1"], files["open.ps1"], "does-not-exist.ps1", files["clean.ps1"]]);
    expect(code).toBe(2);
    expect(json.errors.map((error) => [basename(error.input), error.code, error.line])).toEqual([
      ["broken.ps1", "syntax", 1],
      ["does-not-exist.ps1", "not-found", null],
    ]);
    expect(verdicts(json)).toEqual(["smtp-open-relay certain 3"]);
  });

  it("are one line each for people, without control characters", async () => {
    const { out } = await lycosa(["check", files["broken.ps1"], files["picture.ps1"], files["notes.txt"]]);
    const lines = out.split("\n").filter((line) => line.startsWith("error "));
    expect(lines).toHaveLength(3);
    expect(out.replaceAll("\n", "")).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
  });
});

describe("the command line", () => {
  it.each([
    [["explain"], /missing required argument 'rule'/],
    [["check", "--format", "xml", "x.ps1"], /argument 'xml' is invalid/],
    [["check", "--rule", "no-such-rule", "x.ps1"], /--rule no-such-rule: there is no such rule; known rules are smtp-open-relay/],
    [["check", "--image", "2008-r2", "x.ps1"], /--image 2008-r2: not a Windows Server image/],
    [["check", "--set", "novalue", "x.ps1"], /--set: expected key=value/],
    [["check", "--timeout", "0", "x.ps1"], /--timeout 0: expected whole seconds from 1 to 86400/],
    [["check", "--timeout", "2m", "x.ps1"], /--timeout 2m: expected whole seconds/],
    [["host", "--timeout", "1e9", "x.ps1"], /--timeout 1e9: expected whole seconds/],
    [["check", "--policy-config", "nowhere.json", "x.ps1"], /--policy-config nowhere.json: there is no such file/],
    [["explain", "no-such-rule"], /explain no-such-rule: there is no such rule/],
    [["frobnicate"], /unknown command 'frobnicate'/],
  ] as const)("%j: exit 2 with one line", async (args, message) => {
    const { code, out, err } = await lycosa(args);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toMatch(message);
    expect(err.trimEnd().split("\n")).toHaveLength(1);
  });

  it("does not repeat a value that --set was given", async () => {
    const { err } = await lycosa(["check", "--set", "=hunter2-canary", "x.ps1"]);
    expect(err).not.toContain("canary");
  });

  it("--together runs scripts on one host, in order", async () => {
    const apart = await report([files["first.ps1"], files["second.ps1"]]);
    expect(verdicts(apart.json)).toEqual([]);
    const together = await report(["--together", files["first.ps1"], files["second.ps1"]]);
    expect(together.json.hosts.map((host) => host.id)).toEqual(["first.ps1+second.ps1"]);
    expect(verdicts(together.json)).toEqual(["iis-anonymous-admin certain 1"]);
    expect(together.json.findings[0]?.at?.file).toMatch(/second\.ps1$/);
  });

  it("--image starts from a platform image", async () => {
    const { json } = await report(["--image", "2022-datacenter", files["open.ps1"]]);
    // There is no SMTP service on it, so the list has no server to belong to.
    expect(json.hosts[0]?.initial).toBe("2022-datacenter");
    expect(verdicts(json)).toEqual([]);
  });

  it("--rule reports that rule only, and what keeps it from being decided", async () => {
    const both = [files["open.ps1"], files["possible.ps1"]];
    expect(verdicts((await report(["--rule", "smtp-open-relay", ...both])).json)).toEqual(["smtp-open-relay certain 3"]);
    expect((await report(["--rule", "host-undecided", ...both])).code).toBe(0);
    const doubt = await report(["--rule", "iis-worker-admin", files["undecided.ps1"]]);
    expect(doubt.json.findings.map((finding) => finding.affects.includes("iis-worker-admin"))).toEqual([true]);
  });

  it("--exit-zero hides what blocks from the exit code, but not what cannot be read", async () => {
    expect((await lycosa(["check", "--exit-zero", files["open.ps1"]])).code).toBe(0);
    expect((await lycosa(["check", "--exit-zero", files["broken.ps1"]])).code).toBe(2);
  });

  it("--output writes the report to a file", async () => {
    const target = `${files["open.ps1"]}.report.json`;
    const { code, out } = await lycosa(["check", "--format", "json", "--output", target, files["open.ps1"]]);
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(validate(JSON.parse(readFileSync(target, "utf8")))).toBe(true);
    expect((await lycosa(["check", "--output", "/nowhere/at/all", files["open.ps1"]])).err).toMatch(
      /^lycosa: --output .* cannot be written/,
    );
  });

  it("--timeout ends a program that hangs, says where it is, and hides nothing of the other inputs", async () => {
    const waits = join(__dirname, "..", "engine", "programs", "loops");
    const { code, json } = await report(["--timeout", "20", waits, files["open.ps1"]]);
    expect(code).toBe(2);
    expect(json.errors).toEqual([
      {
        input: "test/engine/programs/loops",
        code: "timeout",
        message:
          "the program did not end within 20 s: it is busy here (--timeout SECONDS gives it more time) (what it had made until then, 1 resource, is judged)",
        file: "test/engine/programs/loops/index.ts",
        line: expect.any(Number),
        column: expect.any(Number),
      },
    ]);
    expect(verdicts(json)).toEqual(["smtp-open-relay certain 3"]);
  }, 60_000);

  it("- reads standard input", async () => {
    const { code, out } = await lycosa(["check", "-"], { stdin: OPEN_RELAY });
    expect(code).toBe(1);
    expect(out).toContain("standard input:3:1");
  });

  it.each([
    [[], {}, true, true],
    [[], { NO_COLOR: "1" }, true, false],
    [[], {}, false, false],
    [["--color"], { NO_COLOR: "1" }, false, true],
    [["--no-color"], {}, true, false],
  ] as const)("colour: options %j, environment %j, terminal %s", async (args, env, terminal, colored) => {
    const { out } = await lycosa(["check", ...args, files["open.ps1"]], { env, terminal });
    expect(out.includes("\u001b[")).toBe(colored);
  });

  it("says the same in the same bytes every time", async () => {
    const inputs = Object.values(files).filter((path) => !path.endsWith(".txt"));
    for (const args of [["check"], ["check", "--format", "json"], ["host"], ["host", "--format", "json"]]) {
      const first = await lycosa([...args, ...inputs]);
      expect(await lycosa([...args, ...inputs])).toEqual(first);
    }
  });

  it("lists and explains every rule", async () => {
    const { out } = await lycosa(["rules"]);
    const ids = out
      .trimEnd()
      .split("\n")
      .map((line) => line.split(" ")[0] as string);
    expect(ids).toEqual([
      "smtp-open-relay",
      "iis-anonymous-admin",
      "iis-worker-admin",
      "iis-anonymous-takeover",
      "host-undecided",
    ]);
    for (const id of ids) expect((await lycosa(["explain", id])).out).toMatch(new RegExp(`^${id} \\(`));
  });
});

describe("what people read", () => {
  it("shows the line with a caret, how it comes about, when, and what to change", async () => {
    const { out } = await lycosa(["check", "--explain", files["possible.ps1"]]);
    const lines = out.split("\n");
    expect(lines[0]).toBe(
      "possible iis-anonymous-admin [critical] The anonymous visitor (NT AUTHORITY\\IUSR) is a member of BUILTIN\\Administrators, whose members have full control of the host, when D:\\legacy exists.",
    );
    expect(lines[1]).toMatch(/^ {2}--> .*possible\.ps1:3:56$/);
    expect(lines[2]).toBe('  3 | Add-LocalGroupMember -Group Administrators -Member "NT AUTHORITY\\$who"');
    expect(lines[3]).toBe("    |                                                    ^^^^^^^^^^^^^^^^^^^");
    expect(out).toContain("    assigned to $who  ");
    expect(out).toContain("| $who = 'IUSR'");
    expect(out).toContain("  to change: Take the account");
  });

  it("says nothing twice", async () => {
    const { out } = await lycosa(["check", files["open.ps1"], files["possible.ps1"], files["undecided.ps1"]]);
    for (const block of out.split("\n\n")) {
      const lines = block.split("\n");
      expect(lines.filter((line, index) => lines.indexOf(line) !== index)).toEqual([]);
    }
    expect(out.match(/why it matters/g)).toHaveLength(2);
  });

  it("says in one line that nothing was found", async () => {
    expect((await lycosa(["check", "--quiet", files["clean.ps1"]])).out).toBe("No findings in 1 input.\n");
  });

  it("keeps a script from steering the terminal", async () => {
    const { evil } = folderOf({ evil: "" });
    const path = `${evil}.ps1`;
    const { writeFileSync } = await import("node:fs");
    writeFileSync(path, "net localgroup Administrators IUSR /add # \u001b[2J\u202e\n\u001b[31mfoo | bar\n");
    const { out } = await lycosa(["check", path]);
    expect(out.replaceAll("\n", "")).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202e]/);
  });
});
