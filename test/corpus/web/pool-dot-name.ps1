Import-Module WebAdministration
Set-WebConfigurationProperty -PSPath 'MACHINE/WEBROOT/APPHOST' -Filter "/system.applicationHost/applicationPools/add[@name='DefaultAppPool']/processModel" -Name . -Value @{ identityType = 'LocalSystem' }
