import { closeSync, constants, fstatSync, ftruncateSync, lstatSync, openSync, realpathSync, statSync, writeSync } from "node:fs";
import { resolve } from "node:path";
import { codeOf, kindOf } from "../engine/regular-file.js";
import { UsageError } from "./errors.js";
import { clean, type Safe, safe } from "./safe.js";

/** Where reports go: standard output, and files in formats of their own. */

export interface OutputOptions<Format extends string> {
  readonly format: Format;
  /** `FILE`, in place of standard output, or `FORMAT:FILE` besides it. */
  readonly outputs: readonly string[];
  readonly quiet: boolean;
  readonly color: boolean;
  /** Columns that lines are wrapped to; null: they are not. */
  readonly width: number | null;
  readonly write: (text: Safe) => void;
}

export interface Destination<Format extends string> {
  readonly format: Format;
  /** Null: standard output. */
  readonly file: string | null;
}

export function destinations<Format extends string>(
  options: OutputOptions<Format>,
  formats: readonly Format[],
): Destination<Format>[] {
  const files = options.outputs.map((output): Destination<Format> & { readonly besides: boolean } => {
    const format = formats.find((one) => output.startsWith(`${one}:`));
    const file = format === undefined ? output : output.slice(format.length + 1);
    if (file === "") throw new UsageError(`--output ${output}: names no file`);
    return { format: format ?? options.format, file, besides: format !== undefined };
  });
  const whole = files.some(({ besides }) => !besides);
  const twice = files.find(
    (one, index) => files.findIndex((other) => resolve(other.file ?? "") === resolve(one.file ?? "")) < index,
  );
  if (twice) throw new UsageError(`--output ${twice.file}: is given twice`);
  return [...(whole ? [] : [{ format: options.format, file: null }]), ...files];
}

/** Refuses, before anything is analysed, a file that is an input or that cannot be written for a reason one can see. */
export function checkDestination(file: string, inputs: readonly string[], option = "--output"): void {
  if (isStream(file)) return;
  let stats: ReturnType<typeof lstatSync>;
  try {
    stats = lstatSync(file);
  } catch {
    return;
  }
  if (stats.isSymbolicLink())
    throw new UsageError(`${option} ${file}: is a link, and what it leads to is not overwritten; name the real file`);
  if (!stats.isFile()) throw new UsageError(`${option} ${file}: is ${kindOf(stats)}, not a regular file`);
  for (const input of inputs) {
    try {
      const other = statSync(input);
      if (other.ino === stats.ino && other.dev === stats.dev) {
        throw new UsageError(`${option} ${file}: is an input and would be overwritten`);
      }
    } catch (error) {
      if (error instanceof UsageError) throw error;
    }
  }
}

/** Names of this process's own streams and of nothing: written to as they are. */
function isStream(file: string): boolean {
  if (!/^\/dev\/(?:stdout|stderr|null|full|fd\/\d+)$/.test(file)) return false;
  try {
    realpathSync(file);
    return true;
  } catch {
    return true;
  }
}

export function writeReport(file: string, text: Safe, option = "--output"): void {
  let opened: number | null = null;
  try {
    const follow = isStream(file) ? 0 : (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
    opened = openSync(file, constants.O_WRONLY | constants.O_CREAT | follow, 0o666);
    if (fstatSync(opened).isFile()) ftruncateSync(opened);
    const bytes = Buffer.from(text);
    for (let at = 0; at < bytes.length; ) at += writeSync(opened, bytes, at);
  } catch (error) {
    throw new UsageError(`${option} ${file}: cannot be written (${codeOf(error)})`);
  } finally {
    if (opened !== null) closeSync(opened);
  }
}

/** One line about something that went wrong, as everything that this command says of itself begins. */
export function complaint(text: string): Safe {
  return safe`lycosa: ${clean(text)}\n`;
}
