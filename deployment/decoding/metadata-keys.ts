/** Metadata keys of Google Compute Engine whose values run on Windows. */

import type { HostScript } from "../../interpreter/index.js";

/** In the order in which they run (the guest agent's source); shutdown scripts run when the instance stops. */
const PHASES = ["sysprep-specialize-script", "windows-startup-script", "windows-shutdown-script"] as const;
const FORMS: readonly (readonly [string, HostScript["language"] | "url"])[] = [
  ["ps1", "powershell"],
  ["cmd", "cmd"],
  ["bat", "cmd"],
  ["url", "url"],
];

/** By key, in their order; `url`: the address of a script. */
export const METADATA_SCRIPTS: ReadonlyMap<string, HostScript["language"] | "url"> = new Map(
  PHASES.flatMap((phase) => FORMS.map(([form, language]) => [`${phase}-${form}`, language] as const)),
);
