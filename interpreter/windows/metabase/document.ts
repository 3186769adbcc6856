import { DOMParser, type Element, onErrorStopParsing } from "@xmldom/xmldom";
import { connectionControl, domainRelayList, type Key, relayList } from "../../../host/keys.js";
import { decodeRelayListHex } from "../../../host/smtp/relay-codec.js";
import { type RelayList, UNSET } from "../../../host/smtp/relay-list.js";
import { watchFiles } from "../../files.js";
import type { Machine } from "../../machine.js";
import { evidence } from "../../provenance.js";
import type { Trace } from "../../source.js";
import { literalOf, traceOf } from "../../texts.js";
import { array, Str, Unknown, type Value } from "../../value.js";
import { put, putUnknown } from "../host-facts.js";
import { metabaseNode, nodeName } from "./nodes.js";
import { metabaseProperty } from "./properties.js";
import { createNode, type MetabaseWrite, RefusedWrite, type SmtpNode, writeProperties } from "./smtp.js";

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
  const place = literalOf(traceOf(plain)) ?? at;
  if (plain instanceof Unknown) {
    machine.note(plain.cause, ["smtp"], `MetaBase.xml is written with content that is not known: ${plain.why}`, place);
    return;
  }
  if (!(plain instanceof Str)) {
    machine.note("unreadable", ["smtp"], "MetaBase.xml is written with content that is no text", place);
    return;
  }
  const elements = smtpElements(plain.value);
  if (elements === null) {
    machine.note("unreadable", ["smtp"], "MetaBase.xml is written with content that is no XML document", place);
    return;
  }
  for (const element of elements) applyElement(machine, element, place, at);
}

/** Elements of the SMTP service; null: the text is no document. */
function smtpElements(text: string): Element[] | null {
  if (text.length > MAXIMUM_LENGTH) return null;
  try {
    const document = new DOMParser({ onError: onErrorStopParsing }).parseFromString(text, "text/xml");
    return [...document.getElementsByTagName("*")].filter((element) => ELEMENTS.has(element.tagName));
  } catch {
    return null;
  }
}

function applyElement(machine: Machine, element: Element, place: Trace | null, commit: Trace | null): void {
  const node = metabaseNode(element.getAttribute("Location") ?? "");
  if (node.kind !== "smtp-server" && node.kind !== "smtp-domain") return;
  createNode(machine, node, place);
  const found = evidence(place, commit, `written to ${nodeName(node)} in MetaBase.xml`);
  for (const [name, key] of listKeys(node)) {
    const list = element.hasAttribute(name) ? decodeRelayListHex(element.getAttribute(name) ?? "") : UNSET;
    if (list.kind === "unreadable") putUnknown(machine, key, list.cause, list.why, found);
    else put(machine, key, list, found);
  }
  const writes: MetabaseWrite[] = [];
  for (const { name, value } of [...element.attributes]) {
    const property = metabaseProperty(name);
    if (!property || property.type === "list" || property.type === "secret" || name === "Location") continue;
    writes.push({ property, value: attributeValue(property.name, property.type, value, place), at: place });
  }
  try {
    writeProperties(machine, node, writes, commit);
  } catch (error) {
    if (!(error instanceof RefusedWrite)) throw error;
    machine.note("unreadable", ["smtp"], `MetaBase.xml: ${error.message}`, place);
  }
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
    return array(
      text
        .split(/[\r\n]+/)
        .map((line) => new Str(line.trim(), at))
        .filter(({ value }) => value !== ""),
    );
  if (type !== "dword" || /^\s*-?\d+\s*$/.test(text)) return new Str(text, at);
  let word = 0;
  for (const part of text.split("|")) {
    const flag = metabaseProperty(part)?.flag;
    if (flag?.of === name) word |= flag.bit;
  }
  return new Str(String(word), at);
}

watchFiles({
  watches: (key) => /^[a-z]:\\windows\\(?:system32|sysnative|syswow64)\\inetsrv\\metabase\.xml$/.test(key),
  changed: (machine, _path, content, at) => {
    if (content !== undefined) applyMetabaseDocument(machine, content, at);
  },
});
