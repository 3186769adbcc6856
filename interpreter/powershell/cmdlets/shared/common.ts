import { pathOfInfo } from "../../../os/file-objects.js";
import { Files } from "../../../os/files.js";
import { childPath, pathKey } from "../../../os/paths.js";
import { pathOfKey } from "../../../os/registry-objects.js";
import type { ProviderPath } from "../../../tools/drives.js";
import type { CmdletCall, Text } from "../../../tools/tool.js";
import { hasWildcard, namePattern } from "../../../values/name-pattern.js";
import { pieces } from "../../../values/texts.js";
import { Instance, type Plain, PsObject, Str, str, Unknown, type Value } from "../../../values/value.js";
import { getMember } from "../../members/members.js";
import { DriveNotFound, locate, textOfPieces } from "../../session/locations.js";
import { toStr } from "../../types/text.js";

/** What the families of cmdlets share: pipeline input, paths, making objects. */

/** The objects to work on: pipeline input one by one, or the argument as one object. */
export function inputObjects(call: CmdletCall, parameter = "InputObject"): readonly Value[] {
  if (call.piped) return call.input;
  const value = call.value(parameter);
  return value === undefined ? [] : [value];
}

/** A text as a value, with the place of the argument it came from. */
export function textValue(text: Text, at: CmdletCall["at"]): Str | Unknown {
  return typeof text === "string" ? str(text, at) : text;
}

/** The argument as a text value that keeps its trace and secrecy; undefined when it was not given or is $null. */
export function argumentText(call: CmdletCall, parameter: string): Str | Unknown | undefined {
  const value = call.value(parameter);
  if (value === undefined || value.kind === "null") return undefined;
  if (value instanceof Str || value instanceof Unknown) return value;
  if (value.kind === "num" && value.text !== null) return str(value.text, value.trace ?? call.trace(parameter));
  return toStr(call.machine, value, call.trace(parameter));
}

export { makeObject } from "../../../values/make-object.js";

// ---------------------------------------------------------------- paths

/** A path as a script gave it; wildcards count unless it is literal. */
interface GivenPath {
  readonly text: Text;
  readonly literal: boolean;
}

/** Paths of -LiteralPath, -Path and of piped objects; null: the whole list is not known. */
export function givenPaths(call: CmdletCall, parameter = "Path"): readonly GivenPath[] | Unknown {
  if (call.piped && call.input.length > 0) {
    const found: GivenPath[] = [];
    for (const value of call.input) {
      const plain = call.machine.plain(value);
      const path = pathOfObject(call, plain);
      if (path !== undefined) found.push({ text: path, literal: true });
      else if (!call.has(parameter) && !call.has("LiteralPath") && plain.kind !== "null")
        found.push({ text: asText(call, plain), literal: false });
    }
    if (found.length > 0) return found;
  } else if (call.piped && !call.has(parameter) && !call.has("LiteralPath")) return [];
  const literal = call.has("LiteralPath");
  const texts = call.texts(literal ? "LiteralPath" : parameter);
  if (texts instanceof Unknown) return texts;
  return texts.map((text) => ({ text, literal }));
}

function asText(call: CmdletCall, value: Plain): Text {
  const text = toStr(call.machine, value, null);
  return text instanceof Str ? text.value : text;
}

/** The path of a file or key object, or of an object with a property that holds one. */
export function pathOfObject(call: CmdletCall, value: Plain): Text | undefined {
  const file = pathOfInfo(value);
  if (file !== undefined) return file;
  const key = pathOfKey(value);
  if (key !== undefined) return `Registry::${key}`;
  if (value instanceof PsObject) {
    for (const name of ["pspath", "fullname", "path", "literalpath"]) {
      const found = value.properties.get(name);
      const property = found === undefined ? undefined : call.machine.settled(found as never);
      if (property && typeof property === "object" && "value" in property)
        return asText(call, call.machine.plain((property as { value: Value }).value));
    }
  }
  if (value instanceof Instance) {
    const found = value.model.get?.(value, "PSPath", null);
    if (found !== undefined) return asText(call, call.machine.plain(found));
  }
  return undefined;
}

/** The provider path of a text, or undefined after writing the error for a drive that does not exist. */
export function located(call: CmdletCall, path: Text): ProviderPath | undefined {
  const at = locate(call.machine, path);
  if (!(at instanceof DriveNotFound)) return at;
  call.fail({
    id: "DriveNotFound",
    message: `Cannot find drive. A drive with the name '${at.drive}' does not exist.`,
    exception: "System.Management.Automation.DriveNotFoundException",
  });
  return undefined;
}

export interface Expanded {
  readonly paths: readonly ProviderPath[];
  /** False: a wildcard may fit other items that nobody knows. */
  readonly complete: boolean;
  readonly isPattern: boolean;
}

/** Wildcards of a path resolved against what is known. */
export function expand(call: CmdletCall, given: GivenPath): Expanded | undefined {
  const at = located(call, given.text);
  if (!at) return undefined;
  if (given.literal || typeof at.path !== "string" || !hasWildcard(at.path))
    return { paths: [at], complete: true, isPattern: false };
  if (at.provider.name !== "FileSystem") return expandIn(call, at, at.path);
  const files = new Files(call.machine);
  const parts = at.shown.split("\\");
  let folders = [parts[0] as string];
  let complete = true;
  for (const part of parts.slice(1)) {
    if (!hasWildcard(part)) {
      folders = folders.map((folder) => childPath(folder, part));
      continue;
    }
    const fits = namePattern(part);
    folders = folders.flatMap((folder) => {
      const listing = files.list(folder.includes("\\") ? folder : `${folder}\\`);
      if (!listing.complete) complete = false;
      return listing.entries.filter((entry) => fits(entry.name)).map((entry) => entry.path);
    });
  }
  const paths = folders.filter((path) => !hasWildcard(path) && (files.peek(path) === "file" || files.peek(path) === "directory"));
  return { paths: paths.map((path) => ({ ...at, path, shown: path })), complete, isPattern: true };
}

/** A wildcard in the last part of a path on another drive: its provider tells the children. */
function expandIn(call: CmdletCall, at: ProviderPath, path: string): Expanded {
  const cut = Math.max(path.lastIndexOf("\\"), path.lastIndexOf("/"));
  const folder = cut < 0 ? "" : path.slice(0, cut);
  const shownFolder = at.shown.slice(0, at.shown.length - (path.length - folder.length));
  if (!at.provider.children || hasWildcard(folder)) return { paths: [], complete: false, isPattern: true };
  const children = at.provider.children(
    call,
    { ...at, path: folder, shown: shownFolder },
    { recurse: false, depth: undefined, force: true, only: undefined },
  );
  if (children === undefined) return { paths: [], complete: true, isPattern: true };
  if (children instanceof Unknown) return { paths: [], complete: false, isPattern: true };
  const fits = namePattern(path.slice(cut + 1));
  const paths: ProviderPath[] = [];
  for (const child of children) {
    const name = childName(call, call.machine.plain(child));
    if (name === undefined || !fits(name)) continue;
    const tail = `${folder === "" ? "" : "\\"}${name}`;
    paths.push({ ...at, path: folder + tail, shown: shownFolder.replace(/\\$/, "") + (folder === "" ? `\\${name}` : tail) });
  }
  return { paths, complete: true, isPattern: true };
}

/** The name of an item in its folder. */
export function childName(call: CmdletCall, value: Plain): string | undefined {
  if (value.kind !== "instance" && value.kind !== "object") return undefined;
  for (const property of ["PSChildName", "Name"]) {
    const found = getMember(call.machine, value, property, call.at);
    const name = found === undefined ? undefined : call.machine.plain(found);
    if (name instanceof Str) return name.value;
  }
  return undefined;
}

/** Runs for each item that the paths name; `beyond` when a pattern may fit others that nobody knows. */
export function eachItem(
  call: CmdletCall,
  run: (at: ProviderPath) => void,
  beyond: (pattern: Text) => void = () => undefined,
): void {
  const given = givenPaths(call);
  if (given instanceof Unknown) {
    beyond(given);
    return;
  }
  for (const one of given) {
    const expanded = expand(call, one);
    if (!expanded) continue;
    for (const at of expanded.paths) run(at);
    if (!expanded.complete) beyond(one.text);
  }
}

export function notFound(call: CmdletCall, path: string): void {
  call.fail({
    id: "PathNotFound",
    message: `Cannot find path '${path}' because it does not exist.`,
    exception: "System.Management.Automation.ItemNotFoundException",
  });
}

export function notSupported(call: CmdletCall, at: ProviderPath): void {
  call.fail({
    id: "NotSupported",
    message: `Provider operation stopped because the provider ${at.provider.name} does not support this operation.`,
    exception: "System.Management.Automation.PSNotSupportedException",
  });
}

/** `folder\name` as one text. */
export function under(folder: Text, name: Text): Text {
  const base = typeof folder === "string" ? folder.replace(/[\\/]+$/, "") : folder;
  const tail = typeof name === "string" ? name.replace(/^[\\/]+/, "") : name;
  if (typeof base === "string" && typeof tail === "string") return `${base}\\${tail}`;
  return textOfPieces([...pieces(base), "\\", ...pieces(tail)], folder instanceof Unknown ? folder : name);
}

export { pathKey };
