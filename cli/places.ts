import { extname, join } from "node:path";
import { decodeScript } from "../interpreter/powershell/syntax/decode-script.js";
import type { Source } from "../interpreter/values/source.js";
import type { Because, Declaration, Finding, Place } from "../policies/finding.js";
import type { Tree } from "./files/tree.js";

/** Files that programs read scripts from. */
const SCRIPT_FILES: ReadonlySet<string> = new Set([".ps1", ".psm1", ".cmd", ".bat", ".vbs", ".wsf", ".hta", ".txt", ".tpl"]);
const LARGEST_SCRIPT = 1 << 20;
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

  /** Files whose text is sent to a host as it is. */
  get sent(): Iterable<string> {
    return this.files.values();
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
export function scriptsBelow(tree: Tree, show: (path: string) => string): Map<string, string> {
  const found = new Map<string, string | null>();
  let count = 0;
  const visit = (folder: string, depth: number): void => {
    for (const { name, kind } of tree.list(folder) ?? []) {
      if (count >= MOST_FILES) return;
      const path = join(folder, name);
      if (kind === "directory") {
        if (depth < DEEPEST && name !== "node_modules" && !name.startsWith(".")) visit(path, depth + 1);
      } else if (kind === "file" && SCRIPT_FILES.has(extname(name).toLowerCase())) {
        count++;
        const bytes = tree.read(path);
        if (bytes === undefined || "refused" in bytes || bytes.length > LARGEST_SCRIPT) continue;
        const text = canonical(decodeScript(bytes));
        if (text !== "") found.set(text, found.has(text) ? null : show(join(tree.root, path)));
      }
    }
  };
  visit("", 0);
  return new Map([...found].flatMap(([text, path]) => (path === null ? [] : [[text, path] as const])));
}
