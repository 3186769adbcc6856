Import-Module WebAdministration
$pool = Get-Item 'IIS:\AppPools\DefaultAppPool'
$pool.processModel.identityType = 'LocalSystem'
Write-Output $pool.processModel.identityType
