import { parsePrincipal } from "../../../host/principals/parse.js";
import type { PrincipalId } from "../../../host/principals/principal-id.js";
import { SID } from "../../../host/principals/well-known.js";
import type { Machine } from "../../machine/machine.js";
import { perMachine } from "../../machine/per-machine.js";
import { PsError } from "../../tools/script-error.js";
import type { Family } from "../../tools/toolbox.js";
import { scalarText } from "../../values/scalar-conversions.js";
import type { Trace } from "../../values/source.js";
import { array, Bool, FALSE, Instance, type ObjectModel, Str, TRUE, Unknown, type Value } from "../../values/value.js";
import { placeOf } from "../shared/place.js";
import {
  NT_ACCOUNT,
  ntAccount,
  principalOfText,
  principalOfValue,
  SECURITY_IDENTIFIER,
  securityIdentifier,
} from "./account-objects.js";

import { wellKnownSid } from "./well-known-sids.js";

/** System.Security.Principal: SIDs, names, and who the script runs as (SYSTEM, as deployment scripts do). */

function makeSid(machine: Machine, value: Value, at: Trace | null): Value {
  const plain = machine.plain(value);
  const trace = placeOf(plain) ?? at;
  const wellKnown = wellKnownSid(machine, plain);
  if (wellKnown !== null) return securityIdentifier(machine, wellKnown, trace);
  if (plain instanceof Instance) {
    if (plain.model.typeNames[0] === SECURITY_IDENTIFIER) return plain;
    const held = principalOfValue(machine, plain);
    if (held) return securityIdentifier(machine, held, trace);
  }
  const text = scalarText(machine, plain);
  if (text instanceof Unknown) {
    const principal = principalOfText(machine, text);
    if (principal !== null) return securityIdentifier(machine, principal, trace);
  }
  if (typeof text === "string") {
    // Two-letter aliases of SDDL are SIDs too: `BA`.
    const principal = text.trim().toUpperCase().startsWith("S-1-")
      ? parsePrincipal(text)
      : (SDDL_ALIASES.get(text.trim().toUpperCase()) ?? null);
    if (principal !== null) return securityIdentifier(machine, principal, trace);
    throw new PsError({
      id: "ArgumentException",
      message: `Exception calling ".ctor" with "1" argument(s): "Value was invalid.\r\nParameter name: sddlForm"`,
      exception: "System.Management.Automation.MethodInvocationException",
      at,
    });
  }
  return new Unknown(
    "unmodelled",
    "a SID that is made from bytes or another type",
    machine.freshSymbol("sid"),
    at,
    SECURITY_IDENTIFIER,
  );
}

const SDDL_ALIASES: ReadonlyMap<string, PrincipalId> = new Map<string, PrincipalId>([
  ["BA", SID.administrators],
  ["BU", SID.users],
  ["WD", SID.everyone],
  ["AU", SID.authenticatedUsers],
  ["SY", SID.localSystem],
  ["LS", SID.localService],
  ["NS", SID.networkService],
  ["BG", SID.guests],
  ["AN", SID.anonymousLogon],
  ["IS", SID.iisIusrs],
  ["BO", SID.backupOperators],
]);

function makeAccount(machine: Machine, args: readonly Value[], at: Trace | null): Value {
  const texts = args.map((value) => scalarText(machine, value) ?? "");
  const last = texts[texts.length - 1];
  const first = texts[0];
  if (last === undefined || first === undefined)
    return new Unknown("unmodelled", "an empty account name", machine.freshSymbol("ntaccount"), at, NT_ACCOUNT);
  const held = args.length === 1 ? principalOfValue(machine, args[0] as Value) : undefined;
  const name = texts.length === 1 ? last : typeof first === "string" && typeof last === "string" ? `${first}\\${last}` : last;
  const principal = held ?? principalOfText(machine, name);
  const trace = placeOf(machine.plain(args[args.length - 1] as Value)) ?? at;
  if (principal === null || principal === undefined)
    return new Unknown("input", "an empty account name", machine.freshSymbol("ntaccount"), at, NT_ACCOUNT);
  return ntAccount(machine, principal, trace, name);
}

// ---------------------------------------------------------------- who the script runs as

const IDENTITY = "System.Security.Principal.WindowsIdentity";
const PRINCIPAL = "System.Security.Principal.WindowsPrincipal";

const identityModel = perMachine<ObjectModel>((machine) => ({
  typeNames: [IDENTITY, "System.Security.Claims.ClaimsIdentity", "System.Object"],
  get: (_self, name, at) => {
    switch (name.toLowerCase()) {
      case "name":
        return new Str("NT AUTHORITY\\SYSTEM", at);
      case "user":
      case "owner":
        return securityIdentifier(machine, SID.localSystem, at);
      case "groups":
        return array(
          [SID.administrators, SID.everyone, SID.authenticatedUsers].map((id) => securityIdentifier(machine, id, at)),
          "System.Object",
          at,
        );
      case "issystem":
      case "isauthenticated":
        return TRUE;
      case "isguest":
      case "isanonymous":
        return FALSE;
      case "authenticationtype":
        return new Str("NTLM", at);
      default:
        return undefined;
    }
  },
  invoke: (_self, name, _args, at) => (name.toLowerCase() === "dispose" ? new Bool(false, at) : undefined),
  propertyNames: () => ["AuthenticationType", "Groups", "IsAuthenticated", "IsSystem", "Name", "User"],
}));

const principalModel = perMachine<ObjectModel>((machine) => ({
  typeNames: [PRINCIPAL, "System.Security.Claims.ClaimsPrincipal", "System.Object"],
  get: (_self, name, at) => (name.toLowerCase() === "identity" ? new Instance(identityModel(machine), at) : undefined),
  // A deployment's scripts run with an administrator's rights, or could do nothing of what is looked for here.
  invoke: (_self, name) => (name.toLowerCase() === "isinrole" ? TRUE : undefined),
}));

export const securityPrincipalsFamily: Family = {
  types: [
    {
      name: SECURITY_IDENTIFIER,
      modelled: {
        construct: (machine, args, at) => {
          const first = args[0];
          return first === undefined
            ? new Unknown("unmodelled", "an empty SID", machine.freshSymbol("sid"), at, SECURITY_IDENTIFIER)
            : makeSid(machine, first, at);
        },
      },
      cast: makeSid,
    },
    {
      name: NT_ACCOUNT,
      modelled: { construct: makeAccount },
      cast: (machine, value, at) => {
        const plain = machine.plain(value);
        return plain instanceof Instance && plain.model.typeNames[0] === NT_ACCOUNT ? plain : makeAccount(machine, [value], at);
      },
    },
    {
      name: IDENTITY,
      modelled: {
        construct: (machine, _args, at) => new Instance(identityModel(machine), at),
        statics: {
          invoke: (machine, name, _args, at) =>
            name.toLowerCase() === "getcurrent" ? new Instance(identityModel(machine), at) : undefined,
        },
      },
    },
    {
      name: PRINCIPAL,
      modelled: { construct: (machine, _args, at) => new Instance(principalModel(machine), at) },
      cast: (machine, _value, at) => new Instance(principalModel(machine), at),
    },
  ],
};
