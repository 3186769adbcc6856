import { lstatSync, readdirSync, realpathSync } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { codeOf, type Refusal, readRegular, reasonOf } from "../../engine/regular-file.js";

/**
 * A folder of somebody's files, and the only way in which the command reads any: what is read has its real path inside of the folder and is
 * a regular file, and its size is counted while it is read. Everything else is refused and remembered, never opened.
 */

/** More bytes of one file are not read. */
export const LARGEST_FILE = 32 << 20;

export interface Entry {
  readonly name: string;
  /** `other`: a device, a FIFO, a socket. */
  readonly kind: "file" | "directory" | "link" | "other";
}

export class Tree {
  /** The folder's real path. */
  readonly root: string;
  /** Paths that were asked for and not given, with why. */
  readonly refused = new Map<string, string>();
  private readonly folders = new Map<string, readonly Entry[] | null>();

  /** Throws what `realpath` throws when there is no such folder. */
  constructor(root: string) {
    this.root = realpathSync.native(root);
  }

  /** Whether a real path lies inside. */
  holds(real: string): boolean {
    return isInside(this.root, real);
  }

  /** Bytes of a file; undefined when there is none. `path` is absolute, or counts from the root. */
  read(path: string, largest = LARGEST_FILE): Uint8Array | Refusal | undefined {
    const full = resolve(this.root, path);
    let real: string;
    try {
      real = realpathSync.native(full);
    } catch (error) {
      return codeOf(error) === "ENOENT" || codeOf(error) === "ENOTDIR" ? undefined : this.refuse(full, reasonOf(error));
    }
    if (!this.holds(real)) return this.refuse(full, `it is a link that leads out of ${basename(this.root)}`);
    // It may hold the credentials of whoever cloned it.
    if (this.relative(real).split("/").includes(".git")) return this.refuse(full, "it is the repository's own");
    const read = readRegular(real, largest);
    return "refused" in read ? this.refuse(full, read.refused) : read;
  }

  /** Entries of a folder sorted by name; undefined when it is none or may not be read. Links are not followed. */
  list(path: string): readonly Entry[] | undefined {
    const full = resolve(this.root, path);
    let known = this.folders.get(full);
    if (known === undefined) this.folders.set(full, (known = this.listNow(full)));
    return known ?? undefined;
  }

  /** What a link inside leads to, when that is inside as well. */
  behind(path: string): "file" | "directory" | undefined {
    const full = resolve(this.root, path);
    try {
      const real = realpathSync.native(full);
      if (!this.holds(real)) {
        this.refuse(full, `it is a link that leads out of ${basename(this.root)}`);
        return undefined;
      }
      const stats = lstatSync(real);
      return stats.isFile() ? "file" : stats.isDirectory() ? "directory" : undefined;
    } catch {
      return undefined;
    }
  }

  /** The path from the root on, with `/`. */
  relative(path: string): string {
    return relative(this.root, path).split(sep).join("/");
  }

  private listNow(full: string): readonly Entry[] | null {
    try {
      if (!this.holds(realpathSync.native(full))) {
        this.refuse(full, `it is a link that leads out of ${basename(this.root)}`);
        return null;
      }
      return readdirSync(full, { withFileTypes: true })
        .map(
          (entry): Entry => ({
            name: entry.name,
            kind: entry.isFile() ? "file" : entry.isDirectory() ? "directory" : entry.isSymbolicLink() ? "link" : "other",
          }),
        )
        .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
    } catch (error) {
      const code = codeOf(error);
      if (code !== "ENOENT" && code !== "ENOTDIR") this.refuse(full, reasonOf(error));
      return null;
    }
  }

  private refuse(full: string, why: string): Refusal {
    this.refused.set(full, why);
    return { refused: why };
  }
}

export function isInside(folder: string, path: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

/** The nearest folder, from this real one upwards, that is a repository or a Pulumi project; null: there is none. */
export function projectRootOf(folder: string): string | null {
  for (let at = folder; ; at = dirname(at)) {
    for (const mark of [".git", "Pulumi.yaml", "Pulumi.yml"]) {
      try {
        lstatSync(join(at, mark));
        return at;
      } catch {
        // Not here.
      }
    }
    if (dirname(at) === at) return null;
  }
}
