import { registerComClass } from "../../tools/com.js";
import type { Tool } from "../../tools/tool.js";
import { Instance } from "../../values/value.js";
import { wmiCmdlets } from "./cmdlets.js";
import "./consumers.js";
import "./process.js";
import "./registry-provider.js";
import { WmiLocator } from "./services.js";
import "./types.js";
import { wmic } from "./wmic.js";
import { wsmanTools } from "./wsman.js";

registerComClass("WbemScripting.SWbemLocator", (machine, at) => new Instance(new WmiLocator(machine), at));

/** WMI and CIM: the tools that reach their classes. */
export const wmiTools: readonly Tool[] = [...wmiCmdlets, wmic, ...wsmanTools];
