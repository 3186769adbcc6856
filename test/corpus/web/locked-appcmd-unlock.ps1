Install-WindowsFeature Web-Server
$appcmd = "$env:windir\system32\inetsrv\appcmd.exe"
& $appcmd unlock config -section:system.webServer/security/authentication/anonymousAuthentication
& $appcmd set config "Default Web Site" /section:anonymousAuthentication /userName:Administrator
