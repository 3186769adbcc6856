export * from "./arguments.js";
export { IisHost } from "./iis-host.js";
