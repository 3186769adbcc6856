import { readSync } from "node:fs";
import { UsageError } from "./errors.js";
import { LARGEST_STATE } from "./state-file.js";

/** All of standard input, with its size counted: whoever writes it may never end. */
export function standardInput(): Uint8Array {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const chunk = Buffer.allocUnsafe(1 << 18);
    const count = readChunk(chunk);
    if (count === 0) return Buffer.concat(chunks, length);
    chunks.push(chunk.subarray(0, count));
    length += count;
    if (length > LARGEST_STATE) throw new UsageError(`-: more than ${LARGEST_STATE} bytes came in, and more are not read`);
  }
}

/** A terminal or a pipe that has nothing yet says so; it is asked again, as a script that is typed takes its time. */
function readChunk(chunk: Buffer): number {
  for (;;) {
    try {
      return readSync(0, chunk, 0, chunk.length, null);
    } catch (error) {
      const code = error instanceof Error && "code" in error ? error.code : "";
      if (code === "EOF") return 0;
      if (code !== "EAGAIN") throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
    }
  }
}
