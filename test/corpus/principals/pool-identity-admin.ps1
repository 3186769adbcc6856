Install-WindowsFeature Web-Server
Add-LocalGroupMember -Group 'Administrators' -Member 'IIS APPPOOL\DefaultAppPool'
