import { deflateRawSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readZip } from "../../../interpreter/os/zip.js";
import { outputs, run } from "../powershell/cmdlets/run.js";

const REG_FILE = [
  "Windows Registry Editor Version 5.00",
  "",
  "; comment",
  "[HKEY_LOCAL_MACHINE\\SOFTWARE\\C]",
  '"a"=dword:00000010',
  '@="d\\\\e"',
  '"m"=hex(7):61,00,00,00,62,00,\\',
  "  00,00,00,00",
  '"gone"=-',
  "[-HKEY_LOCAL_MACHINE\\SOFTWARE\\Old]",
]
  .map((line) => `'${line}'`)
  .join(",");

describe("reg.exe", () => {
  it.each<[string, readonly string[]]>([
    [
      "$null = reg add HKLM\\SOFTWARE\\C /v Port /t REG_DWORD /d 0x19 /f; (gp HKLM:\\SOFTWARE\\C).Port; reg query HKLM\\SOFTWARE\\C /v Port; $LASTEXITCODE",
      ["25", "    Port    REG_DWORD    0x19", "0"],
    ],
    [
      "$null = reg add HKLM\\SOFTWARE\\C /ve /d text /f; (gp HKLM:\\SOFTWARE\\C).'(default)'; $null = reg delete HKLM\\SOFTWARE\\C /ve /f; (gp HKLM:\\SOFTWARE\\C).'(default)' -eq $null",
      ["text", "True"],
    ],
    [
      "$null = reg add HKLM\\SOFTWARE\\C /v L /t REG_MULTI_SZ /d 'a\\0b' /f; (gp HKLM:\\SOFTWARE\\C).L.Count; $null = reg copy HKLM\\SOFTWARE\\C HKLM\\SOFTWARE\\D /s /f; (gp HKLM:\\SOFTWARE\\D).L -join '+'",
      ["2", "a+b"],
    ],
    [
      "$null = reg delete HKLM\\SOFTWARE\\C /f; Test-Path HKLM:\\SOFTWARE\\C; reg delete HKLM\\SOFTWARE\\C /f; $LASTEXITCODE",
      ["False", "1"],
    ],
    [
      `Set-Content C:\\x.reg ${REG_FILE}; reg import C:\\x.reg; $p = gp HKLM:\\SOFTWARE\\C; $p.a; $p.'(default)'; $p.m -join ','; $p.gone -eq $null; Test-Path HKLM:\\SOFTWARE\\Old`,
      ["16", "d\\e", "a,b", "True", "False"],
    ],
  ])("%s", (script, wanted) => {
    expect(outputs(script, { dialect: "5.1" })).toEqual(wanted);
  });

  it("what nobody knows may be there or not", () => {
    expect(run("$null = reg query HKLM\\SOFTWARE\\Contoso; $LASTEXITCODE").worlds).toEqual([["0 or 1"]]);
  });
});

describe("programs that tell something by their exit code", () => {
  it.each<[string, readonly string[]]>([
    ["'a','bee' | findstr /i BEE; $LASTEXITCODE", ["bee", "0"]],
    ["'a','bee' | find 'x'; $LASTEXITCODE", ["1"]],
    ["'a','bee' | find /v 'a'", ["bee"]],
    ['Set-Content C:\\t.txt one,two; findstr /c:"wo" C:\\t.txt', ["two"]],
    ["where.exe net.exe > $null; $LASTEXITCODE; hostname", ["0", "⟨env:computername⟩"]],
    ["ping localhost > $null; $LASTEXITCODE", ["0"]],
  ])("%s", (script, wanted) => {
    expect(outputs(script)).toEqual(wanted);
  });

  it.each([
    "ping -n 1 dc1 > $null; $LASTEXITCODE",
    "nslookup dc1 > $null; $LASTEXITCODE",
    "where.exe choco > $null; $LASTEXITCODE",
    "Get-Process | findstr w3wp > $null; $LASTEXITCODE",
  ])("%s", (script) => {
    expect(run(script).worlds).toEqual([["0 or 1"]]);
  });
});

describe("programs that fetch and copy files", () => {
  it.each([
    "curl.exe -sSL -o C:\\a.ps1 https://x.example/a.ps1; & C:\\a.ps1",
    "bitsadmin /transfer job /priority high https://x.example/a.ps1 C:\\a.ps1; & C:\\a.ps1",
    "certutil -urlcache -split -f https://x.example/a.ps1 C:\\a.ps1; & C:\\a.ps1",
    "curl.exe -o C:\\d\\a.ps1 https://x.example/a.ps1; robocopy C:\\d C:\\e a.ps1; & C:\\e\\a.ps1",
  ])("%s", (script) => {
    expect(run(script).notes.join()).toContain("whose content is not available");
  });

  it.each<[string, readonly string[]]>([
    [
      "Set-Content C:\\a\\x.txt q; xcopy C:\\a\\x.txt C:\\b\\ /y; gc C:\\b\\x.txt; robocopy C:\\a C:\\c /e > $null; gc C:\\c\\x.txt; $LASTEXITCODE -lt 8",
      ["q", "q", "True"],
    ],
    [
      "Set-Content C:\\b64.txt ([Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes('Write-Output decoded'))); certutil -decode C:\\b64.txt C:\\d.ps1; & C:\\d.ps1",
      ["decoded"],
    ],
  ])("%s", (script, wanted) => {
    expect(outputs(script)).toEqual(wanted);
  });

  it("interpreters of other languages are not read", () => {
    expect(run("python C:\\x.py").notes.join()).toContain("unmodelled: python runs a script of a language that is not read here");
    expect(run("python --version").notes).toEqual([]);
  });
});

/** A ZIP archive with these files, each stored or deflated. */
function zipOf(files: readonly { readonly name: string; readonly bytes: Uint8Array; readonly deflate: boolean }[]): Uint8Array {
  const parts: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const { name, bytes, deflate } of files) {
    const data = deflate ? deflateRawSync(bytes) : Buffer.from(bytes);
    const label = Buffer.from(name, "utf8");
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(label.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(deflate ? 8 : 0, 10);
    entry.writeUInt32LE(data.length, 20);
    entry.writeUInt32LE(bytes.length, 24);
    entry.writeUInt16LE(label.length, 28);
    entry.writeUInt32LE(offset, 42);
    parts.push(local, label, data);
    central.push(entry, label);
    offset += 30 + label.length + data.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(offset, 16);
  return new Uint8Array(Buffer.concat([...parts, directory, end]));
}

describe("archives", () => {
  it("read back what was put in", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({ name: fc.stringMatching(/^[a-z]{1,8}$/), bytes: fc.uint8Array({ maxLength: 200 }), deflate: fc.boolean() }),
          { maxLength: 5 },
        ),
        (files) => {
          expect(readZip(zipOf(files), 1 << 20)).toEqual(
            files.map(({ name, bytes }) => ({ name, bytes: expect.objectContaining({ length: bytes.length }) })),
          );
          expect(readZip(zipOf(files), 1 << 20)?.map((entry) => Buffer.from(entry.bytes).toString("hex"))).toEqual(
            files.map(({ bytes }) => Buffer.from(bytes).toString("hex")),
          );
        },
      ),
    );
  });

  it("never throw on damaged bytes, and never hold more than their limit", () => {
    const good = zipOf([{ name: "a", bytes: new Uint8Array(500), deflate: true }]);
    expect(readZip(good, 499)).toBeNull();
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.integer({ min: 0, max: 255 }), (at, byte) => {
        const bad = Uint8Array.from(good);
        bad[at] = byte;
        const found = readZip(bad, 1 << 20);
        expect(found === null || found.every((entry) => entry.bytes.length <= 1 << 20)).toBe(true);
      }),
    );
  });

  it("that lie beside the script are unpacked; others leave a folder that nobody knows", () => {
    const bytes = zipOf([{ name: "setup/run.ps1", bytes: new TextEncoder().encode("'from the archive'"), deflate: true }]);
    const files = { read: (path: string) => (path.endsWith("pkg.zip") ? bytes : undefined) };
    expect(outputs("Expand-Archive .\\pkg.zip C:\\pkg -Force; & C:\\pkg\\setup\\run.ps1", { files })).toEqual([
      "from the archive",
    ]);
    expect(
      run("iwr https://x.example/p.zip -OutFile C:\\p.zip; Expand-Archive C:\\p.zip C:\\p; & C:\\p\\run.ps1").notes.join(),
    ).toContain("whose content is not available");
  });
});
