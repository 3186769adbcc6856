& C:\Windows\System32\inetsrv\appcmd.exe set apppool "$env:POOL" /processModel.identityType:LocalSystem
