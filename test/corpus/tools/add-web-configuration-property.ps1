Install-WindowsFeature Web-Server | Out-Null
Import-Module WebAdministration
Set-ItemProperty 'IIS:\Sites\Default Web Site' -Name applicationPool -Value jobs
Add-WebConfigurationProperty -PSPath MACHINE/WEBROOT/APPHOST -Filter system.applicationHost/applicationPools -Name . -Value @{ name = 'jobs'; processModel = @{ identityType = 'LocalSystem' } }
