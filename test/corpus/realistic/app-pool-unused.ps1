Install-WindowsFeature Web-Server
Import-Module WebAdministration
New-WebAppPool -Name 'Spare' | Out-Null
Set-ItemProperty 'IIS:\AppPools\Spare' -Name processModel.identityType -Value 0
