$collection = Get-IISConfigCollection (Get-IISConfigSection system.applicationHost/applicationPools)
$pool = Get-IISConfigCollectionElement $collection @{ name = 'DefaultAppPool' }
$model = Get-IISConfigElement $pool processModel
Set-IISConfigAttributeValue $model identityType LocalSystem
