/** The components, and what they take. */
export * from "./arguments/index.js";
export { IisHardening } from "./resources/iis-hardening.js";
export { IisHost } from "./resources/iis-host.js";
