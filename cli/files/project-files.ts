import { join } from "node:path";
import type { FileSource, SourceListing } from "../../interpreter/os/file-source.js";
import type { Tree } from "./tree.js";

/**
 * The files of a script's project as the host would find them around the script. Nobody knows where on the host the project lies, so it
 * stands in a folder of its own there, deep enough that what a script does to folders around it does not reach those of Windows.
 */
const MOUNT = "C:\\lycosa\\source\\project";
const MOUNT_PARTS = MOUNT.toLowerCase().split("\\");

/** Where a file of the project lies on the host. `path` counts from the project's root. */
export function hostPath(path: string): string {
  return path === "" ? MOUNT : `${MOUNT}\\${path.replaceAll("/", "\\")}`;
}

const SHOWN = /C:\\lycosa\\source(\\project)?(?![\w-])/gi;

/** A text of a report: the project's stand-in on the host is called what it is. */
export function withoutMount(text: string): string {
  return text.includes("\\") ? text.replace(SHOWN, (_all, project?: string) => (project ? "<project>" : "<project>\\..")) : text;
}

export class ProjectFiles implements FileSource {
  private readonly names = new Map<string, ReadonlyMap<string, string>>();
  private readonly contents = new Map<string, Uint8Array | undefined>();

  /** `folder`: where the script that is started lies, from the root on with `/`. `shown`: what reports call a path. */
  constructor(
    private readonly tree: Tree,
    private readonly folder: string,
    private readonly shown: (path: string) => string,
  ) {}

  read(path: string): Uint8Array | undefined {
    const full = this.find(path);
    if (full === undefined) return undefined;
    if (this.contents.has(full)) return this.contents.get(full);
    const read = this.tree.read(full);
    const bytes = read === undefined || "refused" in read ? undefined : read;
    this.contents.set(full, bytes);
    return bytes;
  }

  list(path: string): SourceListing | undefined {
    const full = this.find(path);
    const found = full === undefined ? undefined : this.tree.list(full);
    if (full === undefined || found === undefined) return undefined;
    let complete = true;
    const entries: SourceListing["entries"][number][] = [];
    for (const { name, kind } of found) {
      const real = kind === "link" ? this.tree.behind(join(full, name)) : kind === "other" ? undefined : kind;
      if (real === undefined) complete = false;
      else entries.push({ name, kind: real });
    }
    return { entries, complete };
  }

  nameOf(path: string): string | undefined {
    const full = this.find(path);
    return full === undefined ? undefined : this.shown(full);
  }

  /** The path of what a script names, whatever its case; undefined when it is outside of the project or not there. */
  private find(path: string): string | undefined {
    const parts = path.replaceAll("/", "\\").split("\\");
    if (/^[a-z]:$/i.test(parts[0] ?? "")) {
      const mount = parts.slice(0, MOUNT_PARTS.length).map((part) => part.toLowerCase());
      return mount.join("\\") === MOUNT_PARTS.join("\\") ? this.below(parts.slice(MOUNT_PARTS.length)) : undefined;
    }
    if (parts[0] === "" || path.startsWith("⟨") || /^[a-z]:/i.test(path)) return undefined;
    // Scripts are started in their own folder, or else at the root, as pipelines do.
    return this.below([...this.folder.split("/"), ...parts]) ?? (this.folder === "" ? undefined : this.below(parts));
  }

  private below(parts: readonly string[]): string | undefined {
    const kept: string[] = [];
    for (const part of parts) {
      if (part === "" || part === ".") continue;
      if (part !== "..") kept.push(part);
      else if (kept.pop() === undefined) return undefined;
    }
    let full = this.tree.root;
    for (const part of kept) {
      const name = this.namesIn(full).get(part.toLowerCase());
      if (name === undefined) return undefined;
      full = join(full, name);
    }
    return full;
  }

  /** Names by their lower case; of two that differ in case only, the first. */
  private namesIn(full: string): ReadonlyMap<string, string> {
    let names = this.names.get(full);
    if (!names) {
      const found = new Map<string, string>();
      for (const { name } of this.tree.list(full) ?? []) if (!found.has(name.toLowerCase())) found.set(name.toLowerCase(), name);
      this.names.set(full, (names = found));
    }
    return names;
  }
}
