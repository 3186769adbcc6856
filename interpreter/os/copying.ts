import type { Machine } from "../machine/machine.js";
import type { Text } from "../tools/tool.js";
import { hasWildcard, namePattern } from "../values/name-pattern.js";
import type { Trace } from "../values/source.js";
import { shownText } from "../values/texts.js";
import { Unknown } from "../values/value.js";
import { Files, fileContent } from "./files.js";
import { childPath, extensionOf, leafName } from "./paths.js";
import { readZip } from "./zip.js";

/** Copies as programs make them: by wild cards, into folders, out of archives. What is not known of them disturbs the target. */

export interface CopyOptions {
  readonly move?: boolean;
  /** The target is a folder, whether it is there or not. */
  readonly into?: boolean;
}

/** Whether a path that is copied to is a folder: it is there as one, is written as one, or has no extension where the source has one. */
function isFolder(files: Files, from: string, to: Text): boolean {
  const kind = files.peek(to);
  const looks = (path: string) => extensionOf(leafName(path.replaceAll("/", "\\"))) === "";
  return kind === "directory" || /[\\/]\.?$/.test(shownText(to)) || (kind === "open" && looks(shownText(to)) && !looks(from));
}

export function copyPath(machine: Machine, from: Text, to: Text, at: Trace | null, options: CopyOptions = {}): void {
  const files = new Files(machine);
  const source = shownText(from).replaceAll("/", "\\");
  const folder = shownText(to).replace(/[\\/]+$/, "");
  const leaf = source.slice(source.lastIndexOf("\\") + 1);
  if (hasWildcard(leaf)) {
    const around = source.slice(0, source.length - leaf.length).replace(/\\$/, "") || ".";
    const { entries, complete } = files.list(around);
    const fits = leaf === "*.*" ? () => true : namePattern(leaf);
    for (const entry of entries) {
      machine.budget.step();
      if (!fits(entry.name)) continue;
      if (options.move) files.move(entry.path, `${folder}\\${entry.name}`, at);
      else files.copy(entry.path, `${folder}\\${entry.name}`, at);
    }
    if (!complete) files.disturb(folder, at);
    return;
  }
  const kind = files.peek(from);
  const target = kind !== "directory" && (options.into || isFolder(files, source, to)) ? `${folder}\\${leaf}` : to;
  if (options.move) files.move(from, target, at);
  else files.copy(from, target, at);
}

/** Archives that are made here, by the symbol of their content: the folder that keeps what they hold. */
const PACKED = "archives";

/** Packs files and folders into an archive. What they hold now is kept aside, for whoever unpacks it or a copy of it. */
export function pack(machine: Machine, sources: readonly Text[], archive: Text, at: Trace | null): void {
  const files = new Files(machine);
  const symbol = machine.freshSymbol("archive");
  const folder = `\\\\archive\\content\\${symbol.replace("#", "")}`;
  files.makeDirectory(folder);
  for (const source of sources) copyPath(machine, source, folder, at, { into: true });
  machine.setRow(PACKED, symbol, folder);
  files.write(archive, new Unknown("unmodelled", `the archive ${shownText(archive)}`, symbol, at, "System.String"), at);
}

/** More bytes than this are not unpacked. */
const MAXIMUM_BYTES = 16 << 20;

/** Unpacks an archive into a folder: with its content where that is known, else nobody knows what is there now. */
export function unpack(machine: Machine, archive: Text, folder: Text, at: Trace | null): void {
  const files = new Files(machine);
  const bytes = files.readBytes(archive);
  const entries = bytes instanceof Uint8Array ? readZip(bytes, MAXIMUM_BYTES) : null;
  files.makeDirectory(folder);
  const packed = bytes instanceof Unknown ? machine.row<string>(PACKED, bytes.symbol) : undefined;
  if (packed !== undefined) return copyPath(machine, `${packed}\\*`, folder, at);
  if (entries === null) return files.disturb(folder, at);
  const root = files.resolve(folder);
  for (const entry of entries) {
    machine.budget.step();
    machine.budget.size(entry.bytes.length);
    const parts = entry.name.split("/").filter((part) => part !== "" && part !== "." && part !== "..");
    const path = parts.reduce((whole, part) => childPath(whole, part), root);
    if (entry.name.endsWith("/")) files.makeDirectory(path);
    else files.write(path, fileContent(path, entry.bytes), at);
  }
}
