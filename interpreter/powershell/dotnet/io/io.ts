import { unpack } from "../../../os/copying.js";
import { Environment } from "../../../os/environment.js";
import { fileInfo } from "../../../os/file-objects.js";
import { Files } from "../../../os/files.js";
import type { Call, DotnetType, Handler, NetType, Result, Signatures } from "../../../tools/dotnet-type.js";
import type { Text } from "../../../tools/tool.js";
import type { Trace } from "../../../values/source.js";
import { derive, type Piece, pieces, question, symbolOf, textOf, unmodelled } from "../../../values/unknowns.js";
import { Arr, Char, NULL, Str, Unknown, type Value } from "../../../values/value.js";
import { NetException } from "../../errors/failures.js";
import { byteArray, makeInstance, stringArray } from "../../types/calls.js";
import { listItems } from "../../types/convert.js";
import { elementText, toStr } from "../../types/text.js";
import { codecOf } from "../text/text-types.js";

/** System.IO.Path with the rules of Windows, and the statics of File and Directory on the files of the machine. */

function isSeparator(char: string | undefined): boolean {
  return char === "\\" || char === "/";
}

function isRooted(text: string): boolean {
  return isSeparator(text[0]) || /^[A-Za-z]:/.test(text);
}

function lastSeparator(text: string): number {
  return Math.max(text.lastIndexOf("\\"), text.lastIndexOf("/"), /^[A-Za-z]:/.test(text) ? 1 : -1);
}

function extension(name: string): string {
  const leaf = name.slice(lastSeparator(name) + 1);
  const dot = leaf.lastIndexOf(".");
  return dot < 0 || dot === leaf.length - 1 ? "" : leaf.slice(dot);
}

/** One path behind the other; an absolute path replaces what stands before it. */
function combined(call: Call, texts: readonly (Str | Unknown)[]): Result {
  let parts: Piece[] = [];
  let secret = false;
  for (const text of texts) {
    const own = pieces(text);
    const first = own[0];
    secret ||= text.secret;
    if (text.kind === "str" && text.value === "") continue;
    if (typeof first === "string" ? isRooted(first) : parts.length > 0) {
      // A hole at the start may be an absolute path.
      if (typeof first !== "string") return derive(texts, `combine(${texts.map(symbolOf).join(",")})`, "System.String", call.at);
      parts = [...own];
      continue;
    }
    const last = parts[parts.length - 1];
    if (parts.length > 0 && !(typeof last === "string" && (isSeparator(last[last.length - 1]) || last.endsWith(":"))))
      parts.push("\\");
    parts.push(...own);
  }
  return textOf(parts, call.at, secret);
}

/** Applies a function of the last part of a path; with a hole there nothing is known. */
function ofLeaf(call: Call, change: (path: string) => string | null): Result {
  if (call.arg(0).kind === "null") return null;
  const path = call.piece(0);
  if (path.kind === "str") return change(path.value);
  const parts = pieces(path);
  const last = parts[parts.length - 1];
  // The end of the path is known from its last separator on.
  if (typeof last === "string" && lastSeparator(last) >= 0 && !isRooted(last.slice(lastSeparator(last) + 1))) {
    const leaf = change(last.slice(lastSeparator(last)));
    return leaf;
  }
  if (typeof last === "string" && call.name === "GetExtension" && last.includes(".")) return extension(last);
  return derive([path], `${call.name.toLowerCase()}(${path.symbol})`, "System.String", call.at);
}

/** The first of these variables that the process has, with a backslash behind it ("GetTempPath2W function", fileapi.h). */
function temporaryFolder(c: Call): Result {
  const environment = new Environment(c.machine);
  for (const name of ["TMP", "TEMP", "USERPROFILE", "windir"]) {
    const value = environment.get(name);
    if (value === undefined) continue;
    const parts = pieces(value);
    const last = parts.at(-1);
    return textOf(typeof last === "string" && last.endsWith("\\") ? parts : [...parts, "\\"], c.at);
  }
  return "C:\\Windows\\";
}

function directoryName(call: Call): Result {
  if (call.arg(0).kind === "null") return null;
  const path = call.piece(0);
  if (path.kind === "str") return parentOf(path.value);
  const parts = [...pieces(path)];
  const last = parts[parts.length - 1];
  const cut = typeof last === "string" ? lastSeparator(last) : -1;
  if (typeof last !== "string" || cut < 0) return derive([path], `getdirectoryname(${path.symbol})`, "System.String", call.at);
  parts[parts.length - 1] = last.slice(0, cut);
  return textOf(parts, call.at, path.secret);
}

function parentOf(path: string): string | null {
  const normal = path.replaceAll("/", "\\");
  if (normal === "") return null;
  const root = /^(?:[A-Za-z]:\\?|\\\\[^\\]+\\[^\\]+|\\)/.exec(normal)?.[0] ?? "";
  if (normal.length <= root.length) return null;
  const cut = normal.lastIndexOf("\\");
  if (cut < root.length) return root;
  return normal.slice(0, cut).replace(/\\+$/, "") || root;
}

function fullPath(call: Call): Result {
  const path = call.piece(0);
  if (path.kind === "unknown") {
    const first = pieces(path)[0];
    return typeof first === "string" && /^[A-Za-z]:\\/.test(first)
      ? path
      : derive([path], `getfullpath(${path.symbol})`, "System.String", call.at);
  }
  const text = path.value.replaceAll("/", "\\");
  if (/^[A-Za-z]:\\/.test(text) || text.startsWith("\\\\")) {
    const [root = "", ...rest] = text.split("\\").filter((part, index) => part !== "" || index < 2);
    const kept: string[] = [];
    for (const part of rest) {
      if (part === "..") kept.pop();
      else if (part !== ".") kept.push(part.replace(/[. ]+$/, ""));
    }
    return `${root}\\${kept.join("\\")}`;
  }
  return unmodelled(
    "the current directory of the process is not known",
    `getfullpath(${symbolOf(path)})`,
    call.at,
    "System.String",
  );
}

function rooted(call: Call): Result {
  const path = call.piece(0);
  const first = pieces(path)[0] ?? "";
  if (typeof first === "string") return isRooted(first);
  return question(
    call.machine,
    `isrooted(${symbolOf(path)})`,
    `the path is absolute (${first.why})`,
    `the path is relative (${first.why})`,
  );
}

const pathType: NetType = {
  name: "System.IO.Path",
  staticProperties: {
    DirectorySeparatorChar: () => new Char(92),
    AltDirectorySeparatorChar: () => new Char(47),
    PathSeparator: () => new Char(59),
    VolumeSeparatorChar: () => new Char(58),
  },
  statics: {
    "Combine(text path1, text path2) string": (c) => combined(c, [c.piece(0), c.piece(1)]),
    "Combine(text path1, text path2, text path3) string": (c) => combined(c, [c.piece(0), c.piece(1), c.piece(2)]),
    "Combine(text path1, text path2, text path3, text path4) string": (c) =>
      combined(c, [c.piece(0), c.piece(1), c.piece(2), c.piece(3)]),
    "Combine(params object[] paths) string": (c) => combined(c, paths(c)),
    "GetFileName(text path) string": (c) => ofLeaf(c, (path) => path.slice(lastSeparator(path) + 1)),
    "GetFileNameWithoutExtension(text path) string": (c) =>
      ofLeaf(c, (path) => {
        const name = path.slice(lastSeparator(path) + 1);
        const dot = name.lastIndexOf(".");
        return dot < 0 ? name : name.slice(0, dot);
      }),
    "GetExtension(text path) string": (c) => ofLeaf(c, extension),
    "HasExtension(text path) bool": (c) => {
      const found = ofLeaf({ ...c, name: "GetExtension" }, extension);
      if (typeof found === "string") return found !== "";
      return question(c.machine, `hasextension(${symbolOf(c.arg(0))})`, "the path has an extension", "the path has no extension");
    },
    "GetDirectoryName(text path) string": directoryName,
    "GetPathRoot(string path) string": (c) =>
      /^(?:[A-Za-z]:[\\/]?|[\\/]{2}[^\\/]+[\\/][^\\/]+|[\\/])/.exec(c.string(0))?.[0].replaceAll("/", "\\") ?? "",
    "GetFullPath(text path) string": fullPath,
    "IsPathRooted(text path) bool": rooted,
    "ChangeExtension(string path, string extension) string": (c) => {
      const path = c.string(0);
      const old = extension(path);
      const bare = old === "" && path.endsWith(".") ? path.slice(0, -1) : path.slice(0, path.length - old.length);
      if (c.arg(1).kind === "null") return bare;
      const next = c.string(1);
      return `${bare}${next.startsWith(".") ? "" : "."}${next}`;
    },
    "GetTempPath() string": temporaryFolder,
    "GetTempFileName() string": (c) => {
      const path = new Unknown(
        "input",
        "the name of a temporary file is not known",
        c.machine.freshSymbol("tempfile"),
        c.at,
        "System.String",
      );
      new Files(c.machine).write(path, new Str(""), c.at);
      return path;
    },
    "GetRandomFileName() string": (c) =>
      new Unknown("input", "a random name is not known", c.machine.freshSymbol("random"), c.at, "System.String"),
    "GetInvalidFileNameChars() char[]": (c) =>
      charList(`"<>|\0${Array.from({ length: 31 }, (_, index) => String.fromCharCode(index + 1)).join("")}:*?\\/`, c.at),
    "GetInvalidPathChars() char[]": (c) =>
      charList(`|\0${Array.from({ length: 31 }, (_, index) => String.fromCharCode(index + 1)).join("")}`, c.at),
    "Join(text path1, text path2) string": (c) => textOf([...pieces(c.piece(0)), "\\", ...pieces(c.piece(1))], c.at),
  },
};

function charList(text: string, at: Trace | null): Arr {
  return new Arr(
    "System.Char",
    Array.from(text, (char) => new Char(char.charCodeAt(0))),
    "array",
    null,
    at,
  );
}

function paths(call: Call): (Str | Unknown)[] {
  const items = call.items(0);
  const only = items.length === 1 ? listItems(call.machine, call.machine.plain(items[0] as Value)) : null;
  return (only instanceof Unknown || only === null ? items : only).map((item) => toStr(call.machine, item, null));
}

// ---------------------------------------------------------------- File and Directory

function pathOf(call: Call, index = 0): Text {
  const text = call.piece(index);
  return text.kind === "str" ? text.value : text;
}

function missing(call: Call): NetException {
  const path = pathOf(call);
  return new NetException("System.IO.FileNotFoundException", `Could not find file '${typeof path === "string" ? path : ""}'.`);
}

function readText(call: Call): Result {
  const found = new Files(call.machine).readText(pathOf(call));
  if (found === undefined) throw missing(call);
  return found;
}

function lines(call: Call): Result {
  const text = call.machine.plain(readText(call) as Value);
  if (text.kind !== "str") return derive([text], `lines(${symbolOf(text)})`, "System.String[]", call.at);
  const all = text.value.split(/\r\n|\n|\r/);
  if (all[all.length - 1] === "") all.pop();
  return stringArray(call.machine, all, text.trace ?? call.at, text.secret);
}

/** The lines of a collection as one text. */
function joinedLines(call: Call, index: number): Str | Unknown {
  const items = listItems(call.machine, call.arg(index));
  if (items instanceof Unknown) return derive([items], `lines(${items.symbol})`, "System.String", call.at);
  const parts: Piece[] = [];
  let secret = false;
  for (const item of items ?? [call.arg(index)]) {
    const text = elementText(call.machine, call.machine.plain(item), null, 0);
    secret ||= text.secret;
    parts.push(...pieces(text), "\r\n");
  }
  return textOf(parts, call.at, secret);
}

function bytesAt(call: Call): Result {
  const bytes = new Files(call.machine).readBytes(pathOf(call));
  if (bytes === undefined) throw missing(call);
  return bytes instanceof Unknown
    ? derive([bytes], `bytes(${bytes.symbol})`, "System.Byte[]", call.at)
    : byteArray(call.machine, bytes, call.at);
}

function writeText(call: Call): void {
  // A text in UTF-16 is still the text; only bytes would show the difference.
  void codecOf(call.arg(2));
  new Files(call.machine).write(pathOf(call), call.piece(1), call.at);
}

const FILE: Signatures = {
  "Exists(text path) bool": (c) => c.arg(0).kind !== "null" && new Files(c.machine).kind(pathOf(c), "file") === "file",
  "ReadAllText(text path) string": readText,
  "ReadAllText(text path, object encoding) string": readText,
  "ReadAllLines(text path) string[]": lines,
  "ReadAllLines(text path, object encoding) string[]": lines,
  "ReadLines(text path) string[]": lines,
  "ReadAllBytes(text path) byte[]": bytesAt,
  "WriteAllText(text path, text contents) void": writeText,
  "WriteAllText(text path, text contents, object encoding) void": writeText,
  "WriteAllLines(text path, object contents) void": (c) => new Files(c.machine).write(pathOf(c), joinedLines(c, 1), c.at),
  "WriteAllLines(text path, object contents, object encoding) void": (c) =>
    new Files(c.machine).write(pathOf(c), joinedLines(c, 1), c.at),
  "WriteAllBytes(text path, object bytes) void": (c) => new Files(c.machine).write(pathOf(c), c.arg(1), c.at),
  "AppendAllText(text path, text contents) void": (c) => new Files(c.machine).append(pathOf(c), c.piece(1), c.at),
  "AppendAllText(text path, text contents, object encoding) void": (c) =>
    new Files(c.machine).append(pathOf(c), c.piece(1), c.at),
  "AppendAllLines(text path, object contents) void": (c) => new Files(c.machine).append(pathOf(c), joinedLines(c, 1), c.at),
  "Copy(text sourceFileName, text destFileName) void": (c) => new Files(c.machine).copy(pathOf(c), pathOf(c, 1), c.at),
  "Copy(text sourceFileName, text destFileName, bool overwrite) void": (c) =>
    new Files(c.machine).copy(pathOf(c), pathOf(c, 1), c.at),
  "Move(text sourceFileName, text destFileName) void": (c) => new Files(c.machine).move(pathOf(c), pathOf(c, 1), c.at),
  "Move(text sourceFileName, text destFileName, bool overwrite) void": (c) =>
    new Files(c.machine).move(pathOf(c), pathOf(c, 1), c.at),
  "Delete(text path) void": (c) => new Files(c.machine).remove(pathOf(c), c.at),
  "Create(text path) object": (c) => {
    new Files(c.machine).write(pathOf(c), new Str("", c.at), c.at);
    return makeInstance(c.machine, "System.IO.MemoryStream", { content: new Uint8Array(), position: 0, path: c.piece(0) }, c.at);
  },
  "OpenText(text path) object": (c) => makeInstance(c.machine, "System.IO.StreamReader", { text: readText(c) }, c.at),
  "CreateText(text path) object": (c) => {
    new Files(c.machine).write(pathOf(c), new Str("", c.at), c.at);
    return makeInstance(c.machine, "System.IO.StreamWriter", { path: c.piece(0) }, c.at);
  },
  "SetAttributes(text path, object attributes) void": () => undefined,
};
function readAccess(c: Call): Value | undefined {
  return c.machine.toolbox.accessControl?.read(c.machine, pathOf(c), c.at);
}

/** Both kinds have them. */
const ACCESS_CONTROL: Signatures = {
  "GetAccessControl(text path) object": (c) => readAccess(c),
  "GetAccessControl(text path, object sections) object": (c) => readAccess(c),
  "SetAccessControl(text path, object security) void": (c) => {
    if (c.at) c.machine.toolbox.accessControl?.write(c.machine, pathOf(c), c.arg(1), c.at);
  },
};

/** `[IO.Compression.ZipFile]`, of the assembly System.IO.Compression.FileSystem. */
const unpackZip: Handler = (c) => unpack(c.machine, pathOf(c), pathOf(c, 1), c.at);
const zipFileType: NetType = {
  name: "System.IO.Compression.ZipFile",
  statics: {
    "ExtractToDirectory(text sourceArchiveFileName, text destinationDirectoryName) void": unpackZip,
    "ExtractToDirectory(text sourceArchiveFileName, text destinationDirectoryName, object more) void": unpackZip,
    "ExtractToDirectory(text sourceArchiveFileName, text destinationDirectoryName, object encoding, object overwrite) void":
      unpackZip,
    "CreateFromDirectory(text sourceDirectoryName, text destinationArchiveFileName) void": (c) =>
      new Files(c.machine).write(
        pathOf(c, 1),
        new Unknown("input", "an archive", c.machine.freshSymbol("zip"), c.at, "System.String"),
        c.at,
      ),
  },
};

const fileType: NetType = { name: "System.IO.File", statics: { ...FILE, ...ACCESS_CONTROL } };

const directoryType: NetType = {
  name: "System.IO.Directory",
  statics: {
    "Exists(text path) bool": (c) =>
      c.arg(0).kind !== "null" && new Files(c.machine).kind(pathOf(c), "directory") === "directory",
    ...ACCESS_CONTROL,
    "CreateDirectory(text path) object": (c) => {
      new Files(c.machine).makeDirectory(pathOf(c));
      return fileInfo(c.machine, pathOf(c), "directory", c.at);
    },
    "Delete(text path) void": (c) => new Files(c.machine).remove(pathOf(c), c.at),
    "Delete(text path, bool recursive) void": (c) => new Files(c.machine).remove(pathOf(c), c.at),
    "GetFiles(text path) string[]": (c) => listing(c, "file"),
    "GetDirectories(text path) string[]": (c) => listing(c, "directory"),
    "GetParent(text path) object": (c) => {
      const parent = c.machine.plain((directoryName(c) ?? NULL) as Value);
      if (parent.kind === "null") return parent;
      const text = toStr(c.machine, parent, null);
      return fileInfo(c.machine, text.kind === "str" ? text.value : text, "directory", c.at);
    },
    "Move(text sourceDirName, text destDirName) void": (c) => new Files(c.machine).move(pathOf(c), pathOf(c, 1), c.at),
    "GetCurrentDirectory() string": (c) =>
      unmodelled("the current directory of the process is not known", "process:directory", c.at, "System.String"),
    "SetCurrentDirectory(text path) void": () => undefined,
  },
};

function listing(call: Call, kind: "file" | "directory"): Result {
  const { entries, complete } = new Files(call.machine).list(pathOf(call));
  if (!complete)
    return unmodelled(
      "what else is in the folder is not known",
      `list(${symbolOf(call.arg(0))},${kind})`,
      call.at,
      "System.String[]",
    );
  return stringArray(
    call.machine,
    entries.filter((entry) => entry.kind === kind).map((entry) => entry.path),
    call.at,
  );
}

const namekindTypes: readonly NetType[] = (
  [
    ["System.IO.FileInfo", "file"],
    ["System.IO.DirectoryInfo", "directory"],
  ] as const
).map(([name, kind]) => ({
  name,
  constructors: { "Info(text path) object": (c) => fileInfo(c.machine, pathOf(c), kind, c.at) },
}));

export const ioTypes: readonly DotnetType[] = [pathType, zipFileType, fileType, directoryType, ...namekindTypes];
