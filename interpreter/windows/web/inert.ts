import { type NativeTool, parameters, type Tool } from "../../tools/tool.js";
import { shownText } from "../../values/texts.js";

/** Programs of IIS and ASP.NET that change nothing a rule looks at, and commands that bring back a configuration nobody knows. */

const program = (names: readonly string[], documented: string): NativeTool => ({
  form: "native",
  names,
  effect: "inert",
  areas: [],
  documented,
  run: () => undefined,
});

/** `Restore-WebConfiguration` brings back a backup whose content is not known. */
const restore: Tool = {
  form: "cmdlet",
  names: ["Restore-WebConfiguration"],
  effect: "modelled",
  areas: ["web"],
  module: "WebAdministration",
  parameters: parameters("Name@0"),
  run: (call) =>
    call.undecided(
      "opaque",
      `Restore-WebConfiguration brings back the backup ${shownText(call.text("Name") ?? "")}, whose content is not known`,
    ),
};

export const webInert: readonly Tool[] = [
  program(["aspnet_regiis"], "https://learn.microsoft.com/previous-versions/aspnet/k6h9cz8h(v=vs.100)"),
  program(["iisreset"], "https://learn.microsoft.com/previous-versions/windows/it-pro/windows-server-2003/cc758159(v=ws.10)"),
  restore,
];
