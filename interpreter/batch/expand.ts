import type { Machine } from "../machine/machine.js";
import { Environment } from "../os/environment.js";
import type { Text } from "../tools/tool.js";
import { enquire } from "../values/host-question.js";
import { isPartlyUnknown, readText, standInsOf } from "../values/stand-ins.js";
import { pieces, textOf } from "../values/texts.js";
import { type Str, Unknown } from "../values/value.js";
import type { Frame } from "./frame.js";
import { Places } from "./places.js";

/** The letters of a text in a command line; what is not known stands as a hole. */
export function lineText(machine: Machine, value: Str | Unknown | Text): string {
  return standInsOf(machine).encode(pieces(value)) ?? machine.budget.exceeded("steps");
}

/** A word of a command line as a text. */
export function wordText(machine: Machine, word: string): Text {
  return textOf(readText(machine, word, null));
}

/**
 * Replaces `%NAME%`, `%NAME:a=b%`, `%NAME:~n,m%`, `%1`, `%~dp0` and `%%`, as cmd does before it reads the line's structure.
 * On a command line (not in a batch file) `%%` stays and a variable that does not exist stays as written.
 */
export function expandPercent(
  machine: Machine,
  line: string,
  frame: Frame | null,
): { readonly text: string; readonly places: Places } {
  checkLength(machine, line, LONGEST_TEXT);
  if (!line.includes("%")) return { text: line, places: Places.same(line.length) };
  const places = new Places();
  let result = "";
  let index = 0;
  const copy = (text: string): void => {
    places.copy(index, text.length);
    result += text;
  };
  const replace = (text: string, end: number): void => {
    places.replace(index, text.length);
    result += text;
    index = end;
  };
  while (index < line.length) {
    const letter = line[index] as string;
    if (letter !== "%") {
      copy(letter);
      index++;
      continue;
    }
    if (frame && line[index + 1] === "%") {
      replace("%", index + 2);
      continue;
    }
    const argument = frame ? argumentAt(machine, line, index, frame) : null;
    if (argument) {
      replace(argument.text, argument.end);
      continue;
    }
    const close = line.indexOf("%", index + 1);
    if (close < 0) {
      if (!frame) copy(letter);
      index++;
      continue;
    }
    const inner = line.slice(index + 1, close);
    const replaced = variable(machine, inner);
    if (replaced !== null) replace(replaced, close + 1);
    else if (frame) index = close + 1;
    else {
      copy(letter);
      index++;
    }
  }
  checkLength(machine, result);
  return { text: result, places };
}

/** cmd takes lines of up to 8191 characters (KB 830473); a variable that makes a longer one is not followed. What stands so in a file is read. */
const LONGEST_LINE = 32_767;
/** A block of many lines. */
const LONGEST_TEXT = 1 << 20;

function checkLength(machine: Machine, line: string, longest = LONGEST_LINE): void {
  if (line.length > longest) machine.budget.exceeded("bytes");
}

/** `!NAME!` under delayed expansion: values are read when the command runs. */
export function expandDelayed(machine: Machine, line: string): string {
  if (!line.includes("!")) return line;
  let result = "";
  let index = 0;
  while (index < line.length) {
    const open = line.indexOf("!", index);
    const close = open < 0 ? -1 : line.indexOf("!", open + 1);
    if (open < 0 || close < 0) return result + line.slice(index).replaceAll("!", "");
    checkLength(machine, result);
    result += line.slice(index, open) + (variable(machine, line.slice(open + 1, close)) ?? "");
    index = close + 1;
  }
  return result;
}

function argumentAt(
  machine: Machine,
  line: string,
  start: number,
  frame: Frame,
): { readonly text: string; readonly end: number } | null {
  let index = start + 1;
  let modifiers = "";
  if (line[index] === "~") {
    index++;
    while (/[a-z]/i.test(line[index] ?? "")) modifiers += (line[index++] as string).toLowerCase();
    if (!/[0-9]/.test(line[index] ?? "")) return null;
    const value = frame.path(machine, Number(line[index]));
    return { text: modified(unquote(value), modifiers), end: index + 1 };
  }
  if (line[index] === "*") return { text: frame.all(machine), end: index + 1 };
  if (!/[0-9]/.test(line[index] ?? "")) return null;
  return { text: frame.word(machine, Number(line[index])), end: index + 1 };
}

export function unquote(text: string): string {
  return text.startsWith('"') && text.endsWith('"') && text.length > 1 ? text.slice(1, -1) : text;
}

/** `%~dp0`: drive, path, name, extension of a path. */
export function modified(path: string, modifiers: string): string {
  if (modifiers === "" || modifiers === "f") return path;
  const drive = /^[A-Za-z]:/.exec(path)?.[0] ?? "";
  const slash = Math.max(path.lastIndexOf("\\"), path.lastIndexOf("/"));
  const folder = slash < 0 ? "" : path.slice(drive.length, slash + 1);
  const leaf = path.slice(slash < 0 ? drive.length : slash + 1);
  const dot = leaf.lastIndexOf(".");
  let result = "";
  if (modifiers.includes("d")) result += drive;
  if (modifiers.includes("p")) result += folder;
  if (modifiers.includes("n")) result += dot < 0 ? leaf : leaf.slice(0, dot);
  if (modifiers.includes("x")) result += dot < 0 ? "" : leaf.slice(dot);
  return result;
}

/** The value of `NAME`, `NAME:a=b`, `NAME:~n,m`; null: there is no such variable. */
function variable(machine: Machine, inner: string): string | null {
  const colon = inner.indexOf(":");
  const name = colon > 0 ? inner.slice(0, colon) : inner;
  if (name === "" || /[\s"&|<>]/.test(name)) return null;
  const found = dynamic(machine, name) ?? new Environment(machine).get(name);
  if (found === undefined) return null;
  const text = lineText(machine, found);
  if (colon <= 0) return text;
  const rule = inner.slice(colon + 1);
  if (rule.startsWith("~")) {
    const [from, count] = rule.slice(1).split(",");
    const start = Number(from);
    if (Number.isNaN(start)) return text;
    if (isPartlyUnknown(machine, text)) {
      const end = count === undefined || count === "" || Number(count) < 0 ? Number.POSITIVE_INFINITY : start + Number(count);
      // What lies before the first unknown part is where it is, whatever the rest turns out to be.
      return start >= 0 && !isPartlyUnknown(machine, text.slice(0, end)) && end <= text.length
        ? text.slice(start, end)
        : partOf(machine, text, rule);
    }
    const begin = start < 0 ? Math.max(0, text.length + start) : start;
    if (count === undefined || count === "") return text.slice(begin);
    const length = Number(count);
    return length < 0 ? text.slice(begin, text.length + length) : text.slice(begin, begin + length);
  }
  const equals = rule.indexOf("=");
  if (equals < 0) return text;
  const search = rule.slice(0, equals);
  const by = rule.slice(equals + 1);
  if (isPartlyUnknown(machine, text) && mayHold(machine, text, search.replace(/^\*/, ""))) return partOf(machine, text, rule);
  if (search.startsWith("*")) {
    const at = text.toLowerCase().indexOf(search.slice(1).toLowerCase());
    return at < 0 ? text : by + text.slice(at + search.length - 1);
  }
  return search === "" ? text : replaceAllFolded(text, search, by);
}

/** Whether an unknown part of a text may hold another text, as far as anybody can tell. */
function mayHold(machine: Machine, text: string, search: string): boolean {
  const passes = (candidate: string): boolean => candidate.toLowerCase().includes(search.toLowerCase());
  return standInsOf(machine)
    .decode(text)
    .some((part) => typeof part !== "string" && enquire(machine, part, { form: "pattern", text: search, passes }) !== false);
}

/** What `%NAME:rule%` makes of a text that is not wholly known. */
function partOf(machine: Machine, text: string, rule: string): string {
  const whole = wordText(machine, text);
  if (typeof whole === "string") return whole;
  const part = new Unknown(
    whole.cause,
    `a part of: ${whole.why}`,
    `${rule}:${whole.symbol}`,
    null,
    "System.String",
    null,
    whole.secret,
  );
  return standInsOf(machine).letterFor(part) ?? machine.budget.exceeded("steps");
}

function replaceAllFolded(text: string, search: string, by: string): string {
  const folded = text.toLowerCase();
  const wanted = search.toLowerCase();
  let result = "";
  let index = 0;
  for (;;) {
    const found = folded.indexOf(wanted, index);
    if (found < 0) return result + text.slice(index);
    result += text.slice(index, found) + by;
    index = found + wanted.length;
  }
}

/** Variables that cmd computes. */
function dynamic(machine: Machine, name: string): string | Str | Unknown | undefined {
  if (name.toLowerCase() === "errorlevel") return lineText(machine, exitCodeText(machine));
  if (
    ["date", "time", "random", "cd", "cmdcmdline"].includes(name.toLowerCase()) &&
    new Environment(machine).get(name)?.kind !== "str"
  ) {
    const found = new Environment(machine).get(name);
    // Each time it is another number.
    if (name.toLowerCase() !== "random" || !(found instanceof Unknown)) return found;
    return new Unknown(found.cause, "a number by chance", machine.freshSymbol("random"), found.trace, found.type);
  }
  return undefined;
}

export function exitCodeText(machine: Machine): Text {
  const code = machine.settled(machine.cell<number | Unknown>("cmd:errorlevel", () => 0).value);
  return typeof code === "number" ? String(code) : code;
}
