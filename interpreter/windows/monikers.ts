import { createComObject } from "../com.js";
import type { Machine } from "../machine.js";
import { registerType } from "../powershell/dotnet/registry.js";
import type { Trace } from "../source.js";
import { shownText } from "../texts.js";
import { Unknown, type Value } from "../value.js";
import { openAdsi } from "./adsi.js";
import { scalarText } from "./known.js";
import { wmiMoniker } from "./wmi/services.js";

/** Objects by a name that COM resolves: `winmgmts:` is WMI, `IIS://` and `WinNT://` are directories. */
function objectByMoniker(machine: Machine, name: Value | undefined, at: Trace | null): Value {
  const text = name === undefined ? undefined : scalarText(machine, name);
  if (text === null || text === undefined)
    return new Unknown("unmodelled", "an object that COM finds without a name", machine.freshSymbol("moniker"), at);
  return /^\s*winmgmts:/i.test(shownText(text)) ? wmiMoniker(machine, text, at) : openAdsi(machine, text, at);
}

registerType("Microsoft.VisualBasic.Interaction", {
  statics: {
    invoke: (machine, name, args, at) => {
      if (name.toLowerCase() === "getobject") return objectByMoniker(machine, args[0], at);
      const text = name.toLowerCase() === "createobject" && args[0] !== undefined ? scalarText(machine, args[0]) : undefined;
      return typeof text === "string" ? createComObject(machine, text, at) : undefined;
    },
  },
});

registerType("System.Runtime.InteropServices.Marshal", {
  statics: {
    invoke: (machine, name, args, at) =>
      name.toLowerCase() === "bindtomoniker" ? objectByMoniker(machine, args[0], at) : undefined,
  },
});
