import type { Machine } from "../../machine/machine.js";
import type { ProviderPath } from "../../tools/drives.js";
import type { Trace } from "../../values/source.js";
import { Instance, Str, str, type Unknown, type Value } from "../../values/value.js";
import { currentLocation, DriveNotFound, locate, wholePath } from "./locations.js";

/** System.Management.Automation.PathInfo: what Get-Location, Resolve-Path and `$PWD` give. */
export function pathInfo(path: Str | Unknown, at: ProviderPath, trace: Trace | null): Instance {
  return new Instance(
    {
      typeNames: ["System.Management.Automation.PathInfo", "System.Object"],
      get(_self, name) {
        switch (name.toLowerCase()) {
          case "path":
          case "providerpath":
            return path;
          case "drive":
            return str(at.drive === "" ? at.shown.slice(0, 1) : at.drive);
          case "provider":
            return str(at.provider.name);
          default:
            return undefined;
        }
      },
      text: () => (path instanceof Str ? path.value : path),
      propertyNames: () => ["Drive", "Provider", "ProviderPath", "Path"],
    },
    trace,
  );
}

/** `$PWD` */
export function locationObject(machine: Machine, trace: Trace | null = null): Value {
  const location = currentLocation(machine);
  const at = locate(machine, location);
  const path = at instanceof DriveNotFound ? location : wholePath(machine, at);
  const text = typeof path === "string" ? new Str(path, trace) : path;
  return at instanceof DriveNotFound ? text : pathInfo(text, at, trace);
}
