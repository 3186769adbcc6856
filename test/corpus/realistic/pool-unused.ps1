Install-WindowsFeature Web-Server | Out-Null
Import-Module WebAdministration
New-WebAppPool -Name spare | Out-Null
Set-ItemProperty IIS:\AppPools\spare -Name processModel.identityType -Value LocalSystem
