import type { CmdletCall } from "../../../tools/tool.js";
import { hasWildcard, namePattern } from "../../../values/name-pattern.js";
import { ABSENT, Arr, Block, Dict, NOTHING, NULL, type Plain, PsObject, Str, type Value } from "../../../values/value.js";
import { getMember } from "../../members/members.js";
import { dictEntries } from "../../types/dict.js";
import { enumerate } from "../../types/enumerate.js";
import { scriptTypesOf } from "../../types/running.js";
import { toText } from "../../types/text.js";

/** What -Property takes: names with wildcards, blocks, and tables such as `@{ Name = 'x'; Expression = { ... } }`. */
export interface PropertySpec {
  /** Name of the result; null: take the names that fit `pattern`. */
  readonly name: string | null;
  readonly pattern: string | null;
  readonly block: Block | null;
  /** Property to read when there is no block. */
  readonly property: string | null;
  /** From `Descending = $true` or `Ascending = $true` of the table. */
  readonly descending: boolean | null;
}

export function propertySpecs(call: CmdletCall, parameter = "Property"): readonly PropertySpec[] {
  const value = call.value(parameter);
  if (value === undefined || value.kind === "null") return [];
  const items = value instanceof Arr ? call.machine.settled(value.items) : [value];
  return items.map((item) => specOf(call, call.machine.plain(item)));
}

function specOf(call: CmdletCall, value: Plain): PropertySpec {
  if (value instanceof Block) return { name: blockName(value), pattern: null, block: value, property: null, descending: null };
  if (value instanceof Dict) return tableSpec(call, value);
  const text = toText(call.machine, value);
  const name = typeof text === "string" ? text : "";
  if (hasWildcard(name)) return { name: null, pattern: name, block: null, property: null, descending: null };
  return { name, pattern: null, block: null, property: name, descending: null };
}

/** A block's own text is the name of what it computes. */
function blockName(block: Block): string {
  return block.source.text.slice(block.ast.start, block.ast.end).replace(/^\{/, "").replace(/\}$/, "");
}

function tableSpec(call: CmdletCall, table: Dict): PropertySpec {
  let name: string | null = null;
  let block: Block | null = null;
  let property: string | null = null;
  let descending: boolean | null = null;
  for (const { key, value } of dictEntries(call.machine, table)) {
    const keyText = toText(call.machine, key);
    const wanted = typeof keyText === "string" ? keyText.toLowerCase() : "";
    const plain = call.machine.plain(value);
    // Any beginning of the key's name will do.
    if (wanted === "" || plain.kind === "null") continue;
    if ("expression".startsWith(wanted)) {
      if (plain instanceof Block) block = plain;
      else {
        const text = toText(call.machine, plain);
        property = typeof text === "string" ? text : null;
      }
    } else if ("name".startsWith(wanted) || "label".startsWith(wanted)) {
      const text = toText(call.machine, plain);
      name = typeof text === "string" ? text : null;
    } else if ("descending".startsWith(wanted)) descending = plain.kind === "bool" && plain.value;
    else if ("ascending".startsWith(wanted)) descending = !(plain.kind === "bool" && plain.value);
  }
  return { name: name ?? property ?? (block ? blockName(block) : ""), pattern: null, block, property, descending };
}

/** The value for one object; undefined: the object has no such property. */
export function specValue(call: CmdletCall, spec: PropertySpec, object: Value): Value | undefined {
  if (spec.block) {
    const outputs = call.runBlock(spec.block, { underscore: object, newScope: true });
    return outputs.length === 0 ? NOTHING : outputs.length === 1 ? outputs[0] : new Arr("System.Object", outputs);
  }
  if (spec.property === null) return undefined;
  return propertyOf(call, object, spec.property);
}

export function propertyOf(call: CmdletCall, object: Value, name: string): Value | undefined {
  const plain = call.machine.plain(object);
  if (plain.kind === "null") return undefined;
  return getMember(call.machine, plain, name, call.at);
}

/** Names of an object's properties, in order. */
export function propertyNames(call: CmdletCall, value: Plain): readonly string[] {
  if (value instanceof PsObject) {
    const names: string[] = [];
    for (const guarded of value.properties.values()) {
      const property = call.machine.settled(guarded);
      if (property !== ABSENT && !scriptTypesOf(call.machine)?.isHidden(value, property.name)) names.push(property.name);
    }
    return names;
  }
  if (value.kind === "instance") return value.model.propertyNames?.(value) ?? [];
  if (value instanceof Str) return ["Length"];
  if (value instanceof Arr)
    return ["Length", "LongLength", "Rank", "SyncRoot", "IsReadOnly", "IsFixedSize", "IsSynchronized", "Count"];
  if (value instanceof Dict) return ["IsReadOnly", "IsFixedSize", "IsSynchronized", "Keys", "Values", "SyncRoot", "Count"];
  return [];
}

/** Names and values that the specs give for one object; `null` values where a named property is missing. */
export function selected(
  call: CmdletCall,
  specs: readonly PropertySpec[],
  object: Value,
  excluded: readonly string[],
): readonly (readonly [string, Value])[] {
  const plain = call.machine.plain(object);
  const found = new Map<string, readonly [string, Value]>();
  const drop = excluded.map((pattern) => namePattern(pattern));
  const add = (name: string, value: Value): void => {
    const key = name.toLowerCase();
    if (!found.has(key) && !drop.some((test) => test(name))) found.set(key, [name, value === NOTHING ? NULL : value]);
  };
  for (const spec of specs) {
    if (spec.pattern === null) {
      // The property's own spelling wins over the script's.
      const own =
        spec.block === null && spec.property === spec.name
          ? propertyNames(call, plain).find((name) => name.toLowerCase() === spec.name?.toLowerCase())
          : undefined;
      add(own ?? spec.name ?? "", specValue(call, spec, object) ?? NULL);
      continue;
    }
    const test = namePattern(spec.pattern);
    for (const name of propertyNames(call, plain)) if (test(name)) add(name, propertyOf(call, object, name) ?? NULL);
  }
  return [...found.values()];
}

/** Whether the object may be any number of objects. */
export function mayBeList(call: CmdletCall, value: Value): boolean {
  const plain = call.machine.plain(value);
  return plain.kind === "unknown" && !Array.isArray(enumerate(call.machine, plain)) && enumerate(call.machine, plain) !== null;
}
