/** Scripting.FileSystemObject: files and folders of the host for scripts of the script host. */

import type { Machine } from "../../machine/machine.js";
import { perMachine } from "../../machine/per-machine.js";
import { copyPath } from "../../os/copying.js";
import { type FileKind, Files } from "../../os/files.js";
import { extensionOf, leafName, parentPath } from "../../os/paths.js";
import { ComFailure } from "../../tools/com-failure.js";
import type { Text } from "../../tools/tool.js";
import type { Family } from "../../tools/toolbox.js";
import { scalarInteger, scalarText } from "../../values/scalar-conversions.js";
import type { Trace } from "../../values/source.js";
import { joinTexts, shownText, textOf, traceOf } from "../../values/texts.js";
import { bool, Instance, int, NOTHING, type ObjectModel, Str, Unknown, type Value } from "../../values/value.js";
import { namePattern } from "../shared/name-pattern.js";
import { comType } from "./com-type.js";
import { flushStreams, readingStream, writingStream } from "./text-stream.js";

const FOR_WRITING = 2;
const FOR_APPENDING = 8;

function fails(number: 53 | 58 | 76 | 5, at: Trace | null): ComFailure {
  const messages = {
    5: "Invalid procedure call or argument",
    53: "File not found",
    58: "File already exists",
    76: "Path not found",
  };
  return new ComFailure(number, messages[number], at);
}

/** One call of a method: its arguments as paths and flags. */
class Call {
  constructor(
    readonly machine: Machine,
    readonly args: readonly Value[],
    readonly at: Trace | null,
  ) {}

  get files(): Files {
    return new Files(this.machine);
  }

  path(index: number): Text {
    const value = this.args[index];
    const text = value === undefined ? undefined : scalarText(this.machine, this.plain(value));
    if (text === undefined || text === null) throw fails(5, this.at);
    return text;
  }

  /** Objects of files and folders stand for their paths. */
  private plain(value: Value): Value {
    const plain = this.machine.plain(value);
    return plain instanceof Instance ? (plain.model.get?.(plain, "path", this.at) ?? plain) : plain;
  }

  trace(index: number): Trace | null {
    const value = this.args[index];
    return (value === undefined ? null : traceOf(this.machine.plain(value))) ?? this.at;
  }

  flag(index: number, otherwise: boolean): boolean {
    const value = this.args[index];
    const number = value === undefined ? undefined : scalarInteger(this.machine, value);
    return typeof number === "number" ? number !== 0 : otherwise;
  }

  number(index: number, otherwise: number): number {
    const value = this.args[index];
    const number = value === undefined ? undefined : scalarInteger(this.machine, value);
    return typeof number === "number" ? number : otherwise;
  }
}

type Method = (call: Call) => Value;

const METHODS: ReadonlyMap<string, Method> = new Map<string, Method>([
  ["fileexists", (call) => bool(call.files.kind(call.path(0), "file") === "file")],
  ["folderexists", (call) => bool(call.files.kind(call.path(0), "directory") === "directory")],
  [
    "driveexists",
    (call) => {
      const path = shownText(call.path(0)).replace(/[\\:]+$/, "");
      if (/^c$/i.test(path)) return bool(true);
      return bool(
        call.machine.askWhether(`drive:${path.toLowerCase()}`, `the drive ${path}: exists`, `the drive ${path}: does not exist`),
      );
    },
  ],
  ["createtextfile", (call) => created(call, call.path(0), call.flag(1, true))],
  ["opentextfile", opened],
  ["createfolder", createFolder],
  ["deletefile", (call) => removed(call, call.path(0), "file")],
  ["deletefolder", (call) => removed(call, call.path(0), "directory")],
  ["copyfile", (call) => transferred(call, false, "file")],
  ["movefile", (call) => transferred(call, true, "file")],
  ["copyfolder", (call) => transferred(call, false, "directory")],
  ["movefolder", (call) => transferred(call, true, "directory")],
  ["getfile", (call) => entry(call, "file")],
  ["getfolder", (call) => entry(call, "directory")],
  ["getdrive", (call) => new Instance(drive(call.machine), call.at)],
  ["getdrivename", (call) => named(call, (path) => /^[a-z]:/i.exec(path)?.[0] ?? "")],
  [
    "getparentfoldername",
    (call) => named(call, (path) => (/[\\/]/.test(path) ? path.replace(/[\\/]+[^\\/]*$/, "") : "").replace(/:$/, ":\\")),
  ],
  ["getfilename", (call) => named(call, (path) => path.replace(/^.*[\\/]/, ""))],
  ["getbasename", (call) => named(call, (path) => path.replace(/^.*[\\/]/, "").replace(/\.[^.]*$/, ""))],
  ["getextensionname", (call) => named(call, (path) => extensionOf(path.replace(/^.*[\\/]/, "")).slice(1))],
  ["getabsolutepathname", absolute],
  ["buildpath", buildPath],
  [
    "getspecialfolder",
    (call) => new Str(["C:\\Windows", "C:\\Windows\\System32", "C:\\Windows\\TEMP"][call.number(0, 0)] ?? "C:\\Windows", call.at),
  ],
  [
    "gettempname",
    (call) => new Unknown("input", "a temporary name", call.machine.freshSymbol("fso:temp"), call.at, "System.String"),
  ],
  [
    "getfileversion",
    (call) => new Unknown("input", "the version of a file", call.machine.freshSymbol("fso:version"), call.at, "System.String"),
  ],
  ["getstandardstream", (call) => new Unknown("input", "a standard stream", call.machine.freshSymbol("fso:stream"), call.at)],
]);

const model = perMachine<ObjectModel>((machine) => ({
  ...comType("FileSystemObject"),
  get: (_self, name, at) => (name.toLowerCase() === "drives" ? new Instance(drive(machine), at) : undefined),
  invoke: (_self, name, args, at) => {
    const method = METHODS.get(name.toLowerCase());
    if (!method) return undefined;
    flushStreams(machine);
    return method(new Call(machine, args, at));
  },
}));

export const fileSystemClasses: NonNullable<Family["comClasses"]> = [
  { progId: "Scripting.FileSystemObject", make: (machine, at) => new Instance(model(machine), at) },
];

// ---------------------------------------------------------------- paths

/** A part of a path; of a path that is known in part, the known part decides where it can. */
function named(call: Call, take: (path: string) => string): Value {
  const path = call.path(0);
  if (typeof path === "string") return new Str(take(path), call.trace(0));
  const last = path.parts?.at(-1);
  if (typeof last === "string" && /[\\/]/.test(last)) {
    const shown = take(`x${last}`);
    // What was cut off was known: what is left of the text is the same either way.
    if (!shown.startsWith("x")) return new Str(shown, call.at);
    const parts = [...(path.parts ?? [])];
    parts[parts.length - 1] = shown.slice(1);
    return joinTexts(parts, call.at);
  }
  return new Unknown(path.cause, path.why, `path:${path.symbol}:${take("a:\\b.c")}`, call.at, "System.String");
}

function absolute(call: Call): Value {
  const path = call.path(0);
  const full = call.files.resolve(path);
  if (typeof path === "string" && !full.startsWith("⟨")) return new Str(full, call.trace(0));
  const { location } = call.files;
  if (typeof path === "string" && location instanceof Unknown)
    return path === "." ? location : joinTexts([location, "\\", path], call.at);
  return typeof path === "string" ? new Str(full, call.at) : path;
}

function buildPath(call: Call): Value {
  const folder = call.path(0);
  const name = call.path(1);
  const shown = shownText(folder);
  const joint = /[\\/:]$/.test(shown) || shown === "" ? "" : "\\";
  const asText = (text: Text, index: number) => (typeof text === "string" ? new Str(text, call.trace(index)) : text);
  return joinTexts([asText(folder, 0), joint, asText(name, 1)], call.at);
}

// ---------------------------------------------------------------- changing

function created(call: Call, path: Text, overwrite: boolean): Value {
  if (!overwrite && call.files.kind(path, "file") !== undefined) throw fails(58, call.at);
  call.files.write(path, new Str("", call.at), call.at);
  return writingStream(call.machine, path, new Str("", call.at), call.at);
}

/** `OpenTextFile(path, mode, create, format)` */
function opened(call: Call): Value {
  const path = call.path(0);
  const mode = call.number(1, 1);
  const create = call.flag(2, false);
  if (mode === FOR_WRITING || mode === FOR_APPENDING) {
    if (!create && call.files.peek(path) === "absent") throw fails(53, call.at);
    const before = mode === FOR_APPENDING ? call.files.readText(path) : undefined;
    return writingStream(call.machine, path, before ?? new Str("", call.at), call.at);
  }
  const content = call.files.readText(path);
  if (content === undefined) {
    if (create) return created(call, path, true);
    throw fails(53, call.at);
  }
  return readingStream(call.machine, content, call.at);
}

function createFolder(call: Call): Value {
  const path = call.path(0);
  if (call.files.peek(path) === "directory") throw fails(58, call.at);
  call.files.makeDirectory(path);
  return made(call.machine, call.files.resolve(path), "directory", call.at);
}

function removed(call: Call, path: Text, kind: FileKind): Value {
  const matches = matching(call, path, kind);
  if (matches === null) {
    if (call.files.peek(path) === "absent") throw fails(kind === "file" ? 53 : 76, call.at);
    call.files.remove(path, call.at);
  } else for (const one of matches.paths) call.files.remove(one, call.at);
  return NOTHING;
}

/** Entries that a pattern in the last part of a path names; null: it has none. */
function matching(
  call: Call,
  path: Text,
  kind: FileKind,
): { readonly paths: readonly string[]; readonly complete: boolean } | null {
  const full = call.files.resolve(path);
  const leaf = leafName(full);
  const folder = parentPath(full);
  if (!/[*?]/.test(leaf) || folder === undefined) return null;
  const fits = namePattern(leaf);
  const { entries, complete } = call.files.list(folder);
  return { paths: entries.filter((one) => one.kind === kind && fits(one.name)).map((one) => one.path), complete };
}

function transferred(call: Call, moves: boolean, kind: FileKind): Value {
  const from = call.path(0);
  const to = call.path(1);
  const hasPattern = matching(call, from, kind) !== null;
  if (!hasPattern && call.files.peek(from) === "absent") throw fails(kind === "file" ? 53 : 76, call.at);
  copyPath(call.machine, from, to, call.at, { move: moves, into: /[\\/]$/.test(shownText(to)) });
  return NOTHING;
}

// ---------------------------------------------------------------- files and folders as objects

const PATH = "path";

function entry(call: Call, kind: FileKind): Value {
  const path = call.path(0);
  if (call.files.kind(path, kind) === undefined) throw fails(kind === "file" ? 53 : 76, call.at);
  return made(call.machine, typeof path === "string" ? call.files.resolve(path) : path, kind, call.at);
}

function made(machine: Machine, path: Text, kind: FileKind, at: Trace | null): Instance {
  const object = new Instance((kind === "file" ? fileModel : folderModel)(machine), at);
  object.fields.set(PATH, path);
  return object;
}

function entryModel(machine: Machine, kind: FileKind): ObjectModel {
  const pathOf = (self: Instance) => machine.field<Text>(self, PATH) as Text;
  const shownPath = (self: Instance, at: Trace | null): Value => {
    const path = pathOf(self);
    return typeof path === "string" ? new Str(path, self.trace ?? at) : path;
  };
  return {
    ...comType(kind === "file" ? "File" : "Folder"),
    text: (self) => {
      const path = pathOf(self);
      return typeof path === "string" ? path : path;
    },
    get: (self, name, at) => {
      const path = pathOf(self);
      const key = name.toLowerCase();
      if (key === "path" || key === "shortpath") return shownPath(self, at);
      if (key === "name" || key === "shortname") return named(new Call(machine, [shownPath(self, at)], at), leafName);
      if (key === "parentfolder") {
        const parent = typeof path === "string" ? parentPath(path) : undefined;
        return parent === undefined
          ? new Unknown("input", "a folder", machine.freshSymbol("fso:parent"), at)
          : made(machine, parent, "directory", at);
      }
      if (key === "drive") return new Instance(drive(machine), at);
      if (kind === "directory" && (key === "files" || key === "subfolders"))
        return new Instance(collection(machine, path, key === "files" ? "file" : "directory"), at);
      if (/^(?:size|attributes|type|date(?:created|lastmodified|lastaccessed)|isrootfolder)$/.test(key))
        return new Unknown("input", `${name} of ${shownText(path)}`, `${key}:${shownText(path).toLowerCase()}`, at);
      return undefined;
    },
    set: (_self, name) => /^(?:attributes|name)$/i.test(name),
    invoke: (self, name, args, at) => {
      const call = new Call(machine, [shownPath(self, at), ...args], at);
      switch (name.toLowerCase()) {
        case "delete":
          return removed(call, pathOf(self), kind);
        case "copy":
          return transferred(call, false, kind);
        case "move":
          return transferred(call, true, kind);
        case "openastextstream":
          return opened(call);
        case "createtextfile": {
          const inside = buildPath(call);
          return created(new Call(machine, [inside, ...args.slice(1)], at), textOf(inside as Str | Unknown), call.flag(2, true));
        }
        default:
          return undefined;
      }
    },
  };
}

const fileModel = perMachine<ObjectModel>((machine) => entryModel(machine, "file"));
const folderModel = perMachine<ObjectModel>((machine) => entryModel(machine, "directory"));

/** Files or folders in a folder; where nobody knows all of them there may be others. */
function collection(machine: Machine, folder: Text, kind: FileKind): ObjectModel {
  const list = () => {
    flushStreams(machine);
    const { entries, complete } = new Files(machine).list(folder);
    return { found: entries.filter((one) => one.kind === kind), complete };
  };
  const others = () =>
    new Unknown(
      "input",
      `other ${kind === "file" ? "files" : "folders"} of ${shownText(folder)}`,
      `fso:in:${shownText(folder).toLowerCase()}:${kind}`,
    );
  return {
    ...comType(kind === "file" ? "Files" : "Folders"),
    get: (_self, name, at) => {
      if (name.toLowerCase() !== "count") return undefined;
      const { found, complete } = list();
      return complete
        ? int(found.length, at)
        : new Unknown("input", `how many entries ${shownText(folder)} has`, `fso:count:${shownText(folder)}`, at, "System.Int32");
    },
    index: (_self, args, at) => {
      const call = new Call(machine, [new Str(shownText(folder)), ...args], at);
      return args[0] === undefined ? undefined : made(machine, textOf(buildPath(call) as Str | Unknown), kind, at);
    },
    enumerate: () => {
      const { found, complete } = list();
      const known = found.map((one) => made(machine, one.path, kind, null));
      if (complete) return known;
      const open = others();
      const any = machine.askWhether(`some:${open.symbol}`, `there is any of: ${open.why}`, `there is none of: ${open.why}`);
      return any ? [...known, made(machine, open, kind, null)] : known;
    },
    invoke: (_self, name, args, at) => {
      if (name.toLowerCase() !== "add" || args[0] === undefined) return undefined;
      return createFolder(new Call(machine, [buildPath(new Call(machine, [new Str(shownText(folder)), args[0]], at))], at));
    },
  };
}

const drive: (machine: Machine) => ObjectModel = perMachine<ObjectModel>((machine) => ({
  ...comType("Drive"),
  get: (_self, name, at) => new Unknown("input", `${name} of a drive`, machine.freshSymbol(`drive:${name.toLowerCase()}`), at),
  index: (_self, _args, at) => new Instance(drive(machine), at),
  enumerate: (self) => [self],
}));
