import { Dict, Str } from "../value.js";
import type { Actual } from "./arguments.js";
import { toText, truth } from "./convert.js";
import { dictEntries } from "./dict.js";
import type { Runtime } from "./runtime.js";
import { lookup } from "./scope.js";

/** Adds what `$PSDefaultParameterValues` gives for a command, after what was given on the line. */
export function withDefaults(r: Runtime, command: string, actuals: readonly Actual[]): readonly Actual[] {
  const table = lookup(r.machine, r.scope, "psdefaultparametervalues");
  if (table === undefined) return actuals;
  const plain = r.machine.plain(table);
  if (!(plain instanceof Dict) || plain.entries.size === 0) return actuals;
  const extra: Actual[] = [];
  for (const { key, value } of dictEntries(r.machine, plain)) {
    const name = toText(r.machine, key);
    if (typeof name !== "string") continue;
    if (name.toLowerCase() === "disabled") {
      if (truth(r.machine, value) === true) return actuals;
      continue;
    }
    const colon = name.indexOf(":");
    if (colon < 0 || !matches(name.slice(0, colon), command)) continue;
    const parameter = name.slice(colon + 1);
    if (actuals.some((one) => one.name?.toLowerCase() === parameter.toLowerCase())) continue;
    const at = actuals[0]?.at ?? ("trace" in value && value.trace) ?? null;
    if (at) extra.push({ name: parameter, value, text: `-${parameter}:`, splatted: true, verbatim: false, at });
  }
  return extra.length === 0 ? actuals : [...actuals, ...extra];
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

export { Str };
