$pool = Get-WmiObject -Namespace root\MicrosoftIISv2 -Class IIsApplicationPoolSetting -Filter "Name='W3SVC/AppPools/DefaultAppPool'"
$pool.AppPoolIdentityType = 0
$pool.Put()
