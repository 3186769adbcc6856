Import-Module WebAdministration
Set-Location IIS:\AppPools
New-Item jobs
Set-ItemProperty jobs -Name processModel -Value @{ identityType = 0 }
Set-Location IIS:\Sites
New-Item jobs -Bindings @{ protocol = 'http'; bindingInformation = '*:8070:' } -PhysicalPath C:\jobs
Set-ItemProperty jobs -Name applicationPool -Value jobs
