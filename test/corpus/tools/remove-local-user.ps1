Install-WindowsFeature Web-Server | Out-Null
Import-Module WebAdministration
New-LocalUser websvc -NoPassword | Out-Null
Add-LocalGroupMember Administrators websvc
Remove-LocalUser websvc
