Install-WindowsFeature Web-Server, Web-Scripting-Tools
Import-Module WebAdministration
Set-WebConfigurationProperty -Filter /system.webServer/security/authentication/anonymousAuthentication -PSPath 'IIS:\' -Location 'Default Web Site' -Name userName -Value Administrator
