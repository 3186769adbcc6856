import { describePrincipal } from "../../../host/principals/parse.js";
import type { PrincipalId } from "../../../host/principals/principal-id.js";
import type { Machine } from "../../machine/machine.js";
import { perMachine } from "../../machine/per-machine.js";
import { evidence } from "../../values/provenance.js";
import { scalarText } from "../../values/scalar-conversions.js";
import type { Trace } from "../../values/source.js";
import { array, Bool, Instance, NOTHING, type ObjectModel, Str, Unknown, type Value } from "../../values/value.js";
import { plainName, principalOfText, principalOfValue, securityIdentifier } from "../accounts/account-objects.js";
import { isOpen, localName, resolves } from "../accounts/accounts.js";
import { doubtOf } from "../accounts/group-argument.js";
import { addMember, groupMayBeThere, isMember, knownMember, membersOf, removeMember } from "../accounts/membership.js";
import { otherMembers } from "../accounts/other-accounts.js";
import { placeOf } from "../shared/place.js";
import { accountOf, callFailed, FIELD } from "./winnt-entry.js";
import { winntTarget } from "./winnt-path.js";

const NO_SUCH_MEMBER = "A member could not be added to or removed from the local group because the member does not exist.";

/** Methods of a group (IADsGroup): Add, Remove, IsMember, Members. Undefined: not one of them. */
export function groupMethod(
  machine: Machine,
  self: Instance,
  name: string,
  args: readonly Value[],
  at: Trace | null,
): Value | undefined {
  const group = accountOf(machine, self);
  const method = name.toLowerCase();
  if (method === "members") return members(machine, group, at);
  if (method !== "add" && method !== "remove" && method !== "ismember") return undefined;
  const argument = args[0];
  if (argument === undefined)
    return callFailed(name, args.length, "Number of parameters specified does not match the expected number.", at);
  if (isOpen(group) && method !== "add") return NOTHING;
  if (!isOpen(group) && !groupMayBeThere(machine, group))
    return callFailed(name, args.length, "The group name could not be found.", at);
  const id = memberOf(machine, argument);
  const trace = placeOf(machine.plain(argument)) ?? at;
  if (id instanceof Unknown) {
    if (method === "add") machine.note(id.cause, ["principals"], id.why, at);
    return method === "ismember"
      ? new Unknown(id.cause, id.why, machine.freshSymbol("adsi:ismember"), at, "System.Boolean")
      : NOTHING;
  }
  if (id === null) return callFailed(name, args.length, NO_SUCH_MEMBER, at);
  if (method === "ismember") return new Bool(isMember(machine, group, id, trace), at);
  if (!resolves(machine, id)) return callFailed(name, args.length, NO_SUCH_MEMBER, at);
  const known = knownMember(machine, group, id);
  if (method === "add") {
    if (known === true) return callFailed(name, args.length, "The specified account name is already a member of the group.", at);
    addMember(
      machine,
      group,
      id,
      evidence(trace, at, `ADSI adds it to ${describePrincipal(group)}`),
      doubtOf(machine.plain(argument)),
    );
  } else {
    if (known === false) return callFailed(name, args.length, "The specified account name is not a member of the group.", at);
    removeMember(machine, group, id, evidence(trace, at, `ADSI takes it out of ${describePrincipal(group)}`));
  }
  return NOTHING;
}

/** The member that an argument means: a WinNT path, or an object that has one. */
function memberOf(machine: Machine, value: Value): PrincipalId | Unknown | null {
  const plain = machine.plain(value);
  if (plain instanceof Instance) {
    const target = machine.field<{ kind: string; principal?: PrincipalId }>(plain, FIELD.target);
    return target?.principal ?? principalOfValue(machine, plain) ?? null;
  }
  const text = scalarText(machine, plain);
  if (text === null || text === undefined) return null;
  const shown = typeof text === "string" ? text : text.parts?.[0];
  if (typeof shown === "string" && !shown.toLowerCase().startsWith("winnt:"))
    return typeof text === "string" ? principalOfText(machine, text) : (principalOfText(machine, text) ?? text);
  if (typeof shown !== "string") return text instanceof Unknown ? text : null;
  const target = winntTarget(machine, text);
  if (target.kind === "account") return target.principal;
  // A path without an account: there is no such member.
  if (target.kind === "computer") return null;
  if (target.member !== undefined) return target.member;
  return new Unknown("input", target.why, machine.freshSymbol("adsi:member"));
}

// ---------------------------------------------------------------- members as objects

const PRINCIPAL = "principal";

/** What Members gives: COM objects whose names scripts read with `GetType().InvokeMember("Name", "GetProperty", ...)`. */
const memberModel = perMachine<ObjectModel>((machine) => ({
  typeNames: ["System.__ComObject", "System.MarshalByRefObject", "System.Object"],
  get: (self, name, at) => {
    const principal = machine.field<PrincipalId>(self, PRINCIPAL) as PrincipalId;
    switch (name.toLowerCase()) {
      case "psbase":
        return self;
      case "name":
        return new Str(plainName(principal), self.trace ?? at);
      case "adspath":
      case "path":
        return new Str(
          `WinNT://${(localName(principal) === undefined ? describePrincipal(principal) : `./${plainName(principal)}`).replaceAll("\\", "/")}`,
          self.trace ?? at,
        );
      case "class":
        return new Str(localName(principal) === undefined ? "Group" : "User", at);
      case "objectsid":
        return securityIdentifier(machine, principal, at);
      default:
        return undefined;
    }
  },
  invoke: (self, name, args, at) => readMember(machine, self, name, args, at),
  propertyNames: () => ["Name", "AdsPath", "Class"],
}));

/** `InvokeMember("Name", "GetProperty", $null, $_, $null)` on the object or its type; `InvokeGet("Name")` on the entry. */
function readMember(machine: Machine, self: Instance, name: string, args: readonly Value[], at: Trace | null): Value | undefined {
  if (name.toLowerCase() === "gettype") return self;
  if (!["invokemember", "invokeget", "get"].includes(name.toLowerCase()) || args[0] === undefined) return undefined;
  const property = machine.plain(args[0]);
  const target = args[3] === undefined ? self : machine.plain(args[3]);
  if (property.kind !== "str" || !(target instanceof Instance)) return undefined;
  return target.model.get?.(target, property.value, at);
}

function members(machine: Machine, group: PrincipalId, at: Trace | null): Value {
  const { known, complete } = membersOf(machine, group);
  const items: Value[] = known.map((principal) => {
    const object = new Instance(memberModel(machine), at);
    object.fields.set(PRINCIPAL, principal);
    return object;
  });
  if (!complete) items.push(otherMember(machine, group, at));
  return array(items, "System.Object", at);
}

function otherMember(machine: Machine, group: PrincipalId, at: Trace | null): Instance {
  return new Instance(
    {
      typeNames: ["System.__ComObject", "System.MarshalByRefObject", "System.Object"],
      get: (self, name, place) => {
        if (["name", "adspath", "path"].includes(name.toLowerCase())) return otherMembers(group, name.toLowerCase(), at);
        if (name.toLowerCase() === "psbase") return self;
        return new Unknown(
          "input",
          `the other members of ${describePrincipal(group)}`,
          `others:${group}.${name.toLowerCase()}`,
          place,
        );
      },
      invoke: (self, name, args, place) => readMember(machine, self, name, args, place),
      propertyNames: () => ["Name", "AdsPath", "Class"],
    },
    at,
  );
}
