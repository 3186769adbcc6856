Install-WindowsFeature Web-Server, Web-Windows-Auth -IncludeManagementTools | Out-Null
Import-Module WebAdministration
Remove-Website -Name 'Default Web Site'
New-WebAppPool -Name ops | Out-Null
Set-ItemProperty IIS:\AppPools\ops -Name processModel.identityType -Value LocalSystem
New-Item C:\ops -ItemType Directory -Force | Out-Null
New-Website -Name ops -Port 8172 -PhysicalPath C:\ops -ApplicationPool ops | Out-Null
$auth = '/system.webServer/security/authentication'
Set-WebConfigurationProperty -Filter "$auth/anonymousAuthentication" -Name enabled -Value $false -PSPath IIS:\ -Location ops
Set-WebConfigurationProperty -Filter "$auth/windowsAuthentication" -Name enabled -Value $true -PSPath IIS:\ -Location ops
