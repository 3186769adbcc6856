import { fileInfo, leafText, listingSymbol, parentText } from "../../os/file-objects.js";
import { Files } from "../../os/files.js";
import { childPath, extensionOf, leafName } from "../../os/paths.js";
import type { ChildOptions, Provider, ProviderPath } from "../../tools/drives.js";
import type { CmdletCall, Text } from "../../tools/tool.js";
import type { Family } from "../../tools/toolbox.js";
import { pieces, shownText } from "../../values/texts.js";
import { Str, str, Unknown, type Value } from "../../values/value.js";
import { textOfPieces, wholePath } from "../session/locations.js";

/** The file system as a drive. Paths are whole paths; relative ones count from the current folder. */
export const fileSystem: Provider = {
  name: "FileSystem",

  exists(call, at, kind) {
    const files = new Files(call.machine);
    const found = files.kind(at.path, kind === "leaf" ? "file" : kind === "container" ? "directory" : guess(at.shown));
    if (found === undefined) return false;
    return kind === "any" || found === (kind === "leaf" ? "file" : "directory");
  },

  getItem(call, at) {
    const kind = new Files(call.machine).kind(at.path, guess(at.shown));
    return kind === undefined ? undefined : fileInfo(call.machine, wholePath(call.machine, at), kind, call.at);
  },

  children(call, at, options) {
    const files = new Files(call.machine);
    const known = files.peek(at.path);
    if (known === "absent") return undefined;
    const whole = wholePath(call.machine, at);
    if (known === "file") return options.only === "directory" ? [] : [fileInfo(call.machine, whole, "file", call.at)];
    const found: Value[] = [];
    if (!gather(call, files, whole, options, 0, found)) {
      return call.unknown(`the files in ${at.shown}`, {
        symbol: listingSymbol(at.shown, options.recurse, options.only),
      });
    }
    return found;
  },

  newItem(call, at, { type, value, force }) {
    const files = new Files(call.machine);
    const kind = typeof type === "string" ? type.toLowerCase() : type === undefined ? "file" : "unknown";
    const whole = wholePath(call.machine, at);
    const before = files.peek(at.path);
    if (kind === "directory" || kind === "container") {
      if (before === "directory" && !force) {
        call.fail({
          id: "DirectoryExist",
          message: `An item with the specified name ${at.shown} already exists.`,
          exception: "System.IO.IOException",
        });
        return undefined;
      }
      files.makeDirectory(whole);
      return fileInfo(call.machine, whole, "directory", call.at);
    }
    if (kind !== "file" && kind !== "leaf" && kind !== "unknown") {
      // A link: what is behind it is what is read through it.
      const target = value instanceof Str ? value.value : value instanceof Unknown ? value : undefined;
      if (target !== undefined) files.link(whole, target, call.at);
      return fileInfo(
        call.machine,
        whole,
        kind === "junction" || (target !== undefined && files.peek(target) === "directory") ? "directory" : "file",
        call.at,
      );
    }
    if (before === "file" && !force) {
      call.fail({ id: "NewItemIOError", message: `The file '${at.shown}' already exists.`, exception: "System.IO.IOException" });
      return undefined;
    }
    files.write(
      whole,
      value instanceof Str || value instanceof Unknown
        ? value
        : value && value.kind !== "null"
          ? call.unknown("the text of the new file")
          : str("", call.at),
      call.at,
    );
    return fileInfo(call.machine, whole, "file", call.at);
  },

  removeItem(call, at) {
    const files = new Files(call.machine);
    if (files.peek(at.path) === "absent") return notFound(call, at.shown);
    files.remove(at.path, call.at);
  },

  copyItem(call, at, to, { recurse }) {
    const files = new Files(call.machine);
    if (files.peek(at.path) === "absent") return void notFound(call, at.shown);
    const target = targetOf(call, files, at, to);
    if (files.peek(at.path) === "directory" && !recurse) files.makeDirectory(target);
    else files.copy(at.path, target, call.at);
    return fileInfo(call.machine, target, files.peek(at.path) === "directory" ? "directory" : "file", call.at);
  },

  moveItem(call, at, to) {
    const files = new Files(call.machine);
    const kind = files.peek(at.path);
    if (kind === "absent") return void notFound(call, at.shown);
    const target = targetOf(call, files, at, to);
    files.move(at.path, target, call.at);
    return fileInfo(call.machine, target, kind === "directory" ? "directory" : "file", call.at);
  },

  renameItem(call, at, name) {
    const files = new Files(call.machine);
    const kind = files.peek(at.path);
    if (kind === "absent") return void notFound(call, at.shown);
    const parent = parentText(wholePath(call.machine, at));
    const target = parent === undefined ? name : joinPath(parent, leafText(name));
    files.move(at.path, target, call.at);
    return fileInfo(call.machine, target, kind === "directory" ? "directory" : "file", call.at);
  },

  setItem(call, at, value) {
    if (value instanceof Str || value instanceof Unknown) new Files(call.machine).write(at.path, value, call.at);
  },

  getProperty(call, at, names) {
    const item = fileSystem.getItem?.(call, at);
    void names;
    return item;
  },

  /** Attributes and times: nothing that a rule looks at. */
  setProperty() {},
  removeProperty() {},

  getContent(call, at) {
    return new Files(call.machine).read(at.path);
  },
};

function notFound(call: CmdletCall, path: string): void {
  call.fail({
    id: "PathNotFound",
    message: `Cannot find path '${path}' because it does not exist.`,
    exception: "System.Management.Automation.ItemNotFoundException",
  });
}

/** What an item that nobody knows probably is: a name with an extension is a file. */
function guess(path: string): "file" | "directory" {
  const extension = extensionOf(leafName(path));
  return extension !== "" && !/^\.\d+$/.test(extension) ? "file" : "directory";
}

/** Where a copy ends: inside an existing folder under its own name, else at the path itself. */
function targetOf(call: CmdletCall, files: Files, from: ProviderPath, to: ProviderPath): Text {
  const whole = wholePath(call.machine, to);
  const kind = files.peek(to.path);
  const written = shownText(to.path);
  const isFolder =
    kind === "directory" ||
    /[\\/]\.?$/.test(written) ||
    (kind === "open" && guess(to.shown) === "directory" && guess(from.shown) === "file");
  return isFolder ? joinPath(whole, leafText(wholePath(call.machine, from))) : whole;
}

export function joinPath(folder: Text, name: Text): Text {
  if (typeof folder === "string" && typeof name === "string") return childPath(folder.replace(/[\\/]+$/, ""), name);
  return textOfPieces([...pieces(typeof folder === "string" ? folder.replace(/[\\/]+$/, "") : folder), "\\", ...pieces(name)]);
}

/** Adds what lies below a folder; false when there may be more. */
function gather(call: CmdletCall, files: Files, folder: Text, options: ChildOptions, depth: number, found: Value[]): boolean {
  const { entries, complete } = files.list(folder);
  if (!complete) return false;
  const below: Text[] = [];
  for (const entry of entries) {
    call.machine.budget.step();
    const path = typeof folder === "string" ? entry.path : joinPath(folder, entry.name);
    if (options.only === undefined || options.only === entry.kind) found.push(fileInfo(call.machine, path, entry.kind, call.at));
    if (entry.kind === "directory") below.push(path);
  }
  if (!options.recurse || (options.depth !== undefined && depth >= options.depth)) return true;
  return below.every((path) => gather(call, files, path, options, depth + 1, found));
}

export const fileDrives: Family = {
  drives: [{ drive: "FileSystem", provider: fileSystem }],
};
