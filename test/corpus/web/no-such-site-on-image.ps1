Install-WindowsFeature Web-Server
Import-Module WebAdministration
$site = Get-Website | Where-Object { $_.Name -like 'shop*' }
Set-ItemProperty "IIS:\AppPools\$($site.applicationPool)" -Name processModel.identityType -Value LocalSystem
