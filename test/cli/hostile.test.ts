import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { folderOf, lycosa } from "./run.js";

const DANGER = "net localgroup Administrators IUSR /add\n";
const DENSE = "$a = 1 + 1\n".repeat(225_000);
const HARMLESS = "Write-Host 'one of very many lines that do nothing at all'\n".repeat(45_000);
const bomb = gzipSync(Buffer.alloc(200_000_000)).toString("base64");

/** `undecided`: the text goes over a count, so what it does afterwards is not known. What it did before that stays known. */
const hostile: Readonly<Record<string, { readonly text: string; readonly undecided: boolean }>> = {
  "large.ps1": { text: HARMLESS + DANGER + HARMLESS, undecided: false },
  // Very many statements: their trees would take far more memory than their text.
  "dense.ps1": { text: DENSE + DANGER + DENSE, undecided: false },
  "unmodelled.ps1": { text: `${DANGER}${"f\n".repeat(600_000)}`, undecided: true },
  "stages.ps1": { text: `${DANGER}f${" | f".repeat(400_000)}\n`, undecided: true },
  "arguments.ps1": { text: `${DANGER}f${" a".repeat(400_000)}\n`, undecided: true },
  "endless.ps1": { text: `${DANGER}while($true){}\n`, undecided: true },
  "range.ps1": { text: `${DANGER}$x = 1..1e9\n`, undecided: true },
  "repeated.ps1": { text: `${DANGER}$x = 'a'*1e9\n`, undecided: true },
  "doubling.ps1": { text: `${DANGER}$s = 'x'; for(;;){$s+=$s}\n`, undecided: true },
  "recursion.ps1": { text: `${DANGER}function f { f }; f\n`, undecided: true },
  "pattern.ps1": { text: `'${"a".repeat(40)}!' -match '^(a+)+$'\n${DANGER}`, undecided: false },
  "names.ps1": { text: `$__proto__ = 1; $h = @{ __proto__ = 1; constructor = 2 }; $h['toString']\n${DANGER}`, undecided: false },
  "list.ps1": { text: `${DANGER}$l = New-Object Collections.ArrayList; while(1){ [void]$l.Add($l) }\n`, undecided: true },
  "set.ps1": {
    text: `${DANGER}$l = [Collections.Generic.HashSet[int]]::new(); while(1){ $i++; [void]$l.Add($i) }\n`,
    undecided: true,
  },
  "array.ps1": { text: `${DANGER}while(1){ $a += ,1 }\n`, undecided: true },
  "tables.ps1": { text: `${DANGER}$h = @{}; while(1){ $i++; $h += @{ $i = 1 } }\n`, undecided: true },
  "file.ps1": { text: `${DANGER}while(1){ Add-Content C:\\f ('x'*10000) }\n`, undecided: true },
  "keys.ps1": { text: `${DANGER}while(1){ $i++; New-Item "HKLM:\\Software\\a$i" }\n`, undecided: true },
  "jobs.ps1": { text: `${DANGER}while(1){ Start-Job { 1 } }\n`, undecided: true },
  "splat.ps1": { text: `${DANGER}$a = 1..1000000; Write-Host @a\n`, undecided: true },
  "large.cmd": {
    text: `${"echo one of very many lines that do nothing\n".repeat(60_000)}${DANGER}${"@echo x\n".repeat(300_000)}`,
    undecided: false,
  },
  "block.cmd": { text: `if exist C:\\x (\n${"echo one of many lines\n".repeat(20_000)})\n${DANGER}`, undecided: false },
  "labels.cmd": { text: `${Array.from({ length: 200_000 }, (_, index) => `:l${index}\n`).join("")}${DANGER}`, undecided: false },
  "locals.cmd": { text: `${DANGER}:b\nsetlocal\nset /a N+=1\ngoto b\n`, undecided: true },
  "subroutine.cmd": { text: `${DANGER}:b\ncall :b\n`, undecided: true },
  "line.cmd": { text: `${DANGER}${"f&".repeat(2_000_000)}\n`, undecided: true },
  "variable.cmd": { text: `${DANGER}set x=a\n:b\nset x=%x%%x%\ngoto b\n`, undecided: true },
  "bomb.ps1": {
    text: `${DANGER}$bytes = [Convert]::FromBase64String('${bomb}')
$packed = New-Object IO.MemoryStream(,$bytes)
$stream = New-Object IO.Compression.GzipStream($packed, [IO.Compression.CompressionMode]::Decompress)
iex (New-Object IO.StreamReader($stream)).ReadToEnd()
`,
    undecided: true,
  },
};

const files = folderOf({
  ...Object.fromEntries(Object.entries(hostile).map(([name, { text }]) => [name, text])),
  "parentheses.ps1": `$x = ${"(".repeat(10_000)}1${")".repeat(10_000)}\n${DANGER}`,
  "danger.ps1": DANGER,
});
const path = (name: string) => (files as Readonly<Record<string, string>>)[name] as string;

interface Told {
  readonly findings: readonly { readonly rule: string; readonly certainty: string; readonly cause: string | null }[];
}

describe("hostile scripts", () => {
  it.each(Object.entries(hostile))("%s ends within its counts, with a verdict", async (name, { undecided }) => {
    const { code, out, err } = await lycosa(["check", "--format", "json", path(name)]);
    const { findings } = JSON.parse(out) as Told;
    expect(err).toBe("");
    expect(findings.filter(({ rule }) => rule !== "host-undecided")).toMatchObject([
      { rule: "iis-anonymous-admin", certainty: "certain" },
    ]);
    // A line that is too much, and a script that goes on with it, are two findings.
    const causes = new Set(findings.filter(({ rule }) => rule === "host-undecided").map(({ cause }) => cause));
    expect([...causes]).toEqual(undecided ? ["budget"] : []);
    expect(code).toBe(1);
  });

  it("nesting that PowerShell refuses is an error of that input and hides no other", async () => {
    const { code, out } = await lycosa(["check", "--format", "json", path("parentheses.ps1"), path("danger.ps1")]);
    const told = JSON.parse(out) as Told & { readonly errors: readonly { readonly code: string }[] };
    expect(told.errors).toMatchObject([{ code: "syntax" }]);
    expect(told.findings).toMatchObject([{ rule: "iis-anonymous-admin", certainty: "certain" }]);
    expect(code).toBe(2);
  });

  // The built command in a process of its own, because only there the memory is its own. `npm test` builds first.
  it("all of them together stay below 512 MB", () => {
    const root = join(__dirname, "..", "..");
    // On Linux a new process starts with its parent's peak in maxRSS, which is the test runner's; VmHWM is of its own memory.
    const report = `import { existsSync, readFileSync } from "node:fs";
      const own = () => /VmHWM:\\s+(\\d+)/.exec(existsSync("/proc/self/status") ? readFileSync("/proc/self/status", "utf8") : "")?.[1];
      process.on("exit", () => process.stderr.write("peak " + (own() ?? process.resourceUsage().maxRSS)));`;
    const main = join(root, "dist", "cli", "main.js");
    const names = [...Object.keys(hostile), "parentheses.ps1"].map(path);
    const run = spawnSync(
      process.execPath,
      ["--import", `data:text/javascript,${encodeURIComponent(report)}`, main, "check", "--quiet", ...names],
      { encoding: "utf8", maxBuffer: 2 ** 26 },
    );
    expect(run.status).toBe(2);
    const peak = /peak (\d+)/.exec(run.stderr)?.[1];
    expect(Number(peak)).toBeLessThan(512 * 1024);
  });
});

describe("secrets in scripts", () => {
  const CANARY = "cAnAry-5ecret!";
  const places = folderOf({
    "net.cmd": `net user web ${CANARY} /add\r\nnet localgroup Administrators IUSR /add & net user web ${CANARY}\r\n`,
    "secure.ps1": `$p = ConvertTo-SecureString '${CANARY}' -AsPlainText -Force; New-LocalUser web -Password $p; Add-LocalGroupMember Administrators IUSR\n`,
    "identity.cmd": `%windir%\\system32\\inetsrv\\appcmd set config -section:anonymousAuthentication /userName:web /password:${CANARY} & net user web ${CANARY} /add & net localgroup Administrators web /add\r\n`,
  });

  it.each(Object.entries(places))("a password in %s is in no output", async (_, file) => {
    for (const args of [["check"], ["check", "--format", "json"], ["host"], ["host", "--format", "json"]]) {
      const { out, err } = await lycosa([...args, file]);
      expect(out).not.toBe("");
      expect(out + err).not.toContain(CANARY);
    }
  });
});
