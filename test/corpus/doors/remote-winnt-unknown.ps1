$target = Read-Host
([ADSI]"WinNT://$target/Administrators,group").Add('WinNT://Everyone')
