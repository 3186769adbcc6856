// Resources for files, archives, downloads and access lists.
import type { Ace } from "../../../host/acl/ace.js";
import { dotnetRights, mapGeneric } from "../../../host/acl/rights.js";
import type { PrincipalId } from "../../../host/principals/principal-id.js";
import { Files, fileContent, unknownContent } from "../../os/files.js";
import { childPath } from "../../os/paths.js";
import { readZip } from "../../os/zip.js";
import type { Text } from "../../tools/tool.js";
import { shownText } from "../../values/texts.js";
import { Str, Unknown } from "../../values/value.js";
import { principalOfText } from "../accounts/account-objects.js";
import { doubtOf } from "../accounts/group-argument.js";
import {
  addEntry,
  doubtEntry,
  entriesOf,
  removeEntries,
  replaceList,
  securedPath,
  setEntries,
  setProtection,
} from "../acl/acl-state.js";
import type { ResourceCall, ResourceModel } from "./resource-call.js";

/** More bytes than this are not unpacked. */
const MAXIMUM_BYTES = 16 << 20;

function setFile(call: ResourceCall): void {
  const path = call.text("DestinationPath");
  if (path === undefined) return;
  const files = new Files(call.machine);
  const at = call.place("DestinationPath");
  if (call.isAbsent) return files.remove(path, at);
  const contents = call.value("Contents");
  if (contents instanceof Str || contents instanceof Unknown) return files.write(path, contents, contents.trace ?? at);
  const source = call.text("SourcePath");
  if (source !== undefined) {
    if (files.peek(source) === "directory") files.copy(source, path, at);
    else if (call.shown("Type")?.toLowerCase() === "directory") files.disturb(path);
    else files.write(path, files.read(source) ?? unknownContent(shownText(source)), at);
  } else if (call.shown("Type")?.toLowerCase() === "directory") files.makeDirectory(path);
  else if (files.peek(path) !== "file") files.write(path, new Str("", at), at);
}

function setArchive(call: ResourceCall): void {
  const path = call.text("Path");
  const target = call.text("Destination");
  if (path === undefined || target === undefined || call.isAbsent) return;
  const files = new Files(call.machine);
  const bytes = files.readBytes(path);
  const entries = bytes === undefined || bytes instanceof Unknown ? null : readZip(bytes, MAXIMUM_BYTES);
  files.makeDirectory(target);
  if (entries === null) return files.disturb(target);
  const folder = files.resolve(target);
  for (const entry of entries) {
    call.machine.budget.step();
    call.machine.budget.size(entry.bytes.length);
    const parts = entry.name.split("/").filter((part) => part !== "" && part !== "." && part !== "..");
    const full = parts.reduce((whole, part) => childPath(whole, part), folder);
    if (entry.name.endsWith("/")) files.makeDirectory(full);
    else files.write(full, fileContent(full, entry.bytes), call.place("Path"));
  }
}

function setDownload(call: ResourceCall): void {
  const path = call.text("DestinationPath");
  const uri = call.text("Uri");
  if (path === undefined || uri === undefined) return;
  const known = typeof uri === "string" ? call.machine.web(uri) : undefined;
  const content =
    known ?? new Unknown("opaque", `what ${shownText(uri)} gives`, `web:${shownText(uri)}`, call.place("Uri"), "System.String");
  new Files(call.machine).write(path, content, call.place("DestinationPath"));
}

// ---------------------------------------------------------------- access lists

/** Which objects below an entry reaches, by the words of AccessControlDsc and cNtfsAccessControl. */
const INHERITANCE: ReadonlyMap<string, Pick<Ace, "containers" | "objects" | "inheritOnly">> = new Map([
  ["this folder only", { containers: false, objects: false, inheritOnly: false }],
  ["none", { containers: false, objects: false, inheritOnly: false }],
  ["this key only", { containers: false, objects: false, inheritOnly: false }],
  ["this folder subfolders and files", { containers: true, objects: true, inheritOnly: false }],
  ["thisfoldersubfoldersandfiles", { containers: true, objects: true, inheritOnly: false }],
  ["this folder and subfolders", { containers: true, objects: false, inheritOnly: false }],
  ["this key and subkeys", { containers: true, objects: false, inheritOnly: false }],
  ["this folder and files", { containers: false, objects: true, inheritOnly: false }],
  ["subfolders and files only", { containers: true, objects: true, inheritOnly: true }],
  ["subfolders only", { containers: true, objects: false, inheritOnly: true }],
  ["subkeys only", { containers: true, objects: false, inheritOnly: true }],
  ["files only", { containers: false, objects: true, inheritOnly: true }],
]);

/** The usual one where none is named. */
const ALL_BELOW = { containers: true, objects: true, inheritOnly: false };

/** Null: the rights are not known, or no rights at all. */
function aceOf(entry: ResourceCall, rightsName: string, kind: "file" | "registry"): Ace | Unknown | null {
  let rights = 0;
  for (const { text } of entry.texts(rightsName, ["acl"])) {
    if (text instanceof Unknown) return text;
    for (const word of text.split(",")) {
      const bits = dotnetRights(word.trim(), kind);
      if (bits === null) return null;
      rights |= bits;
    }
  }
  if (rights === 0) return null;
  const type = entry.text("AccessControlType");
  if (type instanceof Unknown) return type;
  const below = INHERITANCE.get((entry.shown("Inheritance") ?? "").toLowerCase().replaceAll(",", "")) ?? ALL_BELOW;
  return {
    effect: type?.toLowerCase() === "deny" ? "deny" : "allow",
    rights: mapGeneric(rights >>> 0, kind),
    ...below,
    noPropagate: entry.flag("NoPropagateInherit") === true,
  };
}

function grant(
  call: ResourceCall,
  object: string,
  principal: Text,
  entry: ResourceCall,
  ace: Ace | Unknown | null,
  absent: boolean,
): void {
  const id = principalOfText(call.machine, principal);
  if (id === null || ace === null) return;
  const from = entry.evidence(
    entry.value("FileSystemRights") ?? entry.value("Rights") ?? null,
    `${call.shownName} sets the access list of ${object}`,
  );
  if (ace instanceof Unknown) return doubtEntry(call.machine, object, id, { cause: ace.cause, why: ace.why }, from);
  if (absent) removeEntries(call.machine, object, id, ace.effect, from);
  else if (principal instanceof Unknown && doubtOf(principal) !== null && String(id).includes("⟨"))
    doubtEntry(call.machine, object, id, { cause: principal.cause, why: principal.why }, from);
  else addEntry(call.machine, object, id, ace, from);
}

/** NTFSAccessEntry and RegistryAccessEntry of AccessControlDsc. `Force`: no other entries remain. */
function setAccessEntry(call: ResourceCall, kind: "file" | "registry"): void {
  const path = call.text("Path", "Key");
  if (path === undefined) return;
  const object = securedPath(path);
  const lists = call.embedded("AccessControlList", ["acl"]);
  if (call.flag("Force") === true) {
    replaceList(call.machine, object, new Map(), call.evidenceOf("Path"));
    setProtection(call.machine, object, true, false, call.evidenceOf("Path"));
  }
  for (const list of lists) {
    const principal = list.text("Principal");
    if (principal === undefined) continue;
    const id = principalOfText(call.machine, principal);
    if (list.flag("ForcePrincipal") === true && id !== null)
      setEntries(call.machine, object, id as PrincipalId, [], list.evidence(null, call.shownName));
    for (const entry of list.embedded("AccessControlEntry", ["acl"])) {
      const rights = entry.has("FileSystemRights") ? "FileSystemRights" : "Rights";
      grant(call, object, principal, entry, aceOf(entry, rights, kind), entry.isAbsent);
    }
  }
}

/** cNtfsPermissionEntry of cNtfsAccessControl: without entries it is ReadAndExecute, or when absent, everything of the principal. */
function setPermissionEntry(call: ResourceCall): void {
  const path = call.text("Path");
  const principal = call.text("Principal");
  if (path === undefined || principal === undefined) return;
  const object = securedPath(path);
  const id = principalOfText(call.machine, principal);
  const entries = call.embedded("AccessControlInformation", ["acl"]);
  if (id !== null && (call.isAbsent || entries.length > 0)) {
    if (call.isAbsent && entries.length === 0) return removeEntries(call.machine, object, id, null, call.evidenceOf("Path"));
    if (!call.isAbsent) setEntries(call.machine, object, id, [], call.evidenceOf("Path"));
  }
  for (const entry of entries) grant(call, object, principal, entry, aceOf(entry, "FileSystemRights", "file"), call.isAbsent);
}

/** FileSystemAccessRule of FileSystemDsc: the rights of one identity, on the folder and all below. */
function setAccessRule(call: ResourceCall): void {
  const path = call.text("Path");
  const identity = call.text("Identity");
  if (path === undefined || identity === undefined) return;
  const object = securedPath(path);
  const id = principalOfText(call.machine, identity);
  if (id === null) return;
  const from = call.evidenceOf("Rights", `${call.shownName} sets the access list of ${object}`);
  if (call.isAbsent && !call.has("Rights")) return removeEntries(call.machine, object, id, null, from);
  const ace = aceOf(call, "Rights", "file");
  if (!call.isAbsent)
    setEntries(
      call.machine,
      object,
      id,
      entriesOf(call.machine, object, id).filter((one) => one.effect === "deny"),
      from,
    );
  grant(call, object, identity, call, ace, call.isAbsent);
}

function setInheritance(call: ResourceCall): void {
  const path = call.text("Path");
  if (path === undefined) return;
  const enabled = call.flag("Enabled") ?? true;
  setProtection(call.machine, securedPath(path), !enabled, call.flag("PreserveInherited") === true, call.evidenceOf("Path"));
}

export const fileResources: readonly ResourceModel[] = [
  { types: ["File", "xFile"], set: setFile },
  { types: ["Archive", "xArchive"], set: setArchive },
  { types: ["xRemoteFile", "RemoteFile"], set: setDownload },
  { types: ["NTFSAccessEntry"], set: (call) => setAccessEntry(call, "file") },
  { types: ["RegistryAccessEntry"], set: (call) => setAccessEntry(call, "registry") },
  { types: ["cNtfsPermissionEntry"], set: setPermissionEntry },
  { types: ["cNtfsPermissionsInheritance"], set: setInheritance },
  { types: ["FileSystemAccessRule"], set: setAccessRule },
];
