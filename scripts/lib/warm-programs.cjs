// Runs the built command once and keeps what Node compiled meanwhile, beside each program.
// Usage: node warm-programs.cjs LOAD PROGRAM (paths of the build).
const { mkdtempSync, readFileSync, rmSync, writeFileSync } = require("node:fs");
const { tmpdir } = require("node:os");
const { join } = require("node:path");

/** Ordinary provisioning, so that what is kept is what runs usually need. */
const SCRIPT = `param([string] $Root = 'C:\\sites')
Set-StrictMode -Version 2
$ErrorActionPreference = 'Stop'
function New-Folder([string] $Path) {
  if (-not (Test-Path $Path)) { New-Item -ItemType Directory -Force -Path $Path | Out-Null }
}
foreach ($feature in 'Web-Server', 'SMTP-Server') {
  if (-not (Get-WindowsFeature -Name $feature).Installed) { Install-WindowsFeature -Name $feature -IncludeManagementTools }
}
$names = @('one', 'two') | ForEach-Object { $_.ToUpper() } | Where-Object { $_ -ne 'THREE' }
foreach ($name in $names) { New-Folder (Join-Path $Root "site-$name") }
try { Set-Service -Name SMTPSVC -StartupType Automatic; Start-Service -Name SMTPSVC } catch { Write-Warning $_.Exception.Message }
$settings = @{ Port = 25; Name = "smtp-{0}" -f $env:COMPUTERNAME }
if ($settings.Name -match '^smtp-(.+)$') { Write-Output "host $($Matches[1])" }
icacls $Root /grant 'Users:(OI)(CI)R' | Out-Null
net localgroup Administrators 'CONTOSO\\operators' /add
$smtp = [ADSI]'IIS://localhost/SmtpSvc/1'
$smtp.Put('RelayForAuth', 0)
$smtp.SetInfo()
`;

const [loader, program] = process.argv.slice(2);
if (loader === undefined || program === undefined) throw new Error("usage: LOAD PROGRAM");
const { cacheOf, digest, load, loaded } = require(loader);
const folder = mkdtempSync(join(tmpdir(), "lycosa-build-"));
const file = join(folder, "setup.ps1");
writeFileSync(file, SCRIPT);
load(program)("cli/main")
  .main(["node", "lycosa", "check", file], {
    stdout: () => undefined,
    stderr: () => undefined,
    stdin: () => Buffer.alloc(0),
    env: {},
    terminal: false,
    today: "2000-01-01",
  })
  .then(() => {
    for (const [path, { script }] of loaded) {
      const code = script.createCachedData();
      writeFileSync(cacheOf(path), Buffer.concat([digest(readFileSync(path), code), code]));
      console.log(cacheOf(path));
    }
  })
  .finally(() => rmSync(folder, { recursive: true, force: true }));
