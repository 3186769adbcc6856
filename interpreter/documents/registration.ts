import type { Machine } from "../machine/machine.js";
import { normalizeKey, Registry, type RegistryType } from "../os/registry.js";
import type { Trace } from "../values/source.js";
import { firstUnknown, readText } from "../values/stand-ins.js";
import { array, Num, str, type Value } from "../values/value.js";

/** Registration files (`.reg`), as `reg import` and `regedit /s` read them. */

/**
 * Applies a file's text. Unknown parts stand as letters (see `withHoles`); one that may be a key or lines of its own leaves the
 * host undecided.
 */
export function applyRegistration(machine: Machine, text: string, at: Trace | null, secret: boolean): void {
  const registry = new Registry(machine);
  let key: string | null = null;
  const unread = (line: string): void => {
    const hole = firstUnknown(machine, line);
    if (hole !== undefined) machine.note(hole.cause, "all", `a line of a registration file: ${hole.why}`, at);
  };
  for (const line of logicalLines(text)) {
    machine.budget.step();
    const header = /^\[(-?)(.+)\]$/.exec(line);
    if (header) {
      const path = normalizeKey(header[2] as string);
      key = header[1] === "-" ? null : (path ?? null);
      if (path === undefined) {
        unread(line);
        continue;
      }
      if (header[1] === "-") registry.removeKey(path, at);
      else registry.createKey(path);
      continue;
    }
    const assignment = splitAssignment(line);
    if (!assignment) unread(line);
    if (!assignment || key === null) continue;
    const [name, data] = assignment;
    if (data === "-") registry.removeValue(key, name, at);
    else {
      const value = dataOf(machine, data, at, secret);
      if (value) registry.setValue(key, { name, type: value[0], data: value[1] }, at);
    }
  }
}

/** Lines with continued ones put together, without comments. */
function logicalLines(text: string): string[] {
  const lines: string[] = [];
  let open = "";
  for (const raw of text.split(/\r\n|\n|\r/)) {
    const line = open + raw.trim();
    if (line.endsWith("\\") && /=\s*hex/i.test(line)) {
      open = line.slice(0, -1);
      continue;
    }
    open = "";
    if (line !== "" && !line.startsWith(";")) lines.push(line);
  }
  return lines;
}

/** `"name"=data` or `@=data`; the name "" is the default value. */
function splitAssignment(line: string): readonly [string, string] | null {
  if (line.startsWith("@")) {
    const rest = /^@\s*=\s*(.*)$/.exec(line);
    return rest ? ["", rest[1] as string] : null;
  }
  const quoted = readQuoted(line);
  if (!quoted) return null;
  const rest = /^\s*=\s*(.*)$/.exec(line.slice(quoted.end));
  return rest ? [quoted.text, rest[1] as string] : null;
}

function readQuoted(text: string): { readonly text: string; readonly end: number } | null {
  if (!text.startsWith('"')) return null;
  let result = "";
  for (let index = 1; index < text.length; index++) {
    const unit = text[index] as string;
    if (unit === "\\" && index + 1 < text.length) result += text[++index];
    else if (unit === '"') return { text: result, end: index + 1 };
    else result += unit;
  }
  return null;
}

const HEX_TYPES: ReadonlyMap<string, RegistryType> = new Map([
  ["0", "None"],
  ["1", "String"],
  ["2", "ExpandString"],
  ["3", "Binary"],
  ["4", "DWord"],
  ["7", "MultiString"],
  ["b", "QWord"],
]);

function dataOf(machine: Machine, data: string, at: Trace | null, secret: boolean): readonly [RegistryType, Value] | null {
  const quoted = readQuoted(data);
  if (quoted) return ["String", readText(machine, quoted.text, at, secret)];
  const dword = /^dword:([0-9a-f]{1,8})/i.exec(data);
  if (dword) return ["DWord", new Num("Int32", Number.parseInt(dword[1] as string, 16) | 0, at)];
  const hex = /^hex(?:\(([0-9a-f]+)\))?:(.*)$/i.exec(data);
  if (!hex) return null;
  const bytes = (hex[2] as string)
    .split(",")
    .map((part) => Number.parseInt(part.trim(), 16))
    .filter((byte) => byte >= 0 && byte <= 255);
  machine.budget.size(bytes.length);
  const type = HEX_TYPES.get((hex[1] ?? "3").toLowerCase()) ?? "Unknown";
  return [type, fromBytes(type, bytes, at)];
}

function fromBytes(type: RegistryType, bytes: readonly number[], at: Trace | null): Value {
  const wide = (): string => new TextDecoder("utf-16le").decode(Uint8Array.from(bytes));
  switch (type) {
    case "String":
    case "ExpandString":
      return str(wide().replace(/\0+$/, ""), at);
    case "MultiString":
      return array(
        wide()
          .split("\0")
          .filter((part) => part !== "")
          .map((part) => str(part, at)),
        "System.String",
        at,
      );
    case "DWord":
      return new Num("Int32", littleEndian(bytes, 4) | 0, at);
    case "QWord":
      return new Num("Int64", BigInt(littleEndian(bytes, 8)), at);
    default:
      return array(
        bytes.map((byte) => new Num("Byte", byte)),
        "System.Byte",
        at,
      );
  }
}

function littleEndian(bytes: readonly number[], length: number): number {
  let value = 0;
  for (let index = Math.min(length, bytes.length) - 1; index >= 0; index--) value = value * 256 + (bytes[index] as number);
  return value;
}
