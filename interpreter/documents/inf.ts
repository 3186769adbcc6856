/**
 * Setup information files (INF), as security templates use them: sections of lines, each `key = value, value` or
 * `value, value`. Positions are kept, so that what a line does can be traced to the name it was done to.
 * Format: "General Guidelines for INF Files" and MS-GPSB section 2.2.
 */

/** A piece of a line without its quotes; `start` and `end` are offsets of the piece (without quotes) in the text. */
export interface InfField {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

export interface InfEntry {
  /** What stands before `=`; null for a line without one. */
  readonly key: InfField | null;
  /** Comma-separated values; an empty value after `=` gives no fields. */
  readonly fields: readonly InfField[];
  readonly start: number;
  readonly end: number;
}

export interface InfSection {
  readonly name: string;
  readonly entries: readonly InfEntry[];
}

export class InfDocument {
  /** `before`: the lines before the first section, which Windows does not read. */
  constructor(
    readonly sections: readonly InfSection[],
    readonly before: readonly InfEntry[] = [],
  ) {}

  /** Entries of all sections with this name, in order. */
  entries(section: string): InfEntry[] {
    const wanted = section.toLowerCase();
    return this.sections.filter((candidate) => candidate.name.toLowerCase() === wanted).flatMap((candidate) => candidate.entries);
  }

  has(section: string): boolean {
    const wanted = section.toLowerCase();
    return this.sections.some((candidate) => candidate.name.toLowerCase() === wanted);
  }
}

/** Reads any text: what is no section and no line of one is left out, as Windows does. */
export function parseInf(text: string): InfDocument {
  const sections: { name: string; entries: InfEntry[] }[] = [];
  const before: InfEntry[] = [];
  let current: { name: string; entries: InfEntry[] } | null = null;
  for (const line of logicalLines(text)) {
    const opening = sectionName(line);
    if (opening !== null) {
      current = { name: opening, entries: [] };
      sections.push(current);
      continue;
    }
    const entry = parseEntry(line);
    if (entry) (current?.entries ?? before).push(entry);
  }
  return new InfDocument(withStrings(sections), before);
}

/** A character of a logical line and where it stands. */
interface Letter {
  readonly char: string;
  readonly at: number;
  /** Inside quotes, where nothing separates. */
  readonly quoted: boolean;
}

type Line = readonly Letter[];

/** Comments taken off, continued lines joined, quotes resolved (`""` inside quotes is a quote). */
function* logicalLines(text: string): Generator<Line> {
  let line: Letter[] = [];
  let quoted = false;
  let comment = false;
  for (let at = text.charCodeAt(0) === 0xfeff ? 1 : 0; at < text.length; at++) {
    const char = text[at] as string;
    if (char === "\n" || char === "\r") {
      const continued = !comment && !quoted && line.at(-1)?.char === "\\" && !isPath(line);
      if (char === "\r" && text[at + 1] === "\n") at++;
      comment = false;
      quoted = false;
      if (continued) line.pop();
      else {
        yield line;
        line = [];
      }
      continue;
    }
    if (comment) continue;
    if (char === '"') {
      if (quoted && text[at + 1] === '"') line.push({ char: text[++at] as string, at, quoted: true });
      else {
        quoted = !quoted;
        // An empty quoted text is a value all the same.
        line.push({ char: "", at, quoted: true });
      }
      continue;
    }
    if (char === ";" && !quoted) {
      comment = true;
      continue;
    }
    line.push({ char, at, quoted });
  }
  yield line;
}

/** A backslash right after a letter of a name ends a path (`MACHINE\Software\`); one that stands alone continues the line. */
function isPath(line: Line): boolean {
  const before = line.at(-2)?.char;
  return before !== undefined && before !== " " && before !== "\t" && before !== ",";
}

function sectionName(line: Line): string | null {
  const text = line
    .map((letter) => letter.char)
    .join("")
    .trim();
  return text.startsWith("[") && text.endsWith("]") && text.length >= 2 ? text.slice(1, -1).trim() : null;
}

function parseEntry(line: Line): InfEntry | null {
  if (line.every((letter) => letter.char.trim() === "" && !letter.quoted)) return null;
  const equals = line.findIndex((letter) => letter.char === "=" && !letter.quoted);
  const key = equals < 0 ? null : field(line.slice(0, equals));
  const rest = line.slice(equals + 1);
  const fields: InfField[] = [];
  let from = 0;
  for (let index = 0; index <= rest.length; index++) {
    const letter = rest[index];
    if (letter !== undefined && (letter.char !== "," || letter.quoted)) continue;
    fields.push(field(rest.slice(from, index)));
    from = index + 1;
  }
  const only = fields[0] as InfField;
  const empty = fields.length === 1 && only.text === "" && !rest.some((letter) => letter.quoted);
  const first = line[0] as Letter;
  const last = line[line.length - 1] as Letter;
  return { key, fields: empty ? [] : fields, start: first.at, end: last.at + 1 };
}

function field(letters: Line): InfField {
  let from = 0;
  let to = letters.length;
  const blank = (letter: Letter | undefined): boolean =>
    letter !== undefined && letter.char.trim() === "" && (letter.char === "" || !letter.quoted);
  while (from < to && blank(letters[from])) from++;
  while (to > from && blank(letters[to - 1])) to--;
  const inner = letters.slice(from, to);
  const first = inner[0];
  const last = inner[inner.length - 1];
  const place = letters[0]?.at ?? 0;
  return { text: inner.map((letter) => letter.char).join(""), start: first?.at ?? place, end: last ? last.at + 1 : place };
}

/** `%name%` stands for a line of [Strings]; names that are not there are left (environment variables are the reader's business). */
function withStrings(sections: readonly InfSection[]): readonly InfSection[] {
  const strings = new Map<string, string>();
  for (const section of sections) {
    if (section.name.toLowerCase() !== "strings") continue;
    for (const { key, fields } of section.entries)
      if (key) strings.set(key.text.toLowerCase(), fields.map((item) => item.text).join(","));
  }
  if (strings.size === 0) return sections;
  const replace = (item: InfField): InfField => ({ ...item, text: substitute(item.text, strings) });
  return sections.map((section) => ({
    name: section.name,
    entries: section.entries.map((entry) => ({
      ...entry,
      key: entry.key && replace(entry.key),
      fields: entry.fields.map(replace),
    })),
  }));
}

function substitute(text: string, strings: ReadonlyMap<string, string>): string {
  let result = "";
  let at = 0;
  for (;;) {
    const open = text.indexOf("%", at);
    const close = open < 0 ? -1 : text.indexOf("%", open + 1);
    if (close < 0) return result + text.slice(at);
    const found = strings.get(text.slice(open + 1, close).toLowerCase());
    if (found === undefined) {
      result += text.slice(at, close);
      at = close;
    } else {
      result += text.slice(at, open) + found;
      at = close + 1;
    }
  }
}
