Import-Module IISAdministration
$pools = Get-IISConfigSection -SectionPath 'system.applicationHost/applicationPools' | Get-IISConfigCollection
$pool = Get-IISConfigCollectionElement -ConfigCollection $pools -ConfigAttribute @{ name = 'DefaultAppPool' }
$model = Get-IISConfigElement -ConfigElement $pool -ChildElementName processModel
Set-IISConfigAttributeValue -ConfigElement $model -AttributeName identityType -AttributeValue LocalSystem
