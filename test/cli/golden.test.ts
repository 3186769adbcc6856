import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import Ajv from "ajv";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { folderOf, lycosa, OPEN_RELAY } from "./run.js";

/** What other programs read, letter by letter, and by the schema of its format. `npx vitest run test/cli/golden.test.ts -u` writes it anew. */

const EVIL = "net localgroup Administrators IUSR /add # 100% ]]> <b> | `x` ::error::y ##vso[task.complete] @someone\n";
const files = folderOf({
  ".git/HEAD": "",
  "open.ps1": `Install-WindowsFeature SMTP-Server\n${OPEN_RELAY}`,
  "evil;name,a:b.ps1": EVIL,
  "broken.ps1": "if (",
  "undecided.cmd": "call \\\\server\\share\\setup.cmd\r\n",
  "possible.ps1": "if (Test-Path D:\\legacy) { net localgroup Administrators IUSR /add }\n",
  "exempt.ps1": "net localgroup Administrators IUSR /add\n",
  "lycosa.yaml":
    "rules: { iis-anonymous-admin: { possible: advisory, exempt: [{ resource: exempt.ps1, reason: known, owner: ops, expires: '2099-01-01' }] } }\n",
});
const folder = dirname(files["open.ps1"]);
beforeEach(() => void vi.spyOn(process, "cwd").mockReturnValue(folder));
afterEach(() => vi.restoreAllMocks());

const golden = (name: string) => join(__dirname, "golden", name);

describe("annotations", () => {
  it.each([
    ["github", "github.txt"],
    ["azure-pipelines", "azure-pipelines.txt"],
    ["gitlab", "gitlab.json"],
    ["junit", "junit.xml"],
    ["markdown", "comment.md"],
  ])("%s", async (format, name) => {
    const { code, out, err } = await lycosa(["check", "--format", format]);
    expect({ code, err }).toEqual({ code: 2, err: "" });
    await expect(out).toMatchFileSnapshot(golden(name));
  });
});

describe("SARIF", () => {
  // It names draft 4 and uses nothing that the drafts after it read in another way.
  const {
    $schema: _draft,
    id: _id,
    ...schema
  } = JSON.parse(
    readFileSync(createRequire(__filename).resolve("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"), "utf8"),
  );
  // Formats of texts are not looked at by Ajv itself; the places are looked at below.
  const validate = new Ajv({ strict: false, allErrors: true, validateFormats: false, unicodeRegExp: false }).compile(schema);

  it.each([
    ["all kinds of findings", ["check"]],
    ["nothing", ["check", "--rule", "smtp-open-relay", "possible.ps1"]],
    ["a project", ["check", join(__dirname, "programs", "conditions")]],
    ["a state", ["check", "--stack-export", join(__dirname, "exports", "open-relay.json")]],
  ])("of %s is valid by its schema", async (_what, args) => {
    if (args[1]?.startsWith("--rule")) vi.spyOn(process, "cwd").mockReturnValue(folder);
    const given = args.map((one) => (one === "possible.ps1" ? join(folder, one) : one));
    const log = JSON.parse((await lycosa([...given, "--format", "sarif"])).out);
    validate(log);
    expect(validate.errors ?? []).toEqual([]);
    for (const { locations } of log.runs[0].results)
      for (const { physicalLocation } of locations)
        if (physicalLocation) expect(() => new URL(physicalLocation.artifactLocation.uri, "file:///root/")).not.toThrow();
  });

  it("of a log that is none is not", () => {
    expect(validate({ version: "2.1.0", runs: [{ results: [{ message: {} }] }] })).toBe(false);
  });
});
