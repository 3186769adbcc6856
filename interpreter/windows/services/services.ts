import { serviceObject as securedService } from "../../../host/acl/securable.js";
import type { Machine } from "../../machine/machine.js";
import { perMachine } from "../../machine/per-machine.js";
import { type Cmdlet, type CmdletCall, parameters, type Text, type Tool } from "../../tools/tool.js";
import type { Family } from "../../tools/toolbox.js";
import { enumInfo, enumText } from "../../values/enums.js";
import { evidence } from "../../values/provenance.js";
import { scalarText } from "../../values/scalar-conversions.js";
import type { Trace } from "../../values/source.js";
import { shownText, traceOf } from "../../values/texts.js";
import {
  array,
  EnumValue,
  Instance,
  NOTHING,
  type ObjectModel,
  type Plain,
  Str,
  Unknown,
  type Value,
} from "../../values/value.js";
import { hasWildcard, namePattern } from "../shared/name-pattern.js";
import { propertyOf } from "../shared/objects.js";
import {
  changeService,
  createService,
  deleteService,
  displayName,
  isRunning,
  knownServices,
  type ServiceChanges,
  serviceIsThere,
  serviceMayBeThere,
  serviceNamed,
  setServiceDescriptor,
  startService,
  startType,
  startWord,
  stopService,
} from "./service-state.js";

/** Get-, Set-, New-, Start-, Stop-, Restart-, Suspend-, Resume- and Remove-Service, and ServiceController. */

const MODULE = { form: "cmdlet", effect: "modelled", areas: ["services"], module: "Microsoft.PowerShell.Management" } as const;
const CONTROLLER = "System.ServiceProcess.ServiceController";
const STATUS = "System.ServiceProcess.ServiceControllerStatus";
const START = "System.ServiceProcess.ServiceStartMode";
const NAME = "service";

const model = perMachine<ObjectModel>((machine) => ({
  typeNames: [CONTROLLER, "System.ComponentModel.Component", "System.Object"],
  get: (self, property, at) => {
    const service = nameOf(machine, self);
    switch (property.toLowerCase()) {
      case "name":
      case "servicename":
        return new Str(service, self.trace ?? at);
      case "displayname":
        return new Str(displayName(service), at);
      case "status":
        return isRunning(machine, service, at)
          ? new EnumValue(STATUS, "Running", 4, at)
          : new EnumValue(STATUS, "Stopped", 1, at);
      case "starttype":
      case "startuptype":
        return startTypeOf(machine, service, at);
      case "machinename":
        return new Str(".", at);
      case "canstop":
      case "canshutdown":
      case "canpauseandcontinue":
      case "binarypathname":
      case "username":
      case "description":
      case "servicetype":
        return new Unknown(
          "input",
          `${property} of the service ${service}`,
          `service:${service.toLowerCase()}.${property.toLowerCase()}`,
          at,
        );
      case "dependentservices":
      case "requiredservices":
      case "servicesdependedon":
        return array([], `${CONTROLLER}`, at);
      default:
        return undefined;
    }
  },
  invoke: (self, method, _args, at) => {
    const service = nameOf(machine, self);
    switch (method.toLowerCase()) {
      case "start":
        startService(machine, service, evidence(at));
        return NOTHING;
      case "stop":
        stopService(machine, service, evidence(at));
        return NOTHING;
      case "refresh":
      case "waitforstatus":
      case "close":
      case "dispose":
      case "pause":
      case "continue":
      case "executecommand":
        return NOTHING;
      default:
        return undefined;
    }
  },
  text: () => CONTROLLER,
  propertyNames: () => [
    "Name",
    "DisplayName",
    "Status",
    "StartType",
    "ServiceName",
    "MachineName",
    "DependentServices",
    "ServicesDependedOn",
    "CanStop",
  ],
}));

function nameOf(machine: Machine, self: Instance): string {
  return machine.field<string>(self, NAME) as string;
}

function startTypeOf(machine: Machine, service: string, at: Trace | null): Value {
  const start = startType(machine, service);
  if (start === undefined)
    return new Unknown("input", `the start type of the service ${service}`, `service:${service.toLowerCase()}.start`, at, START);
  const value = start === "disabled" ? 4 : start === "manual" ? 3 : 2;
  const info = enumInfo(START);
  return new EnumValue(
    START,
    info ? enumText(info, value) : value === 2 ? "Automatic" : value === 3 ? "Manual" : "Disabled",
    value,
    at,
  );
}

export function serviceController(machine: Machine, service: string, at: Trace | null): Instance {
  const object = new Instance(model(machine), at);
  object.fields.set(NAME, service);
  return object;
}

// ---------------------------------------------------------------- arguments

interface ServiceArgument {
  readonly service: string;
  readonly at: Trace | null;
}

function notFound(call: CmdletCall, name: string): void {
  call.fail({
    id: `NoServiceFoundForGivenName,Microsoft.PowerShell.Commands.${call.name.replace("-", "")}Command`,
    message: `Cannot find any service with service name '${name}'.`,
    exception: "Microsoft.PowerShell.Commands.ServiceCommandException",
  });
}

/** Services by name, displayed name or object, that may be there; unknown ones are left out. */
function servicesGiven(call: CmdletCall): ServiceArgument[] {
  const parameter = ["InputObject", "DisplayName", "Name"].find((name) => call.has(name));
  const list = parameter === undefined ? [] : call.list(parameter);
  const found: ServiceArgument[] = [];
  for (const value of list instanceof Unknown ? [list] : list) {
    call.machine.budget.step();
    const name = nameIn(call.machine, value);
    if (name === undefined) continue;
    if (hasWildcard(name)) {
      const fits = namePattern(name);
      for (const service of knownServices(call.machine)) if (fits(service)) found.push({ service, at: traceOf(value) });
    } else if (serviceMayBeThere(call.machine, serviceNamed(name)))
      found.push({ service: serviceNamed(name), at: traceOf(value) });
    else notFound(call, name);
  }
  return found;
}

function nameIn(machine: Machine, value: Plain): string | undefined {
  if (value instanceof Instance) {
    const held = machine.field<string>(value, NAME);
    if (held !== undefined) return held;
    const named = value.model.get?.(value, "Name", null);
    const text = named === undefined ? undefined : scalarText(machine, named);
    return typeof text === "string" ? text : undefined;
  }
  if (value.kind === "object") {
    const named = propertyOf(machine, value, "Name");
    return named === undefined ? undefined : nameIn(machine, machine.plain(named));
  }
  const text = scalarText(machine, value);
  return typeof text === "string" ? text : undefined;
}

const SELECT = ["Name|ServiceName[]@0<.", "DisplayName[].", "InputObject[]", "Include[]", "Exclude[]"];

// ---------------------------------------------------------------- cmdlets

const get: Cmdlet = {
  ...MODULE,
  names: ["Get-Service"],
  areas: [],
  documented: "Microsoft, Get-Service",
  parameters: parameters(...SELECT, "ComputerName|Cn[]", "DependentServices|DS?", "RequiredServices|SDO|ServicesDependedOn?"),
  run(call) {
    const parameter = ["InputObject", "DisplayName", "Name"].find((name) => call.has(name));
    const list = parameter === undefined ? null : call.list(parameter);
    if (list === null) {
      listServices(call, "*");
      return;
    }
    for (const value of list instanceof Unknown ? [list] : list) {
      const name = nameIn(call.machine, value);
      if (name === undefined)
        call.out(
          call.unknown("the service that is asked for", {
            symbol: `service:${value instanceof Unknown ? shownText(value) : ""}`,
          }),
        );
      else if (hasWildcard(name)) listServices(call, name);
      else if (serviceIsThere(call.machine, serviceNamed(name), traceOf(value) ?? call.at)) {
        call.out(serviceController(call.machine, serviceNamed(name), traceOf(value) ?? call.at));
      } else notFound(call, name);
    }
  },
};

function listServices(call: CmdletCall, pattern: string): void {
  const fits = namePattern(pattern);
  for (const service of knownServices(call.machine)) {
    if (fits(service) || fits(displayName(service))) call.out(serviceController(call.machine, service, call.at));
  }
  call.out(call.unknown("the other services of the host", { symbol: `services:${pattern.toLowerCase()}` }));
}

const set: Cmdlet = {
  ...MODULE,
  names: ["Set-Service"],
  areas: ["services", "acl"],
  documented: "Microsoft, Set-Service",
  parameters: parameters(
    "Name|ServiceName|SN@0<.",
    "InputObject",
    "DisplayName|DN",
    "Description",
    "StartupType|StartMode|SM|ST|StartType",
    "Status",
    "Credential",
    "SecurityDescriptorSddl|sd",
    // PowerShell 7 has it under this name for New-Service only; modules that replace Set-Service take it too.
    "BinaryPathName|Path",
    "ComputerName|Cn[]",
    "Force?",
    "PassThru?",
  ),
  run(call) {
    for (const { service, at } of servicesNamed(call)) {
      if (call.whatIf) continue;
      const from = evidence(at ?? call.at, call.at, `${call.name} changes it`);
      changeService(call.machine, service, changesOf(call), from);
      const status = call.text("Status");
      if (typeof status === "string" && /^run/i.test(status)) startService(call.machine, service, from);
      else if (typeof status === "string" && /^stop/i.test(status)) stopService(call.machine, service, from);
      descriptor(call, service);
      if (call.flag("PassThru") === true) call.out(serviceController(call.machine, service, call.at));
    }
  },
};

/** Name is one service here and -DisplayName a new name, so the selection differs from that of the others. */
function servicesNamed(call: CmdletCall): ServiceArgument[] {
  const list = call.list(call.has("InputObject") ? "InputObject" : "Name");
  const found: ServiceArgument[] = [];
  for (const value of list instanceof Unknown ? [list] : list) {
    const name = nameIn(call.machine, value);
    if (name === undefined) {
      if (call.has("SecurityDescriptorSddl")) call.undecided("input", "the service whose access list is set", ["acl"]);
      continue;
    }
    if (serviceMayBeThere(call.machine, serviceNamed(name))) found.push({ service: serviceNamed(name), at: traceOf(value) });
    else notFound(call, name);
  }
  return found;
}

function changesOf(call: CmdletCall): ServiceChanges {
  const start = call.text("StartupType");
  return {
    start: typeof start === "string" ? startWord(start) : undefined,
    account: credentialAccount(call),
    binary: call.text("BinaryPathName"),
    binaryAt: call.trace("BinaryPathName"),
  };
}

/** The account of a credential object. */
function credentialAccount(call: CmdletCall): Text | undefined {
  const credential = call.value("Credential");
  if (credential === undefined) return undefined;
  const name =
    credential instanceof Instance
      ? credential.model.get?.(credential, "UserName", call.at)
      : credential.kind === "object"
        ? propertyOf(call.machine, credential, "UserName")
        : credential;
  return name === undefined ? undefined : (scalarText(call.machine, name) ?? undefined);
}

function descriptor(call: CmdletCall, service: string): void {
  const sddl = call.text("SecurityDescriptorSddl");
  if (sddl === undefined) return;
  if (sddl instanceof Unknown) {
    call.undecided(sddl.cause, `the access list of ${securedService(service)}`, ["acl"]);
    return;
  }
  const from = evidence(
    call.trace("SecurityDescriptorSddl"),
    call.at,
    `${call.name} sets the access list of the service ${service}`,
  );
  const error = setServiceDescriptor(call.machine, service, sddl, from);
  if (error !== null) call.fail({ id: "CouldNotSetServiceSecurityDescriptorSddl", message: error });
}

const make: Cmdlet = {
  ...MODULE,
  names: ["New-Service"],
  areas: ["services", "acl"],
  documented: "Microsoft, New-Service",
  parameters: parameters(
    "Name|ServiceName@0!",
    "BinaryPathName|Path@1!",
    "DisplayName",
    "Description",
    "SecurityDescriptorSddl|sd",
    "StartupType",
    "Credential",
    "DependsOn[]",
  ),
  run(call) {
    const given = call.text("Name");
    // A service whose name is not known runs what it runs.
    const name = given === undefined ? "" : shownText(given);
    if (!call.whatIf) {
      const from = evidence(call.trace("BinaryPathName"), call.at, `${call.name} makes the service`);
      const changes = changesOf(call);
      createService(call.machine, name, { ...changes, start: changes.start ?? "auto" }, from);
      descriptor(call, name);
    }
    call.out(serviceController(call.machine, name, call.at));
  },
};

function action(names: readonly string[], run: (call: CmdletCall, service: string, at: Trace | null) => void): Cmdlet {
  return {
    ...MODULE,
    names,
    parameters: parameters(...SELECT, "Force?", "NoWait?", "PassThru?"),
    run(call) {
      for (const { service, at } of servicesGiven(call)) {
        if (!call.whatIf) run(call, service, at);
        if (call.flag("PassThru") === true) call.out(serviceController(call.machine, service, call.at));
      }
    },
  };
}

const start = (call: CmdletCall, service: string, at: Trace | null): void =>
  startService(call.machine, service, evidence(at ?? call.at, call.at, `${call.name} starts it`));

export const serviceTools: readonly Tool[] = [
  get,
  set,
  make,
  action(["Start-Service"], start),
  action(["Restart-Service"], start),
  action(["Resume-Service"], () => undefined),
  action(["Suspend-Service"], () => undefined),
  action(["Stop-Service"], (call, service, at) =>
    stopService(call.machine, service, evidence(at ?? call.at, call.at, `${call.name} stops it`)),
  ),
  action(["Remove-Service"], (call, service, at) =>
    deleteService(call.machine, service, evidence(at ?? call.at, call.at, `${call.name} removes it`)),
  ),
];

export const servicesFamily: Family = {
  types: [
    {
      name: CONTROLLER,
      modelled: {
        construct: (machine, args, at) => {
          const name = args[0] === undefined ? undefined : scalarText(machine, args[0]);
          if (typeof name === "string") return serviceController(machine, serviceNamed(name), at);
          return new Unknown("input", "a service", machine.freshSymbol("service"), at, CONTROLLER);
        },
      },
    },
  ],
};
