$server = gwmi IISSmtpServerSetting -namespace "ROOT\MicrosoftIISv2" | Where-Object { $_.Name -like 'SmtpSVC/1' }
$server.RelayIpList = @()
$server.Put()
