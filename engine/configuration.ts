/**
 * The configuration of a stack: `Pulumi.<stack>.yaml`, the declarations and defaults of Pulumi.yaml, and what the user sets.
 *
 * Encrypted values are never decrypted. The program receives a marker in their place, so that what it makes of them keeps its known parts.
 */

import { existsSync, readdirSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import type { GraphNote } from "../deployment/graph.js";
import { EmbeddedRunError } from "./errors.js";
import type { HoleTable } from "./hole-table.js";
import { EXTENSIONS, type Project } from "./project.js";
import { isYamlList, isYamlMap, isYamlScalar, readYamlMap, textOf, type YamlMap, type YamlValue } from "./yaml-file.js";

export interface ConfigurationValue {
  /** What the program receives: a text, or the JSON text of a list or map. */
  readonly text: string;
  /** A secret in Pulumi's sense: the program's `requireSecret` expects it. */
  readonly secret: boolean;
  /** To be kept out of every output: a secret, or a key whose name says that people keep one there in clear. */
  readonly sensitive: boolean;
  /** The text is, or holds, a marker. */
  readonly encrypted: boolean;
}

export interface Configuration {
  readonly organization: string;
  readonly stack: string;
  /** The stack's file, for messages: the name it has or would have. */
  readonly file: string;
  /** By full key, `namespace:name`. */
  readonly values: ReadonlyMap<string, ConfigurationValue>;
  readonly notes: readonly GraphNote[];
}

export interface ConfigurationRequest {
  /** `stack`, `org/stack` or `org/project/stack`; undefined: the only stack file there is, else `dev`. */
  readonly stack: string | undefined;
  /** Key (with or without namespace) → value. */
  readonly set: ReadonlyMap<string, string>;
  /** The stack's configuration file; undefined: the one that its name says. */
  readonly file?: string | undefined;
}

/** Throws `EmbeddedRunError`. */
export function readConfiguration(project: Project, request: ConfigurationRequest, holes: HoleTable): Configuration {
  const { organization, stack } = chooseStack(project, request.stack, request.file !== undefined);
  const path = request.file === undefined ? stackFile(project, stack) : givenFile(request.file);
  const given = request.file === undefined ? undefined : resolve(request.file);
  const file = given ?? (path === undefined ? `Pulumi.${stack}.yaml` : basename(path));
  const content: YamlMap = path === undefined ? new Map() : readYamlMap(path, file);
  const notes: GraphNote[] = [];
  const values = new Map<string, RawValue>();

  const section = content.get("config");
  for (const [key, value] of isYamlMap(section) ? section : []) {
    const full = fullKey(key, project.name, file);
    values.set(full, stackValue(full, value, holes));
  }
  const encrypted = [...values].filter(([, value]) => value.encrypted).map(([key]) => key);
  const declared = declarations(project);
  const isSecret = (key: string): boolean => values.get(key)?.secret === true || declared.get(key)?.secret === true;
  for (const [key, text] of request.set) {
    const full = fullKey(key, project.name, "--set");
    values.set(full, { text, secret: isSecret(full), encrypted: false });
  }
  for (const [key, value] of values) if (!value.secret && isSecret(key)) values.set(key, { ...value, secret: true });

  for (const [key, declaration] of declared) {
    const given = values.get(key);
    if (given !== undefined) checkType(key, given, declaration);
    else if (declaration.value !== undefined)
      values.set(key, { text: declaration.value, secret: isSecret(key), encrypted: false });
  }
  if (path === undefined && applyTemplate(project, values)) {
    notes.push({
      code: "template-defaults",
      text: `there is no ${file}: the defaults of template.config in ${project.file} are used`,
    });
  }
  const missing = [...declared].filter(([key, declaration]) => declaration.required && !values.has(key)).map(([key]) => key);
  if (missing.length > 0) throw missingConfiguration(missing, file);

  const left = encrypted.filter((key) => values.get(key)?.encrypted === true);
  if (left.length > 0) {
    notes.push({
      code: "encrypted-configuration",
      text: `${file}: ${left.join(", ")} ${left.length === 1 ? "is" : "are"} encrypted, and not known here; give a value with --set KEY=VALUE`,
    });
  }
  if (content.has("environment")) {
    notes.push({
      code: "environment-ignored",
      text: `${file}: the values that its 'environment' imports from Pulumi ESC are not read; give them with --set KEY=VALUE`,
    });
  }
  const marked = [...values].map(([key, value]) => [key, { ...value, sensitive: value.secret || suggestsSecret(key) }] as const);
  return { organization, stack, file, values: new Map(marked), notes };
}

type RawValue = Omit<ConfigurationValue, "sensitive">;

/** The error for keys that the program or the project needs. */
export function missingConfiguration(keys: readonly string[], file: string, secret = false): EmbeddedRunError {
  const [first = "", ...others] = keys;
  const more = others.length === 0 ? "" : ` (and ${others.join(", ")})`;
  return new EmbeddedRunError(
    "missing-configuration",
    `configuration value ${first}${more} is missing: set it with --set ${first}=VALUE, or in ${file} with 'pulumi config set${secret ? " --secret" : ""} ${first} VALUE'`,
  );
}

function chooseStack(
  project: Project,
  requested: string | undefined,
  isFileGiven: boolean,
): { organization: string; stack: string } {
  if (requested !== undefined) {
    const parts = requested.split("/");
    const stack = parts.at(-1) ?? "";
    if (parts.length > 3 || !parts.every((part) => /^(?!\.+$)[\w.-]{1,100}$/.test(part))) {
      throw new EmbeddedRunError(
        "unknown-stack",
        `'${requested}' is not a stack name: use letters, digits, '-', '_' and '.', as NAME, ORG/NAME or ORG/PROJECT/NAME`,
      );
    }
    return { organization: parts.length > 1 ? (parts[0] ?? "organization") : "organization", stack };
  }
  const found = stacksOf(project.stackDirectory);
  if (found.length > 1 && !isFileGiven)
    throw new EmbeddedRunError("unknown-stack", `there are several stacks: choose one with --stack (${found.join(", ")})`);
  return { organization: "organization", stack: found.length === 1 ? (found[0] as string) : "dev" };
}

function stacksOf(directory: string): string[] {
  if (!existsSync(directory)) return [];
  const names = readdirSync(directory).flatMap((name) => /^Pulumi\.(.+)\.(?:yaml|yml|json)$/.exec(name)?.[1] ?? []);
  return [...new Set(names)].sort();
}

function stackFile(project: Project, stack: string): string | undefined {
  return EXTENSIONS.map((extension) => join(project.stackDirectory, `Pulumi.${stack}.${extension}`)).find((path) =>
    existsSync(path),
  );
}

function givenFile(path: string): string {
  if (!existsSync(path)) throw new EmbeddedRunError("invalid-configuration", `--config-file ${path}: there is no such file`);
  return path;
}

/** `key` → `project:key`; `ns:config:key` (as older files spell it) → `ns:key`. */
function fullKey(key: string, project: string, where: string): string {
  const parts = key.split(":");
  if (parts.length === 1 && key !== "") return `${project}:${key}`;
  if (parts.length === 2 && parts[0] !== "" && parts[1] !== "") return key;
  if (parts.length === 3 && parts[1] === "config") return `${parts[0]}:${parts[2]}`;
  throw new EmbeddedRunError("invalid-configuration", `${where}: '${key}' is not a configuration key: use KEY or NAMESPACE:KEY`);
}

/** Names under which people keep secrets in clear. */
export function suggestsSecret(key: string): boolean {
  return /passw|pwd|secret|token|credential|private_?key|connection_?string|api_?key|access_?key|\bsas\b/i.test(key);
}

function stackValue(key: string, value: YamlValue, holes: HoleTable): RawValue {
  if (isYamlScalar(value)) return { text: value.text, secret: false, encrypted: false };
  let encrypted = false;
  const plain = (inner: YamlValue): unknown => {
    if (isYamlMap(inner)) {
      if (isSecure(inner)) {
        encrypted = true;
        return holes.marker("input", configurationOrigin(key));
      }
      return nullPrototype(inner, plain);
    }
    return isYamlList(inner) ? inner.map(plain) : jsonScalar(inner as Exclude<YamlValue, YamlMap | readonly YamlValue[]>);
  };
  const converted = plain(value);
  return { text: typeof converted === "string" ? converted : JSON.stringify(converted), secret: encrypted, encrypted };
}

/** `{secure: CIPHERTEXT}` and nothing else. */
function isSecure(value: YamlMap): boolean {
  return value.size === 1 && textOf(value.get("secure")) !== undefined;
}

/** How a hole that stands for an encrypted value names itself. */
export function configurationOrigin(key: string): string {
  return `configuration value ${key}`;
}

function jsonScalar(value: { readonly text: string; readonly kind: "string" | "number" | "boolean" | "null" }): unknown {
  switch (value.kind) {
    case "null":
      return null;
    case "boolean":
      return value.text.toLowerCase() === "true";
    case "number": {
      const number = Number(value.text);
      return Number.isNaN(number) ? value.text : number;
    }
    case "string":
      return value.text;
  }
}

function nullPrototype(map: YamlMap, convert: (value: YamlValue) => unknown): object {
  const object: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const [key, value] of map) object[key] = convert(value);
  return object;
}

/** The text of a value written in Pulumi.yaml. */
function projectValue(value: YamlValue): string {
  if (isYamlScalar(value)) return value.text;
  const plain = (inner: YamlValue): unknown =>
    isYamlMap(inner)
      ? nullPrototype(inner, plain)
      : isYamlList(inner)
        ? inner.map(plain)
        : isYamlScalar(inner)
          ? jsonScalar(inner)
          : undefined;
  return JSON.stringify(plain(value));
}

interface Declaration {
  readonly type: string | undefined;
  /** `value` or `default`. */
  readonly value: string | undefined;
  readonly secret: boolean;
  readonly required: boolean;
}

function declarations(project: Project): ReadonlyMap<string, Declaration> {
  const found = new Map<string, Declaration>();
  for (const [key, entry] of project.declarations) {
    const full = fullKey(key, project.name, project.file);
    if (!isYamlMap(entry)) {
      found.set(full, { type: undefined, value: projectValue(entry), secret: false, required: false });
      continue;
    }
    const type = textOf(entry.get("type"));
    const value = entry.get("value") ?? entry.get("default");
    found.set(full, {
      type,
      value: value === undefined ? undefined : projectValue(value),
      secret: textOf(entry.get("secret")) === "true",
      required: type !== undefined && value === undefined,
    });
  }
  return found;
}

function checkType(key: string, given: RawValue, declaration: Declaration): void {
  if (given.encrypted) return;
  const fits = ((): boolean => {
    switch (declaration.type) {
      case "boolean":
        return given.text === "true" || given.text === "false";
      case "integer":
        return /^[+-]?\d+$/.test(given.text);
      case "number":
        return given.text.trim() !== "" && !Number.isNaN(Number(given.text));
      case "array":
        return Array.isArray(parseJson(given.text));
      case "object": {
        const value = parseJson(given.text);
        return typeof value === "object" && value !== null && !Array.isArray(value);
      }
      default:
        return true;
    }
  })();
  if (!fits)
    throw new EmbeddedRunError("invalid-configuration", `configuration value ${key} must be of type ${declaration.type}`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Fills in what `pulumi new` would have asked for; true if anything was taken. */
function applyTemplate(project: Project, values: Map<string, RawValue>): boolean {
  let applied = false;
  for (const [key, entry] of project.templateConfiguration) {
    const full = fullKey(key, project.name, project.file);
    const text = isYamlMap(entry) ? textOf(entry.get("default")) : textOf(entry);
    if (text === undefined || values.has(full)) continue;
    const secret = isYamlMap(entry) && textOf(entry.get("secret")) === "true";
    values.set(full, { text, secret, encrypted: false });
    applied = true;
  }
  return applied;
}
