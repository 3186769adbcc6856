import { childPath } from "../../os/paths.js";
import type { Runtime } from "../session/runtime.js";
import { lookup } from "../session/scope.js";
import type { ScriptBlock, UsingStatement } from "../syntax/ast.js";
import { runInline } from "./recursion.js";

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

/** `using module`, `using assembly`: a module is imported before the script's first statement, relative to the script's own folder. */
export function importedByUsing(r: Runtime, s: UsingStatement): void {
  if (s.what !== "module") return;
  const at = r.trace(s);
  if (s.value.kind !== "String") {
    r.machine.note("opaque", "all", "using module with a module specification: the module's code is not available", at);
    return;
  }
  const path = besideScript(r, s.value.value).replaceAll("'", "''");
  const source = r.source.derive(`Import-Module '${path}'`, "using module", r.source.secret);
  runInline(r, { language: "powershell", source, isolated: false }, at);
}

function besideScript(r: Runtime, name: string): string {
  if (!/[\\/]/.test(name) || /^(?:[A-Za-z]:|[\\/])/.test(name)) return name;
  const root = lookup(r.machine, r.scope, "psscriptroot");
  const folder = root === undefined ? null : r.machine.plain(root);
  return folder?.kind === "str" && folder.value !== "" ? childPath(folder.value, name.replace(/^\.[\\/]/, "")) : name;
}
