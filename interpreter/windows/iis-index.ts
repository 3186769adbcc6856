import type { Tool } from "../tool.js";
import { addressTools } from "./addresses.js";
import { metabaseTools } from "./metabase.js";
import "./monikers.js";
import { webTools } from "./web.js";
import { wmiTools } from "./wmi.js";

/** WMI, the SMTP service, the web server, and what the host tells about its own addresses. */
export const iisTools: readonly Tool[] = [...wmiTools, ...metabaseTools, ...webTools, ...addressTools];
