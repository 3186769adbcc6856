import { serviceExists } from "../../host/keys.js";
import type { Machine } from "../machine/machine.js";
import type { Text } from "../tools/tool.js";
import type { Trace } from "../values/source.js";
import { shownText } from "../values/texts.js";
import { Unknown, type Value } from "../values/value.js";
import { matchPath, mayLieBelow } from "./path-pattern.js";
import { onEveryRegistry, valueOnEveryRegistry } from "./registry-keys.js";

/**
 * The registry in the world that is running: same idea as the files. Keys of a fresh Windows are there, what the deployment
 * wrote is known, any other key or value may or may not exist. Key paths are texts in any spelling (`HKLM:\`, `HKEY_LOCAL_MACHINE\`,
 * `Registry::HKLM\`), with unknown parts as holes. All state is in the machine's tables.
 */

export type RegistryType = "String" | "ExpandString" | "Binary" | "DWord" | "MultiString" | "QWord" | "None" | "Unknown";

export interface RegistryValue {
  /** Name in its first spelling; "" is the default value. */
  readonly name: string;
  readonly type: RegistryType;
  /** Str for texts, Num for numbers, Arr for lists of texts and bytes, or Unknown. */
  readonly data: Value;
}

/** Told when a value or key changes: models of settings that live in the registry are elsewhere. Value null: it was removed. */
export interface RegistryWatcher {
  /** Patterns of keys: `hklm\\system\\currentcontrolset\\services\\*`. See `PathPattern`. */
  readonly keys: readonly string[];
  /** Whether a value of this name (which may have holes) and data can matter at all: asked before the world is split over an unknown key. */
  matters(machine: Machine, name: string, value: RegistryValue): boolean;
  changed(machine: Machine, key: string, name: string, value: RegistryValue | null, at: Trace | null): void;
}

interface KeyNode {
  /** `fresh`: made where nothing was, so what was not written into it is not there. */
  readonly key: "there" | "fresh" | "absent";
  readonly name: string;
  readonly value: null;
}

interface ValueNode {
  /** The type, or that it is known not to be there. */
  readonly key: RegistryType | "absent";
  readonly name: string;
  readonly value: Value | null;
}

const KEYS = "registry";
const VALUES = "registry:values";
const SUBKEYS = "registry:in";
const NAMES = "registry:names";

const HIVES: ReadonlyMap<string, string> = new Map([
  ["hklm", "HKLM"],
  ["hkey_local_machine", "HKLM"],
  ["hkcu", "HKCU"],
  ["hkey_current_user", "HKCU"],
  ["hkcr", "HKLM\\SOFTWARE\\Classes"],
  ["hkey_classes_root", "HKLM\\SOFTWARE\\Classes"],
  ["hku", "HKU"],
  ["hkey_users", "HKU"],
  ["hkcc", "HKLM\\SYSTEM\\CurrentControlSet\\Hardware Profiles\\Current"],
  ["hkey_current_config", "HKLM\\SYSTEM\\CurrentControlSet\\Hardware Profiles\\Current"],
]);

/**
 * One spelling of a key: `HKLM\SOFTWARE\Microsoft`. Undefined when the hive is none. Case is kept.
 * `ControlSet001` is the current control set on a host that runs from it, which all do but those in repair.
 */
export function normalizeKey(text: string): string | undefined {
  let path = text
    .trim()
    .replace(/^(?:microsoft\.powershell\.core\\)?registry::/i, "")
    .replaceAll("/", "\\");
  path = path.replace(/^\\+/, "");
  if (/^computer\\hkey_/i.test(path)) path = path.slice("computer\\".length);
  const parts = path.split("\\").filter((part) => part !== "");
  const hive = HIVES.get((parts[0] ?? "").replace(/:$/, "").toLowerCase());
  if (hive === undefined) return undefined;
  const rest: string[] = [];
  for (const part of parts.slice(1)) {
    if (part === "..") rest.pop();
    else if (part !== ".") rest.push(part);
  }
  if (hive === "HKLM" && rest[0]?.toLowerCase() === "system" && /^controlset00\d$/i.test(rest[1] ?? ""))
    rest[1] = "CurrentControlSet";
  return [hive, ...rest].join("\\");
}

export class Registry {
  constructor(private readonly machine: Machine) {}

  /** One spelling with holes, or undefined when it names no hive (then nothing here applies). */
  resolve(path: Text): string | undefined {
    return normalizeKey(shownText(path));
  }

  // ------------------------------------------------------------ looking

  /** What is known without asking. */
  peekKey(path: string): "there" | "absent" | "open" {
    const node = this.keyNode(path);
    if (node) return node.key === "absent" ? "absent" : "there";
    const above = this.firstAbove(path);
    if (above?.key === "absent") return "absent";
    if (onEveryRegistry(path.toLowerCase())) return "there";
    const service = serviceOf(path);
    if (service !== undefined) {
      const exists = this.machine.host.view(this.machine.assumptions).valueOf(serviceExists(service));
      if (exists !== undefined) return exists ? "there" : "absent";
    }
    return above?.key === "fresh" ? "absent" : "open";
  }

  /** Whether the key is there. Splits the world when nobody knows. */
  keyExists(path: string): boolean {
    const known = this.peekKey(path);
    if (known !== "open") return known === "there";
    const there = this.machine.askWhether(`registry:${path.toLowerCase()}`, `${path} exists`, `${path} does not exist`);
    if (there) this.setKey(path, "there");
    else this.machine.setRow<KeyNode>(KEYS, path.toLowerCase(), { key: "absent", name: path, value: null });
    return there;
  }

  /** The value as far as it is known: `open` when it may be there. */
  peekValue(path: string, name: string): RegistryValue | "absent" | "open" {
    const node = this.valueNode(path, name);
    if (node) return node.key === "absent" ? "absent" : { name: node.name, type: node.key, data: node.value as Value };
    const key = this.keyNode(path);
    if (key?.key === "absent" || key?.key === "fresh" || this.peekKey(path) === "absent") return "absent";
    return valueOnEveryRegistry(path.toLowerCase(), name) ? { name, type: "Unknown", data: unknownData(path, name) } : "open";
  }

  /**
   * The value, or undefined when it is not there; splits the world when nobody knows. A value that is there without
   * anybody knowing its data is Unknown.
   */
  readValue(path: string, name: string): RegistryValue | undefined {
    const known = this.peekValue(path, name);
    if (known === "absent") return undefined;
    if (known !== "open") return known;
    const shown = `${path}\\${name === "" ? "(default)" : name}`;
    if (
      !this.machine.askWhether(
        `registry:${shown.toLowerCase()}=`,
        `the registry value ${shown} exists`,
        `the registry value ${shown} does not exist`,
      )
    ) {
      this.machine.setRow<ValueNode>(VALUES, valueKey(path, name), { key: "absent", name, value: null });
      return undefined;
    }
    const found: RegistryValue = { name, type: "Unknown", data: unknownData(path, name) };
    this.store(path, found);
    return found;
  }

  /** Names of values that are known to be there; `complete` when there are no others. */
  values(path: string): { readonly known: readonly RegistryValue[]; readonly complete: boolean } {
    const known: RegistryValue[] = [];
    for (const name of this.machine.row<readonly string[]>(NAMES, path.toLowerCase()) ?? []) {
      const value = this.peekValue(path, name);
      if (typeof value === "object") known.push(value);
    }
    return { known, complete: this.keyNode(path)?.key === "fresh" };
  }

  /** Names of keys below that are known to be there; `complete` when there are no others. */
  subkeys(path: string): { readonly known: readonly string[]; readonly complete: boolean } {
    const known: string[] = [];
    for (const name of this.machine.row<readonly string[]>(SUBKEYS, path.toLowerCase()) ?? []) {
      const node = this.keyNode(`${path}\\${name}`);
      if (node && node.key !== "absent") known.push(node.name.slice(node.name.lastIndexOf("\\") + 1));
    }
    return { known, complete: this.keyNode(path)?.key === "fresh" };
  }

  // ------------------------------------------------------------ changing

  createKey(path: string): void {
    const known = this.peekKey(path);
    if (known === "there" && this.keyNode(path)) return;
    this.setKey(path, known === "absent" ? "fresh" : "there");
  }

  /** The value is there from now on, and its key too. */
  setValue(path: string, value: RegistryValue, at: Trace | null): void {
    this.createKey(path);
    this.store(path, value);
    this.tell(path, value.name, value, at);
  }

  removeValue(path: string, name: string, at: Trace | null): void {
    this.machine.setRow<ValueNode>(VALUES, valueKey(path, name), { key: "absent", name, value: null });
    this.tell(path, name, null, at);
  }

  /** Removes the key with all that is below. */
  removeKey(path: string, at: Trace | null): void {
    this.machine.budget.step();
    for (const name of this.subkeys(path).known) this.removeKey(`${path}\\${name}`, at);
    for (const value of this.values(path).known) this.removeValue(path, value.name, at);
    this.machine.setRow<KeyNode>(KEYS, path.toLowerCase(), { key: "absent", name: path, value: null });
    this.machine.setRow(NAMES, path.toLowerCase(), []);
  }

  /** Values that nobody knows were put into the key and below. True: some that a watcher is told about may be among them. */
  disturb(path: string): boolean {
    this.createKey(path);
    return this.machine.toolbox.registryWatchers.some(({ patterns }) =>
      patterns.some((pattern) => mayLieBelow(pattern, path) || matchPath(pattern, path) === "yes"),
    );
  }

  copyKey(from: string, to: string, at: Trace | null): void {
    if (`${to.toLowerCase()}\\`.startsWith(`${from.toLowerCase()}\\`)) return;
    this.createKey(to);
    const { known, complete } = this.values(from);
    for (const value of known) this.setValue(to, value, at);
    const below = this.subkeys(from);
    if (!complete || !below.complete) this.setKey(to, "there");
    for (const name of below.known) {
      this.machine.budget.step();
      this.copyKey(`${from}\\${name}`, `${to}\\${name}`, at);
    }
  }

  // ------------------------------------------------------------ rows

  private keyNode(path: string): KeyNode | undefined {
    return this.machine.row<KeyNode>(KEYS, path.toLowerCase());
  }

  private valueNode(path: string, name: string): ValueNode | undefined {
    return this.machine.row<ValueNode>(VALUES, valueKey(path, name));
  }

  /** The nearest key above that somebody made, removed or looked for. */
  private firstAbove(path: string): KeyNode | undefined {
    for (let cut = path.lastIndexOf("\\"); cut > 0; cut = path.lastIndexOf("\\", cut - 1)) {
      const node = this.keyNode(path.slice(0, cut));
      if (node) return node;
    }
    return undefined;
  }

  private setKey(path: string, kind: "there" | "fresh"): void {
    let current = path;
    let state = kind;
    for (;;) {
      this.machine.setRow<KeyNode>(KEYS, current.toLowerCase(), { key: state, name: current, value: null });
      const cut = current.lastIndexOf("\\");
      if (cut < 0) return;
      const parent = current.slice(0, cut);
      const name = current.slice(cut + 1).toLowerCase();
      const names = this.machine.row<readonly string[]>(SUBKEYS, parent.toLowerCase()) ?? [];
      if (!names.includes(name)) this.machine.setRow(SUBKEYS, parent.toLowerCase(), [...names, name].sort());
      const above = this.keyNode(parent);
      if (above && above.key !== "absent") return;
      state = above || this.peekKey(parent) === "absent" ? "fresh" : "there";
      current = parent;
    }
  }

  private store(path: string, value: RegistryValue): void {
    this.machine.setRow<ValueNode>(VALUES, valueKey(path, value.name), { key: value.type, name: value.name, value: value.data });
    const names = this.machine.row<readonly string[]>(NAMES, path.toLowerCase()) ?? [];
    const name = value.name.toLowerCase();
    if (!names.includes(name)) this.machine.setRow(NAMES, path.toLowerCase(), [...names, name].sort());
  }

  private tell(path: string, name: string, value: RegistryValue | null, at: Trace | null): void {
    for (const { watcher, patterns } of this.machine.toolbox.registryWatchers) {
      const found = patterns.map((pattern) => matchPath(pattern, path));
      if (found.includes("yes") || (found.includes("maybe") && this.isPlace(watcher, path, name, value)))
        watcher.changed(this.machine, path, name, value, at);
    }
  }

  /** Whether a key of which not all is known is one of those that a watcher is told about. */
  private isPlace(watcher: RegistryWatcher, path: string, name: string, value: RegistryValue | null): boolean {
    if (value === null || !watcher.matters(this.machine, name, value)) return false;
    const place = watcher.keys[0] as string;
    return this.machine.askWhether(
      `registry-place:${path.toLowerCase()}:${place}`,
      `${path} is ${place.toUpperCase()}`,
      `${path} is not ${place.toUpperCase()}`,
    );
  }
}

/** Where Windows keeps the computer's own name. */
const OWN_NAME =
  /^hklm\\system\\currentcontrolset\\(?:control\\computername\\(?:active)?computername\\computername|services\\tcpip\\parameters\\(?:nv )?hostname)$/i;

/** What a value holds that nobody knows; the same one each time it is read. */
export function unknownData(path: string, name: string): Unknown {
  // The same unknown as the environment variable.
  if (OWN_NAME.test(`${path}\\${name}`))
    return new Unknown("input", "the computer's name", "env:computername", null, "System.String");
  const shown = `${path}\\${name === "" ? "(default)" : name}`;
  return new Unknown("input", `the registry value ${shown}`, `registry:${shown.toLowerCase()}`);
}

function valueKey(path: string, name: string): string {
  return `${path}\u0000${name}`.toLowerCase();
}

const SERVICES = "hklm\\system\\currentcontrolset\\services\\";

function serviceOf(path: string): string | undefined {
  if (!path.toLowerCase().startsWith(SERVICES)) return undefined;
  const rest = path.slice(SERVICES.length);
  return rest.includes("\\") ? undefined : rest;
}
