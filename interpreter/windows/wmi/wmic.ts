import { isThisComputer } from "../../os/computer.js";
import type { Argument, NativeCall, NativeTool, Text } from "../../tools/tool.js";
import { DEFAULT_NAMESPACE, type RegisteredClass } from "../../tools/wmi-class.js";
import { integerFromText } from "../../values/scalar-conversions.js";
import { joinTexts, shownText } from "../../values/texts.js";
import { Instance, NULL, Str, Unknown, type Value } from "../../values/value.js";
import { afterPrefix } from "../shared/native-arguments.js";
import { classNamed, instancesOf, isFailure, parseWmiPath, withUnknowns } from "./find.js";
import { WmiObject } from "./objects.js";

/** Friendly names of wmic for the classes that matter; others are looked up as they are. */
const ALIASES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    computersystem: "Win32_ComputerSystem",
    environment: "Win32_Environment",
    group: "Win32_Group",
    logicaldisk: "Win32_LogicalDisk",
    nicconfig: "Win32_NetworkAdapterConfiguration",
    os: "Win32_OperatingSystem",
    process: "Win32_Process",
    product: "Win32_Product",
    qfe: "Win32_QuickFixEngineering",
    service: "Win32_Service",
    share: "Win32_Share",
    startup: "Win32_StartupCommand",
    sysaccount: "Win32_SystemAccount",
    useraccount: "Win32_UserAccount",
    volume: "Win32_Volume",
  }),
);

/** wmic [/namespace:ns] [/node:x] {alias | path class | class class} [where (...)] {get | set a=b | call method args | create a=b | delete}. */
export const wmic: NativeTool = {
  form: "native",
  names: ["wmic"],
  effect: "modelled",
  areas: ["smtp", "principals", "services", "web"],
  documented: "https://learn.microsoft.com/windows/win32/wmisdk/wmic",
  run(call) {
    const words = [...call.argv];
    let namespace: Text = DEFAULT_NAMESPACE;
    while (words[0] && /^\/\w+/.test(shownText(words[0].text))) {
      const option = shownText((words.shift() as Argument).text);
      const match = /^\/namespace:(.*)$/i.exec(option);
      if (match) namespace = match[1] as string;
      const node = /^\/node:(.*)$/i.exec(option)?.[1];
      if (node !== undefined && !mayBeHere(call, node)) return call.out(call.unknown("what wmic prints of another computer"));
    }
    const head = lower(words.shift());
    if (head === undefined) return;
    const path = head === "path" || head === "class" ? (words.shift()?.text ?? "") : (ALIASES.get(head) ?? head);
    const object = parseWmiPath(path, (space, name) => call.machine.toolbox.wmiClass(space, name)?.model.keys ?? []);
    const registered = classNamed(call.machine, namespace, object.className);
    if (registered instanceof Unknown)
      return call.undecided(registered.cause, `which class wmic addresses is not known: ${registered.why}`);
    if (isFailure(registered)) return fail(call, `${registered.message}`);
    const filter = object.filter === null ? whereClause(words, registered) : quotedKeys(object.filter);
    act(call, namespace, registered, filter, words);
  },
};

/** `/node:"A","B"` or `/node:@file`: whether this computer may be among them. */
function mayBeHere(call: NativeCall, nodes: string): boolean {
  return nodes.startsWith("@") || nodes.split(/[,;]/).some((node) => isThisComputer(call.machine, unquoted(node.trim())));
}

/** The shell takes the quotes of `path Class.Key="value"` away. */
function quotedKeys(condition: Text): Text {
  const bare = /^(\w+)\s*=\s*([^'"\s][^'"]*)$/.exec(shownText(condition));
  return bare === null ? condition : withUnknowns(`${bare[1]}='${bare[2]}'`, condition);
}

function lower(argument: Argument | undefined): string | undefined {
  return argument === undefined ? undefined : shownText(argument.text).toLowerCase();
}

function fail(call: NativeCall, message: string): void {
  call.err(message);
  call.exit(1);
}

const VERBS = new Set(["get", "set", "call", "create", "delete", "list", "assoc"]);

/** `where "Name='x'"`, `where name='x'`, `where (...)`, or a key value before the verb. */
function whereClause(words: Argument[], registered: RegisteredClass): Text | undefined {
  if (lower(words[0]) === "where") {
    words.shift();
    const taken: Argument[] = [];
    while (words[0] && !VERBS.has(lower(words[0]) as string)) taken.push(words.shift() as Argument);
    // The shell takes the quotes of `where name="x"` away, which wmic itself reads.
    const bare = taken.length === 1 ? /^(\w+)\s*=\s*([^'"\s()][^'"()]*)$/.exec(shownText((taken[0] as Argument).text)) : null;
    if (bare !== null && !/^(?:\d+|true|false|null)$/i.test(bare[2] as string))
      return withUnknowns(`${bare[1]}='${bare[2]}'`, (taken[0] as Argument).text);
    return joined(
      taken.map(({ text }) => text),
      " ",
    );
  }
  if (words[0] && !VERBS.has(lower(words[0]) as string)) {
    const key = (words.shift() as Argument).text;
    return withUnknowns(`${registered.model.keys[0] ?? "Name"}='${shownText(key).replaceAll("'", "\\'")}'`, key);
  }
  return undefined;
}

function joined(texts: readonly Text[], by: string): Text {
  const shown = texts.map(shownText).join(by);
  const holes = texts.flatMap((text) => (typeof text === "string" ? [] : (text.parts ?? [text])));
  const first = texts.find((text): text is Unknown => typeof text !== "string");
  return first ? withUnknowns(shown, new Unknown(first.cause, first.why, shown, first.trace, "System.String", holes)) : shown;
}

function act(call: NativeCall, namespace: Text, registered: RegisteredClass, filter: Text | undefined, words: Argument[]): void {
  const verb = lower(words.shift());
  if (verb === "create")
    return new WmiObject(call.machine, registered, null, "wmi").commit(assigned(call, registered, null, words), call.at);
  const found = instancesOf(call.machine, namespace, registered.name, filter, call.at);
  if (found instanceof Unknown) return call.undecided(found.cause, found.why);
  if (isFailure(found)) return fail(call, found.message);
  if (verb === "call") return callMethod(call, registered, filter === undefined ? [null] : found.instances, words);
  if (found.instances.length === 0) return fail(call, "No Instance(s) Available.");
  if (verb === "get") return print(call, registered, found.instances, words);
  for (const instance of found.instances) {
    const object = new WmiObject(call.machine, registered, instance, "wmi");
    if (verb === "set") object.commit(assigned(call, registered, instance, words), call.at);
    else if (verb === "delete") object.remove(call.at);
    else call.out(call.unknown(`what wmic prints of ${registered.name}`, { symbol: `wmic:${registered.name.toLowerCase()}` }));
  }
}

/** `get Name,SID`, `get Name /value`: properties in the order of the alphabet, as a table or one a line. */
function print(call: NativeCall, registered: RegisteredClass, instances: readonly unknown[], words: readonly Argument[]): void {
  const asked = words.flatMap(({ text }) => shownText(text).split(",")).filter((word) => word !== "");
  const names = asked.filter((word) => !word.startsWith("/")).sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1));
  const options = asked.filter((word) => word.startsWith("/")).map((word) => word.toLowerCase());
  const list = options.some((option) => option === "/value" || option === "/format:list" || option === "/format:value");
  const { properties: known } = registered.model;
  const properties = names.map((name) =>
    known === "any" ? name : known.find((one) => one.toLowerCase() === name.toLowerCase()),
  );
  const readable = (options.length === 0 || list) && names.length > 0 && properties.every((one) => one !== undefined);
  if (!readable) {
    call.out(call.unknown(`what wmic prints of ${registered.name}`, { symbol: `wmic:${registered.name.toLowerCase()}` }));
    return;
  }
  if (!list) call.out(new Str(properties.map((name) => `${name}  `).join("")));
  for (const instance of instances) {
    const object = new WmiObject(call.machine, registered, instance, "wmi");
    const self = new Instance(object);
    const texts = (properties as string[]).map((name) => {
      const value = call.machine.plain(object.get(self, name, call.at) ?? NULL);
      const text = value === NULL ? "" : call.machine.toolbox.textOf(call.machine, value);
      return list ? [`${name}=`, text] : [text, "  "];
    });
    if (list) for (const line of texts) call.out(joinTexts(line, call.at));
    else call.out(joinTexts(texts.flat(), call.at));
  }
}

/** `a=b,c="d"`: an object with these changes pending. */
function assigned(call: NativeCall, registered: RegisteredClass, instance: unknown, words: readonly Argument[]): Instance {
  const object = new WmiObject(call.machine, registered, instance, "wmi");
  const self = new Instance(object);
  for (const word of words) {
    for (const pair of splitOutsideQuotes(word.text)) {
      const shown = shownText(pair);
      const equals = shown.indexOf("=");
      if (equals < 0) continue;
      const text = withUnknowns(unquoted(shown.slice(equals + 1).trim()), pair);
      object.set(self, shown.slice(0, equals).trim(), literal(text, word));
    }
  }
  return self;
}

function literal(text: Text, word: Argument): Value {
  if (text instanceof Unknown) return text;
  if (text.toLowerCase() === "null") return NULL;
  return new Str(text, word.at);
}

function unquoted(text: string): string {
  return /^(["']).*\1$/s.test(text) ? text.slice(1, -1) : text;
}

function splitOutsideQuotes(text: Text): Text[] {
  const shown = shownText(text);
  const parts: string[] = [];
  let quote: string | null = null;
  let start = 0;
  for (let index = 0; index < shown.length; index++) {
    const unit = shown[index] as string;
    if (quote === unit) quote = null;
    else if (quote === null && (unit === '"' || unit === "'")) quote = unit;
    else if (quote === null && unit === ",") {
      parts.push(shown.slice(start, index));
      start = index + 1;
    }
  }
  parts.push(shown.slice(start));
  return parts.map((part) => withUnknowns(part.trim(), text));
}

function callMethod(call: NativeCall, registered: RegisteredClass, instances: readonly unknown[], words: Argument[]): void {
  const method = words.shift();
  if (!method) return;
  const ordered: Value[] = [];
  const named = new Map<string, Value>();
  for (const word of words) {
    for (const text of splitOutsideQuotes(word.text)) {
      // `change PathName="..."` names the parameter.
      const name = /^([A-Za-z]\w*)\s*=/.exec(shownText(text));
      if (name === null) ordered.push(argument(text, word));
      else named.set((name[1] as string).toLowerCase(), argument(afterPrefix(text, (name[0] as string).length), word));
    }
  }
  for (const instance of instances) {
    const outputs = registered.model.invoke?.(
      call.machine,
      instance,
      shownText(method.text).toLowerCase(),
      { ordered, named },
      call.at,
    );
    if (outputs === undefined) return fail(call, "Invalid method");
    call.out(new Str("Method execution successful."));
  }
}

function argument(text: Text, word: Argument): Value {
  if (text instanceof Unknown) return text;
  const number = integerFromText(text);
  return number === undefined ? new Str(unquoted(text), word.at) : new Str(text, word.at);
}
