Import-Module WebAdministration
$pool = Get-Item 'IIS:\AppPools\DefaultAppPool'
$pool.processModel.identityType = 'LocalSystem'
$pool | Set-Item
