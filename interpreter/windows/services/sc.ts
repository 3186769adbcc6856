import { serviceObject } from "../../../host/acl/securable.js";
import { serviceAccount, serviceBinary } from "../../../host/keys.js";
import type { Argument, NativeCall, NativeTool, Text, Tool } from "../../tools/tool.js";
import { evidence } from "../../values/provenance.js";
import { shownText } from "../../values/texts.js";
import { Str, Unknown } from "../../values/value.js";
import { principalOfText } from "../accounts/account-objects.js";
import { isOpen } from "../accounts/accounts.js";
import { putUnknown } from "../shared/host-facts.js";
import { afterPrefix, knownPrefix } from "../shared/native-arguments.js";
import { placeOfArgument } from "../shared/place.js";
import { runsAsService } from "../tasks/autorun.js";
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
    if (name.text instanceof Unknown) {
      // Of a service whose name is not known only its access list and its account can matter.
      if (verb === "sdset" || verb === "create" || verb === "config")
        call.undecided(name.text.cause, `the service that sc ${verb} changes: ${name.text.why}`);
      return;
    }
    run(call, verb, serviceNamed(name.text), name, rest);
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
      // failure, description, sidtype, triggerinfo, pause, continue, control, ...: nothing that a rule looks at.
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

function changesOf(call: NativeCall, found: ReadonlyMap<string, Argument>): ServiceChanges {
  const start = found.get("start")?.text;
  const word = typeof start === "string" ? startWord(start) : undefined;
  const account = accountOf(call, found.get("obj")?.text);
  const binary = found.get("binpath")?.text;
  return {
    ...(word === undefined ? {} : { start: word }),
    ...(account === null || isOpen(account) ? {} : { account }),
    ...(binary === undefined ? {} : { binary: shownText(binary) }),
  };
}

function accountOf(call: NativeCall, text: Text | undefined): ReturnType<typeof principalOfText> {
  return text === undefined || text === "" ? null : principalOfText(call.machine, text);
}

/** An account or program that is not known is an unknown fact. */
function doubts(call: NativeCall, service: string, found: ReadonlyMap<string, Argument>): void {
  const account = found.get("obj");
  if (account?.text instanceof Unknown)
    putUnknown(
      call.machine,
      serviceAccount(service),
      account.text.cause,
      account.text.why,
      evidence(account.at, call.at, "sc sets its account"),
    );
  const binary = found.get("binpath");
  if (binary?.text instanceof Unknown && binary.text.parts === null) {
    putUnknown(
      call.machine,
      serviceBinary(service),
      binary.text.cause,
      binary.text.why,
      evidence(binary.at, call.at, "sc sets its program"),
    );
  }
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
    changesOf(call, found),
    evidence(found.get("binpath")?.at ?? name.at, call.at, "sc create makes the service"),
  );
  doubts(call, service, found);
  runBinary(call, service, found.get("binpath"));
  success(call, "CreateService");
}

function configure(call: NativeCall, service: string, rest: readonly Argument[]): void {
  const found = options(rest);
  const place = found.get("obj")?.at ?? found.get("binpath")?.at ?? found.get("start")?.at ?? call.at;
  changeService(call.machine, service, changesOf(call, found), evidence(place, call.at, "sc config changes the service"));
  doubts(call, service, found);
  runBinary(call, service, found.get("binpath"));
}

function runBinary(call: NativeCall, service: string, binary: Argument | undefined): void {
  if (binary !== undefined) runsAsService(call.machine, service, binary.text, binary.at);
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
