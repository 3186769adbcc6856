import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { EXISTING } from "../../host/existing.js";
import { HostState } from "../../host/state.js";
import { analyzeHost, NO_FILES, Source } from "../../interpreter/index.js";
import { standardToolbox } from "../../interpreter/product.js";
import { defaultConfig } from "../../policies/config.js";
import { judge } from "../../policies/judge.js";
import { RULES, UNDECIDED_ID } from "../../policies/rules/index.js";
import { lycosa } from "../cli/run.js";

/** What the README and the pages say is run: commands, scripts with their verdict, names of commands, links. */
const root = join(__dirname, "..", "..");
const pages = ["README.md", ...readdirSync(join(root, "docs")).flatMap((name) => (name.endsWith(".md") ? [`docs/${name}`] : []))];
const readmes = readdirSync(join(root, "examples")).flatMap((name) => {
  const path = `examples/${name}/README.md`;
  return existsSync(join(root, path)) ? [path] : [];
});

interface Fence {
  readonly page: string;
  readonly info: string;
  readonly text: string;
}

function read(page: string): string {
  return readFileSync(join(root, page), "utf8");
}

const fences: Fence[] = [...pages, ...readmes].flatMap((page) =>
  [...read(page).matchAll(/^```(.*)\n([\s\S]*?)^```$/gm)].map(([, info = "", text = ""]) => ({ page, info: info.trim(), text })),
);
const commands = fences
  .filter(({ info }) => info === "sh")
  .flatMap(({ page, text }) => text.split("\n").flatMap((line) => (line.trim() === "" ? [] : [{ page, command: line.trim() }])));
const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };

describe("commands of the pages", () => {
  test("there are some, in the README too", () => {
    expect(commands.filter(({ page }) => page === "README.md").length).toBeGreaterThan(3);
  });

  test.each(commands.filter(({ command }) => command.startsWith("npx lycosa ")))("$page: $command", async ({ command }) => {
    const { code, out, err } = await lycosa(command.split(" ").slice(2));
    expect(err).toBe("");
    expect(out).not.toBe("");
    // Refusals are shown on purpose; anything above 1 is a command that does not work.
    expect(code).toBe(/examples\/(?:open-relay|iusr-admin)$/.test(command) || command.includes("--policy-config") ? 1 : 0);
  });

  const EXPORT = "pulumi stack export | npx lycosa ";
  test.each(commands.filter(({ command }) => command.startsWith(EXPORT)))("$page: $command", async ({ command }) => {
    const stdin = read("test/cli/exports/open-relay.json");
    const { code, out, err } = await lycosa(command.slice(EXPORT.length).split(" "), { stdin });
    expect(err).toBe("");
    expect(out).toContain("smtp-open-relay");
    expect(code).toBe(1);
  });

  // The demo is a stage of its own in the build, and `npm ci` is how the machine that runs this got its modules.
  test.each(commands.filter(({ command }) => !command.includes("npx lycosa ")))("$page: $command is there", ({ command }) => {
    const script = /^npm run ([\w:]+)$/.exec(command)?.[1];
    if (script !== undefined) expect(scripts[script]).toBeDefined();
    else expect(["npm ci", "npm test"]).toContain(command);
  });

  test("the policy pack is where the README says", () => {
    expect(read("README.md")).toContain("--policy-pack node_modules/lycosa/policies");
    const { files } = JSON.parse(read("package.json")) as { files: string[] };
    expect(files).toContain("/policies/PulumiPolicy.yaml");
    expect(files).toContain("/policies/bundle/*.js");
  });
});

describe("scripts of the pages", () => {
  const snippets = fences.filter(({ info }) => /^(?:powershell|batch)\b/.test(info));

  test.each(snippets)("$page: $info", ({ info, text }) => {
    const batch = info.startsWith("batch");
    const file = batch ? "snippet.cmd" : "snippet.ps1";
    const source = new Source(text, { file, resource: null, property: null, layers: [] }, false);
    const { state, ending, unreadable } = analyzeHost(
      HostState.from(EXISTING),
      [[{ language: batch ? "cmd" : "powershell-any", source, path: batch ? `C:\\setup\\${file}` : null }]],
      { files: NO_FILES },
    );
    expect(unreadable).toEqual([]);
    const { findings } = judge([{ id: "host", urn: null, state, ending }], { config: defaultConfig(), today: "2026-01-01" });
    const found = [
      ...new Set(findings.map(({ rule, certainty, cause }) => (cause === null ? `${rule} ${certainty}` : `undecided ${cause}`))),
    ];
    const expected = info.split(" ").slice(1).join(" ");
    expect(found.join(", ") || "none").toBe(expected);
  });
});

describe("names of the pages", () => {
  test("commands that powershell.md calls modelled are", () => {
    const toolbox = standardToolbox();
    const table = read("docs/powershell.md")
      .split("\n")
      .filter((line) => /^\| (?!area|---|what)/.test(line));
    const from = table.findIndex((line) => line.startsWith("| features |"));
    const names = table
      .slice(from)
      .flatMap((line) => [...line.matchAll(/`([A-Za-z]+(?:-[A-Za-z]+)?)(?: [a-z]+)?`/g)].map(([, name]) => name as string));
    expect(names.length).toBeGreaterThan(50);
    const values = new Set(["DirectoryEntry", "ServerManager"]);
    expect(names.filter((name) => !values.has(name) && toolbox.find(name)?.effect !== "modelled")).toEqual([]);
  });

  test("semantics.md names every rule and every cause", () => {
    const page = read("docs/semantics.md");
    for (const id of [...RULES.map((rule) => rule.id), UNDECIDED_ID]) expect(page).toContain(`\`${id}\``);
    for (const cause of ["deferred", "input", "opaque", "unmodelled", "unreadable", "budget", "internal"])
      expect(page).toContain(`| \`${cause}\` |`);
  });

  test("the configuration that configuration.md shows is the one that is tried", () => {
    const shown = fences.find(({ page, info }) => page === "docs/configuration.md" && info === "json");
    expect(shown?.text).toBe(read("test/docs/lycosa.json"));
  });

  test.each([...pages, ...readmes])("links of %s lead somewhere", (page) => {
    for (const [, target = ""] of read(page).matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)) {
      if (/^[a-z]+:/.test(target)) continue;
      expect(existsSync(join(root, dirname(page), target)), `${page}: ${target}`).toBe(true);
    }
  });
});

describe("paths that docs/developing.md names", () => {
  // A placeholder such as `<area>` stands for a name of the reader's.
  const named = [
    ...read("docs/developing.md").matchAll(
      /`((?:cli|policies|components|engine|deployment|interpreter|host|test|docs|scripts)\/[^`\s<]*)/g,
    ),
  ];
  const paths = [...new Set(named.map(([, path = ""]) => path))];

  test.each(paths)("%s", (path) => {
    expect(existsSync(join(root, path)), path).toBe(true);
  });
});
