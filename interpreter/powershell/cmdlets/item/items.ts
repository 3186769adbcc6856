import { Files } from "../../../os/files.js";
import { pathKey } from "../../../os/paths.js";
import type { ProviderPath } from "../../../tools/drives.js";
import { type CmdletCall, cmdletsWith, type Text, type Tool } from "../../../tools/tool.js";
import { hasWildcard } from "../../../values/name-pattern.js";
import { shownText } from "../../../values/texts.js";
import { bool, type Plain, str, Unknown } from "../../../values/value.js";
import { wholePath } from "../../session/locations.js";
import { pathInfo } from "../../session/path-info.js";
import { eachItem, expand, givenPaths, located, notFound, notSupported, textValue, under } from "../shared/common.js";
import { nameFilter } from "./children.js";

/** Item cmdlets: they find the drive's provider and let it work. `about_Providers`. */

const PATHS = ["Path[]@0<.", "LiteralPath|PSPath[]."];
const FILTERS = ["Filter", "Include[]", "Exclude[]"];

function testPath(call: CmdletCall): void {
  const given = givenPaths(call);
  if (given instanceof Unknown) {
    call.out(
      call.unknown("whether files that are not known exist", { symbol: `test-path:${given.symbol}`, type: "System.Boolean" }),
    );
    return;
  }
  if (call.flag("IsValid") === true) {
    for (const _ of given) call.out(bool(true));
    return;
  }
  const type = call.text("PathType");
  const kind = typeof type === "string" ? type.toLowerCase() : "any";
  for (const one of given) call.out(bool(exists(call, one, kind === "leaf" || kind === "container" ? kind : "any")));
}

function exists(
  call: CmdletCall,
  given: { readonly text: Text; readonly literal: boolean },
  kind: "any" | "leaf" | "container",
): boolean {
  if (given.text === "") return false;
  const at = located(call, given.text);
  if (!at) return false;
  if (!given.literal && typeof at.path === "string" && hasWildcard(at.path)) {
    const expanded = expand(call, given);
    if (expanded?.paths.some((path) => path.provider.exists?.(call, path, kind))) return true;
    if (expanded?.complete) return false;
    return call.machine.askWhether(
      `${at.provider.name === "FileSystem" ? "file" : "item"}:${pathKey(at.shown)}`,
      `something that fits ${at.shown} exists`,
      `nothing that fits ${at.shown} exists`,
    );
  }
  return at.provider.exists?.(call, at, kind) ?? at.provider.getItem?.(call, at) !== undefined;
}

function getItem(call: CmdletCall): void {
  eachItem(
    call,
    (at) => {
      if (!at.provider.getItem) return notSupported(call, at);
      const item = at.provider.getItem(call, at);
      if (item === undefined) notFound(call, at.shown);
      else call.out(item);
    },
    (pattern) =>
      call.out(call.unknown(`the items that fit ${shownText(pattern)}`, { symbol: `items:${shownText(pattern).toLowerCase()}` })),
  );
}

// ---------------------------------------------------------------- making and removing

function newItem(call: CmdletCall): void {
  if (call.whatIf) return;
  const name = call.text("Name");
  const folders = call.texts("Path");
  if (folders instanceof Unknown) return call.out(call.unknown("the new items"));
  const paths = name === undefined ? folders : folders.length === 0 ? [name] : folders.map((folder) => under(folder, name));
  make(call, paths, call.text("ItemType"));
}

function make(call: CmdletCall, paths: readonly Text[], type: Text | undefined): void {
  const value = call.value("Value");
  for (const path of paths) {
    const at = located(call, path);
    if (!at) continue;
    if (!at.provider.newItem) {
      notSupported(call, at);
      continue;
    }
    const made = at.provider.newItem(call, at, { type, value, force: call.flag("Force") === true });
    if (made !== undefined) call.out(made);
  }
}

function makeDirectory(call: CmdletCall): void {
  if (call.whatIf) return;
  const folders = call.texts("Path");
  if (folders instanceof Unknown) return;
  const name = call.text("Name");
  make(
    call,
    name === undefined ? folders : folders.length === 0 ? [name] : folders.map((folder) => under(folder, name)),
    "Directory",
  );
}

function removeItem(call: CmdletCall): void {
  if (call.whatIf) return;
  const fits = nameFilter(call);
  eachItem(
    call,
    (at) => {
      const leaf = at.shown.slice(at.shown.lastIndexOf("\\") + 1);
      if (fits === null || !fits(leaf)) return;
      if (!at.provider.removeItem) return notSupported(call, at);
      at.provider.removeItem(call, at, { recurse: call.flag("Recurse") === true, force: call.flag("Force") === true });
    },
    (pattern) => emptied(call, pattern),
  );
}

/** `Remove-Item X\* -Recurse`: whatever was in the folder is gone. */
function emptied(call: CmdletCall, pattern: Text): void {
  if (
    typeof pattern !== "string" ||
    !/[\\/]\*(?:\.\*)?$/.test(pattern) ||
    call.flag("Recurse") !== true ||
    call.has("Exclude") ||
    call.has("Include")
  )
    return;
  const at = located(call, pattern.replace(/[\\/]\*(?:\.\*)?$/, "\\"));
  if (at?.provider.name !== "FileSystem") return;
  const files = new Files(call.machine);
  if (files.peek(at.shown) === "absent" || /^[A-Z]:\\(?:windows|program files.*|programdata|users)?$/i.test(at.shown)) return;
  files.remove(at.shown, call.at);
  files.makeDirectory(at.shown);
}

// ---------------------------------------------------------------- copying, moving, naming

function copyOrMove(call: CmdletCall, operation: "copyItem" | "moveItem"): void {
  if (call.whatIf || call.has("ToSession") || call.has("FromSession")) return;
  const destination = call.text("Destination") ?? ".";
  const to = located(call, destination);
  if (!to) return;
  const recurse = call.flag("Recurse") === true;
  const force = call.flag("Force") === true;
  const given = givenPaths(call);
  if (given instanceof Unknown) {
    if (to.provider.name === "FileSystem") new Files(call.machine).disturb(to.path, call.at);
    return;
  }
  const fits = nameFilter(call);
  for (const one of given) {
    const expanded = expand(call, one);
    if (!expanded) continue;
    // What fits a pattern goes into a folder.
    const target: ProviderPath =
      expanded.isPattern && to.provider.name === "FileSystem" ? { ...to, path: under(to.path, "") } : to;
    if (!expanded.complete && to.provider.name === "FileSystem") new Files(call.machine).disturb(to.path, call.at);
    for (const at of expanded.paths) {
      if (fits && !fits(at.shown.slice(at.shown.lastIndexOf("\\") + 1))) continue;
      const run = at.provider[operation];
      if (!run || at.provider !== target.provider) {
        notSupported(call, at);
        continue;
      }
      const made = run.call(at.provider, call, at, target, { recurse, force });
      if (made !== undefined && call.flag("PassThru") === true) call.out(made);
    }
  }
}

function renameItem(call: CmdletCall): void {
  if (call.whatIf) return;
  const name = call.text("NewName");
  if (name === undefined) return;
  eachItem(call, (at) => {
    if (!at.provider.renameItem) return notSupported(call, at);
    const made = at.provider.renameItem(call, at, name);
    if (made !== undefined && call.flag("PassThru") === true) call.out(made);
  });
}

function setItem(call: CmdletCall): void {
  if (call.whatIf) return;
  const value: Plain = call.value("Value") ?? str("");
  eachItem(call, (at) => {
    if (!at.provider.setItem) return notSupported(call, at);
    at.provider.setItem(call, at, value);
    const item = call.flag("PassThru") === true ? at.provider.getItem?.(call, at) : undefined;
    if (item !== undefined) call.out(item);
  });
}

function clearItem(call: CmdletCall): void {
  if (call.whatIf) return;
  eachItem(call, (at) => (at.provider.clearItem ? at.provider.clearItem(call, at) : notSupported(call, at)));
}

// ---------------------------------------------------------------- resolving

function resolvePath(call: CmdletCall): void {
  const asText =
    call.name.toLowerCase().startsWith("convert") || call.name.toLowerCase() === "cvpa" || call.flag("Relative") === true;
  eachItem(
    call,
    (at) => {
      if (!(at.provider.exists?.(call, at, "any") ?? true)) return notFound(call, at.shown);
      const path = textValue(wholePath(call.machine, at), call.at);
      call.out(asText ? path : pathInfo(path, at, call.at));
    },
    (pattern) =>
      call.out(call.unknown(`the paths that fit ${shownText(pattern)}`, { symbol: `paths:${shownText(pattern).toLowerCase()}` })),
  );
}

// ---------------------------------------------------------------- table

const item = cmdletsWith({ module: "Microsoft.PowerShell.Management", effect: "modelled" });

export const itemCmdlets: readonly Tool[] = [
  item(["Test-Path"], [...PATHS, ...FILTERS, "PathType|Type", "IsValid?", "NewerThan", "OlderThan", "Credential"], testPath),
  item(["Get-Item"], [...PATHS, ...FILTERS, "Force?", "Stream[]", "Credential"], getItem),
  item(
    ["New-Item"],
    [
      "Path[]@0.",
      "Name.",
      "ItemType|Type.",
      "Value|Target<.",
      "Force?",
      "Credential",
      "Options",
      // Arguments that the IIS: drive adds.
      "Bindings",
      "PhysicalPath",
      "ApplicationPool",
      "Ssl?",
      "SslFlags",
      "Port",
      "IPAddress",
      "HostHeader",
      "Id",
      "Protocol",
      "Thumbprint",
    ],
    newItem,
  ),
  item(["mkdir"], ["Path[]@0<.", "Name.", "Value<.", "Force?", "Credential"], makeDirectory),
  item(["Remove-Item"], [...PATHS, ...FILTERS, "Recurse?", "Force?", "Stream[]", "DeleteKey?", "Credential"], removeItem),
  item(
    ["Copy-Item"],
    [
      "Path[]@0<.",
      "Destination@1.",
      "LiteralPath|PSPath[].",
      ...FILTERS,
      "Container?",
      "Force?",
      "Recurse?",
      "PassThru?",
      "Credential",
      "FromSession",
      "ToSession",
    ],
    (call) => copyOrMove(call, "copyItem"),
  ),
  item(
    ["Move-Item"],
    ["Path[]@0<.", "Destination@1.", "LiteralPath|PSPath[].", ...FILTERS, "Force?", "PassThru?", "Credential"],
    (call) => copyOrMove(call, "moveItem"),
  ),
  item(["Rename-Item"], ["Path[]@0<.", "NewName@1!.", "LiteralPath|PSPath[].", "Force?", "PassThru?", "Credential"], renameItem),
  item(
    ["Set-Item"],
    ["Path[]@0.", "Value@1<.", "LiteralPath|PSPath[].", ...FILTERS, "Force?", "PassThru?", "Credential", "Type", "Options"],
    setItem,
  ),
  item(["Clear-Item"], [...PATHS, ...FILTERS, "Force?", "Credential"], clearItem),
  item(["Resolve-Path"], [...PATHS, "Relative?", "RelativeBasePath", "Credential"], resolvePath),
  item(["Convert-Path"], PATHS, resolvePath),
];
