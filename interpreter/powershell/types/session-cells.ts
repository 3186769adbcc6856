import type { Cell } from "../../machine/journal.js";
import type { Machine } from "../../machine/machine.js";
import type { Value } from "../../values/value.js";
import type { Dialect } from "../syntax/ast.js";

/** State of the running script that conversions and operators need; the evaluator keeps it up to date. */

export function dialectCell(machine: Machine): Cell<Dialect> {
  return machine.cell<Dialect>("powershell:dialect", () => "5.1");
}

export function dialectOf(machine: Machine): Dialect {
  return dialectCell(machine).value;
}

/** `$OFS` as the running scope sees it; null: not set. The evaluator installs the reader. */
export function separatorCell(machine: Machine): Cell<(() => Value | null) | null> {
  return machine.cell<(() => Value | null) | null>("powershell:ofs", () => null);
}

/** Whether a library was loaded that is not read here: then a type with a name that nobody knows may be one of its own. */
export function foreignTypesCell(machine: Machine): Cell<boolean> {
  return machine.cell<boolean>("powershell:foreign-types", () => false);
}
