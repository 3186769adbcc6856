Install-WindowsFeature Web-Server, Web-Scripting-Tools
Import-Module WebAdministration
Set-ItemProperty IIS:\AppPools\DefaultAppPool -Name processModel.identityType -Value LocalSystem
Set-WebConfigurationProperty -Filter /system.webServer/security/authentication/anonymousAuthentication -PSPath 'IIS:\Sites\Default Web Site' -Name enabled -Value $false
