#Requires -RunAsAdministrator
<#
.SYNOPSIS
  Sets up the scan-to-mail relay of a branch.
#>
param(
    [string[]] $PrinterNetworks = @('10.41.8.0/24', '10.41.9.0/24'),
    [string] $SmartHost = 'contoso-com.mail.protection.outlook.com'
)
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

function ConvertTo-Mask([int] $Length) {
    $octets = foreach ($index in 0..3) {
        $bits = [Math]::Min(8, [Math]::Max(0, $Length - 8 * $index))
        256 - [Math]::Pow(2, 8 - $bits)
    }
    $octets -join '.'
}

if (-not (Get-WindowsFeature -Name SMTP-Server).Installed) {
    Install-WindowsFeature -Name SMTP-Server -IncludeManagementTools | Out-Null
}
$server = [ADSI]'IIS://localhost/SmtpSvc/1'
$list = $server.Get('RelayIpList')
$list.GrantByDefault = $false
$list.IPGrant = foreach ($network in $PrinterNetworks) {
    $address, $length = $network -split '/'
    '{0}, {1}' -f $address, (ConvertTo-Mask $length)
}
$server.Put('RelayIpList', $list)
$server.Put('SmartHost', $SmartHost)
$server.Put('SmartHostType', 2)
$server.SetInfo()
Restart-Service SMTPSVC
