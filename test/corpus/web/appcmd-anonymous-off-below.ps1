Install-WindowsFeature Web-Server, Web-Windows-Auth
& $env:windir\system32\inetsrv\appcmd.exe set config "Default Web Site/intranet" /section:anonymousAuthentication /enabled:false /commit:apphost
& $env:windir\system32\inetsrv\appcmd.exe set apppool DefaultAppPool /processModel.identityType:LocalSystem
