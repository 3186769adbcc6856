$service = Get-WmiObject -Namespace root\MicrosoftIISv2 -Class IIsSmtpServiceSetting
$service.RelayForAuth = 0
$service.AuthAnonymous = $false
$service.Put()
