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

/**
 * An FTP site is served by the FTP service, not by a worker process, and its anonymous visitor is IUSR as on the web. So a new one
 * changes nothing that is asked: what IUSR may do is judged whether there is such a site or not.
 */
const ftpSite: Tool = {
  form: "cmdlet",
  names: ["New-WebFtpSite"],
  effect: "inert",
  areas: [],
  module: "WebAdministration",
  loose: true,
  parameters: parameters(),
  documented: "https://learn.microsoft.com/powershell/module/webadministration/new-webftpsite",
  run: (call) => call.out(call.unknown("the FTP site that New-WebFtpSite makes")),
};

export const webInert: readonly Tool[] = [
  program(["aspnet_regiis"], "https://learn.microsoft.com/previous-versions/aspnet/k6h9cz8h(v=vs.100)"),
  program(["iisreset"], "https://learn.microsoft.com/previous-versions/windows/it-pro/windows-server-2003/cc758159(v=ws.10)"),
  restore,
  ftpSite,
];
