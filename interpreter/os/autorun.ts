import type { Cause } from "../../host/values/origin.js";
import type { Machine } from "../machine/machine.js";
import type { Text } from "../tools/tool.js";
import { sourceWithHoles } from "../values/code-text.js";
import { Source, type Trace } from "../values/source.js";
import { Str, Unknown } from "../values/value.js";
import { Environment } from "./environment.js";
import { scriptHostLanguage } from "./script-files.js";

/**
 * Command lines that Windows will run by itself: of services, of Run and RunOnce keys, of scheduled tasks. They count as running
 * (they will), as the system. Programs that run no script of ours (agents, tools nobody modelled) are installers' business.
 */
export function runsLater(machine: Machine, command: Str | Unknown, at: Trace, what: string): void {
  const known = command instanceof Str ? command.value : (firstText(command) ?? programInFolder(command));
  if (known === null) {
    if (command instanceof Unknown)
      machine.note(causeOf(command), "all", `${what} runs a command line that is not known: ${command.why}`, at);
    return;
  }
  if (!startsProgramOfOurs(machine, known)) return;
  const source = sourceWithHoles(machine, command, null, command.trace ?? at);
  const runner = machine.toolbox.runner("cmd");
  if (!source || !runner) return;
  machine.budget.nested(() =>
    runner(
      machine,
      {
        language: "cmd",
        source: new Source(
          source.text,
          { ...source.place, layers: [...source.place.layers, what] },
          source.secret,
          source.inside,
        ),
        isolated: true,
      },
      at,
    ),
  );
}

/** A command line that waits for its time: the start of Windows, a logon, the trigger of a task. */
export interface Start {
  readonly command: Str | Unknown;
  readonly at: Trace;
  readonly what: string;
}

interface Waiting {
  readonly id: string;
  readonly starts: readonly Start[];
  readonly enabled: boolean;
}

const NONE: readonly Waiting[] = [];

function waitingCell(machine: Machine) {
  return machine.cell<readonly Waiting[]>("autorun:waiting", () => NONE);
}

/** Its time comes after all scripts: what is taken away again until then does not run, and files may be written until then. */
export function runsAtItsTime(machine: Machine, id: string, starts: readonly Start[]): void {
  const cell = waitingCell(machine);
  const others = machine.settled(cell.value).filter((one) => one.id !== id);
  machine.journal.put(cell, [...others, { id, starts, enabled: true }]);
}

/** What belongs to a service has the service's id before a bar: its program, what it runs when it fails. */
function belongs(id: string, owner: string): boolean {
  return id === owner || id.startsWith(`${owner}|`);
}

export function runsNoMore(machine: Machine, id: string): void {
  const cell = waitingCell(machine);
  const all = machine.settled(cell.value);
  const left = all.filter((one) => !belongs(one.id, id));
  if (left.length < all.length) machine.journal.put(cell, left);
}

/** What is disabled keeps its place and does not run. */
export function enableStart(machine: Machine, id: string, enabled: boolean): void {
  const cell = waitingCell(machine);
  const all = machine.settled(cell.value);
  if (all.some((one) => belongs(one.id, id) && one.enabled !== enabled))
    machine.journal.put(
      cell,
      all.map((one) => (belongs(one.id, id) ? { ...one, enabled } : one)),
    );
}

/** Runs it before its time. */
export function startNow(machine: Machine, id: string): void {
  for (const found of machine.settled(waitingCell(machine).value).filter((one) => belongs(one.id, id)))
    if (found.enabled) start(machine, found);
}

/** More than this is not followed, though each may start others. */
const MOST_STARTS = 1000;

/** Whether something waits for its time, in some world. */
export function hasWaiting(machine: Machine): boolean {
  const waiting = waitingCell(machine).value;
  return !Array.isArray(waiting) || waiting.length > 0;
}

/** The time of everything that waits has come. */
export function runWaiting(machine: Machine): void {
  const done = new Set<Waiting>();
  for (;;) {
    const next = machine.settled(waitingCell(machine).value).find((one) => one.enabled && !done.has(one));
    if (next === undefined) return;
    done.add(next);
    if (done.size > MOST_STARTS) machine.budget.exceeded("steps");
    start(machine, next);
  }
}

const NOTHING: readonly string[] = [];

/** What is running is not started a second time. */
function start(machine: Machine, { id, starts }: Waiting): void {
  const cell = machine.cell<readonly string[]>("autorun:running", () => NOTHING);
  const running = machine.settled(cell.value);
  if (running.includes(id)) return;
  machine.journal.put(cell, [...running, id]);
  for (const { command, at, what } of starts) runsLater(machine, command, at, what);
  machine.journal.put(cell, running);
}

export function serviceId(service: string): string {
  return `service:${service.toLowerCase()}`;
}

/** The program of a service that was made or changed: it will be started. */
export function runsAsService(machine: Machine, service: string, binary: Text, at: Trace): void {
  const command = typeof binary === "string" ? new Str(binary, at, at.source.secret) : binary;
  runsAtItsTime(machine, serviceId(service), [{ command, at, what: `service ${service}` }]);
}

function causeOf(unknown: Unknown): Cause {
  return unknown.cause === "deferred" || unknown.cause === "input" ? unknown.cause : "opaque";
}

/** The known beginning of a partly known text. */
function firstText(unknown: Unknown): string | null {
  const first = unknown.parts?.[0];
  return typeof first === "string" && first.trim() !== "" ? first : null;
}

/** `⟨folder⟩\\agent.exe ...`: the program, in a folder that does not matter; null: the text begins otherwise. */
function programInFolder(unknown: Unknown): string | null {
  const [folder, rest] = unknown.parts ?? [];
  const program =
    typeof folder === "object" && typeof rest === "string" ? /^\\[^"]*?\.exe(?=["\s]|$)/i.exec(rest)?.[0] : undefined;
  return program === undefined ? null : `C:${program}`;
}

/** Whether a command line may be one that is followed: it starts a program of ours, or nobody knows what. */
export function mayRun(machine: Machine, command: Str | Unknown): boolean {
  const known = command instanceof Str ? command.value : (firstText(command) ?? programInFolder(command));
  return known === null ? command instanceof Unknown : startsProgramOfOurs(machine, known);
}

/** Whether the program is one that is followed: a shell, a script, or a tool whose effect is modelled. */
function startsProgramOfOurs(machine: Machine, text: string): boolean {
  const environment = new Environment(machine);
  const line = text.replace(/%([^%]+)%/g, (all, name: string) => {
    const value = environment.get(name);
    return value instanceof Str ? value.value : all;
  });
  const quoted = /^\s*"([^"]+)"/.exec(line)?.[1];
  const path = quoted ?? /^\s*(\S+)/.exec(line)?.[1] ?? "";
  const leaf = path.slice(Math.max(path.lastIndexOf("\\"), path.lastIndexOf("/")) + 1);
  if (/\.(?:cmd|bat|ps1)$/i.test(leaf) || scriptHostLanguage(leaf) !== undefined) return true;
  const tool = machine.toolbox.find(leaf.replace(/\.(?:exe|com)$/i, ""));
  return tool?.form === "native" && tool.effect === "modelled";
}
