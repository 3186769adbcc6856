/** The package's front door: the Pulumi components. Everything else has a door of its own, e.g. `lycosa/policies`. */
export * from "./components/index.js";
