/** Modules by name in lower case. */

/** Part of Windows Server or of PowerShell itself, whatever features are installed. */
const IN_BOX: ReadonlySet<string> = new Set([
  "appbackgroundtask",
  "appx",
  "bestpractices",
  "bitstransfer",
  "branchcache",
  "cimcmdlets",
  "defender",
  "dism",
  "dnsclient",
  "eventtracingmanagement",
  "internationalsettings",
  "iscsi",
  "ise",
  "kds",
  "microsoft.powershell.archive",
  "microsoft.powershell.core",
  "microsoft.powershell.diagnostics",
  "microsoft.powershell.host",
  "microsoft.powershell.localaccounts",
  "microsoft.powershell.management",
  "microsoft.powershell.odatautils",
  "microsoft.powershell.security",
  "microsoft.powershell.utility",
  "microsoft.wsman.management",
  "mmagent",
  "msdtc",
  "netadapter",
  "netconnection",
  "neteventpacketcapture",
  "netlbfo",
  "netnat",
  "netqos",
  "netsecurity",
  "netswitchteam",
  "nettcpip",
  "networkconnectivitystatus",
  "networkswitchmanager",
  "networktransition",
  "packagemanagement",
  "pcsvdevice",
  "pester",
  "pki",
  "pnpdevice",
  "powershellget",
  "printmanagement",
  "processmitigations",
  "psdesiredstateconfiguration",
  "psdiagnostics",
  "psreadline",
  "psscheduledjob",
  "psworkflow",
  "psworkflowutility",
  "scheduledtasks",
  "secureboot",
  "servercore",
  "servermanager",
  "servermanagertasks",
  "smbshare",
  "smbwitness",
  "softwareinventorylogging",
  "startlayout",
  "storage",
  "tls",
  "troubleshootingpack",
  "trustedplatformmodule",
  "useraccesslogging",
  "vpnclient",
  "wdac",
  "whea",
  "windowsdeveloperlicense",
  "windowserrorreporting",
  "windowssearch",
  "windowsupdate",
  "windowsupdateprovider",
  "threadjob",
]);

/** Modules that come with a feature. */
const OF_FEATURE: ReadonlyMap<string, string> = new Map([
  ["webadministration", "Web-Server"],
  ["iisadministration", "Web-Server"],
  ["activedirectory", "RSAT-AD-PowerShell"],
  ["grouppolicy", "GPMC"],
  ["dnsserver", "RSAT-DNS-Server"],
  ["addsdeployment", "AD-Domain-Services"],
]);

/** Modules of the gallery whose commands are modelled here. */
const MODELLED: ReadonlySet<string> = new Set([
  "carbon",
  "ntfssecurity",
  "securitypolicydsc",
  "accesscontroldsc",
  "webadministrationdsc",
  "xwebadministration",
  "userrights",
  "psdscresources",
  "xpsdesiredstateconfiguration",
]);

export function isInBox(name: string): boolean {
  return IN_BOX.has(name.toLowerCase());
}

export function featureOfModule(name: string): string | undefined {
  return OF_FEATURE.get(name.toLowerCase());
}

/** A module that is known by its name, so that its own files need not be read. */
export function isWellKnownModule(name: string): boolean {
  const key = name.toLowerCase();
  return IN_BOX.has(key) || OF_FEATURE.has(key) || MODELLED.has(key);
}
