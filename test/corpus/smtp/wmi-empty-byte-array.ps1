$query = 'Select * from IIsSmtpServerSetting where Name="SmtpSvc/1"'
$server = Get-WmiObject -Namespace root/MicrosoftIISv2 -Query $query
$server.SetPropertyValue('RelayIpList', [byte[]]@())
$server.Put()
