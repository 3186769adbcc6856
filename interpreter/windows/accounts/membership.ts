import { accountName, groupExists, member, membershipExact, userEnabled, userExists, userPassword } from "../../../host/keys.js";
import { describePrincipal } from "../../../host/principals/parse.js";
import { localPrincipal, machinePrincipal, type PrincipalId, principalKind } from "../../../host/principals/principal-id.js";
import { MACHINE_ACCOUNTS } from "../../../host/principals/well-known.js";
import type { Cause } from "../../../host/values/origin.js";
import type { Machine } from "../../machine/machine.js";
import { evidence } from "../../values/provenance.js";
import type { Trace } from "../../values/source.js";
import { type Evidence, put, putUnknown, valueNow, whether } from "../shared/host-facts.js";
import { isOpen, localName } from "./accounts.js";

/** Local accounts, groups and who is in them: what every tool that manages them does to the host. */

export type AccountType = "user" | "group";

// ---------------------------------------------------------------- groups and members

/** Why a name is not known. */
export interface Doubt {
  readonly cause: Cause;
  readonly why: string;
}

/**
 * The principal is a member from now on. Nested groups count like any member. Names with parts that are not known make an
 * unknown fact: whether it matters is for the host's questions to say, which know what the name may turn out to be.
 */
export function addMember(
  machine: Machine,
  group: PrincipalId,
  principal: PrincipalId,
  from: Evidence,
  doubt: Doubt | null = null,
): void {
  const key = member(group, principal);
  if (!isOpen(principal) && !isOpen(group)) put(machine, key, true, from);
  else
    putUnknown(
      machine,
      key,
      doubt?.cause ?? "input",
      doubt?.why ?? `who ${describePrincipal(isOpen(principal) ? principal : group)} is`,
      from,
    );
}

export function removeMember(machine: Machine, group: PrincipalId, principal: PrincipalId, from: Evidence): void {
  if (!isOpen(principal) && !isOpen(group)) put(machine, member(group, principal), false, from);
}

/** These are the members from now on, and nobody else. */
export function replaceMembers(
  machine: Machine,
  group: PrincipalId,
  members: readonly { readonly id: PrincipalId; readonly from: Evidence; readonly doubt?: Doubt | null }[],
  from: Evidence,
): void {
  for (const key of [...machine.host.view(machine.assumptions).touched("member", group)]) {
    machine.budget.step();
    put(machine, key, false, from);
  }
  put(machine, membershipExact(group), true, from);
  for (const one of members) addMember(machine, group, one.id, one.from, one.doubt ?? null);
}

/** Whether the principal is a member; on a host that is not known this splits the world, and the answer is remembered. */
export function isMember(machine: Machine, group: PrincipalId, principal: PrincipalId, at: Trace | null): boolean {
  const who = describePrincipal(principal);
  const where = describePrincipal(group);
  return whether(
    machine,
    member(group, principal),
    `${who} is a member of ${where}`,
    `${who} is not a member of ${where}`,
    evidence(at),
  );
}

/** True or false when it is known without asking. */
export function knownMember(machine: Machine, group: PrincipalId, principal: PrincipalId): boolean | undefined {
  return valueNow(machine, member(group, principal));
}

export interface Members {
  readonly known: readonly PrincipalId[];
  /** False: there may be others, which only the host knows. */
  readonly complete: boolean;
}

export function membersOf(machine: Machine, group: PrincipalId): Members {
  const view = machine.host.view(machine.assumptions);
  const known: PrincipalId[] = [];
  let complete = machine.host.initial.kind === "image" || view.valueOf(membershipExact(group)) === true;
  for (const key of view.keys("member", group)) {
    machine.budget.step();
    const now = view.read(key);
    if ("value" in now ? now.value : false) known.push(key.parts[1] as PrincipalId);
    else if (now.status === "unknown") complete = false;
  }
  return { known, complete };
}

/** A group that was made in this deployment has no members yet. */
export function createGroup(machine: Machine, name: string, from: Evidence): void {
  const group = localPrincipal(name);
  for (const key of [...machine.host.view(machine.assumptions).touched("member", group)]) put(machine, key, false, from);
  put(machine, groupExists(name), true, from);
  put(machine, membershipExact(group), true, from);
}

export function deleteGroup(machine: Machine, group: PrincipalId, from: Evidence): void {
  const name = localName(group);
  if (name === undefined) return;
  put(machine, groupExists(name), false, from);
  forgetMemberships(machine, group, from);
}

/** What is gone is a member of nothing. */
function forgetMemberships(machine: Machine, principal: PrincipalId, from: Evidence): void {
  for (const key of [...machine.host.view(machine.assumptions).touched("member")]) {
    machine.budget.step();
    if (key.parts[1] === principal && valueNow(machine, key) !== false) put(machine, key, false, from);
  }
}

/** Whether a local group exists: built-in ones do. Splits the world where nobody knows. */
export function groupIsThere(machine: Machine, group: PrincipalId, at: Trace | null): boolean {
  const name = localName(group);
  if (name === undefined) return true;
  return whether(machine, groupExists(name), `the group ${name} exists`, `the group ${name} does not exist`, evidence(at));
}

/** False only when it is known not to exist: commands are assumed to succeed. */
export function groupMayBeThere(machine: Machine, group: PrincipalId): boolean {
  const name = localName(group);
  return name === undefined || valueNow(machine, groupExists(name)) !== false;
}

// ---------------------------------------------------------------- users

export type PasswordKind = "literal" | "blank" | "given";

export function createUser(
  machine: Machine,
  name: string,
  password: PasswordKind,
  enabled: boolean | undefined,
  from: Evidence,
): void {
  put(machine, userExists(name), true, from);
  put(machine, userPassword(name), password, from);
  if (enabled === undefined) putUnknown(machine, userEnabled(name), "input", `whether ${name} is enabled`, from);
  else put(machine, userEnabled(name), enabled, from);
}

export function deleteUser(machine: Machine, principal: PrincipalId, from: Evidence): void {
  const name = localName(principal);
  if (name === undefined) return;
  put(machine, userExists(name), false, from);
  forgetMemberships(machine, principal, from);
}

export function userIsThere(machine: Machine, principal: PrincipalId, at: Trace | null): boolean {
  const name = localName(principal);
  // The built-in accounts of a machine always exist, under whatever name.
  if (name === undefined || principalKind(principal) === "machine") return principalKind(principal) === "machine";
  return whether(machine, userExists(name), `the user ${name} exists`, `the user ${name} does not exist`, evidence(at));
}

export function userMayBeThere(machine: Machine, principal: PrincipalId): boolean {
  if (principalKind(principal) === "machine") return true;
  const name = localName(principal);
  return name !== undefined && valueNow(machine, userExists(name)) !== false;
}

/** The account keeps what it is and who it belongs to; only its name changes. */
export function renameAccount(
  machine: Machine,
  principal: PrincipalId,
  newName: string,
  type: AccountType,
  from: Evidence,
): void {
  put(machine, accountName(newName), principal, from);
  if (type === "group" && principalKind(principal) === "sid") oldNameGone(machine, principal, newName, from);
  const old = localName(principal);
  if (old === undefined || principalKind(principal) === "machine") return;
  const exists = type === "user" ? userExists : groupExists;
  put(machine, exists(newName), true, from);
}

/** A built-in group answers to its new name only: whoever uses the old one finds nothing, until another group is called so. */
function oldNameGone(machine: Machine, group: PrincipalId, newName: string, from: Evidence): void {
  const described = describePrincipal(group);
  const old = described.slice(described.indexOf("\\") + 1);
  const now = valueNow(machine, accountName(old));
  if (old.toLowerCase() === newName.toLowerCase() || (now !== undefined && now !== group)) return;
  put(machine, accountName(old), localPrincipal(old), from);
  put(machine, groupExists(old), false, from);
}

/** Local users that are known to exist; `complete` is false where the host may have others. */
export function knownUsers(machine: Machine): { readonly users: readonly PrincipalId[]; readonly complete: boolean } {
  const view = machine.host.view(machine.assumptions);
  const users: PrincipalId[] = MACHINE_ACCOUNTS.map((account) => machinePrincipal(account.rid));
  for (const key of view.keys("userExists")) {
    machine.budget.step();
    const name = key.parts[0] as string;
    if (MACHINE_ACCOUNTS.some((account) => account.name.toLowerCase() === name.toLowerCase())) continue;
    if (valueNow(machine, key) === true) users.push(localPrincipal(name));
  }
  return { users, complete: machine.host.initial.kind === "image" };
}

export function knownGroups(machine: Machine): { readonly groups: readonly PrincipalId[]; readonly complete: boolean } {
  const view = machine.host.view(machine.assumptions);
  const groups: PrincipalId[] = [];
  for (const key of view.keys("groupExists")) {
    machine.budget.step();
    if (valueNow(machine, key) === true) groups.push(localPrincipal(key.parts[0] as string));
  }
  return { groups, complete: machine.host.initial.kind === "image" };
}
