Install-WindowsFeature Web-Server | Out-Null
Import-Module WebAdministration
New-WebAppPool -Name api | Out-Null
Set-ItemProperty IIS:\AppPools\api -Name processModel.identityType -Value 0
New-WebApplication -Name api -Site 'Default Web Site' -PhysicalPath C:\inetpub\wwwroot -ApplicationPool api | Out-Null
