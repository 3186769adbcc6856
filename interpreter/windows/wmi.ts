/** WMI and CIM: the registry of classes, and the tools and types that reach them. */
export { closeWmiNamespace, registerWmiClass, type WmiArguments, wmiArgument, type WmiClass, type WmiProperties } from "./wmi/registry.js";
