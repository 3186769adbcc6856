#requires -RunAsAdministrator
[CmdletBinding()]
param(
    [string] $Subnet = '10.20.30.0',
    [string] $Mask = '255.255.255.0'
)
$ErrorActionPreference = 'Stop'
Start-Transcript -Path "$env:SystemDrive\Logs\mail-role.log" -Append | Out-Null
try {
    Import-Module ServerManager
    foreach ($feature in 'SMTP-Server', 'Web-Mgmt-Compat', 'Web-Metabase', 'Web-Lgcy-Mgmt-Console') {
        if (-not (Get-WindowsFeature $feature).Installed) { Add-WindowsFeature $feature | Out-Null }
    }
    $smtp = [ADSI]'IIS://localhost/SmtpSvc/1'
    $relay = $smtp.Properties['RelayIpList'].Value
    $relay.GrantByDefault = $false
    $relay.IPGrant = @('127.0.0.1, 255.255.255.255', "$Subnet, $Mask")
    $smtp.Properties['RelayIpList'].Value = $relay
    $smtp.Put('LogType', 1)
    $smtp.CommitChanges()
    Set-Service SMTPSVC -StartupType Automatic
    Start-Service SMTPSVC
}
finally {
    Stop-Transcript | Out-Null
}
