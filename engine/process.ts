/** Runs one Node script as a child: with limits, with bounded output, and never longer than it may. */

import { type ChildProcess, spawn } from "node:child_process";
import type { Readable, Writable } from "node:stream";
import { forget, killTree, watch } from "./children.js";

export interface ChildRequest {
  readonly arguments: readonly string[];
  readonly directory: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutSeconds: number;
  /** What everything that the program starts carries: see `started.cjs`. */
  readonly mark: string;
}

/** A record of the preload. */
export type Report =
  | {
      readonly kind: "error";
      readonly name?: string;
      readonly message: string;
      readonly stack?: string;
      readonly code?: string;
      /** Host that could not be reached. */
      readonly host?: string;
    }
  | { readonly kind: "exit"; readonly exitCode?: number; readonly stack?: string }
  /** Callbacks of the program that did not run, because what they would be given is not known. */
  | { readonly kind: "skipped" }
  /** A variable that the program looks for and nobody has set. */
  | { readonly kind: "environment"; readonly name: string }
  /** A part of a value that is not known, and the text that stands for it. */
  | { readonly kind: "hole"; readonly marker: string; readonly parent: string; readonly step: string }
  /** Texts inside a value that the program has marked as secret. */
  | { readonly kind: "secrets"; readonly texts: readonly string[] };

/** Where a program was when the time was over. */
export interface Whereabouts {
  /** Innermost first; empty when the program's thread was idle. */
  readonly frames: readonly { readonly url: string; readonly line: number; readonly column: number }[];
  /** Kinds of things that an idle program waits for, as Node names them. */
  readonly waiting: readonly string[];
}

export interface ChildOutcome {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly timedOut: boolean;
  readonly interrupted: boolean;
  /** Undefined unless `timedOut`. */
  readonly whereabouts: Whereabouts | undefined;
  readonly reports: readonly Report[];
  /** The end of each, with control sequences removed. */
  readonly stdout: string;
  readonly stderr: string;
  /** Why the child could not be started. */
  readonly startError: string | undefined;
}

/** File descriptors of the child. */
export const WATCH_FD = 3;
export const REPORT_FD = 4;

const TAIL_CHARACTERS = 64 * 1024;
const MAX_REPORT_CHARACTERS = 4 * 1024 * 1024;
/** How long the watchdog has to say where the program is. */
const WHEREABOUTS_MILLISECONDS = 1500;
/** How long output may still arrive after the end. */
const DRAIN_MILLISECONDS = 500;

export async function runChild(request: ChildRequest): Promise<ChildOutcome> {
  let child: ChildProcess;
  try {
    child = spawn(process.execPath, request.arguments, {
      cwd: request.directory,
      env: request.environment,
      stdio: ["ignore", "pipe", "pipe", "pipe", "pipe"],
      // A process group of its own, so that all that it starts can be ended with it.
      detached: process.platform !== "win32",
      windowsHide: true,
    });
  } catch (error) {
    return failedStart(error);
  }
  let interrupted = false;
  watch(child, {
    mark: request.mark,
    interrupted: () => {
      interrupted = true;
    },
  });
  try {
    return { ...(await follow(child, request.timeoutSeconds)), interrupted };
  } finally {
    killTree(child);
    forget(child);
    for (const stream of child.stdio) stream?.destroy();
  }
}

async function follow(child: ChildProcess, timeoutSeconds: number): Promise<ChildOutcome> {
  const stdout = tail(child.stdout);
  const stderr = tail(child.stderr);
  const control = child.stdio[WATCH_FD] as (Readable & Writable) | null | undefined;
  const answers = lines(control);
  const reports = lines(child.stdio[REPORT_FD] as Readable | null | undefined);
  // A write to a child that has just ended fails; its exit tells all there is to know.
  control?.on("error", () => undefined);

  let startError: string | undefined;
  let ended = false;
  const exit = new Promise<{ exitCode: number | null; signal: NodeJS.Signals | null }>((resolve) => {
    child.once("exit", (exitCode, signal) => {
      ended = true;
      resolve({ exitCode, signal });
    });
    child.once("error", (error) => {
      startError = error.message;
      resolve({ exitCode: null, signal: null });
    });
  });
  const closed = new Promise<void>((resolve) => child.once("close", () => resolve()));

  const timedOut = (await within(exit, timeoutSeconds * 1000)) === undefined && !ended;
  let whereabouts: Whereabouts | undefined;
  if (timedOut) {
    whereabouts = await locate(control, answers);
    killTree(child);
  }
  const { exitCode, signal } = await exit;
  // What the program started may hold the pipes open.
  killTree(child);
  if (startError === undefined) await within(closed, DRAIN_MILLISECONDS);
  return {
    exitCode,
    signal,
    timedOut,
    interrupted: false,
    whereabouts,
    reports: reports.all().flatMap((line) => parseReport(line)),
    stdout: stripControls(stdout()),
    stderr: stripControls(stderr()),
    startError,
  };
}

function failedStart(error: unknown): ChildOutcome {
  const startError = error instanceof Error ? error.message : "the process cannot be started";
  return {
    exitCode: null,
    signal: null,
    timedOut: false,
    interrupted: false,
    whereabouts: undefined,
    reports: [],
    stdout: "",
    stderr: "",
    startError,
  };
}

/** The value, or undefined when it takes longer. */
async function within<T>(promise: Promise<T>, milliseconds: number): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<undefined>((resolve) => {
    // Node's timers hold 31 bits.
    timer = setTimeout(() => resolve(undefined), Math.min(milliseconds, 0x7fffffff));
  });
  try {
    return await Promise.race([promise, limit]);
  } finally {
    clearTimeout(timer);
  }
}

async function locate(control: Writable | null | undefined, answers: LineReader): Promise<Whereabouts> {
  control?.write("where\n");
  const deadline = Date.now() + WHEREABOUTS_MILLISECONDS;
  let waiting: readonly string[] = [];
  while (Date.now() < deadline) {
    const line = await within(answers.next(), deadline - Date.now());
    const answer = line === undefined ? undefined : parseObject(line);
    if (answer === undefined) break;
    if (answer.busy === true && Array.isArray(answer.frames))
      return { frames: answer.frames as Whereabouts["frames"], waiting: [] };
    if (typeof answer.waiting === "string") {
      waiting = answer.waiting.split(",").filter((kind) => kind !== "");
      // An idle thread answers first; one that runs for a moment now and then may still be caught.
      break;
    }
  }
  return { frames: [], waiting };
}

function parseReport(line: string): Report[] {
  const record = parseObject(line);
  const isHole = record?.kind === "hole" && [record.marker, record.parent, record.step].every((one) => typeof one === "string");
  const isReport =
    isHole ||
    (record?.kind === "environment" && typeof record.name === "string") ||
    record?.kind === "skipped" ||
    record?.kind === "error" ||
    record?.kind === "exit" ||
    (record?.kind === "secrets" && Array.isArray(record.texts));
  return isReport ? [record as unknown as Report] : [];
}

function parseObject(line: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** Collects the end of a stream, from the start of a line: half a line may hold half a secret, which nobody would recognise. */
function tail(stream: Readable | null): () => string {
  let text = "";
  let cut = false;
  stream?.setEncoding("utf8");
  stream?.on("data", (chunk: string) => {
    text += chunk;
    if (text.length <= TAIL_CHARACTERS) return;
    cut = true;
    text = text.slice(-TAIL_CHARACTERS);
  });
  stream?.on("error", () => undefined);
  return () => {
    if (!cut) return text;
    const end = text.indexOf("\n");
    return end < 0 ? "" : text.slice(end + 1);
  };
}

interface LineReader {
  /** All lines so far. */
  all(): readonly string[];
  /** The next line that nobody has taken. */
  next(): Promise<string>;
}

function lines(stream: Readable | null | undefined): LineReader {
  const found: string[] = [];
  const takers: ((line: string) => void)[] = [];
  let rest = "";
  let total = 0;
  let taken = 0;
  stream?.setEncoding("utf8");
  stream?.on("data", (chunk: string) => {
    total += chunk.length;
    if (total > MAX_REPORT_CHARACTERS) return;
    const pieces = (rest + chunk).split("\n");
    rest = pieces.pop() ?? "";
    for (const piece of pieces) {
      found.push(piece);
      const taker = takers.shift();
      if (taker !== undefined) {
        taken++;
        taker(piece);
      }
    }
  });
  stream?.on("error", () => undefined);
  return {
    all: () => found,
    next: () => {
      const line = found[taken];
      if (line !== undefined) {
        taken++;
        return Promise.resolve(line);
      }
      return new Promise((resolve) => takers.push(resolve));
    },
  };
}

/** Removes colours and other control characters, keeping tabs and line ends. */
export function stripControls(text: string): string {
  return text
    .replace(/\u001b\[[0-9;?]*[ -/]*[@-~]/g, "")
    .replace(/\r\n/g, "\n")
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, "");
}
