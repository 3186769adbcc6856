import { lstatSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import type { Conventions } from "../deployment/index.js";
import type { InitialState } from "../host/initial.js";
import { NO_CONVENTIONS } from "../interpreter/machine/conventions.js";
import { noSettings, type Settings } from "../policies/settings/settings.js";
import { UsageError } from "./errors.js";

/** `lycosa.yaml` or `lycosa.json` as the command takes it: found upwards from the current folder, or named. */
export interface LoadedSettings {
  /** Null: there is none. */
  readonly file: string | null;
  /** That of the file; paths in it count from here. */
  readonly folder: string;
  readonly settings: Settings;
  readonly conventions: Conventions;
  /** What hosts are before anything runs, by the folder of the scripts, from the file's folder on. */
  readonly initial: ReadonlyMap<string, InitialState>;
}

export const SETTINGS_FILES = ["lycosa.yaml", "lycosa.yml", "lycosa.json"] as const;

/** `given`: the file that somebody named; null: the nearest; false: none. */
export async function loadSettings(given: string | null | false): Promise<LoadedSettings> {
  const file = given === false ? null : given === null ? nearestFile(process.cwd()) : resolve(given);
  if (file !== null) {
    const { readSettingsFile } = await import("./settings-read.js");
    return readSettingsFile(file);
  }
  return { file: null, folder: process.cwd(), settings: noSettings(), conventions: NO_CONVENTIONS, initial: new Map() };
}

/** The nearest file, up to the folder that is a repository. */
function nearestFile(from: string): string | null {
  for (let at = from; ; at = dirname(at)) {
    const found = SETTINGS_FILES.filter((name) => isThere(join(at, name)));
    if (found.length > 1) throw new UsageError(`${at}: holds ${found.join(" and ")}; keep one`);
    if (found[0] !== undefined) return join(at, found[0]);
    if (isThere(join(at, ".git")) || dirname(at) === at) return null;
  }
}

function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

/** What the host is on which a script of this path runs, as the innermost folder of the settings says; null: they say nothing. */
export function settingsInitial({ folder, initial }: LoadedSettings, path: string): InitialState | null {
  const parts = relative(folder, path).split(sep);
  if (initial.size === 0 || parts[0] === "..") return null;
  for (let count = parts.length; count >= 0; count--) {
    const found = initial.get(parts.slice(0, count).join("/"));
    if (found !== undefined) return found;
  }
  return null;
}
