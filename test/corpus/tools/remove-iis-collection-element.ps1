Install-WindowsFeature Web-Server
New-WebAppPool x
Set-ItemProperty IIS:\AppPools\x processModel.identityType LocalSystem
$pools = Get-IISConfigSection -SectionPath 'system.applicationHost/applicationPools' | Get-IISConfigCollection
Remove-IISConfigCollectionElement -ConfigCollection $pools -ConfigAttribute @{ name = 'x' }
