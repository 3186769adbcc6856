/** A resource type whatever way the SDK writes it. */
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
