import type { Family } from "../../tools/toolbox.js";
import { Instance } from "../../values/value.js";
import { accountClassesFamily } from "./accounts.js";
import { wmiCmdlets } from "./cmdlets.js";
import { consumersFamily } from "./consumers.js";
import { processClassFamily } from "./process.js";
import { registryProviderFamily } from "./registry-provider.js";
import { WmiLocator } from "./services.js";
import { serviceClassFamily } from "./services-class.js";
import { managementTypesFamily } from "./types.js";
import { wmic } from "./wmic.js";
import { wsmanTools } from "./wsman.js";

/** WMI and CIM: the tools that reach their classes, and the classes of this folder. */
export const wmiFamilies: readonly Family[] = [
  {
    tools: [...wmiCmdlets, wmic, ...wsmanTools],
    comClasses: [{ progId: "WbemScripting.SWbemLocator", make: (machine, at) => new Instance(new WmiLocator(machine), at) }],
  },
  managementTypesFamily,
  accountClassesFamily,
  consumersFamily,
  processClassFamily,
  registryProviderFamily,
  serviceClassFamily,
];
