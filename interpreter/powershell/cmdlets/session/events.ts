import { type CmdletCall, parameters, type Tool } from "../../../tools/tool.js";
import { shownText } from "../../../values/texts.js";
import { Block, Unknown } from "../../../values/value.js";

/**
 * Actions of events. That of `PowerShell.Exiting` runs when the session ends, and it always does; whether another event occurs
 * while the script runs only the host knows (Register-EngineEvent, Register-ObjectEvent).
 */
function register(call: CmdletCall): void {
  const action = call.value("Action");
  const source = call.text("SourceIdentifier") ?? "";
  if (action instanceof Unknown)
    call.undecided("opaque", `has an event run a script block that is not known: ${action.why}`, "all");
  if (action instanceof Block) {
    const name = shownText(source);
    const occurs =
      (typeof source === "string" && source.toLowerCase() === "powershell.exiting") ||
      call.machine.askWhether(
        `event:${name.toLowerCase()}:${call.at.start}`,
        `the event ${name === "" ? "of an object" : name} occurs`,
        `the event ${name === "" ? "of an object" : name} does not occur`,
      );
    if (occurs) call.runBlock(action, {});
    call.out(call.unknown("the job of an event", { symbol: call.machine.freshSymbol("event-job") }));
  }
}

export const eventCmdlets: readonly Tool[] = [
  {
    form: "cmdlet",
    names: ["Register-EngineEvent"],
    effect: "modelled",
    areas: [],
    loose: true,
    parameters: parameters("SourceIdentifier@0", "Action@1", "MessageData", "SupportEvent?", "Forward?", "MaxTriggerCount"),
    run: register,
  },
  {
    form: "cmdlet",
    names: ["Register-ObjectEvent", "Register-WmiEvent", "Register-CimIndicationEvent"],
    effect: "modelled",
    areas: [],
    loose: true,
    parameters: parameters(
      "InputObject@0",
      "EventName@1",
      "SourceIdentifier@2",
      "Action@3",
      "Class|ClassName",
      "Query",
      "Namespace",
      "ComputerName",
      "MessageData",
      "SupportEvent?",
      "Forward?",
      "MaxTriggerCount",
      "Timeout",
    ),
    run: register,
  },
];
