import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv2020 from "ajv/dist/2020";
import { describe, expect, it } from "vitest";
import hostSchema from "../../cli/formats/host.schema.json";
import reportSchema from "../../cli/formats/report.schema.json";
import documentSchema from "../../host/documents/host-document.schema.json";
import { ADMIN_WHEN_LEGACY, folderOf, lycosa, OPEN_RELAY } from "./run.js";

const files = folderOf({
  "open.ps1": OPEN_RELAY,
  "possible.ps1": ADMIN_WHEN_LEGACY,
  "site.ps1": `Install-WindowsFeature Web-Server
Import-Module WebAdministration
New-WebAppPool -Name shop
Set-ItemProperty IIS:\\AppPools\\shop -Name processModel.identityType -Value LocalSystem
New-Website -Name shop -Port 8080 -PhysicalPath C:\\inetpub\\shop -ApplicationPool shop
Set-WebConfigurationProperty -PSPath MACHINE/WEBROOT/APPHOST -Location shop -Filter system.webServer/security/authentication/anonymousAuthentication -Name enabled -Value $false
`,
  "unknown.ps1": "net localgroup Administrators $env:WHO /add\niex (Invoke-WebRequest https://example.com/setup.ps1).Content\n",
  "broken.ps1": "if (\n",
});

interface HostJson {
  readonly hosts: readonly {
    readonly id: string;
    readonly complete: boolean;
    readonly documents: readonly { readonly when: readonly string[]; readonly document: unknown }[];
    readonly answers: Readonly<
      Record<
        string,
        readonly {
          readonly text: string;
          readonly when: readonly string[];
          readonly unknown: readonly { readonly cause: string }[];
        }[]
      >
    >;
    readonly origins: readonly {
      readonly fact: string;
      readonly about: readonly string[];
      readonly alternatives: readonly {
        readonly when: readonly string[];
        readonly status: string;
        readonly value: unknown;
        readonly at: { readonly line: number } | null;
      }[];
    }[];
  }[];
}

const validate = new Ajv2020({
  allErrors: true,
  allowUnionTypes: true,
  schemas: [reportSchema, documentSchema],
}).compile<HostJson>(hostSchema);

/** Every output of this file follows the schema. */
async function hostJson(...args: readonly string[]) {
  const { code, out, err } = await lycosa(["host", "--format", "json", ...args]);
  expect(err).toBe("");
  const json: unknown = JSON.parse(out);
  expect(validate(json) ? [] : validate.errors).toEqual([]);
  const { hosts } = json as HostJson;
  return { code, host: hosts[0] as HostJson["hosts"][number], hosts };
}

async function lines(...args: readonly string[]): Promise<string[]> {
  const { out } = await lycosa(["host", ...args]);
  return out.split("\n").map((line) => line.trim());
}

describe("lycosa host", () => {
  it("says who may relay, and by which line", async () => {
    const found = await lines(files["open.ps1"]);
    expect(found).toContain("Who may relay mail");
    expect(
      found.some((line) => /^server 1: a stranger on the Internet may relay to any domain .*open\.ps1:3:1$/.test(line)),
    ).toBe(true);
    expect(found.some((line) => /^server 1: relay list: everyone .*open\.ps1:3:1$/.test(line))).toBe(true);
  });

  it("says who is administrator, and when", async () => {
    const found = await lines("--image", "2022-datacenter", files["possible.ps1"]);
    expect(
      found.some((line) =>
        /^NT AUTHORITY\\IUSR is a member of BUILTIN\\Administrators, when D:\\legacy exists .*possible\.ps1:3:56$/.test(line),
      ),
    ).toBe(true);
    expect(found).toContain("Administrator is a member of BUILTIN\\Administrators");
    expect(found).toContain("there is no web server");
  });

  it("says what the anonymous visitor of each site is, and what pools run as", async () => {
    const found = await lines("--image", "2022-datacenter", files["site.ps1"]);
    expect(found).toContain("the whole server: the anonymous visitor is NT AUTHORITY\\IUSR");
    expect(found.some((line) => /^site "shop": visitors must log in .*site\.ps1:6:\d+$/.test(line))).toBe(true);
    expect(found.some((line) => /^shop runs as NT AUTHORITY\\SYSTEM and serves "shop" .*site\.ps1:4:\d+$/.test(line))).toBe(true);
    expect(found.some((line) => /^installed: .*Web-Server/.test(line))).toBe(true);
    expect(found.at(-2)).toMatch(/^\d+ commands: \d+ modelled, \d+ without effect on what is judged, 0 not modelled$/);
  });

  it("names what is not known, with its cause", async () => {
    const found = await lines(files["unknown.ps1"]);
    expect(found).toContain("What could not be read");
    expect(found.some((line) => line.endsWith("(opaque)"))).toBe(true);
    expect(found.some((line) => line.startsWith("not known (input): the environment variable WHO"))).toBe(true);
  });

  it("gives a document for each way in which the host may end up, and an origin for every fact", async () => {
    const { code, host } = await hostJson("--image", "2022-datacenter", files["possible.ps1"]);
    expect(code).toBe(0);
    expect(host.complete).toBe(true);
    expect(host.documents).toEqual([
      {
        when: ["D:\\legacy exists"],
        document: { version: 1, groups: [{ name: "BUILTIN\\Administrators", members: ["NT AUTHORITY\\IUSR"] }] },
      },
      { when: ["D:\\legacy does not exist"], document: { version: 1 } },
    ]);
    const member = host.origins.find((origin) => origin.fact === "member");
    expect(member?.about).toEqual(["BUILTIN\\Administrators", "NT AUTHORITY\\IUSR"]);
    expect(member?.alternatives.map(({ when, status, value, at }) => [when, status, value, at?.line ?? null])).toEqual([
      [["D:\\legacy exists"], "set", true, 3],
      [["D:\\legacy does not exist"], "untouched", null, null],
    ]);
  });

  it("reads back a document that it printed", async () => {
    const { host } = await hostJson("--image", "2022-datacenter", files["site.ps1"]);
    expect(host.documents).toHaveLength(1);
    const again = folderOf({ "host.json": JSON.stringify(host.documents[0]?.document) });
    const read = await hostJson(again["host.json"]);
    expect(read.host.documents).toEqual(host.documents);
  });

  const examples = join(__dirname, "..", "..", "examples");
  const names = readdirSync(examples, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() && /^runtime: nodejs$/m.test(readFileSync(join(examples, entry.name, "Pulumi.yaml"), "utf8"))
      ? [entry.name]
      : [],
  );

  it.each(names)("follows its schema for examples/%s", async (name) => {
    const { code, hosts } = await hostJson(`examples/${name}`);
    expect(code).toBe(0);
    expect(hosts.length).toBeGreaterThan(0);
    for (const { documents, origins } of hosts) {
      expect(documents.length).toBeGreaterThan(0);
      expect(origins.length).toBeGreaterThan(0);
    }
  });

  it("follows its schema for what is not known, or known only in some worlds", async () => {
    const { hosts } = await hostJson(files["unknown.ps1"], files["possible.ps1"], files["open.ps1"]);
    const statuses = hosts.flatMap(({ origins }) => origins.flatMap((one) => one.alternatives.map(({ status }) => status)));
    expect(new Set(statuses)).toEqual(new Set(["set", "unknown", "untouched"]));
    expect(hosts.some(({ answers }) => Object.values(answers).some((all) => all.some(({ unknown }) => unknown.length > 0)))).toBe(
      true,
    );
  });

  it("does not mistake its own output for a host document", async () => {
    const { out } = await lycosa(["host", "--format", "json", files["open.ps1"]]);
    const again = await lycosa(["check", folderOf({ "host.json": out })["host.json"]]);
    expect(again.code).toBe(2);
    expect(again.out).toContain("what lycosa host prints (its host documents are hosts[].documents[].document)");
  });

  it("exits 2 for what it cannot read, and prints the rest", async () => {
    const { code, hosts } = await hostJson(files["broken.ps1"], files["open.ps1"]);
    expect(code).toBe(2);
    expect(hosts.map((host) => host.id)).toEqual([expect.stringMatching(/open\.ps1$/)]);
  });
});
