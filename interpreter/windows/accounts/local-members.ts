import { describePrincipal } from "../../../host/principals/parse.js";
import type { PrincipalId } from "../../../host/principals/principal-id.js";
import { type Cmdlet, type CmdletCall, parameters, type Tool } from "../../tools/tool.js";
import { evidence } from "../../values/provenance.js";
import { type Plain, Unknown } from "../../values/value.js";
import { placeOf } from "../shared/place.js";
import { memberObject, principalOfValue } from "./account-objects.js";
import { isOpen, resolves } from "./accounts.js";
import { accountFailure, argumentText, doubtOf, groupArguments } from "./group-argument.js";
import { addMember, isMember, knownMember, membersOf, removeMember } from "./membership.js";
import { othersObject, othersOf } from "./other-accounts.js";

/**
 * Add-, Get- and Remove-LocalGroupMember (module Microsoft.PowerShell.LocalAccounts). Errors of single members are error
 * records; the rest of the list goes on.
 */

const GROUP = ["SID", "Group"] as const;

const addLocalGroupMember: Cmdlet = {
  form: "cmdlet",
  names: ["Add-LocalGroupMember"],
  effect: "modelled",
  areas: ["principals"],
  module: "Microsoft.PowerShell.LocalAccounts",
  documented: "Microsoft, Add-LocalGroupMember",
  parameters: parameters("Group|Name@0!/Default", "SID@0!/SecurityIdentifier", "Member[]@1!<."),
  run(call) {
    const [group] = groupArguments(call, GROUP);
    if (group === undefined || call.whatIf) return;
    for (const { id, value, shown } of membersGiven(call)) {
      if (knownMember(call.machine, group.id, id) === true) {
        call.fail(accountFailure(call, "MemberExists", `${shown} is already a member of group ${describePrincipal(group.id)}.`));
        continue;
      }
      const what = `${call.name} adds it to ${describePrincipal(group.id)}`;
      addMember(
        call.machine,
        group.id,
        id,
        evidence(placeOf(value) ?? call.trace("Member"), call.at, what),
        doubtOf(value) ?? group.doubt,
      );
    }
  },
};

/** The members given, each with the value that named it. Those that are known not to exist are errors. */
function membersGiven(call: CmdletCall): { id: PrincipalId; value: Plain; shown: string }[] {
  const list = call.list("Member");
  const values: readonly Plain[] = list instanceof Unknown ? [list] : list;
  const found: { id: PrincipalId; value: Plain; shown: string }[] = [];
  for (const value of values) {
    call.machine.budget.step();
    const others = othersOf(call.machine, value);
    const id = principalOfValue(call.machine, value);
    const shown = argumentText(value, id);
    if (others !== undefined) call.undecided("input", `who else is a member of ${describePrincipal(others)}`);
    else if (id === undefined || id === null || !resolves(call.machine, id)) {
      call.fail(accountFailure(call, "PrincipalNotFound", `Principal ${shown} was not found.`));
    } else found.push({ id, value, shown });
  }
  return found;
}

const removeLocalGroupMember: Cmdlet = {
  form: "cmdlet",
  names: ["Remove-LocalGroupMember"],
  effect: "modelled",
  areas: ["principals"],
  module: "Microsoft.PowerShell.LocalAccounts",
  documented: "Microsoft, Remove-LocalGroupMember",
  parameters: parameters("Group|Name@0!/Default", "SID@0!/SecurityIdentifier", "Member[]@1!<."),
  run(call) {
    const [group] = groupArguments(call, GROUP);
    if (group === undefined || isOpen(group.id) || call.whatIf) return;
    const list = call.list("Member");
    // Whoever is taken out, the group has fewer members: what is not known here cannot make the host worse.
    if (list instanceof Unknown) return;
    for (const value of list) {
      const id = othersOf(call.machine, value) === undefined ? principalOfValue(call.machine, value) : undefined;
      if (id === undefined || id === null || isOpen(id)) continue;
      if (knownMember(call.machine, group.id, id) === false) {
        call.fail(
          accountFailure(
            call,
            "MemberNotFound",
            `Member ${argumentText(value, id)} was not found in group ${describePrincipal(group.id)}.`,
          ),
        );
        continue;
      }
      const what = `${call.name} takes it out of ${describePrincipal(group.id)}`;
      removeMember(call.machine, group.id, id, evidence(placeOf(value) ?? call.trace("Member"), call.at, what));
    }
  },
};

const getLocalGroupMember: Cmdlet = {
  form: "cmdlet",
  names: ["Get-LocalGroupMember"],
  effect: "modelled",
  areas: [],
  module: "Microsoft.PowerShell.LocalAccounts",
  documented: "Microsoft, Get-LocalGroupMember",
  parameters: parameters("Group|Name@0!<./Default", "SID@0!/SecurityIdentifier", "Member@1"),
  run(call) {
    for (const { id: group } of groupArguments(call, GROUP)) {
      if (isOpen(group)) call.out(call.unknown("the members of a group that is not known", { symbol: `members:${group}` }));
      else if (call.has("Member")) getOne(call, group);
      else {
        const { known, complete } = membersOf(call.machine, group);
        for (const id of known) call.out(memberObject(call.machine, id, call.at));
        if (!complete) call.out(othersObject(call.machine, group, call.at));
      }
    }
  },
};

function getOne(call: CmdletCall, group: PrincipalId): void {
  const value = call.value("Member") as Plain;
  const id = principalOfValue(call.machine, value);
  if (id === null || id === undefined || isOpen(id)) {
    call.out(call.unknown("the member that is asked for"));
    return;
  }
  const at = placeOf(value) ?? call.at;
  if (isMember(call.machine, group, id, at)) call.out(memberObject(call.machine, id, at));
  else call.fail(accountFailure(call, "PrincipalNotFound", `Principal ${argumentText(value, id)} was not found.`));
}

export const localMemberTools: readonly Tool[] = [addLocalGroupMember, removeLocalGroupMember, getLocalGroupMember];
