Get-CimInstance -Namespace root/MicrosoftIISv2 -ClassName IIsSmtpServerSetting |
    Set-CimInstance -Property @{ RelayIpList = [byte[]]@() } -WhatIf
