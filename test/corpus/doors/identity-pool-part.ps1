$name = Read-Host
Add-LocalGroupMember -Group Administrators -Member "IIS AppPool\site-$name"
