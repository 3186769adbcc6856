import type { Machine } from "../../../machine/machine.js";
import type { Trace } from "../../../values/source.js";
import { unmodelled } from "../../../values/unknowns.js";
import { bool, Instance, NOTHING, NULL, type Plain, type Value } from "../../../values/value.js";
import { MethodError } from "../../errors/failures.js";
import { MODIFIED, watchOf } from "../../types/live-views.js";
import { genericParts } from "../../types/types.js";

/** What `GetEnumerator()` gives: a place in a collection that is moved on by `MoveNext()`, and its elements from there. */
export function enumeratorOf(machine: Machine, owner: Plain, items: readonly Value[], at: Trace | null): Instance {
  const place = (self: Instance): number => machine.field<number>(self, "place") ?? -1;
  const current = (self: Instance): Value | undefined => items[place(self)];
  let changed: (() => boolean) | null = null;
  const enumerator: Instance = new Instance(
    {
      typeNames: [typeOf(owner), "System.Collections.IEnumerator", "System.Object"],
      get(self, name, where) {
        const lower = name.toLowerCase();
        const element = current(self);
        if (lower === "current") return element ?? NULL;
        if (lower === "count" || lower === "length")
          return unmodelled(`the ${name} of an enumerator is not modelled`, machine.freshSymbol("enumerator.count"), where);
        if (owner.kind !== "dict" || !["key", "value", "entry"].includes(lower) || element === undefined) return undefined;
        const entry = machine.plain(element);
        if (lower === "entry") return entry;
        return entry.kind === "instance" ? entry.model.get?.(entry, name, where) : undefined;
      },
      invoke(self, name, _args, where) {
        switch (name.toLowerCase()) {
          case "movenext":
            if (changed?.())
              throw new MethodError(
                "System.InvalidOperationException",
                MODIFIED,
                `Exception calling "MoveNext" with "0" argument(s): "${MODIFIED}"`,
                where,
              );
            machine.setField(self, "place", Math.min(place(self) + 1, items.length));
            return bool(place(self) < items.length);
          case "reset":
            machine.setField(self, "place", -1);
            return NOTHING;
          case "dispose":
            return NOTHING;
          default:
            return undefined;
        }
      },
      enumerate: (self) => items.slice(place(self) + 1),
    },
    at,
    owner.kind === "dict" ? { dict: owner, pick: null } : null,
  );
  changed = watchOf(machine, owner.kind === "dict" ? enumerator : owner);
  return enumerator;
}

function typeOf(owner: Plain): string {
  switch (owner.kind) {
    case "str":
      return "System.CharEnumerator";
    case "dict": {
      if (owner.form === "ordered") return "System.Collections.Specialized.OrderedDictionary+OrderedDictionaryEnumerator";
      if (owner.form === "hashtable") return "System.Collections.Hashtable+HashtableEnumerator";
      const generic = genericParts(owner.type);
      return `System.Collections.Generic.Dictionary\`2+Enumerator[${generic?.args.join(",") ?? "System.String,System.Object"}]`;
    }
    case "arr": {
      if (owner.form === "array") return "System.ArrayEnumerator";
      const generic = genericParts(owner.type ?? "");
      if (generic) return `${generic.open}+Enumerator[${generic.args.join(",")}]`;
      return owner.type === "System.Collections.ArrayList" || owner.type === null
        ? "System.Collections.ArrayList+ArrayListEnumeratorSimple"
        : "System.Collections.IEnumerator";
    }
    default:
      return "System.Collections.IEnumerator";
  }
}

/** Whether a value is an enumerator: `-join` takes one for a single value. */
export function isEnumerator(value: Plain): boolean {
  return value instanceof Instance && value.model.typeNames.includes("System.Collections.IEnumerator");
}
