import type { Tool } from "../tool.js";
import { wmiCmdlets } from "./wmi/cmdlets.js";
import "./wmi/types.js";
import { wmic } from "./wmi/wmic.js";

/** WMI and CIM: the registry of classes, and the tools and types that reach them. */
export {
  closeWmiNamespace,
  registerWmiClass,
  type WmiArguments,
  type WmiClass,
  type WmiProperties,
  wmiArgument,
} from "./wmi/registry.js";
export { WmiLocator, wmiMoniker } from "./wmi/services.js";

export const wmiTools: readonly Tool[] = [...wmiCmdlets, wmic];
