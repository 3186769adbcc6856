import type { Machine } from "../machine/machine.js";
import type { Trace } from "../values/source.js";
import type { Str, Unknown, Value } from "../values/value.js";
import type { Text, Tool } from "./tool.js";

/** What one folder of the product brings along. */
export interface Family {
  readonly tools?: readonly Tool[];
  readonly accessControl?: AccessControl;
  /** How a value reads as text where one language hands it to another: as PowerShell prints it. */
  readonly strOf?: (machine: Machine, value: Value, at: Trace | null) => Str | Unknown;
}

/** Access lists of files and registry keys as objects: GetAccessControl and SetAccessControl of .NET. */
export interface AccessControl {
  read(machine: Machine, path: Text, at: Trace | null): Value;
  write(machine: Machine, path: Text, security: Value, at: Trace): void;
}

/** All that is in the product: what is not in one of its families does not exist for a script. */
export class Toolbox {
  private readonly toolsByName = new Map<string, Tool>();
  readonly accessControl: AccessControl | null;
  private readonly toStr: NonNullable<Family["strOf"]> | null;

  /** Families in order of precedence: a family that models a command wins over a later one that only knows it. */
  constructor(families: readonly Family[]) {
    for (const family of families) this.addTools(family.tools ?? []);
    this.accessControl = theOne(families, (family) => family.accessControl);
    this.toStr = theOne(families, (family) => family.strOf);
  }

  private addTools(tools: readonly Tool[]): void {
    const own = new Map<string, Tool>();
    for (const tool of tools) {
      for (const name of tool.names) {
        const key = name.toLowerCase();
        if (own.has(key)) throw new Error(`two tools of one family answer to ${key}`);
        own.set(key, tool);
      }
    }
    for (const [key, tool] of own) if (!this.toolsByName.has(key)) this.toolsByName.set(key, tool);
  }

  /** The tool that answers to a name (in any case, without `.exe`). */
  find(name: string): Tool | undefined {
    return this.toolsByName.get(name.toLowerCase());
  }

  names(): string[] {
    return [...this.toolsByName.keys()].sort();
  }

  /** A value as text where one language hands it to another. */
  textOf(machine: Machine, value: Value): Text {
    const text = this.strOf(machine, value, null);
    return text.kind === "str" ? text.value : text;
  }

  /** Like {@link textOf}, with where it came from and whether it is secret. */
  strOf(machine: Machine, value: Value, at: Trace | null): Str | Unknown {
    if (this.toStr === null) throw new Error("no family gives the text of a value");
    return this.toStr(machine, value, at);
  }
}

/** What one family at most may bring along, or null. */
function theOne<T>(families: readonly Family[], pick: (family: Family) => T | undefined): T | null {
  const found = families.flatMap((family) => pick(family) ?? []);
  if (found.length > 1) throw new Error("two families bring along what there can be only one of");
  return found[0] ?? null;
}
