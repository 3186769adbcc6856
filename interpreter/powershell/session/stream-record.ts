import type { Text } from "../../tools/tool.js";
import type { Trace } from "../../values/source.js";
import { Instance, str, Unknown, type Value } from "../../values/value.js";

const TYPES = {
  warning: "System.Management.Automation.WarningRecord",
  verbose: "System.Management.Automation.VerboseRecord",
  debug: "System.Management.Automation.DebugRecord",
  information: "System.Management.Automation.InformationRecord",
} as const;

/**
 * A warning, verbose, debug or information record, as it looks when its stream is merged into the output. `data`: the object
 * that an information record carries, when it is not the text itself.
 */
export function streamRecord(stream: keyof typeof TYPES, text: Text, at: Trace, data?: Value): Value {
  const message: Value = typeof text === "string" ? str(text, at) : text;
  return new Instance(
    {
      typeNames: [TYPES[stream], "System.Object"],
      get(_self, name) {
        const lower = name.toLowerCase();
        if (stream === "information") return lower === "messagedata" ? (data ?? message) : undefined;
        return lower === "message" ? message : undefined;
      },
      text: () => (text instanceof Unknown ? text : text),
    },
    at,
  );
}

/** What an information record of Write-Host carries. */
export function hostMessage(text: Text, at: Trace): Value {
  return new Instance(
    {
      typeNames: ["System.Management.Automation.HostInformationMessage", "System.Object"],
      get(_self, name) {
        switch (name.toLowerCase()) {
          case "message":
            return typeof text === "string" ? str(text, at) : text;
          case "nonewline":
          case "foregroundcolor":
          case "backgroundcolor":
            return new Unknown(
              "unmodelled",
              "how Write-Host shows its text is not modelled",
              `host-message.${name.toLowerCase()}`,
              at,
            );
          default:
            return undefined;
        }
      },
      text: () => text,
    },
    at,
  );
}
