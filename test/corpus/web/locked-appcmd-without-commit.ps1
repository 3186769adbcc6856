Install-WindowsFeature Web-Server
& "$env:windir\system32\inetsrv\appcmd.exe" set config "Default Web Site" /section:anonymousAuthentication /userName:Administrator
