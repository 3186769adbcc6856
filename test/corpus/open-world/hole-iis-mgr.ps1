Import-Module WebAdministration
Get-ChildItem IIS:\AppPools | % { Set-ItemProperty "IIS:\AppPools\$($_.Name)" processModel.identityType LocalSystem }
