/** Resource types, whatever way an SDK writes them. */

import { bridgedType } from "./bridged.js";

/** A resource type of Azure Native. */
export interface TypeToken {
  /** `compute`, `hybridcompute`. */
  readonly module: string;
  /** `VirtualMachine`. */
  readonly type: string;
}

/**
 * Azure Native writes one type in several ways: with an API version in the module (v1, v2), as a parameterised package of one
 * version (v3), or under its old name. All are the same type here.
 */
const AZURE =
  /^azure-(?:native|nextgen)(?:_[a-z0-9]+_v\d{8}(?:privatepreview|preview)?)?:([a-z0-9]+)(?:\/(?:v\d{8}[a-z]*|latest))?:(\w+)$/;

/** Undefined for types of other providers. */
export function azureType(token: string): TypeToken | undefined {
  const match = AZURE.exec(token);
  return match ? { module: match[1] as string, type: match[2] as string } : undefined;
}

/** `compute:VirtualMachine`, or undefined. */
export function azureTypeName(token: string): string | undefined {
  const found = azureType(token);
  return found && `${found.module}:${found.type}`;
}

/** Providers whose tokens repeat the type's name in the module: `aws:ec2/instance:Instance`. YAML programs may leave that out. */
const REPEATING: ReadonlySet<string> = new Set(["aws", "azure", "gcp", "vsphere"]);

/**
 * One name for a type: `compute:VirtualMachine` for Azure Native in all its forms, the full token for everything else
 * (`azure:compute/extension:Extension`).
 */
export function typeName(token: string): string {
  const azure = azureTypeName(token);
  if (azure !== undefined) return azure;
  const bridged = token.includes(":index/") ? bridgedType(token) : undefined;
  if (bridged !== undefined) return bridged;
  const [provider = "", module = "", type = "", ...more] = token.split(":");
  // Dynamic providers name their types as they like, below one module.
  if (/^pulumi-(?:nodejs|python)$/.test(provider) && /^dynamic(?:\/|$)/.test(module)) return `${provider}:dynamic:Resource`;
  if (more.length > 0 || type === "" || module.includes("/") || !REPEATING.has(provider)) return token;
  return `${provider}:${module}/${type.charAt(0).toLowerCase()}${type.slice(1)}:${type}`;
}
