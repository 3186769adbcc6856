import { serviceAccount, serviceBinary } from "../../../host/keys.js";
import { describePrincipal } from "../../../host/principals/parse.js";
import type { Machine } from "../../machine/machine.js";
import type { Family } from "../../tools/toolbox.js";
import { type WmiArguments, wmiArgument, wmiClass } from "../../tools/wmi-class.js";
import { evidence } from "../../values/provenance.js";
import { scalarText } from "../../values/scalar-conversions.js";
import type { Trace } from "../../values/source.js";
import { shownText, traceOf } from "../../values/texts.js";
import { Bool, NULL, Str, Unknown, type Value } from "../../values/value.js";
import {
  changeService,
  createService,
  deleteService,
  displayName,
  isRunning,
  knownServices,
  serviceIsThere,
  serviceNamed,
  setServiceDescriptor,
  startService,
  startType,
  startWord,
  stopService,
} from "../services/service-state.js";
import { valueNow } from "../shared/host-facts.js";

/** Win32_Service: Change, Create, ChangeStartMode, StartService, StopService, Delete, SetSecurityDescriptor. */

interface Service {
  readonly name: string;
}

function read(machine: Machine, { name }: Service, property: string, at: Trace | null): Value | undefined {
  switch (property) {
    case "name":
      return new Str(name, at);
    case "displayname":
    case "caption":
      return new Str(displayName(name), at);
    case "state":
      return new Str(isRunning(machine, name, at) ? "Running" : "Stopped", at);
    case "started":
      return new Bool(isRunning(machine, name, at), at);
    case "startmode": {
      const start = startType(machine, name);
      if (start !== undefined) return new Str(start === "disabled" ? "Disabled" : start === "manual" ? "Manual" : "Auto", at);
      break;
    }
    case "startname": {
      const account = valueNow(machine, serviceAccount(name));
      if (account !== undefined) return new Str(account === "sid:S-1-5-18" ? "LocalSystem" : describePrincipal(account), at);
      break;
    }
    case "pathname": {
      const binary = valueNow(machine, serviceBinary(name));
      if (binary !== undefined) return new Str(binary, at);
      break;
    }
    case "status":
      return new Str("OK", at);
    case "systemname":
    case "description":
      return NULL;
    default:
      break;
  }
  return new Unknown("input", `${property} of the service ${name}`, `service:${name.toLowerCase()}.${property}`, at);
}

/** Parameters of Change and Create in order: name, path, type, error control, start mode, interaction, account, password. */
function change(machine: Machine, name: string, args: WmiArguments, offset: number, at: Trace | null): void {
  const binary = argument(machine, args, 1 + offset, "PathName");
  const start = argument(machine, args, 4 + offset, "StartMode");
  const account = argument(machine, args, 6 + offset, "StartName");
  const value = wmiArgument(args, 6 + offset, "StartName") ?? wmiArgument(args, 1 + offset, "PathName");
  const from = evidence((value && traceOf(machine.plain(value))) ?? at, at, "WMI changes the service");
  const program = wmiArgument(args, 1 + offset, "PathName");
  changeService(
    machine,
    name,
    {
      start: typeof start === "string" ? startWord(start) : undefined,
      account: account ?? undefined,
      binary: binary ?? undefined,
      binaryAt: (program && traceOf(machine.plain(program))) ?? at,
    },
    from,
  );
}

function argument(machine: Machine, args: WmiArguments, index: number, name: string): string | Unknown | null {
  const value = wmiArgument(args, index, name);
  return value === undefined ? null : (scalarText(machine, value) ?? null);
}

const DONE: ReadonlyMap<string, Value> = new Map();

export const serviceClassFamily: Family = {
  wmiClasses: [
    wmiClass<Service>("root\\cimv2", "Win32_Service", {
      keys: ["Name"],
      properties: [
        "AcceptPause",
        "AcceptStop",
        "Caption",
        "DelayedAutoStart",
        "Description",
        "DesktopInteract",
        "DisplayName",
        "ErrorControl",
        "ExitCode",
        "InstallDate",
        "Name",
        "PathName",
        "ProcessId",
        "ServiceSpecificExitCode",
        "ServiceType",
        "Started",
        "StartMode",
        "StartName",
        "State",
        "Status",
        "SystemName",
        "TagId",
      ],
      areas: ["services"],
      find: (machine, wanted, at) => {
        const value = wanted.get("name") ?? wanted.get("displayname");
        if (value === undefined) return knownServices(machine).map((name) => ({ name }));
        const text = scalarText(machine, value);
        if (typeof text !== "string") return [];
        const name = serviceNamed(text);
        return serviceIsThere(machine, name, at) ? [{ name }] : [];
      },
      read,
      remove: (machine, { name }, at) => deleteService(machine, name, evidence(at, at, "WMI removes the service")),
      invoke: (machine, instance, method, args, at) => {
        if (instance === null) {
          if (method !== "create") return undefined;
          const name = shownText(argument(machine, args, 0, "Name") ?? "");
          createService(machine, name, {}, evidence(at, at, "WMI makes the service"));
          // Create takes the displayed name before the path, as Change takes it first.
          change(machine, name, args, 1, at);
          return DONE;
        }
        const { name } = instance;
        switch (method) {
          case "change":
            change(machine, name, args, 0, at);
            return DONE;
          case "changestartmode": {
            const start = argument(machine, args, 0, "StartMode");
            const word = typeof start === "string" ? startWord(start) : undefined;
            if (word) changeService(machine, name, { start: word }, evidence(at, at, "WMI changes its start mode"));
            return DONE;
          }
          case "startservice":
            startService(machine, name, evidence(at));
            return DONE;
          case "stopservice":
            stopService(machine, name, evidence(at));
            return DONE;
          case "delete":
            deleteService(machine, name, evidence(at, at, "WMI removes the service"));
            return DONE;
          case "setsecuritydescriptor": {
            const text = argument(machine, args, 0, "Descriptor");
            if (typeof text !== "string" || setServiceDescriptor(machine, name, text, evidence(at)) !== null) {
              machine.note("unmodelled", ["acl"], `the access list of the service ${name}`, at);
            }
            return DONE;
          }
          case "interrogateservice":
          case "pauseservice":
          case "resumeservice":
            return DONE;
          default:
            return undefined;
        }
      },
    }),
  ],
};
