import { hasHole, hole, mayBe } from "../values/holes.js";
import { COMPUTER_NAME, DOMAIN_NAME, principalNames } from "./parse.js";
import { machinePrincipal, type PrincipalId, principalBody, principalKind } from "./principal-id.js";

/** Names of principals with parts that are not known: which principals they may turn out to be. */

/** True when what is not known of the name leaves open which principal it is. The names of the computer and its domain do not. */
export function isOpenName(principal: PrincipalId): boolean {
  if (principalKind(principal) !== "name") return false;
  return hasHole(principalBody(principal).replaceAll(hole(COMPUTER_NAME), "").replaceAll(hole(DOMAIN_NAME), ""));
}

/** Whether an open name may be the name of one of the principals, in any of their spellings. */
export function mayName(principal: PrincipalId, others: Iterable<PrincipalId>): boolean {
  const pattern = principalBody(principal);
  for (const other of others) if (other !== principal && principalNames(other).some((name) => mayBe(pattern, name))) return true;
  return false;
}

/** The built-in Administrator, which every host has. */
export const ADMINISTRATOR: PrincipalId = machinePrincipal(500);
