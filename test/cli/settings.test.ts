import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import Ajv2020 from "ajv/dist/2020.js";
import { afterEach, describe, expect, it, vi } from "vitest";
import { parse } from "yaml";
import { packSettings } from "../../policies/crossguard/settings.js";
import schema from "../../policies/settings/lycosa.schema.json";
import { readSettings, SettingsError } from "../../policies/settings/read.js";
import { folderOf, lycosa } from "./run.js";

const DANGER = "net localgroup Administrators IUSR /add\n";
/** The folder that the command runs in. */
const runIn = (folder: string) => vi.spyOn(process, "cwd").mockReturnValue(folder);
afterEach(() => vi.restoreAllMocks());

/** Runs `check --format json` in a folder of these files. */
async function told(files: Readonly<Record<string, string>>, args: readonly string[] = [], folder = "") {
  const made = folderOf({ ...files, ".git/HEAD": "" });
  runIn(join(dirname(dirname(made[".git/HEAD"] as string)), folder));
  const { code, out, err } = await lycosa(["check", "--format", "json", ...args]);
  if (err !== "") return { code, err, findings: [], inputs: [], hosts: [], stale: [] };
  const report = JSON.parse(out);
  return {
    code,
    err,
    findings: report.findings.map(({ rule, certainty, blocking, at, message }: never) => ({
      rule,
      certainty,
      blocking,
      at,
      message,
    })) as {
      rule: string;
      certainty: string;
      blocking: boolean;
      at: { file: string } | null;
      message: string;
    }[],
    inputs: report.inputs.map(({ path }: { path: string }) => path) as string[],
    hosts: report.hosts.map(({ id, initial }: { id: string; initial: string }) => `${id} ${initial}`) as string[],
    stale: report.staleExemptions as { why: string }[],
  };
}

const rules = ({ findings }: Awaited<ReturnType<typeof told>>) => findings.map(({ rule }) => rule);

describe("lycosa.yaml and lycosa.json", () => {
  it("are found upwards, and set levels and exemptions", async () => {
    const settings = {
      rules: {
        all: "advisory",
        "iis-anonymous-admin": { exempt: [{ resource: "deploy/a.ps1", reason: "r", owner: "o", expires: "2099-01-01" }] },
      },
    };
    for (const [name, text] of [
      ["lycosa.json", JSON.stringify(settings)],
      ["lycosa.yaml", "rules: { all: advisory }\n"],
    ] as const) {
      const result = await told({ "deploy/a.ps1": DANGER, [name]: text }, [], "deploy");
      expect(result.code).toBe(0);
      expect(rules(result)).toEqual(["iis-anonymous-admin"]);
    }
    const files = { "a.ps1": DANGER, "lycosa.yaml": "rules: { all: disabled }\n" };
    expect(rules(await told(files))).toEqual([]);
    expect(rules(await told(files, ["--no-config"]))).toEqual(["iis-anonymous-admin"]);
  });

  it("take Pulumi's own form of the rules at their top, so that one file does for both", async () => {
    expect((await told({ "a.ps1": DANGER, "lycosa.json": '{ "all": "advisory" }' })).code).toBe(0);
  });

  it("ignore files from their own folder on, wherever the command runs", async () => {
    const files = {
      "lycosa.yaml": "ignore: [old/, /infra/gen/*.ps1]\n",
      "old/a.ps1": DANGER,
      "infra/old/b.ps1": DANGER,
      "infra/gen/c.ps1": DANGER,
      "infra/d.ps1": DANGER,
    };
    expect((await told(files)).inputs).toEqual(["infra/d.ps1"]);
    expect((await told(files, [], "infra")).inputs).toEqual(["infra/d.ps1"]);
  });

  it("say what hosts are, by folder", async () => {
    const document = JSON.stringify({ version: 1, features: [{ name: "SMTP-Server", installed: true }] });
    const result = await told({
      "lycosa.yaml":
        "hosts: { new: { image: 2022-datacenter }, new/core: { image: 2019-datacenter-core }, old: { state: old.json } }\n",
      "old.json": document,
      "a.ps1": "$a = 1\n",
      "new/b.ps1": "$a = 1\n",
      "new/core/c.ps1": "$a = 1\n",
      "old/d.ps1": "$a = 1\n",
    });
    expect(result.hosts.filter((one) => one.includes(".ps1"))).toEqual([
      "a.ps1 existing",
      "new/b.ps1 2022-datacenter",
      "new/core/c.ps1 2019-datacenter-core",
      "old/d.ps1 old.json",
    ]);
  });

  it("give hosts a state that is not the deployment's doing but decides what scripts do", async () => {
    const script = "if ((Get-WindowsFeature SMTP-Server).Installed) { net localgroup Administrators IUSR /add }\n";
    const certainties = async (state: string | null) => {
      const settings = state === null ? "" : "hosts: { .: { state: host.json } }\nignore: [host.json]\n";
      const { findings } = await told({
        "lycosa.yaml": settings,
        ...(state === null ? {} : { "host.json": state }),
        "a.ps1": script,
      });
      return findings.map(({ certainty }) => certainty);
    };
    const having = (installed: boolean) => JSON.stringify({ version: 1, features: [{ name: "SMTP-Server", installed }] });
    expect(await certainties(null)).toEqual(["possible"]);
    expect(await certainties(having(true))).toEqual(["certain"]);
    expect(await certainties(having(false))).toEqual([]);
  });

  it("name the place of what is wrong, and what was meant", async () => {
    for (const [text, message] of [
      ["rulez: {}\n", /^lycosa: lycosa.yaml:1:1: rulez is not a setting; did you mean rules\?/],
      [
        "rules:\n  smtp-open-relais: mandatory\n",
        /lycosa.yaml:2:3: rules.smtp-open-relais is not a rule; did you mean smtp-open-relay\?/,
      ],
      ["rules:\n  all: strict\n", /lycosa.yaml:2:3: rules.all must be one of mandatory/],
      [
        "rules:\n  smtp-open-relay:\n    exempt:\n      - {resource: a, reason: b, ownr: c}\n",
        /lycosa.yaml:4:34: rules.smtp-open-relay.exempt\[0\].ownr is not part of an exemption; did you mean owner\?/,
      ],
      [
        "contracts:\n  Install-X: {touches: [acls]}\n",
        /lycosa.yaml:2:25: contracts.Install-X.touches\[0\] is no area; did you mean acl\?/,
      ],
      ["sources:\n- {url: 'https://x/y', sha256: abc}\n", /lycosa.yaml:2:24: sources\[0\].sha256 must be 64/],
      ["hosts: {a: {state: ../x.json}}\n", /hosts.a.state must be a path inside/],
      ["hosts: {a: {image: 2022-datacentre}}\n", /hosts.a.image names 2022-datacentre, which is no Windows Server image/],
      ["hosts: {a: {state: none.json}}\n", /hosts.a.state names none.json, which is not there/],
      ["rules: {\n", /lycosa.yaml:2:1: /],
      ["- a\n", /the document must hold keys and values/],
      ["all: mandatory\nrules: {}\n", /all stands beside rules/],
    ] as const) {
      const { code, err } = await told({ "a.ps1": "", "lycosa.yaml": text });
      expect(err).toMatch(message);
      expect(err.trimEnd().split("\n")).toHaveLength(1);
      expect(code).toBe(2);
    }
    expect((await told({ "lycosa.yaml": "", "lycosa.json": "{}" })).err).toMatch(/holds lycosa.yaml and lycosa.json; keep one/);
    expect((await told({}, ["--config", "none.yaml"])).err).toMatch(/none.yaml: there is no such file/);
  });

  it.skipIf(process.platform === "win32")("are no way to have another file quoted", async () => {
    const { x } = folderOf({ x: "secret-canary: 1\n" });
    const made = folderOf({ "a.ps1": "", ".git/HEAD": "" });
    symlinkSync(x, join(dirname(made["a.ps1"]), "lycosa.yaml"));
    runIn(dirname(made["a.ps1"]));
    const { code, out, err } = await lycosa(["check"]);
    expect(code).toBe(2);
    expect(out + err).not.toContain("canary");
  });
});

describe("what an organisation says of its own code", () => {
  const script =
    "Import-Module C:\\tools\\Contoso.Base\nInstall-ContosoAdminGroup -Name web\niex (irm https://files.contoso.com/Setup.ps1)\n& C:\\tools\\contosoadmin.exe IUSR\n";
  const batch = "call C:\\tools\\setup-accounts.cmd\r\n";
  const contracts =
    "contracts:\n  Contoso.Base: { touches: [] }\n  install-contosoadmingroup: { touches: [] }\n  contosoadmin.exe: { touches: [] }\n  setup-accounts.cmd: { touches: [] }\n";
  const copy = "net localgroup Administrators IUSR /add\n";
  const source = (file: string) =>
    `sources:\n  - url: https://files.contoso.com/setup.ps1\n    sha256: ${createHash("sha256").update(copy).digest("hex")}\n${file}`;

  it("without a word from it, it is undecided", async () => {
    expect((await told({ "a.ps1": script, "b.cmd": batch })).findings.length).toBeGreaterThan(3);
  });

  it("contracts and trusted sources decide it", async () => {
    expect(rules(await told({ "lycosa.yaml": contracts + source(""), "a.ps1": script, "b.cmd": batch }))).toEqual([]);
  });

  it("a contract that touches an area leaves that area's rules undecided", async () => {
    const { findings } = await told({
      "lycosa.yaml": "contracts: { Invoke-Contoso: { touches: [smtp] } }\n",
      "a.ps1": "Invoke-Contoso\n",
    });
    expect(findings).toMatchObject([
      { rule: "host-undecided", message: expect.stringMatching(/Invoke-Contoso may change this by its contract/) },
    ]);
    expect(rules(await told({ "a.ps1": "Invoke-Contoso\n" }))).toEqual([]);
  });

  it("a copy of a trusted source is read, and must be the one that is meant", async () => {
    const files = {
      "lycosa.yaml": source("    file: vendor/setup.txt\n"),
      "a.ps1": "iex (irm https://files.contoso.com/Setup.ps1)\n",
    };
    const found = await told({ ...files, "vendor/setup.txt": copy });
    expect(found.findings).toMatchObject([{ rule: "iis-anonymous-admin", certainty: "certain" }]);
    expect((await told({ ...files, "vendor/setup.txt": `${copy} ` })).err).toMatch(
      /sources\[0\].file names vendor\/setup.txt, whose SHA-256 is [0-9a-f]{64}/,
    );
  });

  it("another address, or more text around it, is not trusted with it", async () => {
    for (const text of [
      "iex (irm https://files.contoso.com/other.ps1)\n",
      "iex ((irm https://files.contoso.com/setup.ps1) + $env:MORE)\n",
    ])
      expect(rules(await told({ "lycosa.yaml": source(""), "a.ps1": text }))).toEqual(["host-undecided"]);
  });
});

describe("the schema of the settings", () => {
  const validate = new Ajv2020({ allErrors: true }).compile(schema);
  it.each([
    "{}",
    "rules: { all: mandatory, smtp-open-relay: { possible: advisory, exempt: [{ finding: x, reason: r, owner: o, expires: e }] } }",
    "ignore: [a]",
    "hosts: { a: { image: b }, c: { state: d } }",
    `sources: [{ url: "https://a", sha256: "${"0".repeat(64)}", file: a }]`,
    "contracts: { a: { touches: [smtp, web] } }",
    "host-undecided: disabled",
  ])("and the reader accept %s", (text) => {
    expect(() => readSettings(text)).not.toThrow();
    expect(validate(parse(text))).toBe(true);
  });

  it("and the reader accept what configuration.md shows", () => {
    const page = readFileSync(join(__dirname, "..", "..", "docs", "configuration.md"), "utf8");
    const text = /```yaml\n([\s\S]*?)```/.exec(page)?.[1] ?? "";
    expect([...readSettings(text).contracts.keys()]).toEqual(["install-contosobase", "set-contosomail"]);
    expect(validate(parse(text))).toBe(true);
  });

  it.each([
    "x: 1",
    "rules: { x: mandatory }",
    "rules: { all: x }",
    "rules: { smtp-open-relay: { exempt: [{ reason: r, owner: o, expires: e }] } }",
    "rules: { smtp-open-relay: { exempt: [{ finding: a, resource: b, reason: r, owner: o, expires: e }] } }",
    "ignore: a",
    "ignore: [1]",
    "hosts: { a: {} }",
    "hosts: { a: { image: b, state: c } }",
    'sources: [{ url: "https://a", sha256: "0" }]',
    "contracts: { a: {} }",
    "contracts: { a: { touches: [x] } }",
    "[]",
  ])("and the reader refuse %s", (text) => {
    expect(() => readSettings(text)).toThrow(SettingsError);
    expect(validate(parse(text))).toBe(false);
  });
});

describe("the pack", () => {
  it("reads the file of the project that it is installed in", () => {
    const made = folderOf({
      "lycosa.yaml": "rules: { smtp-open-relay: advisory }\n",
      "node_modules/lycosa/policies/bundle/index.js": "",
      ".git/HEAD": "",
    });
    const { settings, problem } = packSettings(dirname(made["node_modules/lycosa/policies/bundle/index.js"]));
    expect(problem).toBeNull();
    expect(settings.policy.rules.get("smtp-open-relay")?.level).toBe("advisory");
    expect(packSettings(undefined).settings.policy.rules.get("smtp-open-relay")?.level).toBe("mandatory");
  });

  it("says what is wrong with it, and is then as strict as without it", () => {
    const made = folderOf({ "lycosa.yaml": "rules: { all: disabled, x: 1 }\n", ".git/HEAD": "" });
    const { settings, problem } = packSettings(dirname(made["lycosa.yaml"]));
    expect(problem).toMatch(/lycosa.yaml:1:\d+: rules.x is not a rule/);
    expect(settings.policy.rules.get("smtp-open-relay")?.level).toBe("mandatory");
  });
});

describe("lycosa init", () => {
  it.each([
    [".github/x", ".github/workflows/lycosa.yml"],
    ["azure-pipelines.yml", "lycosa.azure-pipelines.yml"],
    [".gitlab-ci.yml", "lycosa.gitlab-ci.yml"],
  ])("for a folder with %s writes a configuration that is read, and %s", async (mark, recipe) => {
    const made = folderOf({ [mark]: "", "a.ps1": "$a = 1\n" });
    const folder = dirname(made["a.ps1"] as string);
    const at = (name: string) => join(folder, name);
    runIn(folder);
    const { code, out } = await lycosa(["init"]);
    expect(code).toBe(0);
    expect(out).toContain(`wrote ${recipe}`);
    expect(() => parse(readFileSync(at(recipe), "utf8"))).not.toThrow();
    expect(readFileSync(at(recipe), "utf8")).toContain("npx --yes lycosa check");
    // With everything that is commented out, too.
    const text = readFileSync(at("lycosa.yaml"), "utf8");
    const whole = text.replace(/^# (?! )(?=[a-z]+:)|^#( {1,3})(?=[ A-Za-z-])/gm, "$1");
    expect(() => readSettings(text)).not.toThrow();
    expect(whole).toContain("\ncontracts:");
    expect((await lycosa(["check"])).code).toBe(0);
    writeFileSync(at("lycosa.yaml"), "rules: {}\n");
    expect((await lycosa(["init"])).out).toContain("kept lycosa.yaml");
    expect(readFileSync(at("lycosa.yaml"), "utf8")).toBe("rules: {}\n");
  });

  it("writes no recipe where no build service is known, and fails in one line", async () => {
    const made = folderOf({ "a.ps1": "" });
    runIn(dirname(made["a.ps1"]));
    expect((await lycosa(["init"])).out).not.toMatch(/pipelines|github|gitlab/);
    const below = join(dirname(made["a.ps1"]), "b");
    mkdirSync(below);
    runIn(below);
    writeFileSync(join(below, ".github"), "");
    const { code, err } = await lycosa(["init", "--ci", "github"]);
    expect({ code, lines: err.trimEnd().split("\n").length }).toEqual({ code: 2, lines: 1 });
    expect(existsSync(join(below, "lycosa.yaml"))).toBe(true);
  });
});
