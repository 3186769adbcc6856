import { userEnabled } from "../../../host/keys.js";
import { describePrincipal } from "../../../host/principals/parse.js";
import { type PrincipalId, principalBody, principalKind } from "../../../host/principals/principal-id.js";
import { poolSid, serviceSid } from "../../../host/principals/sid.js";
import type { Machine } from "../../machine/machine.js";
import { perMachine } from "../../machine/per-machine.js";
import { computerName } from "../../os/computer.js";
import type { Text } from "../../tools/tool.js";
import { scalarText } from "../../values/scalar-conversions.js";
import type { Trace } from "../../values/source.js";
import { joinTexts } from "../../values/texts.js";
import { Bool, EnumValue, Instance, type ObjectModel, Str, Unknown, type Value } from "../../values/value.js";
import { valueNow } from "../shared/host-facts.js";
import { localName, principalNamed } from "./accounts.js";
import { wellKnownSid } from "./well-known-sids.js";

/** Accounts, groups, members and SIDs as scripts hold them in their hands. Each such object keeps its principal in a field. */

const PRINCIPAL = "principal";
const SPELLING = "spelling";

export const SECURITY_IDENTIFIER = "System.Security.Principal.SecurityIdentifier";
export const NT_ACCOUNT = "System.Security.Principal.NTAccount";
const LOCAL_ACCOUNTS = "Microsoft.PowerShell.Commands";

/** An unknown SID: equal principals have equal unknown SIDs, and {@link principalOfText} knows whose it is. */
const SID_OF = "sid-of:";

/** The SID of a principal as text; that of a local account is known to the host only. */
export function sidText(principal: PrincipalId, at: Trace | null): Text {
  const body = principalBody(principal);
  switch (principalKind(principal)) {
    case "sid":
      return body;
    case "pool":
      return poolSid(body);
    case "service":
      return serviceSid(body);
    default: {
      const shown = describePrincipal(principal);
      const hidden = new Unknown("input", `the SID of ${shown}`, `${SID_OF}${principal}`, at, "System.String");
      return principalKind(principal) === "machine"
        ? new Unknown("input", hidden.why, hidden.symbol, at, "System.String", ["S-1-5-21-", hidden, `-${body}`])
        : hidden;
    }
  }
}

/** The name with its authority, as Windows shows members and translated SIDs. */
export function qualifiedName(principal: PrincipalId, at: Trace | null, spelling?: string): Text {
  const name = localName(principal);
  if (name === undefined) return spelling?.includes("\\") ? spelling : describePrincipal(principal);
  const joined = joinTexts([computerName(), "\\", spelling ?? name], at);
  return joined instanceof Str ? joined.value : joined;
}

/** The name alone. */
export function plainName(principal: PrincipalId, spelling?: string): string {
  const shown = spelling ?? localName(principal) ?? describePrincipal(principal);
  return shown.slice(shown.lastIndexOf("\\") + 1);
}

function textValue(text: Text, at: Trace | null): Value {
  return typeof text === "string" ? new Str(text, at) : text;
}

// ---------------------------------------------------------------- reading principals out of values

/** The principal that a text names; unknown SIDs that came from an account object are traced back to it. */
export function principalOfText(machine: Machine, text: Text): PrincipalId | null {
  if (text instanceof Unknown) {
    const symbol = text.symbol.startsWith("*") ? text.symbol.slice(1) : text.symbol;
    if (symbol.startsWith(SID_OF)) return symbol.slice(SID_OF.length) as PrincipalId;
    for (const part of text.parts ?? []) {
      if (part instanceof Unknown && part.symbol.startsWith(SID_OF)) return part.symbol.slice(SID_OF.length) as PrincipalId;
    }
  }
  return principalNamed(machine, text);
}

/** The principal of an account object, a SID object or a text. Undefined: the value stands for none; null: an empty name. */
export function principalOfValue(machine: Machine, value: Value): PrincipalId | null | undefined {
  const plain = machine.plain(value);
  if (plain instanceof Instance) {
    const held = machine.field<PrincipalId>(plain, PRINCIPAL);
    if (held !== undefined) return held;
    const text = plain.model.text?.(plain);
    return text === undefined ? undefined : principalOfText(machine, text);
  }
  const text = scalarText(machine, plain);
  return text === null || text === undefined ? (text === null ? null : undefined) : principalOfText(machine, text);
}

export function heldPrincipal(machine: Machine, object: Instance): PrincipalId {
  return machine.field<PrincipalId>(object, PRINCIPAL) as PrincipalId;
}

// ---------------------------------------------------------------- SIDs and NT accounts

const sidModel = perMachine<ObjectModel>((machine) => ({
  typeNames: [SECURITY_IDENTIFIER, "System.Security.Principal.IdentityReference", "System.Object"],
  get: (self, name, at) => {
    if (name.toLowerCase() === "value") return textValue(sidText(heldPrincipal(machine, self), at), at);
    return undefined;
  },
  invoke: (self, name, args, at) => identityMethod(machine, self, name, args, at),
  text: (self) => sidText(heldPrincipal(machine, self), self.trace),
  propertyNames: () => ["BinaryLength", "AccountDomainSid", "Value"],
  equals: (self, other) => sameIdentity(machine, self, other),
}));

const ntAccountModel = perMachine<ObjectModel>((machine) => ({
  typeNames: [NT_ACCOUNT, "System.Security.Principal.IdentityReference", "System.Object"],
  get: (self, name, at) => {
    if (name.toLowerCase() !== "value") return undefined;
    return textValue(accountText(machine, self), at);
  },
  invoke: (self, name, args, at) => identityMethod(machine, self, name, args, at),
  text: (self) => accountText(machine, self),
  propertyNames: () => ["Value"],
  equals: (self, other) => sameIdentity(machine, self, other),
}));

function accountText(machine: Machine, self: Instance): Text {
  return machine.field<Text>(self, SPELLING) ?? qualifiedName(heldPrincipal(machine, self), self.trace);
}

function identityMethod(
  machine: Machine,
  self: Instance,
  name: string,
  args: readonly Value[],
  at: Trace | null,
): Value | undefined {
  const principal = heldPrincipal(machine, self);
  switch (name.toLowerCase()) {
    case "translate": {
      const target = args[0] === undefined ? undefined : machine.plain(args[0]);
      const wanted = target?.kind === "type" ? target.name : (args[0] && scalarText(machine, args[0])) || "";
      const toSid = typeof wanted === "string" && wanted.toLowerCase().endsWith("securityidentifier");
      return toSid ? securityIdentifier(machine, principal, self.trace ?? at) : ntAccount(machine, principal, self.trace ?? at);
    }
    case "tostring":
      return textValue(self.model.text?.(self) ?? "", at);
    case "isaccountsid":
      return new Bool(localName(principal) !== undefined, at);
    case "iswellknown": {
      const known = args[0] === undefined ? null : wellKnownSid(machine, args[0]);
      return known === null ? undefined : new Bool(known === principal, at);
    }
    case "isequaldomainsid":
      return undefined;
    case "equals":
      return args[0] === undefined ? undefined : new Bool(sameIdentity(machine, self, args[0]), at);
    default:
      return undefined;
  }
}

function sameIdentity(machine: Machine, self: Instance, other: Value): boolean {
  const plain = machine.plain(other);
  if (plain instanceof Instance && plain.model.typeNames[0] !== self.model.typeNames[0]) return false;
  return principalOfValue(machine, plain) === heldPrincipal(machine, self);
}

export function securityIdentifier(machine: Machine, principal: PrincipalId, at: Trace | null): Instance {
  const object = new Instance(sidModel(machine), at);
  object.fields.set(PRINCIPAL, principal);
  return object;
}

/** `spelling` is the name as the script gave it, which `.Value` keeps. */
export function ntAccount(machine: Machine, principal: PrincipalId, at: Trace | null, spelling?: Text): Instance {
  const object = new Instance(ntAccountModel(machine), at);
  object.fields.set(PRINCIPAL, principal);
  if (spelling !== undefined) object.fields.set(SPELLING, spelling);
  return object;
}

// ---------------------------------------------------------------- users, groups, members

const SOURCE = `${LOCAL_ACCOUNTS}.PrincipalSource`;

function source(principal: PrincipalId): Value {
  return principalKind(principal) === "domain" ? new EnumValue(SOURCE, "ActiveDirectory", 2) : new EnumValue(SOURCE, "Local", 1);
}

const userModel = perMachine<ObjectModel>((machine) => ({
  typeNames: [`${LOCAL_ACCOUNTS}.LocalUser`, `${LOCAL_ACCOUNTS}.LocalPrincipal`, "System.Object"],
  get: (self, name, at) => {
    const principal = heldPrincipal(machine, self);
    switch (name.toLowerCase()) {
      case "enabled": {
        const enabled = valueNow(machine, userEnabled(plainName(principal)));
        return enabled === undefined
          ? new Unknown("input", `whether ${plainName(principal)} is enabled`, `enabled:${principal}`, at, "System.Boolean")
          : new Bool(enabled, at);
      }
      case "passwordrequired":
      case "usermaychangepassword":
        return new Unknown(
          "input",
          `${name} of ${plainName(principal)}`,
          `user:${principal}.${name.toLowerCase()}`,
          at,
          "System.Boolean",
        );
      case "fullname":
      case "description":
      case "lastlogon":
      case "passwordlastset":
      case "passwordexpires":
      case "accountexpires":
      case "passwordchangeabledate":
        return new Unknown("input", `${name} of ${plainName(principal)}`, `user:${principal}.${name.toLowerCase()}`, at);
      default:
        return principalMember(machine, self, name, at, "User", false);
    }
  },
  text: (self) => plainName(heldPrincipal(machine, self), machine.field<string>(self, SPELLING)),
  propertyNames: () => [
    "AccountExpires",
    "Description",
    "Enabled",
    "FullName",
    "LastLogon",
    "Name",
    "ObjectClass",
    "PasswordExpires",
    "PasswordLastSet",
    "PrincipalSource",
    "SID",
  ],
}));

const groupModel = perMachine<ObjectModel>((machine) => ({
  typeNames: [`${LOCAL_ACCOUNTS}.LocalGroup`, `${LOCAL_ACCOUNTS}.LocalPrincipal`, "System.Object"],
  get: (self, name, at) => {
    if (name.toLowerCase() === "description") {
      const principal = heldPrincipal(machine, self);
      return new Unknown("input", `the description of ${plainName(principal)}`, `group:${principal}.description`, at);
    }
    return principalMember(machine, self, name, at, "Group", false);
  },
  text: (self) => plainName(heldPrincipal(machine, self), machine.field<string>(self, SPELLING)),
  propertyNames: () => ["Description", "Name", "ObjectClass", "PrincipalSource", "SID"],
}));

const memberModel = perMachine<ObjectModel>((machine) => ({
  typeNames: [`${LOCAL_ACCOUNTS}.LocalPrincipal`, "System.Object"],
  get: (self, name, at) =>
    principalMember(machine, self, name, at, isGroup(heldPrincipal(machine, self)) ? "Group" : "User", true),
  text: (self) => qualifiedName(heldPrincipal(machine, self), self.trace),
  propertyNames: () => ["Name", "ObjectClass", "PrincipalSource", "SID"],
}));

/** By what is known of well-known SIDs; a local name is taken for a user. */
function isGroup(principal: PrincipalId): boolean {
  if (principalKind(principal) !== "sid") return false;
  const body = principalBody(principal);
  return body.startsWith("S-1-5-32-") || !["S-1-5-17", "S-1-5-18", "S-1-5-19", "S-1-5-20", "S-1-5-7"].includes(body);
}

function principalMember(
  machine: Machine,
  self: Instance,
  name: string,
  at: Trace | null,
  objectClass: string,
  qualified: boolean,
): Value | undefined {
  const principal = heldPrincipal(machine, self);
  const spelling = machine.field<string>(self, SPELLING);
  switch (name.toLowerCase()) {
    case "name":
      return qualified
        ? textValue(qualifiedName(principal, at, spelling), self.trace ?? at)
        : new Str(plainName(principal, spelling), self.trace ?? at);
    case "sid":
      return securityIdentifier(machine, principal, self.trace ?? at);
    case "objectclass":
      return new Str(objectClass, at);
    case "principalsource":
      return source(principal);
    default:
      return undefined;
  }
}

function accountObject(model: ObjectModel, principal: PrincipalId, at: Trace | null, spelling?: string): Instance {
  const object = new Instance(model, at);
  object.fields.set(PRINCIPAL, principal);
  if (spelling !== undefined) object.fields.set(SPELLING, spelling);
  return object;
}

export function userObject(machine: Machine, principal: PrincipalId, at: Trace | null, spelling?: string): Instance {
  return accountObject(userModel(machine), principal, at, spelling);
}

export function groupObject(machine: Machine, principal: PrincipalId, at: Trace | null, spelling?: string): Instance {
  return accountObject(groupModel(machine), principal, at, spelling);
}

export function memberObject(machine: Machine, principal: PrincipalId, at: Trace | null): Instance {
  return accountObject(memberModel(machine), principal, at);
}
