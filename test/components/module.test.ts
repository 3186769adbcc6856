import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { hostExtras } from "../../components/document/extras.js";
import { hostDocument } from "../../components/document/index.js";
import { renderProvisioning } from "../../components/script.js";
import { hostSettings } from "../../components/settings/index.js";
import { imageState } from "../../host/images/image.js";
import type { InitialState } from "../../host/initial.js";
import { serviceBinary } from "../../host/keys.js";
import { HostState } from "../../host/state.js";
import { analyzeHost } from "../../interpreter/analysis.js";
import { NO_FILES } from "../../interpreter/os/file-source.js";
import { Source } from "../../interpreter/values/source.js";
import { Engine, enginePath } from "../../scripts/lib/powershell-engine.mjs";
import { hostArgs } from "./host.js";

/** The provisioning module under PowerShell's own engine, where there is one: LYCOSA_POWERSHELL_ENGINE names it. */
const folder = join(__dirname, "..", "..", "components", "provisioning");
const files = readdirSync(folder).filter((name) => name.endsWith(".psm1"));
const textOf = (name: string): string => readFileSync(join(folder, name), "utf8");
const engine = enginePath() === null ? null : new Engine(enginePath() as string);
afterAll(() => engine?.close());

/** Not of the syntax: classes that are in Windows only. */
const PLATFORM: ReadonlySet<string> = new Set(["TypeNotFound"]);

/** Functions that need nothing of Windows, by the module they are in, with calls and what each gives. */
const PURE: readonly (readonly [module: string, call: string, answer: string])[] = [
  ["Smtp.psm1", "(Get-GrantedAddress -Listed '10.0.0.0, 255.0.0.0' -Own $false) -join ';'", "10.0.0.0, 255.0.0.0"],
  ["Smtp.psm1", "(Get-GrantedAddress -Listed 'a', 'b' -Own $false) -join ';'", "a;b"],
  ["Web.psm1", "(Get-ConfigurationPlace -Path 'MACHINE' -Location '').Count", "1"],
  ["Web.psm1", "(Get-ConfigurationPlace -Path 'MACHINE' -Location 'App/x').Location", "App/x"],
];

/** The functions of a module without what it does at once. */
const functionsOf = (name: string): string => textOf(name).replace(/^\$script:.*$/gm, "");

function here(module: string, call: string): string | undefined {
  const script = `${functionsOf(module)}\nsc.exe create probe binPath= "$(${call})"`;
  const source = new Source(script, { file: null, resource: null, property: null, layers: [] }, false);
  const start = HostState.from(imageState("2022-datacenter-g2") as InitialState);
  const { state } = analyzeHost(start, [[{ language: "powershell", source, path: null }]], { files: NO_FILES });
  const fact = state.view(new Map()).fact(serviceBinary("probe"));
  return fact?.status === "set" ? (fact.value as string) : undefined;
}

describe("every function", () => {
  it("has an approved verb, and says what it does where its name does not", () => {
    const verbs = files.flatMap((name) => [...textOf(name).matchAll(/^function (\w+)-/gm)].map((match) => match[1]));
    const approved = [
      "Add",
      "Compare",
      "Confirm",
      "ConvertFrom",
      "Get",
      "Initialize",
      "Install",
      "Invoke",
      "Open",
      "Remove",
      "Save",
    ];
    expect([...new Set(verbs)].filter((verb) => ![...approved, "Set", "Start", "Test"].includes(verb as string))).toEqual([]);
    for (const name of files) expect(textOf(name)).toMatch(/^# /);
  });
});

describe("pure functions", () => {
  it.each(PURE)("%s: %s is %s", (module, call, answer) => {
    expect(here(module, call)).toBe(answer);
  });
});

describe.skipIf(engine === null)("under PowerShell's own engine", () => {
  const run = async (text: string): Promise<string> => {
    const { output } = await (engine as Engine).run(text);
    return JSON.stringify(output);
  };

  it.each(files)("%s is accepted", async (name) => {
    expect((await (engine as Engine).parse(textOf(name))).errors.filter(({ id }) => !PLATFORM.has(id))).toEqual([]);
  });

  it("so is the whole script", async () => {
    const settings = hostSettings(hostArgs({ mail: {} }));
    const { script } = renderProvisioning(hostDocument(settings), hostExtras(settings));
    expect((await (engine as Engine).parse(script)).errors.filter(({ id }) => !PLATFORM.has(id))).toEqual([]);
  });

  it.each(PURE)("%s: %s is %s there too", async (module, call, answer) => {
    expect(await run(`${functionsOf(module)}\n"$(${call})"`)).toContain(JSON.stringify(answer).slice(1, -1));
  });
});
