import { ADMIN_GROUPS } from "../../host/groups.js";
import { describePrincipal } from "../../host/principals/parse.js";
import type { PrincipalId } from "../../host/principals/principal-id.js";
import { anonymousToken } from "../../host/principals/tokens.js";
import { SID } from "../../host/principals/well-known.js";
import { judgePrivilege, privilegeInfo } from "../../host/privileges.js";
import { link } from "../../host/questions/answer.js";
import { effectiveMembers } from "../../host/questions/membership.js";
import type { HostView } from "../../host/view.js";
import { type Claim, stepsOf } from "./worlds.js";

const FULL_CONTROL = "full control of the host";
/** What a visitor has who has not logged in. */
const ANONYMOUS = anonymousToken(SID.iusr);

/** Who is an administrator of the host: members of the groups that amount to it, and holders of the rights that do. */
export function administratorClaims(view: HostView): Claim[] {
  return [...ADMIN_GROUPS.flatMap((group) => membersOf(view, group)), ...privilegeClaims(view)];
}

function membersOf(view: HostView, group: PrincipalId): Claim[] {
  const { members, unknowns, complete } = effectiveMembers(view, group);
  const name = describePrincipal(group);
  const claims = members.map(({ principal, through, links }): Claim => {
    const ways = through.length > 0 ? ` through ${through.map(describePrincipal).join(" and ")}` : "";
    return {
      id: `${group}|${principal}`,
      text: `${describePrincipal(principal)} is a member of ${name}${ways}`,
      because: stepsOf(links),
      path: {
        nodes: [describePrincipal(principal), ...through.map(describePrincipal), name, FULL_CONTROL],
        tone: ANONYMOUS.has(principal) ? "danger" : "fine",
      },
    };
  });
  for (const unknown of unknowns) {
    claims.push({
      id: `${group}|?|${unknown.why}`,
      text: `another member of ${name} is not known`,
      because: [],
      unknowns: [unknown],
      path: { nodes: ["somebody who is not known", name, FULL_CONTROL], tone: "unknown" },
    });
  }
  if (complete && claims.length === 0 && group === SID.administrators)
    claims.push({ id: `${group}|nobody`, text: `nobody is a member of ${name}`, because: [] });
  // Backup Operators of a host that nobody looked at are no news.
  if (!complete && (claims.length > 0 || group === SID.administrators)) {
    claims.push({ id: `${group}|others`, text: `who else was a member of ${name} before is not known`, because: [] });
  }
  return claims;
}

function privilegeClaims(view: HostView): Claim[] {
  const claims: Claim[] = [];
  for (const key of view.touched("privilege")) {
    const [right, holder] = key.parts as unknown as [string, PrincipalId];
    if (judgePrivilege(right, holder) !== "block") continue;
    const reading = view.read(key);
    const who = describePrincipal(holder);
    if (reading.status === "unknown") {
      const { cause, why, origin, because } = reading.fact;
      claims.push({
        id: `${key.id}|?`,
        text: `whether ${who} holds ${right} is not known`,
        because: [],
        unknowns: [{ cause, why, origin, because }],
      });
    } else if (reading.status !== "untouched" && reading.value) {
      const why = privilegeInfo(right)?.why ?? "is worth an administrator";
      claims.push({
        id: key.id,
        text: `${who} holds ${right}, which ${why}`,
        because: stepsOf([link(reading, `${who} holds ${right}`)]),
        path: { nodes: [who, right, FULL_CONTROL], tone: ANONYMOUS.has(holder) ? "danger" : "fine" },
      });
    }
  }
  return claims;
}
