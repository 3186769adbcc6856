// Letters of private use in scripts and documents are letters like others, wherever unknown parts have letters of their own.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { EXISTING } from "../../../host/existing.js";
import { HostState } from "../../../host/state.js";
import { analyzeHost, type HostScript } from "../../../interpreter/analysis.js";
import { NO_FILES } from "../../../interpreter/os/file-source.js";
import { decodeScript } from "../../../interpreter/powershell/syntax/decode-script.js";
import { Source } from "../../../interpreter/values/source.js";

type Language = HostScript["language"];

/** What the host is afterwards: every fact, without the places. */
function factsAfter(language: Language, name: string, text: string): readonly string[] {
  const source = new Source(text, { file: name, resource: null, property: null, layers: [] }, false);
  const { state } = analyzeHost(HostState.from(EXISTING), [[{ language, source, path: `C:\\x\\${name}` }]], { files: NO_FILES });
  return [...state.all()].map(({ key }) => key.id).sort();
}

describe("a letter of private use in a name", () => {
  const scripts: readonly (readonly [string, Language, string, string])[] = [
    [
      "cmd, behind an unknown variable",
      "cmd",
      "a.cmd",
      "echo %NOBODY%\r\nnet user @svc P%NOBODY%1 /add\r\nnet localgroup Administrators @svc /add",
    ],
    ["cmd, beside an unknown variable", "cmd", "a.cmd", "net localgroup Administrators %NOBODY%@svc /add"],
    [
      "cmd, through a file",
      "cmd",
      "a.cmd",
      "echo %NOBODY%\r\n>a.txt echo @svc\r\nfor /f %%a in (a.txt) do net localgroup Administrators %%a /add",
    ],
    ["cmd, in a comparison", "cmd", "a.cmd", 'set A=@\r\nif "%A%"=="@" net localgroup Administrators svc /add'],
    ["cmd, in a command's name", "cmd", "a.cmd", "@tool /x\r\nnet localgroup Administrators svc /add"],
    [
      "cmd, in a label",
      "cmd",
      "a.cmd",
      "goto @a\r\nnet localgroup Administrators no /add\r\n:@a\r\nnet localgroup Administrators svc /add",
    ],
    [
      "PowerShell that makes code",
      "powershell",
      "a.ps1",
      "iex \"net localgroup Administrators $env:NOBODY\"; net localgroup Administrators '@svc' /add",
    ],
    [
      "PowerShell and cmd",
      "powershell",
      "a.ps1",
      "cmd /c \"echo $env:NOBODY\"; cmd /c 'net localgroup Administrators @svc /add'",
    ],
    [
      "PowerShell and JSON",
      "powershell",
      "a.ps1",
      "$a = \"{'x': '$env:NOBODY', 'y': '@svc'}\" | ConvertFrom-Json; net localgroup Administrators $a.y /add",
    ],
    [
      "PowerShell and XML",
      "powershell",
      "a.ps1",
      '$a = [xml]"<a><x>$env:NOBODY</x><y>@svc</y></a>"; net localgroup Administrators $a.a.y /add',
    ],
    [
      "PowerShell that replaces",
      "powershell",
      "a.ps1",
      "$a = \"$env:COMPUTERNAME,@svc\" -replace 'w','r'; net localgroup Administrators $a.Split(',')[1] /add",
    ],
    [
      "VBScript",
      "vbscript",
      "a.vbs",
      'Set s = CreateObject("WScript.Shell")\r\nx = s.ExpandEnvironmentStrings("%NOBODY%")\r\ns.Run "cmd /c echo " & x\r\ns.Run "net localgroup Administrators @svc /add"',
    ],
  ];

  it.each(scripts)("%s", (_, language, name, text) => {
    const facts = (letter: string) => factsAfter(language, name, text.replaceAll("@", letter));
    const plain = facts("q");
    expect(plain.join("\n")).toContain("svc");
    for (const letter of ["\ue000", "\ue001", "\uf8ff"])
      expect(facts(letter).map((id) => id.replaceAll(letter, "q"))).toEqual(plain);
  });
});

describe("a letter of private use anywhere in a script or document of the corpus", () => {
  const corpus = join(__dirname, "../../corpus");
  const languages: Readonly<Record<string, Language>> = { ps1: "powershell-any", cmd: "cmd", bat: "cmd", vbs: "vbscript" };
  const files = readdirSync(corpus, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.(?:ps1|cmd|bat|vbs|xml|inf|mof|config)$/.test(name))
    .sort()
    .filter((_, index) => index % 9 === 0);

  it("is read to the end without an exception", () => {
    expect(files.length).toBeGreaterThan(50);
    for (const name of files) {
      const text = decodeScript(readFileSync(join(corpus, name)));
      const language = languages[name.split(".").at(-1) as string] ?? "document";
      for (const at of [0.1, 0.35, 0.6, 0.85].map((part) => Math.floor(part * text.length))) {
        const damaged = `${text.slice(0, at)}\ue000${text.slice(at)}`;
        const source = new Source(damaged, { file: name, resource: null, property: null, layers: [] }, false);
        const { state } = analyzeHost(
          HostState.from(EXISTING),
          [[{ language, source, path: `C:\\x\\${name.split("/").at(-1)}` }]],
          { files: NO_FILES },
        );
        const internal = [...state.all()].flatMap(({ fact }) =>
          typeof fact === "object" && "status" in fact && fact.status === "unknown" && fact.cause === "internal"
            ? [fact.why]
            : [],
        );
        expect(internal, `${name} at ${at}`).toEqual([]);
      }
    }
  });
});
