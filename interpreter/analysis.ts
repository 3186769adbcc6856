import { type Guarded, mapGuarded } from "../host/choice.js";
import type { HostState } from "../host/state.js";
import type { Budget } from "./budget.js";
import { BudgetExceeded } from "./budget.js";
import "./batch/index.js";
import type { FileSource } from "./file-source.js";
import { runnerOf } from "./languages.js";
import { Machine } from "./machine.js";
import { parseScript } from "./powershell/parse.js";
import { runPowerShell } from "./powershell/index.js";
import { Trace, type Source } from "./source.js";
import type { Language, ScriptArgument } from "./tool.js";
import { standardToolbox } from "./tools.js";
import type { Unknown } from "./value.js";

/** One script that a host is sent. */
export interface HostScript {
  /** "powershell-any": a lone file, read as whichever dialect accepts it. */
  readonly language: Language | "powershell-any";
  readonly source: Source;
  readonly args?: readonly ScriptArgument[];
  /** Path of the script on the host, when it has one. */
  readonly path: string | null;
}

/** A text that its language does not accept: nothing of it runs. */
export interface UnreadableScript {
  readonly source: Source;
  readonly message: string;
  readonly id: string;
  readonly start: number;
  readonly end: number;
}

export interface HostAnalysis {
  readonly state: HostState;
  /** Whether all scripts ended well, in each world. */
  readonly ending: Guarded<"ok" | "failed">;
  readonly coverage: ReturnType<Machine["coverage"]["summary"]>;
  readonly unreadable: readonly UnreadableScript[];
  /** Every text that was read as code, decoded ones too. */
  readonly sources: readonly Source[];
}

/** Scripts in the order they run. An inner list has no order: its scripts may run in any. */
export type Schedule = readonly (HostScript | readonly HostScript[])[];

/** More unordered scripts than this are tried forwards and backwards only. */
const MAXIMUM_PERMUTED = 3;

/** Runs all scripts of a host on its initial state and gives what the host is afterwards. Never executes anything. */
export function analyzeHost(initial: HostState, schedule: Schedule, options: { readonly files: FileSource; readonly budget?: Budget }): HostAnalysis {
  const machine = new Machine({ host: initial, files: options.files, toolbox: standardToolbox(), ...(options.budget ? { budget: options.budget } : {}) });
  const unreadable = new Map<Source, UnreadableScript>();
  let ending: Guarded<"ok" | "failed"> = "ok";
  for (const item of schedule) {
    const next = "source" in item ? runOne(machine, item, unreadable) : runUnordered(machine, item, unreadable);
    ending = both(ending, next);
  }
  return { state: machine.host, ending, coverage: machine.coverage.summary(), unreadable: [...unreadable.values()], sources: [...machine.sources] };
}

function both(a: Guarded<"ok" | "failed">, b: Guarded<"ok" | "failed">): Guarded<"ok" | "failed"> {
  return mapGuarded<"ok" | "failed", "ok" | "failed">(a, (ending) => (ending === "failed" ? "failed" : b), Object.is);
}

function runUnordered(machine: Machine, scripts: readonly HostScript[], unreadable: Map<Source, UnreadableScript>): Guarded<"ok" | "failed"> {
  const orders = scripts.length <= MAXIMUM_PERMUTED ? permutations(scripts) : [scripts, [...scripts].reverse()];
  const run = (order: readonly HostScript[]) => order.map((one) => runOne(machine, one, unreadable)).reduce(both, "ok");
  if (orders.length === 1) return run(orders[0] as readonly HostScript[]);
  const names = scripts.map(placeOf);
  const choice = machine.choice(
    `order:${names.join("|")}`,
    orders.map((order) => `${order.map(placeOf).join(" runs before ")}`),
  );
  return machine.fork<"ok" | "failed">(choice, (outcome) => run(orders[outcome] as readonly HostScript[]));
}

function placeOf(script: HostScript): string {
  const place = script.source.place;
  return place.resource?.split("::").pop() ?? place.file ?? "a script";
}

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length <= 1) return [[...items]];
  return items.flatMap((item, index) => permutations(items.filter((_, other) => other !== index)).map((rest) => [item, ...rest]));
}

function runOne(machine: Machine, script: HostScript, unreadable: Map<Source, UnreadableScript>): Guarded<"ok" | "failed"> {
  const at = new Trace(script.source, 0, script.source.text.length);
  if (script.language === "cmd") {
    const runner = runnerOf("cmd");
    if (!runner) throw new Error("the cmd front end is not loaded");
    try {
      const code = machine.attempt<number | Unknown>(() => runner(machine, { language: "cmd", source: script.source, isolated: true, ...(script.args ? { args: script.args } : {}) }, at).exitCode);
      return mapGuarded<number | Unknown, "ok" | "failed">(code, (one) => (one === 0 || typeof one !== "number" ? "ok" : "failed"), Object.is);
    } catch (stop) {
      if (!(stop instanceof BudgetExceeded)) throw stop;
      machine.note("budget", "all", `the script is too much work to follow to its end (${stop.what})`, at);
      return "ok";
    }
  }
  const dialect = script.language === "pwsh" ? "7" : script.language === "powershell" ? "5.1" : dialectOf(script.source.text);
  const run = runPowerShell(machine, script.source, { dialect, path: script.path, ...(script.args ? { args: script.args } : {}) });
  if (run.syntaxError) {
    const { id, message, start, end } = run.syntaxError;
    unreadable.set(script.source, { source: script.source, id, message, start, end });
    machine.note("unreadable", "all", `PowerShell does not accept the script: ${message}`, new Trace(script.source, start, end));
  }
  return run.ending;
}

/** A lone file is read as Windows PowerShell 5.1, or as 7 when only 7 accepts it. */
function dialectOf(text: string): "5.1" | "7" {
  if (parseScript(text, { dialect: "5.1" }).ok) return "5.1";
  return parseScript(text, { dialect: "7" }).ok ? "7" : "5.1";
}


