Install-WindowsFeature Web-Server, Web-Windows-Auth | Out-Null
Import-Module WebAdministration
Set-WebConfigurationProperty -Filter /system.webServer/security/authentication/anonymousAuthentication -Name enabled -Value $false -PSPath IIS:\
Set-WebConfigurationProperty -Filter /system.webServer/security/authentication/windowsAuthentication -Name enabled -Value $true -PSPath IIS:\
Set-ItemProperty IIS:\AppPools\DefaultAppPool -Name processModel.identityType -Value LocalSystem
