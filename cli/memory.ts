import { getHeapStatistics, setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/**
 * How much memory a run of the command takes. V8 lets a heap grow to several times of what is alive before it looks for what is
 * not, and how far it gets with that beside the program depends on what else the machine does. Neither suits a command that
 * reads many inputs, one after the other, each of which may be hostile.
 */

/** The heap may grow by this share of what was alive at the last collection. */
const GROWTH = "--heap-growing-percent=50";

/** What one input may leave behind before it is worth a collection: far more than that of an ordinary script. */
const WORTH_COLLECTING = 48 << 20;

let collect: (() => void) | null = null;
/** What was in use after the last collection, in bytes. */
let kept = 0;

/** For the whole process; call it when the program is loaded, since compiled code that is kept is only for the flags it was made with. */
export function growSlowly(): void {
  setFlagsFromString(GROWTH);
}

/** Between two inputs: what the last one left behind goes, if it is much, before the next one adds to it. */
export function releaseMemory(): void {
  if (inUse() - kept < WORTH_COLLECTING) return;
  collect ??= collector();
  collect();
  kept = inUse();
}

function inUse(): number {
  const { used_heap_size, external_memory } = getHeapStatistics();
  return used_heap_size + external_memory;
}

/** V8's own collection, as `node --expose-gc` gives it to a program. */
function collector(): () => void {
  setFlagsFromString("--expose-gc");
  return runInNewContext("gc") as () => void;
}
