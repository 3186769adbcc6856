# Pages that use System.Net.Mail take their server from web.config.
$ErrorActionPreference = 'Stop'
Install-WindowsFeature -Name Web-Server, Web-Asp-Net45, Web-Scripting-Tools | Out-Null
Import-Module WebAdministration

$filter = 'system.net/mailSettings/smtp'
$site = 'IIS:\Sites\Default Web Site'
Set-WebConfigurationProperty -PSPath $site -Filter $filter -Name from -Value 'noreply@contoso.com'
Set-WebConfigurationProperty -PSPath $site -Filter "$filter/network" -Name host -Value 'localhost'
Set-WebConfigurationProperty -PSPath $site -Filter "$filter/network" -Name port -Value 25
Set-WebConfigurationProperty -PSPath $site -Filter $filter -Name deliveryMethod -Value 'PickupDirectoryFromIis'
