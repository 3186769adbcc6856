import { siteBindings } from "../../../host/keys.js";
import { locationPath } from "../../../host/web/location.js";
import type { NativeCall, NativeTool } from "../../tools/tool.js";
import { evidence } from "../../values/provenance.js";
import { shownText } from "../../values/texts.js";
import { Str, Unknown, type Value } from "../../values/value.js";
import { put } from "../shared/host-facts.js";
import { type AppcmdLine, type AppcmdParameter, parameter, parameterValue, parseAppcmd, settings } from "./appcmd-arguments.js";
import { inputLines } from "./appcmd-input.js";
import { list } from "./appcmd-list.js";
import { setUnlocked } from "./config-lock.js";
import {
  application,
  type ConfigAddress,
  type ConfigStep,
  MAXIMUM_ADDRESS,
  POOLS,
  parseDotted,
  pool,
  predicate,
  SITES,
  sectionName,
  site,
  virtualDirectory,
} from "./config-path.js";
import {
  type Attributes,
  addEntry,
  ConfigError,
  clearElement,
  removeAttribute,
  removeEntry,
  setAttribute,
} from "./config-store.js";

/** `%windir%\system32\inetsrv\appcmd.exe`. Documented at https://learn.microsoft.com/iis/get-started/getting-started-with-iis/getting-started-with-appcmdexe. */
export const appcmd: NativeTool = {
  form: "native",
  names: ["appcmd"],
  effect: "modelled",
  areas: ["web"],
  documented: "https://learn.microsoft.com/iis/get-started/getting-started-with-iis/getting-started-with-appcmdexe",
  run(call) {
    const line = parseAppcmd(call.argv);
    if (!line) return;
    if (line.parameters.some(({ name }) => name.length > MAXIMUM_ADDRESS)) {
      call.undecided("unmodelled", "appcmd is given an argument that is too long to read");
      return;
    }
    try {
      const given = parameter(line, "in") ? inputLines(call, line) : [line];
      for (const one of given) run(call, one);
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      call.out(new Str(`ERROR ( message:${error.message} )`));
      call.exit(1168);
    }
  },
};

function run(call: NativeCall, line: AppcmdLine): void {
  switch (line.object) {
    case "config":
      configCommand(call, line);
      break;
    case "apppool":
    case "apppools":
      objectCommand(call, line, poolObject(line));
      break;
    case "site":
    case "sites":
      objectCommand(call, line, siteObject(line));
      break;
    case "app":
    case "apps":
      objectCommand(call, line, applicationObject(line));
      break;
    case "vdir":
    case "vdirs":
      objectCommand(call, line, directoryObject(line));
      break;
    case "backup":
    case "backups":
      if (line.command === "restore")
        call.undecided("opaque", "appcmd restores a backup of the configuration whose content is not known");
      break;
    default:
      if (line.command === "list") call.out(call.unknown(`what appcmd lists of ${line.object}`));
  }
}

// ---------------------------------------------------------------- config

function configCommand(call: NativeCall, line: AppcmdLine): void {
  const location = line.identifier === null ? "" : locationPath(shownText(line.identifier.text));
  const section = parameter(line, "section");
  const name = section === undefined ? "" : shownText(section.value);
  const commit = parameter(line, "commit");
  // Without /commit the setting goes into the web.config of the path that is named.
  const inWebConfig = location !== "" && (commit === undefined || !/apphost|webroot|machine/i.test(shownText(commit.value)));
  const address: ConfigAddress = { section: sectionName(name), steps: [], inWebConfig };
  switch (line.command) {
    case "unlock":
    case "lock":
      setUnlocked(call.machine, address.section, location, line.command === "unlock");
      break;
    case "set":
      if (name.includes("⟨")) call.undecided("input", "which configuration section appcmd sets is not known");
      for (const one of settings(line)) configSetting(call, address, location, one);
      tell(call, line, `Applied configuration changes to section "${address.section}"`);
      break;
    case "clear":
    case "reset":
      clearElement(call.machine, address, location, call.at);
      break;
    case "list":
      call.out(call.unknown(`the configuration ${name}`));
      break;
  }
}

/** What it prints when it did something; with /debug also what was set. Scripts look for these texts. */
function tell(call: NativeCall, line: AppcmdLine, text: string): void {
  call.out(new Str(text, call.at));
  if (!parameter(line, "debug")) return;
  for (const { name, argument } of settings(line)) {
    if (/password/i.test(name)) continue;
    call.out(argument.text instanceof Unknown ? argument.text : new Str(argument.text.replace(/^[/-]/, ""), argument.at));
  }
}

function configSetting(call: NativeCall, address: ConfigAddress, location: string, one: AppcmdParameter): void {
  const { machine } = call;
  if (one.action === "+") {
    const { parent, attributes } = added(address, one);
    addEntry(machine, parent, location, attributes, one.argument.at);
    return;
  }
  const { steps, last } = parseDotted(one.name);
  const target = { ...address, steps: [...address.steps, ...steps] };
  if (one.action === "-") {
    if (last === null) removeEntry(machine, target, location, one.argument.at);
    else removeAttribute(machine, target, location, last, one.argument.at);
  } else if (last !== null) setAttribute(machine, target, location, last, parameterValue(one), one.argument.at, call.at);
}

/** `/+[name='x',value='y']`, `/+files.[value='x']`, `/+bindings.[protocol='http',bindingInformation='*:80:']`. */
function added(
  address: ConfigAddress,
  one: AppcmdParameter,
): { readonly parent: ConfigAddress; readonly attributes: Attributes } {
  const whole = one.value === "" ? one.name : `${one.name}:${shownText(one.value)}`;
  const open = whole.lastIndexOf("[");
  const { steps, last } = parseDotted(whole.slice(0, open < 0 ? whole.length : open).replace(/\.$/, ""));
  const below: ConfigStep[] = last === null ? steps : [...steps, { kind: "child", name: last }];
  const attributes = new Map<string, { value: Value; at: NativeCall["at"] }>();
  if (open >= 0)
    for (const [name, text] of predicate(whole.slice(open)))
      attributes.set(name, { value: new Str(text, one.argument.at), at: one.argument.at });
  return { parent: { ...address, steps: [...address.steps, ...below] }, attributes };
}

// ---------------------------------------------------------------- pools, sites, applications, directories

export interface AppcmdObject {
  readonly address: ConfigAddress;
  /** The collection that it is an entry of. */
  readonly parent: ConfigAddress;
  /** Attribute that names it in the collection, and its value. */
  readonly key: readonly [attribute: string, name: string];
  /** Where an attribute of the command line lies below the address. */
  readonly home: (attribute: string) => ConfigAddress;
}

function nameGiven(line: AppcmdLine, ...names: readonly string[]): string {
  for (const name of names) {
    const found = parameter(line, name);
    if (found) return shownText(found.value);
  }
  return line.identifier === null ? "" : shownText(line.identifier.text);
}

function poolObject(line: AppcmdLine): AppcmdObject {
  const name = nameGiven(line, "apppool.name", ...(line.command === "add" ? ["name"] : []));
  const address = pool(name);
  return { address, parent: POOLS, key: ["name", name], home: () => address };
}

function siteObject(line: AppcmdLine): AppcmdObject {
  const name = nameGiven(line, "site.name", ...(line.command === "add" ? ["name"] : []));
  const address = site(name);
  const root = virtualDirectory(name, "/", "/");
  // `add site /physicalPath:` is a short form for the root directory.
  return { address, parent: SITES, key: ["name", name], home: (attribute) => (attribute === "physicalpath" ? root : address) };
}

function applicationObject(line: AppcmdLine): AppcmdObject {
  const whole = nameGiven(line, "app.name");
  const slash = whole.indexOf("/");
  const siteName = parameter(line, "site.name") ? nameGiven(line, "site.name") : slash < 0 ? whole : whole.slice(0, slash);
  const path = line.command === "add" ? nameGiven(line, "path") : slash < 0 ? "/" : whole.slice(slash);
  const address = application(siteName, path);
  const root = virtualDirectory(siteName, path, "/");
  return {
    address,
    parent: site(siteName),
    key: ["path", path],
    home: (attribute) => (attribute === "physicalpath" ? root : address),
  };
}

function directoryObject(line: AppcmdLine): AppcmdObject {
  const adding = line.command === "add";
  const whole = adding ? nameGiven(line, "app.name") : nameGiven(line, "vdir.name");
  const slash = whole.indexOf("/");
  const siteName = slash < 0 ? whole : whole.slice(0, slash);
  const below = slash < 0 ? "/" : whole.slice(slash);
  const path = adding ? nameGiven(line, "path") : below;
  const app = adding ? below : "/";
  const address = virtualDirectory(siteName, app, path);
  return { address, parent: application(siteName, app), key: ["path", path], home: () => address };
}

function objectCommand(call: NativeCall, line: AppcmdLine, object: AppcmdObject): void {
  const named = line.identifier !== null || object.key[1] !== "";
  switch (line.command) {
    case "add":
      add(call, line, object);
      tell(call, line, `${line.object.toUpperCase()} object "${object.key[1]}" added`);
      break;
    case "set":
      if (!named) break;
      for (const one of settings(line)) objectSetting(call, object, one);
      tell(call, line, `${line.object.toUpperCase()} object "${object.key[1]}" changed`);
      break;
    case "delete":
      if (!named) break;
      removeEntry(call.machine, object.address, "", call.at);
      tell(call, line, `${line.object.toUpperCase()} object "${object.key[1]}" deleted`);
      break;
    case "list":
      list(call, line, object, named);
      break;
  }
}

function add(call: NativeCall, line: AppcmdLine, object: AppcmdObject): void {
  const { machine } = call;
  const at = line.parameters.find(({ name }) => name.toLowerCase() === object.key[0])?.argument.at ?? call.at;
  const attributes = new Map([[object.key[0], { value: new Str(object.key[1], at) as Value, at }]]);
  const id = parameter(line, "id");
  if (id && line.object.startsWith("site")) attributes.set("id", { value: parameterValue(id), at: id.argument.at });
  addEntry(machine, object.parent, "", attributes, call.at);
  for (const one of settings(line)) {
    if (one.name.toLowerCase() === object.key[0] || one.name.toLowerCase() === "id") continue;
    objectSetting(call, object, one);
  }
}

function objectSetting(call: NativeCall, object: AppcmdObject, one: AppcmdParameter): void {
  const name = one.name.toLowerCase();
  if (name === "bindings" && one.action === "=") {
    put(call.machine, siteBindings(object.key[1]), shownText(one.value).split(",").map(bindingOf), evidence(one.argument.at));
    return;
  }
  if (one.action === "=" && !one.name.includes(".") && !one.name.startsWith("[")) {
    setAttribute(call.machine, object.home(name), "", one.name, parameterValue(one), one.argument.at, call.at);
  } else configSetting(call, object.address, "", one);
}

/** `http://*:8080`, `http/*:80:host`: the binding information `ip:port:host`. */
function bindingOf(text: string): string {
  const url = /^\w+:\/\/([^:/]*):?(\d*)$/.exec(text.trim());
  if (url) return `${url[1] === "" ? "*" : url[1]}:${url[2] === "" ? "80" : url[2]}:`;
  return text.trim().replace(/^\w+\//, "");
}
