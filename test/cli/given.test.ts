import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { folderOf, lycosa } from "./run.js";

/** What a program needs and only the user can give: environment, configuration file, outputs of other stacks. */
const program = join(__dirname, "programs", "given");
const files = folderOf({
  "outputs.json": JSON.stringify({ machine: "vm-7", visitor: "IUSR", network: { ranges: ["10.0.0.0/8"] } }),
  "export.json": JSON.stringify({
    version: 3,
    deployment: {
      resources: [
        {
          urn: "urn:pulumi:dev::base::pulumi:pulumi:Stack::base-dev",
          type: "pulumi:pulumi:Stack",
          custom: false,
          outputs: { machine: "vm-7", visitor: "guest", network: { ranges: [] } },
        },
      ],
    },
  }),
  "broken.json": "{",
});

interface Report {
  readonly errors: readonly { readonly code: string; readonly message: string }[];
  readonly hosts: readonly { readonly id: string }[];
  readonly findings: readonly {
    readonly rule: string;
    readonly certainty: string;
    readonly cause: string | null;
    readonly message: string;
  }[];
  readonly notes: readonly { readonly message: string }[];
}

async function check(...args: string[]): Promise<{ code: number; report: Report; out: string }> {
  const { code, out, err } = await lycosa(["check", "--format", "json", ...args, program], {
    env: { TARGET_GROUP: "Administrators" },
  });
  expect(err).toBe("");
  expect(out).not.toMatch(/zqhole|canary/);
  return { code, report: JSON.parse(out) as Report, out };
}
const found = ({ findings }: Report) => findings.map(({ rule, certainty, cause }) => `${rule} ${cause ?? certainty}`);

describe("what only the user can give", () => {
  it("decides the verdict when it is given", async () => {
    const { code, report } = await check(
      "--env",
      "TARGET_GROUP",
      "--env",
      "DEPLOY_TOKEN=none",
      "--config-file",
      join(program, "other.yaml"),
      "--stack-reference",
      `contoso/base/dev=${files["outputs.json"]}`,
    );
    expect(found(report)).toEqual(["iis-anonymous-admin certain"]);
    expect(report.findings[0]?.message).toContain("through ops");
    expect(report.hosts.map(({ id }) => id)).toEqual(["vm-7"]);
    expect(report.notes).toEqual([]);
    expect(code).toBe(1);
  }, 60_000);

  it("and is innocent with other values", async () => {
    const { code, report } = await check("--env", "TARGET_GROUP=Users", "--stack-reference", `base/dev=${files["export.json"]}`);
    expect(found(report)).toEqual([]);
    expect(code).toBe(0);
  }, 60_000);

  it("is named when it is not given, and what is literal is judged all the same", async () => {
    const { report } = await check("--env", "TARGET_GROUP=Administrators", "--set", "group=IIS_IUSRS");
    // Whoever the visitor is: IIS_IUSRS is in Administrators now.
    expect(found(report)).toContain("iis-anonymous-admin certain");
    expect(report.notes.map(({ message }) => message).join("\n")).toContain("--stack-reference contoso/base/dev=FILE");
    const { report: without } = await check("--stack-reference", `base/dev=${files["outputs.json"]}`);
    expect(without.notes.map(({ message }) => message).join("\n")).toContain(
      "DEPLOY_TOKEN, TARGET_GROUP, which are not set: --env DEPLOY_TOKEN=VALUE",
    );
  }, 60_000);

  it("is not repeated in an error", async () => {
    const { code, report } = await check("--env", "DEPLOY_TOKEN=canary-token", "--env", "TARGET_GROUP=x");
    expect(report.errors).toMatchObject([{ code: "program-error" }]);
    expect(code).toBe(2);
  }, 60_000);

  it.each([
    [["--env", "NOT_SET_HERE"], /--env NOT_SET_HERE: the variable is not set here/],
    [["--stack-reference", "nofile"], /--stack-reference nofile: expected NAME=FILE/],
  ])("%j is refused", async (args, message) => {
    const { code, err } = await lycosa(["check", ...args, program]);
    expect(code).toBe(2);
    expect(err).toMatch(message);
  });

  it.each([
    [["--stack-reference", `base/dev=${files["broken.json"]}`], "invalid-document"],
    [["--stack-reference", "base/dev=/no/such.json"], "not-readable"],
    [["--config-file", "/no/such.yaml"], "invalid-configuration"],
  ])("%j is an error of the project", async (args, code) => {
    const { code: exit, report } = await check(...args);
    expect(report.errors).toMatchObject([{ code }]);
    expect(exit).toBe(2);
  });
});

describe("a program that fails after some resources", () => {
  it("is judged for what it had made, with the error beside it", async () => {
    const { code, out, err } = await lycosa(["check", "--format", "json", join(__dirname, "programs", "fails")]);
    expect(err).toBe("");
    const report = JSON.parse(out) as Report;
    expect(found(report)).toEqual(["iis-anonymous-admin certain"]);
    expect(report.errors).toMatchObject([{ code: "program-error", line: 13, column: 9 }]);
    expect(report.errors[0]?.message).toMatch(/^cannot go on with undefined .*is judged\)$/);
    expect(code).toBe(2);
  }, 60_000);
});
