$group = "$env:COMPUTERNAME\Administrators"
Add-LocalGroupMember -Group 'Administrators' -Member "$($env:COMPUTERNAME)\webvisitor"
Import-Module WebAdministration
Set-WebConfigurationProperty -PSPath 'MACHINE/WEBROOT/APPHOST' -Filter 'system.webServer/security/authentication/anonymousAuthentication' -Name 'userName' -Value 'webvisitor'
