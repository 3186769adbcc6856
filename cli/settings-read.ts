import { dirname, relative } from "node:path";
import { documentInitial } from "../host/documents/initial.js";
import { readDocument } from "../host/documents/validate.js";
import { imageState } from "../host/images/image.js";
import type { InitialState } from "../host/initial.js";
import { type Json, ShapeError } from "../host/values/json.js";
import { ConfigError } from "../policies/config.js";
import { conventionsOf } from "../policies/settings/conventions.js";
import { LARGEST_SETTINGS, readSettings, SettingsError } from "../policies/settings/read.js";
import type { HostSettings } from "../policies/settings/settings.js";
import { UsageError } from "./errors.js";
import { Tree } from "./files/tree.js";
import type { LoadedSettings } from "./settings-file.js";

/** Reads a file of settings and the files that it names, none of which lies outside of its folder. Throws `UsageError`. */
export function readSettingsFile(file: string): LoadedSettings {
  const folder = dirname(file);
  const shown = relative(process.cwd(), file) || file;
  const tree = treeOf(folder, shown);
  const bytes = tree.read(file, LARGEST_SETTINGS);
  if (bytes === undefined) throw new UsageError(`${shown}: there is no such file`);
  if ("refused" in bytes) throw new UsageError(`${shown}: is not read: ${bytes.refused}`);
  try {
    const settings = readSettings(Buffer.from(bytes).toString("utf8"));
    const initial = [...settings.hosts].map(([path, host]) => [path, initialOf(tree, path, host)] as const);
    return { file, folder, settings, conventions: conventionsOf(settings, (path) => tree.read(path)), initial: new Map(initial) };
  } catch (error) {
    if (error instanceof SettingsError) throw new UsageError(`${shown}:${error.line}:${error.column}: ${error.message}`);
    if (error instanceof ConfigError) throw new UsageError(`${shown}: ${error.path} ${error.expected}`);
    throw error;
  }
}

function treeOf(folder: string, shown: string): Tree {
  try {
    return new Tree(folder);
  } catch {
    throw new UsageError(`${shown}: there is no such file`);
  }
}

function initialOf(tree: Tree, folder: string, { image, state }: HostSettings): InitialState {
  const at = `hosts.${folder === "" ? "." : folder}`;
  if (image !== null) {
    const found = imageState(image);
    if (found) return found;
    throw new ConfigError(`${at}.image`, `names ${image}, which is no Windows Server image that is known`);
  }
  const path = state ?? "";
  const bytes = tree.read(path);
  if (bytes === undefined) throw new ConfigError(`${at}.state`, `names ${path}, which is not there`);
  if ("refused" in bytes) throw new ConfigError(`${at}.state`, `names ${path}, which is not read: ${bytes.refused}`);
  try {
    const text = Buffer.from(bytes)
      .toString("utf8")
      .replace(/^\ufeff/, "");
    return documentInitial(readDocument(JSON.parse(text) as Json), path);
  } catch (error) {
    const why = error instanceof ShapeError ? error.message : "it is not valid JSON";
    throw new ConfigError(`${at}.state`, `names ${path}, which is no host document: ${why}`);
  }
}
