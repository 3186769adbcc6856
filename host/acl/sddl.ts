/**
 * Security descriptors as text (SDDL): `O:BAG:SYD:P(A;OICI;FA;;;WD)`. Covers what deployment scripts write: owner, protected flag and
 * the entries of the DACL that allow or deny. Object and audit entries are skipped, conditional ones counted as unreadable.
 * Source: Microsoft, "Security Descriptor Definition Language".
 */

import { parsePrincipal } from "../principals/parse.js";
import { type PrincipalId, sidPrincipal } from "../principals/principal-id.js";
import { SID } from "../principals/well-known.js";
import type { Ace } from "./ace.js";
import { mapGeneric, type ObjectKind } from "./rights.js";

export interface SecurityDescriptor {
  readonly owner: PrincipalId | null;
  /** Null: the text has no DACL part, so the list stays as it is. */
  readonly entries: readonly (Ace & { readonly principal: PrincipalId })[] | null;
  /** A DACL that is absent on purpose (`D:NO_ACCESS_CONTROL`): everyone may do everything. */
  readonly nullDacl: boolean;
  readonly isProtected: boolean;
}

const ALIASES: ReadonlyMap<string, PrincipalId> = new Map<string, PrincipalId>([
  ["WD", SID.everyone],
  ["AU", SID.authenticatedUsers],
  ["BA", SID.administrators],
  ["BU", SID.users],
  ["BG", SID.guests],
  ["PU", SID.powerUsers],
  ["BO", SID.backupOperators],
  ["AO", "sid:S-1-5-32-548"],
  ["SO", "sid:S-1-5-32-549"],
  ["PO", "sid:S-1-5-32-550"],
  ["RE", "sid:S-1-5-32-552"],
  ["RU", "sid:S-1-5-32-554"],
  ["RD", "sid:S-1-5-32-555"],
  ["NO", "sid:S-1-5-32-556"],
  ["MU", "sid:S-1-5-32-558"],
  ["LU", "sid:S-1-5-32-559"],
  ["IS", SID.iisIusrs],
  ["CY", "sid:S-1-5-32-569"],
  ["ER", "sid:S-1-5-32-573"],
  ["CD", "sid:S-1-5-32-574"],
  ["HA", "sid:S-1-5-32-578"],
  ["RM", "sid:S-1-5-32-580"],
  ["SY", SID.localSystem],
  ["LS", SID.localService],
  ["NS", SID.networkService],
  ["AN", SID.anonymousLogon],
  ["NU", SID.network],
  ["IU", SID.interactive],
  ["SU", SID.service],
  ["PS", "sid:S-1-5-10"],
  ["ED", "sid:S-1-5-9"],
  ["RC", "sid:S-1-5-12"],
  ["CO", "sid:S-1-3-0"],
  ["CG", "sid:S-1-3-1"],
  ["OW", "sid:S-1-3-4"],
  ["AC", "sid:S-1-15-2-1"],
  ["LA", "machine:500"],
  ["LG", "machine:501"],
]);

/** Domain-relative aliases: their SID depends on the domain, so they are known by name. */
const DOMAIN_ALIASES: ReadonlyMap<string, string> = new Map([
  ["DA", "Domain Admins"],
  ["DU", "Domain Users"],
  ["DG", "Domain Guests"],
  ["DC", "Domain Computers"],
  ["DD", "Domain Controllers"],
  ["SA", "Schema Admins"],
  ["EA", "Enterprise Admins"],
  ["PA", "Group Policy Creator Owners"],
]);

const RIGHT_CODES: ReadonlyMap<string, number> = new Map([
  ["GA", 0x10000000],
  ["GX", 0x20000000],
  ["GW", 0x40000000],
  ["GR", 0x80000000],
  ["RC", 0x20000],
  ["SD", 0x10000],
  ["WD", 0x40000],
  ["WO", 0x80000],
  ["CC", 0x1],
  ["DC", 0x2],
  ["LC", 0x4],
  ["SW", 0x8],
  ["RP", 0x10],
  ["WP", 0x20],
  ["DT", 0x40],
  ["LO", 0x80],
  ["CR", 0x100],
  ["FA", 0x1f01ff],
  ["FR", 0x120089],
  ["FW", 0x120116],
  ["FX", 0x1200a0],
  ["KA", 0xf003f],
  ["KR", 0x20019],
  ["KW", 0x20006],
  ["KX", 0x20019],
]);

/** The descriptor, or the reason why the text is none. */
export function parseSddl(text: string, kind: ObjectKind): SecurityDescriptor | { readonly error: string } {
  const source = text.trim();
  const sections = splitSections(source);
  if (sections === null) return { error: "it has no section such as D: or O:" };
  let owner: PrincipalId | null = null;
  let entries: (Ace & { readonly principal: PrincipalId })[] | null = null;
  let nullDacl = false;
  let isProtected = false;
  for (const { letter, body } of sections) {
    if (letter === "O") {
      owner = trustee(body);
      if (owner === null) return { error: `${body} is no owner` };
    } else if (letter === "D") {
      const open = body.indexOf("(");
      const flags = open < 0 ? body : body.slice(0, open);
      if (flags.includes("NO_ACCESS_CONTROL")) nullDacl = true;
      else isProtected = flags.replace(/AI|AR/g, "").includes("P");
      entries = [];
      for (const ace of splitAces(open < 0 ? "" : body.slice(open))) {
        if (ace === null) return { error: "an entry is not closed" };
        const parsed = parseAce(ace, kind);
        if (parsed === null) continue;
        if ("error" in parsed) return parsed;
        entries.push(parsed);
      }
    }
  }
  return { owner, entries, nullDacl, isProtected };
}

function splitSections(source: string): { letter: string; body: string }[] | null {
  const sections: { letter: string; start: number; end: number }[] = [];
  let depth = 0;
  for (let index = 0; index < source.length; index++) {
    const char = source.charAt(index);
    if (char === "(") depth++;
    else if (char === ")") depth--;
    else if (depth === 0 && source.charAt(index + 1) === ":" && "OGDS".includes(char)) {
      const last = sections[sections.length - 1];
      if (last !== undefined) last.end = index;
      sections.push({ letter: char, start: index + 2, end: source.length });
    }
  }
  if (sections.length === 0 || (sections[0]?.start ?? 0) !== 2) return null;
  return sections.map(({ letter, start, end }) => ({ letter, body: source.slice(start, end).trim() }));
}

function* splitAces(body: string): Generator<string | null> {
  let start = -1;
  let depth = 0;
  for (let index = 0; index < body.length; index++) {
    const char = body.charAt(index);
    if (char === "(" && depth++ === 0) start = index + 1;
    else if (char === ")" && --depth === 0) yield body.slice(start, index);
  }
  if (depth !== 0) yield null;
}

function parseAce(
  text: string,
  kind: ObjectKind,
): (Ace & { readonly principal: PrincipalId }) | { readonly error: string } | null {
  const fields = text.split(";").map((field) => field.trim());
  const [type, flags, rights, , , account] = fields;
  if (fields.length < 6 || type === undefined || flags === undefined || rights === undefined || account === undefined) {
    return { error: `(${text}) is no access entry` };
  }
  if (type !== "A" && type !== "D") {
    return ["XA", "XD", "ZA"].includes(type) ? { error: `(${text}) is a conditional entry` } : null;
  }
  const mask = rightsMask(rights);
  const principal = trustee(account);
  const codes: readonly string[] = flags.match(/../g) ?? [];
  if (mask === null || principal === null || flags.length % 2 !== 0) return { error: `(${text}) is no access entry` };
  return {
    principal,
    effect: type === "A" ? "allow" : "deny",
    rights: mapGeneric(mask, kind),
    containers: codes.includes("CI"),
    objects: codes.includes("OI"),
    inheritOnly: codes.includes("IO"),
    noPropagate: codes.includes("NP"),
  };
}

function rightsMask(text: string): number | null {
  if (/^0x[0-9a-f]{1,8}$/i.test(text) || /^\d{1,10}$/.test(text)) return Number(text) >>> 0;
  if (text.length % 2 !== 0) return null;
  let mask = 0;
  for (const code of text.match(/../g) ?? []) {
    const bits = RIGHT_CODES.get(code.toUpperCase());
    if (bits === undefined) return null;
    mask |= bits;
  }
  return mask >>> 0;
}

function trustee(text: string): PrincipalId | null {
  const alias = ALIASES.get(text.toUpperCase());
  if (alias !== undefined) return alias;
  const domain = DOMAIN_ALIASES.get(text.toUpperCase());
  if (domain !== undefined) return parsePrincipal(domain);
  return /^s-1-/i.test(text) ? (parsePrincipal(text) ?? sidPrincipal(text)) : null;
}
