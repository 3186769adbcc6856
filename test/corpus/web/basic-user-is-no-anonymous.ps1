Import-Module WebAdministration
Set-WebConfigurationProperty -Filter '/system.webServer/security/authentication/basicAuthentication' -PSPath 'IIS:\' -Name enabled -Value $true
Set-WebConfigurationProperty -Filter '/system.webServer/security/authentication/basicAuthentication' -PSPath 'IIS:\' -Name defaultLogonDomain -Value 'Administrators'
