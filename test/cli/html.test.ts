import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { DOMParser } from "@xmldom/xmldom";
import { beforeAll, describe, expect, it } from "vitest";
import { graphOf } from "../../cli/formats/html/graph.js";
import { folderOf, lycosa, OPEN_RELAY } from "./run.js";

/** The page: what it says, that it reaches for nothing, and that everybody can use it. */

const EVIL = `"><img src=x onerror=alert(1)><script>alert(1)</script>`;
const SCRIPT = `Install-WindowsFeature Web-Server, SMTP-Server
${OPEN_RELAY}net localgroup ops /add
net localgroup ops IUSR /add
net localgroup Administrators ops /add
if (Test-Path D:\\legacy) { Add-LocalGroupMember -Group 'Backup Operators' -Member 'CONTOSO\\deploy' }
New-WebAppPool '${EVIL}'
Set-ItemProperty 'IIS:\\AppPools\\${EVIL}' processModel.identityType LocalSystem
New-Website shop -PhysicalPath C:\\shop -ApplicationPool '${EVIL}'
iex (Get-Content \\\\server\\share\\x.ps1 -Raw)
`;

let page: string;
let folder: string;
beforeAll(async () => {
  const files = folderOf({
    ".git/HEAD": "",
    "deploy.ps1": SCRIPT,
    "fine.cmd": "echo fine\r\n",
    "broken.ps1": "if (",
    [`e${EVIL.replaceAll("/", "")}.cmd`]: "net localgroup Administrators IUSR /add\r\n",
  });
  folder = dirname(files["deploy.ps1"] as string);
  page = (await lycosa(["check", folder, "--format", "html"])).out;
});

describe("the page", () => {
  it("is whole without a script and without the network, and says so to the browser", () => {
    expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
    // Names of scripts are texts of the page, and texts may say anything.
    const tags =
      (page.match(/<[^>]+>/g) ?? []).join("\n").replaceAll(/aria-label="[^"]*"/g, "") +
      (/<style>[\s\S]*<\/style>/.exec(page)?.[0] ?? "");
    expect(tags).not.toMatch(/<script|<img|<link|<iframe|\ssrc=|href="(?!#)|url\((?!#)|@import|\son\w+=/i);
    expect(page).not.toMatch(/https?:\/\//);
    expect(page).not.toContain(EVIL);
  });

  it("is well-formed inside, whatever the names are", () => {
    const body = page.slice(page.indexOf("<body>"), page.indexOf("</html>")).replaceAll(/<meta[^>]*>/g, "");
    const problems: string[] = [];
    new DOMParser({ onError: (level, message) => problems.push(`${level} ${message}`) }).parseFromString(body, "application/xml");
    expect(problems).toEqual([]);
  });

  it("draws who may relay, who is administrator and through what, and which path answers to whom", () => {
    for (const title of [
      "Who may relay mail",
      "Who is administrator, and through what",
      "What the anonymous visitor is, by path",
      "What serves, and as whom",
    ])
      expect(page).toContain(`<h3>${title}</h3>`);
    expect(page).toContain("<strong>danger</strong>: a stranger on the Internet \u2192 server 1 \u2192 may relay to any domain");
    expect(page).toContain(
      "<strong>danger</strong>: NT AUTHORITY\\IUSR \u2192 ops \u2192 BUILTIN\\Administrators \u2192 full control of the host",
    );
    expect(page).toMatch(
      /CONTOSO\\deploy \u2192 BUILTIN\\Backup Operators \u2192 full control of the host, when [^<]*D:\\legacy/,
    );
  });

  it("says each finding, and what was not read", () => {
    for (const rule of ["smtp-open-relay", "iis-anonymous-admin", "iis-worker-admin", "host-undecided"])
      expect(page).toContain(`</span> ${rule} <span`);
    expect(page).toMatch(/<h2>Not read<\/h2><ul><li><code>[^<]*broken\.ps1:1:\d+<\/code>/);
    expect(page).toContain("No findings.");
  });

  it("is the same bytes each time", async () => {
    expect((await lycosa(["check", folder, "--format", "html"])).out).toBe(page);
  });
});

describe("the drawing", () => {
  const question = (ways: readonly (readonly string[])[]) => ({
    title: "t",
    ways: ways.map((nodes) => ({ nodes, tone: "fine" as const, when: [] })),
  });
  const boxes = (svg: string) => svg.match(/<rect/g)?.length;
  it("has one box for what several ways have in common", () => {
    expect(
      boxes(
        graphOf(
          question([
            ["a", "g", "end"],
            ["b", "g", "end"],
            ["b", "end"],
          ]),
          "x",
        ),
      ),
    ).toBe(5);
    expect(
      boxes(
        graphOf(
          question([
            ["v", "a", "end"],
            ["v", "b", "c", "end"],
          ]),
          "x",
        ),
      ),
    ).toBe(5);
  });

  it("keeps long names inside of their boxes", () => {
    const svg = graphOf(question([["x".repeat(500), "end"]]), "x");
    for (const [, text = ""] of svg.matchAll(/<text[^>]*>([^<]*)</g)) expect(text.length).toBeLessThanOrEqual(24);
    expect(svg.match(/<text/g)).toHaveLength(5);
  });
});

const browser = ["chromium", "chromium-browser", "google-chrome"].find((name) => spawnSync(name, ["--version"]).status === 0);

/** Where there is no browser, the rest of this file says what the page is made of. */
describe.skipIf(browser === undefined)("in a browser", () => {
  const axe = readFileSync(createRequire(__filename).resolve("axe-core/axe.min.js"), "utf8");

  it.each([
    ["light", 1],
    ["dark", 0],
  ])("axe finds nothing to object to (%s)", (_name, scheme) => {
    // The copy that is tested may run a script; the page itself may not.
    const script = `${axe};axe.run({runOnly:["wcag2a","wcag2aa","wcag21a","wcag21aa","wcag22aa","best-practice"]}).then((r)=>{document.title="done";document.body.textContent="RESULT"+JSON.stringify({dark:matchMedia("(prefers-color-scheme: dark)").matches,passes:r.passes.map((p)=>p.id),violations:r.violations.map((v)=>[v.id,v.nodes.map((n)=>n.html.slice(0,200))])})+"END"})`;
    const opened = page.replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, "").replaceAll("<details>", "<details open>");
    const file = join(folder, `axe-${scheme}.html`);
    writeFileSync(
      file,
      opened.replace("</body>", () => `<script>${script}</script></body>`),
    );
    const dom = execFileSync(
      browser as string,
      [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        `--blink-settings=preferredColorScheme=${scheme}`,
        "--virtual-time-budget=30000",
        "--dump-dom",
        `file://${file}`,
      ],
      { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"], timeout: 55_000 },
    );
    const result = JSON.parse(
      (/RESULT(.*)END/s.exec(dom)?.[1] ?? "").replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&"),
    );
    expect(result.violations).toEqual([]);
    expect(result.passes).toEqual(
      expect.arrayContaining(["color-contrast", "svg-img-alt", "scrollable-region-focusable", "bypass"]),
    );
    expect(result.dark).toBe(scheme === 0);
  });
});
