& "$env:windir\system32\inetsrv\appcmd.exe" set apppool "DefaultAppPool" /processModel.identityType:LocalSystem
