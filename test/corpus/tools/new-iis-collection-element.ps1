Install-WindowsFeature Web-Server
$pools = Get-IISConfigSection -SectionPath 'system.applicationHost/applicationPools' | Get-IISConfigCollection
New-IISConfigCollectionElement -ConfigCollection $pools -ConfigAttribute @{ name = 'x' }
Set-ItemProperty IIS:\AppPools\x processModel.identityType LocalSystem
New-WebApplication -Site 'Default Web Site' -Name a -PhysicalPath C:\inetpub\wwwroot -ApplicationPool x
