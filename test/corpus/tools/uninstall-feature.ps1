Install-WindowsFeature Web-Server | Out-Null
Import-Module WebAdministration
Set-ItemProperty IIS:\AppPools\DefaultAppPool -Name processModel.identityType -Value LocalSystem
Uninstall-WindowsFeature Web-Server | Out-Null
