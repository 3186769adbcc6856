import type { Guarded } from "../../host/choice.js";
import { Environment } from "../os/environment.js";
import { Files } from "../os/files.js";
import { readText } from "../values/stand-ins.js";
import { joinTexts, traceOf } from "../values/texts.js";
import { Str, Unknown } from "../values/value.js";
import { compute } from "./arithmetic.js";
import { expandPercent, wordText } from "./expand.js";
import { external } from "./external.js";
import { copy, makeDirectories, makeLink, move, paths, remove, rename } from "./file-commands.js";
import { labelMeant } from "./labels.js";
import { endlocal, popFolder, pushFolder, setlocal } from "./locals.js";
import { type Ending, errorlevelCell, GO_ON, LEFT, type Shell, setErrorlevel } from "./run.js";

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

const nothing: Builtin = (shell) => {
  setErrorlevel(shell.machine, 0);
  return GO_ON;
};

function echo(shell: Shell, rest: string): Ending {
  const text = rest.replace(/^[\s.:/\\(;,=]/, "");
  if (/^\s*(?:on|off)\s*$/i.test(rest) || rest === "") return GO_ON;
  shell.out(textOfLine(shell, text));
  return GO_ON;
}

function textOfLine(shell: Shell, text: string): Str | Unknown {
  return readText(shell.machine, text, shell.at, shell.source.secret);
}

/** The prompt of `set /p` loses the quotes around it. */
function unquoted(text: string): string {
  const start = text.trimStart();
  return start.startsWith('"') && start.lastIndexOf('"') > 0 ? start.slice(1, start.lastIndexOf('"')) : text;
}

/** Codes of `set /a` for what it does not accept are of this size; nobody looks at more than that there is one. */
const INVALID_EXPRESSION = 1073750993;

function set(shell: Shell, rest: string): Ending {
  const { machine } = shell;
  const text = rest.trim();
  setErrorlevel(machine, 0);
  if (/^\/a(?![A-Za-z])/i.test(text)) {
    const { value, invalid } = compute(machine, text.slice(2), shell.at);
    if (invalid) setErrorlevel(machine, INVALID_EXPRESSION);
    else if (!shell.inBatch) shell.out(typeof value === "number" ? new Str(String(value), shell.at) : value);
    return GO_ON;
  }
  if (/^\/p\b/i.test(text)) {
    const after = rest.trimStart().slice(2).trimStart();
    const inner = after.startsWith('"') && after.lastIndexOf('"') > 0 ? after.slice(1, after.lastIndexOf('"')) : after;
    const equals = inner.indexOf("=");
    if (equals < 0) return GO_ON;
    shell.out(textOfLine(shell, unquoted(inner.slice(equals + 1))), true);
    enter(shell, inner.slice(0, equals).trim());
    return GO_ON;
  }
  // `set "A=b c"` protects trailing blanks and special letters.
  const inner =
    text.startsWith('"') && text.lastIndexOf('"') > 0 ? text.slice(1, text.lastIndexOf('"')) : rest.replace(/^\s+/, "");
  const equals = inner.indexOf("=");
  if (equals < 0) return listVariables(shell, inner.trim());
  if (equals === 0) return GO_ON;
  const name = inner.slice(0, equals);
  const value = inner.slice(equals + 1);
  if (value === "") new Environment(machine).remove(name);
  else new Environment(machine).set(name, readText(machine, value, shell.at, shell.source.secret));
  return GO_ON;
}

/** `set /p`: the next line of standard input, or what somebody enters. Without a line the variable stays as it is. No name: only the prompt. */
function enter(shell: Shell, name: string): void {
  if (name === "") return;
  const { machine } = shell;
  const environment = new Environment(machine);
  if (shell.input === undefined) {
    const why = "a value that is entered on the host";
    environment.set(name, new Unknown("input", why, machine.freshSymbol("cmd"), shell.at, "System.String"));
    return;
  }
  const line = shell.input.next(machine);
  const text = line === undefined ? "" : machine.toolbox.textOf(machine, line);
  if (text === "") return setErrorlevel(machine, 1);
  environment.set(name, typeof text === "string" ? new Str(text, traceOf(line) ?? shell.at, shell.source.secret) : text);
}

/** `set`, `set PREFIX`: variables that are known; without a known one, some that only the host knows. */
function listVariables(shell: Shell, prefix: string): Ending {
  const { machine } = shell;
  const found = new Environment(machine).known().filter(([name]) => name.toLowerCase().startsWith(prefix.toLowerCase()));
  for (const [name, value] of found) shell.out(joinTexts([`${name}=`, value], shell.at));
  if (found.length === 0 || prefix === "") shell.out(printed(shell, `set ${prefix}`.trim()));
  return GO_ON;
}

/** What a command prints that only the host knows. */
function printed(shell: Shell, what: string): Unknown {
  return new Unknown("input", `what ${what} prints`, shell.machine.freshSymbol(`cmd:${what}`), shell.at, "System.String");
}

/** A command that always goes well and says nothing. */
function doing(run: (shell: Shell, rest: string) => void): Builtin {
  return (shell, rest) => {
    run(shell, rest);
    return GO_ON;
  };
}

const prints =
  (what: string): Builtin =>
  (shell) => {
    shell.out(printed(shell, what));
    setErrorlevel(shell.machine, 0);
    return GO_ON;
  };

function changeDirectory(shell: Shell, rest: string): Ending {
  const path = paths(rest)[0];
  if (path === undefined) {
    const { location } = new Files(shell.machine);
    shell.out(typeof location === "string" ? new Str(location, shell.at) : location);
  } else {
    const files = new Files(shell.machine);
    files.setLocation(files.resolve(wordText(shell.machine, path)));
  }
  setErrorlevel(shell.machine, 0);
  return GO_ON;
}

function pushDirectory(shell: Shell, rest: string): Ending {
  const path = paths(rest)[0];
  if (path !== undefined) pushFolder(shell.machine, wordText(shell.machine, path));
  setErrorlevel(shell.machine, 0);
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
    return LEFT;
  }
  return { kind: "exit", code: value };
}

function call(shell: Shell, rest: string): Guarded<Ending> {
  // Variables are replaced once more: `call set "X=%%Y%%"`, `call echo %%ROW%N%%%`.
  const text = expandPercent(shell.machine, rest.trim(), shell.frame).text;
  if (!text.startsWith(":")) {
    const inner = builtin(shell, text);
    return inner ?? external(shell, text, shell.at, null);
  }
  const [label = "", ...args] = text.match(/(?:"[^"]*"|[^\s"])+/g) ?? [];
  if (label.toLowerCase() === ":eof") return GO_ON;
  const ended = shell.call(labelMeant(shell, label.slice(1)), args);
  if (ended === null) setErrorlevel(shell.machine, 1);
  return ended ?? GO_ON;
}

function goTo(shell: Shell, rest: string): Ending {
  const label = rest.trim().replace(/^:/, "").split(/\s/)[0] ?? "";
  return { kind: "goto", label: labelMeant(shell, label).toLowerCase() };
}

function shift(shell: Shell, rest: string): Ending {
  shell.frame?.shift(shell.machine, Number(/\/([0-8])/.exec(rest)?.[1] ?? 0));
  return GO_ON;
}

function start(shell: Shell, rest: string): Guarded<Ending> {
  // start "title" /wait program args: the first quoted text is the title, before or behind the flags.
  let text = rest.trim();
  let titled = false;
  for (;;) {
    const title = titled ? null : /^"[^"]*"\s*/.exec(text);
    const skipped = title ?? /^\/(?:d\s*(?:"[^"]*"|\S+)|[A-Za-z]+)\s*/i.exec(text);
    if (!skipped) break;
    if (title) titled = true;
    text = text.slice(skipped[0].length);
  }
  return text === "" ? GO_ON : external(shell, text, shell.at, null);
}

const BUILTINS: ReadonlyMap<string, Builtin> = new Map<string, Builtin>([
  ["echo", echo],
  ["set", set],
  ["cd", changeDirectory],
  ["chdir", changeDirectory],
  ["pushd", pushDirectory],
  ["popd", doing((shell) => popFolder(shell.machine))],
  ["del", remove],
  ["erase", remove],
  ["rd", remove],
  ["rmdir", remove],
  ["md", makeDirectories],
  ["mkdir", makeDirectories],
  ["copy", copy],
  ["move", move],
  ["ren", rename],
  ["rename", rename],
  ["mklink", makeLink],
  ["type", type],
  ["exit", exit],
  ["call", call],
  ["start", start],
  ["goto", goTo],
  ["rem", () => GO_ON],
  ["setlocal", doing((shell, rest) => setlocal(shell.machine, rest))],
  ["endlocal", doing((shell) => endlocal(shell.machine))],
  ["pause", nothing],
  ["title", nothing],
  ["color", nothing],
  ["cls", nothing],
  ["ver", prints("ver")],
  ["vol", prints("vol")],
  ["verify", nothing],
  ["break", nothing],
  ["dir", prints("dir")],
  ["path", prints("path")],
  ["prompt", nothing],
  ["shift", shift],
  ["date", prints("date")],
  ["time", prints("time")],
  ["assoc", prints("assoc")],
  ["ftype", prints("ftype")],
]);
