import type { Argument, NativeCall, NativeTool } from "../../tools/tool.js";
import { integerFromText, scalarText } from "../../values/scalar-conversions.js";
import { shownText } from "../../values/texts.js";
import { array, NULL, Str, Unknown, type Value } from "../../values/value.js";
import { metabaseNode, metabaseParts, nodeName } from "./nodes.js";
import { type MetabaseProperty, metabaseProperty } from "./properties.js";
import { RefusedWrite } from "./smtp.js";
import { create, exists, isSmtp, mayExist, read, remove, write } from "./store.js";

/**
 * `adsutil.vbs` (in inetpub\AdminScripts, with "IIS 6 Scripting Tools") and `mdutil.exe`: `set`, `get`, `delete`, `create` and
 * a few more on metabase paths. Documented for IIS 6; the scripts work through ADSI.
 */
interface Command {
  readonly verb: string;
  readonly path: string;
  readonly property: string | null;
  readonly values: readonly Argument[];
}

function adsutilCommand(argv: readonly Argument[]): Command | undefined {
  const words = argv.filter(({ text }) => !/^-s:/i.test(shownText(text)));
  const [verb, path, ...values] = words;
  if (!verb || !path) return undefined;
  const name = shownText(verb.text).toLowerCase();
  const full = shownText(path.text);
  const parts = metabaseParts(full);
  const last = parts.at(-1) ?? "";
  const takesProperty = ["set", "get", "delete", "find", "stop_server"].includes(name);
  const isProperty = takesProperty && (metabaseProperty(last) !== undefined || name === "set" || name === "get");
  if (!isProperty) return { verb: name, path: full, property: null, values };
  return { verb: name, path: parts.slice(0, -1).join("/"), property: last, values };
}

/** `mdutil set -path:smtpsvc/1 -prop:36970 -value:x`, and the same order of words as adsutil. */
function mdutilCommand(argv: readonly Argument[]): Command | undefined {
  const options = new Map<string, Argument>();
  const words: Argument[] = [];
  for (const argument of argv) {
    const match = /^-(path|prop|value|utype|dtype|attrib):(.*)$/is.exec(shownText(argument.text));
    if (match) options.set((match[1] as string).toLowerCase(), { ...argument, text: match[2] as string });
    else words.push(argument);
  }
  const path = options.get("path");
  const property = options.get("prop");
  if (!path || !property) return adsutilCommand(argv);
  const value = options.get("value");
  const verb = shownText(words[0]?.text ?? "").toLowerCase();
  return { verb, path: shownText(path.text), property: shownText(property.text), values: value ? [value] : words.slice(1) };
}

function run(call: NativeCall, command: Command | undefined): void {
  if (!command) return;
  const node = metabaseNode(command.path);
  const { machine } = call;
  const { verb } = command;
  if (verb === "create" || verb === "create_vserv" || verb === "create_vdir") {
    create(machine, node, call.at);
    call.out(new Str(`created "${nodeName(node)}"`));
    return;
  }
  if (verb === "path_exists") {
    if (!exists(machine, node, call.at)) fail(call, "The path does not exist.");
    return;
  }
  if (!mayExist(machine, node)) {
    fail(call, `The path requested could not be found: ${command.path}`);
    return;
  }
  if (verb === "delete" && command.property === null) {
    remove(machine, node, call.at);
    return;
  }
  if (command.property === null) {
    if (verb === "enum" || verb === "enum_all") call.out(call.unknown(`what the metabase holds at ${nodeName(node)}`));
    return;
  }
  const property = metabaseProperty(command.property);
  if (!property) {
    if (command.property.includes("⟨")) call.undecided("input", `which property of ${nodeName(node)} is written is not known`);
    return;
  }
  if (verb === "get") {
    const value = read(machine, node, property, call.at);
    const text = scalarText(machine, value);
    call.out(
      typeof text === "string" ? new Str(`${property.name} : ${text}`) : call.unknown(`${property.name} of ${nodeName(node)}`),
    );
    return;
  }
  if (verb !== "set" && verb !== "delete") return;
  // The scripts of ADSI refuse such a list; mdutil writes bytes.
  if (property.type === "list" && verb === "set" && /mdutil/i.test(call.name)) {
    const what = `what ${call.name} makes of a text for ${property.name} of ${nodeName(node)} is not modelled`;
    return call.undecided("unmodelled", what, isSmtp(node) ? ["smtp"] : []);
  }
  try {
    const at = command.values[0]?.at ?? call.at;
    const removed = verb === "delete";
    write(machine, node, [{ property, value: removed ? NULL : argumentValue(command.values, property), at, removed }], call.at);
  } catch (error) {
    if (!(error instanceof RefusedWrite)) throw error;
    fail(call, error.message);
  }
}

function fail(call: NativeCall, message: string): void {
  call.err(message);
  call.exit(1);
}

function argumentValue(values: readonly Argument[], property: MetabaseProperty): Value {
  const given = values.map(({ text, at }): Value => (text instanceof Unknown ? text : new Str(text, at)));
  if (property.type === "strings") return array(given);
  const [first] = values;
  if (first && (property.type === "dword" || property.type === "boolean") && typeof first.text === "string") {
    const number = integerFromText(first.text);
    // Text that is no number sets what VBScript makes of it: the names of flags are separated by `|`.
    if (number === undefined && first.text.includes("|")) return flagNames(first);
  }
  return given[0] ?? new Str("");
}

/** `adsutil set w3svc/1/root/AuthFlags "AuthNTLM|AuthBasic"` */
function flagNames(argument: Argument): Value {
  let word = 0;
  for (const name of shownText(argument.text).split("|")) word |= metabaseProperty(name)?.flag?.bit ?? 0;
  return new Str(String(word), argument.at);
}

const tool = (names: readonly string[], parse: (argv: readonly Argument[]) => Command | undefined): NativeTool => ({
  form: "native",
  names,
  effect: "modelled",
  areas: ["smtp", "web"],
  documented: "IIS 6.0 documentation, Using the Adsutil.vbs Administration Script",
  run: (call) => run(call, parse(call.argv)),
});

/** Run as `cscript adsutil.vbs ...`: the script host hands a script of this name to the tool of the same name. */
export const metabaseTools: readonly NativeTool[] = [
  tool(["adsutil.vbs", "adsutil"], adsutilCommand),
  tool(["mdutil"], mdutilCommand),
];
