/**
 * Which SIDs are in the tokens that IIS uses. Observed in public `whoami /all` outputs taken as `nt authority\iusr` (2008 R2
 * and Server 2019) and as `iis apppool\defaultapppool`.
 */

import type { LogonMethod, PoolIdentityType } from "../keys.js";
import { type PrincipalId, poolPrincipal, principalBody, principalKind, sidPrincipal } from "./principal-id.js";
import { poolSid } from "./sid.js";
import { SID } from "./well-known.js";

/** In every token that IIS works with. IIS_IUSRS was absent from the 2008 R2 dumps of IUSR; it is counted all the same. */
export const COMMON_TOKEN: readonly PrincipalId[] = [
  SID.everyone,
  SID.authenticatedUsers,
  SID.users,
  SID.iisIusrs,
  SID.thisOrganization,
  SID.local,
  SID.consoleLogon,
];

/** What a logon method adds to the token of an account with a password. General knowledge, not looked up. */
const LOGON_TOKEN: Readonly<Record<LogonMethod, PrincipalId>> = {
  Interactive: SID.interactive,
  Batch: SID.batch,
  Network: SID.network,
  ClearText: SID.network,
};

/** The SIDs of the token for anonymous requests when the anonymous user is an account (not the pool identity). */
export function anonymousToken(user: PrincipalId, logonMethod: LogonMethod = "ClearText"): ReadonlySet<PrincipalId> {
  const token = new Set<PrincipalId>([user, ...COMMON_TOKEN]);
  if (user === SID.iusr) return token;
  token.add(LOGON_TOKEN[logonMethod]);
  const kind = principalKind(user);
  if (kind === "local" || kind === "machine" || kind === "name") token.add(SID.localAccount);
  // IIS 6 made IUSR_<machine> a member of Guests. General knowledge, not looked up.
  if (principalBody(user).startsWith("iusr_")) token.add(SID.guests);
  return token;
}

/** The SIDs of a worker process. `identity` is the account of a pool of type SpecificUser. */
export function workerToken(
  pool: string,
  type: PoolIdentityType,
  identity: PrincipalId | null,
  manualGroupMembership: boolean,
): ReadonlySet<PrincipalId> {
  const token = new Set<PrincipalId>();
  const account = poolAccount(pool, type, identity);
  if (account !== null) token.add(account);
  // The pool's own SID is injected whatever the identity type is.
  token.add(poolPrincipal(pool));
  token.add(sidPrincipal(poolSid(pool)));
  token.add(SID.allPools);
  token.add(SID.service);
  for (const sid of COMMON_TOKEN) if (sid !== SID.iisIusrs || !manualGroupMembership) token.add(sid);
  if (account !== null && ["local", "machine"].includes(principalKind(account))) token.add(SID.localAccount);
  return token;
}

/** What is in the token of any account that logs on with a password; groups of its own are not. */
export function accountToken(account: PrincipalId): ReadonlySet<PrincipalId> {
  const token = new Set<PrincipalId>([account, SID.everyone, SID.authenticatedUsers, SID.users, SID.thisOrganization, SID.local]);
  if (["local", "machine"].includes(principalKind(account))) token.add(SID.localAccount);
  return token;
}

/** The account that a worker process runs as; null for a SpecificUser that is not known. */
export function poolAccount(pool: string, type: PoolIdentityType, identity: PrincipalId | null): PrincipalId | null {
  switch (type) {
    case "LocalSystem":
      return SID.localSystem;
    case "LocalService":
      return SID.localService;
    case "NetworkService":
      return SID.networkService;
    case "ApplicationPoolIdentity":
      return poolPrincipal(pool);
    case "SpecificUser":
      return identity;
  }
}
