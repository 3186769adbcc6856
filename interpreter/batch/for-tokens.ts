import type { Machine } from "../machine/machine.js";
import { enquire } from "../values/host-question.js";
import type { Trace } from "../values/source.js";
import { isPartlyUnknown, isStandIn, standInsOf } from "../values/stand-ins.js";
import { Unknown } from "../values/value.js";
import { wordText } from "./expand.js";

/** `for /f "usebackq skip=1 eol=# tokens=1,3-4,* delims=,; "` ("for /?"). */
export interface TokenOptions {
  readonly usebackq: boolean;
  readonly skip: number;
  readonly eol: string | null;
  /** Numbers of fields, ascending, from 1; cmd takes them in this order, however they are written. */
  readonly tokens: readonly number[];
  /** What is left behind the last of them goes into one more variable. */
  readonly rest: boolean;
  readonly delimiters: string;
}

/** `options`: without the quotes around them. Blanks belong to `delims=` only when it stands last. */
export function tokenOptions(options: string): TokenOptions {
  const delimiters = /delims=(.*?)(?:\s+(?:tokens=|eol=|skip=|usebackq)|$)/is.exec(options)?.[1] ?? " \t";
  const plain = options.replace(/delims=.*?(?=\s+(?:tokens=|eol=|skip=|usebackq)|$)/is, "");
  const listed = /tokens=([^\s]+)/i.exec(plain)?.[1] ?? "1";
  const tokens = new Set<number>();
  for (const item of listed.split(",")) {
    const [from, to] = item.replace("*", "").split("-").map(Number);
    if (from === undefined || !(from > 0)) continue;
    for (let field = from; field <= Math.min(to ?? from, 31); field++) tokens.add(field);
  }
  return {
    usebackq: /\busebackq\b/i.test(plain),
    skip: Number(/skip=(\d+)/i.exec(plain)?.[1] ?? 0),
    eol: /eol=(.)/i.exec(plain)?.[1] ?? ";",
    tokens: [...tokens].sort((a, b) => a - b),
    rest: listed.endsWith("*"),
    delimiters,
  };
}

/** The values of the loop's variables for one line, in order; null: the loop passes the line by. */
export function tokensOf(machine: Machine, line: string, options: TokenOptions, at: Trace): string[] | null {
  const { delimiters } = options;
  let start = 0;
  while (start < line.length && delimiters.includes(line[start] as string)) start++;
  if (start === line.length || line[start] === options.eol) return null;
  const { fields, sure } = fieldsOf(machine, line, start, delimiters);
  const unsure = (what: string): string => hole(machine, line, what, at);
  const values: string[] = [];
  let any = options.tokens.length === 0;
  for (const token of options.tokens) {
    const field = fields[token - 1];
    if (token <= sure) any = true;
    if (token <= sure && field) values.push(line.slice(field.start, field.end));
    else if (isPartlyUnknown(machine, line) && sure < fields.length) {
      any = true;
      values.push(unsure(`field ${token}`));
    } else values.push("");
  }
  if (!any) return null;
  if (options.rest) {
    const last = options.tokens[options.tokens.length - 1] ?? 0;
    const next = fields[last];
    if (last > sure) values.push(unsure(`what follows field ${last}`));
    else values.push(next ? line.slice(next.start) : "");
  }
  return values;
}

interface Field {
  readonly start: number;
  readonly end: number;
}

/** `sure`: so many fields from the left are known to be fields; in the next one is something that may hold a delimiter. */
function fieldsOf(
  machine: Machine,
  line: string,
  from: number,
  delimiters: string,
): { readonly fields: readonly Field[]; readonly sure: number } {
  const fields: Field[] = [];
  let sure = Number.POSITIVE_INFINITY;
  let start = -1;
  for (let index = from; index <= line.length; index++) {
    const letter = line[index];
    if (letter === undefined || delimiters.includes(letter)) {
      if (start >= 0) fields.push({ start, end: index });
      start = -1;
      continue;
    }
    if (start < 0) start = index;
    if (sure > fields.length && isStandIn(letter.charCodeAt(0)) && mayHold(machine, letter, delimiters)) sure = fields.length;
  }
  return { fields, sure: Math.min(sure, fields.length) };
}

/** Whether an unknown part may hold one of the letters, as far as anybody can tell. */
function mayHold(machine: Machine, letter: string, letters: string): boolean {
  const unknown = standInsOf(machine).unknownAt(letter);
  if (!unknown) return false;
  // The name of a computer is letters, digits and hyphens (Microsoft, "Naming conventions in Active Directory").
  if (unknown.symbol === "env:computername") return /[a-z\d-]/i.test(letters);
  return [...letters].some(
    (one) => enquire(machine, unknown, { form: "pattern", text: one, passes: (candidate) => candidate.includes(one) }) !== false,
  );
}

function hole(machine: Machine, line: string, what: string, at: Trace): string {
  const text = wordText(machine, line);
  const of = typeof text === "string" ? null : text;
  const unknown = new Unknown(
    of?.cause ?? "input",
    `${what} of a line that is only known on the host`,
    `for:${what}:${of?.symbol ?? line}`,
    at,
    "System.String",
    null,
    of?.secret ?? false,
  );
  return standInsOf(machine).letterFor(unknown) ?? "?";
}

/** A hole is taken to lie within its line, and a variable of the environment to hold one. */
export function hasKnownLines(unknown: Unknown): boolean {
  return unknown.parts !== null || unknown.symbol.startsWith("env:");
}
