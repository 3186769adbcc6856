import { enclosingLocations } from "../../../host/web/location.js";
import type { Machine } from "../../machine/machine.js";

/**
 * Locked sections: a default installation lets no web.config set authentication or `access` (a public, shipped
 * applicationHost.config; overrideModeDefault="Deny"), and naming them there is an error. On a host that is not known a
 * section may have been unlocked, so there a write is taken to work.
 */
const LOCKED = ["system.webserver/security/authentication/", "system.webserver/security/access"];
const UNLOCKED = "iis:unlocked";

interface Row {
  readonly key: string;
  readonly value: boolean;
}

function rowName(section: string, location: string): string {
  return `${section.toLowerCase()}|${location.toLowerCase()}`;
}

/** Unlocks (or locks again) a section, a group of them, or with `""` all, at a location and below it. */
export function setUnlocked(machine: Machine, section: string, location: string, unlocked: boolean): void {
  const key = rowName(section.replace(/\/?\*$/, ""), location);
  machine.setRow<Row>(UNLOCKED, key, { key, value: unlocked });
}

/** True: naming the section in a web.config at the location is known to be an error. */
export function isLocked(machine: Machine, section: string, location: string): boolean {
  if (machine.host.initial.kind !== "image") return false;
  const name = section.toLowerCase();
  if (!LOCKED.some((prefix) => name.startsWith(prefix))) return false;
  const groups = name.split("/").map((_, index, parts) => parts.slice(0, index + 1).join("/"));
  for (const at of enclosingLocations(location)) {
    for (const group of [...groups.reverse(), ""]) {
      const row = machine.row<Row>(UNLOCKED, rowName(group, at));
      if (row) return !row.value;
    }
  }
  return true;
}

/** A section that a fresh server locks. */
export function isLockedByDefault(section: string): boolean {
  const name = section.toLowerCase();
  return name.startsWith("system.applicationhost/") || LOCKED.some((prefix) => name.startsWith(prefix));
}

/** What was unlocked or locked, by section or group in lower case (`""`: all), and location. */
export function overridesOf(
  machine: Machine,
): readonly { readonly section: string; readonly location: string; readonly unlocked: boolean }[] {
  return machine.rows<Row>(UNLOCKED).map(([key, row]) => {
    const cut = key.indexOf("|");
    return { section: key.slice(0, cut), location: key.slice(cut + 1), unlocked: row.value };
  });
}
