Install-WindowsFeature Web-Server | Out-Null
Import-Module WebAdministration
New-WebAppPool shop | Out-Null
Set-ItemProperty IIS:\AppPools\shop -Name processModel.identityType -Value LocalSystem
New-WebApplication -Name shop -Site 'Default Web Site' -PhysicalPath C:\inetpub\wwwroot -ApplicationPool shop | Out-Null
Remove-WebApplication -Name shop -Site 'Default Web Site'
