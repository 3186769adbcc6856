import type { Area } from "../../deployment/index.js";
import { ConfigError, defaultConfig, type PolicyConfig, parseConfig, RULE_KEYS } from "../config.js";
import { didYouMean } from "../suggest.js";

/**
 * What `lycosa.yaml` or `lycosa.json` says: levels and exemptions of the rules, and what the reader of scripts cannot know by itself.
 * The command and the policy pack read the same file.
 */
export interface Settings {
  readonly policy: PolicyConfig;
  /** By the name of a command, program, script or module in lower case: what it may change. */
  readonly contracts: ReadonlyMap<string, readonly Area[]>;
  /** By address in lower case. */
  readonly trusted: ReadonlyMap<string, TrustedSource>;
  /** As in a `.gitignore` beside the file. */
  readonly ignore: readonly string[];
  /** By folder, from the file's own folder on with `/`; "" is that folder. */
  readonly hosts: ReadonlyMap<string, HostSettings>;
}

/** What an address gives is known: code that does nothing that is judged, or a copy of it that is read. */
export interface TrustedSource {
  /** In lower-case hexadecimal digits. */
  readonly sha256: string;
  /** The copy, as a path from the file's own folder on; null: there is none. */
  readonly file: string | null;
}

/** What the hosts are, on which the scripts of a folder run. */
export interface HostSettings {
  /** SKU of a platform image. */
  readonly image: string | null;
  /** A host document, as a path from the file's own folder on. */
  readonly state: string | null;
}

/** Areas that a contract may name, with what they are called in the interpreter. */
const AREAS = ["smtp", "principals", "privileges", "acl", "web", "services", "features"] as const;

const KEYS = ["$schema", "rules", "sources", "contracts", "ignore", "hosts"] as const;

export function noSettings(): Settings {
  return {
    policy: defaultConfig(),
    contracts: new Map(),
    trusted: new Map(),
    ignore: [],
    hosts: new Map(),
  };
}

/** Reads a document of settings. Throws {@link ConfigError} that names the place and what was expected there. */
export function settingsOf(document: unknown): Settings {
  const root = record(document, "");
  const flat = Object.keys(root).filter((key) => RULE_KEYS.includes(key));
  const known = [...KEYS, ...RULE_KEYS];
  for (const key of Object.keys(root)) {
    if (!known.includes(key))
      throw new ConfigError(key, `is not a setting${didYouMean(key, known)}; expected ${KEYS.slice(1).join(", ")}`);
  }
  if ("$schema" in root) text(root["$schema"], "$schema");
  if ("rules" in root && flat.length > 0)
    throw new ConfigError(flat[0] as string, "stands beside rules; write it inside of rules");
  const rules = "rules" in root ? root["rules"] : Object.fromEntries(flat.map((key) => [key, root[key]]));
  return {
    policy: parseConfig(rules, "rules" in root ? "rules" : ""),
    trusted: "sources" in root ? trustedOf(root["sources"]) : new Map(),
    contracts: "contracts" in root ? contractsOf(root["contracts"]) : new Map(),
    ignore: "ignore" in root ? texts(root["ignore"], "ignore") : [],
    hosts: "hosts" in root ? hostsOf(root["hosts"]) : new Map(),
  };
}

function trustedOf(value: unknown): Settings["trusted"] {
  return new Map(
    list(value, "sources").map((item, index) => {
      const at = `sources[${index}]`;
      const entry = withKeys(item, at, ["url", "sha256", "file"], "a source");
      const url = text(entry["url"], `${at}.url`);
      if (!/^(?:https?|file):\/\/|^\\\\/i.test(url))
        throw new ConfigError(`${at}.url`, "must be the address that the script names: https://... or \\\\server\\share\\...");
      const sha256 = text(entry["sha256"], `${at}.sha256`).toLowerCase();
      if (!/^[0-9a-f]{64}$/.test(sha256)) throw new ConfigError(`${at}.sha256`, "must be 64 hexadecimal digits");
      const file = "file" in entry ? relativePath(entry["file"], `${at}.file`) : null;
      return [url.toLowerCase(), { sha256, file }] as const;
    }),
  );
}

function contractsOf(value: unknown): Settings["contracts"] {
  return new Map(
    Object.entries(record(value, "contracts")).map(([name, item]) => {
      const at = `contracts.${name}`;
      const entry = withKeys(item, at, ["touches"], "a contract");
      if (!("touches" in entry)) throw new ConfigError(at, "must say what it touches; nothing is touches: []");
      const touches = texts(entry["touches"], `${at}.touches`).map((area, index) => {
        const found = AREAS.find((one) => one === area);
        if (found === undefined)
          throw new ConfigError(
            `${at}.touches[${index}]`,
            `is no area${didYouMean(area, AREAS)}; expected some of ${AREAS.join(", ")}`,
          );
        return found;
      });
      return [name.toLowerCase(), touches] as const;
    }),
  );
}

function hostsOf(value: unknown): Settings["hosts"] {
  return new Map(
    Object.entries(record(value, "hosts")).map(([folder, item]) => {
      const at = `hosts.${folder}`;
      const entry = withKeys(item, at, ["image", "state"], "what a host is made from");
      const image = "image" in entry ? text(entry["image"], `${at}.image`) : null;
      const state = "state" in entry ? relativePath(entry["state"], `${at}.state`) : null;
      if ((image === null) === (state === null)) throw new ConfigError(at, "must name either an image or a state");
      return [relativePath(folder, at), { image, state }] as const;
    }),
  );
}

/** A path inside of the file's folder, with `/` and without `.`; "" is the folder itself. */
function relativePath(value: unknown, path: string): string {
  const parts = text(value, path)
    .split(/[\\/]/)
    .filter((part, index) => part !== "." && (part !== "" || index === 0));
  if (parts[0] === "" || /^[a-z]:$/i.test(parts[0] ?? "") || parts.includes(".."))
    throw new ConfigError(path, "must be a path inside of the folder of this file");
  return parts.join("/");
}

function withKeys(value: unknown, path: string, keys: readonly string[], what: string): Record<string, unknown> {
  const entry = record(value, path);
  for (const key of Object.keys(entry)) {
    if (!keys.includes(key))
      throw new ConfigError(`${path}.${key}`, `is not part of ${what}${didYouMean(key, keys)}; expected ${keys.join(", ")}`);
  }
  return entry;
}

function record(value: unknown, path: string): Record<string, unknown> {
  // An empty file, or a key with nothing behind it.
  if (value === null || value === undefined) return {};
  if (typeof value !== "object" || Array.isArray(value)) throw new ConfigError(path, "must hold keys and values");
  return value as Record<string, unknown>;
}

function list(value: unknown, path: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new ConfigError(path, "must be a list");
  return value;
}

function texts(value: unknown, path: string): readonly string[] {
  return list(value, path).map((item, index) => text(item, `${path}[${index}]`));
}

function text(value: unknown, path: string): string {
  if (typeof value !== "string" || value.trim() === "") throw new ConfigError(path, "must be a text that is not empty");
  return value;
}
