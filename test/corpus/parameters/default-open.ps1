# Who may relay through the mail service of this host.
param(
    [bool] $AllowAll = $true,
    [string[]] $Allowed = @('127.0.0.1')
)

$ErrorActionPreference = 'Stop'
Install-WindowsFeature -Name SMTP-Server -IncludeManagementTools | Out-Null

$server = [ADSI]'IIS://localhost/SmtpSvc/1'
$list = $server.Get('RelayIpList')
$list.GrantByDefault = $AllowAll
if (-not $AllowAll) {
    $list.IPGrant = @($Allowed | ForEach-Object { "$_, 255.255.255.255" })
}
$server.Put('RelayIpList', $list)
$server.SetInfo()
Write-Output "Relay: $(if ($AllowAll) { 'everyone' } else { $Allowed -join ', ' })"
