// SIDs by the names of .NET's WellKnownSidType.
import { machinePrincipal, type PrincipalId } from "../../../host/principals/principal-id.js";
import { SID } from "../../../host/principals/well-known.js";
import type { Machine } from "../../machine/machine.js";
import { scalarText } from "../../values/scalar-conversions.js";
import { EnumValue, type Value } from "../../values/value.js";

/** Values of WellKnownSidType that scripts use. Numbers: .NET's WellKnownSidType. */
const WELL_KNOWN_TYPES: ReadonlyMap<string, PrincipalId> = new Map<string, PrincipalId>([
  ["worldsid", SID.everyone],
  ["localsid", SID.local],
  ["networksid", SID.network],
  ["batchsid", SID.batch],
  ["interactivesid", SID.interactive],
  ["servicesid", SID.service],
  ["anonymoussid", SID.anonymousLogon],
  ["authenticatedusersid", SID.authenticatedUsers],
  ["thisorganizationsid", SID.thisOrganization],
  ["localsystemsid", SID.localSystem],
  ["localservicesid", SID.localService],
  ["networkservicesid", SID.networkService],
  ["builtinadministratorssid", SID.administrators],
  ["builtinuserssid", SID.users],
  ["builtinguestssid", SID.guests],
  ["builtinpoweruserssid", SID.powerUsers],
  ["builtinbackupoperatorssid", SID.backupOperators],
  ["builtinremotedesktopuserssid", "sid:S-1-5-32-555"],
  ["builtinnetworkconfigurationoperatorssid", "sid:S-1-5-32-556"],
  ["builtinperformancemonitoringuserssid", "sid:S-1-5-32-558"],
  ["builtinperformanceloggingusers", "sid:S-1-5-32-559"],
  ["creatorownersid", "sid:S-1-3-0"],
  ["accountadministratorsid", machinePrincipal(500)],
  ["accountguestsid", machinePrincipal(501)],
]);

const WELL_KNOWN_NUMBERS: ReadonlyMap<number, string> = new Map([
  [1, "worldsid"],
  [2, "localsid"],
  [9, "networksid"],
  [10, "batchsid"],
  [11, "interactivesid"],
  [12, "servicesid"],
  [13, "anonymoussid"],
  [17, "authenticatedusersid"],
  [22, "localsystemsid"],
  [23, "localservicesid"],
  [24, "networkservicesid"],
  [26, "builtinadministratorssid"],
  [27, "builtinuserssid"],
  [28, "builtinguestssid"],
  [29, "builtinpoweruserssid"],
  [33, "builtinbackupoperatorssid"],
  [36, "builtinremotedesktopuserssid"],
  [37, "builtinnetworkconfigurationoperatorssid"],
]);

/** The SID that a WellKnownSidType stands for, given as the enumeration, its name or its number; null: none that is known. */
export function wellKnownSid(machine: Machine, value: Value): PrincipalId | null {
  const plain = machine.plain(value);
  if (plain instanceof EnumValue) return WELL_KNOWN_TYPES.get(plain.name.toLowerCase()) ?? null;
  if (plain.kind === "num" && typeof plain.value === "number")
    return WELL_KNOWN_TYPES.get(WELL_KNOWN_NUMBERS.get(plain.value) ?? "") ?? null;
  const text = plain.kind === "str" ? scalarText(machine, plain) : null;
  return typeof text === "string" ? (WELL_KNOWN_TYPES.get(text.trim().toLowerCase()) ?? null) : null;
}
