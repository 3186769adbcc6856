Install-WindowsFeature Web-Server
Import-Module WebAdministration
New-WebAppPool site
New-Website site -ApplicationPool site -PhysicalPath C:\site
$account = Read-Host
Set-ItemProperty IIS:\AppPools\site processModel @{ userName = "$env:COMPUTERNAME\$account"; password = 'x'; identityType = 3 }
