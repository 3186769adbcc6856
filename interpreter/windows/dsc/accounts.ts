// Resources for groups, users, user rights and security policy.
import { groupExists, hardening, userEnabled, userPassword } from "../../../host/keys.js";
import { describePrincipal } from "../../../host/principals/parse.js";
import { machinePrincipal } from "../../../host/principals/principal-id.js";
import { rightName } from "../../../host/privileges.js";
import { Files } from "../../os/files.js";
import { shownText } from "../../values/texts.js";
import { Unknown } from "../../values/value.js";
import { principalOfText } from "../accounts/account-objects.js";
import { isOpen, localName } from "../accounts/accounts.js";
import { doubtOf } from "../accounts/group-argument.js";
import {
  addMember,
  createGroup,
  createUser,
  deleteGroup,
  deleteUser,
  groupMayBeThere,
  removeMember,
  renameAccount,
  replaceMembers,
} from "../accounts/membership.js";
import { grantRight, replaceHolders, revokeRight } from "../rights/privilege-state.js";
import { applyTemplate } from "../rights/security-template.js";
import { put } from "../shared/host-facts.js";
import type { ResourceCall, ResourceModel } from "./resource-call.js";

function groupNamed(call: ResourceCall, name: string, text: ReturnType<ResourceCall["text"]>): void {
  const group = text === undefined ? null : principalOfText(call.machine, text);
  if (group === null || text === undefined) return;
  const from = call.evidenceOf(name, `${call.shownName} makes sure of the group`);
  if (call.isAbsent) return deleteGroup(call.machine, group, from);
  const local = isOpen(group) ? undefined : localName(group);
  if (local !== undefined) {
    if (groupMayBeThere(call.machine, group)) put(call.machine, groupExists(local), true, from);
    else createGroup(call.machine, local, from);
  }
  const doubt = doubtOf(text);
  const into = `${call.shownName} puts it into ${describePrincipal(group)}`;
  const members = (property: string) =>
    call.accounts(property).map((one) => ({
      ...one,
      from: { ...one.from, because: one.from.because.map((step) => ({ ...step, what: into })) },
      doubt: one.doubt ?? doubt,
    }));
  if (call.has("Members")) {
    const known = !(call.value("Members") instanceof Unknown);
    if (known && !isOpen(group)) replaceMembers(call.machine, group, members("Members"), from);
    else for (const one of members("Members")) addMember(call.machine, group, one.id, one.from, one.doubt);
  }
  for (const one of members("MembersToInclude")) addMember(call.machine, group, one.id, one.from, one.doubt);
  for (const one of call.accounts("MembersToExclude")) removeMember(call.machine, group, one.id, one.from);
}

function setUser(call: ResourceCall): void {
  const text = call.text("UserName");
  const id = text === undefined ? null : principalOfText(call.machine, text);
  if (id === null || isOpen(id)) return;
  const name = localName(id);
  if (name === undefined) return;
  const from = call.evidenceOf("UserName", `${call.shownName} makes sure of the account`);
  if (call.isAbsent) return deleteUser(call.machine, id, from);
  const disabled = call.flag("Disabled");
  if (!call.userIsKnown(name))
    createUser(call.machine, name, "given", call.has("Disabled") && disabled === undefined ? undefined : disabled !== true, from);
  else if (call.has("Password")) put(call.machine, userPassword(name), "given", from);
  if (call.userIsKnown(name) && disabled !== undefined) put(call.machine, userEnabled(name), !disabled, from);
}

/** SecurityPolicyDsc: the policy by its title with underscores, or by its constant. `Force`: nobody else holds it. */
function setRight(call: ResourceCall): void {
  const policy = call.text("Policy");
  if (policy instanceof Unknown) return call.undecided(policy, ["privileges"], `the right of ${call.shownName}`);
  if (policy === undefined) return;
  const right = rightName(policy.replaceAll("_", " "));
  const holders = call
    .accounts("Identity")
    .map((one) => ({ ...one, from: call.evidenceOf("Identity", `${call.shownName} gives it ${right}`) }));
  if (call.isAbsent) {
    for (const one of holders) revokeRight(call.machine, right, one.id, one.from);
    return;
  }
  const exact = call.flag("Force") === true && !(call.value("Identity") instanceof Unknown);
  if (exact)
    replaceHolders(
      call.machine,
      right,
      holders,
      call.evidenceOf("Identity", `${call.shownName} replaces the holders of ${right}`),
    );
  else for (const one of holders) grantRight(call.machine, right, one.id, one.from, one.doubt);
}

function renamed(call: ResourceCall, property: string, rid: number): void {
  const name = call.text(property);
  if (typeof name === "string") renameAccount(call.machine, machinePrincipal(rid), name, "user", call.evidenceOf(property));
}

/** Options of the local policy that are switches of the host, by the property of the resource. */
const OPTIONS: readonly { readonly property: string; readonly setting: string; readonly on: RegExp }[] = [
  {
    property: "Network_access_Let_Everyone_permissions_apply_to_anonymous_users",
    setting: "EveryoneIncludesAnonymous",
    on: /^enabled$/i,
  },
  {
    property: "Network_access_Do_not_allow_anonymous_enumeration_of_SAM_accounts",
    setting: "RestrictAnonymousSAM",
    on: /^enabled$/i,
  },
  { property: "User_Account_Control_Run_all_administrators_in_Admin_Approval_Mode", setting: "EnableLUA", on: /^enabled$/i },
];

function setOption(call: ResourceCall): void {
  renamed(call, "Accounts_Rename_administrator_account", 500);
  renamed(call, "Accounts_Rename_guest_account", 501);
  for (const [property, account] of [
    ["Accounts_Administrator_account_status", "Administrator"],
    ["Accounts_Guest_account_status", "Guest"],
  ] as const) {
    const state = call.text(property);
    if (typeof state === "string") put(call.machine, userEnabled(account), /^enabled$/i.test(state), call.evidenceOf(property));
  }
  for (const { property, setting, on } of OPTIONS) {
    const state = call.text(property);
    if (typeof state === "string") put(call.machine, hardening(setting), on.test(state) ? 1 : 0, call.evidenceOf(property));
  }
}

function setTemplate(call: ResourceCall): void {
  const path = call.text("Path");
  if (path === undefined) return;
  const content = new Files(call.machine).readText(path);
  if (content === undefined) return;
  if (content instanceof Unknown && content.parts === null)
    return call.machine.note(
      "opaque",
      ["principals", "privileges", "acl", "services"],
      `the security template ${shownText(path)} is not available`,
      call.place("Path"),
    );
  applyTemplate(call.machine, content, null, call.at);
}

export const accountResources: readonly ResourceModel[] = [
  { types: ["Group", "xGroup", "LocalGroup"], set: (call) => groupNamed(call, "GroupName", call.text("GroupName", "Name")) },
  {
    types: ["GroupSet", "xGroupSet"],
    set: (call) => {
      for (const { text } of call.texts("GroupName", ["principals"])) groupNamed(call, "GroupName", text);
    },
  },
  { types: ["User", "xUser"], set: setUser },
  { types: ["UserRightsAssignment"], set: setRight },
  { types: ["SecurityOption"], set: setOption },
  { types: ["SecurityTemplate"], set: setTemplate },
];
