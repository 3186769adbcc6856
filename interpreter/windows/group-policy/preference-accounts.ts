// Preferences for local users and groups.
import { userEnabled, userPassword } from "../../../host/keys.js";
import { describePrincipal } from "../../../host/principals/parse.js";
import { machinePrincipal, type PrincipalId } from "../../../host/principals/principal-id.js";
import type { XmlElement } from "../../documents/xml.js";
import type { Machine } from "../../machine/machine.js";
import type { Text } from "../../tools/tool.js";
import { evidence } from "../../values/provenance.js";
import type { Trace } from "../../values/source.js";
import { shownText, type TextValue, textOf } from "../../values/texts.js";
import { Str } from "../../values/value.js";
import { principalOfText } from "../accounts/account-objects.js";
import { isOpen, localName } from "../accounts/accounts.js";
import { doubtOf } from "../accounts/group-argument.js";
import {
  addMember,
  createGroup,
  createUser,
  deleteGroup,
  deleteUser,
  groupIsThere,
  groupMayBeThere,
  membersOf,
  removeMember,
  renameAccount,
  replaceMembers,
  userIsThere,
} from "../accounts/membership.js";
import { put } from "../shared/host-facts.js";
import type { PreferenceItem } from "./preferences.js";

/** Accounts that every machine has, by the word that the editor writes for them. */
const RIDS: ReadonlyMap<string, number> = new Map([
  ["rid_admin", 500],
  ["rid_guest", 501],
]);

/** `Administrators (built-in)` is how the editor names what it knows by SID. */
function bare(text: TextValue): Text {
  return text instanceof Str ? text.value.replace(/ \(built-in\)$/i, "") : text;
}

function given(text: TextValue | undefined): TextValue | undefined {
  return text === undefined || shownText(text).trim() === "" ? undefined : text;
}

/** A SID says who is meant better than a name, which the editor only shows. */
function named(machine: Machine, sid: TextValue | undefined, name: TextValue | undefined): PrincipalId | null {
  const bySid = given(sid) === undefined ? null : principalOfText(machine, textOf(sid as TextValue));
  return bySid ?? (given(name) === undefined ? null : principalOfText(machine, bare(name as TextValue)));
}

export function groupItem(machine: Machine, { element, properties, action }: PreferenceItem): void {
  const name = properties.attribute("groupName") ?? properties.attribute("desc") ?? element.attribute("name");
  const sid = given(properties.attribute("groupSid"));
  const group = named(machine, sid, name);
  if (group === null) return;
  const place = (sid ?? name)?.trace ?? properties.place;
  const local = isOpen(group) ? undefined : localName(group);
  const from = evidence(place, properties.place, "preferences");
  if (action === "delete") return deleteGroup(machine, group, from);
  if (action === "create" && !isOpen(group) && groupIsThere(machine, group, place)) return;
  if (local !== undefined && (action === "create" || action === "replace" || !groupMayBeThere(machine, group)))
    createGroup(machine, local, from);
  const newName = given(properties.attribute("newName"));
  if (newName instanceof Str) renameAccount(machine, group, newName.value, "group", from);
  const flag = (attribute: string): boolean => properties.shown(attribute)?.trim() === "1";
  if (action === "replace" && local === undefined) replaceMembers(machine, group, [], from);
  else if (flag("deleteAllUsers") && flag("deleteAllGroups")) replaceMembers(machine, group, [], from);
  else if (flag("deleteAllUsers") || flag("deleteAllGroups")) removeKind(machine, group, flag("deleteAllUsers"), place);
  for (const one of [
    ...properties.children("Members").flatMap((list) => list.children("Member")),
    ...properties.children("add"),
    ...properties.children("remove"),
  ]) {
    machine.budget.step();
    member(machine, group, one, name);
  }
}

function member(machine: Machine, group: PrincipalId, element: XmlElement, groupName: TextValue | undefined): void {
  const name = element.attribute("name") ?? element.attribute("member");
  const sid = given(element.attribute("sid"));
  const id = named(machine, sid, name);
  if (id === null) return;
  const from = evidence(
    (name ?? sid)?.trace ?? element.place,
    element.place,
    `preferences put it into ${describePrincipal(group)}`,
  );
  const removes = element.is("remove") || element.shown("action")?.trim().toUpperCase() === "REMOVE";
  if (removes) removeMember(machine, group, id, from);
  else addMember(machine, group, id, from, (name && doubtOf(name)) ?? (groupName ? doubtOf(groupName) : null));
}

/** "Delete all member users" and "groups" each leave the others. */
function removeKind(machine: Machine, group: PrincipalId, users: boolean, at: Trace): void {
  for (const id of membersOf(machine, group).known) {
    const isGroup = localName(id) === undefined && !id.startsWith("machine:");
    if (isGroup !== users) removeMember(machine, group, id, evidence(at));
  }
}

export function userItem(machine: Machine, { element, properties, action }: PreferenceItem): void {
  const rid = RIDS.get(properties.shown("subAuthority")?.trim().toLowerCase() ?? "");
  const name = given(properties.attribute("userName")) ?? element.attribute("name");
  const id = rid !== undefined ? machinePrincipal(rid) : named(machine, undefined, name);
  const password = given(properties.attribute("cpassword"));
  if (password !== undefined) machine.secrets.add(password);
  if (id === null || isOpen(id)) return;
  const place = name?.trace ?? properties.place;
  const from = evidence(place, properties.place, "preferences");
  const local = localName(id);
  if (local === undefined) return;
  if (action === "delete") return deleteUser(machine, id, from);
  const there = userIsThere(machine, id, place);
  if (action === "create" && there) return;
  const kind = password === undefined ? "blank" : "literal";
  const disabled = properties.shown("acctDisabled")?.trim() === "1";
  if (!there || action === "replace") createUser(machine, local, kind, !disabled, from);
  else {
    if (password !== undefined) put(machine, userPassword(local), kind, from);
    if (properties.attribute("acctDisabled") !== undefined) put(machine, userEnabled(local), !disabled, from);
  }
  const newName = given(properties.attribute("newName"));
  if (newName instanceof Str) renameAccount(machine, id, newName.value, "user", from);
}
