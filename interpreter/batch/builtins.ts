import type { Guarded } from "../../host/choice.js";
import { Environment } from "../environment.js";
import { Files } from "../files.js";
import { hasHoles, splitHoles } from "../powershell/holes.js";
import { partlyKnown } from "../texts.js";
import { Str, Unknown } from "../value.js";
import { unquote, wordText } from "./expand.js";
import { external } from "./external.js";
import { type Ending, errorlevelCell, GO_ON, type Shell, setErrorlevel } from "./run.js";

/** Commands of cmd itself; undefined: it is none of them. */
export function builtin(shell: Shell, text: string): Guarded<Ending> | undefined {
  const match = /^([A-Za-z]+)(?=[\s.:/\\(;,="]|$)/.exec(text);
  const name = match?.[1]?.toLowerCase();
  if (name === undefined) return undefined;
  const run = BUILTINS.get(name);
  if (!run) return undefined;
  return run(shell, text.slice(name.length));
}

type Builtin = (shell: Shell, rest: string) => Guarded<Ending>;

function words(rest: string): string[] {
  return (rest.match(/"[^"]*"|[^\s,;=]+/g) ?? []).map(unquote);
}

function paths(rest: string): string[] {
  return words(rest).filter((word) => !/^\/[A-Za-z-]/.test(word));
}

const nothing: Builtin = (shell) => {
  setErrorlevel(shell.machine, 0);
  return GO_ON;
};

function echo(shell: Shell, rest: string): Ending {
  const text = rest.replace(/^[\s.:/\\(;,=]/, "");
  if (/^\s*(?:on|off)\s*$/i.test(rest) || rest === "") return GO_ON;
  const { machine } = shell;
  const value = hasHoles(text) ? partlyKnown(splitHoles(machine, text), shell.at) : new Str(text, shell.at, shell.source.secret);
  shell.out(value);
  return GO_ON;
}

function set(shell: Shell, rest: string): Ending {
  const { machine } = shell;
  const text = rest.trim();
  setErrorlevel(machine, 0);
  if (/^\/a\b/i.test(text)) {
    const assignment = /^\/a\s+"?([A-Za-z_]\w*)\s*=\s*(.*?)"?$/i.exec(text);
    if (!assignment) return GO_ON;
    const value = arithmetic(shell, assignment[2] as string);
    write(shell, assignment[1] as string, value === null ? machine.freshSymbol("set /a") : String(value), value === null);
    return GO_ON;
  }
  if (/^\/p\b/i.test(text)) {
    const name = /^\/p\s+"?([^=]+)=/i.exec(text)?.[1];
    if (name) write(shell, name, "input", true);
    return GO_ON;
  }
  // `set "A=b c"` protects trailing blanks and special letters.
  const inner =
    text.startsWith('"') && text.lastIndexOf('"') > 0 ? text.slice(1, text.lastIndexOf('"')) : rest.replace(/^\s+/, "");
  const equals = inner.indexOf("=");
  if (equals <= 0) return GO_ON;
  const name = inner.slice(0, equals);
  const value = inner.slice(equals + 1);
  if (value === "") new Environment(machine).remove(name);
  else
    new Environment(machine).set(
      name,
      hasHoles(value) ? partlyKnown(splitHoles(machine, value), shell.at) : new Str(value, shell.at, shell.source.secret),
    );
  return GO_ON;
}

function write(shell: Shell, name: string, value: string, unknown: boolean): void {
  const environment = new Environment(shell.machine);
  if (!unknown) environment.set(name, new Str(value, shell.at));
  else {
    const hole = wordUnknown(shell, value);
    environment.set(name, hole);
  }
}

function wordUnknown(shell: Shell, why: string): Unknown {
  return new Unknown(
    "input",
    `a value that is entered or computed on the host (${why})`,
    shell.machine.freshSymbol("cmd"),
    shell.at,
    "System.String",
  );
}

/** `set /a` for one operation on known numbers; null: not known. */
function arithmetic(shell: Shell, expression: string): number | null {
  const text = expression.replace(/[A-Za-z_]\w*/g, (name) => {
    const value = new Environment(shell.machine).get(name);
    return value instanceof Str ? value.value : "0";
  });
  const match = /^\s*([+-]?\d+)\s*(?:([-+*/%])\s*([+-]?\d+)\s*)?$/.exec(text);
  if (!match) return null;
  const left = Number(match[1]);
  if (!match[2]) return left;
  const right = Number(match[3]);
  switch (match[2]) {
    case "+":
      return (left + right) | 0;
    case "-":
      return (left - right) | 0;
    case "*":
      return Math.imul(left, right);
    case "/":
      return right === 0 ? null : Math.trunc(left / right);
    default:
      return right === 0 ? null : left % right;
  }
}

function changeDirectory(shell: Shell, rest: string): Ending {
  const path = paths(rest)[0];
  if (path !== undefined) {
    const files = new Files(shell.machine);
    files.setLocation(files.resolve(wordText(shell.machine, path)));
  }
  setErrorlevel(shell.machine, 0);
  return GO_ON;
}

function makeDirectories(shell: Shell, rest: string): Ending {
  for (const path of paths(rest)) new Files(shell.machine).makeDirectory(wordText(shell.machine, path));
  setErrorlevel(shell.machine, 0);
  return GO_ON;
}

function remove(shell: Shell, rest: string): Ending {
  for (const path of paths(rest))
    if (!/[*?]/.test(path)) new Files(shell.machine).remove(wordText(shell.machine, path), shell.at);
  setErrorlevel(shell.machine, 0);
  return GO_ON;
}

function copy(shell: Shell, rest: string, move: boolean): Ending {
  const [from, to] = paths(rest);
  const { machine } = shell;
  if (from !== undefined && !/[*?]/.test(from)) {
    const files = new Files(machine);
    if (move) files.move(wordText(machine, from), wordText(machine, to ?? "."), shell.at);
    else files.copy(wordText(machine, from), wordText(machine, to ?? "."), shell.at);
  }
  setErrorlevel(machine, 0);
  return GO_ON;
}

function type(shell: Shell, rest: string): Ending {
  for (const path of paths(rest)) {
    const content = new Files(shell.machine).readText(wordText(shell.machine, path));
    if (content) shell.out(content);
  }
  setErrorlevel(shell.machine, 0);
  return GO_ON;
}

function exit(shell: Shell, rest: string): Ending {
  const code = /(-?\d+)\s*$/.exec(rest)?.[1];
  const value =
    code === undefined ? shell.machine.settled(errorlevelCell(shell.machine).value as Guarded<number | Unknown>) : Number(code);
  if (/\/b\b/i.test(rest)) {
    setErrorlevel(shell.machine, value);
    return { kind: "end" };
  }
  return { kind: "exit", code: value };
}

function call(shell: Shell, rest: string): Guarded<Ending> {
  const text = rest.trim();
  if (!text.startsWith(":")) {
    const inner = builtin(shell, text);
    return inner ?? external(shell, text, shell.at, null);
  }
  const [label = "", ...args] = text.match(/"[^"]*"|\S+/g) ?? [];
  if (label.toLowerCase() === ":eof") return GO_ON;
  if (!shell.call(label.slice(1), args)) setErrorlevel(shell.machine, 1);
  return GO_ON;
}

function start(shell: Shell, rest: string): Guarded<Ending> {
  // start "title" /wait program args: the first quoted text is the title.
  let text = rest.trim();
  if (text.startsWith('"')) text = text.slice(text.indexOf('"', 1) + 1).trim();
  for (;;) {
    const flag = /^\/(?:d\s*(?:"[^"]*"|\S+)|[A-Za-z]+)\s*/i.exec(text);
    if (!flag) break;
    text = text.slice(flag[0].length);
  }
  return text === "" ? GO_ON : external(shell, text, shell.at, null);
}

const BUILTINS: ReadonlyMap<string, Builtin> = new Map<string, Builtin>([
  ["echo", echo],
  ["set", set],
  ["cd", changeDirectory],
  ["chdir", changeDirectory],
  ["pushd", changeDirectory],
  ["popd", nothing],
  ["del", remove],
  ["erase", remove],
  ["rd", remove],
  ["rmdir", remove],
  ["md", makeDirectories],
  ["mkdir", makeDirectories],
  ["copy", (shell, rest) => copy(shell, rest, false)],
  ["move", (shell, rest) => copy(shell, rest, true)],
  ["ren", (shell, rest) => copy(shell, rest, true)],
  ["type", type],
  ["exit", exit],
  ["call", call],
  ["start", start],
  ["goto", (_shell, rest) => ({ kind: "goto", label: rest.trim().replace(/^:/, "").split(/\s/)[0]?.toLowerCase() ?? "" })],
  ["rem", () => GO_ON],
  [
    "setlocal",
    (shell, rest) => {
      if (/enabledelayedexpansion/i.test(rest))
        shell.machine.journal.put(
          shell.machine.cell<boolean>("cmd:delayed", () => false),
          true,
        );
      return GO_ON;
    },
  ],
  ["endlocal", () => GO_ON],
  ["pause", nothing],
  ["title", nothing],
  ["color", nothing],
  ["cls", nothing],
  ["ver", nothing],
  ["vol", nothing],
  ["verify", nothing],
  ["break", nothing],
  ["dir", nothing],
  ["path", nothing],
  ["prompt", nothing],
  ["shift", () => GO_ON],
  ["date", nothing],
  ["time", nothing],
  ["assoc", nothing],
  ["ftype", nothing],
]);
