import type { Tool } from "../../tools/tool.js";
import { appcmd } from "./appcmd.js";
import { configCmdlets } from "./config-cmdlets.js";
import "./document.js";
import "./drive.js";
import { administrationCmdlets } from "./iis-administration.js";
import { webInert } from "./inert.js";
import "./server-manager.js";
import { siteCmdlets } from "./site-cmdlets.js";
import "./wmi-classes.js";

/** The web server: WebAdministration with its `IIS:` drive, IISAdministration, ServerManager, appcmd. */
export const webTools: readonly Tool[] = [...configCmdlets, ...siteCmdlets, ...administrationCmdlets, appcmd, ...webInert];
