import type { Area as HostArea } from "../../host/keys.js";
import type { Cause, Origin } from "../../host/values/origin.js";

/** What a command or an unread text may have touched: decides which rules a `host-undecided` finding affects. */
export type Area = "smtp" | "principals" | "privileges" | "acl" | "web" | "services" | "features";

/** Facts of the host that belong to an area. Which features exist matters to the service and to the web server. */
const HOST_AREAS: Readonly<Record<Area, readonly HostArea[]>> = {
  smtp: ["smtp"],
  principals: ["accounts"],
  privileges: ["privileges"],
  acl: ["acl"],
  web: ["web"],
  services: ["services"],
  features: ["smtp", "web"],
};

export function hostAreas(affects: readonly Area[] | "all"): readonly HostArea[] {
  if (affects === "all") return ["all"];
  return [...new Set(affects.flatMap((area) => HOST_AREAS[area]))].sort();
}

/** A name for a disturbance that is the same on every run: what, and where. */
export function placeName(cause: Cause, why: string, at: Origin | null): string {
  const place = at
    ? `${at.file ?? ""} ${at.resource ?? ""} ${at.property ?? ""} ${at.layers.join(">")} ${at.line}:${at.column}`
    : "";
  return `${cause} ${place} ${why}`;
}
