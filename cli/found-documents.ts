import { extname } from "node:path";
import { parseDocument } from "yaml";
import { isParametersFile, isTemplate } from "../deployment/index.js";
import { documentKindOf } from "../interpreter/documents/kinds.js";
import { readZip } from "../interpreter/os/zip.js";
import { decodeScript } from "../interpreter/powershell/syntax/decode-script.js";
import { stateDocumentIn } from "./state-file.js";

/**
 * Which files that nobody named are documents that configure a host. Most JSON, YAML, XML and archives of a folder are something else, and
 * being asked about a folder must not make errors of them.
 */

const LARGEST_ARCHIVE = 32 << 20;
/** A document that is larger than this is looked at only when it is named. */
const LARGEST_TEXT = 4 << 20;

const SAYS_WHAT_IT_IS = /aka\.ms\/(?:dsc|configuration-dsc)|configurationVersion|PowerShell\/DSC/i;

/** Whether XML, YAML, INF and the like, found in a folder, configure a host. */
export function isHostDocument(name: string, bytes: Uint8Array): boolean {
  const extension = extname(name).toLowerCase();
  if (extension === ".zip") return isPackage(bytes);
  const text = decodeScript(bytes);
  if (documentKindOf(name, text) === null) return false;
  if (extension === ".config") return /<(?:\w+:)?configuration[\s>/]/i.test(text);
  if ([".yaml", ".yml", ".winget"].includes(extension)) {
    const document = yamlOf(text);
    // One that is damaged and says what it would be is an error; templates of other tools are no YAML either.
    if (document === "too-much") return true;
    return document === undefined ? SAYS_WHAT_IT_IS.test(text) : isConfigurationDocument(document);
  }
  return true;
}

/** What a JSON file is; null: nothing that is read. */
export function jsonKindOf(bytes: Uint8Array): "state" | "template" | "configuration" | "host" | null {
  if (stateDocumentIn(bytes) !== undefined) return "state";
  const json = bytes.length > LARGEST_TEXT ? undefined : jsonOf(decodeScript(bytes));
  if (isTemplate(json) || isParametersFile(json)) return "template";
  if (isConfigurationDocument(json)) return "configuration";
  return looksLikeHost(json) ? "host" : null;
}

/** A package of guest configuration has its MOF document at its top. */
function isPackage(bytes: Uint8Array): boolean {
  const entries = readZip(bytes, LARGEST_ARCHIVE);
  // Of an archive that cannot be read, only the names at its end are looked at: it is then an error, and not passed over.
  if (entries === null) return Buffer.from(bytes.subarray(-(1 << 20))).includes(".mof");
  return entries.some(({ name }) => /^[^/]+\.mof$/i.test(name));
}

/** `winget configure` and DSC 3: a list of resources, each with its type. Templates of Azure give each the version of an interface. */
function isConfigurationDocument(document: unknown): boolean {
  const inner = memberOf(document, "properties");
  const resources = memberOf(document, "resources") ?? memberOf(inner, "resources");
  if (!Array.isArray(resources) || isTemplate(document)) return false;
  return resources.some((one: unknown) => {
    const type = memberOf(one, "type") ?? memberOf(one, "resource");
    return typeof type === "string" && type.includes("/") && memberOf(one, "apiVersion") === undefined;
  });
}

/** A host document by its shape: a version and one of its sections. */
function looksLikeHost(json: unknown): boolean {
  const sections = ["smtp", "web", "groups", "users", "principals", "acls", "privileges", "features", "services"];
  return memberOf(json, "version") === 1 && sections.some((name) => memberOf(json, name) !== undefined);
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && !Array.isArray(value) && Object.hasOwn(value, name)
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ""));
  } catch {
    return undefined;
  }
}

/** Undefined: it is no YAML. "too-much": its aliases stand for more than is looked at here. */
function yamlOf(text: string): unknown {
  if (text.length > LARGEST_TEXT) return "too-much";
  const document = parseDocument(text, { logLevel: "silent", merge: true });
  if (document.errors.length > 0) return undefined;
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch {
    return "too-much";
  }
}
