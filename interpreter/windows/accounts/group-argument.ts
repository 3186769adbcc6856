import { describePrincipal } from "../../../host/principals/parse.js";
import type { PrincipalId } from "../../../host/principals/principal-id.js";
import type { CmdletCall, Failure } from "../../tools/tool.js";
import { shownText } from "../../values/texts.js";
import { type Plain, Str, Unknown } from "../../values/value.js";
import { principalOfValue } from "./account-objects.js";
import { isOpen } from "./accounts.js";
import { type Doubt, groupMayBeThere } from "./membership.js";

/** Accounts and groups as the cmdlets of Microsoft.PowerShell.LocalAccounts take and miss them. */

const EXCEPTIONS = "Microsoft.PowerShell.Commands";

/**
 * The error records of the module: `MemberExists,Microsoft.PowerShell.Commands.AddLocalGroupMemberCommand` has a
 * `Microsoft.PowerShell.Commands.MemberExistsException`.
 */
export function accountFailure(call: CmdletCall, id: string, message: string): Failure {
  const command = call.name.slice(call.name.lastIndexOf("\\") + 1).replace("-", "");
  return { id: `${id},${EXCEPTIONS}.${command}Command`, message, exception: `${EXCEPTIONS}.${id}Exception` };
}

/** How an argument reads in a message. */
export function argumentText(value: Plain, principal: PrincipalId | null | undefined): string {
  if (value instanceof Str) return value.value;
  if (value instanceof Unknown) return shownText(value);
  return principal ? describePrincipal(principal) : "";
}

export interface GroupArgument {
  readonly id: PrincipalId;
  /** Why it is not known which group it is; null when it is. */
  readonly doubt: Doubt | null;
}

/** The groups given by name, SID, object or pipeline that can be there. For the others an error was written. */
export function groupArguments(call: CmdletCall, parameters: readonly string[]): GroupArgument[] {
  const given = parameters.find((name) => call.has(name));
  if (given === undefined) return [];
  const list = call.list(given);
  const values: readonly Plain[] = list instanceof Unknown ? [list] : list;
  const groups: GroupArgument[] = [];
  for (const value of values) {
    call.machine.budget.step();
    const id = principalOfValue(call.machine, value);
    const name = argumentText(value, id);
    if (id !== undefined && id !== null && (isOpen(id) || groupMayBeThere(call.machine, id)))
      groups.push({ id, doubt: doubtOf(value) });
    else call.fail(accountFailure(call, "GroupNotFound", `Group ${name} was not found.`));
  }
  return groups;
}

export function doubtOf(value: Plain | string): Doubt | null {
  return value instanceof Unknown ? { cause: value.cause, why: value.why } : null;
}
