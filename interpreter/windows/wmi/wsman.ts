import type { Machine } from "../../machine/machine.js";
import { isThisComputer } from "../../os/computer.js";
import { type CmdletCall, type NativeCall, parameters, type Text, type Tool } from "../../tools/tool.js";
import type { WmiProperties } from "../../tools/wmi-class.js";
import { readable, readText } from "../../values/stand-ins.js";
import { shownText } from "../../values/texts.js";
import { Instance, Str, Unknown, type Value } from "../../values/value.js";
import { lineOf } from "../processes/command-line.js";
import { classNamed, instancesOf, isFailure } from "./find.js";
import { namedValues } from "./named-values.js";
import { methodResult, WmiObject } from "./objects.js";

/**
 * WMI classes through WS-Management: winrm.cmd, and the cmdlets of Microsoft.WSMan.Management. A resource is `wmicimv2/Win32_Service`,
 * `wmi/root/cimv2/Win32_Service` or the long form of these; others are settings of the service itself.
 */
interface Resource {
  readonly namespace: string;
  readonly className: string;
  /** Which instance; null: the class. */
  readonly filter: string | null;
}

function resourceOf(text: string): Resource | null {
  const [path = "", query] = text.replace(/^https?:\/\/schemas\.microsoft\.com\/wbem\/wsman\/1\//i, "").split("?");
  const parts = path.split("/").filter((part) => part !== "");
  const root = (parts[0] ?? "").toLowerCase();
  const namespace = root === "wmicimv2" ? ["root", "cimv2"] : root === "wmi" ? parts.slice(1, -1) : null;
  const className = parts[parts.length - 1];
  if (namespace === null || className === undefined || parts.length < 2) return null;
  const keys = (query ?? "").split("+").flatMap((pair) => {
    const equals = pair.indexOf("=");
    return equals < 0 ? [] : [`${pair.slice(0, equals)}='${pair.slice(equals + 1).replaceAll("'", "\\'")}'`];
  });
  return { namespace: namespace.join("\\"), className, filter: keys.length === 0 ? null : keys.join(" and ") };
}

interface Asker {
  readonly machine: Machine;
  readonly at: CmdletCall["at"];
  out(value: Value): void;
  undecided(cause: "input" | "unmodelled", why: string, areas?: "all"): void;
}

/** `invoke METHOD`, `create`, `set` or `put`, `delete`, on a class of WMI. */
function act(call: Asker, verb: string, method: string | null, resource: Resource, values: WmiProperties): void {
  const { machine, at } = call;
  const registered = classNamed(machine, resource.namespace, resource.className);
  if (registered instanceof Unknown || isFailure(registered)) return;
  if (verb === "create") {
    const self = new Instance(new WmiObject(machine, registered, null, "wmi"), at);
    for (const [name, value] of values) (self.model as WmiObject).set(self, name, value);
    return (self.model as WmiObject).commit(self, at);
  }
  if (verb === "invoke" && resource.filter === null) {
    const outputs = registered.model.invoke?.(machine, null, (method ?? "").toLowerCase(), { ordered: [], named: values }, at);
    if (outputs !== undefined) call.out(methodResult(outputs));
    return;
  }
  const found = instancesOf(machine, resource.namespace, resource.className, resource.filter ?? undefined, at);
  if (found instanceof Unknown || isFailure(found)) return;
  for (const instance of found.instances) {
    const object = new WmiObject(machine, registered, instance, "wmi");
    if (verb === "delete") object.remove(at);
    else if (verb === "invoke") object.callMethod(method ?? "", { ordered: [], named: values }, at);
    else {
      const self = new Instance(object, at);
      for (const [name, value] of values) object.set(self, name, value);
      object.commit(self, at);
    }
  }
}

// ---------------------------------------------------------------- winrm.cmd

/** `winrm invoke Create wmicimv2/Win32_Process @{CommandLine="notepad.exe"} -r:computer`; `i`, `c`, `s` and `d` are short forms. */
function winrm(call: NativeCall): void {
  const tail = call.tail ?? lineOf(call.argv, call.at);
  const text = tail === null ? "" : readable(call.machine, tail);
  if (tail === null || text === "") return;
  if (text === null) return call.undecided("input", "what winrm does is not known", "all");
  const set = /@\{(.*)\}/s.exec(text);
  const words = text
    .slice(0, set?.index ?? text.length)
    .split(/\s+/)
    .filter((word) => word !== "");
  const remote = text.match(/\s[-/]r(?:emote)?:(\S+)/i)?.[1];
  if (remote !== undefined && !isThisComputer(call.machine, hostOf(remote))) return;
  const verb = VERBS.get((words[0] ?? "").toLowerCase());
  if (verb === undefined) return call.out(call.unknown("what winrm prints", { type: "System.String" }));
  const method = verb === "invoke" ? (words[1] ?? null) : null;
  const resource = resourceOf((words[verb === "invoke" ? 2 : 1] ?? "").replace(/^"|"$/g, ""));
  if (resource === null) return;
  const values = new Map<string, Value>();
  // `{A="x";B="y"}`: names with values in quotes.
  for (const pair of (set?.[1] ?? "").matchAll(/([A-Za-z]\w*)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;"]*))/g))
    values.set(
      (pair[1] as string).toLowerCase(),
      readText(call.machine, (pair[2] ?? pair[3] ?? "").trim(), tail.trace ?? call.at, tail.secret),
    );
  act(call, verb, method, resource, values);
}

const VERBS: ReadonlyMap<string, string> = new Map([
  ["invoke", "invoke"],
  ["i", "invoke"],
  ["create", "create"],
  ["c", "create"],
  ["set", "set"],
  ["s", "set"],
  ["put", "set"],
  ["delete", "delete"],
  ["d", "delete"],
]);

/** The computer of `http://web1:5985/wsman`. */
function hostOf(remote: string): string {
  return remote.replace(/^https?:\/\//i, "").replace(/[:/].*$/, "");
}

// ---------------------------------------------------------------- cmdlets

/** What a parameter that takes a hashtable was given. */
function entriesOf(call: CmdletCall, parameter: string): WmiProperties {
  const found = namedValues(call.machine, call.value(parameter));
  if (found === undefined) call.undecided("input", `what -${parameter} of ${call.name} holds is not known`);
  return found ?? new Map();
}

function wsman(verb: string): (call: CmdletCall) => void {
  return (call) => {
    if (call.whatIf) return;
    const computer: Text | undefined = call.text("ComputerName") ?? call.text("ConnectionURI");
    if (computer !== undefined && !isThisComputer(call.machine, typeof computer === "string" ? hostOf(computer) : computer))
      return;
    const given = call.text("ResourceURI");
    if (given instanceof Unknown)
      return call.undecided(given.cause, `${call.name} changes a resource that is not known: ${given.why}`, "all");
    const resource = given === undefined ? null : resourceOf(given);
    if (resource === null) return;
    const keys = [...entriesOf(call, "SelectorSet")].map(([name, value]) => {
      const plain = call.machine.plain(value);
      return `${name}='${plain instanceof Str || plain instanceof Unknown ? shownText(plain) : ""}'`;
    });
    const filter = keys.length === 0 ? resource.filter : keys.join(" and ");
    const method = call.text("Action");
    act(call, verb, method === undefined ? null : shownText(method), { ...resource, filter }, entriesOf(call, "ValueSet"));
  };
}

const cmdlet = (name: string, verb: string): Tool => ({
  form: "cmdlet",
  names: [name],
  effect: "modelled",
  areas: ["services", "principals", "smtp", "web"],
  module: "Microsoft.WSMan.Management",
  loose: true,
  parameters: parameters(
    "ResourceURI|ruri@0.",
    ...(verb === "invoke" ? ["Action@1", "SelectorSet@2<"] : ["SelectorSet@1<"]),
    "ValueSet",
    "ComputerName|cn",
    "ConnectionURI|CURI|CU",
  ),
  run: wsman(verb),
});

export const wsmanTools: readonly Tool[] = [
  { form: "native", names: ["winrm"], effect: "modelled", areas: ["services", "principals", "smtp", "web"], run: winrm },
  cmdlet("Invoke-WSManAction", "invoke"),
  cmdlet("Set-WSManInstance", "set"),
  cmdlet("New-WSManInstance", "create"),
];
