// What `lycosa check` of a small script costs over starting node at all: the price in an editor or a commit hook.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compare } from "./lib/processes.mjs";

/** About 2 kB of ordinary provisioning. */
const SCRIPT = `# Installs the web server and the mail service.
$ErrorActionPreference = 'Stop'
$features = 'Web-Server', 'Web-Asp', 'SMTP-Server'
foreach ($feature in $features) {
  if (-not (Get-WindowsFeature -Name $feature).Installed) { Install-WindowsFeature -Name $feature -IncludeManagementTools }
}
${Array.from({ length: 20 }, (_, index) => `New-Item -ItemType Directory -Force -Path "C:\\sites\\site${index}" | Out-Null`).join("\n")}
Set-Service -Name SMTPSVC -StartupType Automatic
Start-Service -Name SMTPSVC
`;

/** @param {{ quick: boolean }} options */
export async function run({ quick }) {
  const folder = mkdtempSync(join(tmpdir(), "lycosa-bench-"));
  try {
    const script = join(folder, "setup.ps1");
    const nothing = join(folder, "nothing.js");
    writeFileSync(script, SCRIPT);
    writeFileSync(nothing, "");
    const main = join(import.meta.dirname, "..", "dist", "cli", "main.js");
    const { ours, baseline } = await compare({ args: [main, "check", script] }, { args: [nothing] }, quick ? 5 : 31);
    return [
      { what: "CPU time over bare node", value: ours.cpu - baseline.cpu, unit: "ms", aim: 60 },
      { what: "CPU time against bare node", value: ours.cpu / baseline.cpu, unit: "x", limit: 10 },
      { what: "memory over bare node", value: ours.memory - baseline.memory, unit: "MB" },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
