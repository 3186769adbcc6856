/** Reads files that hold scripts between tags: WSF jobs, and pages of mshta.exe. Tolerant, as the script host is of what is no strict XML. */
import { type Enclosing, Source } from "../values/source.js";

export interface ScriptBlock {
  /** As it was written, in lower case; null: none was given. */
  readonly language: string | null;
  /** A file that the block includes instead of a text; null: the text. */
  readonly file: string | null;
  /** What stands between the tags. */
  readonly source: Source;
  readonly start: number;
}

/** `<object id="fso" progid="Scripting.FileSystemObject"/>` */
export interface DeclaredObject {
  readonly id: string;
  readonly progId: string;
}

export interface Job {
  readonly id: string | null;
  readonly blocks: readonly ScriptBlock[];
  readonly objects: readonly DeclaredObject[];
  readonly resources: ReadonlyMap<string, string>;
}

export interface Page {
  readonly jobs: readonly Job[];
  /** Code of `onload` attributes. */
  readonly handlers: readonly ScriptBlock[];
}

interface MutableJob {
  id: string | null;
  blocks: ScriptBlock[];
  objects: DeclaredObject[];
  resources: Map<string, string>;
}

/** More tags than this are not looked at. */
const MOST_TAGS = 100_000;

export function readMarkup(outer: Source): Page {
  const { text } = outer;
  const lower = text.toLowerCase();
  const isXml = /^\s*<\?xml/i.test(text);
  const jobs: MutableJob[] = [];
  const handlers: ScriptBlock[] = [];
  let current = newJob(null);
  let at = 0;
  for (let tags = 0; tags < MOST_TAGS; tags++) {
    at = text.indexOf("<", at);
    if (at < 0) break;
    if (text.startsWith("<!--", at)) {
      const end = text.indexOf("-->", at);
      at = end < 0 ? text.length : end + 3;
      continue;
    }
    const name = /^<\/?([a-z][\w:-]*)/i.exec(text.slice(at, at + 80))?.[1]?.toLowerCase();
    if (name === undefined) {
      at++;
      continue;
    }
    const end = tagEnd(text, at);
    const attributes = attributesOf(text, at + 1 + name.length, end);
    const isClosing = text[at + 1] === "/";
    const isEmpty = text[end - 1] === "/";
    if (!isClosing) {
      const onload = attributes.get("onload");
      if (onload) handlers.push(block(outer, onload.start, onload.end, attributes.get("language")?.value ?? null, null, false));
    }
    if (name === "job") {
      if (isClosing) {
        jobs.push(current);
        current = newJob(null);
      } else current = newJob(attributes.get("id")?.value ?? null);
    } else if (name === "object" && !isClosing) {
      const id = attributes.get("id")?.value;
      const progId = attributes.get("progid")?.value ?? attributes.get("classid")?.value;
      if (id !== undefined && progId !== undefined) current.objects.push({ id, progId });
    } else if (!isClosing && (name === "script" || name === "resource")) {
      const close = isEmpty ? end + 1 : lower.indexOf(`</${name}`, end);
      const stop = close < 0 ? text.length : close;
      if (name === "script") {
        const language = attributes.get("language")?.value ?? attributes.get("type")?.value ?? null;
        const file = attributes.get("src")?.value ?? null;
        current.blocks.push(block(outer, isEmpty ? end + 1 : end + 1, stop, language, file, isXml));
      } else current.resources.set((attributes.get("id")?.value ?? "").toLowerCase(), unwrapped(text.slice(end + 1, stop)));
      at = isEmpty ? end + 1 : stop;
      continue;
    }
    at = end + 1;
  }
  if (current.blocks.length > 0 || jobs.length === 0) jobs.push(current);
  return { jobs, handlers };
}

function newJob(id: string | null): MutableJob {
  return { id, blocks: [], objects: [], resources: new Map() };
}

/** The `>` of a tag, past those in its quotes. */
function tagEnd(text: string, start: number): number {
  let quote: string | null = null;
  for (let index = start; index < text.length; index++) {
    const unit = text[index] as string;
    if (quote !== null) {
      if (unit === quote) quote = null;
    } else if (unit === '"' || unit === "'") quote = unit;
    else if (unit === ">") return index;
  }
  return text.length;
}

interface Attribute {
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

function attributesOf(text: string, start: number, end: number): ReadonlyMap<string, Attribute> {
  const found = new Map<string, Attribute>();
  const pattern = /([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/g;
  pattern.lastIndex = 0;
  const inside = text.slice(start, end);
  for (const match of inside.matchAll(pattern)) {
    const value = match[2] ?? match[3] ?? (match[4] as string);
    const from = start + match.index + match[0].length - value.length - (match[4] === undefined ? 1 : 0);
    found.set((match[1] as string).toLowerCase(), { value, start: from, end: from + value.length });
  }
  return found;
}

function unwrapped(text: string): string {
  return /^\s*<!\[CDATA\[([\s\S]*?)\]\]>\s*$/.exec(text)?.[1] ?? text;
}

function block(
  outer: Source,
  start: number,
  end: number,
  language: string | null,
  file: string | null,
  isXml: boolean,
): ScriptBlock {
  const whole = outer.text.slice(start, end);
  const wrapped = /^(\s*(?:\/\/|')?\s*<!\[CDATA\[)([\s\S]*?)(?:(?:\/\/|')\s*)?\]\]>\s*$/.exec(whole);
  const commented = /^(\s*<!--[^\n]*\n)([\s\S]*?)(?:(?:\/\/|')?\s*)-->\s*$/.exec(whole);
  const [, lead = "", body = whole] = wrapped ?? commented ?? [];
  const offset = start + lead.length;
  const inside: Enclosing = { origin: (from, to) => outer.origin(offset + from, offset + to) };
  const text = isXml && wrapped === null ? decoded(body) : body;
  return {
    language: language?.trim().toLowerCase() ?? null,
    file,
    source: new Source(text, outer.place, outer.secret, inside),
    start,
  };
}

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ["amp", "&"],
  ["lt", "<"],
  ["gt", ">"],
  ["quot", '"'],
  ["apos", "'"],
]);

function decoded(text: string): string {
  return text.replace(
    /&(?:#(\d+)|#x([0-9a-f]+)|(\w+));/gi,
    (whole, decimal: string | undefined, hex: string | undefined, name: string | undefined) => {
      if (name !== undefined) return ENTITIES.get(name.toLowerCase()) ?? whole;
      const code = Number.parseInt(decimal ?? (hex as string), decimal === undefined ? 16 : 10);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}
