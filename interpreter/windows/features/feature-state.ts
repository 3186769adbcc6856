import { featureOnImage } from "../../../host/images/features.js";
import { parseSku } from "../../../host/images/sku.js";
import { feature, serviceExists } from "../../../host/keys.js";
import type { Machine } from "../../machine/machine.js";
import { evidence } from "../../values/provenance.js";
import type { Trace } from "../../values/source.js";
import { type Evidence, put, valueNow, whether } from "../shared/host-facts.js";
import { featureEntry, removalOf } from "./feature-catalog.js";

/** Installing and removing features, whichever tool does it. */

/** Services that come and go with a feature: the initial state of an image knows; on a host made elsewhere they are recorded. */
const SERVICES: ReadonlyMap<string, readonly string[]> = new Map([
  ["Web-Server", ["W3SVC", "WAS", "AppHostSvc"]],
  ["SMTP-Server", ["SMTPSVC", "IISADMIN"]],
  ["Web-Ftp-Service", ["FTPSVC"]],
  ["Web-Mgmt-Service", ["WMSVC"]],
]);

/** True and false when it is known whether the host can have the feature; null otherwise. */
export function featureAvailable(machine: Machine, name: string): boolean | null {
  const { initial } = machine.host;
  const image = initial.kind === "image" ? parseSku(initial.name) : null;
  return image === null ? null : featureOnImage(image, name);
}

export function installFeatures(machine: Machine, names: readonly string[], from: Evidence): void {
  for (const name of names) {
    machine.budget.step();
    // Parts that this edition does not have are left out of what comes along.
    if (featureAvailable(machine, name) === false || valueNow(machine, feature(name)) === true) continue;
    put(machine, feature(name), true, from);
    setServices(machine, name, true, from);
  }
}

export function removeFeature(machine: Machine, name: string, from: Evidence): void {
  for (const one of removalOf(name)) {
    machine.budget.step();
    if (valueNow(machine, feature(one)) === false) continue;
    put(machine, feature(one), false, from);
    setServices(machine, one, false, from);
  }
}

function setServices(machine: Machine, name: string, exist: boolean, from: Evidence): void {
  if (machine.host.initial.kind === "image") return;
  for (const service of SERVICES.get(name) ?? []) put(machine, serviceExists(service), exist, from);
}

/** Whether it is installed; splits the world where nobody knows. */
export function isInstalled(machine: Machine, name: string, at: Trace | null): boolean {
  const shown = featureEntry(name)?.name ?? name;
  if (featureAvailable(machine, name) === false) return false;
  return whether(
    machine,
    feature(name),
    `the feature ${shown} is installed`,
    `the feature ${shown} is not installed`,
    evidence(at),
  );
}
