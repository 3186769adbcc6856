import type { Source } from "../interpreter/values/source.js";
import type { Finding, Place } from "../policies/finding.js";
import { Redactor } from "../policies/redact.js";

/** The lines that findings point into, as text that may be shown: never of a text that may hold secrets, and passwords are blanked. */
export type Excerpts = ReadonlyMap<string, string>;

/** The line of a place, or null when it may not be shown or nobody has it. */
export function lineOf(excerpts: Excerpts, at: Place | null): string | null {
  return at === null || at.secret || at.line === null ? null : (excerpts.get(lineKey(at)) ?? null);
}

function lineKey(at: Place): string {
  return `${placeKey(at)}:${at.line}`;
}

function placeKey(place: Pick<Place, "file" | "resource" | "property" | "layers">): string {
  // A property's text may have been read from a file, which is then named besides.
  return JSON.stringify([place.resource === null ? place.file : null, place.resource, place.property, place.layers]);
}

/** Collects the lines of all places of some findings. */
export function excerptsOf(
  findings: readonly Finding[],
  sources: readonly Source[],
  hidden: ReadonlyMap<Source, readonly string[]>,
): Map<string, string> {
  const byPlace = new Map<string, { readonly source: Source; readonly hidden: readonly string[] }>();
  for (const source of sources) {
    if (source.secret || source.inside !== null) continue;
    // The same file may have run on several hosts.
    const key = placeKey(source.place);
    const before = byPlace.get(key)?.hidden ?? [];
    const own = hidden.get(source) ?? [];
    byPlace.set(key, { source, hidden: before.length === 0 ? own : [...before, ...own] });
  }
  const redactors = new Map<readonly string[], Redactor>();
  const lines = new Map<string, string>();
  for (const { at, because } of findings) {
    for (const place of [at, ...because.map((step) => step.at)]) {
      if (place === null || place.secret || place.line === null || lines.has(lineKey(place))) continue;
      const found = byPlace.get(placeKey(place));
      if (found === undefined) continue;
      let redactor = redactors.get(found.hidden);
      if (!redactor) redactors.set(found.hidden, (redactor = new Redactor({ values: found.hidden, texts: [] })));
      lines.set(lineKey(place), withoutPasswords(redactor.cleanSource(found.source.lineText(place.line))));
    }
  }
  return lines;
}

/**
 * What stands where a password belongs, by the look of the line: on a line that was not run nobody knows more. Only what is shown depends
 * on it.
 */
function withoutPasswords(line: string): string {
  return line.replace(
    /((?:pass(?:wd|word|phrase)|pwd|secret|token(?!s\b)|api_?key)[\w]*["']?(?:\s*[:=]\s*|\s+))("[^"]*"?|'[^']*'?|[^\s"'`$@({;|,)]+)/gi,
    (_all, name: string, value: string) =>
      name +
      (/^["']/.test(value) ? value[0] : "") +
      "*".repeat(Math.max(1, value.replace(/^["']|["']$/g, "").length)) +
      (/["']$/.test(value) && value.length > 1 ? value[0] : ""),
  );
}
