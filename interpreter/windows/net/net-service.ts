import { serviceRunning } from "../../../host/keys.js";
import type { Argument, NativeCall } from "../../tools/tool.js";
import { evidence } from "../../values/provenance.js";
import { Unknown } from "../../values/value.js";
import { serviceMayBeThere, serviceNamed, startService, stopService } from "../services/service-state.js";
import { reading } from "../shared/host-facts.js";
import { switchOf } from "../shared/native-arguments.js";
import { completed, systemError } from "./net-syntax.js";

/** `net start` and `net stop`: services by name or by the name that Windows shows. */
export function netService(call: NativeCall, argv: readonly Argument[], action: "start" | "stop" | "query"): void {
  const [name] = argv.filter((argument) => switchOf(argument, "/") === undefined);
  if (name === undefined) {
    call.out(call.unknown("the services that are running", { symbol: "net-start", type: "System.String" }));
    return completed(call);
  }
  // Which service runs is no matter of a rule, so an unknown name needs no note.
  if (name.text instanceof Unknown) return;
  const service = serviceNamed(name.text);
  if (!serviceMayBeThere(call.machine, service)) return systemError(call, 2185, "The service name is invalid.");
  const running = reading(call.machine, serviceRunning(service));
  const known = running.status === "set" || running.status === "observed" ? running.value : undefined;
  if (action === "start") {
    if (known === true) return systemError(call, 2182, "The requested service has already been started.");
    startService(call.machine, service, evidence(name.at, call.at, "net start starts it"));
  } else if (action === "stop") {
    if (known === false) return systemError(call, 3521, `The ${name.text} service is not started.`);
    stopService(call.machine, service, evidence(name.at, call.at, "net stop stops it"));
  }
  completed(call);
}
