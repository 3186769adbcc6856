import { userEnabled } from "../../../host/keys.js";
import { describePrincipal } from "../../../host/principals/parse.js";
import type { PrincipalId } from "../../../host/principals/principal-id.js";
import { SID } from "../../../host/principals/well-known.js";
import type { Machine } from "../../machine/machine.js";
import { computerName } from "../../os/computer.js";
import type { Family } from "../../tools/toolbox.js";
import { type WmiClass, wmiArgument, wmiClass } from "../../tools/wmi-class.js";
import { evidence } from "../../values/provenance.js";
import { scalarBoolean, scalarText } from "../../values/scalar-conversions.js";
import type { Trace } from "../../values/source.js";
import { Bool, int, Str, Unknown, type Value } from "../../values/value.js";
import { plainName, principalOfText, sidText } from "../accounts/account-objects.js";
import { isOpen, localName } from "../accounts/accounts.js";
import {
  groupIsThere,
  isMember,
  knownGroups,
  knownUsers,
  membersOf,
  renameAccount,
  userIsThere,
} from "../accounts/membership.js";
import { put, valueNow } from "../shared/host-facts.js";

/** Win32_UserAccount, Win32_Group, Win32_GroupUser: accounts through WMI. */

interface Account {
  readonly id: PrincipalId;
  readonly type: "user" | "group";
}

function read(machine: Machine, { id, type }: Account, property: string, at: Trace | null): Value | undefined {
  const name = plainName(id);
  switch (property) {
    case "name":
    case "caption":
      return new Str(name, at);
    case "domain":
    case "__server":
    case "pscomputername":
      return localName(id) === undefined ? new Str("BUILTIN", at) : computerName();
    case "sid": {
      const sid = sidText(id, at);
      return typeof sid === "string" ? new Str(sid, at) : sid;
    }
    case "localaccount":
      return new Bool(true, at);
    case "sidtype":
      return int(type === "user" ? 1 : 4, at);
    case "status":
      return new Str("OK", at);
    case "disabled": {
      const enabled = valueNow(machine, userEnabled(name));
      return enabled === undefined
        ? new Unknown("input", `whether ${name} is disabled`, `disabled:${id}`, at, "System.Boolean")
        : new Bool(!enabled, at);
    }
    default:
      return new Unknown("input", `${property} of ${name}`, `account:${id}.${property}`, at);
  }
}

/** The account that a query asks for by name or SID; undefined: it asks for none. */
function wantedAccount(machine: Machine, wanted: ReadonlyMap<string, Value>): PrincipalId | null | undefined {
  const value = wanted.get("name") ?? wanted.get("sid");
  if (value === undefined) return undefined;
  const text = scalarText(machine, value);
  return text === null || text === undefined ? null : principalOfText(machine, text);
}

const BUILT_IN = [SID.administrators, SID.backupOperators, SID.guests, SID.iisIusrs, SID.powerUsers, SID.users] as const;

function accounts(type: Account["type"]): WmiClass<Account> {
  const isUser = type === "user";
  return {
    keys: ["Domain", "Name"],
    properties: isUser
      ? [
          "AccountType",
          "Caption",
          "Description",
          "Disabled",
          "Domain",
          "FullName",
          "InstallDate",
          "LocalAccount",
          "Lockout",
          "Name",
          "PasswordChangeable",
          "PasswordExpires",
          "PasswordRequired",
          "SID",
          "SIDType",
          "Status",
        ]
      : ["Caption", "Description", "Domain", "InstallDate", "LocalAccount", "Name", "SID", "SIDType", "Status"],
    areas: ["principals"],
    find: (machine, wanted, at) => {
      const id = wantedAccount(machine, wanted);
      if (id === null || (id !== undefined && isOpen(id))) return [];
      if (id !== undefined) {
        const there = isUser ? userIsThere(machine, id, at) : groupIsThere(machine, id, at);
        return there ? [{ id, type }] : [];
      }
      const known = isUser ? knownUsers(machine).users : [...BUILT_IN, ...knownGroups(machine).groups];
      return known.map((one) => ({ id: one, type }));
    },
    read,
    write: (machine, { id }, changes, at) => {
      const disabled = changes.get("disabled");
      const value = disabled === undefined ? undefined : scalarBoolean(machine, disabled);
      if (typeof value === "boolean") put(machine, userEnabled(plainName(id)), !value, evidence(at, at, "WMI sets it"));
    },
    invoke: (machine, instance, method, args, at) => {
      if (method !== "rename" || instance === null) return undefined;
      const value = wmiArgument(args, 0, "Name");
      const name = value === undefined ? undefined : scalarText(machine, value);
      if (typeof name === "string") renameAccount(machine, instance.id, name, type, evidence(at, at, "WMI renames it"));
      else machine.note("input", ["principals"], `the new name of ${describePrincipal(instance.id)}`, at);
      return new Map();
    },
  };
}

interface Membership {
  readonly group: PrincipalId;
  readonly member: PrincipalId;
}

function reference(type: string, id: PrincipalId, at: Trace | null): Value {
  const name = plainName(id);
  const domain = computerName();
  const parts = [`\\\\.\\root\\cimv2:${type}.Domain="`, domain, `",Name="${name}"`];
  return new Unknown("input", domain.why, `wmi:${type}:${id}`, at, "System.String", parts);
}

/** The group and the member that a path such as `Win32_Group.Domain="X",Name="Administrators"` names. */
function named(machine: Machine, value: Value | undefined): PrincipalId | null {
  const text = value === undefined ? undefined : scalarText(machine, value);
  const shown = typeof text === "string" ? text : text?.parts?.at(-1);
  if (typeof shown !== "string") return null;
  const match = /name=["']([^"']+)["']/i.exec(shown.slice(shown.toLowerCase().lastIndexOf("name=")));
  return match ? principalOfText(machine, match[1] as string) : null;
}

export const accountClassesFamily: Family = {
  wmiClasses: [
    wmiClass("root\\cimv2", "Win32_UserAccount", accounts("user")),
    wmiClass("root\\cimv2", "Win32_Group", accounts("group")),
    wmiClass<Membership>("root\\cimv2", "Win32_GroupUser", {
      keys: ["GroupComponent", "PartComponent"],
      properties: ["GroupComponent", "PartComponent"],
      areas: ["principals"],
      find: (machine, wanted, at) => {
        const group = named(machine, wanted.get("groupcomponent")) ?? SID.administrators;
        const part = named(machine, wanted.get("partcomponent"));
        if (part !== null) return isMember(machine, group, part, at) ? [{ group, member: part }] : [];
        return membersOf(machine, group).known.map((member) => ({ group, member }));
      },
      read: (_machine, { group, member }, property, at) =>
        property === "groupcomponent" ? reference("Win32_Group", group, at) : reference("Win32_UserAccount", member, at),
    }),
  ],
};
