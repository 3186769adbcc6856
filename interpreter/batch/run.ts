import { Alternatives, type Guarded } from "../../host/choice.js";
import type { Machine } from "../machine/machine.js";
import { Environment } from "../os/environment.js";
import { Files } from "../os/files.js";
import { Sink } from "../values/sink.js";
import type { Source, Trace } from "../values/source.js";
import { isPartlyUnknown } from "../values/stand-ins.js";
import { joinTexts, traceOf } from "../values/texts.js";
import { Str, type Unknown, type Value } from "../values/value.js";
import { builtin } from "./builtins.js";
import { expandDelayed, modified, unquote, wordText } from "./expand.js";
import { external } from "./external.js";
import type { Frame } from "./frame.js";
import { isDelayed } from "./locals.js";
import { loop } from "./loops.js";
import type { Command, Condition, Redirection } from "./parse.js";
import { inputLines, StandardInput } from "./stdin.js";

/** How a command ended. */
export type Ending =
  | { readonly kind: "go-on" }
  /** `own`: by `exit /b`, whose code is what the script says of itself. */
  | { readonly kind: "end"; readonly own: boolean }
  | { readonly kind: "goto"; readonly label: string }
  | { readonly kind: "exit"; readonly code: number | Unknown };

export const GO_ON: Ending = { kind: "go-on" };
export const LEFT: Ending = { kind: "end", own: true };

export interface Shell {
  readonly machine: Machine;
  readonly source: Source;
  readonly frame: Frame | null;
  /** Writes a line; `open`: without its end, as `set /p` writes its prompt. */
  readonly out: (value: Value, open?: boolean) => void;
  readonly inBatch: boolean;
  /** Runs a `:label` of the script as a subroutine; null: there is no such label. */
  readonly call: (label: string, args: readonly string[]) => Guarded<Ending> | null;
  /** The labels of the script, in order. */
  readonly labels: readonly string[];
  /** What a command line prints when it runs in a cmd of its own. */
  readonly capture: (line: string) => readonly Value[];
  readonly at: Trace;
  /** Where letters of the line stand in the source, before variables were replaced. */
  readonly place?: (start: number, end: number) => Trace;
  readonly forVariables: ReadonlyMap<string, string>;
  /** Standard input; undefined: nobody gives any. */
  readonly input?: StandardInput;
}

export function errorlevelCell(machine: Machine) {
  return machine.cell<number | Unknown>("cmd:errorlevel", () => 0);
}

export function setErrorlevel(machine: Machine, code: number | Unknown): void {
  machine.journal.put(errorlevelCell(machine), code);
}

function errorlevel(machine: Machine): number | Unknown {
  return machine.settled(errorlevelCell(machine).value as Guarded<number | Unknown>);
}

/** Runs one command in all worlds. */
export function runCommand(shell: Shell, command: Command): Guarded<Ending> {
  const { machine } = shell;
  machine.budget.step();
  switch (command.kind) {
    case "simple":
      return unitEnding(shell, () => simple(shell, command));
    case "block":
      return withRedirections(shell, command.redirections, (inner) => sequence(inner, command.body, 0));
    case "join":
      return join(shell, command);
    case "if":
      return unitEnding(shell, () => {
        const holds = conditionHolds(shell, command.condition, command.ignoreCase) !== command.negated;
        if (holds) return runCommand(shell, command.then);
        return command.otherwise ? runCommand(shell, command.otherwise) : GO_ON;
      });
    case "for":
      return unitEnding(shell, () => loop(shell, command));
  }
}

function unitEnding(shell: Shell, run: () => Guarded<Ending>): Guarded<Ending> {
  const result = shell.machine.attempt<Guarded<Ending>>(run);
  return flatten(result);
}

function flatten(result: Guarded<Guarded<Ending>>): Guarded<Ending> {
  return result instanceof Alternatives
    ? new Alternatives(
        result.choice,
        result.values.map((one) => flatten(one as Guarded<Guarded<Ending>>)),
      )
    : result;
}

export function afterwards(shell: Shell, ended: Guarded<Ending>, next: () => Guarded<Ending>): Guarded<Ending> {
  return shell.machine.goOn<Ending>(ended, (leaf) => leaf === GO_ON, next);
}

function sequence(shell: Shell, commands: readonly Command[], from: number): Guarded<Ending> {
  for (let index = from; index < commands.length; index++) {
    const ended = runCommand(shell, commands[index] as Command);
    if (ended === GO_ON) continue;
    return afterwards(shell, ended, () => sequence(shell, commands, index + 1));
  }
  return GO_ON;
}

function join(shell: Shell, command: Extract<Command, { kind: "join" }>): Guarded<Ending> {
  if (command.operator === "|") {
    const sink = new Sink();
    const left = runCommand({ ...shell, out: (value) => sink.push(shell.machine, value) }, command.left);
    return afterwards(shell, left, () =>
      unitEnding(shell, () => runCommand({ ...shell, input: pipedInput(shell, sink) }, command.right)),
    );
  }
  const left = runCommand(shell, command.left);
  return afterwards(shell, left, () => {
    if (command.operator === "&") return runCommand(shell, command.right);
    return unitEnding(shell, () => {
      const code = errorlevel(shell.machine);
      const succeeded =
        typeof code === "number"
          ? code === 0
          : shell.machine.askWhether(`zero:${code.symbol}`, `${code.why}: success`, `${code.why}: failure`);
      return succeeded === (command.operator === "&&") ? runCommand(shell, command.right) : GO_ON;
    });
  });
}

function pipedInput(shell: Shell, sink: Sink): StandardInput {
  return new StandardInput(inputLines(shell.machine, shell.machine.settled(sink.items(shell.machine)), shell.at));
}

function conditionHolds(shell: Shell, condition: Condition, ignoreCase: boolean): boolean {
  const { machine } = shell;
  switch (condition.kind) {
    case "exist":
      return new Files(machine).exists(wordText(machine, unquote(substitute(shell, condition.path))));
    case "defined":
      return new Environment(machine).exists(substitute(shell, condition.name));
    case "errorlevel": {
      const code = errorlevel(machine);
      const level = Number(substitute(shell, condition.level));
      if (typeof code === "number") return code >= level;
      return !machine.askWhether(`zero:${code.symbol}`, `${code.why}: success`, `${code.why}: failure`);
    }
    case "compare": {
      const left = substitute(shell, condition.left);
      const right = substitute(shell, condition.right);
      return compare(shell, left, condition.operator, right, ignoreCase);
    }
  }
}

function compare(shell: Shell, left: string, operator: string, right: string, ignoreCase: boolean): boolean {
  const fold = (text: string) => (ignoreCase ? text.toLowerCase() : text);
  const { machine } = shell;
  if (isPartlyUnknown(machine, left) || isPartlyUnknown(machine, right)) {
    if (left === right) return operator === "==" || operator === "equ" || operator === "leq" || operator === "geq";
    return machine.askWhether(
      `cmd:${operator}:${JSON.stringify(wordSymbol(shell, left))}:${JSON.stringify(wordSymbol(shell, right))}`,
      `${shown(shell, left)} ${operator} ${shown(shell, right)}`,
      `not ${shown(shell, left)} ${operator} ${shown(shell, right)}`,
    );
  }
  const numeric = /^[+-]?\d+$/.test(left) && /^[+-]?\d+$/.test(right);
  switch (operator) {
    case "==":
      return fold(left) === fold(right);
    case "equ":
      return numeric ? Number(left) === Number(right) : fold(left) === fold(right);
    case "neq":
      return numeric ? Number(left) !== Number(right) : fold(left) !== fold(right);
    case "lss":
      return numeric ? Number(left) < Number(right) : fold(left) < fold(right);
    case "leq":
      return numeric ? Number(left) <= Number(right) : fold(left) <= fold(right);
    case "gtr":
      return numeric ? Number(left) > Number(right) : fold(left) > fold(right);
    default:
      return numeric ? Number(left) >= Number(right) : fold(left) >= fold(right);
  }
}

function wordSymbol(shell: Shell, word: string): string {
  const text = wordText(shell.machine, word);
  return typeof text === "string" ? text : text.symbol;
}

function shown(shell: Shell, word: string): string {
  const text = wordText(shell.machine, word);
  return typeof text === "string" ? text : `(${text.why})`;
}

/** Puts in the variables of `for` and, under delayed expansion, `!x!`. */
export function substitute(shell: Shell, text: string): string {
  let result = text;
  if (shell.forVariables.size > 0) {
    result = result.replace(/%%?(?:~([a-z]*))?([A-Za-z])/g, (all, modifiers: string | undefined, name: string) => {
      const letters = modifiers ?? "";
      // `%~dpI`: the last letter is the variable, the others say which part.
      const value = shell.forVariables.get(name);
      if (value === undefined) return all;
      return modifiers === undefined ? value : modified(unquote(value), letters.toLowerCase());
    });
  }
  if (isDelayed(shell.machine)) result = expandDelayed(shell.machine, result);
  return result;
}

function simple(shell: Shell, command: Extract<Command, { kind: "simple" }>): Guarded<Ending> {
  const text = substitute(shell, command.text);
  if (text === "") return GO_ON;
  return withRedirections(shell, command.redirections, (inner) => {
    const place = shell.place;
    // Where something was put in here, only the command has a place.
    const at =
      place && command.end > command.start ? place(command.from(0), command.from(command.text.length - 1) + 1) : shell.at;
    const within =
      place && text === command.text
        ? (start: number, end: number) => place(command.from(start), command.from(end - 1) + 1)
        : null;
    return builtin({ ...inner, at }, text) ?? external({ ...inner, at }, text, at, within);
  });
}

function withRedirections(
  shell: Shell,
  redirections: readonly Redirection[],
  run: (inner: Shell) => Guarded<Ending>,
): Guarded<Ending> {
  const from = redirections.find((one) => one.handle === 0 && one.mode === "read");
  if (!from) return withOutput(shell, redirections, run);
  const { machine } = shell;
  return unitEnding(shell, () => {
    const path = unquote(substitute(shell, from.target));
    const content = path.toLowerCase() === "nul" ? NO_TEXT : new Files(machine).readText(wordText(machine, path));
    if (content === undefined) {
      // The system cannot find the file specified: the command does not run.
      setErrorlevel(machine, 1);
      return GO_ON;
    }
    const input = new StandardInput(content === NO_TEXT ? [] : inputLines(machine, [content], shell.at));
    return withOutput({ ...shell, input }, redirections, run);
  });
}

const NO_TEXT = new Str("");
const LINE_END = new Str("\r\n");

function withOutput(shell: Shell, redirections: readonly Redirection[], run: (inner: Shell) => Guarded<Ending>): Guarded<Ending> {
  const target = redirections.find((one) => one.handle === 1 && (one.mode === "write" || one.mode === "append"));
  if (!target) return run(shell);
  const { machine } = shell;
  const path = unquote(substitute(shell, target.target));
  if (path.toLowerCase() === "nul") return run({ ...shell, out: () => undefined });
  const sink = new Sink();
  const ended = run({
    ...shell,
    out: (value, open) => {
      sink.push(machine, value);
      if (open !== true) sink.push(machine, LINE_END);
    },
  });
  unitEnding(shell, () => {
    const pieces = machine.settled(sink.items(machine)).map((value) => {
      const text = machine.toolbox.textOf(machine, value);
      return typeof text === "string" ? new Str(text, traceOf(value) ?? shell.at) : text;
    });
    const files = new Files(machine);
    const content = joinTexts(pieces, shell.at);
    if (target.mode === "append") files.append(wordText(machine, path), content, shell.at);
    else files.write(wordText(machine, path), content, shell.at);
    return GO_ON;
  });
  return ended;
}
