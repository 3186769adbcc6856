import { Trace } from "../../values/source.js";
import { Dict } from "../../values/value.js";
import type { Bound, Signature } from "../evaluator/binding.js";
import { toText, truth } from "../types/convert.js";
import { dictEntries } from "../types/dict.js";
import type { Runtime } from "./runtime.js";
import { lookup } from "./scope.js";

/** Binds what `$PSDefaultParameterValues` gives for a command to parameters that nothing was given for. */
export function applyDefaults(r: Runtime, signature: Signature, bound: Bound): void {
  const table = lookup(r.machine, r.scope, "psdefaultparametervalues");
  if (table === undefined) return;
  const plain = r.machine.plain(table);
  if (!(plain instanceof Dict) || plain.entries.size === 0) return;
  const entries = dictEntries(r.machine, plain).map(({ key, value }) => ({ name: toText(r.machine, key), value }));
  if (
    entries.some(
      ({ name, value }) => typeof name === "string" && name.toLowerCase() === "disabled" && truth(r.machine, value) === true,
    )
  )
    return;
  for (const { name, value } of entries) {
    if (typeof name !== "string") continue;
    const colon = name.indexOf(":");
    if (colon < 0 || !matches(name.slice(0, colon), signature.command)) continue;
    const wanted = name.slice(colon + 1).toLowerCase();
    const formal = signature.formals.find(
      (one) => one.name.toLowerCase() === wanted || one.aliases.some((alias) => alias.toLowerCase() === wanted),
    );
    if (!formal) {
      if (!bound.common.has(wanted)) bound.common.set(wanted, value);
      continue;
    }
    const key = formal.name.toLowerCase();
    if (bound.values.has(key)) continue;
    const trace = "trace" in value && value.trace instanceof Trace ? value.trace : r.trace({ start: 0, end: 0 });
    bound.values.set(key, { value, at: trace });
  }
}

/** `Get-*` and `*`: only stars are special. */
function matches(pattern: string, command: string): boolean {
  const parts = pattern.toLowerCase().split("*");
  const text = command.toLowerCase();
  if (parts.length === 1) return parts[0] === text;
  const first = parts[0] as string;
  const last = parts[parts.length - 1] as string;
  if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length) return false;
  let from = first.length;
  for (const part of parts.slice(1, -1)) {
    const found = text.indexOf(part, from);
    if (found < 0 || found + part.length > text.length - last.length) return false;
    from = found + part.length;
  }
  return true;
}
