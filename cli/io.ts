import type { StartWorker } from "./pool.js";
import type { Safe } from "./safe.js";

/** What the command line reads and writes besides files: given by whoever starts it, so that tests run commands without a process. */
export interface Io {
  readonly stdout: (text: Safe) => void;
  readonly stderr: (text: Safe) => void;
  /** The whole of standard input. */
  readonly stdin: () => Uint8Array;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Standard output is a terminal. */
  readonly terminal: boolean;
  /** Columns of the terminal, when there is one. */
  readonly width?: number | undefined;
  /** Starts a thread; left out: everything is done in this one. */
  readonly startWorker?: StartWorker | undefined;
  /** How many threads this machine is good for. */
  readonly parallel?: number | undefined;
  /** `YYYY-MM-DD` */
  readonly today: string;
}
