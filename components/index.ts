/** The components, and what they take. */
export * from "./arguments/index.js";
export { IisHost } from "./resources/iis-host.js";
