Install-WindowsFeature Web-Server
Add-LocalGroupMember -Group Administrators -Member 'NETWORK SERVICE'
