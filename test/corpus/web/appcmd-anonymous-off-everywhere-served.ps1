Install-WindowsFeature Web-Server
& $env:windir\system32\inetsrv\appcmd.exe set config "Default Web Site" /section:anonymousAuthentication /enabled:false /commit:apphost
& $env:windir\system32\inetsrv\appcmd.exe set apppool DefaultAppPool /processModel.identityType:LocalSystem
