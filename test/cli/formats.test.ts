import { DOMParser, XMLSerializer } from "@xmldom/xmldom";
import { describe, expect, it } from "vitest";
import { FORMATS } from "../../cli/formats/index.js";
import { CHECK_FORMATS } from "../../cli/main.js";
import { folderOf, lycosa, OPEN_RELAY } from "./run.js";

/** What other programs read: each format says the same findings in its own way. */

const EVIL = `net localgroup Administrators IUSR /add # ]]> <b> | \`x\` ::error::y ##vso[task.complete] @someone\n`;
const files = folderOf({
  "tree/.git/HEAD": "",
  "tree/open.ps1": OPEN_RELAY,
  "tree/evil;name,a:b.ps1": EVIL,
  "tree/broken.ps1": "if (",
  "tree/undecided.ps1": "iex (Get-Content \\\\server\\share\\setup.ps1 -Raw)\n",
});
const tree = files["tree/.git/HEAD"].replace("/.git/HEAD", "");

async function formatted(format: string): Promise<string> {
  const { code, out, err } = await lycosa(["check", "--format", format, tree]);
  expect({ code, err }).toEqual({ code: 2, err: "" });
  return out;
}

interface Located {
  readonly physicalLocation?: {
    readonly artifactLocation: { readonly uri: string; readonly uriBaseId?: string };
    readonly region?: { readonly startLine: number; readonly startColumn?: number };
    readonly contextRegion?: { readonly snippet: { readonly text: string } };
  };
}

interface Sarif {
  readonly version: string;
  readonly runs: readonly {
    readonly tool: {
      readonly driver: { readonly rules: readonly { readonly id: string; readonly help: object; readonly helpUri: string }[] };
    };
    readonly invocations: readonly {
      readonly executionSuccessful: boolean;
      readonly toolExecutionNotifications: readonly object[];
    }[];
    readonly results: readonly {
      readonly ruleId: string;
      readonly ruleIndex: number;
      readonly level: string;
      readonly kind: string;
      readonly message: { readonly text: string };
      readonly locations: readonly Located[];
      readonly partialFingerprints: Readonly<Record<string, string>>;
      readonly codeFlows?: readonly {
        readonly threadFlows: readonly { readonly locations: readonly { readonly location: Located }[] }[];
      }[];
    }[];
  }[];
}

it("help names every format", () => {
  expect(CHECK_FORMATS).toEqual(FORMATS);
});

describe("SARIF", () => {
  it("has rules with help, places, code flows and fingerprints", async () => {
    const log = JSON.parse(await formatted("sarif")) as Sarif;
    expect(log.version).toBe("2.1.0");
    const run = log.runs[0];
    if (run === undefined) throw new Error("no run");
    const { rules } = run.tool.driver;
    expect(rules.every(({ help, helpUri }) => help !== undefined && helpUri.startsWith("https://"))).toBe(true);
    expect(run.results.map(({ ruleId, level, kind }) => `${ruleId} ${level} ${kind}`).sort()).toEqual([
      "host-undecided warning open",
      "iis-anonymous-admin error fail",
      "smtp-open-relay error fail",
    ]);
    for (const { ruleId, ruleIndex, partialFingerprints } of run.results) {
      expect(rules[ruleIndex]?.id).toBe(ruleId);
      expect(partialFingerprints["lycosa/v1"]).toMatch(/^v1:[0-9a-f]{32}$/);
    }
    const relay = run.results.find(({ ruleId }) => ruleId === "smtp-open-relay");
    expect(relay?.locations[0]?.physicalLocation).toMatchObject({
      artifactLocation: { uri: expect.stringMatching(/\/tree\/open\.ps1$/) },
      region: { startLine: 3, startColumn: 1 },
      contextRegion: { snippet: { text: "$list.GrantByDefault = $true" } },
    });
    expect(relay?.codeFlows?.[0]?.threadFlows[0]?.locations.length).toBeGreaterThan(0);
    expect(run.invocations[0]?.executionSuccessful).toBe(false);
    expect(run.invocations[0]?.toolExecutionNotifications).toHaveLength(1);
  });

  it("an inline script is at the place in the program that makes the resource, with its own line in the message", async () => {
    const { out } = await lycosa(["check", "--format", "sarif", "examples/iusr-admin"]);
    const results = (JSON.parse(out) as Sarif).runs[0]?.results ?? [];
    expect(results.length).toBeGreaterThan(0);
    const inline = results.find(({ message }) => /\(line \d+ of the script in [\w.]+\)$/.test(message.text));
    expect(inline?.locations[0]?.physicalLocation).toMatchObject({
      artifactLocation: { uri: "examples/iusr-admin/index.ts", uriBaseId: "ROOT" },
      region: { startLine: expect.any(Number) },
    });
  });
});

describe("annotations", () => {
  it("of GitHub are one line each, and nothing in them is another command", async () => {
    const lines = (await formatted("github")).trimEnd().split("\n");
    expect(lines.map((line) => /^::(\w+) file=([^,]*),line=(\d+),/.exec(line)?.slice(1, 4))).toEqual([
      ["error", expect.stringMatching(/broken\.ps1$/), "1"],
      ["error", expect.stringMatching(/evil;name%2Ca%3Ab\.ps1$/), "1"],
      ["error", expect.stringMatching(/open\.ps1$/), "3"],
      ["warning", expect.stringMatching(/undecided\.ps1$/), "1"],
    ]);
    expect(lines[2]).toMatch(/^::error .*title=smtp-open-relay \(certain\)::SMTP server 1 relays for everyone\.$/);
  });

  it("of Azure Pipelines", async () => {
    const lines = (await formatted("azure-pipelines")).trimEnd().split("\n");
    expect(lines).toHaveLength(4);
    for (const line of lines) {
      expect(line).toMatch(
        /^##vso\[task\.logissue type=(?:error|warning);sourcepath=[^;\]]*;linenumber=\d+;columnnumber=\d+;code=[\w-]+\]/,
      );
      expect(line.match(/##vso/g)).toHaveLength(1);
    }
    expect(lines[2]).toMatch(/type=error;.*open\.ps1;linenumber=3;columnnumber=1;code=smtp-open-relay\]SMTP server 1 relays/);
  });
});

describe("reports for merge requests and test runs", () => {
  it("JUnit is well-formed: a case a host, what blocks fails", async () => {
    const text = await formatted("junit");
    const problems: string[] = [];
    const document = new DOMParser({ onError: (_level, message) => problems.push(message) }).parseFromString(text, "text/xml");
    expect(problems).toEqual([]);
    expect(new XMLSerializer().serializeToString(document)).toContain("testsuites");
    const suite = document.getElementsByTagName("testsuite")[0];
    expect(["tests", "failures", "errors"].map((name) => suite?.getAttribute(name))).toEqual(["5", "2", "1"]);
    expect(document.getElementsByTagName("failure")).toHaveLength(2);
    expect(document.getElementsByTagName("system-out")).toHaveLength(1);
  });

  it("GitLab's code quality", async () => {
    const issues = JSON.parse(await formatted("gitlab")) as {
      severity: string;
      location: { path: string; lines: { begin: number } };
    }[];
    expect(issues.map(({ severity, location }) => `${severity} ${location.lines.begin}`).sort()).toEqual([
      "blocker 1",
      "blocker 1",
      "blocker 3",
      "minor 1",
    ]);
  });

  it("Markdown folds each finding and lets nothing of a script through", async () => {
    const text = await formatted("markdown");
    expect(text).toMatch(/^### Lycosa: 2 findings block\n/);
    expect(text.match(/<details>/g)).toHaveLength(3);
    expect(text.match(/<\/details>/g)).toHaveLength(3);
    expect(text).not.toContain("@someone");
    expect(text).not.toContain("<b> |");
  });

  it.each(FORMATS)("%s: the same input gives the same bytes, and nothing harmful", async (format) => {
    const out = await formatted(format);
    expect(await formatted(format)).toBe(out);
    expect(out.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });
});

it("rules as JSON say what each is and what to change", async () => {
  const rules = JSON.parse((await lycosa(["rules", "--format", "json"])).out) as {
    id: string;
    remediation?: string[];
    causes?: object[];
  }[];
  expect(rules.map(({ id }) => id)).toContain("smtp-open-relay");
  for (const { remediation, causes } of rules) expect((remediation ?? causes ?? []).length).toBeGreaterThan(0);
});

describe("where it fails", () => {
  it.each([
    ["certain", 1],
    ["undecided", 1],
    ["high", 1],
  ] as const)("--fail-on %s on an open relay: %i", async (level, expected) => {
    expect((await lycosa(["check", "--fail-on", level, files["tree/open.ps1"]])).code).toBe(expected);
  });

  it("--fail-on undecided makes advice block, and certain lets what is possible pass", async () => {
    const possible = folderOf({ "p.ps1": "if (Test-Path D:\\x) { net localgroup Administrators IUSR /add }\n" })["p.ps1"];
    expect((await lycosa(["check", files["tree/undecided.ps1"]])).code).toBe(0);
    expect((await lycosa(["check", "--fail-on", "undecided", files["tree/undecided.ps1"]])).code).toBe(1);
    expect((await lycosa(["check", "--fail-on", "undecided,high", files["tree/undecided.ps1"]])).code).toBe(0);
    expect((await lycosa(["check", possible])).code).toBe(1);
    expect((await lycosa(["check", "--fail-on", "certain", possible])).code).toBe(0);
    expect((await lycosa(["check", "--fail-on", "sometimes", possible])).err).toMatch(/expected one of certain/);
  });
});
