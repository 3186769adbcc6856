param([string]$ComputerName = $env:COMPUTERNAME)
$server = Get-WmiObject -ComputerName $ComputerName -Namespace root\MicrosoftIISv2 -Class IIsSmtpServerSetting -Filter "Name='SmtpSvc/1'" -Authentication 6
$server.RelayIpList = [byte[]]@()
$server.Put()
