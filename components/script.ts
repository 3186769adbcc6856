import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { HostDocument } from "../host/documents/document.js";
import { provisioningPlan } from "./plan.js";

/** A managed run command's text and parameters. */
export interface Provisioning {
  /** Windows PowerShell 5.1, ASCII. It holds no data of the host: the same text for every host. */
  readonly script: string;
  readonly parameters: readonly ProvisioningParameter[];
  /** Names of parameters whose values the caller has, and gives as protected parameters. */
  readonly protectedParameters: readonly SecretParameter[];
}

export interface ProvisioningParameter {
  readonly name: "Plan";
  readonly value: string;
}

export type SecretParameter = "SmartHostUser" | "SmartHostPassword";

/** In an order in which each uses only those before it. */
const MODULES = ["Features", "Web", "Folders", "Smtp", "Services", "Provisioning"];

const HEADER = `# Sets up IIS and the SMTP service as the plan says. Run by Azure as SYSTEM, on Windows PowerShell 5.1.
param(
    [string] $Plan,
    [string] $SmartHostUser = '',
    [string] $SmartHostPassword = ''
)

$ErrorActionPreference = 'Stop'
Set-StrictMode -Version Latest
`;

const ENTRY = `Invoke-HostProvisioning -Plan $Plan -SmartHostUser $SmartHostUser -SmartHostPassword $SmartHostPassword
`;

/**
 * The command that makes a fresh host what the document says. Reads the modules that lie beside this file.
 * @throws UnsupportedDocument when the document says anything that the modules would not make so.
 */
export function renderProvisioning(document: HostDocument): Provisioning {
  const plan = provisioningPlan(document);
  return {
    script: provisioningScript(),
    parameters: [{ name: "Plan", value: Buffer.from(JSON.stringify(plan), "utf8").toString("base64") }],
    protectedParameters: plan.smtp?.smartHostAccount === true ? ["SmartHostUser", "SmartHostPassword"] : [],
  };
}

let script: string | null = null;

function provisioningScript(): string {
  script ??= [HEADER, ...MODULES.map(moduleText), ENTRY].join("\n");
  return script;
}

function moduleText(name: string): string {
  return readFileSync(join(__dirname, "provisioning", `${name}.psm1`), "utf8").replaceAll("\r\n", "\n");
}
