import { lstatSync, realpathSync } from "node:fs";
import { basename, dirname, extname, join, resolve, sep } from "node:path";
import picomatch from "picomatch";
import { codeOf, kindOf } from "../engine/regular-file.js";
import type { HostScript } from "../interpreter/analysis.js";
import { DOCUMENT_EXTENSIONS } from "../interpreter/documents/kinds.js";
import { SCRIPT_HOST_EXTENSIONS } from "../interpreter/os/script-files.js";
import { type InputError, UsageError } from "./errors.js";
import type { IgnorePatterns } from "./files/ignore-rules.js";
import { shown } from "./files/names.js";
import { isInside, projectRootOf, Tree } from "./files/tree.js";
import { walk } from "./files/walk.js";
import { isHostDocument, jsonKindOf } from "./found-documents.js";

/** From what stands on the command line to the list of inputs: files, folders, patterns; each input once, sorted within a folder. */

export type InputLanguage = HostScript["language"];

export type Input = {
  /** Absolute; `-` for standard input. */
  readonly path: string;
  /** What reports call it. */
  readonly name: string;
  /** False: it was found in a folder or by a pattern. */
  readonly named: boolean;
} & (
  | { readonly kind: "script"; readonly language: InputLanguage; readonly tree: Tree | null }
  | { readonly kind: "pulumi-project"; readonly tree: Tree }
  /** JSON, whose content says what it is: the state of a stack, or a host document. */
  | { readonly kind: "json"; readonly tree: Tree }
  /** Said to be the state of a stack. */
  | { readonly kind: "pulumi-stack"; readonly tree: Tree | null }
);

export interface SelectionOptions {
  /** The folder that nothing is read outside of; null: the project around each input. */
  readonly root: string | null;
  /** Rules as in `.gitignore`, from the command line and the configuration. */
  readonly ignore: readonly IgnorePatterns[];
  /** For standard input: a name whose ending says the language. */
  readonly stdinName: string | null;
  /** For scripts whose name does not say it. */
  readonly language: InputLanguage | null;
}

export interface Selection {
  readonly inputs: readonly Input[];
  /** With how many inputs stand before it. */
  readonly errors: readonly { readonly before: number; readonly error: InputError }[];
  readonly notes: readonly { readonly input: string; readonly message: string }[];
}

export const SCRIPT_LANGUAGES: ReadonlyMap<string, InputLanguage> = new Map<string, InputLanguage>([
  [".ps1", "powershell-any"],
  [".psm1", "powershell-any"],
  [".cmd", "cmd"],
  [".bat", "cmd"],
  ...SCRIPT_HOST_EXTENSIONS,
  ...DOCUMENT_EXTENSIONS.map((extension) => [extension, "document"] as const),
]);

/** What Pulumi's backends and people call files with the state of a stack. */
const STATE_FILES: ReadonlySet<string> = new Set([".json", ".gz", ".bak"]);

const PROJECT_FILES = new Set(["Pulumi.yaml", "Pulumi.yml"]);

/** `states`: files that are said to hold the state of a stack. */
export function select(paths: readonly string[], states: readonly string[], options: SelectionOptions): Selection {
  if ([...paths, ...states].filter((path) => path === "-").length > 1)
    throw new UsageError("-: standard input can be read only once");
  const selector = new Selector(options);
  for (const path of paths.length === 0 && states.length === 0 ? ["."] : paths) selector.add(path);
  for (const path of states) selector.add(path, true);
  return selector;
}

class Selector implements Selection {
  readonly inputs: Input[] = [];
  readonly errors: { readonly before: number; readonly error: InputError }[] = [];
  readonly notes: { readonly input: string; readonly message: string }[] = [];
  /** Where an input stands, by its real path. */
  private readonly seen = new Map<string, number>();
  private readonly trees = new Map<string, Tree>();
  private readonly given: Tree | null;

  constructor(private readonly options: SelectionOptions) {
    try {
      this.given = options.root === null ? null : new Tree(options.root);
    } catch (error) {
      throw new UsageError(`--root ${options.root}: there is no such folder (${codeOf(error)})`);
    }
  }

  add(path: string, state = false): void {
    if (path === "") {
      this.fail(failure(path, "not-found", "the path is empty"));
      return;
    }
    if (path === "-" && state) {
      this.push({ path, name: "-", named: true, kind: "pulumi-stack", tree: null });
      return;
    }
    if (path === "-") {
      const name = this.options.stdinName;
      const language = this.options.language ?? SCRIPT_LANGUAGES.get(extname(name ?? "").toLowerCase()) ?? "powershell-any";
      const full = name === null ? null : resolve(name);
      const tree = full === null ? null : this.treeAround(full);
      this.push({ path, name: full === null ? "-" : shown(full), named: true, kind: "script", language, tree });
      return;
    }
    const full = resolve(path);
    let real: string;
    try {
      real = realpathSync.native(full);
    } catch (error) {
      if (codeOf(error) !== "ENOENT" && codeOf(error) !== "ENOTDIR")
        this.fail(failure(path, "not-readable", `cannot be read (${codeOf(error)})`));
      else if (picomatch.scan(path.split(sep).join("/")).isGlob) this.addPattern(path);
      else this.fail(failure(path, "not-found", "there is no such file or folder"));
      return;
    }
    const tree = this.treeAround(full);
    if (!tree?.holds(real)) {
      const root = tree === null ? "its folder" : shown(tree.root);
      this.fail(
        failure(
          path,
          "outside",
          `is a link that leads out of ${root}, and what is outside is not read; name the real file, or give --root`,
        ),
      );
      return;
    }
    const stats = lstatSync(real);
    if (state && stats.isFile()) this.push({ ...this.place(full), named: true, kind: "pulumi-stack", tree });
    else if (stats.isDirectory() && !state) this.addFolder(full, real, tree);
    else if (stats.isFile()) this.addFile(full, tree, true);
    else this.fail(failure(path, "unsupported", `is ${kindOf(stats)}, not a regular file`));
  }

  private addFolder(full: string, real: string, tree: Tree): void {
    const before = this.inputs.length;
    const { files, projects, complete } = walk(tree, tree.relative(real), this.options.ignore);
    if (!complete)
      this.fail(failure(full, "too-large", "the folder holds too many files; name the folders in it one by one, or ignore some"));
    const within = (path: string) => projects.find((project) => project === "" || path.startsWith(`${project}/`));
    for (const project of projects) {
      this.push({ ...this.place(join(tree.root, project)), named: false, kind: "pulumi-project", tree });
    }
    for (const file of files) {
      const language = SCRIPT_LANGUAGES.get(extname(file).toLowerCase());
      const found = { ...this.place(join(tree.root, file)), named: false, tree } as const;
      // Files of this name in a folder are mostly those of another program; JScript is read when its file is named.
      if (language === "jscript") continue;
      if (language === "document") {
        const bytes = this.bytesOf(tree, file);
        if (bytes !== null && isHostDocument(file, bytes)) this.push({ ...found, kind: "script", language });
      } else if (language) this.push({ ...found, kind: "script", language });
      // JSON of a program is its own; elsewhere a document says what it is.
      else if (extname(file).toLowerCase() === ".json" && within(file) === undefined)
        this.addJson(join(tree.root, file), tree, false);
    }
    if (this.inputs.length === before && complete)
      this.notes.push({ input: shown(full), message: "the folder holds no script, Pulumi project or document that is read" });
  }

  /** The bytes of a file found in a folder; null when it is not read. */
  private bytesOf(tree: Tree, file: string): Uint8Array | null {
    const bytes = tree.read(file);
    return bytes === undefined || "refused" in bytes ? null : bytes;
  }

  private addJson(full: string, tree: Tree, named: boolean): void {
    const bytes = extname(full).toLowerCase() === ".json" ? tree.read(full) : undefined;
    const kind = bytes === undefined || "refused" in bytes ? null : jsonKindOf(bytes);
    const place = { ...this.place(full), named, tree } as const;
    // A document of DSC configures a host as a script does.
    if (kind === "configuration") this.push({ ...place, kind: "script", language: "document" });
    else if (named || kind !== null) this.push({ ...place, kind: "json" });
  }

  private addFile(full: string, tree: Tree, named: boolean): void {
    if (PROJECT_FILES.has(basename(full))) {
      this.push({ ...this.place(dirname(full)), named, kind: "pulumi-project", tree });
      return;
    }
    const language = SCRIPT_LANGUAGES.get(extname(full).toLowerCase()) ?? this.options.language;
    if (language) this.push({ ...this.place(full), named, kind: "script", language, tree });
    else if (STATE_FILES.has(extname(full).toLowerCase())) this.addJson(full, tree, named);
    else if (named) {
      const known = [...SCRIPT_LANGUAGES.keys()].join(", ");
      this.fail(
        failure(
          full,
          "unsupported",
          `files of this kind are not read; expected ${known}, a document (.json), a folder, or --language`,
        ),
      );
    }
  }

  /** A pattern that the shell did not expand: `**` reaches into folders, what is ignored is left out. */
  private addPattern(pattern: string): void {
    const { base, glob } = picomatch.scan(pattern.split(sep).join("/"));
    const from = resolve(base === "" ? "." : base);
    const tree = this.treeAround(join(from, "x"));
    let start: string;
    try {
      start = realpathSync.native(from);
    } catch {
      this.fail(failure(pattern, "not-found", "nothing fits the pattern"));
      return;
    }
    if (!tree?.holds(start)) {
      this.fail(failure(pattern, "outside", "the pattern starts at a link that leads out of the project"));
      return;
    }
    const inside = tree.relative(start);
    const fits = picomatch(glob, { dot: true, nocase: true });
    let fitting = 0;
    const { files } = walk(tree, inside, this.options.ignore);
    for (const file of files) {
      if (!fits(inside === "" ? file : file.slice(inside.length + 1))) continue;
      fitting++;
      this.addFile(join(tree.root, file), tree, false);
    }
    if (fitting === 0) this.fail(failure(pattern, "not-found", "nothing fits the pattern"));
  }

  private fail(error: InputError): void {
    this.errors.push({ before: this.inputs.length, error });
  }

  private place(full: string): { readonly path: string; readonly name: string } {
    return { path: full, name: shown(full) };
  }

  private push(input: Input): void {
    // One input however often and by whatever name it is given.
    const id = input.path === "-" ? "-" : realpathSync.native(input.path);
    const key = input.kind === "pulumi-project" ? `${id}${sep}` : id;
    const before = this.seen.get(key);
    if (before === undefined) this.seen.set(key, this.inputs.push(input) - 1);
    // Found in a folder and named as well: named.
    else if (input.named) this.inputs[before] = { ...(this.inputs[before] as Input), named: true };
  }

  /**
   * The tree that an input may be read from: what was asked for; else its project; else, without one, its folder. A link below a project
   * or below the current folder does not choose the tree: a stranger may have put it there.
   */
  private treeAround(full: string): Tree | null {
    if (this.given) return this.given;
    try {
      const here = realpathSync.native(process.cwd());
      const link = firstLink(full);
      const above = link === null ? null : realpathSync.native(dirname(link));
      const trusted = above !== null && (projectRootOf(above) !== null || isInside(here, above));
      const start = trusted ? above : realpathSync.native(isDirectory(full) ? full : dirname(full));
      const root = projectRootOf(start) ?? (isInside(here, start) && trusted ? here : start);
      let tree = this.trees.get(root);
      if (!tree) this.trees.set(root, (tree = new Tree(root)));
      return tree;
    } catch {
      return null;
    }
  }
}

/** The first part of a path, from the root on, that is a link. */
function firstLink(full: string): string | null {
  const parts = full.split(sep);
  for (let count = 2; count <= parts.length; count++) {
    const path = parts.slice(0, count).join(sep);
    try {
      if (lstatSync(path).isSymbolicLink()) return path;
    } catch {
      return null;
    }
  }
  return null;
}

/** A folder itself, not a link to one. */
function isDirectory(path: string): boolean {
  try {
    return lstatSync(path).isDirectory();
  } catch {
    return false;
  }
}

export function failure(
  input: string,
  code: string,
  message: string,
  line: number | null = null,
  column: number | null = null,
): InputError {
  return { input: input === "-" ? "standard input" : shown(input), code, message, line, column };
}
