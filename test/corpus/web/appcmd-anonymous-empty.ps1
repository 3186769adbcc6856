C:\Windows\System32\inetsrv\appcmd.exe set config /section:anonymousAuthentication /userName:"" --password
