// Script blocks that are given to code which nobody modelled: it may run them.
import type { Machine } from "../../machine/machine.js";
import type { Trace } from "../../values/source.js";
import { Arr, Block, Dict, Unknown, type Value } from "../../values/value.js";

/** How deep blocks are looked for in lists and dictionaries (`@{ Run = { ... } }`), and how many of them are followed. */
const DEPTH = 3;
const MOST = 16;

/** The blocks among the arguments run in one world and do not in another. `who` reads before "runs the block". */
export function mayRunBlocks(machine: Machine, who: string, args: readonly Value[], at: Trace | null): void {
  for (const block of blocksIn(machine, args, DEPTH).slice(0, MOST)) {
    const place = block.trace ?? at;
    const runs = machine.askWhether(
      `block of ${who.toLowerCase()} ${place?.source.place.file ?? ""}:${place?.start ?? ""}`,
      `${who} runs the block that it is given`,
      `${who} does not run the block that it is given`,
    );
    if (!runs) continue;
    const item = new Unknown("unmodelled", `what ${who} gives its block`, machine.freshSymbol("block-item"), at);
    machine.blocks?.(block, { underscore: item, newScope: true, contained: true });
  }
}

function blocksIn(machine: Machine, values: readonly Value[], depth: number): readonly Block[] {
  if (depth === 0) return [];
  return values.flatMap((value) => {
    const plain = machine.now(value);
    if (plain instanceof Block) return [plain];
    if (plain instanceof Arr) {
      return blocksIn(machine, machine.settled(plain.items).slice(0, MOST), depth - 1);
    }
    if (plain instanceof Dict) {
      const entries = [...plain.entries.values()].slice(0, MOST).map((entry) => machine.settled(entry));
      return blocksIn(
        machine,
        entries.flatMap((entry) => (typeof entry === "object" && entry !== null ? [entry.value] : [])),
        depth - 1,
      );
    }
    return [];
  });
}
