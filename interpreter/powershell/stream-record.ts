import type { Trace } from "../source.js";
import type { Text } from "../tool.js";
import { Instance, str, Unknown, type Value } from "../value.js";

const TYPES = {
  warning: "System.Management.Automation.WarningRecord",
  verbose: "System.Management.Automation.VerboseRecord",
  debug: "System.Management.Automation.DebugRecord",
  information: "System.Management.Automation.InformationRecord",
} as const;

/** A warning, verbose, debug or information record, as it looks when its stream is merged into the output. */
export function streamRecord(stream: keyof typeof TYPES, text: Text, at: Trace): Value {
  const message: Value = typeof text === "string" ? str(text, at) : text;
  return new Instance(
    {
      typeNames: [TYPES[stream], "System.Object"],
      get: (_self, name) => (["message", "messagedata"].includes(name.toLowerCase()) ? message : undefined),
      text: () => (text instanceof Unknown ? text : text),
    },
    at,
  );
}
