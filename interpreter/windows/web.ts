import type { Tool } from "../tool.js";
import { appcmd } from "./web/appcmd.js";
import { configCmdlets } from "./web/config-cmdlets.js";
import "./web/document.js";
import "./web/drive.js";
import { administrationCmdlets } from "./web/iis-administration.js";
import { webInert } from "./web/inert.js";
import "./web/server-manager.js";
import { siteCmdlets } from "./web/site-cmdlets.js";
import "./web/wmi-classes.js";

/** The web server: WebAdministration with its `IIS:` drive, IISAdministration, ServerManager, appcmd. */
export const webTools: readonly Tool[] = [...configCmdlets, ...siteCmdlets, ...administrationCmdlets, appcmd, ...webInert];
