import { DEFAULT_ROOT, DEFAULT_SITE } from "../../../host/images/web.js";
import { applicationExists, feature, type Key, type KeyKind, poolExists, siteExists } from "../../../host/keys.js";
import { locationPath } from "../../../host/web/location.js";
import { IisConfiguration } from "../../documents/iis/configuration.js";
import { ConfigurationProblem } from "../../documents/iis/problem.js";
import { readXml } from "../../documents/xml.js";
import type { Machine } from "../../machine/machine.js";
import { Files, unknownContent } from "../../os/files.js";
import type { Family } from "../../tools/toolbox.js";
import { EditedXml, type XmlEdit } from "../../values/edited-xml.js";
import { evidence } from "../../values/provenance.js";
import { Source, Trace } from "../../values/source.js";
import { literalOf, traceOf } from "../../values/texts.js";
import { Str, Unknown, type Value } from "../../values/value.js";
import { applicationNames, poolNames, siteNames } from "../shared/config-names.js";
import { put, valueNow } from "../shared/host-facts.js";
import { isLocked } from "./config-lock.js";
import { parseFilter, predicate, sectionAt } from "./config-path.js";
import { ConfigError, setAttribute } from "./config-store.js";
import { DocumentReader } from "./document-reader.js";
import { forgetAttributes } from "./other-attributes.js";
import { renderApplicationHost } from "./rendered.js";

/**
 * Configuration files of IIS: `applicationHost.config`, and web.config files whose place is known. What a file says is
 * applied; what it does not mention stays as it was.
 */

/** Applies a document at a location (`""`: the server). What cannot be read leaves the web configuration undecided. */
export function applyConfigDocument(
  machine: Machine,
  content: Value,
  location: string,
  name: string,
  at: Trace | null,
  inWebConfig = false,
): void {
  // What was written attribute by attribute may be gone.
  forgetAttributes(machine, null, "");
  const plain = machine.plain(content);
  const place = literalOf(traceOf(plain)) ?? at;
  if (plain instanceof EditedXml) {
    for (const edit of plain.edits) applyEdit(machine, edit, location, name, at, inWebConfig);
    return;
  }
  if (plain instanceof Unknown) {
    machine.note(plain.cause, ["web"], `${name} is written with content that is not known: ${plain.why}`, place);
    return;
  }
  if (!(plain instanceof Str)) {
    machine.note("unreadable", ["web"], `${name} is written with content that is no text`, place);
    return;
  }
  const root = readXml(machine, plain, at ?? NOWHERE, ["web"]);
  if ("problem" in root || !root.is("configuration")) {
    machine.note("unreadable", ["web"], `${name} is written with content that is no XML document`, place);
    return;
  }
  const reader = new DocumentReader(machine, name, at, inWebConfig);
  reader.group(root, [], location, 0);
  if (inWebConfig) for (const id of reader.said) machine.setRow(OF_WEB_CONFIG, id, true);
  else takeAway(machine, reader.said, at);
}

const NOWHERE = new Trace(new Source("", { file: null, resource: null, property: null, layers: [] }, false), 0, 0);

/** Facts that a web.config says, which applicationHost.config does not hold. */
const OF_WEB_CONFIG = "iis:of-web-config";

/** applicationHost.config is the whole: what was set and is not in it any more is gone. */
function takeAway(machine: Machine, said: ReadonlySet<string>, at: Trace | null): void {
  const view = machine.host.view(machine.assumptions);
  const from = evidence(at, at, "is not in applicationHost.config any more");
  const isOpen = (key: Key<unknown>): boolean => said.has(key.id) || machine.row<true>(OF_WEB_CONFIG, key.id) === true;
  for (const kind of [
    "poolIdentityType",
    "poolUserName",
    "poolManualGroupMembership",
    "applicationPool",
    "anonymousUserName",
    "anonymousLogonMethod",
    "authentication",
    "handlerAccess",
  ] satisfies KeyKind[])
    for (const key of [...view.touched(kind)] as Key<unknown>[])
      if (!isOpen(key) && valueNow(machine, key) !== null) put(machine, key, null, from);
  for (const name of poolNames(machine)) if (!said.has(poolExists(name).id)) put(machine, poolExists(name), false, from);
  for (const name of siteNames(machine)) {
    if (!said.has(siteExists(name).id)) put(machine, siteExists(name), false, from);
    for (const path of applicationNames(machine, name)) {
      const key = applicationExists(name, path.slice(1));
      if (!said.has(key.id)) put(machine, key, false, from);
    }
  }
}

/** Attributes of pools and applications that say who a worker process is. */
const DECIDING: ReadonlySet<string> = new Set(["identitytype", "username", "applicationpool"]);

/** A change to a document that nobody knows: what it sets is known if the way to it is. */
function applyEdit(
  machine: Machine,
  edit: XmlEdit,
  base: string,
  name: string,
  commit: Trace | null,
  inWebConfig: boolean,
): void {
  const open = (why: string): void => machine.note("unmodelled", ["web"], `${name} is edited: ${why}`, edit.at ?? commit);
  if (edit.path === null) {
    open("where and what is not known");
    return;
  }
  const [, tag, rest] = /^\/*(?:configuration\/)?(?:location\[([^\]]*)\]\/)?(.*)$/s.exec(edit.path) as unknown as [
    string,
    string | undefined,
    string,
  ];
  const { address, attribute } = parseFilter(rest);
  if (sectionAt(address.section) === undefined) return;
  const below = tag === undefined ? "" : locationPath(predicate(`[${tag}]`).get("path") ?? "");
  const location = [base, below].filter((part) => part !== "").join("/");
  const target = attribute ?? edit.attribute;
  if (address.steps.some((step) => step.kind === "entry" && step.where.size === 0)) {
    if (DECIDING.has(target.toLowerCase())) open(`in which entry ${target} is set is not known`);
    return;
  }
  try {
    setAttribute(machine, { ...address, inWebConfig }, location, target, edit.value, edit.at, commit);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    if (!inWebConfig) open(error.message);
  }
}

/** Folders that are the root of a location: those the deployment named, and the default site's. */
function rootFolders(machine: Machine): [folder: string, location: string][] {
  const roots = new Map<string, string>([[folderKey(DEFAULT_ROOT), DEFAULT_SITE]]);
  for (const key of machine.host.view(machine.assumptions).touched("physicalPath")) {
    const folder = valueNow(machine, key);
    if (typeof folder === "string") roots.set(folderKey(folder), key.parts[0] as string);
  }
  return [...roots].sort(([a], [b]) => b.length - a.length);
}

function folderKey(folder: string): string {
  return folder.toLowerCase().replaceAll("/", "\\").replace("%systemdrive%", "c:").replace(/\\+$/, "");
}

/** The location whose folder this is or lies in; null: none that is known. */
function locationOf(machine: Machine, key: string): string | null {
  const root = rootFolders(machine).find(([folder]) => key === folder || key.startsWith(`${folder}\\`));
  if (!root) return null;
  const below = key
    .slice(root[0].length)
    .split("\\")
    .filter((part) => part !== "");
  return [root[1], ...below].join("/");
}

/** Whether a web.config can say here who an anonymous visitor is. */
function mayAuthenticate(machine: Machine, location: string): boolean {
  return !isLocked(machine, "system.webServer/security/authentication/anonymousAuthentication", location);
}

const APPLICATION_HOST = "C:\\Windows\\System32\\inetsrv\\config\\applicationHost.config";

/**
 * Whether a file on the way to a location names what is locked above it: then every request there fails, and the file sets
 * nothing. Where it cannot be told, it is taken to work.
 */
function failsEveryRequest(machine: Machine, location: string): boolean {
  const files = new Files(machine);
  const top = files.readText(APPLICATION_HOST);
  if (!(top instanceof Str)) return false;
  try {
    new IisConfiguration(top.value, (folder) => {
      const path = `${folder.replace(/%SystemDrive%/i, "C:")}\\web.config`;
      const text = files.peek(path) === "file" ? files.readText(path) : undefined;
      return text instanceof Str ? { name: path, text: text.value } : undefined;
    }).check(location);
    return false;
  } catch (error) {
    if (!(error instanceof ConfigurationProblem)) throw error;
    return error.kind === "locked" || error.kind === "lockViolation";
  }
}

export const webDocumentsFamily: Family = {
  fileWatchers: [
    {
      places: ["system32", "sysnative"].map((folder) => `*\\windows\\${folder}\\inetsrv\\config\\applicationhost.config`),
      disturbed(machine, folder, at) {
        machine.note(
          "opaque",
          ["web"],
          `files that are not known are put into ${folder}, applicationHost.config may be among them`,
          at,
        );
      },
      changed: (machine, _path, content, at) => {
        if (content !== undefined) applyConfigDocument(machine, content, "", "applicationHost.config", at);
      },
      // What is in the file of a host that is not known, only that host knows.
      content: (machine, path) => (machine.host.initial.kind === "image" ? renderApplicationHost(machine) : unknownContent(path)),
    },
    /** A web.config belongs to the location whose folder it lies in or below. */
    {
      places: ["**\\web.config"],
      disturbed(machine, folder, at) {
        const place = locationOf(machine, folderKey(folder));
        if (place !== null && mayAuthenticate(machine, place))
          machine.note("opaque", ["web"], `files that are not known are put into ${folder}, a web.config may be among them`, at);
      },
      changed: (machine, path, content, at) => {
        const plain = content === undefined ? undefined : machine.plain(content);
        const location = locationOf(machine, folderKey(path.slice(0, -"\\web.config".length)));
        if (content === undefined || location === null) return;
        const isKnown = plain instanceof Str || plain instanceof EditedXml;
        if (isKnown ? !failsEveryRequest(machine, location) : mayAuthenticate(machine, location))
          applyConfigDocument(machine, content, location, "web.config", at, true);
      },
    },
  ],
  documents: [
    /** Alone: a file of that name is the server's, any other one is a web.config of the default site; IIS is there then. */
    {
      kind: "iis-configuration",
      read: (machine, { content, path, at }) => {
        if (content instanceof Str) {
          const root = readXml(machine, content, at, ["web"]);
          if ("problem" in root) return { message: root.problem, at: root.at };
          if (!root.is("configuration")) return { message: `its root is ${root.name}, not configuration`, at: root.place };
        }
        if (valueNow(machine, feature("Web-Server")) !== true)
          put(machine, feature("Web-Server"), true, evidence(at, at, "there is configuration of IIS"));
        const name = (path ?? "").toLowerCase();
        const inWebConfig = name.endsWith("web.config");
        applyConfigDocument(
          machine,
          content,
          inWebConfig ? DEFAULT_SITE : "",
          inWebConfig ? "web.config" : "applicationHost.config",
          at,
          inWebConfig,
        );
        return null;
      },
    },
  ],
};
