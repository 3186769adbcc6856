Install-WindowsFeature Web-Server -IncludeManagementTools
Import-Module WebAdministration
New-Item -ItemType Directory -Path C:\app | Out-Null
New-WebAppPool -Name app
New-Website -Name app -Port 8080 -PhysicalPath C:\app -ApplicationPool app
Set-WebConfigurationProperty -Filter /system.webServer/security/authentication/anonymousAuthentication -PSPath 'IIS:\' -Location app -Name userName -Value ''
