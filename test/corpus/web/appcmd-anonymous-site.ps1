Set-Alias appcmd "$env:SystemRoot\System32\inetsrv\appcmd.exe"
appcmd set config "Default Web Site" -section:system.webServer/security/authentication/anonymousAuthentication /userName:"Administrator" /commit:apphost
