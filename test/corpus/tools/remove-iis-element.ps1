Install-WindowsFeature Web-Server
New-WebAppPool x
$pools = Get-IISConfigSection -SectionPath 'system.applicationHost/applicationPools' | Get-IISConfigCollection
$pool = Get-IISConfigCollectionElement -ConfigCollection $pools -ConfigAttribute @{ name = 'x' }
$model = Get-IISConfigElement -ConfigElement $pool -ChildElementName processModel
Set-IISConfigAttributeValue -ConfigElement $model -AttributeName identityType -AttributeValue LocalSystem
Remove-IISConfigElement -ConfigElement $model
New-WebApplication -Site 'Default Web Site' -Name a -PhysicalPath C:\inetpub\wwwroot -ApplicationPool x
