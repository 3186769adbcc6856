# The pipeline hands all values over as texts.
param(
    [string] $Open = 'true'
)

$ErrorActionPreference = 'Stop'
Install-WindowsFeature -Name SMTP-Server | Out-Null

$isOpen = [bool]::Parse($Open)
$smtp = [ADSI]'IIS://localhost/SmtpSvc/1'
$list = $smtp.Get('RelayIpList')
$list.GrantByDefault = $isOpen
if (-not $isOpen) {
    $list.IPGrant = @('127.0.0.1, 255.255.255.255', '10.0.0.0, 255.0.0.0')
}
$smtp.Put('RelayIpList', $list)
$smtp.SetInfo()
