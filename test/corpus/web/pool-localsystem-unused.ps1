Import-Module WebAdministration
New-WebAppPool -Name 'Maintenance'
Set-ItemProperty IIS:\AppPools\Maintenance -Name processModel.identityType -Value LocalSystem
