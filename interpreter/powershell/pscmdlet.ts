import { bool, Instance, NOTHING, type ObjectModel, str } from "../value.js";

import { invocationInfo } from "./script-file.js";

/** `$PSCmdlet` of an advanced function: what scripts ask it. ShouldProcess is true unless -WhatIf is in force. */
export class CmdletInfo extends Instance {
  constructor(command: string, set: string, proceeds: () => boolean) {
    super(model(command, set, proceeds));
  }
}

function model(command: string, set: string, proceeds: () => boolean): ObjectModel {
  return {
    typeNames: ["System.Management.Automation.PSScriptCmdlet", "System.Object"],
    get(_self, name) {
      if (name.toLowerCase() === "parametersetname") return str(set);
      if (name.toLowerCase() === "myinvocation") return invocationInfo("Function", command, "", "");
      return undefined;
    },
    invoke(_self, name) {
      switch (name.toLowerCase()) {
        case "shouldprocess":
        case "shouldcontinue":
          return bool(proceeds());
        case "writeverbose":
        case "writewarning":
        case "writedebug":
        case "writeinformation":
        case "writeprogress":
          return NOTHING;
        case "equals":
          return bool(false);
        default:
          return undefined;
      }
    },
  };
}
