import { readFileSync, statSync } from "node:fs";
import { basename, dirname, extname, join, relative, resolve, sep } from "node:path";
import { EXISTING } from "../host/existing.js";
import { imageState } from "../host/images/image.js";
import type { InitialState } from "../host/initial.js";
import { HostState } from "../host/state.js";
import { analyzeHost, type HostAnalysis, type HostScript } from "../interpreter/analysis.js";
import { DOCUMENT_EXTENSIONS, documentKindOf } from "../interpreter/documents/kinds.js";
import type { FileSource } from "../interpreter/os/file-source.js";
import { decodeScript } from "../interpreter/powershell/syntax/decode-script.js";
import { Source } from "../interpreter/values/source.js";
import type { Declaration } from "../policies/finding.js";
import type { JudgedHost } from "../policies/judged-host.js";
import { Redactor } from "../policies/redact.js";
import { type InputError, UsageError } from "./errors.js";
import { releaseMemory } from "./memory.js";
import type { InputKind, ReportHost } from "./report.js";
import { stateDocumentIn } from "./state-file.js";

export interface InputOptions {
  /** SKU of a platform image that scripts start from; null: an existing host. */
  readonly image: string | null;
  /** All scripts run on one host, in the order given. */
  readonly together: boolean;
  /** Files with the state of a stack, `-` for standard input. */
  readonly stackExports: readonly string[];
  /** The folder of the program that a state comes from, for the files that it deployed. */
  readonly program: string | null;
  readonly stack: string | null;
  readonly set: ReadonlyMap<string, string>;
  /** Environment variables that a Pulumi program gets besides the few that every program gets. */
  readonly environment: ReadonlyMap<string, string>;
  /** The configuration file of the stack; null: the one that its name says. */
  readonly configFile: string | null;
  /** Other stacks that a Pulumi program refers to: name -> file with a state, or with the outputs. */
  readonly stackReferences: ReadonlyMap<string, string>;
  /** How long the program of a Pulumi project may take; null: as long as the engine lets it. */
  readonly timeoutSeconds: number | null;
  readonly stdin: () => Uint8Array;
}

/** What one or more inputs are after analysis. */
export interface Analysed {
  readonly inputs: { readonly path: string; readonly kind: InputKind }[];
  readonly errors: InputError[];
  readonly hosts: ReportHost[];
  readonly judged: JudgedHost[];
  readonly notes: { readonly input: string; readonly message: string }[];
  readonly sources: Source[];
  /** By source: what is blanked in its lines. */
  readonly hidden: Map<Source, readonly string[]>;
  /** Files of a project that hold a script, by their text. */
  readonly scripts: Map<string, string>;
  /** Where a program makes its resources, by URN. */
  readonly declarations: Map<string, Declaration>;
}

export function nothingAnalysed(): Analysed {
  return {
    inputs: [],
    errors: [],
    hosts: [],
    judged: [],
    notes: [],
    sources: [],
    hidden: new Map(),
    scripts: new Map(),
    declarations: new Map(),
  };
}

const LARGEST_FILE = 32 << 20;

const SCRIPTS: ReadonlyMap<string, HostScript["language"]> = new Map<string, HostScript["language"]>([
  [".ps1", "powershell-any"],
  [".psm1", "powershell-any"],
  [".cmd", "cmd"],
  [".bat", "cmd"],
  ...DOCUMENT_EXTENSIONS.map((extension) => [extension, "document"] as const),
]);

/** Analyses every input; one that cannot be read is an error of its own and hides nothing of the others. */
export async function analyseInputs(paths: readonly string[], options: InputOptions): Promise<Analysed> {
  const result = nothingAnalysed();
  const initial = initialOf(options.image);
  const together: { readonly script: HostScript; readonly path: string }[] = [];
  for (const path of paths) {
    releaseMemory();
    const found = classify(path, options);
    if ("code" in found) {
      result.errors.push(found);
      continue;
    }
    if (found.kind === "pulumi-project") {
      const { analyseProject } = await import("./project.js");
      await analyseProject(path, options, result);
      continue;
    }
    if (found.kind === "pulumi-stack") {
      const { analyseState } = await import("./stack-export.js");
      analyseState(found.document, path, options, result);
      continue;
    }
    if (found.kind === "host-document") {
      const { analyseDocument } = await import("./document.js");
      analyseDocument(path, result);
      continue;
    }
    const script = readScript(path, found.language, options, result);
    if (!script) continue;
    result.inputs.push({ path: shown(path), kind: kindOfInput(found.language) });
    if (options.together) together.push({ script, path });
    else analyseScripts([{ script, path }], shown(path), initial, result);
  }
  if (together.length > 0) analyseScripts(together, together.map((one) => basename(one.path)).join("+"), initial, result);
  for (const path of options.stackExports) {
    releaseMemory();
    const { analyseStackExport } = await import("./stack-export.js");
    analyseStackExport(path, options, result);
  }
  return result;
}

function initialOf(image: string | null): InitialState {
  if (image === null) return EXISTING;
  const state = imageState(image);
  if (!state) {
    throw new UsageError(
      `--image ${image}: not a Windows Server image that is known; expected a SKU such as 2022-datacenter, 2019-datacenter-core or 2022-datacenter-azure-edition`,
    );
  }
  return state;
}

type Classified =
  | { readonly kind: "script"; readonly language: HostScript["language"] }
  | { readonly kind: "pulumi-project" }
  | { readonly kind: "pulumi-stack"; readonly document: object }
  | { readonly kind: "host-document" }
  | InputError;

function classify(path: string, options: InputOptions): Classified {
  if (path === "-") return readable(path, () => stateIn(options.stdin()) ?? { kind: "script", language: "powershell-any" });
  let stats: ReturnType<typeof statSync>;
  try {
    stats = statSync(path);
  } catch {
    return failure(path, "not-found", "there is no such file or folder");
  }
  if (stats.isDirectory()) {
    try {
      statSync(join(path, "Pulumi.yaml"));
      return { kind: "pulumi-project" };
    } catch {
      return failure(path, "unsupported", "the folder has no Pulumi.yaml; name a Pulumi project, or the scripts one by one");
    }
  }
  if (basename(path) === "Pulumi.yaml") return { kind: "pulumi-project" };
  const extension = extname(path).toLowerCase();
  if (STATE_FILES.has(extension)) {
    const state = readable(path, () => stateIn(readFileSync(path)) ?? null);
    if (state !== null) return state;
    if (extension !== ".json")
      return failure(path, "unsupported", "holds no state of a Pulumi stack, which is what files of this kind are read for");
  }
  if (stats.size > LARGEST_FILE)
    return failure(path, "too-large", `the file has ${stats.size} bytes; at most ${LARGEST_FILE} are read`);
  const language = SCRIPTS.get(extension);
  if (language) return { kind: "script", language };
  if (extension === ".json") return { kind: "host-document" };
  return failure(
    path,
    "unsupported",
    `files of this kind are not read; expected ${[...SCRIPTS.keys()].join(", ")}, a host document (.json) or a folder with Pulumi.yaml`,
  );
}

/** What Pulumi's backends and people call files with the state of a stack. */
const STATE_FILES: ReadonlySet<string> = new Set([".json", ".gz", ".bak"]);

/** A state is told by its content, whatever its file is called. */
function stateIn(bytes: Uint8Array): Classified | undefined {
  const document = stateDocumentIn(bytes);
  return document === undefined ? undefined : { kind: "pulumi-stack", document };
}

function readable<T>(path: string, read: () => T): T | InputError {
  try {
    return read();
  } catch (error) {
    const why = error instanceof Error && "code" in error ? String(error.code) : "unknown error";
    return failure(path, "not-readable", `cannot be read: ${why}`);
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

/** Paths as reports show them: relative to where the command runs, with `/`. */
export function shown(path: string): string {
  if (path === "-") return "-";
  const near = relative(process.cwd(), resolve(path));
  const text = near === "" ? "." : near.startsWith(`..${sep}..`) ? resolve(path) : near;
  return text.split(sep).join("/");
}

function readScript(
  path: string,
  language: HostScript["language"],
  options: InputOptions,
  result: Analysed,
): HostScript | undefined {
  const bytes = readable(path, () => (path === "-" ? options.stdin() : readFileSync(path)));
  if ("code" in bytes) {
    result.errors.push(bytes);
    return undefined;
  }
  const place = { file: path === "-" ? "standard input" : shown(path), resource: null, property: null, layers: [] };
  const source = new Source(decodeScript(bytes), place, false);
  // On the host the file lies in a folder that nobody knows; what matters is that its neighbours are found beside it.
  const name = path === "-" ? null : `${SCRIPT_FOLDER}\\${basename(path)}`;
  if (language !== "document") return { language, source, path: name };
  if (documentKindOf(path, source.text) === null) {
    result.errors.push(
      failure(
        path,
        "unsupported",
        "no document that configures a host is recognised in it; expected an answer file, Group Policy preferences, a task, a metabase, an IIS configuration or a DSC document",
      ),
    );
    return undefined;
  }
  return isBinaryDocument(path)
    ? { language, source: { bytes, place: new Source("", place, false) }, path: name }
    : { language, source, path: name };
}

/** Packages and registry policies are no texts. */
function isBinaryDocument(path: string): boolean {
  return [".zip", ".pol"].includes(extname(path).toLowerCase());
}

function kindOfInput(language: HostScript["language"]): InputKind {
  return language === "cmd" || language === "document" ? language : "powershell";
}

/** Stands for the folder in which a lone script lies on the host. */
const SCRIPT_FOLDER = "C:\\lycosa-input";

function analyseScripts(
  scripts: readonly { readonly script: HostScript; readonly path: string }[],
  id: string,
  initial: InitialState,
  result: Analysed,
): void {
  const analysis = analyzeHost(HostState.from(initial), [scripts.map((one) => one.script)], {
    files: besideScripts(scripts.map((one) => one.path)),
  });
  for (const one of analysis.unreadable) {
    const { line, column } = one.source.position(one.start);
    result.errors.push({
      input: one.source.place.file ?? "standard input",
      code: "syntax",
      message: one.reader === "PowerShell" ? `PowerShell does not accept this: ${one.message}` : one.message,
      line,
      column,
    });
  }
  addHost(id, null, initial.name, analysis, result, scripts.length === 1 && analysis.unreadable.length > 0);
  for (const { script, path } of scripts) {
    if (analysis.unreadable.some((one) => one.source === script.source)) continue;
    if (extname(path).toLowerCase() === ".psm1" && analysis.coverage.commands === 0) {
      result.notes.push({ input: shown(path), message: "the module only defines functions; nothing of it was run" });
    }
  }
}

/** Adds an analysed host to the result. `unread`: its only script did not run at all, so there is nothing to judge. */
export function addHost(
  id: string,
  urn: string | null,
  initial: string,
  analysis: HostAnalysis,
  result: Analysed,
  unread = false,
): void {
  const redactor = new Redactor(analysis.confidential);
  const names = [...new Set(analysis.coverage.names.map((name) => redactor.clean(name)))].sort();
  result.hosts.push({ id, urn, initial, coverage: { ...analysis.coverage, names } });
  result.sources.push(...analysis.sources);
  for (const source of analysis.sources) result.hidden.set(source, analysis.confidential.values);
  if (!unread)
    result.judged.push({
      id,
      urn,
      state: analysis.state,
      ending: analysis.ending,
      orders: analysis.orders,
      confidential: analysis.confidential,
    });
}

/** Files that lie beside the scripts and below, as the host would find them beside the script. */
function besideScripts(paths: readonly string[]): FileSource {
  const folders = paths.filter((path) => path !== "-").map((path) => dirname(resolve(path)));
  return {
    read(path) {
      const name = path.replace(/^[A-Za-z]:\\lycosa-input\\/i, "").replaceAll("\\", "/");
      if (/^(?:[A-Za-z]:|\/)/.test(name)) return undefined;
      for (const folder of folders) {
        const full = resolve(folder, name);
        // Never outside of the folder, whatever the script says.
        if (!full.startsWith(folder + sep)) continue;
        try {
          if (statSync(full).size > LARGEST_FILE) continue;
          return readFileSync(full);
        } catch {
          // Not there: the next folder, or nobody has it.
        }
      }
      return undefined;
    },
  };
}
