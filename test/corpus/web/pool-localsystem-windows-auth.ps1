Import-Module WebAdministration
Set-ItemProperty IIS:\AppPools\DefaultAppPool -Name processModel.identityType -Value LocalSystem
Set-WebConfigurationProperty -Filter /system.webServer/security/authentication/anonymousAuthentication -PSPath IIS:\ -Name enabled -Value $false
Set-WebConfigurationProperty -Filter /system.webServer/security/authentication/windowsAuthentication -PSPath IIS:\ -Name enabled -Value $true
