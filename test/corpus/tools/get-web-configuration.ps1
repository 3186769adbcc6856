Install-WindowsFeature Web-Server
$pool = Get-WebConfiguration "/system.applicationHost/applicationPools/add[@name='DefaultAppPool']/processModel"
$pool.identityType = 'LocalSystem'
$pool | Set-WebConfiguration "/system.applicationHost/applicationPools/add[@name='DefaultAppPool']/processModel"
