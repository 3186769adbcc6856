/**
 * Roles and features of Windows Server by the names that Get-WindowsFeature prints. The lists are general knowledge of these
 * products (a name that is missing here counts as "not known", never as "not there"), except where a source is given.
 */

import type { Image } from "./sku.js";

const WEB: readonly string[] = [
  "Web-Server",
  "Web-WebServer",
  "Web-Common-Http",
  "Web-Default-Doc",
  "Web-Dir-Browsing",
  "Web-Http-Errors",
  "Web-Static-Content",
  "Web-Http-Redirect",
  "Web-DAV-Publishing",
  "Web-Health",
  "Web-Http-Logging",
  "Web-Custom-Logging",
  "Web-Log-Libraries",
  "Web-ODBC-Logging",
  "Web-Request-Monitor",
  "Web-Http-Tracing",
  "Web-Performance",
  "Web-Stat-Compression",
  "Web-Dyn-Compression",
  "Web-Security",
  "Web-Filtering",
  "Web-Basic-Auth",
  "Web-CertProvider",
  "Web-Client-Auth",
  "Web-Digest-Auth",
  "Web-Cert-Auth",
  "Web-IP-Security",
  "Web-Url-Auth",
  "Web-Windows-Auth",
  "Web-App-Dev",
  "Web-Net-Ext",
  "Web-Net-Ext45",
  "Web-AppInit",
  "Web-ASP",
  "Web-Asp-Net",
  "Web-Asp-Net45",
  "Web-CGI",
  "Web-ISAPI-Ext",
  "Web-ISAPI-Filter",
  "Web-Includes",
  "Web-WebSockets",
  "Web-Ftp-Server",
  "Web-Ftp-Service",
  "Web-Ftp-Ext",
  "Web-Mgmt-Tools",
  "Web-Mgmt-Compat",
  "Web-Metabase",
  "Web-Lgcy-Scripting",
  "Web-WMI",
  "Web-Scripting-Tools",
  "Web-Mgmt-Service",
  "Web-WHC",
];

const COMMON: readonly string[] = [
  "AD-Certificate",
  "ADCS-Cert-Authority",
  "AD-Domain-Services",
  "ADFS-Federation",
  "ADLDS",
  "DHCP",
  "DNS",
  "FileAndStorage-Services",
  "File-Services",
  "FS-FileServer",
  "FS-BranchCache",
  "FS-Data-Deduplication",
  "FS-DFS-Namespace",
  "FS-DFS-Replication",
  "FS-Resource-Manager",
  "FS-NFS-Service",
  "FS-iSCSITarget-Server",
  "Storage-Services",
  "HostGuardianServiceRole",
  "Hyper-V",
  "Print-Services",
  "Print-Server",
  "RemoteAccess",
  "DirectAccess-VPN",
  "Routing",
  "Remote-Desktop-Services",
  "RDS-Connection-Broker",
  "RDS-Licensing",
  "RDS-RD-Server",
  "UpdateServices",
  "NET-Framework-Features",
  "NET-Framework-Core",
  "NET-HTTP-Activation",
  "NET-Non-HTTP-Activ",
  "NET-Framework-45-Features",
  "NET-Framework-45-Core",
  "NET-Framework-45-ASPNET",
  "NET-WCF-Services45",
  "NET-WCF-HTTP-Activation45",
  "NET-WCF-MSMQ-Activation45",
  "NET-WCF-Pipe-Activation45",
  "NET-WCF-TCP-Activation45",
  "NET-WCF-TCP-PortSharing45",
  "BITS",
  "BITS-IIS-Ext",
  "BITS-Compact-Server",
  "BitLocker",
  "BranchCache",
  "NFS-Client",
  "Containers",
  "Data-Center-Bridging",
  "EnhancedStorage",
  "Failover-Clustering",
  "GPMC",
  "WAS",
  "WAS-Process-Model",
  "WAS-NET-Environment",
  "WAS-Config-APIs",
  "ManagementOdata",
  "Multipath-IO",
  "MSMQ",
  "MSMQ-Services",
  "MSMQ-Server",
  "NLB",
  "PNRP",
  "qWave",
  "RDC",
  "RSAT",
  "RSAT-Feature-Tools",
  "RSAT-Role-Tools",
  "RSAT-AD-Tools",
  "RSAT-AD-PowerShell",
  "RSAT-ADDS",
  "RSAT-DNS-Server",
  "RSAT-DHCP",
  "RPC-over-HTTP-Proxy",
  "SNMP-Service",
  "SNMP-WMI-Provider",
  "Telnet-Client",
  "TFTP-Client",
  "FS-SMB1",
  "FS-SMB1-CLIENT",
  "FS-SMB1-SERVER",
  "PowerShellRoot",
  "PowerShell",
  "PowerShell-V2",
  "DSC-Service",
  "WindowsPowerShellWebAccess",
  "WINS",
  "Windows-Server-Backup",
  "Migration",
  "WindowsStorageManagementService",
  "Windows-Defender",
  "Windows-Defender-Features",
  "Windows-Identity-Foundation",
  "Windows-Internal-Database",
  "Wireless-Networking",
  "WoW64-Support",
  "IPAM",
  "ISNS",
  "LPR-Port-Monitor",
  "Internet-Print-Client",
  "Remote-Assistance",
  "SMTP-Server",
  "RSAT-SMTP",
  "Web-Mgmt-Console",
  "Web-Lgcy-Mgmt-Console",
  "PowerShell-ISE",
  "XPS-Viewer",
  "Server-Media-Foundation",
  "Windows-TIFF-IFilter",
  "Biometric-Framework",
];

/** Not on Server Core: graphical tools, and the SMTP service. */
const DESKTOP_ONLY: ReadonlySet<string> = lower([
  "SMTP-Server",
  "RSAT-SMTP",
  "Web-Mgmt-Console",
  "Web-Lgcy-Mgmt-Console",
  "PowerShell-ISE",
  "XPS-Viewer",
  "Server-Media-Foundation",
  "Windows-TIFF-IFilter",
  "Biometric-Framework",
  "Wireless-Networking",
  "Remote-Assistance",
  "Internet-Print-Client",
  "LPR-Port-Monitor",
]);

/**
 * Gone in Windows Server 2025: the SMTP server and the IIS 6 management console (Microsoft, "Features removed or no longer developed
 * in Windows Server"), PowerShell 2.0 likewise.
 */
const GONE_2025: ReadonlySet<string> = lower(["SMTP-Server", "RSAT-SMTP", "Web-Lgcy-Mgmt-Console", "PowerShell-V2"]);

const ALL: ReadonlySet<string> = lower([...WEB, ...COMMON]);

const INSTALLED: ReadonlySet<string> = lower([
  "FileAndStorage-Services",
  "Storage-Services",
  "NET-Framework-45-Features",
  "NET-Framework-45-Core",
  "NET-WCF-Services45",
  "NET-WCF-TCP-PortSharing45",
  "PowerShellRoot",
  "PowerShell",
  "Windows-Defender",
  "Windows-Defender-Features",
  "WoW64-Support",
]);

function lower(names: readonly string[]): ReadonlySet<string> {
  return new Set(names.map((name) => name.toLowerCase()));
}

/** Can it be installed on the image? Null: a name we do not know. */
export function featureOnImage(image: Image, name: string): boolean | null {
  const key = name.toLowerCase();
  if (!ALL.has(key)) return null;
  if (image.version === 2025 && GONE_2025.has(key)) return false;
  return !(image.installation === "core" && DESKTOP_ONLY.has(key));
}

/** Is it installed on a fresh image? IIS and the SMTP service are not. */
export function installedOnImage(image: Image, name: string): boolean {
  const key = name.toLowerCase();
  if (key === "xps-viewer" || key === "powershell-ise") return image.installation === "desktop" && image.version < 2025;
  if (key.startsWith("fs-smb1")) return image.version === 2016;
  return INSTALLED.has(key);
}
