import type { Tool } from "../../tool.js";
import "../drives/index.js";
import { addTypeCmdlets } from "./add-type.js";
import { archiveCmdlets } from "./archives.js";
import { childCmdlets } from "./children.js";
import { contentCmdlets } from "./content.js";
import { csvCmdlets } from "./csv.js";
import { dataCmdlets } from "./data.js";
import { eventCmdlets } from "./events.js";
import { itemCmdlets } from "./items.js";
import { jobCmdlets } from "./jobs.js";
import { measureCmdlets } from "./measure.js";
import { moduleCmdlets } from "./modules.js";
import { networkCmdlets } from "./network.js";
import { newObjectCmdlets } from "./new-object.js";
import { outputCmdlets } from "./output.js";
import { pathCmdlets } from "./path-texts.js";
import { processCmdlets } from "./process.js";
import { propertyCmdlets } from "./properties.js";
import { searchCmdlets } from "./search.js";
import { securityCmdlets } from "./security.js";
import { selectCmdlets } from "./select.js";
import { selectXmlCmdlets } from "./select-xml.js";
import { sortCmdlets } from "./sort.js";
import { systemCmdlets } from "./system.js";

/** The cmdlets that come with PowerShell, apart from those that need the session's own variables and functions. */
export const coreCmdlets: readonly Tool[] = [
  ...addTypeCmdlets,
  ...archiveCmdlets,
  ...childCmdlets,
  ...contentCmdlets,
  ...csvCmdlets,
  ...dataCmdlets,
  ...eventCmdlets,
  ...itemCmdlets,
  ...jobCmdlets,
  ...measureCmdlets,
  ...moduleCmdlets,
  ...networkCmdlets,
  ...newObjectCmdlets,
  ...outputCmdlets,
  ...pathCmdlets,
  ...processCmdlets,
  ...propertyCmdlets,
  ...searchCmdlets,
  ...securityCmdlets,
  ...selectCmdlets,
  ...selectXmlCmdlets,
  ...sortCmdlets,
  ...systemCmdlets,
];
