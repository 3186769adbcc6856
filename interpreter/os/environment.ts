import type { Machine } from "../machine/machine.js";
import type { Trace } from "../values/source.js";
import { partlyKnown, type TextValue } from "../values/texts.js";
import { NULL, Str, Unknown, type Value } from "../values/value.js";

/**
 * Environment variables of the running process. What the deployment set and what Windows defines is known; another variable is
 * an unknown text. A child process starts with a copy. All state is in the machine, so this class may be made anew anywhere.
 */

interface Variable {
  readonly key: "set" | "removed";
  /** As it was first spelled. */
  readonly name: string;
  readonly value: TextValue | null;
}

const PROGRAM_FILES = "C:\\Program Files";
const PROGRAM_FILES_X86 = "C:\\Program Files (x86)";

/** Variables whose value is the same on every Windows Server with `C:` as its system drive, for a process of the system. */
const DEFINED: ReadonlyMap<string, readonly [name: string, value: string]> = byKey([
  ["ALLUSERSPROFILE", "C:\\ProgramData"],
  ["CommonProgramFiles", `${PROGRAM_FILES}\\Common Files`],
  ["CommonProgramFiles(x86)", `${PROGRAM_FILES_X86}\\Common Files`],
  ["CommonProgramW6432", `${PROGRAM_FILES}\\Common Files`],
  ["ComSpec", "C:\\Windows\\system32\\cmd.exe"],
  ["DriverData", "C:\\Windows\\System32\\Drivers\\DriverData"],
  ["OS", "Windows_NT"],
  ["PATHEXT", ".COM;.EXE;.BAT;.CMD;.VBS;.VBE;.JS;.JSE;.WSF;.WSH;.MSC"],
  ["PROCESSOR_ARCHITECTURE", "AMD64"],
  ["ProgramData", "C:\\ProgramData"],
  ["ProgramFiles", PROGRAM_FILES],
  ["ProgramFiles(x86)", PROGRAM_FILES_X86],
  ["ProgramW6432", PROGRAM_FILES],
  ["PUBLIC", "C:\\Users\\Public"],
  ["SystemDrive", "C:"],
  ["SystemRoot", "C:\\Windows"],
  ["TEMP", "C:\\Windows\\TEMP"],
  ["TMP", "C:\\Windows\\TEMP"],
  ["windir", "C:\\Windows"],
]);

/** Variables that are lists: Windows' own entries first, then what nobody knows. */
const LISTS: ReadonlyMap<string, readonly [name: string, value: string]> = byKey([
  [
    "Path",
    "C:\\Windows\\system32;C:\\Windows;C:\\Windows\\System32\\Wbem;C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\;C:\\Windows\\System32\\OpenSSH\\;",
  ],
  ["PSModulePath", `${PROGRAM_FILES}\\WindowsPowerShell\\Modules;C:\\Windows\\system32\\WindowsPowerShell\\v1.0\\Modules;`],
]);

/** Variables that every process has, with values that only the host knows. */
const PRESENT: ReadonlyMap<string, string> = new Map(
  [
    "APPDATA",
    "COMPUTERNAME",
    "LOCALAPPDATA",
    "NUMBER_OF_PROCESSORS",
    "PROCESSOR_IDENTIFIER",
    "PROCESSOR_LEVEL",
    "PROCESSOR_REVISION",
    "USERDOMAIN",
    "USERNAME",
    "USERPROFILE",
  ].map((name) => [name.toLowerCase(), name]),
);

/** Variables that only a 32-bit process on a 64-bit Windows has: `PROCESSOR_ARCHITECTURE` is that of the process, here AMD64 ("WOW64 implementation details"). */
const ABSENT: ReadonlySet<string> = new Set(["processor_architew6432"]);

function byKey(pairs: readonly (readonly [string, string])[]): ReadonlyMap<string, readonly [string, string]> {
  return new Map(pairs.map((pair) => [pair[0].toLowerCase(), pair]));
}

/** Names of processes' layers, innermost last, parted by blanks (a text, so that equal stacks of two worlds are equal). */
const STACK = "environment:processes";

export class Environment {
  constructor(private readonly machine: Machine) {}

  /** The value; an unknown text when nobody set it; undefined when it is known not to exist. */
  get(name: string): TextValue | undefined {
    const key = name.toLowerCase();
    const row = this.row(key);
    if (row) return row.key === "removed" ? undefined : (row.value as TextValue);
    const defined = DEFINED.get(key);
    if (defined) return new Str(defined[1]);
    if (ABSENT.has(key)) return undefined;
    const list = LISTS.get(key);
    if (list) {
      const [shown, known] = list;
      const tail = new Unknown(
        "input",
        `the rest of the environment variable ${shown}`,
        `env:${key}:rest`,
        null,
        "System.String",
      );
      return partlyKnown([known, tail], null);
    }
    return new Unknown(
      "input",
      `the environment variable ${PRESENT.get(key) ?? name} is not set here`,
      `env:${key}`,
      null,
      "System.String",
    );
  }

  /** Whether it exists. Splits the world when nobody knows. */
  exists(name: string): boolean {
    const key = name.toLowerCase();
    const row = this.row(key);
    if (row) return row.key === "set";
    if (ABSENT.has(key)) return false;
    if (DEFINED.has(key) || LISTS.has(key) || PRESENT.has(key)) return true;
    return this.machine.askWhether(
      `env:${key}`,
      `the environment variable ${name} is set`,
      `the environment variable ${name} is not set`,
    );
  }

  /** An empty text removes it, as Windows does. */
  set(name: string, value: TextValue): void {
    this.machine.secrets.named(name, value);
    if (value instanceof Str && value.value === "") this.remove(name);
    else this.write({ key: "set", name: this.nameOf(name), value });
  }

  remove(name: string): void {
    this.write({ key: "removed", name, value: null });
  }

  /** Variables that are known to exist, by name; a process has others that nobody knows. */
  known(): [name: string, value: TextValue][] {
    const names = new Map<string, string>(PRESENT);
    for (const [key, [name]] of [...DEFINED, ...LISTS]) names.set(key, name);
    for (const layer of this.layers()) for (const [key, row] of this.machine.rows<Variable>(layer)) names.set(key, row.name);
    const found: [string, TextValue][] = [];
    for (const [key, name] of [...names].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const value = this.get(key);
      if (value) found.push([name, value]);
    }
    return found;
  }

  /** Runs with a copy of the variables: what is set inside is gone afterwards. */
  inChildProcess<T>(run: () => T): T {
    const cell = this.machine.cell<string>(STACK, () => "environment");
    const before = cell.value;
    this.machine.journal.put(cell, `${this.machine.settled(before)} ${this.machine.freshSymbol("environment")}`);
    try {
      return run();
    } finally {
      this.machine.journal.put(cell, before);
    }
  }

  /** Names and values of what was set or removed; unknown values count as equal. */
  fingerprint(): string {
    const rows = this.layers().flatMap((layer) => [...this.machine.rows<Variable>(layer)]);
    return JSON.stringify(rows.map(([key, row]) => [key, row.value instanceof Str ? row.value.value : row.key]));
  }

  /** A layer for what is set from now on, until {@link leave} is given what this gave. */
  enter(): string {
    const cell = this.machine.cell<string>(STACK, () => "environment");
    const before = this.machine.settled(cell.value);
    this.machine.journal.put(cell, `${before} ${this.machine.freshSymbol("environment")}`);
    return before;
  }

  leave(layers: string): void {
    this.machine.journal.put(
      this.machine.cell<string>(STACK, () => "environment"),
      layers,
    );
  }

  private layers(): string[] {
    return this.machine.settled(this.machine.cell<string>(STACK, () => "environment").value).split(" ");
  }

  private row(key: string): Variable | undefined {
    const layers = this.layers();
    for (let index = layers.length - 1; index >= 0; index--) {
      const row = this.machine.row<Variable>(layers[index] as string, key);
      if (row) return row;
    }
    return undefined;
  }

  private nameOf(name: string): string {
    const key = name.toLowerCase();
    return DEFINED.get(key)?.[0] ?? LISTS.get(key)?.[0] ?? PRESENT.get(key) ?? name;
  }

  private write(variable: Variable): void {
    const layers = this.layers();
    this.machine.setRow<Variable>(layers[layers.length - 1] as string, variable.name.toLowerCase(), variable);
  }
}

/** `$env:NAME`: the text, or $null when there is no such variable. */
export function getEnvironment(machine: Machine, name: string, at: Trace | null): Value {
  const value = new Environment(machine).get(name);
  if (value === undefined) return NULL;
  if (value.trace || !at) return value;
  if (value instanceof Str) return new Str(value.value, at, value.secret);
  return new Unknown(value.cause, value.why, value.symbol, at, value.type, value.parts, value.secret);
}

/** `$env:NAME = value`; an empty text or $null removes it. */
export function setEnvironment(machine: Machine, name: string, value: Value): void {
  const plain = machine.plain(value);
  if (plain instanceof Str || plain instanceof Unknown) new Environment(machine).set(name, plain);
  else new Environment(machine).remove(name);
}
