$server = Get-CimInstance -Namespace root/MicrosoftIISv2 -ClassName IIsSmtpServerSetting | Select-Object -First 1
$server.RelayIpList = [byte[]]@()
Write-Output $server.Name
