Install-WindowsFeature Web-Server | Out-Null
Import-Module WebAdministration
Restore-WebConfiguration -Name golden
