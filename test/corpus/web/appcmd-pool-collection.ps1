& "$env:windir\system32\inetsrv\appcmd.exe" set config /section:applicationPools "/[name='DefaultAppPool'].processModel.identityType:LocalSystem"
