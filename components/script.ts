import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { HostDocument } from "../host/documents/document.js";
import type { HostExtras } from "./document/extras.js";
import { provisioningPlan } from "./plan/index.js";

/** The run command that makes a host: its text, and its parameters. */

export interface Provisioning {
  /** Windows PowerShell 5.1, ASCII. It holds no data of the host: the same text for every host. */
  readonly script: string;
  readonly parameters: readonly ProvisioningParameter[];
  /** There are secrets: the caller gives them as the protected parameter `Secrets`. */
  readonly wantsSecrets: boolean;
}

export interface ProvisioningParameter {
  readonly name: "Plan";
  readonly value: string;
}

/** In an order in which each uses only those before it. */
const MODULES = [
  "Report",
  "Features",
  "System",
  "Accounts",
  "Folders",
  "Web",
  "Certificates",
  "Smtp",
  "Services",
  "Verification",
  "Provisioning",
];

const HEADER = `# Sets up IIS and the SMTP service as the plan says. Run by Azure as SYSTEM, on Windows PowerShell 5.1.
param(
    [string] $Plan,
    [string] $Secrets = ''
)

$ErrorActionPreference = 'Stop'
Set-StrictMode -Version Latest
`;

const PROVISION = `$hostPlan = ConvertFrom-Plan -Plan $Plan
Invoke-HostProvisioning -Plan $hostPlan -Secrets (ConvertFrom-Base64Json -Text $Secrets)
Confirm-Host -Plan $hostPlan
Save-HostReport
`;

const VERIFY = `$hostPlan = ConvertFrom-Plan -Plan $Plan
if ($hostPlan.pools -or $hostPlan.configuration) {
    Import-Module -Name WebAdministration
}
Confirm-Host -Plan $hostPlan
'The host is what was asked for.'
`;

/** A command line of Windows holds 32767 characters, and the script's name and secrets are on it too. */
export const MAX_PLAN_LETTERS = 24_000;

/**
 * The command that makes a fresh host what the document says. Reads the modules that lie beside this file.
 * @throws UnsupportedDocument when the document says anything that the modules would not make so.
 */
export function renderProvisioning(document: HostDocument, extras: HostExtras): Provisioning {
  const plan = provisioningPlan(document, extras);
  return {
    script: scriptOf(PROVISION),
    parameters: [{ name: "Plan", value: packed(plan) }],
    wantsSecrets: plan.users.length > 0 || plan.smtp.some(({ smartHostAccount }) => smartHostAccount),
  };
}

/** The command that changes nothing and fails unless the host is what the document says. */
export function renderVerification(document: HostDocument, extras: HostExtras): Omit<Provisioning, "wantsSecrets"> {
  return { script: scriptOf(VERIFY), parameters: [{ name: "Plan", value: packed(provisioningPlan(document, extras)) }] };
}

/** The operating system's byte of the header is of no use and differs between versions of Node. */
function packed(plan: unknown): string {
  const bytes = gzipSync(Buffer.from(JSON.stringify(plan), "utf8"), { level: 9 });
  bytes[9] = 255;
  return bytes.toString("base64");
}

let modules: string | null = null;

function scriptOf(entry: string): string {
  modules ??= [HEADER, ...MODULES.map(moduleText)].join("\n");
  return `${modules}\n${entry}`;
}

function moduleText(name: string): string {
  return readFileSync(join(__dirname, "provisioning", `${name}.psm1`), "utf8").replaceAll("\r\n", "\n");
}
