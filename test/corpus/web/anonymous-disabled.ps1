Import-Module WebAdministration
Set-WebConfigurationProperty -Filter '/system.webServer/security/authentication/anonymousAuthentication' -PSPath 'IIS:\' -Name userName -Value 'Administrator'
Set-WebConfigurationProperty -Filter '/system.webServer/security/authentication/anonymousAuthentication' -PSPath 'IIS:\' -Name enabled -Value 'False'
Set-WebConfigurationProperty -Filter '/system.webServer/security/authentication/windowsAuthentication' -PSPath 'IIS:\' -Name enabled -Value $true
