/**
 * Roles and features of Windows Server as a tree, with the names that Server Manager and DISM use. Names, nesting and
 * dependencies are those that Get-WindowsFeature and `dism /get-features` print on Windows Server 2016 to 2022 (the names are
 * documented in "Get-WindowsFeature" and in the IIS setup guides; the nesting is general knowledge of these products).
 * A name that is missing here is taken for a feature without children.
 */

export interface FeatureEntry {
  readonly name: string;
  readonly display: string;
  readonly parent: string | null;
  /** DISM's name; null when it has none that scripts use. */
  readonly dism: string | null;
  /** Installed along with its parent when that is asked for alone. */
  readonly byDefault: boolean;
}

/** One line a feature: indentation is nesting; `+` by default; name | DISM name | display name. */
const TREE = `
+ Web-Server | IIS-WebServerRole | Web Server (IIS)
  + Web-WebServer | IIS-WebServer | Web Server
    + Web-Common-Http | IIS-CommonHttpFeatures | Common HTTP Features
      + Web-Default-Doc | IIS-DefaultDocument | Default Document
      + Web-Dir-Browsing | IIS-DirectoryBrowsing | Directory Browsing
      + Web-Http-Errors | IIS-HttpErrors | HTTP Errors
      + Web-Static-Content | IIS-StaticContent | Static Content
      - Web-Http-Redirect | IIS-HttpRedirect | HTTP Redirection
      - Web-DAV-Publishing | IIS-WebDAV | WebDAV Publishing
    + Web-Health | IIS-HealthAndDiagnostics | Health and Diagnostics
      + Web-Http-Logging | IIS-HttpLogging | HTTP Logging
      - Web-Custom-Logging | IIS-CustomLogging | Custom Logging
      - Web-Log-Libraries | IIS-LoggingLibraries | Logging Tools
      - Web-ODBC-Logging | IIS-ODBCLogging | ODBC Logging
      - Web-Request-Monitor | IIS-RequestMonitor | Request Monitor
      - Web-Http-Tracing | IIS-HttpTracing | Tracing
    + Web-Performance | IIS-Performance | Performance
      + Web-Stat-Compression | IIS-HttpCompressionStatic | Static Content Compression
      - Web-Dyn-Compression | IIS-HttpCompressionDynamic | Dynamic Content Compression
    + Web-Security | IIS-Security | Security
      + Web-Filtering | IIS-RequestFiltering | Request Filtering
      - Web-Basic-Auth | IIS-BasicAuthentication | Basic Authentication
      - Web-CertProvider | IIS-CertProvider | Centralized SSL Certificate Support
      - Web-Client-Auth | IIS-ClientCertificateMappingAuthentication | Client Certificate Mapping Authentication
      - Web-Digest-Auth | IIS-DigestAuthentication | Digest Authentication
      - Web-Cert-Auth | IIS-IISCertificateMappingAuthentication | IIS Client Certificate Mapping Authentication
      - Web-IP-Security | IIS-IPSecurity | IP and Domain Restrictions
      - Web-Url-Auth | IIS-URLAuthorization | URL Authorization
      - Web-Windows-Auth | IIS-WindowsAuthentication | Windows Authentication
    - Web-App-Dev | IIS-ApplicationDevelopment | Application Development
      - Web-Net-Ext | IIS-NetFxExtensibility | .NET Extensibility 3.5
      - Web-Net-Ext45 | IIS-NetFxExtensibility45 | .NET Extensibility 4.8
      - Web-AppInit | IIS-ApplicationInit | Application Initialization
      - Web-ASP | IIS-ASP | ASP
      - Web-Asp-Net | IIS-ASPNET | ASP.NET 3.5
      - Web-Asp-Net45 | IIS-ASPNET45 | ASP.NET 4.8
      - Web-CGI | IIS-CGI | CGI
      - Web-ISAPI-Ext | IIS-ISAPIExtensions | ISAPI Extensions
      - Web-ISAPI-Filter | IIS-ISAPIFilter | ISAPI Filters
      - Web-Includes | IIS-ServerSideIncludes | Server Side Includes
      - Web-WebSockets | IIS-WebSockets | WebSocket Protocol
  - Web-Ftp-Server | IIS-FTPServer | FTP Server
    - Web-Ftp-Service | IIS-FTPSvc | FTP Service
    - Web-Ftp-Ext | IIS-FTPExtensibility | FTP Extensibility
  - Web-Mgmt-Tools | IIS-WebServerManagementTools | Management Tools
    - Web-Mgmt-Console | IIS-ManagementConsole | IIS Management Console
    - Web-Mgmt-Compat | IIS-IIS6ManagementCompatibility | IIS 6 Management Compatibility
      - Web-Metabase | IIS-Metabase | IIS 6 Metabase Compatibility
      - Web-Lgcy-Mgmt-Console | IIS-LegacySnapIn | IIS 6 Management Console
      - Web-Lgcy-Scripting | IIS-LegacyScripts | IIS 6 Scripting Tools
      - Web-WMI | IIS-WMICompatibility | IIS 6 WMI Compatibility
    - Web-Scripting-Tools | IIS-ManagementScriptingTools | IIS Management Scripts and Tools
    - Web-Mgmt-Service | IIS-ManagementService | Management Service
+ SMTP-Server | Smtpsvc-Service-Update-Name | SMTP Server
+ RSAT | | Remote Server Administration Tools
  + RSAT-Feature-Tools | | Feature Administration Tools
    - RSAT-SMTP | Smtpsvc-Admin-Update-Name | SMTP Server Tools
  + RSAT-Role-Tools | | Role Administration Tools
+ NET-Framework-Features | | .NET Framework 3.5 Features
  + NET-Framework-Core | NetFx3 | .NET Framework 3.5 (includes .NET 2.0 and 3.0)
  - NET-HTTP-Activation | WCF-HTTP-Activation | HTTP Activation
+ NET-Framework-45-Features | NetFx4ServerFeatures | .NET Framework 4.8 Features
  + NET-Framework-45-Core | NetFx4 | .NET Framework 4.8
  - NET-Framework-45-ASPNET | NetFx4Extended-ASPNET45 | ASP.NET 4.8
  - NET-WCF-Services45 | WCF-Services45 | WCF Services
    - NET-WCF-HTTP-Activation45 | WCF-HTTP-Activation45 | HTTP Activation
    - NET-WCF-TCP-PortSharing45 | WCF-TCP-PortSharing45 | TCP Port Sharing
+ WAS | WAS-WindowsActivationService | Windows Process Activation Service
  + WAS-Process-Model | WAS-ProcessModel | Process Model
  - WAS-NET-Environment | WAS-NetFxEnvironment | .NET Environment 3.5
  + WAS-Config-APIs | WAS-ConfigurationAPI | Configuration APIs
+ Telnet-Client | TelnetClient | Telnet Client
+ FS-SMB1 | SMB1Protocol | SMB 1.0/CIFS File Sharing Support
`;

/** What a feature cannot be without, besides its parents. */
const NEEDS: ReadonlyMap<string, readonly string[]> = new Map([
  ["Web-Server", ["WAS", "WAS-Process-Model", "WAS-Config-APIs"]],
  ["Web-Asp-Net45", ["Web-ISAPI-Ext", "Web-ISAPI-Filter", "Web-Net-Ext45", "NET-Framework-45-ASPNET"]],
  ["Web-Asp-Net", ["Web-ISAPI-Ext", "Web-ISAPI-Filter", "Web-Net-Ext", "NET-Framework-Core"]],
  ["Web-ASP", ["Web-ISAPI-Ext"]],
  ["Web-DAV-Publishing", ["Web-Filtering"]],
  ["Web-Lgcy-Mgmt-Console", ["Web-Metabase"]],
  ["Web-Lgcy-Scripting", ["Web-Metabase", "Web-WMI"]],
  ["Web-WMI", ["Web-Metabase"]],
  // Server Manager's own list when it is asked for the SMTP server.
  ["SMTP-Server", ["Web-ODBC-Logging", "Web-Metabase", "Web-Lgcy-Mgmt-Console", "RSAT-SMTP"]],
  ["Web-Ftp-Service", ["Web-Metabase"]],
]);

/** The tools that -IncludeManagementTools adds. */
const TOOLS: ReadonlyMap<string, readonly string[]> = new Map([
  ["Web-Server", ["Web-Mgmt-Console"]],
  ["SMTP-Server", ["RSAT-SMTP"]],
]);

const ENTRIES: readonly FeatureEntry[] = readTree(TREE);
const BY_NAME = new Map(ENTRIES.map((entry) => [entry.name.toLowerCase(), entry]));
const BY_DISM = new Map(
  ENTRIES.filter((entry) => entry.dism !== null).map((entry) => [(entry.dism as string).toLowerCase(), entry]),
);
const BY_DISPLAY = new Map(ENTRIES.map((entry) => [entry.display.toLowerCase(), entry]));

function readTree(text: string): FeatureEntry[] {
  const open: string[] = [];
  return text
    .trim()
    .split("\n")
    .map((line) => {
      const depth = line.search(/\S/) / 2;
      const [name = "", dism = "", display = ""] = line
        .trim()
        .slice(2)
        .split("|")
        .map((part) => part.trim());
      open.length = depth;
      const parent = open[depth - 1] ?? null;
      open.push(name);
      return { name, display, parent, dism: dism === "" ? null : dism, byDefault: line.trim().startsWith("+") };
    });
}

export function featureCatalog(): readonly FeatureEntry[] {
  return ENTRIES;
}

/** By Server Manager's name, in any case. */
export function featureEntry(name: string): FeatureEntry | undefined {
  return BY_NAME.get(name.trim().toLowerCase());
}

/** By DISM's name. */
export function dismEntry(name: string): FeatureEntry | undefined {
  return BY_DISM.get(name.trim().toLowerCase());
}

/** By the name that Server Manager shows. */
export function displayedEntry(name: string): FeatureEntry | undefined {
  return BY_DISPLAY.get(name.trim().toLowerCase());
}

export function childrenOf(name: string): readonly FeatureEntry[] {
  return ENTRIES.filter((entry) => entry.parent?.toLowerCase() === name.toLowerCase());
}

/** The feature, the ones around it, what it needs, what comes with it, and all below it when asked; each once. */
export function installationOf(
  name: string,
  options: { readonly allBelow: boolean; readonly tools: boolean; readonly alone?: boolean },
): string[] {
  const found = new Map<string, string>();
  const add = (current: string, below: "none" | "default" | "all"): void => {
    const entry = featureEntry(current);
    const key = current.toLowerCase();
    const before = found.has(key);
    found.set(key, entry?.name ?? current);
    if (!before) {
      if (entry?.parent) add(entry.parent, "none");
      for (const needed of NEEDS.get(entry?.name ?? "") ?? []) add(needed, "none");
    }
    if (below !== "none") for (const child of childrenOf(current)) if (below === "all" || child.byDefault) add(child.name, below);
  };
  add(name, options.allBelow ? "all" : options.alone ? "none" : "default");
  if (options.tools) for (const tool of TOOLS.get(featureEntry(name)?.name ?? "") ?? []) add(tool, "none");
  return [...found.values()];
}

/** The feature and everything that cannot be without it. */
export function removalOf(name: string): string[] {
  const found = new Map<string, string>();
  const add = (current: string): void => {
    const key = current.toLowerCase();
    if (found.has(key)) return;
    found.set(key, featureEntry(current)?.name ?? current);
    for (const child of childrenOf(current)) add(child.name);
    for (const [needing, needed] of NEEDS) if (needed.some((one) => one.toLowerCase() === key)) add(needing);
  };
  add(name);
  return [...found.values()];
}
