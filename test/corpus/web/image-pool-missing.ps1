Install-WindowsFeature Web-Server
Import-Module WebAdministration
Set-ItemProperty IIS:\AppPools\legacy -Name processModel.identityType -Value LocalSystem -ErrorAction SilentlyContinue
