import type { Family } from "../../tools/toolbox.js";
import { appcmd } from "./appcmd.js";
import { configCmdlets } from "./config-cmdlets.js";
import { webDocumentsFamily } from "./document.js";
import { iisDriveFamily } from "./drive.js";
import { administrationCmdlets } from "./iis-administration.js";
import { webInert } from "./inert.js";
import { serverManagerFamily } from "./server-manager.js";
import { siteCmdlets } from "./site-cmdlets.js";
import { webClassesFamily } from "./wmi-classes.js";

/** The web server: WebAdministration with its `IIS:` drive, IISAdministration, ServerManager, appcmd. */
export const webFamilies: readonly Family[] = [
  { tools: [...configCmdlets, ...siteCmdlets, ...administrationCmdlets, appcmd, ...webInert] },
  iisDriveFamily,
  serverManagerFamily,
  webClassesFamily,
  webDocumentsFamily,
];
