/** Scripting.Dictionary: keys in the order in which they were added. */

import type { Machine } from "../../machine/machine.js";
import { perMachine } from "../../machine/per-machine.js";
import { ComFailure } from "../../tools/com-failure.js";
import type { Family } from "../../tools/toolbox.js";
import { scalarInteger, scalarText } from "../../values/scalar-conversions.js";
import type { Trace } from "../../values/source.js";
import {
  array,
  bool,
  Instance,
  int,
  NOTHING,
  Num,
  type ObjectModel,
  type Plain,
  Str,
  Unknown,
  type Value,
} from "../../values/value.js";
import { comType } from "./com-type.js";

/** Keys of entries among the fields of an object begin so. */
const ENTRY = "entry:";
const ORDER = "order";
const MODE = "compare mode";
/** Set when an entry was added whose key nobody knows. */
const OPEN = "open";

interface Entry {
  readonly key: Plain;
  readonly value: Value;
}

const NONE: readonly string[] = [];

class Entries {
  constructor(
    private readonly machine: Machine,
    private readonly self: Instance,
  ) {}

  get order(): readonly string[] {
    return this.machine.field<readonly string[]>(this.self, ORDER) ?? NONE;
  }

  get open(): Unknown | undefined {
    return this.machine.field<Unknown>(this.self, OPEN);
  }

  all(): readonly Entry[] {
    return this.order.map((id) => this.machine.field<Entry>(this.self, ENTRY + id) as Entry);
  }

  /** The name under which a key is kept; Unknown: it is not known. */
  id(key: Value): string | Unknown {
    const plain = this.machine.plain(key);
    if (plain instanceof Unknown) return plain;
    if (plain instanceof Str) {
      const ignoreCase = this.machine.field<number>(this.self, MODE) === 1;
      return `s${ignoreCase ? plain.value.toLowerCase() : plain.value}`;
    }
    if (plain instanceof Num) return `n${String(plain.value)}`;
    const text = scalarText(this.machine, plain);
    return typeof text === "string" ? `v${text}` : "birth" in plain ? `o${plain.birth}` : plain.kind;
  }

  find(id: string): Entry | undefined {
    return this.machine.field<Entry>(this.self, ENTRY + id);
  }

  put(id: string, entry: Entry): void {
    if (this.find(id) === undefined) this.machine.setField(this.self, ORDER, [...this.order, id]);
    this.machine.setField(this.self, ENTRY + id, entry);
  }

  putOpen(key: Unknown): void {
    this.machine.setField(this.self, OPEN, key);
  }

  remove(id: string): void {
    this.machine.setField(
      this.self,
      ORDER,
      this.order.filter((one) => one !== id),
    );
    this.machine.journal.deleteEntry(this.self.fields, ENTRY + id);
  }

  clear(): void {
    for (const id of this.order) this.machine.journal.deleteEntry(this.self.fields, ENTRY + id);
    this.machine.setField(this.self, ORDER, NONE);
    this.machine.journal.deleteEntry(this.self.fields, OPEN);
  }
}

const model = perMachine<ObjectModel>((machine) => {
  const read = (self: Instance, key: Value, at: Trace | null): Value => {
    const entries = new Entries(machine, self);
    const id = entries.id(key);
    if (typeof id !== "string") return openValue(machine, entries, id, at);
    const found = entries.find(id);
    if (found !== undefined) return found.value;
    if (entries.open !== undefined)
      return new Unknown(entries.open.cause, entries.open.why, `dictionary:${self.birth}:${id}`, at);
    // Looking for a key that is not there adds it.
    entries.put(id, { key: machine.plain(key), value: NOTHING });
    return NOTHING;
  };
  const write = (self: Instance, key: Value, value: Value): void => {
    const entries = new Entries(machine, self);
    const id = entries.id(key);
    if (typeof id === "string") entries.put(id, { key: machine.plain(key), value });
    else entries.putOpen(id);
  };
  return {
    ...comType("Dictionary"),
    get: (self, name, at) => {
      const entries = new Entries(machine, self);
      switch (name.toLowerCase()) {
        case "count":
          return entries.open === undefined
            ? int(entries.order.length, at)
            : new Unknown(entries.open.cause, "how many entries there are", `dictionary:${self.birth}:count`, at, "System.Int32");
        case "comparemode":
          return int(machine.field<number>(self, MODE) ?? 0, at);
        case "keys":
          return listed(entries, (entry) => entry.key, at);
        case "items":
          return listed(entries, (entry) => entry.value, at);
        default:
          return undefined;
      }
    },
    set: (self, name, value) => {
      if (name.toLowerCase() !== "comparemode") return false;
      const mode = scalarInteger(machine, value);
      machine.setField(self, MODE, typeof mode === "number" ? mode : 0);
      return true;
    },
    index: (self, args, at) => (args[0] === undefined ? undefined : read(self, args[0], at)),
    setIndex: (self, args, value) => {
      if (args[0] === undefined) return false;
      write(self, args[0], value);
      return true;
    },
    invoke: (self, name, args, at) => {
      const entries = new Entries(machine, self);
      const [key, value = NOTHING] = args;
      switch (name.toLowerCase()) {
        case "add": {
          if (key === undefined) return undefined;
          const id = entries.id(key);
          if (typeof id === "string" && entries.find(id) !== undefined)
            throw new ComFailure(457, "This key is already associated with an element of this collection", at);
          write(self, key, value);
          return NOTHING;
        }
        case "exists": {
          if (key === undefined) return undefined;
          const id = entries.id(key);
          if (typeof id === "string" && entries.find(id) !== undefined) return bool(true);
          if (typeof id === "string" && entries.open === undefined) return bool(false);
          if (typeof id !== "string" && entries.order.length === 0 && entries.open === undefined) return bool(false);
          const open = typeof id === "string" ? (entries.open as Unknown) : id;
          return new Unknown(
            open.cause,
            `whether there is an entry (${open.why})`,
            `dictionary:${self.birth}:has:${typeof id === "string" ? id : id.symbol}`,
            at,
            "System.Boolean",
          );
        }
        case "item":
          return key === undefined ? undefined : read(self, key, at);
        case "remove": {
          if (key === undefined) return undefined;
          const id = entries.id(key);
          if (typeof id !== "string") entries.putOpen(id);
          else if (entries.find(id) !== undefined) entries.remove(id);
          else if (entries.open === undefined) throw new ComFailure(32811, "Element not found", at);
          return NOTHING;
        }
        case "removeall":
          entries.clear();
          return NOTHING;
        case "keys":
        case "items": {
          const list = listed(entries, (entry) => (name.toLowerCase() === "keys" ? entry.key : entry.value), at);
          if (key === undefined || list instanceof Unknown) return list;
          const place = scalarInteger(machine, key);
          const items = machine.settled<readonly Value[]>(list.items as readonly Value[]);
          return typeof place === "number" ? (items[place] ?? NOTHING) : undefined;
        }
        default:
          return undefined;
      }
    },
    enumerate: (self) => {
      const entries = new Entries(machine, self);
      return [...entries.all().map((entry) => entry.key), ...(entries.open ? [entries.open] : [])];
    },
  };
});

/** What stands at a key that nobody knows: one of the values, whichever. */
function openValue(machine: Machine, entries: Entries, key: Unknown, at: Trace | null): Value {
  const all = entries.all();
  if (all.length === 1 && entries.open === undefined) return (all[0] as Entry).value;
  return new Unknown(key.cause, key.why, machine.freshSymbol(`dictionary:${key.symbol}`), at);
}

function listed(entries: Entries, take: (entry: Entry) => Value, at: Trace | null) {
  const items = entries.all().map(take);
  return array(entries.open === undefined ? items : [...items, entries.open], "System.Object", at);
}

export const dictionaryClasses: NonNullable<Family["comClasses"]> = [
  { progId: "Scripting.Dictionary", make: (machine, at) => new Instance(model(machine), at) },
];
