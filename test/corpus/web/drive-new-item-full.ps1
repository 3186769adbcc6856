Import-Module WebAdministration
New-Item 'IIS:\AppPools\api' | Out-Null
New-Item 'IIS:\Sites\api' -Bindings @{ protocol = 'http'; bindingInformation = ':81:' } -PhysicalPath 'C:\api' | Out-Null
Set-ItemProperty 'IIS:\Sites\api' -Name applicationPool -Value 'api'
Set-ItemProperty 'IIS:\AppPools\api' -Name managedRuntimeVersion -Value 'v4.0'
