Install-WindowsFeature Web-Server | Out-Null
Import-Module WebAdministration
New-WebAppPool shop | Out-Null
New-WebApplication -Name shop -Site 'Default Web Site' -PhysicalPath C:\inetpub\wwwroot -ApplicationPool shop | Out-Null
$pool = (Get-WebApplication -Site 'Default Web Site' -Name shop).applicationPool
Set-ItemProperty "IIS:\AppPools\$pool" -Name processModel.identityType -Value LocalSystem
