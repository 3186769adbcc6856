import { feature } from "../../../host/keys.js";
import type { Machine } from "../../machine/machine.js";
import { perMachine } from "../../machine/per-machine.js";
import { type Cmdlet, type CmdletCall, parameters, type Tool } from "../../tools/tool.js";
import { Enquiry } from "../../values/host-question.js";
import { evidence } from "../../values/provenance.js";
import { scalarText } from "../../values/scalar-conversions.js";
import type { Trace } from "../../values/source.js";
import { traceOf } from "../../values/texts.js";
import {
  array,
  Bool,
  EnumValue,
  FALSE,
  Instance,
  NULL,
  type ObjectModel,
  type Plain,
  Str,
  TRUE,
  Unknown,
  type Value,
} from "../../values/value.js";
import { valueNow } from "../shared/host-facts.js";
import { namePattern } from "../shared/name-pattern.js";
import { propertyOf, record } from "../shared/objects.js";
import { childrenOf, displayedEntry, featureCatalog, featureEntry, installationOf } from "./feature-catalog.js";
import { featureAvailable, installFeatures, isInstalled, removeFeature } from "./feature-state.js";

/** Install-, Uninstall- and Get-WindowsFeature with their old names (module ServerManager). */

const MODULE = { form: "cmdlet", effect: "modelled", areas: ["features", "smtp", "web"], module: "ServerManager" } as const;
const NAMESPACE = "Microsoft.Windows.ServerManager.Commands";
const NAME = "name";

const featureModel = perMachine<ObjectModel>((machine) => ({
  typeNames: [`${NAMESPACE}.Feature`, "System.Object"],
  get: (self, property, at) => {
    const name = machine.field<string>(self, NAME) as string;
    const entry = featureEntry(name);
    switch (property.toLowerCase()) {
      case "name":
        return new Str(entry?.name ?? name, self.trace ?? at);
      case "displayname":
        return new Str(entry?.display ?? name, self.trace ?? at);
      case "installed":
        return new Bool(isInstalled(machine, name, at), at);
      case "installstate":
        return installState(machine, name, at);
      case "featuretype":
        return new Str(entry?.parent === null ? "Role" : "Role Service", at);
      case "parent":
        return entry?.parent ? new Str(entry.parent, at) : NULL;
      case "subfeatures":
        return array(
          childrenOf(name).map((child) => new Str(child.name, at)),
          "System.String",
          at,
        );
      case "depth":
      case "path":
      case "description":
      case "notification":
      case "systemservice":
      case "bestpracticesmodelid":
      case "postconfigurationneeded":
      case "additionalinfo":
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
  text: (self) => machine.field<string>(self, NAME) as string,
  propertyNames: () => ["Name", "DisplayName", "Installed", "InstallState", "FeatureType", "Parent", "SubFeatures"],
}));

function installState(machine: Machine, name: string, at: Trace | null): Value {
  const type = `${NAMESPACE}.InstallState`;
  if (isInstalled(machine, name, at)) return new EnumValue(type, "Installed", 1, at);
  return featureAvailable(machine, name) === false
    ? new EnumValue(type, "Removed", 5, at)
    : new EnumValue(type, "Available", 0, at);
}

export function featureObject(machine: Machine, name: string, at: Trace | null): Instance {
  const object = new Instance(featureModel(machine), at);
  object.fields.set(NAME, name);
  return object;
}

/** The names in a list of texts, feature objects, or whatever has a Name. */
function namesOf(call: CmdletCall, parameter: string): { name: string; at: Trace | null }[] | Unknown {
  const list = call.list(parameter);
  if (list instanceof Unknown) return list;
  const names: { name: string; at: Trace | null }[] = [];
  for (const value of list) {
    const name = nameIn(call.machine, value);
    if (name instanceof Unknown) return name;
    // `Web-Server, Web-Asp-Net45` in one text is no list to PowerShell, but a list with blanks around names is met.
    if (name !== undefined && name.trim() !== "") names.push({ name: name.trim(), at: traceOf(value) });
  }
  return names;
}

function nameIn(machine: Machine, value: Plain): string | Unknown | undefined {
  if (value instanceof Instance) {
    const held = machine.field<string>(value, NAME);
    if (held !== undefined) return held;
    const text = value.model.text?.(value);
    return text;
  }
  if (value.kind === "object") {
    const property = propertyOf(machine, value, "Name");
    return property === undefined ? undefined : nameIn(machine, machine.plain(property));
  }
  return scalarText(machine, value) ?? undefined;
}

const install: Cmdlet = {
  ...MODULE,
  names: ["Install-WindowsFeature", "Add-WindowsFeature"],
  documented: "Microsoft, Install-WindowsFeature",
  parameters: parameters(
    "Name|Feature[]@0!<./Name",
    "Vhd",
    "ComputerName|Cn",
    "ConfigurationFilePath/Path",
    "Source[]",
    "IncludeAllSubFeature?",
    "IncludeManagementTools?",
    "Restart?",
    "Credential",
    "LogPath",
    "Concurrent?",
  ),
  run(call) {
    const names = namesOf(call, "Name");
    if (names instanceof Unknown) {
      call.undecided(names.cause, `which features are installed: ${names.why}`);
      call.out(result(call, [], true));
      return;
    }
    // Names are checked first: one that is not valid and nothing is installed.
    for (const { name } of names) {
      if (featureAvailable(call.machine, name) === false) {
        const message = `ArgumentNotValid: The role, role service, or feature name is not valid: '${name}'. The name was not found.`;
        call.fail({ id: "NameDoesNotExist", message, exception: "System.Exception" });
        call.out(result(call, [], false));
        return;
      }
    }
    const allBelow = call.flag("IncludeAllSubFeature") === true;
    const tools = call.flag("IncludeManagementTools") === true;
    const changed = new Set<string>();
    for (const { name, at } of names) {
      const all = installationOf(name, { allBelow, tools });
      for (const one of all) if (valueNow(call.machine, feature(one)) !== true) changed.add(one);
      if (!call.whatIf)
        installFeatures(call.machine, all, evidence(at ?? call.trace("Name"), call.at, `${call.name} installs it`));
    }
    call.out(result(call, [...changed], true));
  },
};

const uninstall: Cmdlet = {
  ...MODULE,
  names: ["Uninstall-WindowsFeature", "Remove-WindowsFeature"],
  documented: "Microsoft, Uninstall-WindowsFeature",
  parameters: parameters(
    "Name|Feature[]@0!<./Name",
    "Vhd",
    "ComputerName|Cn",
    "IncludeManagementTools?",
    "Remove?",
    "Restart?",
    "Credential",
    "LogPath",
  ),
  run(call) {
    const names = namesOf(call, "Name");
    if (names instanceof Unknown) {
      call.out(result(call, [], true));
      return;
    }
    for (const { name, at } of names) {
      if (!call.whatIf) removeFeature(call.machine, name, evidence(at ?? call.trace("Name"), call.at, `${call.name} removes it`));
    }
    call.out(
      result(
        call,
        names.map(({ name }) => name),
        true,
      ),
    );
  },
};

function result(call: CmdletCall, changed: readonly string[], success: boolean): Value {
  const exit = !success ? ["Failed", 1] : changed.length === 0 ? ["NoChangeNeeded", 1003] : ["Success", 0];
  return record(`${NAMESPACE}.FeatureOperationResult`, call.at, {
    Success: success ? TRUE : FALSE,
    RestartNeeded: new EnumValue(`${NAMESPACE}.RestartState`, "No", 0, call.at),
    ExitCode: new EnumValue(`${NAMESPACE}.FeatureOperationExitCode`, exit[0] as string, exit[1] as number, call.at),
    FeatureResult: array(
      changed.map((name) => featureObject(call.machine, name, call.at)),
      "System.Object",
      call.at,
    ),
  });
}

const get: Cmdlet = {
  ...MODULE,
  names: ["Get-WindowsFeature"],
  areas: [],
  documented: "Microsoft, Get-WindowsFeature",
  parameters: parameters("Name[]@0<.", "Vhd", "ComputerName|Cn", "Credential", "LogPath"),
  run(call) {
    const names = call.has("Name") ? namesOf(call, "Name") : [];
    if (names instanceof Unknown) {
      call.out(call.unknown("the features that are asked for", { cause: names.cause }));
      return;
    }
    if (names.length === 0) list(call, "*");
    for (const { name, at } of names) {
      if (name.includes("*") || name.includes("?")) list(call, name);
      // A name that this Windows does not have gives nothing, and no error.
      else if (featureAvailable(call.machine, name) !== false) call.out(featureObject(call.machine, name, at ?? call.at));
    }
  },
};

/** What everyone looks for; the rest of a host that is not known is one object. */
const PROMINENT = ["Web-Server", "SMTP-Server"];

function list(call: CmdletCall, pattern: string): void {
  const { machine } = call;
  const closed = machine.host.initial.kind === "image";
  const fits = namePattern(pattern);
  for (const { name, display } of featureCatalog()) {
    if (!fits(name) && !fits(display)) continue;
    if (featureAvailable(machine, name) === false) continue;
    if (closed || PROMINENT.includes(name) || valueNow(machine, feature(name)) !== undefined)
      call.out(featureObject(machine, name, call.at));
  }
  if (!closed) call.out(otherFeatures(machine, call.at));
}

/** The features that only the host knows. Whether one named so is installed is asked by its name; what more is asked of it is unknown. */
function otherFeatures(machine: Machine, at: Trace): Instance {
  const named = (property: string, find: typeof featureEntry): Enquiry =>
    new Enquiry(
      "the other features of the host",
      `other-features.${property}`,
      (_machine, test) => {
        if (test.form !== "equal") return undefined;
        const entry = find(test.text);
        return entry === undefined || PROMINENT.includes(entry.name) || valueNow(machine, feature(entry.name)) !== undefined
          ? false
          : undefined;
      },
      at,
    );
  return new Instance(
    {
      typeNames: [`${NAMESPACE}.Feature`, "System.Object"],
      get: (_self, property) => {
        if (property.toLowerCase() === "name") return named("name", featureEntry);
        if (property.toLowerCase() === "displayname") return named("displayname", displayedEntry);
        return new Unknown("input", "the other features of the host", `other-features.${property.toLowerCase()}`, at);
      },
      propertyNames: () => ["Name", "DisplayName", "Installed", "InstallState"],
    },
    at,
  );
}

export const featureTools: readonly Tool[] = [install, uninstall, get];
