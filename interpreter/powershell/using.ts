import type { ScriptBlock, UsingStatement } from "./ast.js";
import type { Runtime } from "./runtime.js";

/** `using` statements of a script, in force from its start. */
export function runUsing(r: Runtime, ast: ScriptBlock): void {
  for (const one of ast.using) {
    if (one.what === "namespace") addNamespace(r, one);
    else importedByUsing(r, one);
  }
}

/** `using namespace System.IO` */
export function addNamespace(r: Runtime, s: UsingStatement): void {
  if (s.value.kind === "String") r.namespaces = [...r.namespaces, s.value.value];
}

/** `using module`, `using assembly`: code from outside. A module by path may be anything; one by name is taken as documented. */
export function importedByUsing(r: Runtime, s: UsingStatement): void {
  const name = s.value.kind === "String" ? s.value.value : null;
  if (s.what !== "module" || (name !== null && !/[\\/]/.test(name))) return;
  r.machine.note(
    "opaque",
    "all",
    `using module ${name ?? "with a module specification"}: the module's code is not available`,
    r.trace(s),
  );
}
