$collection = Get-IISConfigCollection (Get-IISConfigSection system.applicationHost/applicationPools)
$pool = Get-IISConfigCollectionElement $collection @{ name = 'DefaultAppPool' }
Set-IISConfigAttributeValue (Get-IISConfigElement $pool processModel) identityType ApplicationPoolIdentity
