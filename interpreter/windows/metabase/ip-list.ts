import { formatIpv4, parseIpv4 } from "../../../host/smtp/ipv4.js";
import { type ListObject, parseAddressEntry, parseDomainEntry, toListObject } from "../../../host/smtp/list-object.js";
import { type ByteCell, decodeRelayList } from "../../../host/smtp/relay-codec.js";
import {
  type ClientAddress,
  type ClientDomain,
  clientSet,
  NOBODY,
  type RelayList,
  sameRelayList,
} from "../../../host/smtp/relay-list.js";
import type { Cause } from "../../../host/values/origin.js";
import type { Machine } from "../../machine/machine.js";
import { OWN_ADDRESS_SYMBOL, ownAddress } from "../../os/computer.js";
import { PsError } from "../../tools/script-error.js";
import type { Text } from "../../tools/tool.js";
import { OpenOutput, outputsOf } from "../../values/open-lists.js";
import { elementsOf, scalarBoolean, scalarInteger, scalarOf, scalarText } from "../../values/scalar-conversions.js";
import type { Trace } from "../../values/source.js";
import { shownText, traceOf } from "../../values/texts.js";
import { array, bool, Instance, type ObjectModel, type Plain, Str, Unknown, type Value } from "../../values/value.js";
import { reflected } from "../adsi/com-reflection.js";

/** What a script's value is as a list of the metabase. */
export type ListValue =
  | { readonly kind: "known"; readonly list: RelayList; readonly at: Trace | null }
  | { readonly kind: "unknown"; readonly cause: Cause; readonly why: string; readonly at: Trace | null }
  /** Not a value that the property takes: the write fails and the old one stays. */
  | { readonly kind: "refused"; readonly why: string };

const NULL_ASSIGNED = "$null was assigned: that may remove the list, or leave one of zero length, which grants everyone";

/** A value assigned to RelayIpList or IPSecurity: a list object, bytes, or nothing. */
export function listValue(machine: Machine, value: Value, at: Trace | null): ListValue {
  const plain = scalarOf(machine, value);
  const place = traceOf(plain) ?? at;
  if (plain instanceof Unknown) return { kind: "unknown", cause: plain.cause, why: plain.why, at: place };
  if (plain.kind === "null") return { kind: "known", list: { kind: "undecided-empty", reason: NULL_ASSIGNED }, at: place };
  if (plain instanceof Instance && plain.model instanceof IpListModel) return plain.model.result(plain, at ?? place);
  if (plain.kind === "arr" || plain.kind === "num") return bytesValue(machine, plain, place);
  return { kind: "refused", why: "it is neither a list object nor an array of bytes" };
}

function bytesValue(machine: Machine, value: Plain, at: Trace | null): ListValue {
  const elements = elementsOf(machine, value);
  if (elements instanceof Unknown) return { kind: "unknown", cause: elements.cause, why: elements.why, at };
  const cells: ByteCell[] = [];
  for (const element of flattened(machine, elements)) {
    const cell = byteCell(machine, element);
    if (cell === undefined) return { kind: "refused", why: `an element is not a byte` };
    cells.push(cell);
  }
  const list = decodeRelayList(cells);
  return list.kind === "unreadable" ? { kind: "unknown", cause: list.cause, why: list.why, at } : { kind: "known", list, at };
}

/** `@($bytes)` and `,$bytes`: an array in an array. */
function flattened(machine: Machine, elements: readonly Plain[]): readonly Plain[] {
  const only = elements.length === 1 ? elements[0] : undefined;
  if (only?.kind !== "arr") return elements;
  const inner = elementsOf(machine, only);
  return inner instanceof Unknown ? [inner] : flattened(machine, inner);
}

/** A number 0 to 255 or a text that is one; undefined: the conversion to a byte fails. */
function byteCell(machine: Machine, value: Plain): ByteCell | undefined {
  if (value instanceof Unknown) return { own: isOwn(value), cause: value.cause, why: value.why };
  const number = scalarInteger(machine, value);
  if (typeof number !== "number" || number < 0 || number > 255) return undefined;
  return number;
}

function isOwn(value: Unknown): boolean {
  return value.symbol.includes(OWN_ADDRESS_SYMBOL);
}

// ---------------------------------------------------------------- the list object

const GRANT_BY_DEFAULT = "grantByDefault";
const LISTS = new Map([
  ["ipgrant", "IPGrant"],
  ["ipdeny", "IPDeny"],
  ["domaingrant", "DomainGrant"],
  ["domaindeny", "DomainDeny"],
]);

interface Assigned {
  readonly key: string;
  readonly value: Value;
  readonly at: Trace | null;
}

/**
 * IIsIPSecurity: what `Get("RelayIpList")` and `.Properties["RelayIpList"].Value` give. A copy of what is stored: it takes
 * effect when it is put back and committed. The list that `GrantByDefault` makes irrelevant is kept and ignored.
 */
export class IpListModel implements ObjectModel {
  readonly typeNames = ["System.__ComObject", "System.MarshalByRefObject", "System.Object"];

  constructor(
    private readonly machine: Machine,
    /** What was stored when it was read; null: not known. */
    private readonly stored: RelayList | null,
    /** Names the stored list in questions: `the relay list of SmtpSvc/1`. */
    private readonly what: string,
  ) {}

  get(self: Instance, name: string): Value | undefined {
    const key = name.toLowerCase();
    if (key === "grantbydefault") return this.assigned(self, GRANT_BY_DEFAULT)?.value ?? bool(this.storedDefault());
    const list = LISTS.get(key);
    if (list === undefined) return undefined;
    return this.assigned(self, list)?.value ?? this.storedEntries(list);
  }

  set(self: Instance, name: string, value: Value, at: Trace | null): boolean {
    const key = name.toLowerCase();
    if (key === "grantbydefault") {
      if (scalarBoolean(this.machine, value) === undefined) throw comError("GrantByDefault takes a boolean", at);
      this.assign(self, GRANT_BY_DEFAULT, value, at);
      return true;
    }
    const list = LISTS.get(key);
    if (list === undefined) return false;
    this.entries(list, value, at);
    this.assign(self, list, value, at);
    return true;
  }

  invoke(self: Instance, name: string, args: readonly Value[], at: Trace | null): Value | undefined {
    return reflected(this.machine, self, name, args, at);
  }

  /** What is stored when it is written back. */
  result(self: Instance, place: Trace | null): ListValue {
    const chosen = this.assigned(self, GRANT_BY_DEFAULT);
    const granted = chosen ? scalarBoolean(this.machine, chosen.value) : this.storedDefault();
    if (granted instanceof Unknown)
      return { kind: "unknown", cause: granted.cause, why: granted.why, at: traceOf(granted) ?? place };
    const [addresses, domains] = granted === true ? ["IPDeny", "DomainDeny"] : ["IPGrant", "DomainGrant"];
    const ips = this.assigned(self, addresses as string);
    const names = this.assigned(self, domains as string);
    const stored = this.storedObject();
    const set = granted === true ? stored?.deny : stored?.grant;
    // Entries that were there before are unknown grants; unknown denials cannot close a list that grants by default.
    const unknownGrants = stored === null && granted !== true;
    const addressEntries = ips
      ? (this.entries("IPGrant", ips.value, ips.at) as ClientAddress[])
      : unknownGrants
        ? [KEPT]
        : (set?.addresses ?? []);
    const domainEntries = names ? (this.entries("DomainGrant", names.value, names.at) as ClientDomain[]) : (set?.domains ?? []);
    const entries = clientSet(addressEntries, domainEntries);
    const list: RelayList = granted === true ? { kind: "all-except", deny: entries } : { kind: "only", grant: entries };
    const deciding = granted === true ? (chosen ?? ips ?? names) : (ips ?? names ?? chosen);
    const at = deciding ? (traceOf(deciding.value) ?? deciding.at ?? place) : place;
    // Written back as it was read: what is stored stays as it is (an absent list too).
    if (this.stored !== null && !chosen && !ips && !names) return { kind: "known", list: this.stored, at };
    if (this.stored !== null && sameRelayList(this.stored, list)) return { kind: "known", list: this.stored, at };
    return { kind: "known", list, at };
  }

  private storedObject(): ListObject | null {
    return this.stored === null ? null : (toListObject(this.stored) ?? { grantByDefault: false, grant: NOBODY, deny: NOBODY });
  }

  private storedDefault(): boolean {
    const stored = this.storedObject();
    if (stored !== null) return stored.grantByDefault;
    const subject = `metabase:${this.what}:grantbydefault`;
    return this.machine.askWhether(subject, `${this.what} grants by default`, `${this.what} does not grant by default`);
  }

  private storedEntries(list: string): Value {
    const stored = this.storedObject();
    // Any number of entries, or none: what is added to them is known all the same.
    if (stored === null)
      return array(
        outputsOf([
          new OpenOutput(
            "input",
            `the entries of ${this.what} are known only on the host`,
            `metabase:${this.what}:${list.toLowerCase()}`,
            null,
            "System.String",
          ),
        ]),
      );
    const set = list.endsWith("Grant") ? stored.grant : stored.deny;
    return array(list.startsWith("IP") ? set.addresses.map(addressText) : set.domains.map(domainText));
  }

  private entries(list: string, value: Value, at: Trace | null): (ClientAddress | ClientDomain)[] {
    const elements = elementsOf(this.machine, value);
    if (elements instanceof Unknown) return [unknownEntry(elements)];
    const flat = elements.flatMap((element) => (element.kind === "arr" ? this.inner(element) : [element]));
    return flat.flatMap((element): readonly (ClientAddress | ClientDomain)[] => {
      const text = scalarText(this.machine, element);
      if (text === null || text === "") return [];
      if (text === undefined) throw comError(`${list} takes texts`, at);
      return list.startsWith("IP") ? addressEntry(text, at) : domainEntry(text);
    });
  }

  private inner(value: Plain): readonly Plain[] {
    const elements = elementsOf(this.machine, value);
    return elements instanceof Unknown
      ? [elements]
      : elements.flatMap((element) => (element.kind === "arr" ? this.inner(element) : [element]));
  }

  private assigned(self: Instance, name: string): Assigned | undefined {
    return this.machine.field<Assigned>(self, name);
  }

  private assign(self: Instance, name: string, value: Value, at: Trace | null): void {
    this.machine.setField(self, name, { key: name, value, at } satisfies Assigned);
  }
}

function comError(message: string, at: Trace | null): PsError {
  return new PsError({ id: "COMException", message, exception: "System.Runtime.InteropServices.COMException", at });
}

function unknownEntry(value: Unknown): ClientAddress {
  if (isKept(value)) return KEPT;
  return isOwn(value) ? { kind: "own" } : { kind: "unknown", cause: value.cause, why: value.why };
}

/** Entries that were read from the host's list and are written back. */
function isKept(value: Unknown): boolean {
  return /^metabase:.*:ipgrant$/.test(value.symbol);
}

const KEPT: ClientAddress = { kind: "kept" };

/** An address and a mask are shorter, also with the names of unknown parts. */
const MAXIMUM_ENTRY = 400;

/** An entry `ip, mask`. Of an unknown one, an address of the host itself under a full mask is told apart. */
function addressEntry(text: Text, at: Trace | null): ClientAddress[] {
  if (typeof text === "string") {
    // One text may hold several entries: "1.2.3.4, 255.255.255.255;5.6.7.8, 255.255.255.255".
    return text
      .split(";")
      .filter((entry) => entry.trim() !== "")
      .map((entry) => {
        const parsed = parseAddressEntry(entry);
        if (parsed === null) throw comError(`${JSON.stringify(entry)} is not an address`, at);
        return parsed;
      });
  }
  if (isKept(text)) return [KEPT];
  const shown = shownText(text);
  if (shown.length > MAXIMUM_ENTRY) return [{ kind: "unknown", cause: text.cause, why: text.why }];
  const mask = /^⟨[^⟩]*⟩(?:\.⟨[^⟩]*⟩){0,3}\s*(?:[,/\s]\s*([\d.]+))?\s*;?$/.exec(shown);
  const whole = mask !== null && (mask[1] === undefined || mask[1] === "32" || parseIpv4(mask[1]) === 0xffffffff);
  if (whole && isOwn(text)) return [{ kind: "own" }];
  // A mask that is all zero covers everything, whatever the address is.
  if (/[,/\s]\s*(?:0\.0\.0\.0|0)\s*;?$/.test(shown)) return [{ kind: "range", address: 0, mask: 0 }];
  return [{ kind: "unknown", cause: text.cause, why: text.why }];
}

function domainEntry(text: Text): ClientDomain[] {
  if (text instanceof Unknown) return [{ kind: "unknown", cause: text.cause, why: text.why }];
  const parsed = parseDomainEntry(text);
  return parsed === null ? [] : [parsed];
}

function addressText(entry: ClientAddress): Value {
  switch (entry.kind) {
    case "loopback":
      return new Str("127.0.0.1, 255.255.255.255");
    case "range":
      return new Str(`${formatIpv4(entry.address)}, ${formatIpv4(entry.mask)}`);
    case "own": {
      const address = ownAddress();
      return new Unknown(address.cause, address.why, address.symbol, null, "System.String", [
        ...(address.parts ?? [address]),
        ", 255.255.255.255",
      ]);
    }
    case "kept":
      return new Unknown("input", "an entry that was on the host's list before", "metabase:kept:ipgrant", null, "System.String");
    case "unknown":
      return new Unknown(entry.cause, entry.why, `metabase:entry:${entry.why}`);
  }
}

function domainText(entry: ClientDomain): Value {
  return entry.kind === "name" ? new Str(entry.name) : new Unknown(entry.cause, entry.why, `metabase:domain:${entry.why}`);
}
