import { ADMIN_GROUPS } from "../../host/groups.js";
import { describePrincipal } from "../../host/principals/parse.js";
import type { PrincipalId } from "../../host/principals/principal-id.js";
import { shownText } from "../texts.js";
import type { CmdletCall, Failure } from "../tool.js";
import { Instance, type Plain, Str, Unknown } from "../value.js";
import { principalOfValue } from "./account-objects.js";
import { isOpen, mayBePrincipal } from "./accounts.js";
import { groupMayBeThere } from "./membership.js";

/** Accounts and groups as the cmdlets of Microsoft.PowerShell.LocalAccounts take and miss them. */

const EXCEPTIONS = "Microsoft.PowerShell.Commands";

/** The error records of the module: `GroupNotFound` has a `Microsoft.PowerShell.Commands.GroupNotFoundException`. */
export function accountFailure(id: string, message: string): Failure {
  return { id, message, exception: `${EXCEPTIONS}.${id}Exception` };
}

/** How an argument reads in a message. */
export function argumentText(value: Plain, principal: PrincipalId | null | undefined): string {
  if (value instanceof Str) return value.value;
  if (value instanceof Unknown) return shownText(value);
  return principal ? describePrincipal(principal) : "";
}

/** Could the open name be one of the groups whose members a rule looks at? */
export function mayBeAdminGroup(group: PrincipalId): boolean {
  return ADMIN_GROUPS.some((candidate) => mayBePrincipal(group, candidate));
}

/** The groups given by name, SID, object or pipeline that can be there. For the others an error or a note was written. */
export function groupArguments(call: CmdletCall, parameters: readonly string[]): PrincipalId[] {
  const given = parameters.find((name) => call.has(name));
  if (given === undefined) return [];
  const list = call.list(given);
  if (list instanceof Unknown) {
    call.undecided(list.cause, `which group it is: ${list.why}`);
    return [];
  }
  const groups: PrincipalId[] = [];
  for (const value of list) {
    call.machine.budget.step();
    const group = groupOf(call, value);
    if (group !== undefined) groups.push(group);
  }
  return groups;
}

function groupOf(call: CmdletCall, value: Plain): PrincipalId | undefined {
  const group = principalOfValue(call.machine, value);
  const name = argumentText(value, group);
  if (group === undefined || group === null) {
    if (value instanceof Unknown) call.undecided(value.cause, `which group it is: ${value.why}`);
    else call.fail(accountFailure("GroupNotFound", `Group ${name} was not found.`));
    return undefined;
  }
  if (isOpen(group)) {
    if (mayBeAdminGroup(group)) call.undecided(value instanceof Unknown ? value.cause : "input", `which group ${name} is`);
    return undefined;
  }
  if (groupMayBeThere(call.machine, group)) return group;
  call.fail(accountFailure("GroupNotFound", `Group ${name} was not found.`));
  return undefined;
}

/** Account objects keep the place they came from; texts keep their own. */
export function placeOf(value: Plain): Instance["trace"] {
  return "trace" in value ? value.trace : null;
}
