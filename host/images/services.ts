/**
 * Services of a fresh Windows Server, and those that features bring. Names, start types and accounts are general knowledge of
 * the products, not looked up one by one.
 */

import type { ServiceStart } from "../keys.js";
import type { PrincipalId } from "../principals/principal-id.js";
import { SID } from "../principals/well-known.js";

export interface DefaultService {
  readonly name: string;
  readonly start: ServiceStart;
  readonly account: PrincipalId;
  readonly binary: string;
  /** The feature that installs it; null: it is there from the start. */
  readonly feature: string | null;
}

const HOST = "C:\\Windows\\System32\\svchost.exe";
const IIS_HOST = "C:\\Windows\\System32\\inetsrv\\inetinfo.exe";

function service(
  name: string,
  start: ServiceStart,
  account: PrincipalId = SID.localSystem,
  binary = HOST,
  feature: string | null = null,
): DefaultService {
  return { name, start, account, binary, feature };
}

function words(text: string): string[] {
  return text.trim().split(/\s+/);
}

function lowerSet(names: readonly string[]): ReadonlySet<string> {
  return new Set(names.map((name) => name.toLowerCase()));
}

const AS_LOCAL_SERVICE = words(`
    Dhcp EventLog EventSystem FontCache lmhosts MpsSvc nsi RemoteRegistry SstpSvc W32Time WdiServiceHost
    WinHttpAutoProxySvc bthserv PLA SSDPSRV upnphost SCardSvr SNMPTRAP BFE CoreMessagingRegistrar LicenseManager
    TimeBrokerSvc WEPHOSTSVC
`);
const AS_NETWORK_SERVICE = words(`
    CryptSvc Dnscache DoSvc LanmanWorkstation MSDTC NlaSvc RpcSs RpcEptMapper sppsvc TermService WinRM Wecsvc
    PolicyAgent TapiSrv KtmRm
`);
const AUTOMATIC = lowerSet(
  words(`
    BFE BITS BrokerInfrastructure CDPSvc CoreMessagingRegistrar CryptSvc DcomLaunch Dhcp DiagTrack Dnscache DPS
    EventLog EventSystem gpsvc IKEEXT iphlpsvc LanmanServer LanmanWorkstation LSM MpsSvc MSDTC NlaSvc nsi Power
    ProfSvc RdAgent RpcEptMapper RpcSs SamSs Schedule SENS ShellHWDetection Spooler sppsvc SysMain
    SystemEventsBroker TermService Themes TrkWks TrustedInstaller UserManager W32Time Wcmsvc WinDefend
    WindowsAzureGuestAgent Winmgmt WinRM WpnService
`),
);
const DISABLED = lowerSet(
  words(`
    AppVClient NetTcpPortSharing RemoteAccess SCardSvr shpamsvc tzautoupdate UevAgentService SharedAccess
`),
);
const AS_SYSTEM = words(`
    AppIDSvc Appinfo AppMgmt AppReadiness AppVClient AppXSvc Audiosrv BITS BrokerInfrastructure CDPSvc CertPropSvc
    ClipSVC COMSysApp DcomLaunch defragsvc DeviceAssociationService DeviceInstall DevQueryBroker DiagTrack DPS
    DsmSvc DsSvc EFS EntAppSvc gpsvc hidserv HvHost IKEEXT InstallService iphlpsvc KeyIso LanmanServer LSM MSiSCSI
    msiserver NcaSvc NcbService Netlogon Netman netprofm NetSetupSvc NetTcpPortSharing PcaSvc PerfHost PlugPlay
    Power PrintNotify ProfSvc RasAuto RasMan RdAgent RemoteAccess RSoPProv sacsvr SamSs ScDeviceEnum Schedule
    SCPolicySvc seclogon SENS SensorService SessionEnv SharedAccess ShellHWDetection shpamsvc smphost Spooler
    StateRepository StorSvc svsvc swprv SysMain SystemEventsBroker TabletInputService Themes tiledatamodelsvc
    TrkWks TrustedInstaller tzautoupdate UevAgentService UI0Detect UmRdpService UserManager UsoSvc VaultSvc vds
    vmicguestinterface vmicheartbeat vmickvpexchange vmicrdv vmicshutdown vmictimesync vmicvmsession vmicvss VSS
    WaaSMedicSvc WalletService WbioSrvc Wcmsvc WdiSystemHost WdNisSvc WerSvc WiaRpc WinDefend
    WindowsAzureGuestAgent Winmgmt wisvc wlidsvc wmiApSrv WPDBusEnum WpnService WSearch wuauserv
`);

function startOf(name: string): ServiceStart {
  if (AUTOMATIC.has(name.toLowerCase())) return "auto";
  return DISABLED.has(name.toLowerCase()) ? "disabled" : "manual";
}

const BINARIES: ReadonlyMap<string, string> = new Map([
  ["spooler", "C:\\Windows\\System32\\spoolsv.exe"],
  ["samss", "C:\\Windows\\System32\\lsass.exe"],
  ["trustedinstaller", "C:\\Windows\\servicing\\TrustedInstaller.exe"],
  ["msdtc", "C:\\Windows\\System32\\msdtc.exe"],
  ["windowsazureguestagent", "C:\\WindowsAzure\\Packages\\WindowsAzureGuestAgent.exe"],
  ["rdagent", "C:\\WindowsAzure\\Packages\\WaAppAgent.exe"],
]);

const FROM_START: readonly DefaultService[] = [
  ...AS_SYSTEM.map((name) => service(name, startOf(name), SID.localSystem, BINARIES.get(name.toLowerCase()) ?? HOST)),
  ...AS_LOCAL_SERVICE.map((name) => service(name, startOf(name), SID.localService)),
  ...AS_NETWORK_SERVICE.map((name) => service(name, startOf(name), SID.networkService, BINARIES.get(name.toLowerCase()) ?? HOST)),
];

/** SMTPSVC starts manually after installation; every how-to sets it to automatic (AutoSPInstaller comments on it). */
const FROM_FEATURES: readonly DefaultService[] = [
  service("W3SVC", "auto", SID.localSystem, HOST, "Web-Server"),
  service("WAS", "manual", SID.localSystem, HOST, "Web-Server"),
  service("AppHostSvc", "auto", SID.localSystem, HOST, "Web-Server"),
  service("W3LOGSVC", "manual", SID.localSystem, HOST, "Web-Server"),
  service("IISADMIN", "auto", SID.localSystem, IIS_HOST, "SMTP-Server"),
  service("SMTPSVC", "manual", SID.localSystem, IIS_HOST, "SMTP-Server"),
  service("FTPSVC", "auto", SID.localSystem, HOST, "Web-Ftp-Service"),
  service("WMSVC", "manual", SID.localService, "C:\\Windows\\System32\\inetsrv\\wmsvc.exe", "Web-Mgmt-Service"),
  service("MSMQ", "auto", SID.networkService, "C:\\Windows\\System32\\mqsvc.exe", "MSMQ-Server"),
  service("DNS", "auto", SID.localSystem, "C:\\Windows\\System32\\dns.exe", "DNS"),
  service("SNMP", "auto", SID.localSystem, "C:\\Windows\\System32\\snmp.exe", "SNMP-Service"),
];

const BY_NAME: ReadonlyMap<string, DefaultService> = new Map(
  [...FROM_START, ...FROM_FEATURES].map((entry) => [entry.name.toLowerCase(), entry]),
);

export const DEFAULT_SERVICES: readonly DefaultService[] = [...BY_NAME.values()];

export function defaultService(name: string): DefaultService | null {
  return BY_NAME.get(name.toLowerCase()) ?? null;
}
