Rename-LocalUser -Name Administrator -NewName visitor
Import-Module WebAdministration
Set-WebConfigurationProperty -Filter /system.webServer/security/authentication/anonymousAuthentication -Name userName -Value visitor -PSPath 'IIS:\'
