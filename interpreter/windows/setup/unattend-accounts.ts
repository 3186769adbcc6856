// UserAccounts and AutoLogon of an answer file: local accounts, groups that accounts of a domain join, passwords.
import { userExists, userPassword } from "../../../host/keys.js";
import { describePrincipal } from "../../../host/principals/parse.js";
import type { PrincipalId } from "../../../host/principals/principal-id.js";
import type { XmlElement } from "../../documents/xml.js";
import type { Machine } from "../../machine/machine.js";
import { evidence } from "../../values/provenance.js";
import { joinTexts, shownText, type TextValue, textOf } from "../../values/texts.js";
import { Str } from "../../values/value.js";
import { principalOfText } from "../accounts/account-objects.js";
import { isOpen, localName } from "../accounts/accounts.js";
import { doubtOf } from "../accounts/group-argument.js";
import { addMember, createUser, type PasswordKind } from "../accounts/membership.js";
import { put, valueNow } from "../shared/host-facts.js";
import { splitText } from "../shared/native-arguments.js";

export function createAccounts(machine: Machine, accounts: XmlElement | undefined, autoLogon: XmlElement | undefined): void {
  passwordOf(machine, autoLogon);
  if (accounts === undefined) return;
  const administrator = accounts.child("AdministratorPassword");
  if (administrator) {
    const kind = passwordOf(machine, administrator, true);
    put(machine, userPassword("Administrator"), kind, evidence(administrator.place));
  }
  for (const account of accounts.children("LocalAccounts").flatMap((list) => list.children("LocalAccount"))) {
    machine.budget.step();
    if (isRemoved(account)) continue;
    localAccount(machine, account);
  }
  for (const list of accounts.children("DomainAccounts").flatMap((all) => all.children("DomainAccountList"))) {
    if (isRemoved(list)) continue;
    const domain = list.textOf("Domain");
    for (const account of list.children("DomainAccount")) {
      machine.budget.step();
      const name = account.textOf("Name");
      if (isRemoved(account) || name === undefined) continue;
      join(machine, account, domain === undefined ? name : joinTexts([domain, "\\", name], name.trace));
    }
  }
}

/** `wcm:action="remove"`: the list item is taken out of what would be set, and sets nothing. */
function isRemoved(item: XmlElement): boolean {
  return item.shown("action")?.trim().toLowerCase() === "remove";
}

function localAccount(machine: Machine, account: XmlElement): void {
  const name = account.textOf("Name");
  if (name === undefined || shownText(name) === "") return;
  const kind = passwordOf(machine, account.child("Password"));
  const principal = principalOfText(machine, textOf(name));
  const local = principal === null || isOpen(principal) ? undefined : localName(principal);
  const from = evidence(name.trace, null);
  if (local !== undefined && valueNow(machine, userExists(local)) === true) put(machine, userPassword(local), kind, from);
  else if (local !== undefined) createUser(machine, local, kind, true, from);
  join(machine, account, name);
}

/** `<Group>Administrators;Remote Desktop Users</Group>`. */
function join(machine: Machine, account: XmlElement, name: TextValue): void {
  const groups = account.textOf("Group");
  const principal = principalOfText(machine, textOf(name));
  if (groups === undefined || principal === null) return;
  for (const text of splitText(textOf(groups), ";")) {
    const group: PrincipalId | null = principalOfText(machine, typeof text === "string" ? text.trim() : text);
    if (group === null) continue;
    const from = evidence(
      account.textOf("Name")?.trace ?? groups.trace,
      groups.trace,
      `the answer file puts it into ${describePrincipal(group)}`,
    );
    addMember(machine, group, principal, from, doubtOf(typeof text === "string" ? name : text));
  }
}

/** What kind of password stands in `<Value>`, here or below; it is never shown. */
function passwordOf(machine: Machine, element: XmlElement | undefined, isItself = false): PasswordKind {
  const holder = element?.child("Password") ?? (isItself || element?.is("Password") ? element : undefined);
  const value = holder?.textOf("Value") ?? (holder?.children().length === 0 ? holder.text : undefined);
  if (value === undefined) return "blank";
  machine.secrets.add(value);
  if (value instanceof Str) return value.value === "" ? "blank" : "literal";
  return "given";
}
