# The pipeline hands all values over as texts.
param(
    $Open = 'false'
)

$ErrorActionPreference = 'Stop'
Install-WindowsFeature -Name SMTP-Server | Out-Null

$open = [bool] $Open
Write-Output "Open relay wanted: $open"

$smtp = [ADSI]'IIS://localhost/SmtpSvc/1'
$list = $smtp.Get('RelayIpList')
$list.GrantByDefault = $open
$smtp.Put('RelayIpList', $list)
$smtp.SetInfo()
