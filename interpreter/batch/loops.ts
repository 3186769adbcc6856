import type { Guarded } from "../../host/choice.js";
import { Files } from "../os/files.js";
import { standInsOf } from "../values/stand-ins.js";
import { type Str, Unknown } from "../values/value.js";
import { lineText, unquote, wordText } from "./expand.js";
import { hasKnownLines, type TokenOptions, tokenOptions, tokensOf } from "./for-tokens.js";
import type { Command } from "./parse.js";
import { afterwards, type Ending, GO_ON, runCommand, type Shell, substitute } from "./run.js";

type For = Extract<Command, { kind: "for" }>;
/** Values of the loop's variables in one turn. */
type Row = ReadonlyMap<string, string>;

export function loop(shell: Shell, command: For): Guarded<Ending> {
  const { machine } = shell;
  const rows = rowsOf(shell, command);
  const turn = (from: number): Guarded<Ending> => {
    for (let index = from; index < rows.length; index++) {
      machine.budget.step();
      const ended = runCommand(
        { ...shell, forVariables: new Map([...shell.forVariables, ...(rows[index] as Row)]) },
        command.body,
      );
      if (ended === GO_ON) continue;
      return afterwards(shell, ended, () => turn(index + 1));
    }
    return GO_ON;
  };
  return turn(0);
}

function rowsOf(shell: Shell, command: For): Row[] {
  const set = substitute(shell, command.set);
  const one = (value: string): Row => new Map([[command.variable, value]]);
  if (command.form === "/l") return counted(shell, set).map((number) => one(String(number)));
  if (command.form === "/f") return lineRows(shell, command, set);
  const words = set.match(/"[^"]*"|[^\s,;=]+/g) ?? [];
  if (command.form === "/r") return filesBelow(shell, unquote(substitute(shell, command.options)), words).map(one);
  return words.flatMap((word) => (/[*?]/.test(word) ? filesLike(shell, word, command.form === "/d") : [word])).map(one);
}

/** `for /l %%i in (start,step,end)`. */
function counted(shell: Shell, set: string): number[] {
  const [start = 0, step = 1, end = 0] = set
    .split(/[\s,;=]+/)
    .filter((word) => word !== "")
    .map(Number);
  const numbers: number[] = [];
  for (let number = start; step >= 0 ? number <= end : number >= end; number += step) {
    shell.machine.budget.step();
    numbers.push(number);
    if (step === 0) shell.machine.budget.exceeded("steps");
  }
  return numbers;
}

// ---------------------------------------------------------------- files

/** Names that fit a pattern: those that are known, and in another world one that only the host knows. */
function filesLike(shell: Shell, word: string, directories: boolean): string[] {
  const bare = unquote(word);
  const slash = Math.max(bare.lastIndexOf("\\"), bare.lastIndexOf("/"));
  const prefix = bare.slice(0, slash + 1);
  const pattern = bare.slice(slash + 1);
  const { entries, complete } = new Files(shell.machine).list(wordText(shell.machine, prefix === "" ? "." : prefix));
  const found = entries
    .filter(({ name, kind }) => (kind === "directory") === directories && fits(pattern, name))
    .map(({ name }) => prefix + name);
  return complete
    ? found
    : [...found, ...another(shell, bare, `a ${directories ? "folder" : "file"} ${bare}`, (name) => prefix + name)];
}

/** `for /r root %%f in (patterns)`: a word without a wild card is a name in every folder, whether it is there or not. */
function filesBelow(shell: Shell, root: string, words: readonly string[]): string[] {
  const { machine } = shell;
  const files = new Files(machine);
  const found: string[] = [];
  const visit = (folder: string): boolean => {
    machine.budget.step();
    const { entries, complete } = files.list(wordText(machine, folder));
    const join = (name: string): string => `${folder.replace(/\\$/, "")}\\${name}`;
    for (const word of words.map(unquote)) {
      if (!/[*?]/.test(word)) found.push(join(word));
      else for (const { name, kind } of entries) if (kind === "file" && fits(word, name)) found.push(join(name));
    }
    let known = complete;
    for (const { name, kind } of entries) if (kind === "directory" && !visit(join(name))) known = false;
    return known;
  };
  const start = root === "" ? lineText(machine, files.location) : root;
  if (visit(start)) return found;
  return [
    ...found,
    ...another(
      shell,
      `${start}:${words.join(" ")}`,
      `a file ${words.join(" ")} below ${start}`,
      (name) => `${start.replace(/\\$/, "")}\\${name}`,
    ),
  ];
}

function another(shell: Shell, key: string, what: string, path: (name: string) => string): string[] {
  const { machine } = shell;
  if (!machine.askWhether(`files:${key.toLowerCase()}`, `there is ${what}`, `there is no other than the known of: ${what}`))
    return [];
  const name = standInsOf(machine).letterFor(new Unknown("input", what, `file:${key.toLowerCase()}`, shell.at, "System.String"));
  return name === null ? [] : [path(name)];
}

/** Wild cards of cmd: `*.*` fits every name, `?` at the end fits no letter too ("dir"). */
function fits(pattern: string, name: string): boolean {
  if (pattern === "*.*" || pattern === "*") return true;
  return fitsFrom(pattern.toLowerCase(), 0, name.toLowerCase(), 0);
}

function fitsFrom(pattern: string, at: number, name: string, from: number): boolean {
  let star = -1;
  let covered = 0;
  let token = at;
  let index = from;
  while (index < name.length) {
    const letter = pattern[token];
    if (letter === "*") {
      star = token++;
      covered = index;
    } else if (letter === "?" || letter === name[index]) {
      token++;
      index++;
    } else if (star >= 0) {
      token = star + 1;
      index = ++covered;
    } else return false;
  }
  while (pattern[token] === "*" || pattern[token] === "?") token++;
  return token === pattern.length;
}

// ---------------------------------------------------------------- lines

/** `for /f`: fields of the lines of a text, files or a command's output. */
function lineRows(shell: Shell, command: For, set: string): Row[] {
  const { machine } = shell;
  const options = tokenOptions(unquote(substitute(shell, command.options)));
  const rows: Row[] = [];
  const add = (line: string): void => {
    machine.budget.step();
    const values = tokensOf(machine, line, options, shell.at);
    if (values === null) return;
    const first = command.variable.charCodeAt(0);
    rows.push(new Map(values.map((value, index) => [String.fromCharCode(first + index), value])));
  };
  let left = options.skip;
  for (const text of textsOf(shell, set, options)) {
    if (typeof text !== "string") {
      // How many lines there are is not known: none in one world, one in another, which stands for all.
      const some = machine.askWhether(
        `lines:${text.symbol}`,
        `there is a line of: ${text.why}`,
        `there is no line of: ${text.why}`,
      );
      if (some)
        add(
          standInsOf(machine).letterFor(
            new Unknown(
              text.cause,
              `a line of: ${text.why}`,
              `line:${text.symbol}`,
              shell.at,
              "System.String",
              null,
              text.secret,
            ),
          ) ?? "?",
        );
      continue;
    }
    for (const line of text.split(/\r*\n/)) if (left-- <= 0 && line.trim() !== "") add(line);
  }
  return rows;
}

/** What the lines are read from: texts (with holes inside of lines) and those of which not even the lines are known. */
function textsOf(shell: Shell, set: string, options: TokenOptions): (string | Unknown)[] {
  const { machine } = shell;
  const text = set.trim();
  const [commandQuote, textQuote] = options.usebackq ? ["`", "'"] : ["'", '"'];
  if (text.startsWith(commandQuote as string)) return outputOf(shell, inner(text, commandQuote as string));
  if (text.startsWith(textQuote as string)) return [inner(text, textQuote as string)];
  return (text.match(/"[^"]*"|[^\s,;=]+/g) ?? []).map((name) => {
    const content = new Files(machine).readText(wordText(machine, unquote(name)));
    return content === undefined ? "" : readable(shell, content);
  });
}

function inner(text: string, quote: string): string {
  return text.slice(1, text.endsWith(quote) && text.length > 1 ? -1 : undefined);
}

function readable(shell: Shell, content: string | Str | Unknown): string | Unknown {
  return content instanceof Unknown && !hasKnownLines(content) ? content : lineText(shell.machine, content);
}

/** Carets that protect `|`, `&` and `=` from the cmd that reads the loop. */
function unescaped(line: string): string {
  let result = "";
  let quoted = false;
  for (let index = 0; index < line.length; index++) {
    if (line[index] === '"') quoted = !quoted;
    if (line[index] === "^" && !quoted) index++;
    result += line[index] ?? "";
  }
  return result;
}

/** The command runs in a cmd of its own: its variables are gone afterwards. */
function outputOf(shell: Shell, line: string): (string | Unknown)[] {
  const { machine } = shell;
  const lines: (string | Unknown)[] = [];
  for (const value of shell.capture(unescaped(line))) {
    const text = machine.toolbox.textOf(machine, value);
    lines.push(readable(shell, text));
  }
  return lines;
}
