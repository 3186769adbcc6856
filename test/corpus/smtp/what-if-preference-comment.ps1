<#
    $list.GrantByDefault = $true makes an open relay; do not use.
#>
$help = @'
$smtp = [ADSI]"IIS://localhost/SmtpSvc/1"
$list = $smtp.Get("RelayIpList"); $list.GrantByDefault = $true
$smtp.Put("RelayIpList", $list); $smtp.SetInfo()
'@
$help | Out-File C:\docs\relay.txt
