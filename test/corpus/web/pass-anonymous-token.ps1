Import-Module WebAdministration
Get-ChildItem IIS:\AppPools | ForEach-Object { Set-ItemProperty $_.PSPath -Name passAnonymousToken -Value $true }
