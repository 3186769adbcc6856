import type { Document, Element } from "@xmldom/xmldom";
import { connectionControl, domainRelayList, feature, type Key, relayList } from "../../../host/keys.js";
import { decodeRelayListHex } from "../../../host/smtp/relay-codec.js";
import { type RelayList, UNSET } from "../../../host/smtp/relay-list.js";
import type { Machine } from "../../machine/machine.js";
import { xmlLibrary } from "../../os/xml-library.js";
import type { Family } from "../../tools/toolbox.js";
import { evidence, locate } from "../../values/provenance.js";
import type { Trace } from "../../values/source.js";
import { isPartlyUnknown, readable, readText, standInsOf } from "../../values/stand-ins.js";
import { literalOf, traceOf } from "../../values/texts.js";
import { array, Str, Unknown, type Value } from "../../values/value.js";
import { put, putUnknown, reading, valueNow } from "../shared/host-facts.js";
import { metabaseNode, nodeName } from "./nodes.js";
import { metabaseProperty } from "./properties.js";
import { REST, renderedText, renderMetabase, unknownList } from "./rendered.js";
import { createNode, type MetabaseWrite, nodeMayExist, RefusedWrite, type SmtpNode, writeProperties } from "./smtp.js";

/**
 * `MetaBase.xml`: the whole metabase as one document, read when the service starts. Each node is an element with its path in
 * `Location` and its properties as attributes; flag words may be spelled by the names of their bits, lists are hexadecimal.
 */

/** Longer documents are not read: a metabase has a few hundred kilobytes. */
const MAXIMUM_LENGTH = 8 << 20;

const ELEMENTS: ReadonlySet<string> = new Set(["IIsSmtpService", "IIsSmtpServer", "IIsSmtpDomain"]);

/** Applies a document. What cannot be read leaves the SMTP configuration undecided. */
export function applyMetabaseDocument(machine: Machine, content: Value, at: Trace | null): void {
  const plain = machine.plain(content);
  const trace = traceOf(plain);
  const place = literalOf(trace) ?? at;
  if (!(plain instanceof Str) && !(plain instanceof Unknown)) {
    machine.note("unreadable", ["smtp"], "MetaBase.xml is written with content that is no text", place);
    return;
  }
  const text = readable(machine, plain);
  if (text === null) {
    const { cause, why } = plain as Unknown;
    machine.note(cause, ["smtp"], `MetaBase.xml is written with content that is not known: ${why}`, place);
    return;
  }
  const document = parsed(text);
  if (document === null) {
    machine.note("unreadable", ["smtp"], "MetaBase.xml is written with content that is no XML document", place);
    return;
  }
  noteUnknownElements(machine, document.documentElement, place);
  const edited = isPartlyUnknown(machine, document.documentElement?.textContent ?? "");
  for (const element of document.getElementsByTagName("*"))
    if (ELEMENTS.has(element.tagName)) applyElement(machine, element, edited, trace, at);
}

/** Notes unknown texts between the elements, which may be elements, unless they stand for what the host has there already. */
function noteUnknownElements(machine: Machine, root: Element | null, at: Trace | null): void {
  for (const part of standInsOf(machine).decode(root?.textContent ?? ""))
    if (typeof part !== "string" && part.symbol !== REST.symbol)
      machine.note(part.cause, ["smtp"], `what else MetaBase.xml holds: ${part.why}`, at);
}

/** The document; null: the text is none. */
function parsed(text: string): Document | null {
  if (text.length > MAXIMUM_LENGTH) return null;
  try {
    const { DOMParser, onErrorStopParsing } = xmlLibrary();
    return new DOMParser({ onError: onErrorStopParsing }).parseFromString(text, "text/xml");
  } catch {
    return null;
  }
}

/**
 * What a node's element says that is not so already: an edit of one attribute leaves the others as nobody set them.
 * `edited`: elsewhere in the document is text that is not known, as in the file of a host that nobody knows. Then what this
 * element does not say stays as it is.
 */
function applyElement(machine: Machine, element: Element, edited: boolean, trace: Trace | null, commit: Trace | null): void {
  const node = metabaseNode(element.getAttribute("Location") ?? "");
  if (node.kind !== "smtp-server" && node.kind !== "smtp-domain") return;
  const placeOf = (fragment: string) => literalOf(locate(trace, fragment)) ?? literalOf(trace) ?? commit;
  const isNew = !nodeMayExist(machine, node);
  if (isNew) createNode(machine, node, placeOf(element.tagName));
  for (const [name, key] of listKeys(node)) {
    const text = element.getAttribute(name);
    if (text === null && edited && !("value" in reading(machine, key))) continue;
    const found = evidence(
      placeOf(text === null ? element.tagName : name),
      commit,
      `written to ${nodeName(node)} in MetaBase.xml`,
    );
    if (text !== null && isPartlyUnknown(machine, text)) {
      const value = readText(machine, text, null, false);
      if (value instanceof Unknown && value.symbol !== unknownList(node, name).symbol)
        putUnknown(machine, key, value.cause, value.why, found);
      continue;
    }
    const list = text === null ? UNSET : decodeRelayListHex(text);
    if (list.kind === "unreadable") putUnknown(machine, key, list.cause, list.why, found);
    else if (!holdsAlready(machine, key, list)) put(machine, key, list, found);
  }
  const writes: MetabaseWrite[] = [];
  for (const { name, value } of [...element.attributes]) {
    const property = metabaseProperty(name);
    if (!property || property.type === "list" || property.type === "secret" || name === "Location") continue;
    const at = placeOf(property.name);
    const written = isPartlyUnknown(machine, value)
      ? readText(machine, value, at, false)
      : attributeValue(property.name, property.type, value, at);
    if (value !== renderedText(machine, node, property)?.replaceAll(/[\r\n\t]/g, " "))
      writes.push({ property, value: written, at });
  }
  try {
    writeProperties(machine, node, writes, commit);
  } catch (error) {
    if (!(error instanceof RefusedWrite)) throw error;
    machine.note("unreadable", ["smtp"], `MetaBase.xml: ${error.message}`, placeOf(element.tagName));
  }
}

function holdsAlready(machine: Machine, key: Key<RelayList>, list: RelayList): boolean {
  const now = reading(machine, key);
  return "value" in now && key.codec.equal(now.value, list);
}

function listKeys(node: SmtpNode): [string, Key<RelayList>][] {
  if (node.kind === "smtp-domain") return [["RelayIpList", domainRelayList(node.server, node.domain)]];
  return [
    ["RelayIpList", relayList(node.server)],
    ["IPSecurity", connectionControl(node.server)],
  ];
}

/** `AuthFlags="AuthAnonymous | AuthNTLM"`, `LogType="1"`, multi-strings one entry a line. */
function attributeValue(name: string, type: string, text: string, at: Trace | null): Value {
  if (type === "strings")
    // XML turns the line ends of an attribute into blanks; the entries of these lists have none.
    return array(
      text
        .split(/\s+/)
        .filter((entry) => entry !== "")
        .map((entry) => new Str(entry, at)),
    );
  if (type !== "dword" || /^\s*-?\d+\s*$/.test(text)) return new Str(text, at);
  let word = 0;
  for (const part of text.split("|")) {
    const flag = metabaseProperty(part)?.flag;
    if (flag?.of === name) word |= flag.bit;
  }
  return new Str(String(word), at);
}

export const metabaseDocumentFamily: Family = {
  fileWatchers: [
    {
      places: ["system32", "sysnative", "syswow64"].map((folder) => `*\\windows\\${folder}\\inetsrv\\metabase.xml`),
      disturbed(machine, folder, at) {
        machine.note("opaque", ["smtp"], `files that are not known are put into ${folder}, MetaBase.xml may be among them`, at);
      },
      changed: (machine, _path, content, at) => {
        if (content !== undefined) applyMetabaseDocument(machine, content, at);
      },
      content: (machine) => renderMetabase(machine),
    },
  ],
  documents: [
    /** Alone: the SMTP service is there. */
    {
      kind: "metabase",
      read: (machine, { content, at }) => {
        if (content instanceof Str && parsed(content.value) === null) return { message: "it is no XML document", at };
        if (valueNow(machine, feature("SMTP-Server")) !== true)
          put(machine, feature("SMTP-Server"), true, evidence(at, at, "there is a metabase of the SMTP service"));
        applyMetabaseDocument(machine, content, at);
        return null;
      },
    },
  ],
};
