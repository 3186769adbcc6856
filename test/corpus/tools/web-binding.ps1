Install-WindowsFeature Web-Server | Out-Null
Import-Module WebAdministration
New-WebBinding -Name 'Default Web Site' -Protocol http -Port 8081
Remove-WebBinding -Name 'Default Web Site' -Port 80 -Protocol http
