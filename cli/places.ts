import { readdirSync, readFileSync, statSync } from "node:fs";
import { extname, join } from "node:path";
import { decodeScript } from "../interpreter/powershell/syntax/decode-script.js";
import type { Source } from "../interpreter/values/source.js";
import type { Because, Declaration, Finding, Place } from "../policies/finding.js";

/** Files that programs read scripts from. */
const SCRIPT_FILES: ReadonlySet<string> = new Set([".ps1", ".psm1", ".cmd", ".bat", ".txt", ".tpl"]);
const LARGEST_FILE = 1 << 20;
const MOST_FILES = 400;
const DEEPEST = 5;

/** Adds to places what the command line knows besides: the file that a resource's script was read from, and where the program makes the resource. */
export class Places {
  private readonly files = new Map<string, string>();

  constructor(
    sources: readonly Source[],
    scripts: ReadonlyMap<string, string>,
    private readonly declarations: ReadonlyMap<string, Declaration>,
  ) {
    for (const source of sources) {
      const { resource, layers } = source.place;
      if (source.secret || resource === null || layers.length > 0) continue;
      const file = scripts.get(canonical(source.text));
      if (file !== undefined) this.files.set(keyOf(source.place), file);
    }
  }

  of(place: Place | null): Place | null {
    if (place === null || place.resource === null) return place;
    const file = place.file ?? (place.layers.length > 0 ? null : (this.files.get(keyOf(place)) ?? null));
    return { ...place, file, declared: this.declarations.get(place.resource) ?? null };
  }

  finding(finding: Finding): Finding {
    const because = finding.because.map((step): Because => ({ ...step, at: this.of(step.at) }));
    return { ...finding, at: this.of(finding.at), because };
  }
}

function keyOf(place: { readonly resource: string | null; readonly property: string | null }): string {
  return `${place.resource}\n${place.property}`;
}

/** Line ends and byte order marks differ between a file and what a program makes of it; lines do not. */
function canonical(text: string): string {
  return text
    .replace(/^\ufeff/, "")
    .replaceAll("\r\n", "\n")
    .trimEnd();
}

/** The scripts that lie in a project, by their text. A text that several files have says nothing. */
export function scriptsBelow(directory: string, show: (path: string) => string): Map<string, string> {
  const found = new Map<string, string | null>();
  let count = 0;
  const visit = (folder: string, depth: number): void => {
    for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (count >= MOST_FILES) return;
      const path = join(folder, entry.name);
      if (entry.isDirectory()) {
        if (depth < DEEPEST && entry.name !== "node_modules" && !entry.name.startsWith(".")) visit(path, depth + 1);
      } else if (entry.isFile() && SCRIPT_FILES.has(extname(entry.name).toLowerCase()) && statSync(path).size <= LARGEST_FILE) {
        count++;
        const text = canonical(decodeScript(readFileSync(path)));
        if (text !== "") found.set(text, found.has(text) ? null : show(path));
      }
    }
  };
  try {
    visit(directory, 0);
  } catch {
    // A folder that cannot be read costs only the names of files.
  }
  return new Map([...found].flatMap(([text, path]) => (path === null ? [] : [[text, path] as const])));
}
