Import-Module WebAdministration
$p = Get-Item "IIS:\AppPools\$env:POOL"
$p.processModel.identityType = 'LocalSystem'
$p | Set-Item
