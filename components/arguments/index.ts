/** What the components can be asked for. */
export * from "./accounts.js";
export * from "./hardening.js";
export * from "./host.js";
export * from "./machine.js";
export * from "./mail.js";
export * from "./values.js";
export * from "./web.js";
