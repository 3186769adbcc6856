Get-CimInstance -Namespace root/MicrosoftIISv2 -ClassName IIsSmtpServerSetting |
    Set-CimInstance -Property @{ RelayForAuth = 1; AuthFlags = 6 }
