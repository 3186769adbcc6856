/** Reads regular files and nothing else, counting their size: a FIFO is never waited for, a device never opened, and no size believed. */

import { closeSync, constants, fstatSync, lstatSync, openSync, readSync, realpathSync, type Stats } from "node:fs";

export type Refusal = { readonly refused: string };

const NO_FOLLOW = constants.O_NOFOLLOW ?? 0;
/** A FIFO is never waited for. */
const NO_WAIT = constants.O_NONBLOCK ?? 0;
const CHUNK = 1 << 20;

/** Bytes of a regular file, following links; undefined when there is none. */
export function readFileAt(path: string, largest: number): Uint8Array | Refusal | undefined {
  try {
    return readRegular(realpathSync.native(path), largest);
  } catch (error) {
    return codeOf(error) === "ENOENT" || codeOf(error) === "ENOTDIR" ? undefined : { refused: reasonOf(error) };
  }
}

/** Bytes of a regular file of which the real path is known. */
export function readRegular(real: string, largest: number): Uint8Array | Refusal {
  let file: number | null = null;
  try {
    // Looked at before it is opened: opening alone does something to some devices.
    const before = lstatSync(real);
    if (!before.isFile()) return { refused: `it is ${kindOf(before)}, not a regular file` };
    if (before.size > largest) return tooLarge(before.size, largest);
    file = openSync(real, constants.O_RDONLY | NO_FOLLOW | NO_WAIT);
    const stats = fstatSync(file);
    if (!stats.isFile() || stats.ino !== before.ino || stats.dev !== before.dev)
      return { refused: "it changed while it was opened" };
    return readCounted(file, stats.size, largest) ?? tooLarge(null, largest);
  } catch (error) {
    return { refused: reasonOf(error) };
  } finally {
    if (file !== null) closeSync(file);
  }
}

/**
 * Everything that an open file gives, or null when that is more than `largest`. The size that a file says it has may be wrong: that of
 * files in /proc is 0, and others grow.
 */
export function readCounted(file: number, expected: number, largest: number): Uint8Array | null {
  let buffer = Buffer.allocUnsafe(expected + 1);
  let length = 0;
  for (;;) {
    if (length === buffer.length) buffer = Buffer.concat([buffer, Buffer.allocUnsafe(Math.max(CHUNK, buffer.length))]);
    const count = readSync(file, buffer, length, buffer.length - length, null);
    if (count === 0) return buffer.subarray(0, length);
    length += count;
    if (length > largest) return null;
  }
}

function tooLarge(size: number | null, largest: number): Refusal {
  return { refused: `it has ${size === null ? "more" : `${size} bytes`}; at most ${largest} bytes are read` };
}

export function kindOf(stats: Stats): string {
  if (stats.isDirectory()) return "a folder";
  if (stats.isFIFO()) return "a FIFO";
  if (stats.isSocket()) return "a socket";
  if (stats.isCharacterDevice() || stats.isBlockDevice()) return "a device";
  return stats.isSymbolicLink() ? "a link" : "no file";
}

export function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "unknown error";
}

export function reasonOf(error: unknown): string {
  const code = codeOf(error);
  if (code === "EACCES" || code === "EPERM") return "this user may not read it";
  if (code === "ELOOP") return "it is a link that leads to itself";
  return `it cannot be read (${code})`;
}
