import { registerComClass } from "../../tools/com.js";
import type { Tool } from "../../tools/tool.js";
import { Instance } from "../../values/value.js";
import { wmiCmdlets } from "./cmdlets.js";
import "./process.js";
import { WmiLocator } from "./services.js";
import "./types.js";
import { wmic } from "./wmic.js";

/** WMI and CIM: the registry of classes, and the tools and types that reach them. */
export { registerWmiClass, type WmiArguments, type WmiClass, wmiArgument } from "./registry.js";

registerComClass("WbemScripting.SWbemLocator", (machine, at) => new Instance(new WmiLocator(machine), at));

export const wmiTools: readonly Tool[] = [...wmiCmdlets, wmic];
