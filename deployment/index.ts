/** Deployments: from a resource graph to Windows hosts and what they are sent. */

export { CARRIERS, EXTENSIONS, HOSTS } from "./carriers/table.js";
export { azureType, azureTypeName, type TypeToken } from "./carriers/token.js";
export * from "./graph.js";
export { analyzeDeployedHost, argumentTexts, type DeployedHost, hostsOf } from "./hosts.js";
export { decodeProperties, decodeValue, isPropertyArray, isPropertyMap, reveal } from "./property-value.js";
export { makeUrn, parseUrn } from "./urn.js";
