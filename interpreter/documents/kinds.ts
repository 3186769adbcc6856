// The kinds of documents that configure a host without being a script: how each is recognised, and who applies it.
import type { Machine } from "../machine/machine.js";
import type { Trace } from "../values/source.js";
import type { TextValue } from "../values/texts.js";

export type DocumentKind =
  | "unattend"
  | "security-template"
  | "registration"
  | "registry-policy"
  | "group-policy-preferences"
  | "scheduled-task"
  | "mof"
  | "dsc-configuration"
  | "guest-configuration"
  | "iis-configuration"
  | "metabase";

/** As messages name them. */
export const DOCUMENT_NAMES: Readonly<Record<DocumentKind, string>> = {
  unattend: "the answer file",
  "security-template": "the security template",
  registration: "the registration file",
  "registry-policy": "the registry policy",
  "group-policy-preferences": "the Group Policy preferences",
  "scheduled-task": "the scheduled task",
  mof: "the MOF document",
  "dsc-configuration": "the configuration document",
  "guest-configuration": "the guest configuration package",
  "iis-configuration": "the IIS configuration",
  metabase: "the metabase document",
};

/** A document that reaches a host as one of its scripts would. */
export interface HostDocumentText {
  /** A text with its places; empty for a binary one. */
  readonly content: TextValue;
  /** Of a file that is no text. */
  readonly bytes: Uint8Array | null;
  /** Where it lies on the host; its name says what a file of some kinds is for. */
  readonly path: string | null;
  readonly at: Trace;
}

/** Applies a document. What it cannot read it returns, with the place; nothing of it was applied then. */
export type DocumentReader = (machine: Machine, document: HostDocumentText) => Unreadable | null;

export interface Unreadable {
  readonly message: string;
  readonly at: Trace;
}

const BY_EXTENSION: ReadonlyMap<string, DocumentKind> = new Map([
  [".inf", "security-template"],
  [".reg", "registration"],
  [".pol", "registry-policy"],
  [".mof", "mof"],
  [".zip", "guest-configuration"],
  [".config", "iis-configuration"],
]);

/** Extensions whose files may hold a document, whatever it is. */
export const DOCUMENT_EXTENSIONS: readonly string[] = [...BY_EXTENSION.keys(), ".xml", ".yaml", ".yml", ".winget"];

const BY_ROOT: ReadonlyMap<string, DocumentKind> = new Map([
  ["unattend", "unattend"],
  ["firstlogoncommands", "unattend"],
  ["autologon", "unattend"],
  ["useraccounts", "unattend"],
  ["task", "scheduled-task"],
  ["groups", "group-policy-preferences"],
  ["localusersandgroups", "group-policy-preferences"],
  ["ntservices", "group-policy-preferences"],
  ["scheduledtasks", "group-policy-preferences"],
  ["registrysettings", "group-policy-preferences"],
  ["files", "group-policy-preferences"],
  ["folders", "group-policy-preferences"],
  ["inifiles", "group-policy-preferences"],
  ["environmentvariables", "group-policy-preferences"],
  ["groupconfiguration", "group-policy-preferences"],
]);

/** What a file of this name and text is; null: none of these kinds. The text of a binary file is not looked at. */
export function documentKindOf(name: string, text: string): DocumentKind | null {
  const lower = name.toLowerCase();
  const dot = lower.lastIndexOf(".");
  const extension = dot < 0 ? "" : lower.slice(dot);
  const known = BY_EXTENSION.get(extension);
  if (known !== undefined) return known;
  if ([".yaml", ".yml", ".winget", ".json"].includes(extension)) return isDscDocument(text) ? "dsc-configuration" : null;
  const root = rootName(text);
  if (root === null) return null;
  if (root === "configuration") return /metabase/i.test(text.slice(0, 2000)) ? "metabase" : "iis-configuration";
  return BY_ROOT.get(root) ?? null;
}

/** The name of the first element, in lower case and without prefix. */
function rootName(text: string): string | null {
  let at = 0;
  for (;;) {
    at = text.indexOf("<", at);
    if (at < 0) return null;
    const next = text[at + 1];
    if (next === "?" || next === "!") {
      const end = text.startsWith("<!--", at) ? text.indexOf("-->", at) : text.indexOf(">", at);
      if (end < 0) return null;
      at = end + 1;
      continue;
    }
    const name = /^[\w:.-]+/.exec(text.slice(at + 1, at + 200))?.[0];
    return name === undefined ? null : name.slice(name.indexOf(":") + 1).toLowerCase();
  }
}

/**
 * A `winget configure` file or a document of DSC 3: both have a list of resources under their own name. A template of Azure has
 * one too, with the version of an interface for each.
 */
function isDscDocument(text: string): boolean {
  if (/^\s*"?(?:contentVersion|apiVersion)"?\s*:/m.test(text)) return false;
  return /(?:^|[{,])\s*"?(?:properties|resources)"?\s*:/m.test(text) && /(?:^|[{,-])\s*"?(?:resource|type)"?\s*:/m.test(text);
}
