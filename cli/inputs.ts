import { basename, dirname, extname } from "node:path";
import { EXISTING } from "../host/existing.js";
import { imageState } from "../host/images/image.js";
import type { InitialState } from "../host/initial.js";
import { HostState } from "../host/state.js";
import { analyzeHost, type HostAnalysis, type HostScript } from "../interpreter/analysis.js";
import { documentKindOf } from "../interpreter/documents/kinds.js";
import { NO_FILES } from "../interpreter/os/file-source.js";
import { decodeScript } from "../interpreter/powershell/syntax/decode-script.js";
import { Source } from "../interpreter/values/source.js";
import type { Declaration } from "../policies/finding.js";
import type { JudgedHost } from "../policies/judged-host.js";
import { Redactor } from "../policies/redact.js";
import { scriptArguments } from "./arguments.js";
import { type InputError, UsageError } from "./errors.js";
import { shown } from "./files/names.js";
import { hostPath, ProjectFiles } from "./files/project-files.js";
import { LARGEST_FILE, type Tree } from "./files/tree.js";
import { releaseMemory } from "./memory.js";
import type { InputKind, ReportHost } from "./report.js";
import { scriptText } from "./script-text.js";
import { failure, type Input } from "./selection.js";
import { type LoadedSettings, settingsInitial } from "./settings-file.js";
import { LARGEST_STATE, stateDocumentIn } from "./state-file.js";

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
  /** How long one input may take; null: scripts as long as their counts let them, programs as long as the engine lets them. */
  readonly timeoutSeconds: number | null;
  /** What a script is started with. */
  readonly args: readonly string[];
  readonly stdin: () => Uint8Array;
  readonly settings: LoadedSettings;
}

/** What one or more inputs are after analysis. */
export interface Analysed {
  readonly inputs: { readonly path: string; readonly kind: InputKind; readonly resources?: number }[];
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

export function joined(all: readonly Analysed[]): Analysed {
  return {
    inputs: all.flatMap((one) => one.inputs),
    errors: all.flatMap((one) => one.errors),
    hosts: all.flatMap((one) => one.hosts),
    judged: all.flatMap((one) => one.judged),
    notes: all.flatMap((one) => one.notes),
    sources: all.flatMap((one) => one.sources),
    hidden: new Map(all.flatMap((one) => [...one.hidden])),
    scripts: new Map(all.flatMap((one) => [...one.scripts])),
    declarations: new Map(all.flatMap((one) => [...one.declarations])),
  };
}

/** What is analysed as one: an input, or all scripts that run on one host. */
export type Unit = readonly Input[];

export function unitsOf(inputs: readonly Input[], together: boolean): Unit[] {
  if (!together) return inputs.map((input) => [input]);
  const scripts = inputs.filter((input) => input.kind === "script");
  const others = inputs.filter((input) => input.kind !== "script").map((input) => [input]);
  return scripts.length === 0 ? others : [...others, scripts];
}

/** Analyses a unit; an input that cannot be read is an error of its own and hides nothing of the others. */
export async function analyseUnit(unit: Unit, options: InputOptions, result: Analysed): Promise<void> {
  releaseMemory();
  const [first] = unit;
  if (first === undefined) return;
  if (first.kind === "pulumi-project") {
    const { analyseProject } = await import("./project.js");
    await analyseProject(first, options, result);
  } else if (first.kind === "pulumi-stack") {
    const { analyseStackExport } = await import("./stack-export.js");
    const bytes = first.path === "-" ? standardInput(options, result) : bytesOf(first, result, LARGEST_STATE);
    if (bytes !== undefined) analyseStackExport(first, bytes, options, result);
  } else if (first.kind === "json") await analyseJson(first, options, result);
  else if (first.path === "-" && (await analysePipedState(first, options, result))) return;
  else analyseScripts(unit, options, result);
}

async function analyseJson(input: Input, options: InputOptions, result: Analysed): Promise<void> {
  const bytes = bytesOf(input, result, LARGEST_STATE);
  if (bytes === undefined) return;
  const state = stateDocumentIn(bytes);
  if (state !== undefined) {
    const { analyseState } = await import("./stack-export.js");
    analyseState(state, input, options, result);
    return;
  }
  const { analyseDocument, isAzureTemplate } = await import("./document.js");
  const text = decodeScript(bytes);
  // Templates and DSC 3 documents both list resources with a type; a template says what it is by its schema.
  if (!isAzureTemplate(text) && documentKindOf(input.name, text) !== null) {
    analyseScripts([{ ...input, kind: "script", language: "document" }], options, result);
  } else if (extname(input.name).toLowerCase() === ".json") {
    analyseDocument(input, bytes, options, result);
  } else {
    const message = "holds no state of a Pulumi stack, which is what files of this kind are read for";
    result.errors.push(failure(input.path, "unsupported", message));
  }
}

/** Standard input that is the state of a stack, whatever it was said to be. */
async function analysePipedState(input: Input, options: InputOptions, result: Analysed): Promise<boolean> {
  let state: object | undefined;
  try {
    state = stateDocumentIn(options.stdin());
  } catch (error) {
    if (error instanceof UsageError) throw error;
    // It is read again as a script, which says why it cannot be.
  }
  if (state === undefined) return false;
  const { analyseState } = await import("./stack-export.js");
  analyseState(state, input, options, result);
  return true;
}

export function initialOf(image: string | null): InitialState {
  if (image === null) return EXISTING;
  const state = imageState(image);
  if (!state) {
    throw new UsageError(
      `--image ${image}: not a Windows Server image that is known; expected a SKU such as 2022-datacenter, 2019-datacenter-core or 2022-datacenter-azure-edition`,
    );
  }
  return state;
}

/** What the scripts of a unit start from: what was asked for, or what the settings say of their folder. */
function initialFor([first]: Unit, { image, settings }: InputOptions): InitialState {
  if (image !== null || first === undefined || first.path === "-") return initialOf(image);
  return settingsInitial(settings, first.path) ?? EXISTING;
}

/** Bytes of an input; undefined when they cannot be read, which is then an error. */
function bytesOf(input: Input, result: Analysed, largest = LARGEST_FILE): Uint8Array | undefined {
  const bytes = input.tree?.read(input.path, largest);
  if (bytes === undefined) {
    result.errors.push(failure(input.path, "not-found", "there is no such file any more"));
    return undefined;
  }
  if ("refused" in bytes) {
    const code = bytes.refused.startsWith("it has ") ? "too-large" : "not-readable";
    result.errors.push(failure(input.path, code, `is not read: ${bytes.refused}`));
    return undefined;
  }
  return bytes;
}

function standardInput(options: InputOptions, result: Analysed): Uint8Array | undefined {
  try {
    const bytes = options.stdin();
    if (bytes.length === 0) result.errors.push(failure("-", "empty", "nothing came in; expected a script"));
    else return bytes;
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown error";
    result.errors.push(failure("-", "not-readable", `cannot be read (${code})`));
  }
  return undefined;
}

interface ReadScript {
  readonly input: Input;
  readonly script: HostScript;
}

function readScript(input: Input, options: InputOptions, result: Analysed): ReadScript | undefined {
  if (input.kind !== "script") return undefined;
  const bytes = input.path === "-" ? standardInput(options, result) : bytesOf(input, result);
  if (bytes === undefined) return undefined;
  const place = { file: nameOf(input), resource: null, property: null, layers: [] };
  if (input.language === "document") return readHostDocument(input, bytes, place, result);
  if (bytes.length > LARGEST_FILE) {
    result.errors.push({ ...failure(input.path, "too-large", `at most ${LARGEST_FILE} bytes are read`), input: nameOf(input) });
    return undefined;
  }
  const text = scriptText(bytes);
  if (typeof text !== "string") {
    result.errors.push({ ...failure(input.path, text.code, text.message), input: nameOf(input) });
    return undefined;
  }
  const source = new Source(text, place, false);
  const args = options.args.length === 0 ? "unknown" : scriptArguments(options.args, input.language);
  return { input, script: { language: input.language, source, path: hostPathOf(input), args } };
}

function readHostDocument(input: Input, bytes: Uint8Array, place: Source["place"], result: Analysed): ReadScript | undefined {
  const source = new Source(decodeScript(bytes), place, false);
  if (documentKindOf(input.name, source.text) === null) {
    const message =
      "no document that configures a host is recognised in it; expected an answer file, Group Policy preferences, a task, a metabase, an IIS configuration or a DSC document";
    result.errors.push(failure(input.path, "unsupported", message));
    return undefined;
  }
  // Packages and registry policies are no texts.
  const binary = [".zip", ".pol"].includes(extname(input.name).toLowerCase());
  const content = binary ? { bytes, place: new Source("", place, false) } : source;
  return { input, script: { language: "document", source: content, path: hostPathOf(input) } };
}

function nameOf(input: Input): string {
  return input.name === "-" ? "standard input" : input.name;
}

/** Where the script lies on the host; null for a text without a file. */
function hostPathOf(input: Input): string | null {
  return input.tree === null || input.name === "-" ? null : hostPath(input.tree.relative(pathIn(input)));
}

function pathIn(input: Input): string {
  return input.path === "-" ? input.name : input.path;
}

function analyseScripts(unit: Unit, options: InputOptions, result: Analysed): void {
  const initial = initialFor(unit, options);
  const read = unit.flatMap((input) => readScript(input, options, result) ?? []);
  for (const { input } of read) {
    result.inputs.push({ path: input.name, kind: kindOf(input) });
  }
  const [first] = read;
  if (first === undefined) return;
  const { tree } = first.input;
  const analysis = analyzeHost(HostState.from(initial), [read.map((one) => one.script)], {
    files: tree === null || first.input.name === "-" ? NO_FILES : new ProjectFiles(tree, folderOf(first.input, tree), shown),
    conventions: options.settings.conventions,
  });
  for (const one of analysis.unreadable) {
    const { line, column } = one.source.position(one.start);
    result.errors.push({
      input: one.source.place.file ?? "standard input",
      code: "syntax",
      message:
        one.reader === "PowerShell" || one.reader === "VBScript"
          ? `${one.reader} does not accept this: ${one.message}`
          : one.message,
      line,
      column,
    });
  }
  const id = read.length === 1 ? first.input.name : read.map(({ input }) => basename(input.name)).join("+");
  addHost(id, null, initial.name, analysis, result, read.length === 1 && analysis.unreadable.length > 0);
  for (const { script, input } of read) {
    if (analysis.unreadable.some((one) => one.source === script.source)) continue;
    if (extname(input.name).toLowerCase() === ".psm1" && analysis.coverage.commands === 0) {
      result.notes.push({ input: input.name, message: "the module only defines functions; nothing of it was run" });
    }
  }
}

function kindOf(input: Input): InputKind {
  if (input.kind !== "script") return "powershell";
  const { language } = input;
  return language === "powershell-any" || language === "pwsh" || language === "login-shell" ? "powershell" : language;
}

function folderOf(input: Input, tree: Tree): string {
  const path = tree.relative(pathIn(input));
  const folder = dirname(path);
  return folder === "." ? "" : folder;
}

/** Adds an analysed host to the result. `unread`: its only script did not run at all, so there is nothing to judge. */
export function addHost(
  id: string,
  urn: string | null,
  initial: string,
  analysis: HostAnalysis,
  result: Analysed,
  unread = false,
  exposure: JudgedHost["exposure"] = undefined,
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
      ...(exposure ? { exposure } : {}),
    });
}
