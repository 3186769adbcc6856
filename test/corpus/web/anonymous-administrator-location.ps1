Import-Module WebAdministration
Set-WebConfigurationProperty -Filter /system.webserver/security/authentication/anonymousAuthentication -PSPath 'MACHINE/WEBROOT/APPHOST' -Location 'Default Web Site/reports' -Name userName -Value '.\Administrator'
