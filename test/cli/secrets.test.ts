import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { formatHostJson } from "../../cli/formats/host-json.js";
import { formatHostPretty } from "../../cli/formats/host-pretty.js";
import { FORMATS, formatReport } from "../../cli/formats/index.js";
import { answersOf } from "../../cli/host/answers.js";
import { picturesOf } from "../../cli/host/picture.js";
import { type Analysed, nothingAnalysed } from "../../cli/inputs.js";
import { judgedUnit } from "../../cli/judged-unit.js";
import { analyseGraph } from "../../cli/project.js";
import type { Report } from "../../cli/report.js";
import { loadSettings } from "../../cli/settings-file.js";
import type { Resource } from "../../deployment/graph.js";
import { runProject } from "../../engine/run.js";
import { defaultConfig } from "../../policies/config.js";
import { judge } from "../../policies/judge.js";
import { Analyzer, type Diagnostic } from "../policies/crossguard/analyzer.js";
import { resourceInput } from "../policies/crossguard/wire.js";
import { folderOf, lycosa } from "./run.js";

/** A program with a canary in every place that can hold a secret: none comes out, and the dangers are found all the same. */

const directory = join(__dirname, "programs", "secrets");
const CANARY = /canary/i;

let analysed: Analysed;
let resources: readonly Resource[];
beforeAll(async () => {
  const run = await runProject({ directory, secondPass: true, set: new Map([["given", "canarygivenx"]]) });
  if (!run.ok) throw new Error(run.error.message);
  analysed = nothingAnalysed();
  analyseGraph(run.graph, "secrets", directory, analysed, { settings: await loadSettings(false) });
  resources = run.graph.resources;
});

/** What is found at each resource: `object-setup iis-anonymous-admin certain`. */
const EXPECTED = [
  "arc-setup iis-anonymous-admin certain",
  "broken-setup host-undecided undecided",
  "config-setup iis-anonymous-admin certain",
  "download-setup host-undecided undecided",
  "group-setup iis-anonymous-admin certain",
  "interpolated-setup iis-anonymous-admin certain",
  "literal-setup iis-anonymous-admin certain",
  "literal-setup iis-anonymous-admin certain",
  "marked-setup iis-anonymous-admin certain",
  "marked-setup host-undecided undecided",
  "object-setup iis-anonymous-admin certain",
  "parameters-setup iis-anonymous-admin certain",
  "parameters-setup iis-anonymous-admin certain",
  "parameters-setup host-undecided undecided",
  "path-setup iis-anonymous-admin possible",
  "path-setup host-undecided undecided",
  "pool-setup iis-worker-admin certain",
  "sealed-setup iis-anonymous-admin certain",
  "settings-setup iis-anonymous-admin certain",
  "syntax-setup host-undecided undecided",
  "text-setup iis-anonymous-admin certain",
  "thrown-setup iis-anonymous-admin certain",
  "unmodelled-setup host-undecided undecided",
];

describe("on the command line", () => {
  const found = () => judge(analysed.judged, { config: defaultConfig(), today: "2026-06-15" }).findings;

  it("everything is found", () => {
    const places = found().map(({ at, rule, certainty }) => `${at?.resource?.split("::").pop()} ${rule} ${certainty}`);
    expect([...new Set(places)].sort()).toEqual([...new Set(EXPECTED)].sort());
  });

  it.each(FORMATS)("no secret is in the report as %s", (format) => {
    const report: Report = {
      ...judgedUnit(analysed, { config: defaultConfig(), today: "2026-06-15" }),
      // So that what is drawn is looked at as well.
      pictures: picturesOf(analysed.judged),
      notAsked: [],
      baseline: null,
    };
    const text = formatReport(report, format, { color: false, quiet: false, explain: true, width: null });
    expect(text.length).toBeGreaterThan(1000);
    expect(text.split("\n").filter((line) => CANARY.test(line))).toEqual([]);
  });

  it.each(["pretty", "json"] as const)("no secret is in the hosts as %s", (format) => {
    const answers = analysed.judged.map(answersOf);
    const text =
      format === "json" ? formatHostJson(analysed, answers) : formatHostPretty(analysed, answers, { color: false, quiet: false });
    expect(text.length).toBeGreaterThan(1000);
    expect(text.split("\n").filter((line) => CANARY.test(line))).toEqual([]);
  });

  it("a program that fails over a secret does not tell it", async () => {
    const { code, out, err } = await lycosa(["check", directory]);
    expect(code).toBe(2);
    expect(out).toContain("given");
    expect(out + err).not.toMatch(CANARY);
  });
});

describe("in the pack", () => {
  it("no message holds a secret, though everything arrives in clear", async () => {
    for (const dryRun of [true, false]) {
      const pack = await Analyzer.start(dryRun);
      try {
        await pack.configureStack();
        await pack.configure();
        const found: Diagnostic[] = [];
        const inputs = resources.map(resourceInput);
        for (const input of inputs) found.push(...(await pack.analyze(input)));
        found.push(...(await pack.analyzeStack(inputs)));
        expect(found.length).toBeGreaterThan(15);
        const messages = found.flatMap(({ message }) => message.split("\n"));
        expect(messages.filter((line) => CANARY.test(line))).toEqual([]);
        expect(pack.stdout + pack.stderr).not.toMatch(CANARY);
      } finally {
        pack.stop();
      }
    }
  });
});

describe("lines of a lone script", () => {
  const LINES = [
    "psexec.exe -u CONTOSO\\adm -p canary-one -s cmd /c net localgroup Administrators IUSR /add",
    "sqlcmd -S . -U sa -P canary-two -Q x; net localgroup Administrators Everyone /add",
    "7z x -pcanary-three a.zip; net localgroup 'Backup Operators' IUSR /add",
    "curl.exe -u bob:canary-four https://example.com; net localgroup 'Backup Operators' Everyone /add",
    "cmdkey /add:x /user:y /pass:canary-five; net localgroup Administrators Users /add",
    "net use Z: \\\\files\\share canary-six /user:bob; net localgroup Administrators 'Authenticated Users' /add",
    "schtasks /create /tn x /ru CONTOSO\\adm /rp canary-seven /sc onstart /tr 'net localgroup Administrators IIS_IUSRS /add'",
    "winrs -r:localhost -u:adm -p:canary-eight net localgroup 'Backup Operators' Users /add",
  ];
  const names = {
    "passwords.ps1": LINES.join("\n"),
    "passwords.cmd": LINES.map((line) => line.replaceAll("'", '"').replace("; ", " & ")).join("\r\n"),
  };
  const files = folderOf(names);

  it.each(Object.keys(names) as (keyof typeof names)[])("hold passwords that are not shown: %s", async (name) => {
    for (const command of ["check", "host"]) {
      for (const format of ["pretty", "json"]) {
        const { out, err } = await lycosa([command, "--format", format, files[name]]);
        expect(out + err).not.toMatch(CANARY);
        if (command === "check") expect(out.split(name).length).toBeGreaterThan(LINES.length);
      }
    }
  });
});
