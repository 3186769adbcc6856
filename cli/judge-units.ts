import type { JudgeOptions } from "../policies/judge.js";
import type { InputOptions, Unit } from "./inputs.js";
import type { Io } from "./io.js";
import { type JudgedUnit, judgeUnit } from "./judged-unit.js";
import { plainUnit } from "./worker-messages.js";

export interface ThreadOptions {
  /** How many threads were asked for; null: as many as are worth it. */
  readonly asked: number | null;
  readonly io: Io;
}

type Options = InputOptions & { readonly threads: ThreadOptions };

/** Fewer units for a thread are done sooner without it: it reads the whole program first. */
const WORTH_A_THREAD = 40;
/** More threads than this need more memory than they save time. */
const MOST_THREADS = 4;

/** Judges units, those that can be in threads beside each other. What comes out is in the order of the units. */
export async function judgeUnits(
  units: readonly Unit[],
  options: Options,
  judging: JudgeOptions,
  draw: boolean,
): Promise<JudgedUnit[]> {
  const { io } = options.threads;
  const plain = units.map(plainUnit);
  const together = plain.flatMap((unit, index) => (unit === null ? [] : [{ unit, index }]));
  const threads = threadsFor(together.length, options);
  const results: JudgedUnit[] = [];
  if (threads > 0 && io.startWorker !== undefined) {
    const { judgeInPool } = await import("./pool.js");
    const { stdin: _stdin, settings, threads: _threads, ...rest } = options;
    const found = await judgeInPool(
      together.map(({ unit }) => unit),
      {
        start: io.startWorker,
        task: { options: dataOf(rest), judging, draw, settings: settings.file },
        threads,
        timeoutSeconds: options.timeoutSeconds,
      },
    );
    together.forEach(({ index }, number) => {
      results[index] = found[number] as JudgedUnit;
    });
  }
  for (const [index, unit] of units.entries()) {
    if (results[index] !== undefined) continue;
    results[index] = await judgeUnit(unit, options, judging, draw);
  }
  return results;
}

/** None: what there is to do is done here. A script that may take too long can only be stopped in a thread. */
function threadsFor(units: number, { threads, timeoutSeconds }: Options): number {
  const { asked, io } = threads;
  if (io.startWorker === undefined) return 0;
  const worth = Math.floor(units / WORTH_A_THREAD);
  const chosen = asked ?? Math.min(io.parallel ?? 1, MOST_THREADS, worth);
  if (timeoutSeconds !== null && units > 0) return Math.max(1, chosen);
  // One thread is this one.
  return chosen > 1 && units > 1 ? chosen : 0;
}

/** What can be sent to a thread. */
function dataOf(options: Omit<InputOptions, "stdin" | "settings">): Omit<InputOptions, "stdin" | "settings"> {
  const { image, together, stackExports, program, stack, set, environment, configFile, stackReferences, timeoutSeconds, args } =
    options;
  return { image, together, stackExports, program, stack, set, environment, configFile, stackReferences, timeoutSeconds, args };
}
