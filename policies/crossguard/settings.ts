import { closeSync, existsSync, fstatSync, openSync, readFileSync, readSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Conventions } from "../../deployment/index.js";
import { ConfigError } from "../config.js";
import { conventionsOf } from "../settings/conventions.js";
import { LARGEST_SETTINGS, readSettings, SETTINGS_FILES, SettingsError } from "../settings/read.js";
import { noSettings, type Settings } from "../settings/settings.js";

/** The settings of a pack: those of the project that it is installed in, so that a pack from elsewhere is not weakened by what it judges. */
export interface PackSettings {
  readonly settings: Settings;
  readonly conventions: Conventions;
  /** What is wrong with the file; null: nothing. */
  readonly problem: string | null;
}

/** `folder`: where to look first; undefined: there are none. */
export function packSettings(folder: string | undefined): PackSettings {
  const file = folder === undefined ? undefined : nearestFile(folder);
  const none = { settings: noSettings(), conventions: { contracts: new Map(), trusted: new Map() } };
  if (file === undefined) return { ...none, problem: null };
  try {
    const settings = readSettings(textOf(file));
    return { settings, conventions: conventionsOf(settings, (path) => copyAt(join(dirname(file), path))), problem: null };
  } catch (error) {
    if (error instanceof SettingsError) return { ...none, problem: `${file}:${error.line}:${error.column}: ${error.message}` };
    if (error instanceof ConfigError) return { ...none, problem: `${file}: ${error.path} ${error.expected}` };
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown error";
    return { ...none, problem: `${file}: cannot be read (${code})` };
  }
}

function nearestFile(folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    const found = SETTINGS_FILES.map((name) => join(at, name)).find(existsSync);
    if (found !== undefined) return found;
    if (existsSync(join(at, ".git")) || dirname(at) === at) return undefined;
  }
}

function textOf(file: string): string {
  const opened = openSync(file, "r");
  try {
    if (!fstatSync(opened).isFile()) throw new ConfigError("the file", "must be a regular file");
    const buffer = Buffer.alloc(LARGEST_SETTINGS + 1);
    const length = readSync(opened, buffer, 0, buffer.length, 0);
    if (length > LARGEST_SETTINGS) throw new ConfigError("the file", `must have at most ${LARGEST_SETTINGS} bytes`);
    return buffer.toString("utf8", 0, length);
  } finally {
    closeSync(opened);
  }
}

function copyAt(path: string): Uint8Array | undefined {
  return existsSync(path) ? readFileSync(path) : undefined;
}
