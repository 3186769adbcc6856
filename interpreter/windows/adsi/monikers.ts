import type { Machine } from "../../machine/machine.js";
import { createComObject } from "../../tools/com.js";
import type { Family } from "../../tools/toolbox.js";
import { scalarText } from "../../values/scalar-conversions.js";
import type { Trace } from "../../values/source.js";
import { shownText } from "../../values/texts.js";
import { Unknown, type Value } from "../../values/value.js";
import { wmiMoniker } from "../wmi/services.js";
import { openAdsi } from "./adsi.js";

/** Objects by a name that COM resolves: `winmgmts:` is WMI, `IIS://` and `WinNT://` are directories. */
function objectByMoniker(machine: Machine, name: Value | undefined, at: Trace | null): Value {
  const text = name === undefined ? undefined : scalarText(machine, name);
  if (text === null || text === undefined)
    return new Unknown("unmodelled", "an object that COM finds without a name", machine.freshSymbol("moniker"), at);
  const shown = shownText(text);
  if (RUNS_CODE.test(shown)) {
    machine.note("opaque", "all", `${shown.slice(0, 80)} runs code that is not available`, at);
    return new Unknown("opaque", "an object of a script that is not available", machine.freshSymbol("moniker"), at);
  }
  return /^\s*winmgmts:/i.test(shown) ? wmiMoniker(machine, text, at) : openAdsi(machine, text, at);
}

/** Monikers that fetch a script and run it. */
const RUNS_CODE = /^\s*(?:script|scriptlet|java|javascript|vbscript|soap):/i;

export const monikersFamily: Family = {
  bindMoniker: objectByMoniker,
  types: [
    {
      name: "Microsoft.VisualBasic.Interaction",
      modelled: {
        statics: {
          invoke: (machine, name, args, at) => {
            if (name.toLowerCase() === "getobject") return objectByMoniker(machine, args[0], at);
            const text =
              name.toLowerCase() === "createobject" && args[0] !== undefined ? scalarText(machine, args[0]) : undefined;
            return typeof text === "string" ? createComObject(machine, text, at) : undefined;
          },
        },
      },
    },
  ],
};
