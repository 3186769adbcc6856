import type { Machine } from "../machine/machine.js";
import type { Trace } from "../values/source.js";
import type { Language, ScriptOutcome, ScriptToRun } from "./tool.js";

/** Runs a script of one language on the machine. */
export type ScriptRunner = (machine: Machine, script: ScriptToRun, at: Trace) => ScriptOutcome;

const runners = new Map<Language, ScriptRunner>();

/** Front ends register themselves when they are loaded, so that each can start the others. */
export function registerLanguage(language: Language, runner: ScriptRunner): void {
  runners.set(language, runner);
}

export function runnerOf(language: Language): ScriptRunner | undefined {
  return runners.get(language);
}
