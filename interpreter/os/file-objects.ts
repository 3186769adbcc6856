import type { Machine } from "../machine/machine.js";
import type { Text } from "../tools/tool.js";
import { Attached } from "../values/attached.js";
import type { Trace } from "../values/source.js";
import { joinTexts, pieces, shownText } from "../values/texts.js";
import { bool, Instance, NOTHING, NULL, Num, type ObjectModel, Str, str, Unknown, type Value } from "../values/value.js";
import { type FileKind, Files } from "./files.js";
import { extensionOf, leafName, parentPath, pathKey } from "./paths.js";

/** System.IO.FileInfo and DirectoryInfo: what `Get-Item` gives and `[IO.FileInfo]` makes. The state is the path alone. */

interface Entry {
  /** Absolute. */
  readonly path: Text;
  readonly kind: FileKind;
}

export function fileInfo(machine: Machine, path: Text, kind: FileKind, at: Trace | null): Instance {
  const info = new Instance(kind === "file" ? modelOf(machine).file : modelOf(machine).directory, at);
  info.fields.set("entry", { path, kind } satisfies Entry);
  return info;
}

/** The path of a file object; undefined for any other value. */
export function pathOfInfo(value: Value): Text | undefined {
  if (!(value instanceof Instance)) return undefined;
  const entry = value.fields.get("entry") as Entry | undefined;
  return entry && value.model.typeNames.includes("System.IO.FileSystemInfo") ? entry.path : undefined;
}

const models = new Attached<{ readonly file: ObjectModel; readonly directory: ObjectModel }>();

function modelOf(machine: Machine): { readonly file: ObjectModel; readonly directory: ObjectModel } {
  let found = models.get(machine);
  if (!found) models.set(machine, (found = { file: makeModel(machine, "file"), directory: makeModel(machine, "directory") }));
  return found;
}

const COMMON = [
  "Name",
  "FullName",
  "Parent",
  "Exists",
  "Root",
  "Extension",
  "CreationTime",
  "CreationTimeUtc",
  "LastAccessTime",
  "LastAccessTimeUtc",
  "LastWriteTime",
  "LastWriteTimeUtc",
  "Attributes",
  "Mode",
  "BaseName",
  "LinkType",
  "Target",
];
const FILE_ONLY = ["Length", "Directory", "DirectoryName", "IsReadOnly", "VersionInfo"];

function makeModel(machine: Machine, kind: FileKind): ObjectModel {
  const files = new Files(machine);
  return {
    typeNames: [
      kind === "file" ? "System.IO.FileInfo" : "System.IO.DirectoryInfo",
      "System.IO.FileSystemInfo",
      "System.MarshalByRefObject",
      "System.Object",
    ],
    get: (self, name, at) => property(machine, files, entryOf(self), name.toLowerCase(), at),
    invoke: (self, name, args, at) => method(machine, files, entryOf(self), name.toLowerCase(), args, at),
    text: (self) => {
      const { path } = entryOf(self);
      return typeof path === "string" ? path : path;
    },
    propertyNames: () =>
      kind === "file" ? [...COMMON.filter((name) => name !== "Parent" && name !== "Root"), ...FILE_ONLY] : COMMON,
  };
}

function entryOf(self: Instance): Entry {
  return self.fields.get("entry") as Entry;
}

function property(machine: Machine, files: Files, entry: Entry, name: string, at: Trace | null): Value | undefined {
  const { path, kind } = entry;
  const isFile = kind === "file";
  switch (name) {
    case "fullname":
    case "pspath":
      return asValue(name === "pspath" ? textWith("Microsoft.PowerShell.Core\\FileSystem::", path) : path, at);
    case "name":
    case "pschildname":
      return asValue(leafText(path), at);
    case "basename": {
      const leaf = leafText(path);
      if (typeof leaf === "string") return str(isFile ? leaf.slice(0, leaf.length - extensionOf(leaf).length) : leaf, at);
      return cutExtension(leaf, at);
    }
    case "extension": {
      const leaf = leafText(path);
      const tail = pieces(leaf).at(-1);
      if (typeof tail === "string" && tail.includes(".")) return str(extensionOf(tail), at);
      return typeof leaf === "string"
        ? str("", at)
        : unknown(`the extension of ${shownText(path)}`, `extension:${shownText(path)}`, at, "System.String");
    }
    case "directoryname":
    case "psparentpath":
      return isFile || name === "psparentpath" ? asValue(parentText(path), at) : undefined;
    case "directory":
      return isFile ? fileInfo(machine, parentText(path) ?? path, "directory", at) : undefined;
    case "parent": {
      const parent = isFile ? undefined : parentText(path);
      return parent === undefined ? (isFile ? undefined : NULL) : fileInfo(machine, parent, "directory", at);
    }
    case "root":
      return isFile ? undefined : fileInfo(machine, shownText(path).slice(0, 3), "directory", at);
    case "psdrive":
      return asValue(shownText(path).slice(0, 1), at);
    case "psprovider":
      return str("Microsoft.PowerShell.Core\\FileSystem", at);
    case "psiscontainer":
      return bool(!isFile);
    case "exists":
      return bool(files.kind(path, kind) === kind);
    case "length": {
      if (!isFile) return undefined;
      const bytes = files.readBytes(path);
      if (bytes instanceof Uint8Array) return new Num("Int64", BigInt(bytes.length), at);
      return unknown(`the size of ${shownText(path)}`, `size:${pathKey(shownText(path))}`, at, "System.Int64");
    }
    case "isreadonly":
    case "versioninfo":
      return isFile ? unknown(`a property of the file ${shownText(path)}`, `${name}:${pathKey(shownText(path))}`, at) : undefined;
    case "creationtime":
    case "creationtimeutc":
    case "lastaccesstime":
    case "lastaccesstimeutc":
    case "lastwritetime":
    case "lastwritetimeutc":
      return unknown(`a time of ${shownText(path)}`, `${name}:${pathKey(shownText(path))}`, at, "System.DateTime");
    case "attributes":
    case "mode":
    case "linktype":
    case "target":
      return unknown(`the attributes of ${shownText(path)}`, `${name}:${pathKey(shownText(path))}`, at);
    default:
      return undefined;
  }
}

function method(
  machine: Machine,
  files: Files,
  entry: Entry,
  name: string,
  args: readonly Value[],
  at: Trace | null,
): Value | undefined {
  const { path, kind } = entry;
  const first = args[0] === undefined ? undefined : machine.plain(args[0]);
  const text: Text | undefined = first instanceof Str ? first.value : first instanceof Unknown ? first : undefined;
  switch (name) {
    case "delete":
      files.remove(path, at);
      return NOTHING;
    case "getaccesscontrol":
      return machine.toolbox.accessControl?.read(machine, path, at);
    case "setaccesscontrol":
      if (first === undefined || at === null) return undefined;
      machine.toolbox.accessControl?.write(machine, path, first, at);
      return NOTHING;
    case "copyto":
      if (text === undefined) return undefined;
      files.copy(path, text, at);
      return fileInfo(machine, files.resolve(text), "file", at);
    case "moveto":
      if (text === undefined) return undefined;
      files.move(path, text, at);
      return NOTHING;
    case "create":
      if (kind === "directory") files.makeDirectory(path);
      else files.write(path, str("", at), at);
      return NOTHING;
    case "createsubdirectory": {
      if (text === undefined) return undefined;
      const below = textWith("", path, `\\${typeof text === "string" ? text : ""}`);
      files.makeDirectory(below);
      return fileInfo(machine, below, "directory", at);
    }
    case "refresh":
      return NOTHING;
    case "tostring":
      return asValue(path, at);
    case "getfiles":
    case "getdirectories":
    case "enumeratefiles":
    case "getfilesysteminfos":
      return unknown(`the entries of ${shownText(path)}`, `children:${pathKey(shownText(path))}:${name}`, at);
    default:
      return undefined;
  }
}

export function leafText(path: Text): Text {
  if (typeof path === "string") return leafName(path);
  const list = pieces(path);
  const kept: (string | Unknown)[] = [];
  for (let index = list.length - 1; index >= 0; index--) {
    const piece = list[index] as string | Unknown;
    if (typeof piece !== "string") {
      kept.unshift(piece);
      continue;
    }
    const cut = Math.max(piece.lastIndexOf("\\"), piece.lastIndexOf("/"));
    kept.unshift(cut < 0 ? piece : piece.slice(cut + 1));
    if (cut >= 0) return textWithPieces(kept, path);
  }
  // The unknown beginning may hold folders too: its last part has a name of its own.
  const first = kept[0];
  if (kept.length === 1 && first instanceof Unknown) {
    return new Unknown(first.cause, first.why, `leaf(${first.symbol})`, first.trace, "System.String", null, first.secret);
  }
  return textWithPieces(kept, path);
}

export function parentText(path: Text): Text | undefined {
  if (typeof path === "string") return parentPath(path);
  const list = [...pieces(path)];
  while (list.length > 0) {
    const piece = list.pop() as string | Unknown;
    if (typeof piece !== "string") continue;
    const cut = Math.max(piece.lastIndexOf("\\"), piece.lastIndexOf("/"));
    if (cut < 0) continue;
    const rest = piece.slice(0, cut);
    return textWithPieces([...list, rest], path);
  }
  return new Unknown(path.cause, path.why, `parent(${path.symbol})`, path.trace, "System.String", null, path.secret);
}

function cutExtension(leaf: Unknown, at: Trace | null): Value {
  const list = [...pieces(leaf)];
  const tail = list[list.length - 1];
  if (typeof tail === "string" && tail.includes(".")) {
    list[list.length - 1] = tail.slice(0, tail.lastIndexOf("."));
    return asValue(textWithPieces(list, leaf), at);
  }
  return unknown(leaf.why, `basename(${leaf.symbol})`, at, "System.String");
}

function textWithPieces(list: readonly (string | Unknown)[], like: Unknown): Text {
  const joined = joinTexts(
    list.filter((piece) => piece !== ""),
    like.trace,
  );
  return joined instanceof Str ? joined.value : joined;
}

function textWith(prefix: string, path: Text, suffix = ""): Text {
  if (typeof path === "string") return prefix + path + suffix;
  return textWithPieces([prefix, ...pieces(path), suffix], path);
}

function asValue(text: Text | undefined, at: Trace | null): Value {
  if (text === undefined) return str("", at);
  return typeof text === "string" ? str(text, at) : text;
}

function unknown(why: string, symbol: string, at: Trace | null, type: string | null = null): Unknown {
  return new Unknown("input", why, symbol, at, type);
}

/** Names what a folder holds that nobody knows. */
export function listingSymbol(folder: string, recurse: boolean, only: string | undefined): string {
  return `children:${folder.toLowerCase()}:${recurse}:${only ?? ""}`;
}

/** The folder that an unknown item, or something of it such as its FullName, was listed in; null: it comes from no listing. */
export function folderOfListing(symbol: string): string | null {
  return /^children:(.+?):(?:true|false):/.exec(symbol)?.[1] ?? null;
}
