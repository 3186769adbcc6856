import { serviceObject } from "../../../host/acl/securable.js";
import { Registry } from "../../os/registry.js";
import type { Argument, NativeCall, NativeTool, Tool } from "../../tools/tool.js";
import { evidence } from "../../values/provenance.js";
import { shownText } from "../../values/texts.js";
import { Str, Unknown } from "../../values/value.js";
import { textValue } from "../processes/command-line.js";
import { afterPrefix, knownPrefix } from "../shared/native-arguments.js";
import { placeOfArgument } from "../shared/place.js";
import {
  changeService,
  createService,
  deleteService,
  isRunning,
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

/** sc.exe: `sc [\\server] command service option= value ...`. The value may stand apart from its option or right behind it. */

const NO_SUCH_SERVICE = 1060;

const sc: NativeTool = {
  form: "native",
  names: ["sc"],
  effect: "modelled",
  areas: ["services", "acl"],
  documented: "Microsoft, sc.exe create, config, sdset",
  run(call) {
    const argv = knownPrefix(call.argv[0]?.text ?? "").startsWith("\\\\") ? call.argv.slice(1) : call.argv;
    const [command, name, ...rest] = argv;
    if (command === undefined || typeof command.text !== "string") {
      if (command?.text instanceof Unknown) call.undecided(command.text.cause, `what sc.exe does: ${command.text.why}`);
      return;
    }
    const verb = command.text.toLowerCase();
    if (name === undefined) {
      if (verb.startsWith("query"))
        call.out(call.unknown("the services of the host", { type: "System.String", symbol: "sc-query" }));
      return;
    }
    // The access list of a service whose name is not known may be that of any; its program runs all the same.
    if (name.text instanceof Unknown && verb === "sdset")
      return call.undecided(name.text.cause, `the service whose access list sc sets: ${name.text.why}`);
    run(call, verb, serviceNamed(shownText(name.text)), name, rest);
  },
};

function run(call: NativeCall, verb: string, service: string, name: Argument, rest: readonly Argument[]): void {
  const { machine } = call;
  if (verb === "create") return create(call, service, name, rest);
  if (!["query", "queryex", "qc", "sdshow"].includes(verb) && !serviceMayBeThere(machine, service)) return missing(call);
  const from = evidence(name.at, call.at, `sc ${verb} changes it`);
  switch (verb) {
    case "config":
      configure(call, service, rest);
      return success(call, "ChangeServiceConfig");
    case "start":
      startService(machine, service, from);
      return;
    case "stop":
      stopService(machine, service, from);
      return;
    case "delete":
      deleteService(machine, service, from);
      return success(call, "DeleteService");
    case "failure":
      fails(call, service, rest);
      return success(call, "ChangeServiceConfig2");
    case "sdset":
      return setDescriptor(call, service, rest[0]);
    case "query":
    case "queryex":
      return query(call, service, name);
    case "qc":
    case "sdshow":
      if (serviceIsThere(machine, service, name.at))
        call.out(call.unknown(`what sc ${verb} shows of ${service}`, { type: "System.String" }));
      else missing(call);
      return;
    default:
      // description, sidtype, triggerinfo, pause, continue, control, ...: nothing that a rule looks at.
      return success(call, verb);
  }
}

function missing(call: NativeCall): void {
  call.out(new Str("[SC] EnumQueryServicesStatus:OpenService FAILED 1060:", call.at));
  call.out(new Str("The specified service does not exist as an installed service.", call.at));
  call.exit(NO_SUCH_SERVICE);
}

function success(call: NativeCall, what: string): void {
  call.out(new Str(`[SC] ${what} SUCCESS`, call.at));
}

/** `start= auto` and `start=auto`: options by name in lower case. */
function options(rest: readonly Argument[]): Map<string, Argument> {
  const found = new Map<string, Argument>();
  for (let index = 0; index < rest.length; index++) {
    const argument = rest[index] as Argument;
    const head = knownPrefix(argument.text);
    const cut = head.indexOf("=");
    if (cut <= 0) continue;
    const name = head.slice(0, cut).trim().toLowerCase();
    const behind = afterPrefix(argument.text, cut + 1);
    const next = rest[index + 1];
    if (behind !== "") found.set(name, { text: behind, at: argument.at });
    else if (next !== undefined) {
      found.set(name, next);
      index++;
    }
  }
  return found;
}

function changesOf(found: ReadonlyMap<string, Argument>): ServiceChanges {
  const start = found.get("start")?.text;
  const binary = found.get("binpath");
  return {
    start: typeof start === "string" ? startWord(start) : undefined,
    account: found.get("obj")?.text,
    binary: binary?.text,
    binaryAt: binary?.at,
  };
}

function create(call: NativeCall, service: string, name: Argument, rest: readonly Argument[]): void {
  const found = options(rest);
  if (!found.has("binpath")) {
    call.err("DESCRIPTION: Creates a service entry in the registry and Service Database.");
    call.exit(1639);
    return;
  }
  createService(
    call.machine,
    service,
    changesOf(found),
    evidence(found.get("binpath")?.at ?? name.at, call.at, "sc create makes the service"),
  );
  success(call, "CreateService");
}

function configure(call: NativeCall, service: string, rest: readonly Argument[]): void {
  const found = options(rest);
  const place = found.get("obj")?.at ?? found.get("binpath")?.at ?? found.get("start")?.at ?? call.at;
  changeService(call.machine, service, changesOf(found), evidence(place, call.at, "sc config changes the service"));
}

/** `sc failure name command= "..."`: what is run when it fails, which is a registry value of the service. */
function fails(call: NativeCall, service: string, rest: readonly Argument[]): void {
  const command = options(rest).get("command");
  if (command === undefined) return;
  const key = `HKLM\\SYSTEM\\CurrentControlSet\\Services\\${service}`;
  new Registry(call.machine).setValue(key, { name: "FailureCommand", type: "String", data: textValue(command) }, command.at);
}

function setDescriptor(call: NativeCall, service: string, argument: Argument | undefined): void {
  if (argument === undefined) return call.exit(1639);
  if (argument.text instanceof Unknown) {
    call.undecided(argument.text.cause, `the access list of ${serviceObject(service)}: ${argument.text.why}`, ["acl"]);
    return;
  }
  const from = evidence(placeOfArgument(argument), call.at, `sc sdset sets the access list of the service ${service}`);
  const error = setServiceDescriptor(call.machine, service, argument.text, from);
  if (error === null) return success(call, "SetServiceObjectSecurity");
  call.out(new Str("[SC] ConvertStringSecurityDescriptorToSecurityDescriptor FAILED 1336:", call.at));
  call.exit(1336);
}

function query(call: NativeCall, service: string, name: Argument): void {
  if (!serviceIsThere(call.machine, service, name.at)) return missing(call);
  const running = isRunning(call.machine, service, name.at);
  const start = startType(call.machine, service);
  const lines = [
    `SERVICE_NAME: ${service}`,
    "        TYPE               : 10  WIN32_OWN_PROCESS",
    `        STATE              : ${running ? "4  RUNNING" : "1  STOPPED"}`,
  ];
  if (start !== undefined) lines.push(`        START_TYPE         : ${start.toUpperCase()}`);
  for (const line of lines) call.out(new Str(line, call.at));
}

export const scTools: readonly Tool[] = [sc];
