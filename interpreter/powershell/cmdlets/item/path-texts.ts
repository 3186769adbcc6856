import { leafText, parentText } from "../../../os/file-objects.js";
import { Files } from "../../../os/files.js";
import { type CmdletCall, cmdletsWith, type Text, type Tool } from "../../../tools/tool.js";
import { combinedTrace, joinTexts, pieces, shownText } from "../../../values/texts.js";
import { bool, Str, str, Unknown, type Value } from "../../../values/value.js";
import {
  addDrive,
  currentLocation,
  DriveNotFound,
  drives,
  locate,
  moveTo,
  removeDrive,
  wholePath,
} from "../../session/locations.js";
import { pathInfo } from "../../session/path-info.js";
import { argumentText, located, makeObject, notFound, pathOfObject, textValue } from "../shared/common.js";

/** Cmdlets that work on the texts of paths, and the current location. */

function texts(call: CmdletCall, parameter: string): readonly (Str | Unknown)[] {
  if (!call.has(parameter) && !call.piped) return [];
  const list = call.texts(parameter);
  if (list instanceof Unknown) return [list];
  const value = call.value(parameter);
  if (list.length === 1 && (value instanceof Str || value instanceof Unknown)) return [value];
  return list.map((text) => textValue(text, call.trace(parameter)));
}

// ---------------------------------------------------------------- Join-Path

function joinPaths(call: CmdletCall): void {
  const more = texts(call, "AdditionalChildPath");
  const child = argumentText(call, "ChildPath") ?? str("");
  for (const path of texts(call, "Path")) {
    let whole = joined(call, path, child);
    for (const next of more) whole = joined(call, whole, next);
    call.out(whole);
  }
}

/** One back slash between the two, whatever slashes they have there. */
function joined(call: CmdletCall, path: Str | Unknown, child: Str | Unknown): Str | Unknown {
  const left = [...pieces(path)];
  const right = [...pieces(child)];
  const last = left[left.length - 1];
  if (typeof last === "string") left[left.length - 1] = last.replace(/[\\/]+$/, "").replaceAll("/", "\\");
  const first = right[0];
  if (typeof first === "string") right[0] = first.replace(/^[\\/]+/, "").replaceAll("/", "\\");
  const sources = [path, child].flatMap((text) => (text.trace ? [text.trace] : []));
  const made = joinTexts([...left, "\\", ...right], call.at);
  const trace = combinedTrace(sources, call.at, "joined to a path");
  const secret = path.secret || child.secret;
  if (made instanceof Str) return new Str(made.value, trace, secret);
  return new Unknown(made.cause, made.why, made.symbol, trace, made.type, made.parts, secret);
}

// ---------------------------------------------------------------- Split-Path

function splitPath(call: CmdletCall): void {
  for (const path of texts(call, "Path").length > 0 ? texts(call, "Path") : texts(call, "LiteralPath")) {
    const text: Text = path instanceof Str ? path.value : path;
    const kept = (value: Text): Value => textValue(value, path.trace ?? call.at);
    if (call.flag("Leaf") === true) call.out(kept(leafText(text)));
    else if (call.flag("LeafBase") === true) call.out(leafParts(text, call, "base"));
    else if (call.flag("Extension") === true) call.out(leafParts(text, call, "extension"));
    else if (call.flag("Qualifier") === true) qualifier(call, text, true);
    else if (call.flag("NoQualifier") === true) qualifier(call, text, false);
    else if (call.flag("IsAbsolute") === true) call.out(bool(/^(?:[A-Za-z]\w*:|[\\/]{2}|⟨)/.test(shownText(text))));
    else if (call.flag("Resolve") === true) call.out(kept(new Files(call.machine).resolve(text)));
    else call.out(kept(typeof text === "string" ? parentOf(text) : (parentText(text) ?? "")));
  }
}

/** The text before the last part, as written: relative paths stay relative. */
function parentOf(path: string): string {
  const trimmed = path.length > 3 ? path.replace(/[\\/]+$/, "") : path;
  const cut = Math.max(trimmed.lastIndexOf("\\"), trimmed.lastIndexOf("/"));
  if (cut < 0) return "";
  const parent = trimmed.slice(0, cut).replaceAll("/", "\\");
  if (/^[A-Za-z]\w*:$/.test(parent)) return trimmed.length > cut + 1 ? `${parent}\\` : "";
  if (parent === "\\" || parent === "") return trimmed.length > cut + 1 && cut === 0 ? "\\" : parent;
  return parent;
}

function leafParts(text: Text, call: CmdletCall, part: "base" | "extension"): Value {
  const leaf = leafText(text);
  if (typeof leaf !== "string")
    return call.unknown(leaf.why, { symbol: `${part}(${leaf.symbol})`, type: "System.String", cause: leaf.cause });
  const dot = leaf.lastIndexOf(".");
  if (part === "base") return str(dot > 0 ? leaf.slice(0, dot) : leaf, call.at);
  return str(dot > 0 ? leaf.slice(dot) : "", call.at);
}

function qualifier(call: CmdletCall, text: Text, wanted: boolean): void {
  const head = pieces(text)[0];
  const known = typeof head === "string" ? head : "";
  const match = /^[A-Za-z]\w*:/.exec(known);
  if (wanted) {
    if (match) return call.out(str(match[0], call.at));
    if (typeof text !== "string")
      return call.out(call.unknown(text.why, { symbol: `qualifier(${text.symbol})`, type: "System.String", cause: text.cause }));
    call.fail({
      id: "ParsePathFormatError",
      message: `Cannot parse path because path '${text}' does not have a qualifier specified.`,
      exception: "System.FormatException",
    });
    return;
  }
  if (typeof text === "string") return call.out(str(match ? text.slice(match[0].length) : text, call.at));
  call.out(
    joinTexts([match ? known.slice(match[0].length) : known, ...pieces(text).slice(typeof head === "string" ? 1 : 0)], call.at),
  );
}

// ---------------------------------------------------------------- the current location

const STACK = "location:stack";

function go(call: CmdletCall, path: Text): boolean {
  const at = locate(call.machine, path);
  if (at instanceof DriveNotFound) {
    call.fail({
      id: "DriveNotFound",
      message: `Cannot find drive. A drive with the name '${at.drive}' does not exist.`,
      exception: "System.Management.Automation.DriveNotFoundException",
    });
    return false;
  }
  if (at.provider.name === "FileSystem" && new Files(call.machine).peek(at.path) === "absent") {
    notFound(call, at.shown);
    return false;
  }
  moveTo(call.machine, at);
  return true;
}

function target(call: CmdletCall): Text | undefined {
  if (call.piped && !call.has("Path") && call.input.length > 0) {
    const plain = call.machine.plain(call.input[call.input.length - 1] as Value);
    return pathOfObject(call, plain) ?? call.text("Path");
  }
  return call.text("LiteralPath") ?? call.text("Path");
}

function setLocation(call: CmdletCall): void {
  const path = target(call);
  if (path === undefined) return;
  if (go(call, path) && call.flag("PassThru") === true) emitLocation(call);
}

function pushLocation(call: CmdletCall): void {
  const path = target(call);
  const before = currentLocation(call.machine);
  if (path !== undefined && !go(call, path)) return;
  const cell = call.machine.cell<readonly Text[]>(STACK, () => []);
  call.machine.journal.put(cell, [...call.machine.settled(cell.value), before]);
}

function popLocation(call: CmdletCall): void {
  const cell = call.machine.cell<readonly Text[]>(STACK, () => []);
  const stack = call.machine.settled(cell.value);
  const last = stack[stack.length - 1];
  if (last === undefined) return;
  call.machine.journal.put(cell, stack.slice(0, -1));
  go(call, last);
}

function emitLocation(call: CmdletCall): void {
  const at = located(call, currentLocation(call.machine));
  if (at) call.out(pathInfo(textValue(wholePath(call.machine, at), call.at), at, call.at));
}

// ---------------------------------------------------------------- drives

function newDrive(call: CmdletCall): void {
  const name = call.text("Name");
  const provider = call.text("PSProvider");
  const root = call.text("Root");
  if (typeof name === "string" && typeof provider === "string" && root !== undefined) {
    const stored =
      /^registry$/i.test(provider) && typeof root === "string" && !/^registry::/i.test(root) ? `Registry::${root}` : root;
    addDrive(call.machine, name, provider, stored);
    call.out(driveObject(call, name, provider, textValue(root, call.trace("Root"))));
  } else call.out(call.unknown("the new drive"));
}

function driveObject(call: CmdletCall, name: string, provider: string, root: Value): Value {
  return makeObject(
    "System.Management.Automation.PSDriveInfo",
    [
      ["Name", str(name)],
      ["Provider", str(provider)],
      ["Root", root],
      ["Used", call.unknown(`space of drive ${name}`, { symbol: `drive-used:${name.toLowerCase()}` })],
      ["Free", call.unknown(`space of drive ${name}`, { symbol: `drive-free:${name.toLowerCase()}` })],
    ],
    call.at,
  );
}

function getDrive(call: CmdletCall): void {
  const names = call.texts("Name");
  if (names instanceof Unknown || names.length === 0) {
    call.out(call.unknown("the drives of the host", { symbol: `drives:${shownText(call.text("PSProvider") ?? "")}` }));
    return;
  }
  for (const name of names) {
    if (typeof name !== "string") {
      call.out(call.unknown("a drive of the host"));
      continue;
    }
    const made = drives(call.machine).find((drive) => drive.name.toLowerCase() === name.toLowerCase());
    const registered = call.machine.toolbox.allDrives().find(([drive]) => drive === name.toLowerCase() && drive !== "filesystem");
    if (made) call.out(driveObject(call, made.name, made.provider, made.root));
    else if (registered) call.out(driveObject(call, name, registered[1].name, str(`${name}:\\`)));
    else if (name.length === 1 && (name.toUpperCase() === "C" || new Files(call.machine).exists(`${name}:\\`, "directory"))) {
      call.out(driveObject(call, name.toUpperCase(), "FileSystem", str(`${name.toUpperCase()}:\\`)));
    } else {
      call.fail({
        id: "GetLocationNoMatchingDrive",
        message: `Cannot find drive. A drive with the name '${name}' does not exist.`,
        exception: "System.Management.Automation.DriveNotFoundException",
      });
    }
  }
}

function removeDrives(call: CmdletCall): void {
  const names = call.texts("Name");
  if (names instanceof Unknown) return;
  for (const name of names) if (typeof name === "string") removeDrive(call.machine, name);
}

const tool = cmdletsWith({ module: "Microsoft.PowerShell.Management" });

export const pathCmdlets: readonly Tool[] = [
  tool(["Join-Path"], ["Path|PSPath[]@0<.", "ChildPath@1.", "AdditionalChildPath[]*", "Resolve?", "Credential"], joinPaths),
  tool(
    ["Split-Path"],
    [
      "Path[]@0<.",
      "LiteralPath|PSPath[].",
      "Parent?",
      "Leaf?",
      "LeafBase?",
      "Extension?",
      "Qualifier?",
      "NoQualifier?",
      "IsAbsolute?",
      "Resolve?",
      "Credential",
    ],
    splitPath,
  ),
  tool(["Set-Location"], ["Path@0<.", "LiteralPath|PSPath.", "PassThru?", "StackName"], setLocation),
  tool(["Push-Location"], ["Path@0<.", "LiteralPath|PSPath.", "PassThru?", "StackName"], pushLocation),
  tool(["Pop-Location"], ["PassThru?", "StackName"], popLocation),
  tool(["Get-Location"], ["PSProvider[]", "PSDrive[]", "Stack?", "StackName[]"], emitLocation),
  tool(["New-PSDrive"], ["Name@0.", "PSProvider@1.", "Root@2.", "Description", "Scope", "Persist?", "Credential"], newDrive),
  tool(["Get-PSDrive"], ["Name[]@0.", "LiteralName[]", "PSProvider[]", "Scope"], getDrive),
  tool(["Remove-PSDrive"], ["Name[]@0.", "LiteralName[]", "PSProvider[]", "Scope", "Force?"], removeDrives),
  tool(["Get-PSProvider"], ["PSProvider[]@0"], (call) =>
    call.out(call.unknown("the providers of the session", { symbol: "psproviders" })),
  ),
];
