Get-CimInstance -Namespace root/MicrosoftIISv2 -ClassName IIsSmtpServerSetting -Filter "Name='SmtpSvc/1'" |
    Set-CimInstance -Property @{ RelayIpList = [byte[]]@() }
