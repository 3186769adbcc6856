import type { Worker } from "node:worker_threads";
import { UsageError } from "./errors.js";
import { shown } from "./files/names.js";
import type { JudgedUnit } from "./judged-unit.js";
import type { FromWorker, PlainUnit, ToWorker, WorkerTask } from "./worker-messages.js";

/** Judges units in threads beside each other. What comes out is in the order of the units, whatever the number of threads. */

/** Starts a thread that runs `serve`. */
export type StartWorker = (task: WorkerTask) => Worker;

export interface PoolOptions {
  readonly start: StartWorker;
  readonly task: WorkerTask;
  readonly threads: number;
  /** How long one unit may take; null: as long as its counts let it. */
  readonly timeoutSeconds: number | null;
}

/** A defect in a thread: only the exception's name, since its text may hold what a script holds. */
export class WorkerFailure extends Error {}

export async function judgeInPool(units: readonly PlainUnit[], options: PoolOptions): Promise<JudgedUnit[]> {
  const results: JudgedUnit[] = [];
  let next = 0;
  const lane = async (): Promise<void> => {
    let thread: Thread | null = null;
    try {
      for (let index = next++; index < units.length; index = next++) {
        const unit = units[index] as PlainUnit;
        thread ??= await Thread.start(options);
        const judged = await thread.judge({ index, unit }, options.timeoutSeconds);
        if (judged === "timeout") {
          await thread.stop();
          thread = null;
        }
        results[index] = judged === "timeout" ? timedOut(unit, options.timeoutSeconds ?? 0) : judged;
      }
    } catch (error) {
      // The others need not go on.
      next = units.length;
      throw error;
    } finally {
      await thread?.stop();
    }
  };
  const lanes = await Promise.allSettled(Array.from({ length: Math.min(options.threads, units.length) }, lane));
  for (const one of lanes) if (one.status === "rejected") throw one.reason;
  return results;
}

class Thread {
  private constructor(private readonly worker: Worker) {}

  static async start({ start, task }: PoolOptions): Promise<Thread> {
    const thread = new Thread(start(task));
    await thread.next(() => undefined);
    return thread;
  }

  async judge(message: ToWorker, timeoutSeconds: number | null): Promise<JudgedUnit | "timeout"> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<"timeout">((resolve) => {
      if (timeoutSeconds !== null) timer = setTimeout(() => resolve("timeout"), timeoutSeconds * 1000);
    });
    const answer = this.next(() => this.worker.postMessage(message));
    // A thread that is stopped gives no answer, and nobody waits for it then.
    answer.catch(() => undefined);
    try {
      const told = await Promise.race([answer, late]);
      if (told === "timeout") return told;
      if (told.kind !== "done") throw new WorkerFailure("a thread answered out of turn");
      return told.judged;
    } finally {
      clearTimeout(timer);
    }
  }

  async stop(): Promise<void> {
    await this.worker.terminate();
  }

  /** The next message of the thread. */
  private next(ask: () => void): Promise<FromWorker> {
    return new Promise((resolve, reject) => {
      const { worker } = this;
      const end = () => {
        worker.off("message", message);
        worker.off("error", failed);
        worker.off("exit", gone);
      };
      const message = (told: FromWorker) => {
        end();
        if (told.kind === "usage") reject(new UsageError(told.message));
        else if (told.kind === "failed") reject(new WorkerFailure(told.name));
        else resolve(told);
      };
      const failed = (error: unknown) => {
        end();
        reject(new WorkerFailure(error instanceof Error ? error.constructor.name : "unknown error"));
      };
      const gone = () => {
        end();
        reject(new WorkerFailure("a thread ended"));
      };
      worker.on("message", message).on("error", failed).on("exit", gone);
      ask();
    });
  }
}

function timedOut(unit: PlainUnit, seconds: number): JudgedUnit {
  const errors = unit.map(({ path }) => ({
    input: shown(path),
    code: "timeout",
    message: `took more than ${seconds} s and was stopped (--timeout SECONDS gives it more time)`,
    line: null,
    column: null,
  }));
  return {
    inputs: [],
    errors,
    hosts: [],
    findings: [],
    stale: [],
    notes: [],
    excerpts: new Map(),
    ran: [],
    pictures: [],
    refused: [],
  };
}
