import { describePrincipal } from "../../host/principals/parse.js";
import type { PrincipalId } from "../../host/principals/principal-id.js";
import { principalBody, principalKind } from "../../host/principals/principal-id.js";
import { type Facts, refuse } from "./facts.js";
import type { ProvisioningPlan } from "./types.js";

/** Local users and groups of a document. */

/** @throws UnsupportedDocument */
export function accountPlan(facts: Facts): Pick<ProvisioningPlan, "groups" | "users"> {
  const users = facts.take("userExists").map(([key, exists]) => (exists ? (key.parts[0] as string) : refuse(key)));
  const known = new Set(users.map((name) => name.toLowerCase()));
  for (const [key, enabled] of facts.take("userEnabled"))
    if (!enabled || !known.has((key.parts[0] as string).toLowerCase())) refuse(key);
  const passwords = facts.take("userPassword").map(([key, password]) => {
    if (password !== "given" || !known.has((key.parts[0] as string).toLowerCase())) refuse(key);
    return key.parts[0];
  });
  if (passwords.length !== users.length) throw new TypeError("every user has a password");
  const groups = new Map<string, { readonly name: string; readonly members: string[] }>();
  for (const [key, exists] of facts.take("groupExists")) {
    const name = key.parts[0] as string;
    groups.set(name.toLowerCase(), exists ? { name, members: [] } : refuse(key));
  }
  for (const [key, exact] of facts.take("membershipExact")) {
    const [group = ""] = key.parts;
    if (!exact || !groups.has(principalBody(group as PrincipalId).toLowerCase())) refuse(key);
  }
  for (const [key, isMember] of facts.take("member")) {
    const [group = "", member = ""] = key.parts as readonly PrincipalId[];
    const into = groups.get(principalBody(group as PrincipalId).toLowerCase());
    if (!isMember || principalKind(group as PrincipalId) !== "local" || into === undefined) refuse(key);
    else into.members.push(describePrincipal(member as PrincipalId));
  }
  return { users: users.map((name, password) => ({ name, password })), groups: [...groups.values()] };
}
