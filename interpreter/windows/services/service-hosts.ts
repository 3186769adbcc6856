import { Files } from "../../os/files.js";
import { Registry } from "../../os/registry.js";
import type { Argument, NativeCall, Text, Tool } from "../../tools/tool.js";
import { evidence } from "../../values/provenance.js";
import { shownText } from "../../values/texts.js";
import { Unknown, type Value } from "../../values/value.js";
import { lineOf, textValue } from "../processes/command-line.js";
import {
  changeService,
  createService,
  deleteService,
  serviceNamed,
  startService,
  startWord,
  stopService,
} from "./service-state.js";

/**
 * Programs that run another one as a service: NSSM, and instsrv with srvany. Both keep the program's command line in the registry, below the
 * service's own key, where it is read like any value there. Sources: https://nssm.cc/usage, KB 137890.
 */

const SERVICES = "HKLM\\SYSTEM\\CurrentControlSet\\Services";

function parameter(call: NativeCall, service: string, below: string, name: string, data: Value, at: Argument["at"]): void {
  const key = `${SERVICES}\\${service}\\Parameters${below === "" ? "" : `\\${below}`}`;
  new Registry(call.machine).setValue(key, { name, type: "ExpandString", data }, at);
}

function nssm(call: NativeCall): void {
  const [verb, name, ...rest] = call.argv;
  if (verb === undefined) return;
  if (verb.text instanceof Unknown) return call.undecided(verb.text.cause, `what nssm does: ${verb.text.why}`, "all");
  if (name === undefined) return;
  const service = serviceNamed(shownText(name.text));
  const from = evidence(name.at, call.at, `nssm ${verb.text} changes it`);
  switch (verb.text.toLowerCase()) {
    case "install": {
      createService(call.machine, service, { start: "auto", binary: "nssm.exe", binaryAt: name.at }, from);
      const [program, ...args] = rest;
      if (program === undefined) return;
      const line = lineOf(args, call.at);
      if (line !== null) parameter(call, service, "", "AppParameters", line, args[0]?.at ?? call.at);
      return parameter(call, service, "", "Application", textValue(program), program.at);
    }
    case "set":
      return set(call, service, rest);
    case "remove":
      return deleteService(call.machine, service, from);
    case "start":
    case "restart":
      return startService(call.machine, service, from);
    case "stop":
      return stopService(call.machine, service, from);
    default:
      // get, dump, status, statuscode, rotate, processes, list, edit: nothing that stays.
      call.out(call.unknown("what nssm prints", { type: "System.String" }));
  }
}

/** `nssm set service parameter [subparameter] value`. */
function set(call: NativeCall, service: string, [name, ...values]: readonly Argument[]): void {
  if (name === undefined) return;
  if (name.text instanceof Unknown)
    return call.undecided(name.text.cause, `what nssm sets of the service ${service}: ${name.text.why}`, "all");
  const value = values[0];
  if (value === undefined) return;
  const from = evidence(value.at, call.at, "nssm sets it");
  const word = name.text.toLowerCase();
  if (word === "objectname") changeService(call.machine, service, { account: value.text }, from);
  else if (word === "start") changeService(call.machine, service, { start: startOf(value.text) }, from);
  else if (word === "appevents") {
    const [event, action] = shownText(value.text).split("/");
    const line = lineOf(values.slice(1), call.at);
    if (line !== null) parameter(call, service, `AppEvents\\${event}`, action ?? "", line, values[1]?.at ?? call.at);
  } else {
    const line = word === "appparameters" ? lineOf(values, call.at) : textValue(value);
    if (line !== null) parameter(call, service, "", name.text, values.length === 1 ? textValue(value) : line, value.at);
  }
}

function startOf(text: Text) {
  return typeof text === "string"
    ? startWord(
        text
          .replace(/^service_/i, "")
          .replace(/_start$/i, "")
          .replace(/_/g, "-"),
      )
    : undefined;
}

/** `instsrv name path` makes a service; `instsrv name remove` deletes it. */
function instsrv(call: NativeCall): void {
  const [name, program] = call.argv;
  if (name === undefined || program === undefined) return;
  const service = serviceNamed(shownText(name.text));
  const from = evidence(program.at, call.at, "instsrv changes it");
  if (shownText(program.text).toLowerCase() === "remove") deleteService(call.machine, service, from);
  else createService(call.machine, service, { start: "auto", binary: program.text, binaryAt: program.at }, from);
}

/** WinSW reads what it runs from an XML file beside it. */
function winsw(call: NativeCall): void {
  if (!/^(?:install|start|refresh)$/i.test(shownText(call.argv[0]?.text ?? ""))) return;
  const path = call.argv[1]?.text ?? `${call.name}.xml`;
  const content = new Files(call.machine).readText(path);
  call.undecided(
    content instanceof Unknown && content.cause === "deferred" ? "deferred" : "unmodelled",
    `WinSW installs the service that ${shownText(path)} describes`,
    "all",
  );
}

export const serviceHostTools: readonly Tool[] = [
  {
    form: "native",
    names: ["nssm", "nssm64"],
    effect: "modelled",
    areas: ["services"],
    documented: "https://nssm.cc/commands",
    run: nssm,
  },
  { form: "native", names: ["instsrv"], effect: "modelled", areas: ["services"], documented: "KB 137890", run: instsrv },
  {
    form: "native",
    names: ["winsw", "winsw-x64", "winsw.net4"],
    effect: "modelled",
    areas: ["services"],
    documented: "https://github.com/winsw/winsw",
    run: winsw,
  },
];
