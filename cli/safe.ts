/**
 * Texts that may reach a terminal, a log or a file. Whatever prints takes the type `Safe`, and only this file makes one, so no text from
 * outside (a script, a file name, an option, an error) is printed as it is.
 */
declare const made: unique symbol;

export type Safe = string & { readonly [made]: true };

/** Controls, direction marks, characters without width, line and paragraph ends, halves of characters. */
const HARMFUL = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Default_Ignorable_Code_Point}]/gu;
/** How build services are given commands inside a line: Azure Pipelines `##vso[...]`, older GitHub runners `##[...]`. */
const COMMAND_IN_LINE = /##(?=vso\[|\[)/gi;
/** GitHub takes a line that starts so for a command. */
const COMMAND_AT_START = /^(\s*):(?=:)/gm;
const HOLE = /[\ue000-\uf8ff]/g;
const REPLACEMENT = "\ufffd";

function cleaned(text: string): string {
  return text
    .replace(HARMFUL, (sign) => (sign === "\t" ? " " : REPLACEMENT.repeat(sign.length)))
    .replace(COMMAND_IN_LINE, `#${REPLACEMENT}`)
    .replace(HOLE, "\u2026");
}

/**
 * One line of text: no control characters (which could move the cursor or recolour a report), no line ends, no direction marks, nothing
 * without width, no commands to a build service, and one sign for each part that is not known. Lengths stay as they are.
 */
export function clean(text: string): Safe {
  return cleaned(text).replace(COMMAND_AT_START, `$1${REPLACEMENT}`) as Safe;
}

/** The same for a text of several lines whose line ends are meant. */
export function cleanLines(text: string): Safe {
  return text
    .split("\n")
    .map((line) => clean(line.replace(/\r$/, "")))
    .join("\n") as Safe;
}

/** A text of ours with safe parts in it. */
export function safe(literal: TemplateStringsArray, ...parts: readonly (Safe | number)[]): Safe {
  return literal.reduce((text, piece, index) => `${text}${parts[index - 1]}${piece}`) as Safe;
}

export function joinSafe(parts: readonly Safe[], separator: string): Safe {
  return parts.join(separator) as Safe;
}

/** A part of a safe text; escapes for colours must not be in it. */
export function sliceSafe(text: Safe, from: number, to?: number): Safe {
  return text.slice(from, to) as Safe;
}

/** Sequences that colour a safe text. */
export function painted(paint: (text: string) => string, text: Safe): Safe {
  return paint(text) as Safe;
}

/** JSON in which everything that is harmful as a character is an escape, so that it reads back unchanged. */
export function json(value: unknown, indent = 2): Safe {
  return JSON.stringify(value, null, indent)
    .replace(HARMFUL, (sign) => (sign === "\n" ? sign : escaped(sign)))
    .replace(COMMAND_IN_LINE, "#\\u0023") as Safe;
}

function escaped(sign: string): string {
  return [...Array(sign.length).keys()].map((at) => `\\u${sign.charCodeAt(at).toString(16).padStart(4, "0")}`).join("");
}

/** Text between tags and in attributes of XML and HTML. */
export function xml(text: string): Safe {
  return clean(text).replace(/[&<>"'`]/g, (sign) => `&#${sign.charCodeAt(0)};`) as Safe;
}

/** Text in Markdown that stays text: no links, markup, HTML, mentions of people or references to issues. */
export function markdown(text: string): Safe {
  return clean(text).replace(/[\\`*_{}[\]()<>#+\-!|~@&]/g, (sign) => `&#${sign.charCodeAt(0)};`) as Safe;
}

/** A value in a `::command key=value::` of GitHub; `property` for a key's value. */
export function githubText(text: string, property = false): Safe {
  const encoded = clean(text).replaceAll("%", "%25");
  return (property ? encoded.replaceAll(":", "%3A").replaceAll(",", "%2C") : encoded) as Safe;
}

/** A value in a `##vso[command key=value]` of Azure Pipelines. */
export function azureText(text: string, property = false): Safe {
  const encoded = clean(text).replaceAll("%", "%AZP25");
  return (property ? encoded.replaceAll(";", "%3B").replaceAll("]", "%5D") : encoded) as Safe;
}
