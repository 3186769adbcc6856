# Hardens the SMTP service of hosts that were set up by hand.
$ErrorActionPreference = 'Stop'

function Get-RelayState {
    param($Server)
    $list = $Server.Get('RelayIpList')
    [pscustomobject]@{
        GrantByDefault = $list.GrantByDefault
        List           = $list
    }
}

if (-not (Get-Service -Name SMTPSVC -ErrorAction SilentlyContinue)) {
    Write-Output 'There is no SMTP service on this host.'
    return
}

$smtp = [ADSI]'IIS://localhost/SmtpSvc/1'
$state = Get-RelayState -Server $smtp
if ($state.GrantByDefault) {
    Write-Output 'The relay is open; closing it.'
    $state.List.GrantByDefault = $false
    $state.List.IPGrant = @('127.0.0.1, 255.255.255.255')
    $smtp.Put('RelayIpList', $state.List)
    $smtp.SetInfo()
}
else {
    Write-Output 'The relay is restricted.'
}
