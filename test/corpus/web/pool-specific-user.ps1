Import-Module WebAdministration
Set-ItemProperty IIS:\AppPools\DefaultAppPool -Name processModel -Value @{ identityType = 3; userName = 'svc-web'; password = 'not-a-real-one' }
