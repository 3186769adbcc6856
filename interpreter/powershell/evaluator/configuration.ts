import { addModuleFolder, findResourceFile, noteCompiled } from "../../documents/dsc-modules.js";
import {
  CompiledMof,
  type DscProperty,
  type DscResource,
  isOfManager,
  resourceIn,
  resourceValue,
} from "../../documents/dsc-resource.js";
import { mofText } from "../../documents/mof.js";
import { fileInfo } from "../../os/file-objects.js";
import { Files } from "../../os/files.js";
import { childPath } from "../../os/paths.js";
import type { Text } from "../../tools/tool.js";
import { sourceWithHoles } from "../../values/code-text.js";
import { Sink } from "../../values/sink.js";
import type { Trace } from "../../values/source.js";
import { combinedTrace, shownText, traceOf } from "../../values/texts.js";
import { Arr, array, Dict, Instance, NULL, Str, Unknown, type Value } from "../../values/value.js";
import type { Runtime } from "../session/runtime.js";
import { type FunctionInfo, findFunction, lookup, Scope, setVariable } from "../session/scope.js";
import type { ConfigurationDefinition, DscNode, DscResource as ResourceSyntax } from "../syntax/ast.js";
import { readScript } from "../syntax/parse.js";
import { toText } from "../types/convert.js";
import { dictEntries, dictGet, dictSet } from "../types/dict.js";
import type { Actual } from "./arguments.js";
import { endOfBlock, runBody } from "./blocks.js";
import { embeddedInstance, propertiesOf } from "./configuration-values.js";
import { leave } from "./endings.js";
import { bindParameters, paramsOf, signatureOfBlock } from "./functions.js";
import type { Invocation } from "./invocation.js";
import type { Stage } from "./pipeline.js";
import { evaluate, runStatements } from "./recursion.js";

/** DSC configurations: a command that compiles its nodes and resources to MOF documents. */

/** What is being compiled. It belongs to the running code, as its scope does. */
export interface Compiling {
  /** Where resources go. */
  readonly sink: Sink;
  /** The node; null: none is named, so it is this host. */
  readonly node: Text | null;
  /** Composite resources around. */
  readonly within: readonly string[];
  /** `DependsOn` of a composite resource, which all its parts inherit. */
  readonly dependsOn: DscProperty | null;
}

/** Node of a resource in the list of a whole configuration. */
const NODE = "node";

export function defineConfiguration(r: Runtime, s: ConfigurationDefinition): void {
  const name = toText(r.machine, evaluate(r, s.name));
  if (typeof name !== "string") return;
  const info: FunctionInfo = { name, params: null, body: s.body, source: r.source, form: "configuration", home: null };
  r.machine.journal.setEntry(r.scope.functions, name.toLowerCase(), info);
}

/** Compiles when it is called: one document a node, in the folder `-OutputPath`. */
export function runConfiguration(r: Runtime, info: FunctionInfo, { actuals, at, out }: Invocation): Stage {
  return {
    begin: () => undefined,
    process: () => undefined,
    end: () => {
      r.machine.coverage.command(info.name, "modelled", at);
      const { own, common } = takeCommon(actuals);
      const root = lookup(r.machine, r.scope, "psscriptroot");
      const folder = root === undefined ? null : r.machine.plain(root);
      if (folder instanceof Str && folder.value !== "") addModuleFolder(r.machine, folder.value);
      const sink = new Sink();
      runInside(r, info, own, common, { sink, node: null, within: [], dependsOn: null });
      for (const file of writeDocuments(r, info.name, common.get("outputpath"), sink, at)) out(file);
    },
  };
}

/** Parameters that every configuration has. */
const COMMON: readonly string[] = ["configurationdata", "outputpath", "instancename", "dependson", "psdscrunascredential"];

function takeCommon(actuals: readonly Actual[]): {
  readonly own: readonly Actual[];
  readonly common: ReadonlyMap<string, Value>;
} {
  const own: Actual[] = [];
  const common = new Map<string, Value>();
  for (let index = 0; index < actuals.length; index++) {
    const one = actuals[index] as Actual;
    const given = one.name?.toLowerCase() ?? "";
    const name = given === "" ? undefined : COMMON.find((full) => full === given || (given.length > 2 && full.startsWith(given)));
    if (name === undefined) {
      own.push(one);
      continue;
    }
    const next = actuals[index + 1];
    const value = one.value ?? (next?.name === null ? next.value : undefined);
    if (one.value === undefined && next?.name === null) index++;
    if (value !== undefined) common.set(name, value);
  }
  return { own, common };
}

/** Runs the body of a configuration in a scope of its own. */
function runInside(
  r: Runtime,
  info: FunctionInfo,
  actuals: readonly Actual[],
  common: ReadonlyMap<string, Value>,
  frame: Compiling,
): void {
  const isOutermost = r.compiling === null;
  const scope = new Scope(info.home ?? r.scope, "function");
  r.machine.budget.nested(() =>
    r.within({ scope, source: info.source, slots: null, compiling: frame }, () => {
      const data = common.get("configurationdata");
      if (data !== undefined || isOutermost) {
        const { machine } = r;
        setVariable(machine, r.scope, "configurationdata", data === undefined ? NULL : dataOf(r, data));
        setVariable(machine, r.scope, "allnodes", data === undefined ? array([]) : allNodes(r, dataOf(r, data)));
      }
      bindParameters(r, signatureOfBlock(r, info.body, info.params, info.name), paramsOf(info), actuals, r.scope);
      r.collect(() => leave(endOfBlock(r, runBody(r, info.body))));
    }),
  );
}

// ---------------------------------------------------------------- data

/** A hashtable, or the path of a `.psd1` file that holds one. */
function dataOf(r: Runtime, data: Value): Value {
  const plain = r.machine.plain(data);
  if (!(plain instanceof Str)) return plain;
  const text = new Files(r.machine).readText(plain.value);
  if (!(text instanceof Str)) {
    return new Unknown("input", `the configuration data in ${plain.value}`, `dsc:data:${plain.value.toLowerCase()}`, plain.trace);
  }
  const parsed = readScript(text.value, { dialect: r.dialect });
  if (!parsed.ok) return NULL;
  const source = text.trace?.source.text === text.value ? text.trace.source : r.source.derive(text.value, plain.value);
  return r.within({ scope: new Scope(null, "global"), source }, () => {
    // Data files hold one literal.
    const items = r.machine.settled(r.collect(() => leave(runBody(r, parsed.ast))));
    return items[0] ?? NULL;
  });
}

/** `AllNodes`, with what stands under the name `*` put into every node. */
function allNodes(r: Runtime, data: Value): Value {
  const { machine } = r;
  const plain = machine.plain(data);
  if (!(plain instanceof Dict)) return plain instanceof Unknown ? plain : array([]);
  const listed = dictGet(machine, plain, new Str("AllNodes"));
  const list = listed === undefined ? array([]) : machine.plain(listed);
  const items = list instanceof Arr ? machine.settled<readonly Value[]>(list.items) : [list];
  const nodes = items.map((item) => machine.plain(item)).filter((item): item is Dict => item instanceof Dict);
  const isForAll = (node: Dict): boolean => {
    const name = dictGet(machine, node, new Str("NodeName"));
    const shown = name === undefined ? undefined : machine.plain(name);
    return shown instanceof Str && shown.value === "*";
  };
  const shared = nodes.filter(isForAll);
  return array(
    nodes
      .filter((node) => !isForAll(node))
      .map((node) => {
        const merged = new Dict("hashtable", "System.Collections.Hashtable", false, node.trace);
        for (const { key, value } of shared.flatMap((one) => dictEntries(machine, one)))
          if (shownText(keyText(r, key)).toLowerCase() !== "nodename") dictSet(machine, merged, machine.plain(key), value);
        for (const { key, value } of dictEntries(machine, node)) dictSet(machine, merged, machine.plain(key), value);
        return merged;
      }),
  );
}

function keyText(r: Runtime, key: Value): Text {
  return toText(r.machine, r.machine.plain(key));
}

// ---------------------------------------------------------------- nodes and resources

/** `Node` and a resource: only inside of a running configuration do they say anything. */
export function runDscResource(r: Runtime, s: DscNode | ResourceSyntax): void {
  const frame = r.compiling;
  if (frame === null) {
    r.machine.note("unmodelled", "all", "a DSC resource stands outside of a configuration", r.trace(s));
    return;
  }
  if (s.kind === "DscNode") runNode(r, s, frame);
  else runResource(r, s, frame);
}

function runNode(r: Runtime, s: DscNode, frame: Compiling): void {
  const { machine } = r;
  const value = s.names === null ? new Str("localhost", r.trace(s)) : machine.plain(evaluate(r, s.names));
  const names = value instanceof Arr ? machine.settled<readonly Value[]>(value.items) : value.kind === "null" ? [] : [value];
  for (const one of names) {
    machine.budget.step();
    const name = toText(machine, machine.plain(one));
    const scope = new Scope(r.scope, "function");
    r.within({ scope, compiling: { ...frame, node: name } }, () => {
      setVariable(machine, scope, "node", nodeData(r, name));
      setVariable(machine, scope, "nodename", typeof name === "string" ? new Str(name) : name);
      r.collect(() => leave(runStatements(r, s.body.body)));
    });
  }
}

/** The entry of AllNodes with this name; a name that is not known is the only entry there is, or none that is known. */
function nodeData(r: Runtime, name: Text): Value {
  const { machine } = r;
  const all = lookup(machine, r.scope, "allnodes");
  const plain = all === undefined ? undefined : machine.plain(all);
  if (plain instanceof Unknown) return plain;
  const nodes = plain instanceof Arr ? machine.settled<readonly Value[]>(plain.items).map((one) => machine.plain(one)) : [];
  const wanted = shownText(name).toLowerCase();
  const found = nodes.find((node) => {
    const own = node instanceof Dict ? dictGet(machine, node, new Str("NodeName")) : undefined;
    return own !== undefined && shownText(toText(machine, machine.plain(own))).toLowerCase() === wanted;
  });
  return found ?? NULL;
}

function runResource(r: Runtime, s: ResourceSyntax, frame: Compiling): void {
  const { machine } = r;
  const at = r.trace({ start: s.start, end: s.start + s.type.length });
  const name = s.instance === null ? "" : shownText(toText(machine, machine.plain(evaluate(r, s.instance))));
  const properties = propertiesOf(r, s);
  if (s.instance === null && !isOfManager(s.type)) {
    // A class of an embedded instance: the value of a property.
    r.emit(embeddedInstance(machine, s.type, properties, at));
    return;
  }
  const composite = compositeNamed(r, s.type);
  if (composite !== null) {
    const own = [...properties.values()].filter(({ name: one }) => !COMMON.includes(one.toLowerCase()));
    const actuals = own.map(
      ({ name: parameter, value, at: place }): Actual => ({
        name: parameter,
        value,
        text: `-${parameter}`,
        splatted: true,
        verbatim: false,
        at: place ?? at,
      }),
    );
    runInside(r, composite, actuals, new Map(), {
      ...frame,
      within: [...frame.within, `[${s.type}]${name}`],
      dependsOn: properties.get("dependson") ?? frame.dependsOn,
    });
    return;
  }
  const inherited = frame.dependsOn;
  if (inherited !== null && !properties.has("dependson")) properties.set("dependson", inherited);
  const resource: DscResource = { type: s.type, module: null, name, properties, within: frame.within, at };
  const value = resourceValue(resource);
  value.fields.set(NODE, frame.node);
  frame.sink.push(machine, value);
}

/** A configuration that is used as a resource: of the script itself, or in a module that lies beside it. */
function compositeNamed(r: Runtime, type: string): FunctionInfo | null {
  const { machine } = r;
  const own = findFunction(machine, r.scope, type.toLowerCase());
  if (own?.form === "configuration") return own;
  const file = findResourceFile(machine, type, null);
  if (file?.form !== "composite") return null;
  const parsed = readScript(file.content.value, { dialect: r.dialect });
  if (!parsed.ok) {
    machine.note("unreadable", "all", `PowerShell does not accept ${file.path}: ${parsed.error.message}`, file.content.trace);
    return null;
  }
  const source = sourceWithHoles(machine, file.content, file.path, file.content.trace ?? r.trace(parsed.ast)) ?? r.source;
  const found = parsed.ast.body.find((statement) => statement.kind === "Configuration" && isNamed(statement, type));
  if (found?.kind !== "Configuration") return null;
  machine.sources.add(source);
  return { name: type, params: null, body: found.body, source, form: "configuration", home: null };
}

function isNamed(statement: ConfigurationDefinition, name: string): boolean {
  return statement.name.kind === "String" && statement.name.value.toLowerCase() === name.toLowerCase();
}

// ---------------------------------------------------------------- documents

function writeDocuments(r: Runtime, name: string, outputPath: Value | undefined, sink: Sink, at: Trace): readonly Value[] {
  const { machine } = r;
  const files = new Files(machine);
  const folder: Text = outputPath === undefined ? `.\\${name}` : toText(machine, machine.plain(outputPath));
  const nodes = new Map<string, { resource: DscResource; node: Text }[]>();
  for (const item of machine.settled(sink.items(machine))) {
    const resource = resourceIn(item);
    if (resource === undefined || !(item instanceof Instance)) continue;
    const node = (item.fields.get(NODE) as Text | null) ?? "localhost";
    const suffix = isOfManager(resource.type) ? ".meta.mof" : ".mof";
    const key = `${shownText(node)}${suffix}`;
    const list = nodes.get(key) ?? [];
    if (list.length === 0) nodes.set(key, list);
    list.push({ resource, node });
  }
  const full = files.resolve(folder);
  files.makeDirectory(full);
  noteCompiled(machine, full);
  const written: Value[] = [];
  for (const [file, list] of nodes) {
    const resources = list.map((one) => one.resource);
    const traces = resources.flatMap((one) => [...one.properties.values()].flatMap(({ value }) => traceOf(value) ?? []));
    const path = childPath(full, file);
    const secret = traces.some((trace) => trace.source.secret);
    files.write(
      path,
      new CompiledMof(mofText(machine, name, resources), combinedTrace(traces, at, "compiled"), secret, resources),
      at,
    );
    written.push(fileInfo(machine, path, "file", at));
  }
  return written;
}
