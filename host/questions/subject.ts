/** Whom and what a danger is about, so that a finding can be recognised again and told without repeating names that may be secret. */

import { type PrincipalId, principalKind } from "../principals/principal-id.js";
import { privilegeInfo } from "../privileges.js";

export interface Subject {
  readonly text: string;
  /** Windows gives the name, so it tells nothing of anybody's deployment. */
  readonly known: boolean;
}

const WINDOWS_OBJECTS: ReadonlySet<string> = new Set([
  "c:\\",
  "c:\\windows",
  "c:\\windows\\system32",
  "c:\\windows\\syswow64",
  "c:\\windows\\temp",
  "c:\\windows\\system32\\inetsrv",
  "c:\\windows\\system32\\inetsrv\\config",
  "c:\\windows\\system32\\inetsrv\\config\\applicationhost.config",
  "c:\\program files",
  "c:\\program files (x86)",
  "service:w3svc",
  "service:was",
  "service:smtpsvc",
  "service:iisadmin",
]);

/** A word of ours: how a grant is made, which power it is. */
export function wordSubject(text: string): Subject {
  return { text, known: true };
}

/** A name that the deployment gives: a pool. Folded, as Windows compares it. */
export function nameSubject(text: string): Subject {
  return { text: text.toLowerCase(), known: false };
}

/** Known by its SID, or its number on the machine: every other principal has a name that somebody gave. */
export function principalSubject(principal: PrincipalId): Subject {
  const kind = principalKind(principal);
  return { text: principal, known: kind === "sid" || kind === "machine" };
}

export function rightSubject(right: string): Subject {
  return { text: right.toLowerCase(), known: privilegeInfo(right) !== null };
}

/** A file, folder, registry key or `service:NAME`. */
export function objectSubject(object: string): Subject {
  const text = object.toLowerCase();
  return { text, known: WINDOWS_OBJECTS.has(text) };
}

/** A virtual server by its number. */
export function serverSubject(server: string): Subject {
  return { text: server, known: /^\d{1,4}$/.test(server) };
}

/** A mail domain; wildcards for everything are nobody's. */
export function domainSubject(domain: string): Subject {
  return { text: domain, known: domain === "*" || domain === "*.*" };
}
