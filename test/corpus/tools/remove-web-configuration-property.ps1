Install-WindowsFeature Web-Server
Set-WebConfigurationProperty -PSPath MACHINE/WEBROOT/APPHOST -Filter system.webServer/security/authentication/anonymousAuthentication -Name userName -Value Administrator
Remove-WebConfigurationProperty -PSPath MACHINE/WEBROOT/APPHOST -Filter system.webServer/security/authentication/anonymousAuthentication -Name userName
