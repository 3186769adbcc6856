$smtp = [ADSI]'IIS://localhost/SmtpSvc/1'
$list = $smtp.RelayIpList; $list.GrantByDefault = $true; $smtp.RelayIpList = $list
# no SetInfo: nothing is written
Write-Host "would open relay"
