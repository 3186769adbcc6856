import { bool, Instance, NOTHING, type ObjectModel, str, TRUE } from "../value.js";

/** `$PSCmdlet` of an advanced function: what scripts ask it. ShouldProcess is true: deployments run without -WhatIf. */
export class CmdletInfo extends Instance {
  constructor(command: string, set: string) {
    super(model(command, set));
  }
}

function model(command: string, set: string): ObjectModel {
  return {
    typeNames: ["System.Management.Automation.PSScriptCmdlet", "System.Object"],
    get(_self, name) {
      if (name.toLowerCase() === "parametersetname") return str(set);
      if (name.toLowerCase() === "myinvocation") return str(command);
      return undefined;
    },
    invoke(_self, name) {
      switch (name.toLowerCase()) {
        case "shouldprocess":
        case "shouldcontinue":
          return TRUE;
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
