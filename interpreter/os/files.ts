import { Alternatives, leaves } from "../../host/choice.js";
import { feature } from "../../host/keys.js";
import type { Machine } from "../machine/machine.js";
import type { Text } from "../tools/tool.js";
import { Attached } from "../values/attached.js";
import { Source, Trace } from "../values/source.js";
import { pathForSource } from "../values/start-folder.js";
import { joinTexts, shownText, type TextValue } from "../values/texts.js";
import { ABSENT, Arr, array, Num, Str, Unknown, type Value } from "../values/value.js";
import { disturbWatchers, tellWatchers, watchedContent } from "./file-watchers.js";
import { addLink, followLinks, linkedPaths, removeLink } from "./links.js";
import { ancestors, childPath, extensionOf, leafName, normalizePath, pathKey } from "./paths.js";
import { FEATURE_FILES, onEveryWindows } from "./windows-folders.js";

/**
 * The files of the host in the world that is running. What the deployment wrote is known, what a fresh Windows has is known,
 * what lies beside the script comes from the machine's FileSource; anything else may or may not exist, and asking splits the
 * world. All state is in the machine's tables `files` and `files:in:...`, so this class may be made anew wherever it is needed.
 *
 * Paths are texts as scripts write them (any slashes, any case, with unknown parts); relative ones count from {@link Files.location}.
 */

export type FileKind = "file" | "directory";

/**
 * A row of the table `files`. `key` says what is there: `fresh` is a directory that was made where nothing was, so what was
 * not written into it is not there; `present` is something whose kind nobody asked. The field names make equal rows of two worlds merge.
 */
interface FileNode {
  readonly key: "file" | "directory" | "fresh" | "present" | "absent";
  /** The path in one spelling. */
  readonly name: string;
  /** Content of a file: Str, Unknown or an array of bytes; null when nobody knows or asked. */
  readonly value: Value | null;
}

/** In some worlds a folder, in others nobody knows: it makes no difference to what lies in it. */
const FOLDER_OR_OPEN = "folder or open";

/** What is under a folder as far as it is known. */
export interface Listing {
  readonly entries: readonly { readonly name: string; readonly path: string; readonly kind: FileKind }[];
  /** False: there may be other entries that the analysis does not know. */
  readonly complete: boolean;
}

const FILES = "files";
/** One table a folder, with a row for each name, so that what is in it does not depend on each other. */
const CHILDREN = "files:in:";
/** Folders into which something was put that nobody knows. */
const DISTURBED = "files:disturbed";
/** Bytes of a file that is no text: more of them than this are one unknown, not a list of numbers. */
const MOST_BYTES = 1 << 18;
/** Nobody knows where a script starts: carriers differ, and callers too. */
export const START_LOCATION = new Unknown(
  "input",
  "the folder the script is started in",
  "location:start",
  null,
  "System.String",
);

const decoded = new Attached<Map<string, Value>>();

export class Files {
  constructor(private readonly machine: Machine) {}

  // ------------------------------------------------------------ locations

  /** The current folder of the file system. */
  get location(): Text {
    return this.machine.settled(this.machine.cell<Text>("location", () => START_LOCATION).value);
  }

  setLocation(path: Text): void {
    const cell = this.machine.cell<Text>("location", () => START_LOCATION);
    this.machine.journal.put(cell, path);
  }

  /** The path in one spelling, absolute, with holes for what is not known. */
  resolve(path: Text): string {
    return followLinks(this.machine, this.written(path));
  }

  /** The path in one spelling, whatever links there are on the way. */
  private written(path: Text): string {
    return normalizePath(shownText(path), normalizePath(shownText(this.location)));
  }

  // ------------------------------------------------------------ looking

  /** What is known without asking: `open` when it may be there or not. */
  peek(path: Text): FileKind | "absent" | "open" {
    const full = this.resolve(path);
    const node = this.node(full);
    if (node) return node.key === "absent" ? "absent" : node.key === "file" || node.key === "present" ? "file" : "directory";
    return this.fromOutside(full);
  }

  /** What is known of a path of which there is no row. */
  private fromOutside(full: string): FileKind | "absent" | "open" {
    const key = pathKey(full);
    const around = this.around(full);
    if (around === "none") return "absent";
    const known = onEveryWindows(key) ?? this.ofFeature(key);
    if (known) return known;
    if (this.machine.files.list?.(pathForSource(full))) return "directory";
    if (this.beside(full)) return "file";
    // What is in a folder that was empty when it was made was written since, or came with a feature.
    return around === "empty" ? "absent" : "open";
  }

  /** What the folders around a path say of it: `none` when it cannot be there, `empty` when the folder was empty once. */
  private around(full: string): "none" | "empty" | "open" {
    let open: string | null = null;
    for (const ancestor of ancestors(full)) {
      const above = this.folder(ancestor);
      if (above === undefined) continue;
      if (above === FOLDER_OR_OPEN) {
        open ??= ancestor;
        continue;
      }
      if (above.key === "directory" || above.key === "present") break;
      // Where a folder is open in some worlds, it is only there that those around it count.
      if (open !== null) this.node(open);
      return above.key === "fresh" ? "empty" : "none";
    }
    return "open";
  }

  /** A folder's row, without asking for more than matters to what is in it. */
  private folder(full: string): FileNode | undefined | typeof FOLDER_OR_OPEN {
    const row = this.machine.rowNow<FileNode>(FILES, pathKey(full));
    if (!(row instanceof Alternatives)) return row === ABSENT ? undefined : row;
    for (const leaf of leaves(row)) if (leaf !== ABSENT && leaf.key !== "directory") return this.node(full);
    return FOLDER_OR_OPEN;
  }

  /** Whether it is there. Splits the world when nobody knows; the answer is remembered. `expect` is what it counts as then. */
  kind(path: Text, expect?: FileKind): FileKind | undefined {
    // Others may make or take away a file at any time: a loop that looks for one waits for the host.
    this.machine.looks++;
    return this.settledKind(path, expect);
  }

  private settledKind(path: Text, expect?: FileKind): FileKind | undefined {
    const full = this.resolve(path);
    const node = this.node(full);
    if (node?.key === "present" && expect) {
      this.set(full, { key: expect, name: full, value: null });
      return expect;
    }
    const found = this.peek(path);
    if (found === "absent") return undefined;
    if (found !== "open") return found;
    if (this.machine.askWhether(`file:${pathKey(full)}`, `${full} exists`, `${full} does not exist`)) {
      this.set(full, { key: expect ?? "present", name: full, value: null });
      return expect ?? "file";
    }
    this.machine.setRow<FileNode>(FILES, pathKey(full), { key: "absent", name: full, value: null });
    return undefined;
  }

  exists(path: Text, expect?: FileKind): boolean {
    return this.kind(path, expect) !== undefined;
  }

  /**
   * Content of a file: Str, Unknown or an array of bytes, with its provenance. Undefined when it is known not to be there.
   * Does not ask: a file that may be missing is taken to be there, with content that nobody knows.
   */
  read(path: Text): Value | undefined {
    const full = this.resolve(path);
    const node = this.node(full);
    if (node && node.key !== "present" && node.value === null && node.key !== "file") return undefined;
    if (node?.value) return node.value;
    const beside = this.beside(full);
    if (beside) return this.decode(full, beside);
    if (this.peek(path) === "absent") return undefined;
    return watchedContent(this.machine, full) ?? unknownContent(full);
  }

  /** Content as text; bytes are decoded. */
  readText(path: Text): TextValue | undefined {
    const content = this.read(path);
    if (content === undefined) return undefined;
    const plain = this.machine.plain(content);
    if (plain instanceof Str || plain instanceof Unknown) return plain;
    const bytes = plain instanceof Arr ? this.bytesOf(plain) : undefined;
    return bytes ? new Str(decodeText(bytes).text, plain.trace) : unknownContent(this.resolve(path));
  }

  /** Content as bytes: text is UTF-8. Undefined when it is known not to be there. */
  readBytes(path: Text): Uint8Array | Unknown | undefined {
    const full = this.resolve(path);
    const node = this.node(full);
    if (!node?.value) {
      const beside = this.beside(full);
      if (beside && node?.key !== "absent") return beside;
    }
    const content = this.read(path);
    if (content === undefined) return undefined;
    const plain = this.machine.plain(content);
    if (plain instanceof Unknown) return plain;
    if (plain instanceof Str) return new TextEncoder().encode(plain.value);
    const bytes = plain instanceof Arr ? this.bytesOf(plain) : undefined;
    return bytes ?? unknownContent(full);
  }

  /** What is known to lie in a folder. */
  list(folder: Text): Listing {
    const full = this.resolve(folder);
    const node = this.node(full);
    const entries: { name: string; path: string; kind: FileKind }[] = [];
    for (const name of this.children(full)) {
      const path = childPath(full, name);
      const child = this.node(path);
      if (!child || child.key === "absent") continue;
      entries.push({
        name: leafName(child.name),
        path: child.name,
        kind: child.key === "directory" || child.key === "fresh" ? "directory" : "file",
      });
    }
    const removed = node?.key === "absent" || node?.key === "fresh" || this.around(full) !== "open";
    const beside = removed ? undefined : this.machine.files.list?.(pathForSource(full));
    for (const { name, kind } of beside?.entries ?? []) {
      const path = childPath(full, name);
      // What the script wrote or removed there is told by its own row.
      if (!this.node(path)) entries.push({ name, path, kind });
    }
    entries.sort((a, b) => compareNames(a.name, b.name));
    if (beside && !this.machine.row<true>(DISTURBED, pathKey(full))) return { entries, complete: beside.complete };
    const complete = node ? node.key === "fresh" || node.key === "absent" : this.peek(folder) === "absent";
    return { entries, complete };
  }

  // ------------------------------------------------------------ changing

  /** The file has this content from now on; folders around it exist. */
  write(path: Text, content: Value, at: Trace | null = null): void {
    const full = this.resolve(path);
    this.set(full, { key: "file", name: full, value: content });
    this.tell(full, content, at);
  }

  append(path: Text, text: TextValue, at: Trace | null = null): void {
    // What nobody knows to be there is most often not there, and then this text is all that it holds.
    const before = this.settledKind(path, "file") === undefined ? undefined : this.readText(path);
    const whole = before === undefined ? text : joinTexts([before, text], at, "appended");
    // The text is made anew, and an unknown one is also named after what is known of it.
    const parts = whole instanceof Str ? [whole.value] : (whole.parts ?? []);
    this.machine.budget.weigh(parts.reduce((sum, part) => sum + (typeof part === "string" ? part.length : 1), 0) * 2);
    this.write(path, whole, at);
  }

  /** Removes a file, or a folder with all that is in it. */
  remove(path: Text, at: Trace | null = null): void {
    const link = this.written(path);
    // What a link leads to stays.
    if (removeLink(this.machine, link)) return tellWatchers(this.machine, link, undefined, at);
    const full = this.resolve(path);
    for (const name of this.children(full)) {
      this.machine.budget.step();
      const child = childPath(full, name);
      const node = this.node(child);
      if (node && node.key !== "absent") this.remove(child, at);
    }
    this.machine.setRow<FileNode>(FILES, pathKey(full), { key: "absent", name: full, value: null });
    this.tell(full, undefined, at);
  }

  makeDirectory(path: Text): void {
    const full = this.resolve(path);
    const known = this.peek(path);
    if (known === "directory") return;
    this.set(full, { key: known === "absent" ? "fresh" : "directory", name: full, value: null });
  }

  /** Something that nobody knows was put into the folder. */
  disturb(path: Text, at: Trace | null = null): void {
    const full = this.resolve(path);
    this.set(full, { key: "directory", name: full, value: null });
    this.machine.setRow<true>(DISTURBED, pathKey(full), true);
    for (const one of [full, ...linkedPaths(this.machine, full)]) disturbWatchers(this.machine, one, at);
  }

  /** A link, or a drive that stands for a folder: what is behind it is what is seen, read and written through it. */
  link(path: Text, target: Text, at: Trace | null = null): void {
    const from = this.written(path);
    const to = this.resolve(target);
    if (pathKey(from) === pathKey(to) || pathKey(to).startsWith(`${pathKey(from)}\\`)) return;
    addLink(this.machine, from, to);
    if (this.isFolder(to)) this.show(to, from, at);
    else tellWatchers(this.machine, from, this.read(to) ?? unknownContent(to), at);
  }

  /** Tells what a folder shows of what is in another one. */
  private show(folder: string, as: string, at: Trace | null): void {
    const { entries, complete } = this.list(folder);
    for (const entry of entries) {
      this.machine.budget.step();
      const path = childPath(as, entry.name);
      if (entry.kind === "directory") this.show(entry.path, path, at);
      else tellWatchers(this.machine, path, this.read(entry.path), at);
    }
    if (!complete) disturbWatchers(this.machine, as, at);
  }

  /** Whether a path is a folder, or looks like one where nobody knows. */
  private isFolder(path: string): boolean {
    const kind = this.peek(path);
    return kind === "directory" || (kind === "open" && extensionOf(leafName(path)) === "");
  }

  /** Copies a file, or a folder with what is known to be in it. `to` is the new path itself. */
  copy(from: Text, to: Text, at: Trace | null = null): void {
    const source = this.resolve(from);
    const target = this.resolve(to);
    if (pathKey(source) === pathKey(target) || pathKey(target).startsWith(`${pathKey(source)}\\`)) return;
    const kind = this.peek(from);
    if (kind === "directory") {
      const { entries, complete } = this.list(from);
      const before = this.peek(to);
      if (before !== "directory") {
        this.set(target, { key: before === "absent" && complete ? "fresh" : "directory", name: target, value: null });
      }
      for (const entry of entries) {
        this.machine.budget.step();
        this.copy(entry.path, childPath(target, entry.name), at);
      }
      if (!complete) this.disturb(target, at);
      return;
    }
    this.write(target, this.read(from) ?? unknownContent(source), at);
    // It may be a folder, whose files nobody knows.
    if (kind === "open" && extensionOf(leafName(source)) === "")
      for (const one of [target, ...linkedPaths(this.machine, target)]) disturbWatchers(this.machine, one, at);
  }

  move(from: Text, to: Text, at: Trace | null = null): void {
    if (pathKey(this.resolve(from)) === pathKey(this.resolve(to))) return;
    this.copy(from, to, at);
    this.remove(from, at);
  }

  // ------------------------------------------------------------ rows

  private node(full: string): FileNode | undefined {
    return this.machine.row<FileNode>(FILES, pathKey(full));
  }

  private children(full: string): readonly string[] {
    return this.machine
      .rows<true>(CHILDREN + pathKey(full))
      .map(([name]) => name)
      .sort();
  }

  private set(full: string, node: FileNode): void {
    this.machine.setRow<FileNode>(FILES, pathKey(full), node);
    let child = full;
    for (const folder of ancestors(full)) {
      const table = CHILDREN + pathKey(folder);
      const name = leafName(child).toLowerCase();
      const listed = this.machine.rowNow<true>(table, name) === true;
      if (!listed) this.machine.setRow<true>(table, name, true);
      let above = this.folder(folder);
      if (above === FOLDER_OR_OPEN) above = this.fromOutside(folder) === "absent" ? this.node(folder) : undefined;
      // A folder that was absent and has something in it now was made on the way, with nothing else in it.
      if (above === undefined || above.key === "absent" || above.key === "present") {
        const empty = above ? above.key === "absent" : this.fromOutside(folder) === "absent";
        if (above || onEveryWindows(pathKey(folder)) === undefined) {
          this.machine.setRow<FileNode>(FILES, pathKey(folder), {
            key: empty ? "fresh" : "directory",
            name: folder,
            value: null,
          });
        }
      } else if (listed) return;
      child = folder;
    }
  }

  private tell(full: string, content: Value | undefined, at: Trace | null): void {
    const told = content === undefined ? undefined : this.asText(content);
    for (const path of [full, ...linkedPaths(this.machine, full)]) tellWatchers(this.machine, path, told, at);
  }

  /** Bytes that are a text are told as one. */
  private asText(content: Value): Value {
    if (!(content instanceof Arr)) return content;
    const bytes = this.bytesOf(content);
    const decoded = bytes === undefined ? undefined : decodeText(bytes);
    return decoded === undefined || decoded.binary ? content : new Str(decoded.text, content.trace);
  }

  // ------------------------------------------------------------ what is there from the start

  private beside(full: string): Uint8Array | undefined {
    return this.machine.files.read(pathForSource(full));
  }

  private ofFeature(key: string): FileKind | "absent" | undefined {
    let absent = false;
    for (const { feature: name, folders, files } of FEATURE_FILES) {
      const kind = folders.includes(key) ? "directory" : files.includes(key) ? "file" : undefined;
      if (!kind) continue;
      const installed = this.machine.host.view(this.machine.assumptions).valueOf(feature(name));
      if (installed === true) return kind;
      if (installed === undefined) return undefined;
      absent = true;
    }
    return absent ? "absent" : undefined;
  }

  private decode(full: string, bytes: Uint8Array): Value {
    let cache = decoded.get(this.machine);
    if (!cache) decoded.set(this.machine, (cache = new Map()));
    let content = cache.get(full);
    if (!content) cache.set(full, (content = contentOf(full, bytes, this.machine.files.nameOf?.(pathForSource(full)) ?? full)));
    return content;
  }

  private bytesOf(list: Arr): Uint8Array | undefined {
    const items = this.machine.settled(list.items);
    const bytes = new Uint8Array(items.length);
    for (let index = 0; index < items.length; index++) {
      const item = this.machine.plain(items[index] as Value);
      if (!(item instanceof Num) || typeof item.value !== "number") return undefined;
      bytes[index] = item.value;
    }
    return bytes;
  }
}

/** Windows lists names without regard to case. */
function compareNames(a: string, b: string): number {
  const x = a.toLowerCase();
  const y = b.toLowerCase();
  return x < y ? -1 : x > y ? 1 : 0;
}

export function unknownContent(path: string): Unknown {
  return new Unknown("input", `the content of ${path}`, `content:${pathKey(path)}`, null, "System.String");
}

/** Content of a file of the project: one that is no text and large says nothing to a script that could be followed. */
function contentOf(path: string, bytes: Uint8Array, name: string): Value {
  if (bytes.length > MOST_BYTES && decodeText(bytes).binary) return unknownContent(path);
  return fileContent(name, bytes);
}

/** Content of a file with these bytes: a text where it reads as one, with its places in the file. */
export function fileContent(path: string, bytes: Uint8Array): Value {
  const { text, binary } = decodeText(bytes);
  const source = new Source(text, { file: path, resource: null, property: null, layers: [] }, false);
  const trace = new Trace(source, 0, text.length);
  if (!binary) return new Str(text, trace);
  return array(
    [...bytes].map((byte) => new Num("Byte", byte)),
    "System.Byte",
    trace,
  );
}

/** Byte order marks decide; without one it is UTF-8 if it reads as that, else Windows-1252 as Windows PowerShell does. */
export function decodeText(bytes: Uint8Array): { text: string; binary: boolean } {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { text: new TextDecoder("utf-16le").decode(bytes), binary: false };
  if (bytes[0] === 0xfe && bytes[1] === 0xff) {
    const swapped = bytes.slice(2, bytes.length - (bytes.length % 2));
    for (let index = 0; index + 1 < swapped.length; index += 2) {
      const high = swapped[index] as number;
      swapped[index] = swapped[index + 1] as number;
      swapped[index + 1] = high;
    }
    return { text: new TextDecoder("utf-16le").decode(swapped), binary: false };
  }
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return { text, binary: text.includes("\0") };
  } catch {
    const text = new TextDecoder("windows-1252").decode(bytes);
    return { text, binary: text.includes("\0") };
  }
}
