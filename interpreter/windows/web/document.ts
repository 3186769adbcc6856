import type { Element } from "@xmldom/xmldom";
import { DEFAULT_ROOT, DEFAULT_SITE } from "../../../host/images/web.js";
import { feature } from "../../../host/keys.js";
import { locationPath } from "../../../host/web/location.js";
import { registerDocument } from "../../documents/kinds.js";
import type { Machine } from "../../machine/machine.js";
import { watchFiles } from "../../os/file-watchers.js";
import { xmlLibrary } from "../../os/xml-library.js";
import { EditedXml, type XmlEdit } from "../../values/edited-xml.js";
import { evidence } from "../../values/provenance.js";
import type { Trace } from "../../values/source.js";
import { literalOf, traceOf } from "../../values/texts.js";
import { Str, Unknown, type Value } from "../../values/value.js";
import { put, valueNow } from "../shared/host-facts.js";
import { isLocked, setUnlocked } from "./config-lock.js";
import { type ConfigAddress, child, entry, isEntryElement, parseFilter, predicate, sectionAt } from "./config-path.js";
import { addEntry, ConfigError, clearElement, removeEntry, setAttribute } from "./config-store.js";

/**
 * Configuration files of IIS: `applicationHost.config`, and web.config files whose place is known. What a file says is
 * applied; what it does not mention stays as it was.
 */

const MAXIMUM_LENGTH = 4 << 20;
/** Elements nest a few levels; deeper ones are not looked at. */
const MAXIMUM_DEPTH = 12;

/** Applies a document at a location (`""`: the server). What cannot be read leaves the web configuration undecided. */
export function applyConfigDocument(
  machine: Machine,
  content: Value,
  location: string,
  name: string,
  at: Trace | null,
  inWebConfig = false,
): void {
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
  const root = plain instanceof Str ? configuration(plain.value) : null;
  if (root === null) {
    machine.note("unreadable", ["web"], `${name} is written with content that is no XML document`, place);
    return;
  }
  new DocumentReader(machine, name, place, at, inWebConfig).group(root, [], location, 0);
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

/** The `configuration` element; null: the text is no document. */
function configuration(text: string): Element | null {
  if (text.length > MAXIMUM_LENGTH) return null;
  try {
    const { DOMParser, onErrorStopParsing } = xmlLibrary();
    const root = new DOMParser({ onError: onErrorStopParsing }).parseFromString(text, "text/xml").documentElement;
    return root !== null && root.tagName === "configuration" ? root : null;
  } catch {
    return null;
  }
}

function elements(of: Element): Element[] {
  return [...of.childNodes].filter((node): node is Element => node.nodeType === 1);
}

class DocumentReader {
  constructor(
    private readonly machine: Machine,
    private readonly name: string,
    private readonly place: Trace | null,
    private readonly commit: Trace | null,
    private readonly inWebConfig: boolean,
  ) {}

  /** Section groups down to sections; a location tag changes where they apply. */
  group(element: Element, path: readonly string[], location: string, depth: number): void {
    if (depth > MAXIMUM_DEPTH) return;
    for (const found of elements(element)) {
      if (path.length === 0 && found.tagName === "location") {
        const below = locationPath(found.getAttribute("path") ?? "");
        const at = [location, below].filter((part) => part !== "").join("/");
        this.overrides(found, at);
        this.group(found, [], at, depth + 1);
        continue;
      }
      const full = [...path, found.tagName];
      const section = sectionAt(full.join("/"));
      if (section === undefined) this.group(found, full, location, depth + 1);
      else this.element(found, { section, steps: [], inWebConfig: this.inWebConfig }, location, depth + 1);
    }
  }

  /** A location tag unlocks or locks the sections it names. */
  private overrides(tag: Element, location: string): void {
    const mode = (tag.getAttribute("overrideMode") ?? tag.getAttribute("allowOverride") ?? "").toLowerCase();
    if (!["allow", "true", "deny", "false"].includes(mode)) return;
    for (const section of sectionsIn(tag, [], 0))
      setUnlocked(this.machine, section, location, mode === "allow" || mode === "true");
  }

  private element(element: Element, address: ConfigAddress, location: string, depth: number): void {
    if (depth > MAXIMUM_DEPTH) return;
    for (const { name, value } of [...element.attributes]) this.attribute(address, location, name, value);
    for (const found of elements(element)) {
      const tag = found.tagName.toLowerCase();
      if (isEntryElement(tag)) this.entry(found, address, location, depth);
      else if (tag === "clear") clearElement(this.machine, address, location, this.place);
      else if (tag === "remove") removeEntry(this.machine, entry(address, attributesOf(found)), location, this.place);
      else this.element(found, child(address, found.tagName), location, depth + 1);
    }
  }

  private entry(element: Element, address: ConfigAddress, location: string, depth: number): void {
    const attributes = attributesOf(element);
    const values = new Map(
      [...attributes].map(([name, text]) => [name, { value: new Str(text, this.place) as Value, at: this.place }]),
    );
    this.guarded(() => addEntry(this.machine, address, location, values, this.commit));
    const key = attributes.has("name") ? "name" : "path";
    const added = entry(address, new Map([[key, attributes.get(key) ?? ""]]));
    for (const found of elements(element)) {
      if (isEntryElement(found.tagName)) this.entry(found, added, location, depth + 1);
      else this.element(found, child(added, found.tagName), location, depth + 1);
    }
  }

  private attribute(address: ConfigAddress, location: string, name: string, value: string): void {
    this.guarded(() => setAttribute(this.machine, address, location, name, new Str(value, this.place), this.place, this.commit));
  }

  private guarded(run: () => void): void {
    try {
      run();
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      // A locked section in a web.config is an error of every request below it, and sets nothing.
      if (!this.inWebConfig) this.machine.note("unreadable", ["web"], `${this.name}: ${error.message}`, this.place);
    }
  }
}

function sectionsIn(element: Element, path: readonly string[], depth: number): string[] {
  if (depth > MAXIMUM_DEPTH) return [];
  return elements(element).flatMap((found) => {
    const full = [...path, found.tagName];
    const section = sectionAt(full.join("/"));
    return section === undefined ? sectionsIn(found, full, depth + 1) : [section];
  });
}

function attributesOf(element: Element): Map<string, string> {
  return new Map([...element.attributes].map(({ name, value }) => [name.toLowerCase(), value]));
}

/** Alone: a file of that name is the server's, any other one is a web.config of the default site; IIS is there then. */
registerDocument("iis-configuration", (machine, { content, path, at }) => {
  const text = machine.plain(content);
  if (text instanceof Str && configuration(text.value) === null)
    return { message: "it is no XML document with a configuration element", at };
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
});

watchFiles({
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
});

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

/** A web.config belongs to the location whose folder it lies in or below. */
watchFiles({
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
    if (plain instanceof Str || plain instanceof EditedXml || mayAuthenticate(machine, location))
      applyConfigDocument(machine, content, location, "web.config", at, true);
  },
});
