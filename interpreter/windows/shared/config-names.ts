import { DEFAULT_POOL, DEFAULT_SITE } from "../../../host/images/web.js";
import { applicationExists, type Key, poolExists, siteExists } from "../../../host/keys.js";
import type { Machine } from "../../machine/machine.js";
import { valueNow } from "./host-facts.js";
import { otherName } from "./shown-names.js";

/**
 * Names of pools, sites and applications: those that the deployment made or looked at and, on a host that is not known, the
 * ones that setup makes.
 */
function named(
  machine: Machine,
  keys: readonly Key<boolean>[],
  part: number,
  byDefault: readonly string[],
  key: (name: string) => Key<boolean>,
): string[] {
  const names = new Map<string, string>();
  for (const name of byDefault) if (valueNow(machine, key(name)) !== false) names.set(name.toLowerCase(), name);
  for (const found of keys) {
    const name = found.parts[part] as string;
    if (valueNow(machine, found) === true) names.set(name.toLowerCase(), name);
  }
  return [...names.values()];
}

export function poolNames(machine: Machine): string[] {
  return named(machine, machine.host.view(machine.assumptions).keys("poolExists"), 0, [DEFAULT_POOL], poolExists);
}

export function siteNames(machine: Machine): string[] {
  return named(machine, machine.host.view(machine.assumptions).keys("siteExists"), 0, [DEFAULT_SITE], siteExists);
}

/** What a script sees that lists the pools: on a host that is not known there may be others. */
export function listedPools(machine: Machine): string[] {
  return withOthers(machine, poolNames(machine), "application pool");
}

export function listedSites(machine: Machine): string[] {
  return withOthers(machine, siteNames(machine), "site");
}

function withOthers(machine: Machine, names: string[], what: string): string[] {
  if (machine.host.initial.kind === "image") return names;
  const there = machine.askWhether(`other ${what}s`, `there are other ${what}s`, `there are no other ${what}s`);
  return there ? [...names, otherName(`another ${what}`)] : names;
}

/** Paths with a leading slash; the root first. */
export function applicationNames(machine: Machine, site: string): string[] {
  const keys = machine.host.view(machine.assumptions).keys("applicationExists", site);
  const names = named(machine, keys, 1, [""], (path) => applicationExists(site, path));
  return names.map((name) => `/${name}`);
}
