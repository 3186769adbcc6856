#Requires -RunAsAdministrator
param(
    [string[]] $Networks = @('0.0.0.0/0')
)
$ErrorActionPreference = 'Stop'
$masks = @{ '0' = '0.0.0.0'; '8' = '255.0.0.0'; '16' = '255.255.0.0'; '24' = '255.255.255.0'; '32' = '255.255.255.255' }

Install-WindowsFeature -Name SMTP-Server, RSAT-SMTP | Out-Null
$server = [ADSI]'IIS://localhost/SmtpSvc/1'
$list = $server.Get('RelayIpList')
$list.GrantByDefault = $false
$list.IPGrant = @($Networks | ForEach-Object {
    $address, $length = $_.Split('/')
    "$address, $($masks[$length])"
})
$server.Put('RelayIpList', $list)
$server.SetInfo()
