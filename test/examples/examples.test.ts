import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { folderOf, lycosa } from "../cli/run.js";

/** The examples as a newcomer meets them: what is found in each, what the host will be, and that it takes little to be refused. */
interface Expectation {
  readonly exit: number;
  readonly findings: readonly string[];
}

interface Report {
  readonly errors: readonly unknown[];
  readonly hosts: readonly {
    readonly id: string;
    readonly coverage: { readonly commands: number; readonly unmodelled: number };
  }[];
  readonly findings: readonly {
    readonly rule: string;
    readonly certainty: string;
    readonly message: string;
    readonly at: {
      readonly file: string | null;
      readonly resource: string | null;
      readonly property: string | null;
      readonly line: number | null;
    };
  }[];
}

const examples = join(__dirname, "..", "..", "examples");
const expected = JSON.parse(readFileSync(join(examples, "expected.json"), "utf8")) as Record<string, Expectation>;
/** Programs in other languages run on the real engine only: `test/real/languages.test.ts`. */
const names = readdirSync(examples, { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() && /^runtime: nodejs$/m.test(readFileSync(join(examples, entry.name, "Pulumi.yaml"), "utf8"))
    ? [entry.name]
    : [],
);

async function check(...args: readonly string[]): Promise<{ code: number; report: Report }> {
  const { code, out } = await lycosa(["check", "--format", "json", ...args]);
  return { code, report: JSON.parse(out) as Report };
}

test("every example says what comes out", () => {
  expect(names.sort()).toEqual(Object.keys(expected).sort());
});

describe.each(names)("examples/%s", (name) => {
  const { exit, findings } = expected[name] as Expectation;

  test("comes out as expected, and nothing in it is left unread", async () => {
    const { code, report } = await check(`examples/${name}`);
    expect(report.errors).toEqual([]);
    expect(report.findings.map(({ rule, certainty }) => `${rule} ${certainty}`).sort()).toEqual([...findings].sort());
    expect(code).toBe(exit);
    expect(report.hosts.length).toBeGreaterThan(0);
    for (const { coverage } of report.hosts) {
      expect(coverage.commands).toBeGreaterThan(0);
      expect(coverage.unmodelled).toBe(0);
    }
  });

  test("lycosa host tells who may relay, who is administrator and what the visitor is", async () => {
    const { code, out, err } = await lycosa(["host", `examples/${name}`]);
    expect(err).toBe("");
    expect(code).toBe(0);
    await expect(out).toMatchFileSnapshot(join(__dirname, "golden", `${name}.txt`));
  });
});

test("findings of the open relays name file, resource, property, line and reason", async () => {
  const { report } = await check("examples/open-relay");
  const places = report.findings.map(({ at }) => `${at.resource?.split("::").pop()} ${at.property} ${at.file}:${at.line}`);
  expect(places).toEqual([
    `news-mail-setup source.script examples/open-relay/scripts/newsletter-relay.ps1:${lineOf("newsletter-relay.ps1", "GrantByDefault = $true")}`,
    `orders-mail-console source.script examples/open-relay/scripts/repair-console.ps1:${lineOf("repair-console.ps1", "'\t\tRelayIpList")}`,
  ]);
  for (const { message } of report.findings) expect(message).toContain("relays for everyone");
});

function lineOf(script: string, fragment: string): number {
  const lines = readFileSync(join(examples, "open-relay", "scripts", script), "utf8").split("\n");
  const line = lines.findIndex((one) => one.includes(fragment)) + 1;
  expect(line).toBeGreaterThan(0);
  return line;
}

/** One edit of a script that passes, after which it must not pass. */
const EDITS = [
  ["classic-asp", "setup-site.ps1", "2019-datacenter-gensecond", "'C:\\Data\\Forms'", "'C:\\'", "iis-anonymous-takeover"],
  [
    "classic-asp",
    "setup-site.ps1",
    "2019-datacenter-gensecond",
    "-Value ApplicationPoolIdentity",
    "-Value LocalSystem",
    "iis-worker-admin",
  ],
  [
    "classic-asp",
    "setup-site.ps1",
    "2019-datacenter-gensecond",
    "-Path $DataFolder -Account 'IUSR'",
    "-Path \"$env:SystemRoot\\System32\" -Account 'IUSR'",
    "iis-anonymous-takeover",
  ],
  [
    "office-mail",
    "setup-submission.ps1",
    "2022-datacenter-g2",
    "AuthFlags       = $authBasic",
    "AuthFlags = 3; RelayIpList = [byte[]] @()",
    "smtp-open-relay",
  ],
  [
    "office-mail",
    "setup-submission.ps1",
    "2022-datacenter-g2",
    "New-LocalGroup -Name 'MailUsers'",
    "Add-LocalGroupMember Administrators IUSR #",
    "iis-anonymous-admin",
  ],
  [
    "open-relay",
    "install-smtp.ps1",
    "2022-datacenter-g2",
    "RelayForAuth      = 0",
    "RelayIpList = [byte[]] @()",
    "smtp-open-relay",
  ],
] as const;

test.each(EDITS)("%s: %s on %s with %s made %s is refused", async (example, script, image, from, to, rule) => {
  const text = readFileSync(join(examples, example, "scripts", script), "utf8");
  expect(text).toContain(from);
  const paths = folderOf({ before: "", "before.ps1": text, "after.ps1": text.replace(from, () => to) });
  const before = await check("--image", image, paths["before.ps1"]);
  expect(before.report.findings.filter(({ certainty }) => certainty !== "undecided")).toEqual([]);
  const { code, report } = await check("--image", image, paths["after.ps1"]);
  expect(report.findings.map((finding) => finding.rule)).toContain(rule);
  expect(code).toBe(1);
});
