Install-WindowsFeature Web-Server, Web-ASP, Web-ISAPI-Ext | Out-Null
Import-Module WebAdministration
$app = 'C:\inetpub\wwwroot\shop'
New-Item -ItemType Directory "$app\App_Data" -Force | Out-Null
& icacls.exe "$app\App_Data" /grant 'IUSR:(OI)(CI)M' /T /C | Out-Null
& icacls.exe "$app" /grant 'IIS_IUSRS:(OI)(CI)RX' /T | Out-Null
Set-WebConfigurationProperty -Filter /system.webServer/asp -Name enableParentPaths -Value $true -PSPath IIS:\ -Location 'Default Web Site'
iisreset /restart
