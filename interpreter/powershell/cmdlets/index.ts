import type { Tool } from "../../tool.js";
import "../drives/index.js";
import { contentCmdlets } from "./content.js";
import { itemCmdlets } from "./items.js";
import { pathCmdlets } from "./path-texts.js";
import { propertyCmdlets } from "./properties.js";

/** The cmdlets that come with PowerShell, apart from those that need the session's own variables and functions. */
export const coreCmdlets: readonly Tool[] = [...contentCmdlets, ...itemCmdlets, ...pathCmdlets, ...propertyCmdlets];
