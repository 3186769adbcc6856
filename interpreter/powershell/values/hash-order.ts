import type { Dict, DictEntry } from "../../values/value.js";

/**
 * The order in which System.Collections.Hashtable shows entries whose keys are Int32: that of its buckets, from the last to the
 * first. It follows from the keys, from the order they came in and from the capacity the table was made with. (The hash codes of
 * texts are other ones in every process: what shows up first among them is not determined, and they stay in the order they
 * came in.) After .NET's Hashtable.cs and HashHelpers.cs, which are the same in .NET Framework in this.
 */
const PRIMES = [
  3, 7, 11, 17, 23, 29, 37, 47, 59, 71, 89, 107, 131, 163, 197, 239, 293, 353, 431, 521, 631, 761, 919, 1103, 1327, 1597, 1931,
  2333, 2801, 3371, 4049, 4861, 5839, 7013, 8419, 10103, 12143, 14591,
];
const LOAD = Math.fround(0.72);
/** Larger tables are shown in the order their entries came in. */
const LARGEST = 4000;

function primeFrom(least: number): number {
  return PRIMES.find((prime) => prime >= least) ?? (PRIMES.at(-1) as number);
}

class Buckets {
  private slots: (DictEntry | undefined)[];
  private count = 0;

  constructor(capacity: number) {
    const raw = Math.fround(capacity / LOAD);
    this.slots = new Array(raw > 3 ? primeFrom(Math.trunc(raw)) : 3);
  }

  add(entry: DictEntry, code: number): void {
    if (this.count >= Math.trunc(Math.fround(LOAD * this.slots.length))) this.expand();
    this.put(entry, code);
    this.count++;
  }

  shown(): DictEntry[] {
    return this.slots.filter((entry): entry is DictEntry => entry !== undefined).reverse();
  }

  private put(entry: DictEntry, code: number): void {
    const length = this.slots.length;
    const step = 1 + ((Math.imul(code, 101) >>> 0) % (length - 1));
    let at = code % length;
    while (this.slots[at] !== undefined) at = (at + step) % length;
    this.slots[at] = entry;
  }

  private expand(): void {
    const before = this.slots;
    this.slots = new Array(primeFrom(before.length * 2));
    for (const entry of before) if (entry !== undefined) this.put(entry, codeOf(entry) as number);
  }
}

/** Hash code of an Int32 key; undefined: the key is none. */
function codeOf({ key }: DictEntry): number | undefined {
  return "kind" in key && key.kind === "num" && key.type === "Int32" ? (key.value as number) & 0x7fffffff : undefined;
}

/** The entries as the table shows them. */
export function inHashOrder(dict: Dict, entries: readonly DictEntry[]): readonly DictEntry[] {
  const [first] = entries;
  if (dict.form !== "hashtable" || first === undefined || codeOf(first) === undefined || entries.length > LARGEST) return entries;
  const buckets = new Buckets(dict.capacity);
  for (const entry of entries) {
    const code = codeOf(entry);
    if (code === undefined) return entries;
    buckets.add(entry, code);
  }
  return buckets.shown();
}
