import type { Alternatives, Guarded } from "../../../host/choice.js";
import type { Machine } from "../../machine/machine.js";
import type { Source } from "../../values/source.js";
import { ABSENT, type Absent, HeapObject, Table, type TypeRef, type Value } from "../../values/value.js";
import type { Attribute, Parameter, ScriptBlock } from "../syntax/ast.js";

/** A function as a scope knows it. */
export interface FunctionInfo {
  readonly name: string;
  readonly params: readonly Parameter[] | null;
  readonly body: ScriptBlock;
  readonly source: Source;
  readonly form: "function" | "filter" | "workflow" | "configuration";
  /** Scope in which its `script:` variables live; null: the caller's. */
  readonly home: Scope | null;
}

/** What limits assignments to a variable: `[int]$x`, `[ValidateRange(1,5)]$x`. */
export interface Constraint {
  readonly type: TypeRef | null;
  readonly attributes: readonly Attribute[];
  readonly readOnly: boolean;
  /** `$private:x`: not seen by called functions. */
  readonly isPrivate?: boolean;
  /** A local variable whose only assignment failed: it has the first value of its type, which nobody else sees. */
  readonly isUnset?: boolean;
}

/** Variables and functions that one call, script or session sees of its own. Lookup goes to the caller (dynamic scope). */
export class Scope extends HeapObject {
  readonly variables = new Table<string, Value | Absent | Alternatives<never>>();
  /** Null until the first one, as are the tables below: most scopes have none. */
  ownFunctions: Table<string, Guarded<FunctionInfo | Absent>> | null = null;
  ownAliases: Table<string, Guarded<string | Absent>> | null = null;
  constraints: Table<string, Guarded<Constraint | Absent>> | null = null;
  /** The object that a pipeline gave to the block that runs in this scope. */
  pipedItem: Value | null = null;

  constructor(
    readonly parent: Scope | null,
    readonly kind: "global" | "script" | "function" | "module",
  ) {
    super();
  }

  // The tables themselves are no state: an empty one means the same as none.
  get functions(): Table<string, Guarded<FunctionInfo | Absent>> {
    this.ownFunctions ??= new Table(this.birth);
    return this.ownFunctions;
  }

  get aliases(): Table<string, Guarded<string | Absent>> {
    this.ownAliases ??= new Table(this.birth);
    return this.ownAliases;
  }

  root(): Scope {
    let scope: Scope = this;
    while (scope.parent) scope = scope.parent;
    return scope;
  }

  /** The scope that `$script:` means here. */
  script(): Scope {
    let scope: Scope = this;
    while (scope.parent && scope.kind !== "script" && scope.kind !== "module") scope = scope.parent;
    return scope;
  }
}

/** A name such as `global:x` as the scope it names and the key of the rest; without a scope it is in the current one. */
export function scopeAndKey(current: Scope, name: string): { readonly scope: Scope; readonly key: string } {
  const key = name.toLowerCase();
  const prefix = /^(global|script|local|private):/.exec(key)?.[1];
  if (prefix === undefined) return { scope: current, key };
  return { scope: namedScope(current, prefix), key: key.slice(prefix.length + 1) };
}

/** The scope that -Scope names: by its name, or by how many scopes it is further out. */
export function namedScope(current: Scope, text: string): Scope {
  const name = text.toLowerCase();
  if (name === "global") return current.root();
  if (name === "script") return current.script();
  const levels = /^\d+$/.test(name) ? Number(name) : 0;
  let scope = current;
  for (let index = 0; index < levels && scope.parent; index++) scope = scope.parent;
  return scope;
}

/** The variable's value where it is first found, from the inside out; undefined: there is none in the world that is running. */
export function lookup(machine: Machine, from: Scope, key: string): Value | undefined {
  for (let scope: Scope | null = from; scope; scope = scope.parent) {
    const found = scope.variables.get(key);
    if (found === undefined || found === ABSENT) continue;
    if (scope !== from && scope.constraints !== null && constraintOf(machine, scope, key)?.isPrivate) continue;
    if (!hasAbsent(found)) return found as Value;
    const settled = machine.settled(found as Guarded<Value | Absent>);
    if (settled !== ABSENT) return settled as Value;
  }
  return undefined;
}

function hasAbsent(value: unknown): boolean {
  if (value === ABSENT) return true;
  if (typeof value !== "object" || value === null || !("choice" in value)) return false;
  return (value as Alternatives<unknown>).values.some(hasAbsent);
}

/** The scope where a variable is first found. */
export function holder(machine: Machine, from: Scope, key: string): Scope | undefined {
  for (let scope: Scope | null = from; scope; scope = scope.parent) {
    const found = scope.variables.get(key);
    if (found === undefined || found === ABSENT) continue;
    if (!hasAbsent(found) || machine.settled(found as Guarded<Value | Absent>) !== ABSENT) return scope;
  }
  return undefined;
}

export function setVariable(machine: Machine, scope: Scope, key: string, value: Value): void {
  machine.secrets.named(key, value);
  machine.journal.setEntry(scope.variables, key, value as never);
}

export function removeVariable(machine: Machine, scope: Scope, key: string): void {
  machine.journal.deleteEntry(scope.variables, key);
}

export function constrain(machine: Machine, scope: Scope, key: string, constraint: Constraint): void {
  // The table itself is no state: an empty one means the same as none.
  scope.constraints ??= new Table(scope.birth);
  machine.journal.setEntry(scope.constraints, key, constraint);
}

export function constraintOf(machine: Machine, scope: Scope, key: string): Constraint | undefined {
  const found = scope.constraints?.get(key);
  if (found === undefined) return undefined;
  const settled = machine.settled(found);
  return settled === ABSENT ? undefined : settled;
}

export function findFunction(machine: Machine, from: Scope, key: string): FunctionInfo | undefined {
  for (let scope: Scope | null = from; scope; scope = scope.parent) {
    const found = scope.ownFunctions?.get(key);
    if (found === undefined) continue;
    const settled = machine.settled(found);
    if (settled !== ABSENT) return settled;
  }
  return undefined;
}

export function findAlias(machine: Machine, from: Scope, key: string): string | undefined {
  for (let scope: Scope | null = from; scope; scope = scope.parent) {
    const found = scope.ownAliases?.get(key);
    if (found === undefined) continue;
    const settled = machine.settled(found);
    if (settled !== ABSENT) return settled;
  }
  return undefined;
}
