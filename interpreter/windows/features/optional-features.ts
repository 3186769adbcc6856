import { feature } from "../../../host/keys.js";
import type { Machine } from "../../machine/machine.js";
import { perMachine } from "../../machine/per-machine.js";
import { type Cmdlet, type CmdletCall, parameters, type Tool } from "../../tools/tool.js";
import { evidence } from "../../values/provenance.js";
import type { Trace } from "../../values/source.js";
import { shownText, traceOf } from "../../values/texts.js";
import { EnumValue, FALSE, Instance, type ObjectModel, Str, Unknown, type Value } from "../../values/value.js";
import { type Evidence, valueNow } from "../shared/host-facts.js";
import { hasWildcard, namePattern } from "../shared/name-pattern.js";
import { record } from "../shared/objects.js";
import { dismEntry, featureCatalog, featureEntry, installationOf } from "./feature-catalog.js";
import { featureAvailable, installFeatures, isInstalled, removeFeature } from "./feature-state.js";

/** Enable-, Disable- and Get-WindowsOptionalFeature (module Dism), by the names that DISM uses. */

const MODULE = { form: "cmdlet", effect: "modelled", areas: ["features", "smtp", "web"], module: "Dism" } as const;
const NAMESPACE = "Microsoft.Dism.Commands";
const NAME = "dism name";

/** Server Manager's name of a feature that DISM names; names that are not in the catalogue stay as they are. */
export function serverManagerName(dismName: string): string {
  return dismEntry(dismName)?.name ?? dismName;
}

export type EnableOutcome = "done" | "unknown name" | "parent is disabled";

/** What `/enable-feature` does. Without `/all` the features around it must be there already. */
export function enableOptionalFeature(machine: Machine, dismName: string, all: boolean, from: Evidence): EnableOutcome {
  const name = serverManagerName(dismName);
  if (featureAvailable(machine, name) === false) return "unknown name";
  const parent = featureEntry(name)?.parent;
  if (!all && parent && valueNow(machine, feature(parent)) === false) return "parent is disabled";
  installFeatures(machine, installationOf(name, { allBelow: false, tools: false, alone: true }), from);
  return "done";
}

export function disableOptionalFeature(machine: Machine, dismName: string, from: Evidence): void {
  removeFeature(machine, serverManagerName(dismName), from);
}

const enable: Cmdlet = {
  ...MODULE,
  names: ["Enable-WindowsOptionalFeature"],
  documented: "Microsoft, Enable-WindowsOptionalFeature",
  parameters: parameters(
    "FeatureName[]!<.",
    "Online?",
    "Path.",
    "All?",
    "LimitAccess?",
    "NoRestart?",
    "PackageName.",
    "Source[].",
    "LogPath",
    "LogLevel",
    "ScratchDirectory",
    "WindowsDirectory",
    "SystemDrive",
  ),
  run(call) {
    if (offline(call)) return;
    for (const { name, at } of namesGiven(call, "which features are enabled")) {
      if (call.whatIf) continue;
      const from = evidence(at ?? call.trace("FeatureName"), call.at, `${call.name} installs it`);
      const outcome = enableOptionalFeature(call.machine, name, call.flag("All") === true, from);
      if (outcome === "unknown name") {
        call.fail({
          id: NAMESPACE,
          message: `Feature name ${name} is unknown.`,
          exception: "System.Runtime.InteropServices.COMException",
          terminating: true,
        });
      } else if (outcome === "parent is disabled") {
        const message = "One or several parent features are disabled so current feature can not be enabled.";
        call.fail({ id: NAMESPACE, message, exception: "System.Runtime.InteropServices.COMException", terminating: true });
      } else call.out(imageObject(call));
    }
  },
};

const disable: Cmdlet = {
  ...MODULE,
  names: ["Disable-WindowsOptionalFeature"],
  documented: "Microsoft, Disable-WindowsOptionalFeature",
  parameters: parameters(
    "FeatureName[]!<.",
    "Online?",
    "Path.",
    "Remove?",
    "NoRestart?",
    "PackageName.",
    "LogPath",
    "LogLevel",
    "ScratchDirectory",
  ),
  run(call) {
    if (offline(call)) return;
    for (const { name, at } of namesGiven(call, null)) {
      if (call.whatIf) continue;
      disableOptionalFeature(call.machine, name, evidence(at ?? call.trace("FeatureName"), call.at, `${call.name} removes it`));
      call.out(imageObject(call));
    }
  },
};

const get: Cmdlet = {
  ...MODULE,
  names: ["Get-WindowsOptionalFeature"],
  areas: [],
  documented: "Microsoft, Get-WindowsOptionalFeature",
  parameters: parameters(
    "FeatureName.",
    "Online?",
    "Path.",
    "PackageName.",
    "PackagePath.",
    "LogPath",
    "LogLevel",
    "ScratchDirectory",
  ),
  run(call) {
    const text = call.text("FeatureName");
    if (text instanceof Unknown) {
      call.out(call.unknown("the feature that is asked for", { cause: text.cause }));
      return;
    }
    if (text !== undefined && !hasWildcard(text)) {
      if (featureAvailable(call.machine, serverManagerName(text)) !== false)
        call.out(optionalFeature(call.machine, text, call.at));
      return;
    }
    const fits = namePattern(text ?? "*");
    const closed = call.machine.host.initial.kind === "image";
    for (const { name, dism } of featureCatalog()) {
      if (dism === null || !fits(dism) || featureAvailable(call.machine, name) === false) continue;
      if (closed || name === "Web-Server" || name === "SMTP-Server" || valueNow(call.machine, feature(name)) !== undefined) {
        call.out(optionalFeature(call.machine, dism, call.at));
      }
    }
    if (!closed) call.out(call.unknown("the other features of the host", { symbol: "other-optional-features" }));
  },
};

/** -Path services an image that is not this host. */
function offline(call: CmdletCall): boolean {
  return call.has("Path") && call.flag("Online") !== true;
}

function namesGiven(call: CmdletCall, what: string | null): { name: string; at: Trace | null }[] {
  const list = call.list("FeatureName");
  if (list instanceof Unknown) {
    if (what !== null) call.undecided(list.cause, `${what}: ${list.why}`);
    return [];
  }
  const found: { name: string; at: Trace | null }[] = [];
  for (const value of list) {
    const held = value instanceof Instance ? call.machine.field<string>(value, NAME) : undefined;
    if (held !== undefined) found.push({ name: held, at: traceOf(value) });
    else if (value instanceof Str) found.push({ name: value.value, at: value.trace });
    else if (value instanceof Unknown && what !== null) call.undecided(value.cause, `${what}: ${shownText(value)}`);
  }
  return found;
}

function imageObject(call: CmdletCall): Value {
  return record(`${NAMESPACE}.ImageObject`, call.at, { Path: new Str("", call.at), Online: FALSE, RestartNeeded: FALSE });
}

const model = perMachine<ObjectModel>((machine) => ({
  typeNames: [`${NAMESPACE}.AdvancedFeatureObject`, `${NAMESPACE}.BasicFeatureObject`, "System.Object"],
  get: (self, property, at) => {
    const name = machine.field<string>(self, NAME) as string;
    switch (property.toLowerCase()) {
      case "featurename":
        return new Str(name, self.trace ?? at);
      case "displayname":
        return new Str(dismEntry(name)?.display ?? name, at);
      case "state": {
        const installed = isInstalled(machine, serverManagerName(name), at);
        return new EnumValue("Microsoft.Dism.Commands.FeatureState", installed ? "Enabled" : "Disabled", installed ? 4 : 2, at);
      }
      case "restartrequired":
      case "restartneeded":
      case "description":
      case "customproperties":
      case "online":
      case "path":
        return new Unknown(
          "input",
          `${property} of the feature ${name}`,
          `feature:${name.toLowerCase()}.${property.toLowerCase()}`,
          at,
        );
      default:
        return undefined;
    }
  },
  propertyNames: () => ["FeatureName", "DisplayName", "Description", "RestartRequired", "State", "CustomProperties"],
}));

function optionalFeature(machine: Machine, name: string, at: Trace | null): Instance {
  const object = new Instance(model(machine), at);
  object.fields.set(NAME, name);
  return object;
}

export const optionalFeatureTools: readonly Tool[] = [enable, disable, get];
