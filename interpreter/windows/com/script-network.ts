/** WScript.Network: names of the computer and the user, drives and printers. */

import { perMachine } from "../../machine/per-machine.js";
import { computerName } from "../../os/computer.js";
import { getEnvironment } from "../../os/environment.js";
import type { Family } from "../../tools/toolbox.js";
import { Instance, NOTHING, type ObjectModel, Unknown } from "../../values/value.js";
import { comType } from "./com-type.js";

const model = perMachine<ObjectModel>((machine) => ({
  ...comType("IWshNetwork2"),
  get: (_self, name, at) => {
    switch (name.toLowerCase()) {
      case "computername":
        return computerName();
      case "username":
        return getEnvironment(machine, "USERNAME", at);
      case "userdomain":
        return getEnvironment(machine, "USERDOMAIN", at);
      case "userprofile":
        return getEnvironment(machine, "USERPROFILE", at);
      default:
        return undefined;
    }
  },
  invoke: (_self, name, _args, at) => {
    if (/^(?:enumnetworkdrives|enumprinterconnections)$/i.test(name))
      return new Unknown("input", `what ${name} gives`, machine.freshSymbol("network"), at);
    return /^(?:map|remove)networkdrive$|printer/i.test(name) ? NOTHING : undefined;
  },
}));

export const networkClasses: NonNullable<Family["comClasses"]> = [
  { progId: "WScript.Network", make: (machine, at) => new Instance(model(machine), at) },
];
