import type { TypeName, Variable } from "../ast.js";
import { typeKey } from "./type-keys.js";

/** A run of reads and assignments that is entered at its head only. */
export interface BasicBlock {
  readonly steps: (Variable | { readonly assigns: string; readonly type: string | null })[];
  readonly next: BasicBlock[];
  readonly previous: BasicBlock[];
  reachable: boolean;
  /** Leaves the method by `return` or an error. */
  leaves: boolean;
  assigned: Set<string> | null;
}

const ACCESSIBLE: ReadonlySet<string> = new Set([
  "true",
  "false",
  "null",
  "lastexitcode",
  "error",
  "stacktrace",
  "outputencoding",
  "nestedpromptlevel",
  "pwd",
  "matches",
  "psapplicationoutputencoding",
]);

/** An assignment to one of these goes to the session's variable, so it is no local. */
const ALL_SCOPE: ReadonlySet<string> = new Set([
  "executioncontext",
  "false",
  "home",
  "host",
  "pid",
  "psculture",
  "pshome",
  "psuiculture",
  "psversiontable",
  "psedition",
  "shellid",
  "true",
  "enabledexperimentalfeatures",
]);

const TYPE_ALIASES: ReadonlyMap<string, string> = new Map([
  ["string", "string"],
  ["int", "int"],
  ["int32", "int"],
  ["long", "long"],
  ["int64", "long"],
  ["bool", "bool"],
  ["boolean", "bool"],
  ["object", "object"],
  ["hashtable", "hashtable"],
  ["collections.hashtable", "hashtable"],
  ["array", "array"],
  ["psobject", "psobject"],
  ["pscustomobject", "psobject"],
  ["double", "double"],
  ["char", "char"],
  ["byte", "byte"],
  ["xml", "xml"],
  ["xml.xmldocument", "xml"],
  ["scriptblock", "scriptblock"],
  ["regex", "regex"],
  ["version", "version"],
  ["uri", "uri"],
  ["type", "type"],
  ["switch", "switch"],
]);

/** Which variables are assigned where; filled while the graph is built, asked when it is complete. */
export class Assignments {
  private readonly types = new Map<string, string>();
  /** Variables that PowerShell looks up by name: assigned somewhere is enough for them. */
  readonly dynamic = new Set<string>();
  private readonly assignedSomewhere = new Set<string>();
  everythingDynamic = false;

  /** The reads of variables that are not assigned on every path from `entry` to them. */
  unassignedReads(entry: BasicBlock): Variable[] {
    const order = reversePostorder(entry);
    const suspects: Variable[] = [];
    for (const block of order) {
      const assigned = intersection(block);
      for (const step of block.steps) {
        if ("assigns" in step) this.assign(step.assigns, step.type, assigned);
        else if (!assigned.has(keyOf(step))) suspects.push(step);
      }
      block.assigned = assigned;
    }
    return suspects.filter((variable) => {
      const key = keyOf(variable);
      const dynamic = this.dynamic.has(key) || (this.everythingDynamic && this.assignedSomewhere.has(key));
      return !(dynamic && this.assignedSomewhere.has(key)) && !ACCESSIBLE.has(key);
    });
  }

  private assign(key: string, type: string | null, assigned: Set<string>): void {
    this.assignedSomewhere.add(key);
    if (ALL_SCOPE.has(key)) this.dynamic.add(key);
    const known = this.types.get(key);
    if (known === undefined) this.types.set(key, type ?? "object");
    else {
      const effective = type ?? (assigned.has(key) ? null : "object");
      if (effective !== null && effective !== known) this.dynamic.add(key);
    }
    assigned.add(key);
  }
}

export function newBlock(reachable: boolean): BasicBlock {
  return { steps: [], next: [], previous: [], reachable, leaves: false, assigned: null };
}

export function link(from: BasicBlock, to: BasicBlock): void {
  if (from.next.includes(to)) return;
  if (from.reachable) to.reachable = true;
  from.next.push(to);
  to.previous.push(from);
}

/** Blocks that can be reached, each after those that lead to it except over back edges. */
function reversePostorder(entry: BasicBlock): BasicBlock[] {
  const seen = new Set([entry]);
  const order: BasicBlock[] = [];
  const path: { readonly block: BasicBlock; index: number }[] = [{ block: entry, index: 0 }];
  for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
    const next = top.block.next[top.index++];
    if (next === undefined) {
      order.push(top.block);
      path.pop();
    } else if (!seen.has(next)) {
      seen.add(next);
      path.push({ block: next, index: 0 });
    }
  }
  return order.reverse();
}

/** What every block that leads here and was solved already has assigned. */
function intersection(block: BasicBlock): Set<string> {
  let result: Set<string> | null = null;
  for (const { assigned } of block.previous) {
    if (assigned === null) continue;
    if (result === null) result = new Set(assigned);
    else for (const key of result) if (!assigned.has(key)) result.delete(key);
  }
  return result ?? new Set();
}

export function keyOf(variable: Variable): string {
  return variable.key === "psitem" ? "_" : variable.key;
}

/** The name of a local variable, null for one of another scope or drive. */
export function localKey(variable: Variable): string | null {
  return variable.drive === null || variable.drive === "local" || variable.drive === "private" ? keyOf(variable) : null;
}

/** A name for types that are the same, null for one that is not known here. */
export function knownType(type: TypeName): string | null {
  if (type.generic.length > 0) return null;
  const canonical = TYPE_ALIASES.get(typeKey(type));
  return canonical === undefined ? null : `${canonical}${type.arrays.map((rank) => `[${rank}]`).join("")}`;
}
