import type { NativeTool, Tool } from "../../tools/tool.js";
import { Str } from "../../values/value.js";
import { switchOf } from "../shared/native-arguments.js";

/** whoami.exe: a deployment's scripts run as SYSTEM. What else it tells of the token is not followed. */
const whoami: NativeTool = {
  form: "native",
  names: ["whoami"],
  effect: "inert",
  areas: [],
  documented: "Microsoft, whoami",
  run(call) {
    const switches = call.argv.map((argument) => switchOf(argument)?.name);
    if (switches.length === 0) call.out(new Str("nt authority\\system", call.at));
    else if (switches.includes("user")) {
      for (const line of ["USER INFORMATION", "----------------", "", "User Name           SID", "nt authority\\system S-1-5-18"])
        call.out(new Str(line, call.at));
    } else
      call.out(call.unknown("what whoami says of the token", { symbol: `whoami ${switches.join(" ")}`, type: "System.String" }));
  },
};

export const whoamiTools: readonly Tool[] = [whoami];
