// What WMI classes may touch that nobody modelled: the rows for WMI of the open-world table.
import type { Area } from "../../machine/notes.js";
import type { Reach } from "../../values/value.js";
import { areasOfWords } from "./dotnet.js";

type Areas = readonly Area[] | "all";

/**
 * Classes by namespace and beginning, in lower case; a row without a class is about all other classes of the namespace. The
 * longest row that fits decides. Source: the WMI reference of the Windows SDK. Hardware, networks and the operating system change
 * nothing that a rule looks at.
 */
const ROWS: readonly (readonly [namespace: string, starts: string, areas: Areas])[] = [
  ["root\\cimv2", "", []],
  ["root\\cimv2", "win32_process", "all"],
  ["root\\cimv2", "win32_processor", []],
  ["root\\cimv2", "win32_scheduledjob", "all"],
  ["root\\cimv2", "win32_service", ["services"]],
  ["root\\cimv2", "win32_baseservice", ["services"]],
  ["root\\cimv2", "win32_serverfeature", []],
  ["root\\cimv2", "win32_systemdriver", []],
  ["root\\cimv2", "win32_account", ["principals"]],
  ["root\\cimv2", "win32_useraccount", ["principals"]],
  ["root\\cimv2", "win32_group", ["principals"]],
  ["root\\cimv2", "win32_logicalfilesecuritysetting", ["acl"]],
  ["root\\cimv2", "win32_securitydescriptor", ["acl"]],
  ["root\\cimv2", "win32_securitysetting", ["acl"]],
  ["root\\cimv2", "cim_datafile", ["acl", "web", "smtp"]],
  ["root\\cimv2", "cim_directory", ["acl"]],
  ["root\\cimv2", "win32_directory", ["acl"]],
  ["root\\cimv2", "win32_share", []],
  ["root\\cimv2", "stdregprov", "all"],
  ["root\\default", "stdregprov", "all"],
  ["root\\default", "", []],
  ["root\\subscription", "", "all"],
  ["root\\microsoftiisv2", "", ["smtp", "web"]],
  ["root\\webadministration", "", ["web"]],
  ["root\\microsoft\\windows\\taskscheduler", "", "all"],
  ["root\\microsoft\\windows\\servermanager", "", ["features"]],
  ["root\\microsoft\\windows\\desiredstateconfiguration", "", "all"],
  ["root\\microsoft\\windows\\powershellv3", "", "all"],
  ["root\\microsoft\\sqlserver", "", ["services"]],
  ["root\\microsoft", "", []],
  ["root\\ccm", "", "all"],
  ["root\\virtualization", "", []],
  ["root\\standardcimv2", "", []],
  ["root\\wmi", "", []],
  ["root\\rsop", "", []],
  ["root\\directory\\ldap", "", ["principals"]],
];

/** Areas of a class that nobody modelled. */
export function areasOfWmiClass(namespace: string, name: string): Areas {
  const space = namespace.replaceAll("/", "\\").toLowerCase();
  const lower = name.toLowerCase();
  let best: { readonly rank: number; readonly areas: Areas } | null = null;
  for (const [within, starts, areas] of ROWS) {
    const fits = space === within || (starts === "" && space.startsWith(`${within}\\`)) || space.startsWith(`${within}\\ms_`);
    const rank = within.length * 100 + starts.length;
    if (fits && lower.startsWith(starts) && (best === null || rank > best.rank)) best = { rank, areas };
  }
  return best?.areas ?? areasOfWords(name);
}

/** What writing an object of a class, and its methods, may touch. */
export function reachOfWmiClass(namespace: string, name: string): Reach {
  return { what: `the WMI class ${name}`, areas: areasOfWmiClass(namespace, name) };
}
