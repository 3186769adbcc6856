// Commands that apply configurations: Start-DscConfiguration and its like, Invoke-DscResource, winget, dsc.

import { importDscModule, isCompiledInto } from "../../documents/dsc-modules.js";
import type { DscProperty, DscResource } from "../../documents/dsc-resource.js";
import { readMof } from "../../documents/mof.js";
import type { Area } from "../../machine/notes.js";
import { isThisComputer } from "../../os/computer.js";
import { Files } from "../../os/files.js";
import { leafName } from "../../os/paths.js";
import { type Argument, type CmdletCall, type NativeCall, parameters, type Text, type Tool } from "../../tools/tool.js";
import { scalarText } from "../../values/scalar-conversions.js";
import { shownText, type TextValue, traceOf } from "../../values/texts.js";
import { Dict, Str, Unknown, type Value } from "../../values/value.js";
import { switchOf } from "../shared/native-arguments.js";
import { applyResource, applyResources } from "./apply.js";
import { applyDscDocument } from "./document.js";

const AREAS: readonly Area[] = ["principals", "privileges", "acl", "web", "smtp", "services", "features"];

/** A published configuration, which `-UseExisting` and the next check of the manager apply. */
const PENDING = "dsc:pending";

interface Pending {
  readonly key: string;
  readonly value: TextValue;
}

/** Documents of a folder that are for this host. */
function documentsIn(call: CmdletCall, folder: Text): readonly { readonly path: string; readonly content: TextValue }[] {
  const files = new Files(call.machine);
  const full = call.resolvePath(folder);
  const { entries, complete } = files.list(full);
  const found: { path: string; content: TextValue }[] = [];
  for (const { path, kind } of entries) {
    const name = leafName(path).toLowerCase();
    if (kind !== "file" || !name.endsWith(".mof") || name.endsWith(".meta.mof")) continue;
    // `web01.mof` is for the computer of that name.
    if (!isThisComputer(call.machine, leafName(path).slice(0, -".mof".length))) continue;
    const content = files.readText(path);
    if (content !== undefined) found.push({ path, content });
  }
  if (found.length === 0 && !complete && entries.length === 0 && !isCompiledInto(call.machine, files.resolve(full))) {
    const beside =
      files.peek(`${files.resolve(full)}\\localhost.mof`) === "file"
        ? files.readText(`${files.resolve(full)}\\localhost.mof`)
        : undefined;
    if (beside !== undefined) return [{ path: `${shownText(folder)}\\localhost.mof`, content: beside }];
    call.undecided("opaque", `the configuration in ${shownText(folder)} is not available`, "all");
  }
  return found;
}

function applyContent(call: CmdletCall, path: string, content: TextValue): void {
  if (content instanceof Unknown && content.parts === null) {
    call.undecided(content.cause === "deferred" ? "deferred" : "opaque", `the configuration ${path} is not available`, "all");
    return;
  }
  const resources = readMof(call.machine, content, call.at);
  if ("message" in resources) call.undecided("unreadable", `the configuration ${path}: ${resources.message}`, "all");
  else applyResources(call.machine, resources, call.at);
}

function isElsewhere(call: CmdletCall): boolean {
  const names = call.has("ComputerName") ? call.texts("ComputerName") : [];
  if (names instanceof Unknown || names.length === 0) return false;
  return !names.some((name) => isThisComputer(call.machine, name));
}

function start(call: CmdletCall): void {
  if (call.whatIf || isElsewhere(call)) return;
  if (call.flag("UseExisting") === true) {
    for (const [, { key, value }] of call.machine.rows<Pending>(PENDING)) applyContent(call, key, value);
    return;
  }
  for (const { path, content } of documentsIn(call, call.text("Path") ?? ".")) applyContent(call, path, content);
}

/** Published configurations are applied by the manager, at the latest at its next check. */
function publish(call: CmdletCall): void {
  if (call.whatIf || isElsewhere(call)) return;
  for (const { path, content } of documentsIn(call, call.text("Path") ?? ".")) {
    call.machine.setRow<Pending>(PENDING, "pending", { key: path, value: content });
    applyContent(call, path, content);
  }
}

/** Where the manager gets configurations from: what a server holds for this host, nobody here knows. */
const PULLS: ReadonlySet<string> = new Set([
  "configurationrepositoryweb",
  "configurationrepositoryshare",
  "partialconfiguration",
]);

function setManager(call: CmdletCall): void {
  if (call.whatIf || isElsewhere(call)) return;
  const files = new Files(call.machine);
  const { entries } = files.list(call.resolvePath(call.text("Path") ?? "."));
  for (const { path } of entries) {
    if (!path.toLowerCase().endsWith(".meta.mof")) continue;
    const content = files.readText(path);
    const resources = content === undefined ? [] : readMof(call.machine, content, call.at);
    if ("message" in resources) continue;
    const pulls = resources.find((one) => PULLS.has(one.type.toLowerCase()));
    if (pulls !== undefined)
      call.machine.note("opaque", "all", "the configuration manager gets configurations from a server", pulls.at);
  }
}

// ---------------------------------------------------------------- one resource

function invokeResource(call: CmdletCall): void {
  const name = call.text("Name");
  const method = shownText(call.text("Method") ?? "Test").toLowerCase();
  if (method !== "set") {
    call.out(call.unknown(`what Invoke-DscResource -Method ${method} gives`));
    return;
  }
  const given = call.value("Property");
  if (typeof name !== "string" || !(given instanceof Dict)) {
    const unknown = name instanceof Unknown ? name : given instanceof Unknown ? given : undefined;
    call.undecided(unknown?.cause ?? "unmodelled", "which resource Invoke-DscResource sets, or to what, is not known", "all");
    return;
  }
  const module = call.value("ModuleName");
  const moduleName = module instanceof Dict ? entryText(call, module, "modulename") : module instanceof Str ? module.value : null;
  if (moduleName !== null) importDscModule(call.machine, moduleName, null);
  const properties = new Map<string, DscProperty>();
  for (const found of given.entries.values()) {
    const entry = call.machine.settled(found);
    if (typeof entry === "symbol") continue;
    const key = scalarText(call.machine, entry.key);
    if (typeof key !== "string") continue;
    const value = call.machine.plain(entry.value);
    properties.set(key.toLowerCase(), {
      name: key,
      value: value.kind === "block" ? blockText(value) : value,
      at: traceOf(value),
    });
  }
  const resource: DscResource = {
    type: name,
    module: moduleName,
    name: "Invoke-DscResource",
    properties,
    within: [],
    at: call.trace("Name"),
  };
  applyResource(call.machine, resource, call.at);
  call.out(call.unknown("what Invoke-DscResource gives"));
}

function entryText(call: CmdletCall, dict: Dict, key: string): string | null {
  const found = dict.entries.get(`s:${key}`);
  const entry = found === undefined ? undefined : call.machine.settled(found);
  const text = entry === undefined || typeof entry === "symbol" ? null : scalarText(call.machine, entry.value);
  return typeof text === "string" ? text : null;
}

/** A script block given for a property that is a text: what stands between its braces. */
function blockText(block: Extract<Value, { kind: "block" }>): Str {
  const whole = block.source.text.slice(block.ast.start, block.ast.end);
  return new Str(whole.startsWith("{") && whole.endsWith("}") ? whole.slice(1, -1) : whole, block.trace, block.source.secret);
}

function importResource(call: CmdletCall): void {
  const list = call.list("ModuleName");
  if (list instanceof Unknown) return;
  const version = call.text("ModuleVersion");
  for (const value of list) {
    if (value instanceof Dict)
      importDscModule(call.machine, entryText(call, value, "modulename") ?? "", entryText(call, value, "moduleversion"));
    else {
      const text = scalarText(call.machine, value);
      if (typeof text === "string") importDscModule(call.machine, text, typeof version === "string" ? version : null);
    }
  }
}

// ---------------------------------------------------------------- programs

/** `winget configure -f file`; the file may also stand alone, or be an address. */
function winget(call: NativeCall): void {
  const [verb, ...rest] = call.argv;
  const word = verb === undefined ? "" : shownText(verb.text).toLowerCase();
  if (word !== "configure" && word !== "configuration") return;
  let file: Argument | undefined;
  for (let index = 0; index < rest.length; index++) {
    const argument = rest[index] as Argument;
    const name = switchOf(
      { ...argument, text: typeof argument.text === "string" ? argument.text.replace(/^--/, "-") : argument.text },
      "-",
    )?.name;
    if (name === "f" || name === "file") file = rest[++index];
    else if (name === "h" || name === "history" || name === "modulepath" || name === "processor-path") index++;
    else if (name === undefined) {
      const shown = shownText(argument.text).toLowerCase();
      // Those only look.
      if (["show", "list", "test", "validate", "export"].includes(shown)) return;
      file ??= argument;
    }
  }
  if (file !== undefined) applyFile(call, file.text);
}

/** `dsc config set --file x`, `dsc resource set --resource T --input '{...}'`. */
function dsc(call: NativeCall): void {
  const words: string[] = [];
  let file: Text | undefined;
  let input: Text | undefined;
  let resource: Text | undefined;
  for (let index = 0; index < call.argv.length; index++) {
    const argument = call.argv[index] as Argument;
    const shown = shownText(argument.text).toLowerCase();
    const next = (): Text | undefined => call.argv[++index]?.text;
    if (["-f", "--file", "-p", "--path"].includes(shown)) file = next();
    else if (["-i", "--input", "-d", "--document"].includes(shown)) input = next();
    else if (["-r", "--resource"].includes(shown)) resource = next();
    else if (shown.startsWith("-")) {
      if (["-o", "--output-format", "-t", "--trace-level", "--parameters", "--parameters-file"].includes(shown)) index++;
    } else words.push(shown);
  }
  if (!words.includes("set")) return;
  const piped = call.input[0] === undefined ? undefined : scalarText(call.machine, call.input[0]);
  if (words[0] === "resource") {
    const text = input ?? (piped === null ? undefined : piped);
    if (text !== undefined && resource !== undefined) applySingle(call, resource, text);
    return;
  }
  if (file !== undefined && shownText(file) !== "-") return applyFile(call, file);
  const text = input ?? (piped === null ? undefined : piped);
  if (text !== undefined)
    applyText(call, typeof text === "string" ? new Str(text, call.at) : text, "the configuration on the command line");
}

function applySingle(call: NativeCall, resource: Text, input: Text): void {
  const document = `resources:\n- name: resource\n  type: ${JSON.stringify(shownText(resource))}\n  properties: `;
  if (typeof input !== "string") return call.undecided(input.cause, `what dsc sets ${shownText(resource)} to`, "all");
  // JSON is YAML; on one line it cannot disturb what stands around it.
  applyText(call, new Str(document + input.replaceAll(/\r?\n/g, " "), call.at), "the resource on the command line");
}

function applyFile(call: NativeCall, path: Text): void {
  const shown = shownText(path);
  const content = /^https?:/i.test(shown)
    ? typeof path === "string"
      ? call.machine.web(path)
      : undefined
    : new Files(call.machine).readText(call.resolvePath(path));
  if (content === undefined && !/^https?:/i.test(shown)) return call.exit(1);
  if (content === undefined || (content instanceof Unknown && content.parts === null))
    return call.undecided(
      content?.cause === "deferred" ? "deferred" : "opaque",
      `the configuration ${shown} is not available`,
      "all",
    );
  applyText(call, content, shown);
}

function applyText(call: NativeCall, content: TextValue, shown: string): void {
  const problem = applyDscDocument(call.machine, content, call.at);
  if (problem !== null) call.undecided("unreadable", `${shown}: ${problem.message}`, "all");
}

const cmdlet = (names: readonly string[], notations: readonly string[], run: (call: CmdletCall) => void): Tool => ({
  form: "cmdlet",
  names,
  effect: "modelled",
  areas: AREAS,
  module: "PSDesiredStateConfiguration",
  documented: "Microsoft, Windows PowerShell Desired State Configuration",
  parameters: parameters(...notations),
  run,
});

const SESSION = [
  "ComputerName|CN|ServerName[]",
  "Credential",
  "CimSession[]",
  "ThrottleLimit",
  "Force?",
  "Wait?",
  "JobName",
  "UseExisting?",
];

export const dscTools: readonly Tool[] = [
  cmdlet(["Start-DscConfiguration"], ["Path@0", ...SESSION], start),
  cmdlet(["Publish-DscConfiguration"], ["Path@0", ...SESSION], publish),
  cmdlet(["Set-DscLocalConfigurationManager"], ["Path@0", ...SESSION], setManager),
  cmdlet(["Update-DscConfiguration"], SESSION, (call) =>
    call.undecided("opaque", "the configuration that a server holds for this host is not available", "all"),
  ),
  cmdlet(["Test-DscConfiguration"], ["Path@0", "ReferenceConfiguration", "Detailed?", ...SESSION], (call) =>
    call.out(call.unknown("whether the host is as configured", { type: "System.Boolean" })),
  ),
  cmdlet(["Invoke-DscResource"], ["Name@0!", "Method@1", "ModuleName@2", "Property@3"], invokeResource),
  cmdlet(["Import-DscResource"], ["Name[]@0", "ModuleName[]@1", "ModuleVersion"], importResource),
  { form: "native", names: ["winget"], effect: "modelled", areas: AREAS, documented: "Microsoft, winget configure", run: winget },
  { form: "native", names: ["dsc"], effect: "modelled", areas: AREAS, documented: "Microsoft, dsc command reference", run: dsc },
];
