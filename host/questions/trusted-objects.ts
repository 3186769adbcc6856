/** Objects that become critical through other facts: what privileged services and tasks run, and the content of admin pools. */

import { programPaths } from "../acl/program-paths.js";
import { enclosingObjects, objectPath } from "../acl/securable.js";
import { ADMIN_GROUPS, inherentPower } from "../groups.js";
import { handlerAccess, type Key, physicalPath, serviceAccount, taskAccount } from "../keys.js";
import type { PrincipalId } from "../principals/principal-id.js";
import { SID } from "../principals/well-known.js";
import type { HostView } from "../view.js";
import { type Link, link, type Unknown, unknownFrom } from "./answer.js";
import { memberships } from "./membership.js";
import { inherited } from "./web-identity.js";
import { adminWorkers } from "./worker-admin.js";

export interface TrustedObject {
  /** A file or folder; lower case. */
  readonly path: string;
  readonly what: string;
  readonly why: string;
  readonly links: readonly Link[];
  /** Folders below count too, as far as this says so. */
  readonly below: (path: string) => boolean;
}

const NOTHING_BELOW = (): boolean => false;

/** Programs and scripts that services and tasks of this deployment run with an administrator's power, and their folders. */
export function privilegedPrograms(view: HostView): { readonly objects: TrustedObject[]; readonly unknowns: Unknown[] } {
  const objects: TrustedObject[] = [];
  const unknowns: Unknown[] = [];
  const collect = (kind: "serviceBinary" | "taskCommand", account: (name: string) => Key<PrincipalId>, noun: string): void => {
    for (const key of view.touched(kind)) {
      const name = key.parts[0] as string;
      const reading = view.read(key);
      if (reading.status === "unknown" || reading.status === "untouched") continue;
      const runsAs = view.read(account(name));
      if (runsAs.status === "unknown") {
        unknowns.push(unknownFrom(runsAs.fact));
        continue;
      }
      // A service or task that names no account runs as LocalSystem.
      const principal = runsAs.status === "untouched" ? SID.localSystem : runsAs.value;
      if (!isPrivileged(view, principal)) continue;
      for (const program of programPaths(reading.value)) {
        const path = objectPath(program).toLowerCase();
        const links = [link(reading, `${noun} "${name}" runs ${program}`)];
        const why = `${noun} "${name}" runs it with an administrator's power`;
        objects.push({ path, what: `the program of ${noun} "${name}"`, why, links, below: NOTHING_BELOW });
        const folder = enclosingObjects(path)[1];
        if (folder !== undefined && !folder.endsWith(":\\")) {
          objects.push({ path: folder, what: `the folder of ${noun} "${name}"`, why, links, below: NOTHING_BELOW });
        }
      }
    }
  };
  collect("serviceBinary", serviceAccount, "service");
  collect("taskCommand", taskAccount, "task");
  return { objects, unknowns };
}

function isPrivileged(view: HostView, principal: PrincipalId): boolean {
  if (inherentPower(principal) !== null) return true;
  return ADMIN_GROUPS.some((group) => memberships(view, group, new Set([principal])).paths.length > 0);
}

/** Folders whose content an admin-equivalent worker executes for visitors. */
export function adminContent(view: HostView): TrustedObject[] {
  const objects: TrustedObject[] = [];
  for (const { served, danger } of adminWorkers(view).workers) {
    if (served.location === "") continue;
    const reading = view.read(physicalPath(served.location));
    if (reading.status === "unknown" || reading.status === "untouched") continue;
    const root = objectPath(reading.value).toLowerCase();
    const { location, pool } = served;
    objects.push({
      path: root,
      what: `the content of ${JSON.stringify(location)}`,
      why: `pool "${pool}" executes it, and ${danger.what.slice(danger.what.indexOf(", and ") + 6)}`,
      links: [link(reading, `${JSON.stringify(location)} lies in ${reading.value}`)],
      below: (path) =>
        path.startsWith(`${root}\\`) &&
        !isHidden(path.slice(root.length + 1)) &&
        executes(view, `${location}/${path.slice(root.length + 1).replaceAll("\\", "/")}`),
    });
  }
  return objects;
}

/** Folders of a site that request filtering never serves (the schema's defaults of `hiddenSegments`), and whose files nobody executes. */
const HIDDEN_DATA: ReadonlySet<string> = new Set(["app_data"]);

function isHidden(path: string): boolean {
  return path.split("\\").some((part) => HIDDEN_DATA.has(part));
}

/** May handlers run scripts or programs there? The default is yes. */
function executes(view: HostView, location: string): boolean {
  const { reading } = inherited(view, location, handlerAccess);
  if (reading.status === "unknown" || reading.status === "untouched" || reading.value === null) return true;
  return reading.value.some((word) => ["script", "execute"].includes(word.toLowerCase()));
}
