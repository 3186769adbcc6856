import { registerComClass } from "../com.js";
import type { Tool } from "../tool.js";
import { Instance } from "../value.js";
import { wmiCmdlets } from "./wmi/cmdlets.js";
import "./wmi/process.js";
import { WmiLocator } from "./wmi/services.js";
import "./wmi/types.js";
import { wmic } from "./wmi/wmic.js";

/** WMI and CIM: the registry of classes, and the tools and types that reach them. */
export { registerWmiClass, type WmiArguments, type WmiClass, wmiArgument } from "./wmi/registry.js";

registerComClass("WbemScripting.SWbemLocator", (machine, at) => new Instance(new WmiLocator(machine), at));

export const wmiTools: readonly Tool[] = [...wmiCmdlets, wmic];
