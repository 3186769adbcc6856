import { type Guarded, leaves, mapGuarded, Undecided } from "../host/choice.js";
import type { Fact } from "../host/facts.js";
import type { HostState } from "../host/state.js";
import type { Cause } from "../host/values/origin.js";
import { DOCUMENT_NAMES, type DocumentKind, documentKindOf } from "./documents/kinds.js";
import type { Budget } from "./machine/budget.js";
import { BudgetExceeded } from "./machine/budget.js";
import type { Conventions } from "./machine/conventions.js";
import { Machine } from "./machine/machine.js";
import type { Area } from "./machine/notes.js";
import { hasWaiting, runWaiting } from "./os/autorun.js";
import type { FileSource } from "./os/file-source.js";
import { Files, START_LOCATION } from "./os/files.js";
import { normalizePath, pathKey } from "./os/paths.js";
import { Registry } from "./os/registry.js";
import { runPowerShell } from "./powershell/index.js";
import type { Dialect, ScriptBlock } from "./powershell/syntax/ast.js";
import { readScript } from "./powershell/syntax/parse.js";
import { standardToolbox } from "./product.js";
import { ownExitCell } from "./tools/languages.js";
import { type RemoteCall, remoteCalls } from "./tools/open-world/remote-calls.js";
import type { Language, ScriptArgument, ScriptHostLanguage } from "./tools/tool.js";
import { ownSource, sourceWithHoles } from "./values/code-text.js";
import { Source, Trace } from "./values/source.js";
import { Str, Unknown } from "./values/value.js";
import { runHostScript } from "./vbscript/index.js";

/** A text of which parts are not known, or nothing is. */
export interface PartlyKnownText {
  /** With its known fragments in `parts`, if there are any. */
  readonly value: Unknown;
  /** An empty source for the place of the text. */
  readonly place: Source;
}

/** A file that is no text: a package, a registry policy. */
export interface BinaryContent {
  readonly bytes: Uint8Array;
  /** An empty source for the place of the file. */
  readonly place: Source;
}

/** One script that a host is sent. */
export interface HostScript {
  /**
   * "powershell-any": a lone file, read as whichever dialect accepts it. "document": a file that configures the host without
   * being a script (an answer file, a security template, a MOF document, ...); its name and text say which kind it is.
   * "login-shell": a command that comes over SSH, for the shell that the host has set for it.
   */
  readonly language: Language | "powershell-any" | "document" | "login-shell";
  /** Of a "document" only, for whoever knows better than the name tells. */
  readonly document?: DocumentKind;
  readonly source: Source | PartlyKnownText | BinaryContent;
  /** Left out: it is started without any. "unknown": nobody knows with which, as for a lone file. */
  readonly args?: readonly ScriptArgument[] | "unknown";
  /** Path of the script on the host, when it has one. */
  readonly path: string | null;
  /** URN of the resource that sends it, where the text itself is another one's. */
  readonly carrier?: string;
  /** The folder that it is started in, when that is known. */
  readonly folder?: string;
  /** Files that are put on the host just before it runs. */
  readonly files?: readonly HostFile[];
}

/** A file that the deployment puts on the host. */
export interface HostFile {
  readonly path: string;
  /** Bytes: what is no text. */
  readonly content: Str | Unknown | Uint8Array;
}

/** A text that its language does not accept: nothing of it runs. */
export interface UnreadableScript {
  /** Who does not accept it: `PowerShell`, `the security template`. */
  readonly reader: string;
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
  readonly orders: readonly HostOrder[];
  readonly coverage: ReturnType<Machine["coverage"]["summary"]>;
  readonly unreadable: readonly UnreadableScript[];
  /** Commands that reach other machines, as they were given. */
  readonly calls: readonly RemoteCall[];
  /** Every text that was read as code, decoded ones too. */
  readonly sources: readonly Source[];
  /** What must not come out in a message: values of password parameters and of what is marked as secret, and texts that may hold secrets. */
  readonly confidential: {
    readonly values: readonly string[];
    readonly texts: readonly string[];
    /** What may come out although such a text repeats it. */
    readonly open: readonly string[];
  };
}

/** The host when the scripts of one resource have run and those of the next have not: a deployment can stop there. */
export interface HostStage {
  /** The resource whose scripts ran last. */
  readonly after: string;
  readonly state: HostState;
  readonly ending: Guarded<"ok" | "failed">;
}

/** One order of the scripts, with the host at each boundary between resources. */
export interface HostOrder {
  /** How it reads after "when"; null: the only order. */
  readonly when: string | null;
  /** The last one is the end. Empty for scripts of no resource. */
  readonly stages: readonly HostStage[];
}

/** The orders in which the scripts may run, at least one. */
export type Schedule = readonly (readonly HostScript[])[];

/** Something that reaches the host and cannot be followed: it is noted before any script runs. */
export interface HostNote {
  readonly cause: Cause;
  readonly affects: readonly Area[] | "all";
  readonly why: string;
  /** A source for the place. */
  readonly place: Source;
}

export interface AnalysisOptions {
  readonly files: FileSource;
  readonly budget?: Budget;
  readonly notes?: readonly HostNote[];
  /** What addresses on the network give, as far as the deployment says it; undefined: nobody knows. */
  readonly web?: (url: string) => Str | Unknown | undefined;
  /** What the organisation says of its own code. */
  readonly conventions?: Conventions;
  /** Texts that may be repeated in messages although a secret text holds their words: where files come from. */
  readonly open?: readonly string[];
  /** Puts unknown values back into a text that was decoded from an encoding they survived. */
  readonly restore?: (text: string) => Str | Unknown;
}

/** Runs all scripts of a host on its initial state and gives what the host is afterwards. Never executes anything. */
export function analyzeHost(initial: HostState, schedule: Schedule, options: AnalysisOptions): HostAnalysis {
  const machine = new Machine({
    host: initial,
    files: withDelivered(options.files, schedule),
    toolbox: standardToolbox(),
    ...(options.budget ? { budget: options.budget } : {}),
    ...(options.restore ? { restore: options.restore } : {}),
    ...(options.web ? { web: options.web } : {}),
    ...(options.conventions ? { conventions: options.conventions } : {}),
  });
  const unreadable = new Map<Source, UnreadableScript>();
  for (const note of options.notes ?? []) machine.note(note.cause, note.affects, note.why, new Trace(note.place, 0, 0));
  for (const script of schedule.flat()) noteSecrets(machine, script);
  const orders: HostOrder[] = [];
  const run = (order: readonly HostScript[], when: string | null) => {
    const stages: HostStage[] = [];
    let ending: Guarded<"ok" | "failed"> = "ok";
    for (const [index, script] of order.entries()) {
      ending = both(
        ending,
        safely(machine, script, () => runPlaced(machine, script, unreadable)),
      );
      const after = resourceOf(script);
      const next = order[index + 1];
      if (next === undefined) runLast(machine, script);
      if (after !== null && (next === undefined || resourceOf(next) !== after))
        stages.push({ after, state: next === undefined ? machine.host : hostAtBoundary(machine, script), ending });
    }
    orders.push({ when, stages });
    return ending;
  };
  let ending: Guarded<"ok" | "failed"> = "ok";
  if (schedule.length <= 1) ending = run(schedule[0] ?? [], null);
  else {
    const choice = machine.choice(
      "order of scripts",
      schedule.map((order) => order.map(placeOf).join(" runs before ")),
    );
    ending = machine.fork<"ok" | "failed">(choice, (outcome) =>
      run(schedule[outcome] as readonly HostScript[], choice.outcomes[outcome] as string),
    );
  }
  const sources = [...machine.sources];
  return {
    state: machine.host,
    ending,
    orders,
    coverage: machine.coverage.summary(),
    unreadable: [...unreadable.values()],
    calls: remoteCalls(machine),
    sources,
    confidential: {
      values: machine.secrets.values,
      texts: [...new Set([...secretTexts(sources, schedule), ...[...hostsOf(machine.host, orders)].flatMap(secretNames)])],
      open: options.open ?? [],
    },
  };
}

/** The host at the end and, where it is another one, on the way. */
function hostsOf(end: HostState, orders: readonly HostOrder[]): Set<HostState> {
  return new Set([end, ...orders.flatMap(({ stages }) => stages.map(({ state }) => state))]);
}

/** What waits for the start of Windows, a logon or its trigger runs when all scripts have run. */
function runLast(machine: Machine, script: HostScript): void {
  safely(machine, script, () => {
    machine.attempt(() => runWaiting(machine));
    return "ok";
  });
}

/** The host if the deployment stops here: what waits for its time runs then, too. */
function hostAtBoundary(machine: Machine, script: HostScript): HostState {
  if (!hasWaiting(machine)) return machine.host;
  const mark = machine.journal.mark();
  runLast(machine, script);
  const state = machine.host;
  machine.journal.rollback(mark);
  machine.journal.release(mark);
  return state;
}

function resourceOf({ source, carrier }: HostScript): string | null {
  return carrier ?? (source instanceof Source ? source.place : source.place.place).resource;
}

/** Arguments that a script is given in secret. */
function noteSecrets(machine: Machine, script: HostScript): void {
  for (const { name, value } of givenArguments(script)) if (value !== null) machine.secrets.named(name ?? "", value);
}

function secretTexts(sources: readonly Source[], schedule: Schedule): string[] {
  const partly = schedule
    .flat()
    .flatMap(({ source }) => ("value" in source && source.value.secret ? (source.value.parts ?? []) : []));
  return [
    ...sources.filter((source) => source.secret).map((source) => source.text),
    ...partly.filter((part) => typeof part === "string"),
  ];
}

/** What facts are about that come from a text which may hold secrets: names there may be computed from it. */
function secretNames(host: HostState): string[] {
  const names: string[] = [];
  for (const { key, fact } of host.all()) {
    for (const leaf of leaves<Fact<unknown> | undefined>(fact)) {
      if (leaf === undefined || !(leaf.origin?.secret || leaf.because.some((step) => step.at?.secret))) continue;
      if (key.kind !== "disturbance") names.push(...key.parts);
      if (leaf.status !== "unknown" && typeof leaf.value === "string") names.push(leaf.value);
    }
  }
  return names;
}

/** A defect of a model costs what this script says, and says so; the other scripts are read all the same. */
function safely(machine: Machine, script: HostScript, run: () => Guarded<"ok" | "failed">): Guarded<"ok" | "failed"> {
  machine.budget.restart();
  try {
    return run();
  } catch (error) {
    if (error instanceof Undecided) throw error;
    const place = script.source instanceof Source ? script.source : script.source.place;
    const at = new Trace(place, 0, 0);
    if (error instanceof BudgetExceeded || isStackOverflow(error)) {
      machine.note(
        "budget",
        "all",
        `the script is too much work to follow to its end (${error instanceof BudgetExceeded ? error.what : "depth"})`,
        at,
      );
    } else {
      // The exception's text may hold what the script holds.
      machine.note(
        "internal",
        "all",
        `reading the script failed (${error instanceof Error ? error.constructor.name : "an exception"})`,
        at,
      );
    }
    return "ok";
  }
}

function isStackOverflow(error: unknown): boolean {
  return error instanceof RangeError && error.message.includes("call stack");
}

function both(a: Guarded<"ok" | "failed">, b: Guarded<"ok" | "failed">): Guarded<"ok" | "failed"> {
  return mapGuarded<"ok" | "failed", "ok" | "failed">(a, (ending) => (ending === "failed" ? "failed" : b), Object.is);
}

function placeOf(script: HostScript): string {
  const place = script.source instanceof Source ? script.source.place : script.source.place.place;
  return resourceOf(script)?.split("::").pop() ?? place.file ?? "a script";
}

/** Files that are no texts lie beside the others: whoever reads one reads its bytes. */
function withDelivered(files: FileSource, schedule: Schedule): FileSource {
  const delivered = new Map<string, Uint8Array>();
  for (const { path, content } of schedule.flat().flatMap((script) => script.files ?? []))
    if (content instanceof Uint8Array) delivered.set(pathKey(normalizePath(path)), content);
  if (delivered.size === 0) return files;
  return { read: (path) => delivered.get(pathKey(normalizePath(path))) ?? files.read(path) };
}

/** Runs a script where it is started, with the files that come with it. */
function runPlaced(machine: Machine, script: HostScript, unreadable: Map<Source, UnreadableScript>): Guarded<"ok" | "failed"> {
  const files = new Files(machine);
  for (const { path, content } of script.files ?? [])
    if (!(content instanceof Uint8Array)) files.write(path, content, content.trace);
  files.setLocation(script.folder ?? START_LOCATION);
  return runOne(machine, script, unreadable);
}

function runOne(machine: Machine, script: HostScript, unreadable: Map<Source, UnreadableScript>): Guarded<"ok" | "failed"> {
  if (script.language === "document") return machine.attempt(() => applyDocument(machine, script, unreadable));
  if ("bytes" in script.source) {
    machine.note("unreadable", "all", "the script is no text", new Trace(script.source.place, 0, 0));
    return "ok";
  }
  if (script.language === "login-shell") {
    const shell = machine.attempt(() => loginShell(machine));
    return machine.each<"cmd" | "powershell", "ok" | "failed">(shell, (language) =>
      runOne(machine, { ...script, language }, unreadable),
    );
  }
  const source = script.source instanceof Source ? ownSource(machine, script.source) : withHoles(machine, script.source);
  if (source === null) return "ok";
  const at = new Trace(source, 0, source.text.length);
  if (script.language === "cmd") {
    const runner = machine.toolbox.runner("cmd");
    if (!runner) throw new Error("the cmd front end is not loaded");
    try {
      const code = machine.attempt<number | Unknown>(() => {
        const { exitCode } = runner(
          machine,
          {
            language: "cmd",
            source,
            isolated: true,
            path: script.path,
            // Without arguments, and without a path, it is a command line, which has none of its own.
            ...(script.args === "unknown" || (script.args === undefined && script.path === null)
              ? {}
              : { args: givenArguments(script) }),
          },
          at,
        );
        // An exit code that a probe at the end leaves behind is no failure of the script: `ping host && net ...`.
        return machine.settled<boolean>(ownExitCell(machine).value) ? exitCode : 0;
      });
      return mapGuarded<number | Unknown, "ok" | "failed">(
        code,
        (one) => (one === 0 || typeof one !== "number" ? "ok" : "failed"),
        Object.is,
      );
    } catch (stop) {
      if (!(stop instanceof BudgetExceeded)) throw stop;
      machine.note("budget", "all", `the script is too much work to follow to its end (${stop.what})`, at);
      return "ok";
    }
  }
  if (isScriptHostLanguage(script.language)) {
    const run = runHostScript(machine, script.language, {
      source,
      path: script.path,
      ...(script.args && script.args !== "unknown" ? { args: script.args } : {}),
    });
    if (run.syntaxError) {
      const { number, message, start, end } = run.syntaxError;
      unreadable.set(source, { reader: "VBScript", source, id: String(number), message, start, end });
      machine.note("unreadable", "all", `VBScript does not accept the script: ${message}`, new Trace(source, start, end));
    }
    return run.ending;
  }
  const reading = readingOf(source.text, DIALECTS[script.language]);
  if (reading.ast?.deferred) machine.budget.allowStatements(reading.ast.deferred.length);
  const run = runPowerShell(machine, source, { ...reading, path: script.path, ...(script.args ? { args: script.args } : {}) });
  if (run.syntaxError) {
    const { id, message, start, end } = run.syntaxError;
    unreadable.set(source, { reader: "PowerShell", source, id, message, start, end });
    machine.note("unreadable", "all", `PowerShell does not accept the script: ${message}`, new Trace(source, start, end));
  }
  return run.ending;
}

/** The shell of OpenSSH on Windows: cmd, unless the registry names another. */
function loginShell(machine: Machine): "cmd" | "powershell" {
  const set = new Registry(machine).readValue("HKLM\\SOFTWARE\\OpenSSH", "DefaultShell");
  if (set === undefined) return "cmd";
  const text = machine.toolbox.textOf(machine, set.data);
  if (typeof text === "string") return /(?:powershell|pwsh)/i.test(text) ? "powershell" : "cmd";
  const yes = "the shell of OpenSSH is PowerShell";
  return machine.askWhether("ssh:shell", yes, "the shell of OpenSSH is cmd") ? "powershell" : "cmd";
}

/** Applies a document as its host would. */
function applyDocument(machine: Machine, script: HostScript, unreadable: Map<Source, UnreadableScript>): "ok" | "failed" {
  const { source, path } = script;
  const place = source instanceof Source ? source : source.place;
  const at = new Trace(place, 0, source instanceof Source ? source.text.length : 0);
  const content = contentOf(source, at);
  const known = content instanceof Unknown ? (content.parts?.find((part) => typeof part === "string") ?? "") : content.value;
  const kind = script.document ?? documentKindOf(path ?? "", typeof known === "string" ? known : "");
  const reader = kind === null ? undefined : machine.toolbox.documentReader(kind);
  if (kind === null || reader === undefined) {
    machine.note("unmodelled", "all", "the document is of no kind that is read here", at);
    return "ok";
  }
  machine.sources.add(place);
  machine.coverage.command(`(${kind})`, "modelled", at);
  const problem = reader(machine, { content, bytes: "bytes" in source ? source.bytes : null, path, at });
  if (problem === null) return "ok";
  machine.note("unreadable", "all", `${DOCUMENT_NAMES[kind]} cannot be read: ${problem.message}`, problem.at);
  unreadable.set(place, {
    reader: DOCUMENT_NAMES[kind],
    source: place,
    id: "document",
    message: problem.message,
    start: problem.at.source.text === place.text ? problem.at.start : 0,
    end: problem.at.source.text === place.text ? problem.at.end : 0,
  });
  return "ok";
}

function contentOf(source: HostScript["source"], at: Trace): Str | Unknown {
  if (source instanceof Source) return new Str(source.text, at, source.secret);
  return "bytes" in source ? new Str("") : source.value;
}

/** What is known of a text as code; null: nothing is, which is noted. */
function withHoles(machine: Machine, text: PartlyKnownText): Source | null {
  const at = new Trace(text.place, 0, 0);
  const source = sourceWithHoles(machine, text.value, null, at);
  if (source === null) machine.note(text.value.cause, "all", `runs a script that is not known: ${text.value.why}`, at);
  return source;
}

function isScriptHostLanguage(language: HostScript["language"]): language is ScriptHostLanguage {
  return language === "vbscript" || language === "jscript" || language === "wsf" || language === "hta";
}

/** What a text may be, first choice first: a lone file is read as Windows PowerShell 5.1, or as 7 when only 7 accepts it. */
const DIALECTS = { "powershell-any": ["5.1", "7"], powershell: ["5.1"], pwsh: ["7"] } as const;

function readingOf(text: string, dialects: readonly Dialect[]): { readonly dialect: Dialect; readonly ast?: ScriptBlock } {
  for (const dialect of dialects) {
    const parsed = readScript(text, { dialect });
    // The tree goes along: that of a large script is not made twice.
    if (parsed.ok) return { dialect, ast: parsed.ast };
  }
  return { dialect: dialects[0] as Dialect };
}

function givenArguments({ args }: HostScript): readonly ScriptArgument[] {
  return args === undefined || args === "unknown" ? [] : args;
}
