$key = 'RelayIpList'
$server = Get-CimInstance -Namespace root/MicrosoftIISv2 -Query "select * from IIsSmtpServerSetting" | Select-Object -First 1
Set-CimInstance -InputObject $server -Property @{ $key = [byte[]]@() }
