import { contractOf } from "../../../machine/conventions.js";
import { Files } from "../../../os/files.js";
import { childPath, leafName, parentPath } from "../../../os/paths.js";
import { moduleOnHost } from "../../../tools/availability.js";
import { isWellKnownModule } from "../../../tools/known-modules.js";
import { type CmdletCall, cmdletsWith, type ModuleImport, type Text, type Tool } from "../../../tools/tool.js";
import { sourceWithHoles } from "../../../values/code-text.js";
import { hasWildcard } from "../../../values/name-pattern.js";
import { shownText } from "../../../values/texts.js";
import { Arr, Dict, Instance, type Plain, PsObject, type Str, str, Unknown, type Value } from "../../../values/value.js";
import { dictEntries } from "../../types/dict.js";
import { toText } from "../../types/text.js";
import { makeObject, textValue, under } from "../shared/common.js";

/** Modules. A module by name is taken for what it is known for; a module by path is code. */

const MODULES = "powershell:modules";

interface ModuleRow {
  readonly key: "installed" | "loaded" | "removed";
  readonly name: string;
  readonly value: null;
}

// ---------------------------------------------------------------- Import-Module

function importModule(call: CmdletCall): void {
  const given = call.list("Name");
  if (given instanceof Unknown) {
    call.undecided(given.cause === "input" ? "opaque" : given.cause, `imports modules that are not known: ${given.why}`, "all");
    return;
  }
  for (const value of given) importOne(call, value);
  if (call.has("Assembly")) call.say("loads an assembly");
  if (call.flag("PassThru") !== true && call.flag("AsCustomObject") !== true) return;
  for (const value of given) {
    const name = moduleName(call, value);
    call.out(
      typeof name === "string"
        ? moduleObject(call, leafName(name.replaceAll("/", "\\")).replace(/\.(?:psd1|psm1|dll)$/i, ""))
        : call.unknown("the imported module"),
    );
  }
}

function importOne(call: CmdletCall, value: Plain): void {
  const name = moduleName(call, value);
  if (name === undefined) return;
  if (typeof name !== "string") {
    const own = /^⟨module-folder:(.+)⟩/.exec(shownText(name));
    if (own) return importByName(call, own[1] as string);
    const leaf = leafName(shownText(name)).replace(/\.(?:psd1|psm1|dll)$/i, "");
    if (isWellKnownModule(leaf) || contractOf(call.machine.conventions, leaf)?.length === 0) return;
    const file = new Files(call.machine).readText(name);
    if (file !== undefined && runModuleFile(call, name, file)) return;
    call.undecided(
      name.cause === "input" ? "opaque" : name.cause,
      `imports a module that is not available: ${shownText(name)}`,
      "all",
    );
    return;
  }
  if (!/[\\/]/.test(name) && !/\.(?:psm1|psd1|ps1|dll)$/i.test(name)) {
    importByName(call, name);
    return;
  }
  importByPath(call, name);
}

/** The name or path in a text, a module object or a file object. */
function moduleName(call: CmdletCall, value: Plain): Text | undefined {
  if (value instanceof PsObject || value instanceof Instance) {
    const path = value instanceof Instance ? value.model.get?.(value, "FullName", null) : undefined;
    if (path !== undefined) return toText(call.machine, path);
    if (value instanceof PsObject) {
      const found = value.properties.get("path") ?? value.properties.get("name");
      const property = found === undefined ? undefined : call.machine.settled(found);
      if (property !== undefined && typeof property !== "symbol") return toText(call.machine, property.value);
    }
  }
  return value.kind === "null" ? undefined : toText(call.machine, value);
}

const MODULE_FOLDERS = [
  "C:\\Program Files\\WindowsPowerShell\\Modules",
  "C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\Modules",
];

/** A module that the deployment itself put where PowerShell looks is read; any other is what its name says. */
function importByName(call: CmdletCall, name: string): void {
  mark(call, name, "loaded");
  if (isWellKnownModule(name)) return;
  const files = new Files(call.machine);
  for (const folder of MODULE_FOLDERS) {
    for (const extension of [".psd1", ".psm1"]) {
      const path = childPath(childPath(folder, name), name + extension);
      if (files.peek(path) !== "file") continue;
      importByPath(call, path);
      return;
    }
  }
}

function importByPath(call: CmdletCall, path: string, exported: readonly string[] | null = null): void {
  const files = new Files(call.machine);
  const full = files.resolve(path);
  const leaf = leafName(full).replace(/\.(?:psd1|psm1|dll)$/i, "");
  mark(call, leaf, "loaded");
  for (const candidate of candidates(path)) {
    const known = files.peek(candidate);
    if (known !== "file") continue;
    const content = files.readText(candidate);
    if (content !== undefined && runModuleFile(call, candidate, content, exported)) return;
  }
  if (isWellKnownModule(leaf) || isWellKnownModule(leafName(parentPath(full) ?? ""))) return;
  const contract = contractOf(call.machine.conventions, leaf);
  if (contract?.length === 0) return;
  if (contract !== undefined) return call.undecided("unmodelled", `${leaf} may change this by its contract`, contract);
  call.undecided("opaque", `imports the module ${path}, whose content is not available`, "all");
}

/** A folder stands for the module of its name in it; a name without extension for the file that has one. */
function candidates(path: string): string[] {
  const trimmed = path.replace(/[\\/]+$/, "");
  if (/\.(?:psm1|psd1|ps1)$/i.test(trimmed)) return [trimmed];
  if (/\.dll$/i.test(trimmed)) return [];
  const name = trimmed.slice(Math.max(trimmed.lastIndexOf("\\"), trimmed.lastIndexOf("/")) + 1);
  return [`${trimmed}\\${name}.psd1`, `${trimmed}\\${name}.psm1`, `${trimmed}.psd1`, `${trimmed}.psm1`];
}

/** Runs a module's script, or what a manifest names. False: its content is not known. */
function runModuleFile(call: CmdletCall, path: Text, content: Str | Unknown, exported: readonly string[] | null = null): boolean {
  const files = new Files(call.machine);
  const file = typeof path === "string" ? files.resolve(path) : null;
  const source = sourceWithHoles(call.machine, content, file, call.at);
  if (!source) return false;
  const isManifest = /\.psd1$/i.test(shownText(path));
  const outcome = call.machine.budget.nested(() =>
    call.runScript({
      language: "powershell",
      source,
      path: file,
      isolated: false,
      layer: "Import-Module",
      ...(isManifest ? {} : { module: importOf(call, exported) }),
    }),
  );
  if (!isManifest) return true;
  const manifest =
    outcome.outputs.length === 0 ? undefined : call.machine.plain(outcome.outputs[outcome.outputs.length - 1] as Value);
  if (!(manifest instanceof Dict)) return true;
  const folder = typeof path === "string" ? path.slice(0, Math.max(path.lastIndexOf("\\"), path.lastIndexOf("/")) + 1) : "";
  const entries = new Map<string, readonly string[] | null>();
  for (const { key, value } of dictEntries(call.machine, manifest)) {
    const name = toText(call.machine, key);
    if (typeof name === "string") entries.set(name.toLowerCase(), textsOf(call, value));
  }
  // Scripts and nested modules come before the module itself, and what it exports of them is exported too.
  for (const name of ["scriptstoprocess", "nestedmodules", "rootmodule", "moduletoprocess"]) {
    for (const text of entries.get(name) ?? []) {
      if (text === "") continue;
      const functions = name === "scriptstoprocess" ? null : (entries.get("functionstoexport") ?? null);
      if (/[\\/]|\.(?:psm1|psd1|ps1|dll)$/i.test(text)) importByPath(call, folder + text.replace(/^\.[\\/]/, ""), functions);
      else importByName(call, text);
    }
  }
  return true;
}

/** The texts of a list; null: one of them is not known. Tables (`@{ ModuleName = ... }`) are left out. */
function textsOf(call: CmdletCall, value: Value): readonly string[] | null {
  const plain = call.machine.plain(value);
  const items = plain instanceof Arr ? call.machine.settled(plain.items) : [plain];
  const texts: string[] = [];
  for (const item of items) {
    const one = call.machine.plain(item);
    if (one.kind === "null" || one instanceof Dict) continue;
    const text = toText(call.machine, one);
    if (typeof text !== "string") return null;
    texts.push(text);
  }
  return texts;
}

function importOf(call: CmdletCall, exported: readonly string[] | null): ModuleImport {
  const scope = call.text("Scope");
  const prefix = call.text("Prefix");
  const wanted = call.texts("Function");
  const named = wanted instanceof Unknown ? [] : wanted.filter((name) => typeof name === "string");
  return {
    scope:
      call.flag("Global") === true || (typeof scope === "string" && /^global$/i.test(scope))
        ? "global"
        : typeof scope === "string" && /^local$/i.test(scope)
          ? "local"
          : null,
    prefix: typeof prefix === "string" && prefix !== "" ? prefix : null,
    functions: named.length > 0 ? named : exported,
  };
}

function mark(call: CmdletCall, name: string, key: ModuleRow["key"]): void {
  call.machine.setRow<ModuleRow>(MODULES, name.toLowerCase(), { key, name, value: null });
}

// ---------------------------------------------------------------- Get-Module, Install-Module

function isInstalled(call: CmdletCall, name: string): boolean {
  const row = call.machine.row<ModuleRow>(MODULES, name.toLowerCase());
  if (row) return row.key !== "removed";
  return (
    moduleOnHost(call.machine, name) ??
    call.machine.askWhether(
      `module:${name.toLowerCase()}`,
      `the module ${name} is installed`,
      `the module ${name} is not installed`,
    )
  );
}

function getModule(call: CmdletCall): void {
  const names = call.texts("Name");
  const listed = call.flag("ListAvailable") === true;
  if (names instanceof Unknown || names.length === 0)
    return call.out(call.unknown("the modules of the host", { symbol: `modules:${listed}` }));
  for (const name of names) {
    if (typeof name !== "string" || hasWildcard(name)) {
      call.out(call.unknown(`the modules that fit ${shownText(name)}`, { symbol: `modules:${listed}:${shownText(name)}` }));
      continue;
    }
    const found = listed ? isInstalled(call, name) : call.machine.row<ModuleRow>(MODULES, name.toLowerCase())?.key === "loaded";
    if (found) call.out(moduleObject(call, name));
  }
}

function moduleObject(call: CmdletCall, name: string): PsObject {
  const unknown = (what: string) =>
    call.unknown(`the ${what} of the module ${name}`, {
      symbol: `module-${what}:${name.toLowerCase()}`,
      ...(what === "folder" ? { type: "System.String" } : {}),
    });
  return makeObject(
    "System.Management.Automation.PSModuleInfo",
    [
      ["Name", str(name, call.at)],
      ["Version", unknown("version")],
      ["Path", textValue(under(unknown("folder"), `${name}.psd1`), call.at)],
      ["ModuleBase", unknown("folder")],
      ["ExportedCommands", unknown("commands")],
    ],
    call.at,
  );
}

function changeModules(key: ModuleRow["key"]): (call: CmdletCall) => void {
  return (call) => {
    const names = call.texts("Name");
    if (names instanceof Unknown || call.whatIf) return;
    for (const name of names)
      if (typeof name === "string" && !hasWildcard(name)) mark(call, name.split(/[\\/]/).at(-1) ?? name, key);
  };
}

// ---------------------------------------------------------------- data files

function importDataFile(call: CmdletCall): void {
  const path = call.text(call.has("LiteralPath") ? "LiteralPath" : "Path") ?? call.text("FileName");
  if (path === undefined) return;
  const base = call.text("BaseDirectory");
  const whole = typeof path === "string" && typeof base === "string" && !/[\\/]/.test(path) ? `${base}\\${path}` : path;
  const content = new Files(call.machine).readText(whole);
  if (content === undefined) {
    call.fail({
      id: "PathNotFound",
      message: `Cannot find path '${shownText(whole)}' because it does not exist.`,
      exception: "System.Management.Automation.ItemNotFoundException",
    });
    return;
  }
  const source = sourceWithHoles(
    call.machine,
    content,
    typeof whole === "string" ? new Files(call.machine).resolve(whole) : null,
    call.at,
  );
  if (!source) {
    call.out(
      call.unknown(`the data in ${shownText(whole)}`, {
        symbol: `data:${shownText(whole).toLowerCase()}`,
        cause: content instanceof Unknown ? content.cause : "input",
      }),
    );
    return;
  }
  // A data file holds one table of constants; nothing else of the language is allowed in it.
  const outcome = call.runScript({ language: "powershell", source, isolated: true, layer: call.name });
  const variable = call.text("BindingVariable");
  if (typeof variable === "string" && outcome.outputs.length === 1) call.setVariable(variable, outcome.outputs[0] as Value);
  else for (const value of outcome.outputs) call.out(value);
}

const tool = cmdletsWith({ loose: true });
const modelled = cmdletsWith({ effect: "modelled" });

export const moduleCmdlets: readonly Tool[] = [
  modelled(
    ["Import-Module"],
    [
      "Name[]@0<",
      "FullyQualifiedName[]",
      "Assembly[]",
      "ModuleInfo[]",
      "Force?",
      "Global?",
      "PassThru?",
      "AsCustomObject?",
      "DisableNameChecking?",
      "NoClobber?",
      "Prefix",
      "Function[]",
      "Cmdlet[]",
      "Variable[]",
      "Alias[]",
      "MinimumVersion|Version",
      "MaximumVersion",
      "RequiredVersion",
      "ArgumentList|Args[]",
      "Scope",
      "SkipEditionCheck?",
      "UseWindowsPowerShell|UseWinPS?",
      "PSSession",
      "CimSession",
    ],
    importModule,
  ),
  tool(
    ["Get-Module"],
    ["Name[]@0<", "FullyQualifiedName[]", "All?", "ListAvailable?", "Refresh?", "SkipEditionCheck?", "PSEdition"],
    getModule,
  ),
  tool(
    ["Install-Module", "Install-PSResource", "Update-Module"],
    [
      "Name[]@0<.",
      "Force?",
      "AllowClobber?",
      "SkipPublisherCheck?",
      "AcceptLicense?",
      "AllowPrerelease?",
      "PassThru?",
      "TrustRepository?",
      "Reinstall?",
      "Quiet?",
      "RequiredVersion",
      "MinimumVersion",
      "MaximumVersion",
      "Repository[]",
      "Scope",
      "Credential",
      "Proxy",
      "ProxyCredential",
    ],
    changeModules("installed"),
  ),
  tool(
    ["Uninstall-Module", "Uninstall-PSResource"],
    ["Name[]@0<.", "Force?", "AllVersions?", "RequiredVersion"],
    changeModules("removed"),
  ),
  tool(["Save-Module", "Save-PSResource", "Publish-Module"], [], () => undefined),
  tool(
    [
      "Get-InstalledModule",
      "Find-Module",
      "Find-Script",
      "Find-Package",
      "Get-Package",
      "Get-PackageProvider",
      "Get-PSRepository",
      "Get-PackageSource",
    ],
    ["Name[]@0"],
    (call) => {
      const name = call.texts("Name");
      call.out(
        call.unknown(`what ${call.name} finds`, {
          symbol: `${call.name.toLowerCase()}:${name instanceof Unknown ? name.symbol : name.map((one) => shownText(one)).join(",")}`,
        }),
      );
    },
  ),
  tool(["Remove-Module"], ["Name[]@0<.", "Force?"], (call) => {
    const names = call.texts("Name");
    if (!(names instanceof Unknown))
      for (const name of names)
        if (typeof name === "string" && call.machine.row<ModuleRow>(MODULES, name.toLowerCase())?.key === "loaded")
          mark(call, name, "installed");
  }),
  tool(["Import-PowerShellDataFile"], ["Path[]@0<.", "LiteralPath|PSPath[].", "SkipLimitCheck?"], importDataFile),
  tool(
    ["Import-LocalizedData"],
    ["BindingVariable|Variable@0", "UICulture@1", "BaseDirectory", "FileName", "SupportedCommand[]"],
    importDataFile,
  ),
];
