/** Deployments: from a resource graph to Windows hosts and what they are sent. */

export type { Conventions } from "../interpreter/machine/conventions.js";
export type { Area } from "../interpreter/machine/notes.js";
export { isParametersFile, isTemplate, templateGraph, templateUrn } from "./arm/file.js";
export { CARRIERS, concernsHosts, mayCarry } from "./carriers/table.js";
export { azureType, azureTypeName, type TypeToken, typeName } from "./carriers/token.js";
export * from "./graph.js";
export { analyzeDeployedHosts, argumentTexts, type DeployedHost, hostsOf } from "./hosts/hosts.js";
export { NO_PROJECT_FILES, type ProjectFiles } from "./joins/project-files.js";
export type { PortExposure } from "./network/exposure.js";
export { decodeProperties, decodeValue, isPropertyArray, isPropertyMap, reveal } from "./property-value.js";
export { makeUrn, parseUrn } from "./urn.js";
