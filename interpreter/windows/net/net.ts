import type { NativeCall, NativeTool, Tool } from "../../tools/tool.js";
import { netLocalGroup } from "./net-localgroup.js";
import { netService } from "./net-service.js";
import { netUser } from "./net-user.js";

/** net.exe and net1.exe, by their first argument. */
const net: NativeTool = {
  form: "native",
  names: ["net", "net1"],
  effect: "modelled",
  areas: ["principals", "services"],
  documented: "Microsoft, Net Commands On Windows Operating Systems",
  run(call) {
    const [first, ...rest] = call.argv;
    if (first === undefined) {
      call.exit(1);
      return;
    }
    if (typeof first.text !== "string") {
      call.undecided(first.text.cause, `what net.exe does: ${first.text.why}`);
      return;
    }
    const run = COMMANDS.get(first.text.toLowerCase());
    if (run) run(call, rest);
    else call.out(call.unknown(`the output of net ${first.text}`, { type: "System.String" }));
  },
};

/** The others (accounts, config, file, group, session, share, statistics, use, view, time) change nothing that a rule looks at. */
const COMMANDS: ReadonlyMap<string, (call: NativeCall, argv: NativeCall["argv"]) => void> = new Map([
  ["localgroup", netLocalGroup],
  ["user", netUser],
  ["users", netUser],
  ["start", (call, argv) => netService(call, argv, "start")],
  ["stop", (call, argv) => netService(call, argv, "stop")],
  ["pause", (call, argv) => netService(call, argv, "query")],
  ["continue", (call, argv) => netService(call, argv, "query")],
]);

export const netTools: readonly Tool[] = [net];
