import type { Area } from "../../machine/notes.js";

/**
 * Commands that nobody modelled but whose noun or documentation belongs to an area that rules look at: what they did is then
 * undecided for that area. Any other command that is not modelled is taken to change nothing that a rule looks at.
 */

type Areas = readonly Area[];

const PRINCIPALS: Areas = ["principals"];
const PRIVILEGES: Areas = ["privileges"];
const ACL: Areas = ["acl"];
const WEB: Areas = ["web"];
const SMTP: Areas = ["smtp"];
const SERVICES: Areas = ["services"];
const FEATURES: Areas = ["features"];

/** Verbs that only look. */
const READS: ReadonlySet<string> = new Set([
  "get",
  "test",
  "find",
  "show",
  "measure",
  "compare",
  "convertto",
  "convertfrom",
  "format",
  "select",
  "search",
  "resolve",
  "wait",
  "watch",
  "trace",
  "out",
  "write",
  "read",
  "assert",
  "confirm",
  "export",
  "debug",
  "ping",
  "join",
  "split",
  "backup",
]);

/**
 * Nouns by their beginning, in lower case. `exact` nouns must be the whole noun. The first entry that fits decides, so that
 * lookalikes of other products come first with no areas.
 */
const NOUNS: readonly { readonly starts: string; readonly exact?: boolean; readonly areas: Areas }[] = [
  // Exchange, Azure, Active Directory's own web services, SharePoint and SQL share words with what we model and are other things.
  { starts: "receiveconnector", areas: [] },
  { starts: "sendconnector", areas: [] },
  { starts: "transport", areas: [] },
  { starts: "mailbox", areas: [] },
  { starts: "distributiongroup", areas: [] },
  { starts: "az", areas: [] },
  { starts: "azure", areas: [] },
  { starts: "webrequest", areas: [] },
  { starts: "webproxy", areas: [] },
  { starts: "webservice", areas: [] },
  { starts: "webclient", areas: [] },
  { starts: "webjea", areas: [] },
  { starts: "websocket", areas: [] },
  { starts: "groupobject", areas: [] },
  { starts: "acllog", areas: [] },
  // Local and domain accounts.
  { starts: "localgroup", areas: PRINCIPALS },
  { starts: "localuser", areas: PRINCIPALS },
  { starts: "localadmin", areas: PRINCIPALS },
  { starts: "localaccount", areas: PRINCIPALS },
  { starts: "localsecurity", areas: [...PRINCIPALS, ...PRIVILEGES] },
  { starts: "adgroup", areas: PRINCIPALS },
  { starts: "adprincipalgroup", areas: PRINCIPALS },
  { starts: "aduser", areas: PRINCIPALS },
  { starts: "adaccount", areas: PRINCIPALS },
  { starts: "groupmember", areas: PRINCIPALS },
  { starts: "usertogroup", areas: PRINCIPALS },
  { starts: "usertolocalgroup", areas: PRINCIPALS },
  { starts: "domainusertolocalgroup", areas: PRINCIPALS },
  { starts: "grouptolocalgroup", areas: PRINCIPALS },
  { starts: "cgroup", areas: PRINCIPALS },
  { starts: "cuser", areas: PRINCIPALS },
  // Rights.
  { starts: "userright", areas: PRIVILEGES },
  { starts: "accountright", areas: PRIVILEGES },
  { starts: "privilege", areas: PRIVILEGES },
  { starts: "cprivilege", areas: PRIVILEGES },
  { starts: "lsaprivilege", areas: PRIVILEGES },
  { starts: "logonasservice", areas: PRIVILEGES },
  { starts: "serviceloginright", areas: PRIVILEGES },
  { starts: "servicelogonright", areas: PRIVILEGES },
  { starts: "securitypolicy", areas: [...PRIVILEGES, ...PRINCIPALS] },
  { starts: "securitytemplate", areas: [...PRIVILEGES, ...PRINCIPALS] },
  // Access lists.
  { starts: "acl", exact: true, areas: ACL },
  { starts: "ntfs", areas: ACL },
  { starts: "access", exact: true, areas: ACL },
  { starts: "accessrule", areas: ACL },
  { starts: "accesscontrol", areas: ACL },
  { starts: "filesystemaccess", areas: ACL },
  { starts: "filepermission", areas: ACL },
  { starts: "folderpermission", areas: ACL },
  { starts: "directorypermission", areas: ACL },
  { starts: "permission", areas: ACL },
  { starts: "cpermission", areas: ACL },
  { starts: "inheritance", exact: true, areas: ACL },
  { starts: "owner", exact: true, areas: ACL },
  { starts: "securitydescriptor", areas: ACL },
  { starts: "registrypermission", areas: ACL },
  { starts: "servicepermission", areas: [...ACL, ...SERVICES] },
  { starts: "serviceacl", areas: [...ACL, ...SERVICES] },
  { starts: "serviceaccess", areas: [...ACL, ...SERVICES] },
  // The web server.
  { starts: "webapp", areas: WEB },
  { starts: "webbinding", areas: WEB },
  { starts: "webcentralcert", areas: WEB },
  { starts: "webconfig", areas: WEB },
  { starts: "webfarm", areas: WEB },
  { starts: "webglobalmodule", areas: WEB },
  { starts: "webhandler", areas: WEB },
  { starts: "webitem", areas: WEB },
  { starts: "webmanagedmodule", areas: WEB },
  { starts: "webpool", areas: WEB },
  { starts: "webrequesttracing", areas: WEB },
  { starts: "webserver", areas: WEB },
  { starts: "websettings", areas: WEB },
  { starts: "webvirtualdirectory", areas: WEB },
  { starts: "iis", areas: WEB },
  { starts: "ciis", areas: WEB },
  { starts: "apppool", areas: WEB },
  { starts: "applicationpool", areas: WEB },
  { starts: "website", areas: WEB },
  { starts: "virtualdirectory", areas: WEB },
  { starts: "wdaccount", areas: WEB },
  { starts: "ftpsite", areas: WEB },
  // Mail.
  { starts: "smtp", areas: SMTP },
  { starts: "relay", areas: SMTP },
  { starts: "mailrelay", areas: SMTP },
  // Services and features.
  { starts: "service", exact: true, areas: SERVICES },
  { starts: "cservice", areas: SERVICES },
  { starts: "serviceaccount", areas: SERVICES },
  { starts: "servicecredential", areas: SERVICES },
  { starts: "servicelogon", areas: SERVICES },
  { starts: "windowsservice", areas: SERVICES },
  { starts: "windowsfeature", areas: FEATURES },
  { starts: "windowsoptionalfeature", areas: FEATURES },
  { starts: "optionalfeature", areas: FEATURES },
  { starts: "cwindowsfeature", areas: FEATURES },
  {
    starts: "dscresource",
    exact: true,
    areas: [...PRINCIPALS, ...PRIVILEGES, ...ACL, ...WEB, ...SMTP, ...SERVICES, ...FEATURES],
  },
];

/** Programs, scripts and single commands by name in lower case, without extension. */
const PROGRAMS: ReadonlyMap<string, Areas> = new Map<string, Areas>([
  ["adsutil", [...SMTP, ...WEB]],
  ["metaedit", [...SMTP, ...WEB]],
  ["mdutil", [...SMTP, ...WEB]],
  ["smtpsetup", SMTP],
  ["smtpdiag", SMTP],
  ["iisext", WEB],
  ["iisweb", WEB],
  ["iisvdir", WEB],
  ["iisapp", WEB],
  ["iiscnfg", [...SMTP, ...WEB]],
  ["msdeploy", [...WEB, ...ACL]],
  ["appcmd", WEB],
  ["subinacl", ACL],
  ["xcacls", ACL],
  ["setacl", ACL],
  ["fileacl", ACL],
  ["accesschk", []],
  ["dsacls", ACL],
  ["regini", ACL],
  ["ntrights", PRIVILEGES],
  ["secedit", [...PRIVILEGES, ...PRINCIPALS]],
  ["lgpo", [...PRIVILEGES, ...PRINCIPALS]],
  ["polsedit", PRIVILEGES],
  ["cusrmgr", PRINCIPALS],
  ["addusers", PRINCIPALS],
  ["usrmgr", PRINCIPALS],
  ["dsadd", PRINCIPALS],
  ["dsmod", PRINCIPALS],
  ["nssm", SERVICES],
  ["winsw", SERVICES],
  ["srvany", SERVICES],
  ["instsrv", SERVICES],
  ["servermanagercmd", FEATURES],
  ["pkgmgr", FEATURES],
  ["ocsetup", FEATURES],
  // Applies what a configuration says: any resource of DSC.
  ["start-dscconfiguration", [...PRINCIPALS, ...PRIVILEGES, ...ACL, ...WEB, ...SMTP, ...SERVICES, ...FEATURES]],
  ["publish-dscconfiguration", [...PRINCIPALS, ...PRIVILEGES, ...ACL, ...WEB, ...SMTP, ...SERVICES, ...FEATURES]],
]);

/** Whether a command only looks, by its verb. Programs have none. */
export function isReading(name: string): boolean {
  const dash = name.indexOf("-");
  return dash > 0 && READS.has(name.slice(0, dash).toLowerCase());
}

/** What may have been touched by a command that is not modelled; empty: nothing that a rule looks at. */
export function areasOfUnmodelled(name: string): readonly Area[] {
  const leaf = name.slice(Math.max(name.lastIndexOf("\\"), name.lastIndexOf("/")) + 1).toLowerCase();
  const program = PROGRAMS.get(leaf.replace(/\.(?:exe|com|cmd|bat|vbs|js|wsf)$/, ""));
  if (program) return program;
  const dash = leaf.indexOf("-");
  if (dash < 0 || READS.has(leaf.slice(0, dash))) return [];
  const noun = leaf.slice(dash + 1);
  for (const { starts, exact, areas } of NOUNS) {
    if (exact ? noun === starts : noun.startsWith(starts)) return areas;
  }
  return withoutPrefix(name.slice(name.length - noun.length));
}

/** Modules put their own name before the noun: `Set-ContosoLocalGroupMember`. It ends where a word begins. */
function withoutPrefix(noun: string): readonly Area[] {
  for (const { index } of noun.matchAll(/(?<=[a-z0-9])[A-Z]/g)) {
    const rest = noun.slice(index).toLowerCase();
    const found = NOUNS.find(({ starts, exact }) => exact !== true && rest.startsWith(starts));
    if (found) return found.areas;
  }
  return [];
}
