// Values of properties in a DSC configuration: script blocks become texts, nested instances dictionaries.

import { type DscProperty, DscScript, EMBEDDED_CLASS } from "../../documents/dsc-resource.js";
import type { Machine } from "../../machine/machine.js";
import { Trace } from "../../values/source.js";
import { traceOf } from "../../values/texts.js";
import { Block, Dict, Str, type Value } from "../../values/value.js";
import type { Runtime } from "../session/runtime.js";
import { lookup } from "../session/scope.js";
import type { DscResource } from "../syntax/ast.js";
import { toText } from "../types/convert.js";
import { dictSet } from "../types/dict.js";
import { conditionValue, evaluate } from "./recursion.js";

export function propertiesOf(r: Runtime, s: DscResource): Map<string, DscProperty> {
  const properties = new Map<string, DscProperty>();
  for (const { key, value } of s.properties) {
    const name = key.kind === "String" ? key.value : toText(r.machine, evaluate(r, key));
    if (typeof name !== "string") continue;
    const found = conditionValue(r, value);
    const kept = found instanceof Block ? scriptText(r, found) : found;
    r.machine.secrets.named(name, kept);
    properties.set(name.toLowerCase(), { name, value: kept, at: traceOf(kept) ?? r.trace(value) });
  }
  return properties;
}

/** The text between the braces, with the values of the variables that it takes along. */
export function scriptText(r: Runtime, block: Block): DscScript {
  const whole = block.source.text.slice(block.ast.start, block.ast.end);
  const inner = whole.startsWith("{") && whole.endsWith("}") ? 1 : 0;
  const at = new Trace(block.source, block.ast.start + inner, block.ast.end - inner);
  const text = block.source.text.slice(at.start, at.end);
  const variables = new Map<string, Value>();
  // A name in a comment or a plain text is taken along too: it is not looked at there.
  for (const [, name = ""] of text.matchAll(/\$\{?using:(\w+)/gi)) {
    const value = lookup(r.machine, r.scope, name.toLowerCase());
    if (value !== undefined) variables.set(name, value);
  }
  return new DscScript(text, at, block.source.secret, variables);
}

export function embeddedInstance(
  machine: Machine,
  className: string,
  properties: ReadonlyMap<string, DscProperty>,
  at: Trace,
): Dict {
  const dict = new Dict("hashtable", "System.Collections.Hashtable", false, at);
  dictSet(machine, dict, new Str(EMBEDDED_CLASS), new Str(className, at));
  for (const { name, value } of properties.values()) dictSet(machine, dict, new Str(name), value);
  return dict;
}
