Import-Module WebAdministration
Set-WebConfigurationProperty -Filter /system.webServer/security/authentication/anonymousAuthentication -PSPath IIS:\ -Name userName -Value 'IUSR_ADMIN'
