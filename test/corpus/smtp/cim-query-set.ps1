Set-CimInstance -Namespace root/MicrosoftIISv2 -Query 'select * from IIsSmtpServerSetting where Name="SmtpSvc/1"' -Property @{ RelayIpList = @() }
