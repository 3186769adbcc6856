import { mayRunBlocks } from "../tools/open-world/given-blocks.js";
import { argumentValues, noteRemoteCall } from "../tools/open-world/remote-calls.js";
import { type CmdletCall, type NativeCall, parameters, type Tool } from "../tools/tool.js";

/**
 * Commands that are known to change nothing that a rule looks at. A firewall rule is among them: firewalls are used in messages,
 * never to dismiss. No command about a group, an account, a right, an access list, mail or the web server belongs here.
 */

/** Cmdlets that write nothing to the pipeline. */
const SILENT = `
Set-TimeZone Set-Date Set-Culture Set-WinSystemLocale Set-WinUserLanguageList Set-WinHomeLocation Set-WinUILanguageOverride Set-WinDefaultInputMethodOverride
Set-ExecutionPolicy Set-PSRepository Register-PSRepository Unregister-PSRepository Set-PSReadLineOption Set-PSDebug Set-PSBreakpoint Set-TraceSource Set-Clipboard
Set-NetFirewallProfile Set-NetFirewallRule Enable-NetFirewallRule Disable-NetFirewallRule Remove-NetFirewallRule Set-NetFirewallSetting Copy-NetFirewallRule
Set-NetIPInterface Set-NetConnectionProfile Set-NetIPAddress Remove-NetIPAddress Remove-NetRoute Set-NetAdapter Enable-NetAdapter Disable-NetAdapter Restart-NetAdapter
Set-NetAdapterAdvancedProperty Set-NetAdapterBinding Enable-NetAdapterBinding Disable-NetAdapterBinding Set-NetAdapterRss Enable-NetAdapterRss Disable-NetAdapterRss
Set-NetTCPSetting Set-NetOffloadGlobalSetting Set-NetIsatapConfiguration Set-NetTeredoConfiguration Set-Net6to4Configuration
Set-DnsClientServerAddress Set-DnsClient Set-DnsClientGlobalSetting Clear-DnsClientCache Register-DnsClient Add-DnsClientNrptRule
Set-MpPreference Add-MpPreference Remove-MpPreference Update-MpSignature Start-MpScan Set-ProcessMitigation
Set-Volume Set-Disk Set-Partition Resize-Partition Add-PartitionAccessPath Remove-PartitionAccessPath Remove-Partition Clear-Disk Update-HostStorageCache Update-Disk
Optimize-Volume Repair-Volume Dismount-DiskImage Mount-VHD Dismount-VHD Set-StoragePool
Enable-PSRemoting Disable-PSRemoting Set-WSManQuickConfig Enable-WSManCredSSP Disable-WSManCredSSP Set-PSSessionConfiguration
Register-PSSessionConfiguration Unregister-PSSessionConfiguration Enable-PSSessionConfiguration Disable-PSSessionConfiguration
Restart-Computer Stop-Computer Rename-Computer Checkpoint-Computer Enable-ComputerRestore Disable-ComputerRestore Restore-Computer Reset-ComputerMachinePassword
Write-EventLog New-EventLog Limit-EventLog Clear-EventLog Remove-EventLog Show-EventLog Unregister-Event Remove-Event New-WinEvent Wait-Event
Import-PfxCertificate Import-Certificate Export-Certificate Export-PfxCertificate Remove-PSBreakpoint Enable-PSBreakpoint Disable-PSBreakpoint
Update-Help Save-Help Update-FormatData Remove-TypeData Export-FormatData Export-Alias Export-Console Add-PSSnapin Remove-PSSnapin
Add-History Clear-History Invoke-History Clear-RecycleBin Set-PSReadLineKeyHandler Unblock-File Debug-Process
Enable-WindowsErrorReporting Disable-WindowsErrorReporting Enable-BitLocker Disable-BitLocker Enable-BitLockerAutoUnlock Lock-BitLocker Unlock-BitLocker Suspend-BitLocker
Set-SmbServerConfiguration Set-SmbClientConfiguration Set-SmbShare Remove-SmbShare New-SmbMapping Remove-SmbMapping
Install-PackageProvider Import-PackageProvider Register-PackageSource Unregister-PackageSource Set-PackageSource Install-Package Uninstall-Package Save-Package Install-Script
Publish-Script Update-Script Enable-ExperimentalFeature Disable-ExperimentalFeature Set-SecureBootUEFI
 Add-AppxPackage Remove-AppxPackage Add-AppxProvisionedPackage Remove-AppxProvisionedPackage Set-AssignedAccess
Set-VMHost Set-DODownloadMode Complete-BitsTransfer Remove-BitsTransfer Suspend-BitsTransfer Resume-BitsTransfer
Disable-InternetExplorerESC Set-DscLocalConfigurationManager Remove-DscConfigurationDocument Stop-DscConfiguration
Set-NetQosPolicy Set-DtcNetworkSetting Set-Dtc Set-DtcAdvancedSetting Set-DtcAdvancedHostSetting Set-NetFirewallPortFilter Set-NetFirewallAddressFilter
`;

/** Cmdlets that give an object which only the host knows. */
const SPEAKING = `
New-NetFirewallRule New-NetIPAddress New-NetRoute New-NetQosPolicy New-NetLbfoTeam New-VHD New-Partition New-Volume Initialize-Disk Format-Volume Mount-DiskImage
New-StoragePool New-VirtualDisk Get-StoragePool Get-VirtualDisk Get-DiskImage Get-SmbShareAccess Get-SmbConnection Get-SmbMapping Get-SmbServerConfiguration
New-SelfSignedCertificate Get-Certificate New-SmbShare Test-Certificate Get-CertificateEnrollmentPolicyServer
New-Event New-ModuleManifest New-PSSessionOption New-CimSessionOption New-WSManSessionOption New-PSSessionConfigurationFile New-PSRoleCapabilityFile
Get-WSManInstance Get-WSManCredSSP Connect-WSMan Disconnect-WSMan New-ScriptFileInfo Get-DscConfigurationStatus Test-DscConfiguration
Get-DscResource Get-DscConfiguration Get-DscLocalConfigurationManager Get-AppxPackage Get-AppxProvisionedPackage Get-BitsTransfer Get-WindowsUpdateLog Get-NetConnectionProfile
Get-NetIPInterface Get-NetAdapterAdvancedProperty Get-NetFirewallPortFilter Get-NetFirewallAddressFilter Get-NetNeighbor Get-NetTCPSetting Get-NetLbfoTeam Get-NetUDPEndpoint
Get-DnsClientCache Get-DnsClientGlobalSetting Get-SecureBootUEFI Confirm-SecureBootUEFI Get-PnpDevice Get-PSReadLineOption Get-TraceSource Get-Runspace
Get-ControlPanelItem Get-ComputerRestorePoint Get-AppLockerPolicy Get-MpThreat Get-MpThreatDetection Get-Printer Get-PrinterDriver
ConvertTo-Html ConvertTo-Xml ConvertFrom-Markdown ConvertFrom-String Format-Hex Show-Markdown Show-Command
`;

/** Programs, by name without extension. */
const PROGRAMS = `
arp bcdboot bcdedit bootcfg chcp chkdsk choco chocolatey cinst cup cipher clip cleanmgr compact control defrag diskpart diskperf dispdiag doskey driverquery
eventcreate eventvwr fc fltmc getmac gpresult gpupdate ipconfig jetpack label lodctr logman logoff lpq lpr manage-bde
mode mountvol mpcmdrun msg msinfo32 mstsc nbtstat netcfg netsh netstat notepad openfiles pathping perfmon pnputil powercfg print
qprocess query quser qwinsta reagentc recover relog repair-bde resmon route rpcping rwinsta sfc shutdown slmgr slui sort systeminfo taskkill tasklist
timeout tracert tree tsdiscon tskill typeperf tzutil unlodctr vaultcmd ver verifier vssadmin w32tm waitfor wbadmin wecutil wevtutil winget
winsat wuauclt usoclient wusa bcp mysql mysqldump plink psftp hg npm npx yarn pip pip3 nuget dotnet-install gem cargo rustup scoop
az gcloud kubectl helm docker docker-compose dockerd vcredist_x64 vcredist_x86 dxdiag cmdkey lusrmgr gpedit mmc taskmgr auditpol ngen certreq klist sxstrace dcdiag repadmin nltest
`;

function words(list: string): string[] {
  return list.split(/\s+/).filter((word) => word !== "");
}

function silent(call: CmdletCall): void {
  mayRunGivenBlocks(call);
}

function speaking(call: CmdletCall): void {
  mayRunGivenBlocks(call);
  call.out(call.unknown(`what ${call.name} gives`));
}

/** A block among the arguments (`Set-PSBreakpoint -Action { ... }`) is there to be run at some time. */
function mayRunGivenBlocks(call: CmdletCall): void {
  mayRunBlocks(call.machine, call.name, call.rest, call.at);
}

function program(call: NativeCall): void {
  noteRemoteCall(call.machine, call.name, argumentValues(call), call.at);
  call.out(call.unknown(`what ${call.name} prints`, { type: "System.String" }));
}

export const inertTools: readonly Tool[] = [
  { form: "cmdlet", names: words(SILENT), effect: "inert", areas: [], loose: true, parameters: parameters(), run: silent },
  { form: "cmdlet", names: words(SPEAKING), effect: "inert", areas: [], loose: true, parameters: parameters(), run: speaking },
  { form: "native", names: words(PROGRAMS), effect: "inert", areas: [], run: program },
];
