import type { Tool } from "../tools/tool.js";
import { metabaseTools } from "./metabase/index.js";
import { addressTools } from "./network/addresses.js";
import "./adsi/monikers.js";
import { webTools } from "./web/index.js";
import { wmiTools } from "./wmi/index.js";

/** WMI, the SMTP service, the web server, and what the host tells about its own addresses. */
export const iisTools: readonly Tool[] = [...wmiTools, ...metabaseTools, ...webTools, ...addressTools];
