import { groupExists } from "../../../host/keys.js";
import { describePrincipal } from "../../../host/principals/parse.js";
import type { PrincipalId } from "../../../host/principals/principal-id.js";
import { parseSid } from "../../../host/principals/sid.js";
import type { Argument, NativeCall } from "../../tools/tool.js";
import { evidence } from "../../values/provenance.js";
import { shownText } from "../../values/texts.js";
import { Str } from "../../values/value.js";
import { plainName } from "../accounts/account-objects.js";
import { isOpen, localName, principalNamed, resolves } from "../accounts/accounts.js";
import { doubtOf } from "../accounts/group-argument.js";
import {
  addMember,
  createGroup,
  deleteGroup,
  groupIsThere,
  groupMayBeThere,
  knownGroups,
  knownMember,
  membersOf,
  removeMember,
} from "../accounts/membership.js";
import { otherMembers } from "../accounts/other-accounts.js";
import { valueNow } from "../shared/host-facts.js";
import { placeOfArgument } from "../shared/place.js";
import { completed, lines, netCommand, systemError, usage } from "./net-syntax.js";

/**
 * `net localgroup`: with members it adds or deletes them, with /add or /delete alone it makes or removes the group, and
 * without either it lists.
 */
export function netLocalGroup(call: NativeCall, argv: readonly Argument[]): void {
  const command = netCommand(argv);
  if (command === null) return usage(call);
  const [groupArgument, ...members] = command.words;
  // Groups of the domain are no groups of this host.
  if (command.domain) return completed(call);
  if (groupArgument === undefined) return listGroups(call);
  const group = principalNamed(call.machine, groupArgument.text);
  if (group === null) return systemError(call, 1376, "The specified local group does not exist.");
  if (isOpen(group) && (command.action !== "add" || members.length === 0)) return;
  if (command.action === null) {
    if (command.options.has("comment")) completed(call);
    else if (members.length > 0) usage(call);
    else listMembers(call, group);
    return;
  }
  if (members.length === 0)
    return command.action === "add" ? makeGroup(call, group, groupArgument) : removeGroup(call, group, groupArgument);
  if (!isOpen(group) && !groupMayBeThere(call.machine, group))
    return systemError(call, 1376, "The specified local group does not exist.");
  for (const argument of members) {
    call.machine.budget.step();
    const id =
      typeof argument.text === "string" && parseSid(argument.text) !== null ? null : principalNamed(call.machine, argument.text);
    // net.exe knows names only. The members before a wrong one are changed, those after it are not.
    if (id === null || !resolves(call.machine, id)) {
      call.err(`There is no such global user or group: ${shownText(argument.text)}.`);
      systemError(call, 3783, `There is no such global user or group: ${shownText(argument.text)}.`);
      return;
    }
    const known = knownMember(call.machine, group, id);
    const trace = placeOfArgument(argument);
    if (command.action === "add") {
      if (known === true) return systemError(call, 1378, "The specified account name is already a member of the group.");
      addMember(
        call.machine,
        group,
        id,
        evidence(trace, call.at, `net localgroup adds it to ${describePrincipal(group)}`),
        doubtOf(argument.text) ?? doubtOf(groupArgument.text),
      );
    } else {
      if (known === false) return systemError(call, 1377, "The specified account name is not a member of the group.");
      removeMember(
        call.machine,
        group,
        id,
        evidence(trace, call.at, `net localgroup takes it out of ${describePrincipal(group)}`),
      );
    }
  }
  completed(call);
}

function makeGroup(call: NativeCall, group: PrincipalId, argument: Argument): void {
  const name = localName(group);
  if (name === undefined || valueNow(call.machine, groupExists(name)) === true)
    return systemError(call, 1379, "The specified local group already exists.");
  createGroup(call.machine, name, evidence(argument.at, call.at, "net localgroup makes the group"));
  completed(call);
}

function removeGroup(call: NativeCall, group: PrincipalId, argument: Argument): void {
  if (!groupMayBeThere(call.machine, group)) return systemError(call, 1376, "The specified local group does not exist.");
  if (localName(group) === undefined) return systemError(call, 1371, "Cannot perform this operation on built-in accounts.");
  deleteGroup(call.machine, group, evidence(argument.at, call.at, "net localgroup removes the group"));
  completed(call);
}

const RULE = "-".repeat(79);

function listMembers(call: NativeCall, group: PrincipalId): void {
  if (!groupIsThere(call.machine, group, call.at)) return systemError(call, 1376, "The specified local group does not exist.");
  const { known, complete } = membersOf(call.machine, group);
  lines(call, [`Alias name     ${plainName(group)}`, "Comment        ", "", "Members", "", RULE]);
  lines(
    call,
    known.map((id) => localName(id) ?? describePrincipal(id)),
  );
  if (!complete) call.out(otherMembers(group, "line", call.at));
  completed(call);
}

function listGroups(call: NativeCall): void {
  const { groups, complete } = knownGroups(call.machine);
  lines(call, ["Aliases for \\\\", "", RULE]);
  for (const name of ["Administrators", "Backup Operators", "Guests", "IIS_IUSRS", "Power Users", "Users"])
    call.out(new Str(`*${name}`, call.at));
  lines(
    call,
    groups.map((group) => `*${plainName(group)}`),
  );
  if (!complete) call.out(call.unknown("the other local groups", { symbol: "other-groups", type: "System.String" }));
  completed(call);
}
