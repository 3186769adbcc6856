import { isThisComputer } from "../../os/computer.js";
import { Files } from "../../os/files.js";
import { normalizeKey, Registry, type RegistryType } from "../../os/registry.js";
import type { NativeCall } from "../../tools/tool.js";
import { integerFromText } from "../../values/scalar-conversions.js";
import type { Trace } from "../../values/source.js";
import { firstUnknown, readable, readText } from "../../values/stand-ins.js";
import { shownText, type TextValue } from "../../values/texts.js";
import { Num, Unknown, type Value } from "../../values/value.js";

/**
 * regini.exe: keys and values of a text file. A key is a line with the path; deeper lines are below it; `name = type data` sets a
 * value, and a list in brackets an access list (KB 237607, "regini" in Windows Commands).
 */

const TYPES: ReadonlyMap<string, RegistryType> = new Map([
  ["reg_sz", "String"],
  ["reg_expand_sz", "ExpandString"],
  ["reg_multi_sz", "MultiString"],
  ["reg_dword", "DWord"],
  ["reg_binary", "Binary"],
]);

/** `\Registry\Machine\Software` is the kernel's name of `HKEY_LOCAL_MACHINE\Software`. */
function keyOf(text: string): string | undefined {
  const kernel = /^\\registry\\(machine|user)(?=\\|$)/i.exec(text);
  if (kernel === null) return normalizeKey(text);
  return normalizeKey(`${(kernel[1] as string).toLowerCase() === "machine" ? "HKLM" : "HKU"}${text.slice(kernel[0].length)}`);
}

export function regini(call: NativeCall): void {
  let elsewhere = false;
  for (let index = 0; index < call.argv.length; index++) {
    const argument = call.argv[index];
    const word = shownText(argument?.text ?? "");
    if (/^[-/]m$/i.test(word))
      elsewhere = !isThisComputer(call.machine, shownText(call.argv[++index]?.text ?? "").replace(/^\\+/, ""));
    else if (/^[-/][a-z]$/i.test(word)) continue;
    else if (argument !== undefined && !elsewhere) apply(call, new Files(call.machine).readText(argument.text), word);
  }
}

function apply(call: NativeCall, content: TextValue | undefined, name: string): void {
  if (content === undefined) return call.exit(1);
  const text = readable(call.machine, content);
  if (text === null) {
    const cause = content instanceof Unknown && content.cause !== "input" ? content.cause : "opaque";
    return call.undecided(cause, `${name} is put into the registry, and its content is not available`, "all");
  }
  /** Keys around the line, each with how far it is indented. */
  const around: { readonly indent: number; readonly key: string }[] = [];
  for (const raw of text.split(/\r\n|\n|\r/)) {
    call.machine.budget.step();
    const line = raw.trim();
    if (line === "" || line.startsWith(";")) continue;
    const indent = raw.length - raw.trimStart().length;
    const value = /^("[^"]*"|[^="]*?)\s*=\s*(.*)$/s.exec(line);
    while (around.length > 0 && (around[around.length - 1]?.indent ?? 0) >= indent) around.pop();
    const parent = around[around.length - 1]?.key;
    if (value !== null && parent !== undefined) {
      set(call, parent, unquoted(value[1] as string), (value[2] as string).trim(), content.trace ?? call.at, content.secret);
      continue;
    }
    const list = /\s*\[([\d\s]+)\]$/.exec(line);
    const path = list === null ? line : line.slice(0, list.index);
    const key = parent === undefined ? keyOf(unquoted(path)) : `${parent}\\${unquoted(path)}`;
    if (key === undefined) {
      const hole = firstUnknown(call.machine, line);
      if (hole !== undefined) call.undecided(hole.cause, `a line of ${name}: ${hole.why}`, "all");
      continue;
    }
    around.push({ indent, key });
    new Registry(call.machine).createKey(key);
    if (list !== null) call.undecided("unmodelled", `regini sets the access list of ${key}`, ["acl"]);
  }
}

function set(call: NativeCall, key: string, name: string, text: string, at: Trace, secret: boolean): void {
  const registry = new Registry(call.machine);
  const shown = name === "@" ? "" : name;
  if (/^DELETE$/.test(text)) return registry.removeValue(key, shown, at);
  const word = /^(reg_\w+)\s*/i.exec(text);
  const type = TYPES.get((word?.[1] ?? "reg_sz").toLowerCase()) ?? "Unknown";
  const rest = unquoted(word === null ? text : text.slice(word[0].length));
  const number = type === "DWord" ? integerFromText(rest) : undefined;
  const data: Value = number === undefined ? readText(call.machine, rest, at, secret) : new Num("Int32", number | 0, at);
  registry.setValue(key, { name: shown, type, data }, at);
}

function unquoted(text: string): string {
  return text.startsWith('"') && text.endsWith('"') && text.length > 1 ? text.slice(1, -1) : text;
}
