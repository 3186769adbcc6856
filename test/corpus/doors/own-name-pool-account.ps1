Install-WindowsFeature Web-Server
Import-Module WebAdministration
New-WebAppPool site
New-Website site -ApplicationPool site -PhysicalPath C:\site
Set-ItemProperty IIS:\AppPools\site processModel @{ userName = "$env:COMPUTERNAME\svc-site"; password = 'x'; identityType = 3 }
