import { describe, expect, it } from "vitest";
import { EXISTING } from "../../host/existing.js";
import { smtpProperty } from "../../host/keys.js";
import { answer, dangerOf, link } from "../../host/questions/answer.js";
import { nameSubject } from "../../host/questions/subject.js";
import { HostState } from "../../host/state.js";
import { analyzeHost } from "../../interpreter/analysis.js";
import type { FileSource } from "../../interpreter/os/file-source.js";
import { Source } from "../../interpreter/values/source.js";
import { defaultConfig, type Exemption, parseConfig } from "../../policies/config.js";
import { judge } from "../../policies/judge.js";
import type { JudgedHost } from "../../policies/judged-host.js";
import type { Rule } from "../../policies/rule.js";
import { RULES } from "../../policies/rules/index.js";

const TODAY = "2026-06-15";

function hostAfter(script: string, files: FileSource = { read: () => undefined }): JudgedHost {
  const source = new Source(script, { file: "setup.ps1", resource: null, property: null, layers: [] }, false);
  const { state, ending, confidential } = analyzeHost(
    HostState.from(EXISTING),
    [[{ language: "powershell", source, path: "C:\\input\\setup.ps1" }]],
    { files },
  );
  return { id: "host", urn: "urn:pulumi:test::shop::azure-native:compute:VirtualMachine::web", state, ending, confidential };
}

const ADMIN = "net localgroup Administrators IUSR /add\n";
const [template] = RULES as readonly [Rule, ...Rule[]];

function ruleOf(id: string, question: Rule["question"]): Rule {
  return { ...template, id, title: `${id} happens`, question };
}

const throws = ruleOf("test-throws", () => {
  throw new TypeError("canary of an exception");
});

describe("defects of our own", () => {
  it("in a rule are undecided for that rule, and the other rules go on", () => {
    const { findings } = judge([hostAfter(ADMIN)], { config: defaultConfig(), today: TODAY, rules: [throws, ...RULES] });
    expect(findings.map(({ rule, cause, affects, blocking }) => ({ rule, cause, affects, blocking }))).toEqual([
      { rule: "iis-anonymous-admin", cause: null, affects: [], blocking: true },
      { rule: "host-undecided", cause: "internal", affects: ["test-throws"], blocking: false },
    ]);
    expect(JSON.stringify(findings)).not.toContain("canary");
    expect(findings[1]?.message).toBe("A defect of lycosa, please report it: the rule test-throws failed (TypeError).");
  });

  it("in a model are undecided for every rule, and the other scripts are read all the same", () => {
    const broken: FileSource = {
      read: () => {
        throw new TypeError("canary of an exception");
      },
    };
    const place = (file: string) => ({ file, resource: null, property: null, layers: [] });
    const scripts = [". $PSScriptRoot\\part.ps1\n", ADMIN].map((text, index) => ({
      language: "powershell" as const,
      source: new Source(text, place(`${index}.ps1`), false),
      path: `C:\\input\\${index}.ps1`,
    }));
    const { state, ending } = analyzeHost(HostState.from(EXISTING), [scripts], { files: broken });
    const { findings } = judge([{ id: "host", urn: null, state, ending }], { config: defaultConfig(), today: TODAY });
    expect(findings.map(({ rule, cause, at }) => `${rule} ${cause} ${at?.file}`)).toEqual([
      "iis-anonymous-admin null 1.ps1",
      "host-undecided internal 0.ps1",
    ]);
    expect(findings[1]?.affects).toEqual(
      RULES.map((rule) => rule.id)
        .filter((id) => id !== "iis-anonymous-admin")
        .sort(),
    );
    expect(JSON.stringify(findings)).not.toContain("canary");
  });
});

describe("levels", () => {
  const possible = "if (Test-Path D:\\legacy) { net localgroup Administrators IUSR /add }\n";
  it.each([
    [{}, ADMIN, [true]],
    [{}, possible, [true]],
    [{ "iis-anonymous-admin": "advisory" }, ADMIN, [false]],
    [{ "iis-anonymous-admin": "disabled" }, ADMIN, []],
    [{ "iis-anonymous-admin": { possible: "advisory" } }, possible, [false]],
    [{ "iis-anonymous-admin": { possible: "advisory" } }, ADMIN, [true]],
    [{ "iis-anonymous-admin": { possible: "disabled" } }, possible, []],
    [{ "iis-anonymous-admin": { enforcementLevel: "advisory" } }, possible, [false]],
    [{ all: "advisory" }, ADMIN, [false]],
    [{ all: "advisory", "iis-anonymous-admin": "mandatory" }, ADMIN, [true]],
    [{ all: "disabled" }, ADMIN, []],
    [{ "iis-anonymous-admin": "remediate" }, ADMIN, [true]],
  ] as const)("%j", (config, script, blocking) => {
    const { findings } = judge([hostAfter(script)], { config: parseConfig(config), today: TODAY });
    expect(findings.map((finding) => finding.blocking)).toEqual(blocking);
  });

  it("what the update knows never blocks", () => {
    const state = hostAfter("").state;
    const deferred = ruleOf("test-deferred", () => answer([], [{ cause: "deferred", why: "later", origin: null, because: [] }]));
    const { findings } = judge([{ id: "h", urn: null, state, ending: "ok" }], {
      config: parseConfig({ "host-undecided": "mandatory" }),
      today: TODAY,
      rules: [deferred],
    });
    expect(findings.map(({ cause, blocking }) => [cause, blocking])).toEqual([["deferred", false]]);
  });
});

describe("exemptions", () => {
  const host = hostAfter(ADMIN);
  const fingerprint = judge([host], { config: defaultConfig(), today: TODAY }).findings[0]?.fingerprint as string;
  const rest = { reason: "migration until July", owner: "web team" };

  it.each([
    [{ resource: "web" }, "2026-06-15", "exempt"],
    [{ resource: "we*" }, "2026-06-15", "exempt"],
    [{ resource: "urn:pulumi:test::shop::azure-native:compute:VirtualMachine::web" }, "2026-07-01", "exempt"],
    [{ resource: "host" }, "2026-07-01", "exempt"],
    [{ finding: fingerprint }, "2026-07-01", "exempt"],
    [{ resource: "web" }, "2026-06-14", "expired"],
    [{ resource: "web" }, "2026-06-31", "expired"],
    [{ resource: "web" }, "next year", "expired"],
    [{ resource: "webshop" }, "2026-07-01", "unused"],
    [{ finding: "v1:00000000000000000000000000000000" }, "2026-07-01", "unused"],
  ] as const)("%j until %s: %s", (target, expires, outcome) => {
    const config = parseConfig({ "iis-anonymous-admin": { exempt: [{ ...target, ...rest, expires }] } });
    const { findings, stale } = judge([host], { config, today: TODAY });
    expect(findings).toHaveLength(1);
    if (outcome === "exempt") {
      expect(findings[0]).toMatchObject({ blocking: false, exemption: { ...rest, expires } });
      expect(stale).toEqual([]);
    } else {
      expect(findings[0]).toMatchObject({ blocking: true, exemption: null });
      expect(
        stale.map(({ rule, why, exemption }: { rule: string; why: string; exemption: Exemption }) => [
          rule,
          why,
          exemption.expires,
        ]),
      ).toEqual([["iis-anonymous-admin", outcome, expires]]);
    }
  });

  it.each([
    [[], "must be a JSON object"],
    [{ "no-such-rule": "advisory" }, "no-such-rule is not a rule"],
    [{ "smtp-open-relay": "strict" }, "smtp-open-relay must be one of mandatory, advisory, disabled"],
    [{ "smtp-open-relay": { level: "advisory" } }, "smtp-open-relay.level is not a setting"],
    [{ "smtp-open-relay": { exempt: {} } }, "smtp-open-relay.exempt must be a list"],
    [
      { "smtp-open-relay": { exempt: [{ ...rest, expires: "2026-07-01" }] } },
      "smtp-open-relay.exempt[0] must name either a resource or a finding",
    ],
    [
      { "smtp-open-relay": { exempt: [{ resource: "x", owner: "o", expires: "2026-07-01" }] } },
      "smtp-open-relay.exempt[0].reason must be a text",
    ],
    [
      { "smtp-open-relay": { exempt: [{ resource: "x", ...rest, expires: "2026-07-01", note: "" }] } },
      "smtp-open-relay.exempt[0].note is not part of an exemption",
    ],
    [JSON.parse('{"__proto__": "advisory"}'), "__proto__ is not a rule"],
  ])("%j is refused with the place", (config, message) => {
    expect(() => parseConfig(config)).toThrow(message);
  });
});

describe("fingerprints", () => {
  const fingerprints = (script: string) =>
    judge([hostAfter(script)], { config: defaultConfig(), today: TODAY }).findings.map((finding) => finding.fingerprint);

  it("stay when lines move", () => {
    expect(fingerprints(`# one\n\n${ADMIN}`)).toEqual(fingerprints(ADMIN));
  });

  it("differ by rule, host, place and what it is about", () => {
    const all = [
      ...fingerprints(ADMIN),
      ...fingerprints("net localgroup Administrators Everyone /add\n"),
      ...fingerprints('net localgroup "Backup Operators" IUSR /add\n'),
    ];
    expect(new Set(all).size).toBe(all.length);
  });

  it("are each finding's own, also where only names differ that are not repeated", () => {
    const pool = (name: string) =>
      `New-WebAppPool ${name}\nSet-ItemProperty IIS:\\AppPools\\${name} processModel.identityType LocalSystem\nNew-Website ${name} -ApplicationPool ${name}\n`;
    const found = fingerprints(`Import-Module WebAdministration\n${pool("shop")}${pool("forms")}`);
    expect(found).toHaveLength(2);
    expect(new Set(found).size).toBe(2);
  });

  it("are the same for the pack, which says less", () => {
    for (const script of [
      ADMIN,
      "New-LocalGroup WebOps\nAdd-LocalGroupMember WebOps IUSR\nAdd-LocalGroupMember Administrators WebOps\n",
      "icacls C:\\Windows /grant Everyone:F\n",
      "iex $env:CODE\n",
    ]) {
      const host = hostAfter(script);
      const [open, discreet] = [false, true].map(
        (quiet) => judge([host], { config: defaultConfig(), today: TODAY, discreet: quiet }).findings,
      );
      expect(discreet?.map((finding) => finding.fingerprint)).toEqual(open?.map((finding) => finding.fingerprint));
      expect(discreet).toHaveLength(1);
    }
  });
});

describe("the chain", () => {
  it("gives each host and rule its own findings, sorted", () => {
    const hosts = ["b", "a"].map((id) => ({ ...hostAfter(ADMIN), id, urn: null }));
    const { findings } = judge(hosts, { config: defaultConfig(), today: TODAY });
    expect(findings.map((finding) => finding.host)).toEqual(["a", "b"]);
  });

  it("says what a danger is called when nothing else may be said", () => {
    const secret = {
      file: null,
      resource: "urn:pulumi:t::p::x:y:Z::carrier",
      property: "protectedSettings.commandToExecute",
      layers: [],
      line: 1,
      column: 1,
      endLine: 1,
      endColumn: 2,
      secret: true,
    };
    const named = ruleOf("test-named", (view) => {
      const reading = view.read(smtpProperty("1", "SmartHost"));
      return answer(
        [dangerOf("relay", [nameSubject("hunter2")], "mail goes to hunter2", [link(reading, "the smart host is hunter2")])],
        [],
      );
    });
    const state = HostState.from(EXISTING).set(smtpProperty("1", "SmartHost"), "hunter2", secret);
    const { findings } = judge([{ id: "h", urn: null, state, ending: "ok" }], {
      config: defaultConfig(),
      today: TODAY,
      rules: [named],
    });
    expect(findings.map((finding) => finding.message)).toEqual(["Test-named happens."]);
    expect(JSON.stringify(findings)).not.toContain("hunter2");
  });
});
