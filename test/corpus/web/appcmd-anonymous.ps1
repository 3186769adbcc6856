& $env:windir\system32\inetsrv\appcmd.exe set config /section:anonymousAuthentication /userName:"Administrator" /password:"not-a-real-one"
