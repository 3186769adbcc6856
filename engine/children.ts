/** No child outlives this process: every way out kills them, with all that they started. (A way out that nobody can handle, SIGKILL, is the watchdog's business: `watchdog.cjs`.) */

import { type ChildProcess, spawnSync } from "node:child_process";
import { endStarted } from "./started.cjs";

const SIGNALS: readonly NodeJS.Signals[] =
  process.platform === "win32" ? ["SIGINT", "SIGTERM", "SIGBREAK"] : ["SIGINT", "SIGTERM", "SIGHUP"];

interface Watched {
  /** What everything that the child starts carries: see `started.cjs`. */
  readonly mark: string;
  /** What to do when a signal ends the child. */
  readonly interrupted: () => void;
}

const live = new Map<ChildProcess, Watched>();

function onExit(): void {
  for (const child of live.keys()) killTree(child);
}

function onSignal(signal: NodeJS.Signals): void {
  for (const [child, { interrupted }] of live) {
    interrupted();
    killTree(child);
  }
  // With a handler installed, the signal no longer ends the process by itself. Whoever installed another one decides; else it ends as it would have.
  const alone = process.listenerCount(signal) === 1;
  if (alone) {
    uninstall();
    process.kill(process.pid, signal);
  }
}

function install(): void {
  process.on("exit", onExit);
  for (const signal of SIGNALS) process.on(signal, onSignal);
}

function uninstall(): void {
  process.removeListener("exit", onExit);
  for (const signal of SIGNALS) process.removeListener(signal, onSignal);
}

/** Watches a child (which leads a process group of its own) until `forget`. */
export function watch(child: ChildProcess, watched: Watched): void {
  if (live.size === 0) install();
  live.set(child, watched);
}

export function forget(child: ChildProcess): void {
  if (live.delete(child) && live.size === 0) uninstall();
}

/** Ends a watched child and all that it started, at once. */
export function killTree(child: ChildProcess): void {
  if (child.pid === undefined) return;
  if (process.platform === "win32") {
    spawnSync("taskkill", ["/pid", String(child.pid), "/T", "/F"], { stdio: "ignore", windowsHide: true });
    return;
  }
  endStarted(child.pid, live.get(child)?.mark ?? "");
}
