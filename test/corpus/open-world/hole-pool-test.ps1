Import-Module WebAdministration
if (Test-Path "IIS:\AppPools\$env:POOL") { Set-ItemProperty "IIS:\AppPools\$env:POOL" -Name processModel.identityType -Value 0 }
