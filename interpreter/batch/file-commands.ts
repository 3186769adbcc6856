import { copyPath } from "../os/copying.js";
import { Files } from "../os/files.js";
import type { Text } from "../tools/tool.js";
import { hasWildcard } from "../values/name-pattern.js";
import { joinTexts } from "../values/texts.js";
import { Unknown } from "../values/value.js";
import { unquote, wordText } from "./expand.js";
import { type Ending, GO_ON, type Shell, setErrorlevel } from "./run.js";

/** Commands of cmd that change files: copy, move, ren, del, md, mklink. */

/** Words that are no switches; blanks, commas, semicolons and equal signs part them. */
export function paths(rest: string): string[] {
  const words = (rest.match(/"[^"]*"|[^\s,;="]+/g) ?? []).map(unquote);
  return words.filter((word) => !/^\/[A-Za-z-]/.test(word));
}

function done(shell: Shell): Ending {
  setErrorlevel(shell.machine, 0);
  return GO_ON;
}

export function makeDirectories(shell: Shell, rest: string): Ending {
  for (const path of paths(rest)) new Files(shell.machine).makeDirectory(wordText(shell.machine, path));
  return done(shell);
}

export function remove(shell: Shell, rest: string): Ending {
  for (const path of paths(rest))
    if (!hasWildcard(path)) new Files(shell.machine).remove(wordText(shell.machine, path), shell.at);
  return done(shell);
}

/** `copy a.txt folder`, `copy *.cmd folder`, `copy a.txt+b.txt c.txt`, `copy /y a b`; without a target into the current folder. */
export function copy(shell: Shell, rest: string): Ending {
  const { machine } = shell;
  const words = paths(rest.replace(/"[^"]*"|\+/g, (part) => (part === "+" ? " + " : part)));
  const sources: string[] = [];
  let target: string | undefined;
  for (let index = 0; index < words.length; index++) {
    const word = words[index] as string;
    if (word === "+") continue;
    if (sources.length === 0 || words[index - 1] === "+") sources.push(word);
    else target = word;
  }
  const to = wordText(machine, target ?? ".");
  if (sources.length > 1) append(shell, sources, target === undefined ? wordText(machine, sources[0] as string) : to);
  else if (sources[0] !== undefined) copyPath(machine, wordText(machine, sources[0]), to, shell.at);
  return done(shell);
}

/** Several files one after the other as one. */
function append(shell: Shell, sources: readonly string[], to: Text): void {
  const files = new Files(shell.machine);
  const texts = sources
    .filter((source) => !/^nul$/i.test(source))
    .map(
      (source) =>
        files.readText(wordText(shell.machine, source)) ??
        new Unknown("input", `the content of ${source}`, shell.machine.freshSymbol("copy"), shell.at, "System.String"),
    );
  files.write(to, joinTexts(texts, shell.at), shell.at);
}

export function move(shell: Shell, rest: string): Ending {
  const [from, to] = paths(rest);
  if (from !== undefined)
    copyPath(shell.machine, wordText(shell.machine, from), wordText(shell.machine, to ?? "."), shell.at, { move: true });
  return done(shell);
}

/** `ren folder\old new`: the new name is one in the same folder. */
export function rename(shell: Shell, rest: string): Ending {
  const [from, name] = paths(rest);
  if (from === undefined || name === undefined || hasWildcard(from)) return done(shell);
  const folder = /^.*[\\/]/.exec(from)?.[0] ?? "";
  new Files(shell.machine).move(wordText(shell.machine, from), wordText(shell.machine, folder + name), shell.at);
  return done(shell);
}

/** `mklink [/d | /h | /j] link target`. */
export function makeLink(shell: Shell, rest: string): Ending {
  const [link, target] = paths(rest);
  if (link !== undefined && target !== undefined)
    new Files(shell.machine).link(wordText(shell.machine, link), wordText(shell.machine, target), shell.at);
  return done(shell);
}
