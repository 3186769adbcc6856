import type { Tool } from "../../tools/tool.js";
import { csvCmdlets } from "./data/csv.js";
import { dataCmdlets } from "./data/data.js";
import { selectXmlCmdlets } from "./data/select-xml.js";
import { archiveCmdlets } from "./item/archives.js";
import { childCmdlets } from "./item/children.js";
import { contentCmdlets } from "./item/content.js";
import { itemCmdlets } from "./item/items.js";
import { pathCmdlets } from "./item/path-texts.js";
import { propertyCmdlets } from "./item/properties.js";
import { searchCmdlets } from "./item/search.js";
import { forEachCmdlets } from "./object/for-each.js";
import { measureCmdlets } from "./object/measure.js";
import { newObjectCmdlets } from "./object/new-object.js";
import { selectCmdlets } from "./object/select.js";
import { sortCmdlets } from "./object/sort.js";
import { typeDataCmdlets } from "./object/type-data.js";
import { whereCmdlets } from "./object/where.js";
import { networkCmdlets } from "./process/network.js";
import { processCmdlets } from "./process/process.js";
import { addTypeCmdlets } from "./session/add-type.js";
import { aliasCmdlets } from "./session/aliases.js";
import { commandCmdlets } from "./session/command-info.js";
import { eventCmdlets } from "./session/events.js";
import { jobCmdlets } from "./session/jobs.js";
import { moduleCmdlets } from "./session/modules.js";
import { outputCmdlets } from "./session/output.js";
import { scriptModuleCmdlets } from "./session/script-modules.js";
import { securityCmdlets } from "./session/security.js";
import { systemCmdlets } from "./session/system.js";
import { variableCmdlets } from "./session/variables.js";

/** The cmdlets that come with PowerShell. */
export const coreCmdlets: readonly Tool[] = [
  ...addTypeCmdlets,
  ...aliasCmdlets,
  ...archiveCmdlets,
  ...childCmdlets,
  ...commandCmdlets,
  ...contentCmdlets,
  ...csvCmdlets,
  ...dataCmdlets,
  ...eventCmdlets,
  ...forEachCmdlets,
  ...itemCmdlets,
  ...jobCmdlets,
  ...measureCmdlets,
  ...moduleCmdlets,
  ...networkCmdlets,
  ...newObjectCmdlets,
  ...typeDataCmdlets,
  ...outputCmdlets,
  ...pathCmdlets,
  ...processCmdlets,
  ...propertyCmdlets,
  ...scriptModuleCmdlets,
  ...searchCmdlets,
  ...securityCmdlets,
  ...selectCmdlets,
  ...selectXmlCmdlets,
  ...sortCmdlets,
  ...systemCmdlets,
  ...variableCmdlets,
  ...whereCmdlets,
];
