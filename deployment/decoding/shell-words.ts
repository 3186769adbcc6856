/** Commands of a shell's text, taken apart into words: enough of sh and cmd to find the arguments of a tool that is called plainly. */

import type { Layer } from "./layer.js";

export interface Word {
  readonly text: string;
  readonly layer: Layer;
}

/** Null: the text has something (substitutions in the middle of quotes left open) that is not read. */
export function shellCommands(layer: Layer): readonly (readonly Word[])[] | null {
  const { text } = layer;
  const commands: Word[][] = [[]];
  let at = 0;
  const next = () => {
    if ((commands.at(-1) as Word[]).length > 0) commands.push([]);
  };
  while (at < text.length) {
    const letter = text[at] as string;
    if (letter === "\\" && /^\\\r?\n/.test(text.slice(at, at + 3))) at += text[at + 1] === "\r" ? 3 : 2;
    else if (letter === "\n" || letter === ";" || letter === "|" || letter === "&" || letter === "(" || letter === ")") {
      next();
      at++;
    } else if (/\s/.test(letter)) at++;
    else if (letter === "#" && (at === 0 || /\s/.test(text[at - 1] as string))) {
      const end = text.indexOf("\n", at);
      at = end < 0 ? text.length : end;
    } else {
      const word = readWord(layer, at);
      if (word === null) return null;
      (commands.at(-1) as Word[]).push(word.word);
      at = word.end;
    }
  }
  return commands.filter((command) => command.length > 0);
}

function readWord(layer: Layer, start: number): { readonly word: Word; readonly end: number } | null {
  const { text } = layer;
  let value = "";
  const offsets: number[] = [];
  const add = (letter: string, from: number) => {
    for (let index = 0; index < letter.length; index++) offsets.push(from + index);
    value += letter;
  };
  let at = start;
  while (at < text.length && !/[\s;|&()]/.test(text[at] as string)) {
    const letter = text[at] as string;
    if (letter === "'") {
      const end = text.indexOf("'", at + 1);
      if (end < 0) return null;
      add(text.slice(at + 1, end), at + 1);
      at = end + 1;
    } else if (letter === '"') {
      at++;
      while (at < text.length && text[at] !== '"') {
        if (text[at] === "\\" && /["\\$`]/.test(text[at + 1] ?? "")) at++;
        add(text[at] as string, at);
        at++;
      }
      if (at >= text.length) return null;
      at++;
    } else if (letter === "\\" && at + 1 < text.length) {
      add(text[at + 1] as string, at + 1);
      at += 2;
    } else {
      add(letter, at);
      at++;
    }
  }
  const map = (offset: number) => offsets[offset] ?? at;
  return { word: { text: value, layer: layer.turned(value, "shell", map) }, end: at };
}
