import type { Machine } from "../machine/machine.js";
import type { Trace } from "../values/source.js";
import type { Value } from "../values/value.js";

/** What a .NET type offers beyond the members of its instances: `[Type]::new(...)`, `New-Object Type`, `[Type]::Member`. */
export interface DotnetType {
  construct?(machine: Machine, args: readonly Value[], at: Trace | null): Value;
  readonly statics?: {
    /** undefined: no such static property. */
    get?(machine: Machine, name: string, at: Trace | null): Value | undefined;
    /** undefined: no such static method. */
    invoke?(machine: Machine, name: string, args: readonly Value[], at: Trace | null): Value | undefined;
  };
}

/** `[Type]$value` for types that define their own conversion. */
export type Cast = (machine: Machine, value: Value, at: Trace | null) => Value;

const types = new Map<string, DotnetType>();
const casts = new Map<string, Cast>();

/** Full names as .NET spells them; the case does not count. Registering a name again replaces it. */
export function registerType(fullName: string, type: DotnetType): void {
  types.set(fullName.toLowerCase(), type);
}

export function registerCast(fullName: string, cast: Cast): void {
  casts.set(fullName.toLowerCase(), cast);
}

export function typeNamed(fullName: string): DotnetType | undefined {
  return types.get(fullName.toLowerCase());
}

export function castTo(fullName: string): Cast | undefined {
  return casts.get(fullName.toLowerCase());
}
