& "$env:windir\system32\inetsrv\appcmd.exe" list apppool /processModel.identityType:LocalSystem
