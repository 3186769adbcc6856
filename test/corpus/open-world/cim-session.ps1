$s = New-CimSession
$i = Get-CimInstance -CimSession $s -Namespace root/MicrosoftIISv2 -ClassName IIsSmtpServerSetting
$i | Set-CimInstance -Property @{ RelayIpList = @() }
